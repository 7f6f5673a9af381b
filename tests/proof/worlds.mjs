// The worlds a program runs in. Each runs the program before and after.

/** Goes either way, by the condition's text: the same on both sides. */
const mixed = (salt) => (text) => {
  let hash = salt;
  for (const char of text) hash = (hash * 31 + char.codePointAt(0)) >>> 0;
  return ((hash >>> 7) ^ hash) % 2 === 0;
};

export const WORLDS = [
  { name: "every condition holds", decide: () => true },
  { name: "no condition holds, optional things are missing", decide: () => false, leavesOut: true },
  { name: "some conditions hold", decide: mixed(1), v3IsTheClass: true },
  { name: "other conditions hold, optional things are missing", decide: mixed(7), leavesOut: true },
  { name: "more conditions hold", decide: mixed(12) },
  { name: "every condition is made to hold", decide: () => true, forces: true },
  { name: "no condition is allowed to hold", decide: () => false, forces: true },
  { name: "the service answers null", decide: () => true, answersNull: true },
  { name: "what others do fails", decide: () => true, rejects: true },
  { name: "values change as time goes on", decide: () => true, ages: true },
  { name: "the SDK does not load", decide: () => true, isBlocked: true },
  { name: "there is no window", decide: () => true, isServer: true },
];
