import { attach } from "rupt";

export async function open(member) {
  await attach({ client_id: "cid_lib", account: member.id, email: member.email });
  if (member.twice) await attach({ client_id: "cid_lib", account: member.id, email: member.email });
}
