// Stand-ins for all that a fixture does not define. What is done to one is written down: calls,
// constructions, assignments. Reads are not: when a plain value is read does not matter, but for the
// world whose values change as time goes on.

import { frameworkHook } from "./frameworks.mjs";
import { isClass, nameOf, named, show } from "./show.mjs";

const standIns = new WeakSet();

export const isStandIn = (value) => typeof value === "function" && standIns.has(value);

/** A value that can be read, called, constructed and awaited; `path` is what it shows as. */
export function standIn(world, path, { isPromise = false, isModule = false } = {}) {
  const callee = ageless(path);
  const members = new Map();

  function member(key) {
    if (world.kind.ages && !isModule) return standIn(world, `${callee}.${key}@${world.time}`);
    if (!members.has(key)) members.set(key, standIn(world, isModule ? `${path}:${key}` : `${path}.${key}`));
    return members.get(key);
  }

  function get(key) {
    if (typeof key === "symbol") return symbol(world, path, key);
    if (members.has(key)) return members.get(key);
    if (key === "__esModule") return isModule || undefined;
    if (isPromise && ["then", "catch", "finally"].includes(key)) return promise(world, path)[key];
    if (key === "then") return undefined;
    if (["toString", "toJSON", "toLocaleString"].includes(key)) return () => path;
    if (key === "valueOf") return () => proxy;
    if (key === "call") return (_, ...args) => proxy(...args);
    if (key === "apply") return (_, args) => proxy(...(args ?? []));
    if (world.kind.leavesOut && world.defaulted.has(key)) return undefined;
    return member(key);
  }

  function set(key, value, receiver) {
    if (receiver !== proxy) return define(receiver, key, value);
    world.record(`${path}.${String(key)} = ${show(value)}`);
    members.set(key, value);
    collect(world, [value], `${callee}.${String(key)}`);
    return true;
  }

  function call(args) {
    const hook = frameworkHook(callee);
    if (hook) {
      collect(world, args, callee);
      return hook(world, args);
    }
    const given = shown(args);
    world.record(`${path}${given}`, { callee });
    collect(world, args, callee);
    // As a decorator it changes nothing.
    if (isClass(args[0])) return args[0];
    if (isClass(args[0]?.constructor) && typeof args[1] === "string") return undefined;
    return standIn(world, path.length < 80 ? `${path}${given}` : `${path}()`, { isPromise: !path.startsWith("console.") });
  }

  function construct(args, made) {
    const given = shown(args);
    world.record(`new ${path}${given}`, { callee });
    collect(world, args, callee);
    return made === proxy ? standIn(world, `new ${path}${given}`) : Object.create(made.prototype);
  }

  // A bound function can be called and constructed, and has no property that a proxy must show.
  const proxy = new Proxy(function () {}.bind(), {
    get: (_, key) => get(key),
    set: (_, key, value, receiver) => set(key, value, receiver),
    deleteProperty: (_, key) => (world.record(`delete ${path}.${String(key)}`), members.delete(key), true),
    has: () => true,
    ownKeys: () => [`…${path}`],
    getOwnPropertyDescriptor: () => ({ value: proxy, enumerable: true, configurable: true, writable: true }),
    apply: (_, self, args) => call(args),
    construct: (_, args, made) => construct(args, made),
  });
  standIns.add(proxy);
  return named(proxy, path);
}

/** Keeps the functions among the values: whoever was given them would call them some day. */
export function collect(world, values, owner, key = "", self = undefined, depth = 3) {
  for (const value of values) {
    if (nameOf(value)) continue;
    if (value instanceof Promise) value.then((settled) => world.note(`${owner} is given ${show(settled)}`), () => {});
    if (typeof value === "function") {
      const label = key ? `${key} of ${owner}` : owner;
      const name = key || owner.split(/[.:]/).at(-1);
      world.callbacks.push({ value, self, owner, label, name, section: world.section });
    } else if (Array.isArray(value) && depth > 0) {
      collect(world, value, owner, key, undefined, depth - 1);
    } else if (isPlain(value) && depth > 0) {
      for (const [name, { value: member }] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
        collect(world, [member], owner, name, value, depth - 1);
      }
    }
  }
}

/** The prototype of an object of which a part is not shown: a base class, or what a framework adds. */
export function inherited(world, path) {
  const get = (key, self) => {
    if (key in Object.prototype) return Reflect.get(Object.prototype, key, self);
    return typeof key === "symbol" || key === "then" ? undefined : standIn(world, `${path}.${key}`);
  };
  const prototype = new Proxy(Object.create(null), {
    get: (_, key, self) => get(key, self),
    set: (_, key, value, self) => define(self, key, value),
  });
  return named(prototype, path);
}

function symbol(world, path, key) {
  const items = () => [standIn(world, `${path}[0]`), standIn(world, `${path}[1]`)];
  switch (key) {
    case Symbol.toPrimitive:
      return (hint) => (hint === "number" ? 2 : path);
    case Symbol.iterator:
      return () => items()[Symbol.iterator]();
    case Symbol.asyncIterator:
      return async function* () {
        yield* items();
      };
    case Symbol.hasInstance:
      return () => world.kind.decide(`instanceof ${path}`);
    case Symbol.dispose:
    case Symbol.asyncDispose:
      return () => world.record(`dispose of ${path}`);
  }
  return undefined;
}

/** The promise of what a call of a stand-in gives. */
function promise(world, path) {
  const settled = world.kind.rejects ? Promise.reject(new Error(`${path} failed`)) : Promise.resolve(standIn(world, path));
  return {
    then: (yes, no) => settled.then(yes, no),
    catch: (no) => settled.catch(no),
    finally: (done) => settled.finally(done),
  };
}

const define = (object, key, value) => Reflect.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });

const isPlain = (value) => value !== null && typeof value === "object" && !(value instanceof Promise);

const shown = (args) => `(${args.map((arg) => show(arg)).join(", ")})`;

/** A path without the times at which its parts were read. */
const ageless = (path) => path.replace(/@\d+/g, "");
