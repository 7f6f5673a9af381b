import Rupt from "@ruptjs/client";

export async function enter(library, reader) {
  await new Rupt({ clientId: library.ruptId }).evaluate.access({ user: reader.id, email: reader.email });
}
