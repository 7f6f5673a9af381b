import Rupt from "rupt";

export async function open(member) {
  await Rupt.attach({ client_id: "cid_lib", account: member.id, email: member.email });
  return `open for ${member.id}`;
}
