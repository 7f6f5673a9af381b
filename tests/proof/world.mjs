// The world a program runs in: the names it does not declare, the modules it imports, the network,
// and what was done so far.

import { decisions } from "./decisions.mjs";
import { collect, isStandIn, standIn } from "./standin.mjs";
import { isRupt, rupt } from "./rupt.mjs";
import { isClass, nameOf, named, show } from "./show.mjs";

const REAL = [
  ..."Object Array String Number Boolean Symbol BigInt Function Promise Set WeakMap WeakSet WeakRef Math".split(" "),
  ..."Error TypeError RangeError SyntaxError ReferenceError AggregateError RegExp Proxy Reflect Intl".split(" "),
  ..."parseInt parseFloat isNaN isFinite NaN Infinity undefined".split(" "),
  ..."encodeURIComponent decodeURIComponent encodeURI decodeURI ArrayBuffer Uint8Array TextEncoder TextDecoder".split(" "),
];
const BROWSER = ["window", "self", "document", "navigator", "location", "localStorage", "sessionStorage"];
// No step of a fixture does this much, unless it never ends.
const LIMIT = 400;

export class World {
  /** `kind` is one of `WORLDS`; `asks` and `defaulted` are what it may decide about. */
  constructor(kind, asks, defaulted) {
    this.kind = kind;
    this.asks = asks;
    this.defaulted = defaulted;
    /** What was done, in order: `{ text, section, … }`. */
    this.trace = [];
    /** The handler of Rupt that is at work: "limit", "challenge" or "logout". */
    this.section = "";
    /** Whose callback is at work. */
    this.owner = "";
    /** Moves on with each step, and with each answer of the service. */
    this.time = 0;
    this.budget = LIMIT;
    /** Functions handed to stand-ins. */
    this.callbacks = [];
    /** What the network has not answered yet. */
    this.pending = [];
    this.evaluations = [];
    this.evaluated = 0;
    /** The client ids that Rupt was asked with. */
    this.ids = new Set();
    /** The id of each v3 client that was created. */
    this.clients = [];
    /** Where v3 was asked. */
    this.places = new Set();
    /** What no program should do, whatever it did before. */
    this.faults = [];
    this.modules = new Map();
    this.loading = new Map();
    this.globals = new Map(REAL.map((name) => [name, globalThis[name]]));
    this.addGlobals();
    this.scope = this.scopeObject();
  }

  // ---- what was done

  /** Writes down what the program does. */
  record(text, more) {
    this.spend();
    this.note(text, more);
  }

  /** Writes down what is done to the program. */
  note(text, more) {
    this.trace.push({ text, section: this.section, owner: this.owner, ...more });
  }

  /** Rupt is asked about a user, by either version. */
  evaluate(evaluation) {
    const { via, client, what, others, place } = evaluation;
    const id = this.idOf(client);
    this.record(`evaluates ${show(what)} for client ${id}`, { via, others });
    if (via === "v3") this.places.add(place);
    this.evaluations.push({ ...evaluation, section: this.section });
    this.evaluated++;
  }

  /**
   * How a client id shows: with the time at which it was read for the first call that has it, as
   * the client is made then and kept. What stands in the environment may be read before.
   */
  idOf(client) {
    const shown = show(client);
    const id = shown.replace(/@\d+/g, "");
    const isFirst = !this.ids.has(id) && !/^(process|import\.meta)\.env\b/.test(id);
    this.ids.add(id);
    return isFirst ? shown : id;
  }

  spend() {
    if (--this.budget < 0) throw new Error("a program that never ends");
  }

  /** A new step begins. */
  next() {
    this.budget = LIMIT;
    this.passTime();
  }

  // What follows from a handler that v3 does not have takes no time.
  passTime() {
    if (!["limit", "challenge"].includes(this.section)) this.time++;
  }

  // ---- the network

  /** What is answered in its turn; `what` is written down then. */
  answer(value, what) {
    return new Promise((resolve) => this.pending.push({ what, give: () => resolve(value) }));
  }

  /** Gives the next answer, if one is due. */
  giveAnswer() {
    const next = this.pending.shift();
    if (!next) return false;
    if (next.what === "the evaluation") this.passTime();
    if (next.what) this.note(`${next.what} is answered`);
    next.give();
    return true;
  }

  // ---- modules

  require(specifier) {
    if (!this.modules.has(specifier)) {
      const module = isRupt(specifier) ? rupt(this, specifier) : standIn(this, `"${specifier}"`, { isModule: true });
      this.modules.set(specifier, module);
    }
    return this.modules.get(specifier);
  }

  async import(specifier) {
    const name = String(specifier);
    if (this.kind.isBlocked && isRupt(name) && !this.modules.has(name)) throw new Error("the SDK does not load");
    if (!this.loading.has(name)) this.loading.set(name, this.answer(undefined));
    await this.loading.get(name);
    const module = this.require(name);
    return module.__esModule ? module : { default: module };
  }

  // ---- names

  global(name) {
    if (!this.globals.has(name)) this.globals.set(name, standIn(this, name));
    return this.globals.get(name);
  }

  addGlobals() {
    const { globals } = this;
    const isAbsent = (name) => this.kind.isServer && BROWSER.includes(name);
    this.scopeHas = (name) => typeof name === "string" && !isAbsent(name);
    for (const name of ["window", "globalThis", "self"]) globals.set(name, named(this.scopeObject(), name));
    globals.set("Date", FixedDate);
    globals.set("Map", NamedMap);
    globals.set("JSON", named({ stringify: JSON.stringify, parse: (text) => this.parse(text) }, "JSON"));
    globals.set("queueMicrotask", (callback) => void Promise.resolve().then(callback));
    globals.set("__require", (specifier) => this.require(specifier));
    globals.set("__import", (specifier) => this.import(specifier));
    globals.set("__import_meta", standIn(this, "import.meta"));
    globals.set("__jsx", (...args) => this.element(...args));
    globals.set("__fragment", "fragment");
    for (const [name, decide] of Object.entries(decisions(this))) globals.set(`__${name}`, decide);
    // Either a script tag provides the global, or loading v2 sets it.
    globals.set("Rupt", undefined);
    if (!this.kind.globalIsRead) rupt(this, "rupt");
  }

  scopeObject() {
    const set = (name, value) => {
      this.record(`${name} = ${show(value)}`);
      this.globals.set(name, value);
      collect(this, [value], name);
      return true;
    };
    return new Proxy(Object.create(null), {
      has: (_, name) => this.scopeHas(name),
      get: (_, name) => (typeof name === "symbol" ? undefined : this.global(name)),
      set: (_, name, value) => set(name, value),
      deleteProperty: (_, name) => (this.record(`delete ${name}`), this.globals.delete(name)),
    });
  }

  element(type, props, ...children) {
    const name = `<${typeof type === "function" ? (nameOf(type) ?? type.name) : type}>`;
    this.record(`${name} ${show(props)} ${show(children)}`);
    collect(this, [...rendered(type, props, children), type, props, children], name);
    return standIn(this, name);
  }

  parse(text) {
    try {
      return JSON.parse(text);
    } catch {
      return standIn(this, "JSON.parse()");
    }
  }
}

/** A component of the file, as a function that is told what its element is: it may read what that gives. */
function rendered(type, props, children) {
  if (typeof type !== "function" || nameOf(type)) return [];
  const given = { ...props, children: children.length > 1 ? children : children[0] };
  if (!isClass(type)) return [() => type(given)];
  return type.prototype?.render ? [() => Object.assign(new type(given), { props: given }).render()] : [];
}

// Stand-ins of one name stand for one value, such as a text: as a key they are the same.
class NamedMap extends Map {
  #keys = new Map();

  constructor(entries) {
    super();
    for (const [key, value] of entries ?? []) this.set(key, value);
  }

  get(key) {
    return super.get(this.#key(key));
  }

  has(key) {
    return super.has(this.#key(key));
  }

  set(key, value) {
    return super.set(this.#key(key), value);
  }

  delete(key) {
    return super.delete(this.#key(key));
  }

  #key(key) {
    if (!isStandIn(key)) return key;
    const name = nameOf(key);
    if (!this.#keys.has(name)) this.#keys.set(name, key);
    return this.#keys.get(name);
  }
}
Object.defineProperty(NamedMap, "name", { value: "Map" });

// The same moment on both sides.
class FixedDate extends Date {
  constructor(...args) {
    super(...(args.length > 0 ? args : [FixedDate.now()]));
  }

  static now() {
    return 1_700_000_000_000;
  }
}
named(FixedDate, "Date");
