import Rupt from "rupt";

export const open = (member) => Rupt.attach({ client_id: "cid_lib", account: member.id, email: member.email }).then(() => "open");
