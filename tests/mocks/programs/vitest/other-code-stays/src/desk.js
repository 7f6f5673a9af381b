import Rupt from "rupt";

export const open = async (member) => void (await Rupt.attach({ client_id: "cid_lib", account: member.id, email: member.email }));
