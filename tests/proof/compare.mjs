// Whether two runs of a program are the same, but for what `rules.md` lets go. What may differ is
// told by the notes of the fixture: no fixture can allow itself more.

/** The first difference between the worlds that a program left behind, if there is one. */
export function differences(before, after, { notes, flags }) {
  const mayGo = rules(notes, flags);
  const same = sameBut(flags.includes("v3-in-use") ? withoutSdks : (text) => text);
  const old = before.trace.filter((entry) => !mayGo.handler(entry));
  const now = after.trace.filter((entry) => !mayGo.handler(entry));
  let at = 0;
  for (let next = 0; at < old.length || next < now.length; at++) {
    if (same(old[at], now[next]) || mayGo.mock(old[at]?.text, now[next]?.text)) next++;
    else if (!old[at] || !mayGo.call(old[at])) return [`before:\n${around(old, at)}\nafter:\n${around(now, next)}`];
  }
  return [];
}

const sameBut = (read) => (old, now) => {
  if (!old || !now || read(old.text) !== read(now.text)) return false;
  // A call that stays on v2 keeps all its options.
  return old.via !== "v2" || now.via !== "v2" || old.others === now.others;
};

/** Without the names of the packages: settings name those that the project uses. */
const withoutSdks = (text) => text.replace(/(, )?"(rupt|@ruptjs\/client)"/g, "");

function rules(notes, flags) {
  const gone = removedCalls(notes, flags);
  const isGone = (path) => gone.some((name) => path === name || path.endsWith(`:${name}`) || path.endsWith(`.${name}`));
  return {
    // What a dropped handler did. One that only logs is dropped without a word. And what stands in
    // for a client: v3's is made for each.
    handler({ text, section }) {
      if (section === "challenge") return /^console\b/.test(text) || notes.has("on-challenge") || notes.has("challenge-unsafe");
      if (section === "mock") return notes.has("mock-moved");
      if (section === "limit") return notes.has("on-limit-exceeded");
      if (notes.has("challenge-unsafe") && /^the challenge (redirects|does not)/.test(text)) return true;
      return notes.has("logout-unsafe") && text === "the Logout URL is not opened";
    },
    // A mock of another module.
    mock(old, now) {
      const moved = old?.replace(/(\.(?:mock|doMock|unstable_mockModule)(?:@\d+)?\()"rupt[^"]*"/, '$1"@ruptjs/client"');
      return notes.has("mock-moved") && moved !== undefined && moved === now;
    },
    // Calls that are gone, and the state that held a device id for `detach`.
    call({ text, owner = "", callee = "" }) {
      if (notes.has("detach-removed") && (text.startsWith("Rupt.detach") || text === 'setState("the device id")')) return true;
      return isGone(owner) || isGone(callee);
    },
  };
}

/** The names of the functions of which a TODO says that this call no longer runs. */
export function removedCalls(notes, flags) {
  const quoted = [...notes.values()].flat().filter((line) => line.includes("(this call no longer runs)"));
  quoted.push(...(notes.get("removed-call") ?? []));
  if (flags.includes("unsafe")) quoted.push(...(notes.get("detach-removed") ?? []));
  return quoted.flatMap((line) => Array.from(line.matchAll(/(\w+)\(/g), ([, name]) => name));
}

function around(trace, at) {
  const from = Math.max(0, at - 4);
  return trace.slice(from, at + 3).map(({ text }, index) => `${from + index === at ? ">" : " "} ${text}`).join("\n");
}
