import Rupt from "rupt";

export async function open(member, more) {
  await Rupt.attach({ client_id: "cid_lib", account: member.id, email: member.email, ...more });
}
