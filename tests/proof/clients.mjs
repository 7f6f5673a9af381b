// How many clients of v3 a program may create, and when.

/** One client for each id, but where a note or the fixture says more. */
export function tooManyClients(was, is, { notes, declared }) {
  if (notes.has("client-per-call")) return [];
  const count = (clients, id) => clients.filter((other) => other === id).length;
  const more = declared.has("a second client") ? 1 : 0;
  const isTooMany = (id) => count(is.clients, id) > Math.max(1, count(was.clients, id)) + more;
  return [...new Set(is.clients)].filter(isTooMany).map((id) => `${count(is.clients, id)} clients are created for ${id}`);
}

/** Whether v3 may be created without a window is not known: loading a module must not do it. */
export function tooEarlyClients(was, is) {
  const isWanted = !is.kind.isServer || was.evaluated > 0;
  return isWanted || is.clients.length <= was.clients.length ? [] : ["a client is created although there is no window"];
}
