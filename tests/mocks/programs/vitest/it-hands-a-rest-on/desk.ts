import Rupt from "rupt";

export async function open(member: { id: string; email: string }) {
  try {
    await Rupt.attach({ client_id: "cid_lib", account: member.id, email: member.email });
    return "open";
  } catch {
    return "closed";
  }
}
