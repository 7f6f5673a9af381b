async function getRupt() {
  const { default: Rupt } = await import("@ruptjs/client");
  return new Rupt({ clientId: "cid" });
}

export async function enter(pass = (await getRupt()).evaluate.access({ user: "a", email: "e" })) {
  await pass;
}
