export async function open(member: { id: string; email: string }) {
  const { default: Rupt } = await import("rupt");
  await Rupt.attach({ client_id: "cid_lib", account: member.id, email: member.email });
  return member.id;
}
