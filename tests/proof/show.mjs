// Values as text, the same for the same value on both sides.

const names = new WeakMap();

/** Gives an object a name to be shown by. */
export function named(value, name) {
  names.set(value, name);
  return value;
}

export const nameOf = (value) => names.get(value);

export const isClass = (value) => typeof value === "function" && /^class\b/.test(Function.prototype.toString.call(value));

/** What a value shows as; functions are told by what they do, so they all look the same here. */
export function show(value, depth = 4) {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return String(value);
  if (names.has(value)) return names.get(value);
  if (typeof value === "function") return isClass(value) ? "a class" : "a function";
  // The engine's words tell which expression failed, and that is another one in v3.
  if (value instanceof TypeError || value instanceof ReferenceError) return `a ${value.name}`;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof Promise) return "a promise";
  if (value instanceof RegExp || value instanceof Date) return String(value);
  if (depth === 0) return "…";
  if (Array.isArray(value)) return `[${value.map((item) => show(item, depth - 1)).join(", ")}]`;
  if (value instanceof Map || value instanceof Set) return `${value.constructor.name} ${show([...value], depth - 1)}`;
  const members = Object.keys(value).map((key) => {
    const { get, value: member } = Object.getOwnPropertyDescriptor(value, key);
    return `${key}: ${get ? "a getter" : show(member, depth - 1)}`;
  });
  return `{ ${members.join(", ")} }`;
}
