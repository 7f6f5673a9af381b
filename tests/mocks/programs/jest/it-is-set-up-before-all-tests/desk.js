import Rupt from "rupt";

export const open = async (member) => {
  await Rupt.attach({ client_id: "cid_lib", account: member.id, email: member.email });
  return "open";
};
