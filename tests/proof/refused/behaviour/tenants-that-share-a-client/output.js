import Rupt from "@ruptjs/client";

let rupt;
const ruptFor = (clientId) => (rupt ??= new Rupt({ clientId }));

export async function enter(library, reader) {
  await ruptFor(library.ruptId).evaluate.access({ user: reader.id, email: reader.email });
}
