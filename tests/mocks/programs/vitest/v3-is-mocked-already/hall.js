import Rupt from "@ruptjs/client";

const rupt = new Rupt({ clientId: "cid_hall" });

export const enter = (member) => rupt.evaluate.access({ user: member.id, email: member.email }).then((answer) => answer.evaluation_id);
