import Rupt from "rupt";

export async function enter(pass = Rupt.attach({ client_id: "cid", account: "a", email: "e" })) {
  await pass;
}
