// How many clients of v3 a program may create, and when.

/** What a fixture may declare, and how many clients more than one for each id that allows. */
export const MORE = { "a second client": 1, "a third client": 2 };

/** One client for each id, but where the fixture says more. */
export function tooManyClients(was, is, { declared }) {
  const count = (clients, id) => clients.filter((other) => other === id).length;
  const more = Math.max(0, ...Object.keys(MORE).filter((what) => declared.has(what)).map((what) => MORE[what]));
  const isTooMany = (id) => count(is.clients, id) > Math.max(1, count(was.clients, id)) + more;
  return [...new Set(is.clients)].filter(isTooMany).map((id) => `${count(is.clients, id)} clients are created for ${id}`);
}

/** Whether v3 may be created without a window is not known: loading a module must not do it. */
export function tooEarlyClients(was, is) {
  const isWanted = !is.kind.isServer || was.evaluated > 0;
  return isWanted || is.clients.length <= was.clients.length ? [] : ["a client is created although there is no window"];
}

/** How often a fixture is visited, by how many tenants, and how many clients that makes. */
export function visitsOf({ declared }) {
  const numbers = declared.get("visits")?.match(/\d+/g)?.map(Number);
  return numbers && { times: numbers[0], tenants: numbers[1], clients: numbers[2] };
}

/** Whether each visit evaluates, and all of them together make as many clients as the fixture says. */
export function visited(is) {
  const { times, clients } = is.kind.visits;
  if (is.evaluated < times) return [`${is.evaluated} evaluations in ${times} visits`];
  const made = is.clients.length;
  return made === clients ? [] : [`${made} clients are created in ${times} visits, and not ${clients}`];
}
