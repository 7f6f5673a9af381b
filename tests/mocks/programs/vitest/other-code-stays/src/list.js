import Rupt from "rupt";

export const list = async (member) => {
  const response = await Rupt.attach({ client_id: "cid_lib", account: member.id, email: member.email, ...member.more });
  return response.attached_devices;
};
