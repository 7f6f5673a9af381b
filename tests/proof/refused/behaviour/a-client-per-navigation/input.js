import Rupt from "rupt";

export async function enter(library, reader) {
  await Rupt.attach({ client_id: library.ruptId, account: reader.id, email: reader.email });
}
