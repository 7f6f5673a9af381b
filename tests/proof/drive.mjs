// Makes a program do what it can: loads it, then calls all that it exports, declares and hands to
// others, one after the other, each until nothing moves any more.

import { isClass, nameOf, show } from "./show.mjs";
import { inherited, standIn } from "./standin.mjs";

// Results of these are not looked at by anybody: effects, event handlers, lifecycle hooks, timers.
const IGNORES_RESULT = new RegExp(
  "^\\$?(use(Layout|Insertion)?Effect|on([A-Z:]\\w*|save)|on\\w+ of .*|on|once|addEventListener|forEach|watch(Effect)?|nextTick|subscribe" +
    "|withAsyncContext|withModifiers|withKeys|event|delegated|(legacy_pre|template|user)_effect" +
    "|useCallback|on(click|load|change|input|submit)|startTransition|after|afterNavigate|afterEach|afterEveryRender" +
    "|useIsomorphicLayoutEffect|useEventListener|ready|IntersectionObserver|setTimeout|setInterval|setImmediate" +
    "|requestAnimationFrame|requestIdleCallback|mounted|created|unmounted|ng[A-Z]\\w*)$",
);
/** The packages whose functions those are; a name from any other module says nothing. */
const FRAMEWORKS = new RegExp(
  "^(react|preact|vue|svelte|solid-js|lit|rxjs|pinia|next|vue-router|electron|express|expo-router|lodash|lodash-es|timers|node:timers" +
    "|usehooks-ts|@vueuse|@vue|@angular|@tanstack|@sveltejs|@ruptjs|@acme|\\$app|rupt)(/|$)",
);
/** What a test puts in the place of a module. */
const MOCK = /\.(mock|doMock|unstable_mockModule)(@\d+)? is given/;

// Handlers of Rupt run when Rupt calls them.
const RUPT_CALLS = ["on_challenge", "on_limit_exceeded", "on_current_device_logout", "on_logout"];
const MOST_STEPS = 150;
/** What is called, is called twice, unless a fixture says more. */
const VISITS = { times: 2, tenants: 1 };

/** Whether nobody looks at what a callback gives, by the name it is handed to and the module of that. */
function ignoresResult({ name, owner }) {
  const [, module] = /^"([^"]+)"/.exec(owner) ?? [];
  return IGNORES_RESULT.test(name) && (module === undefined || FRAMEWORKS.test(module));
}

let current;
process.on("unhandledRejection", (error) => current?.note(`nobody handles ${show(error)}`));

/** Runs a compiled program in a world, and leaves what happened in the world. */
export async function drive({ run, isModule }, world, revealed) {
  current = world;
  const driver = new Driver(world);
  await driver.load(run, isModule, revealed);
  if (!world.kind.isServer) await driver.callAll();
  current = undefined;
}

/** Loads a compiled program and runs what a server runs of it: components, not what they hand out. */
export async function render({ run, isModule }, world) {
  current = world;
  const driver = new Driver(world);
  await driver.load(run, isModule, []);
  const isRendered = ({ label }) => /^(default|[A-Z]\w*)(\.setup)?$/.test(label);
  for (const next of driver.queue.filter(isRendered)) await driver.step(next);
  current = undefined;
}

class Driver {
  constructor(world) {
    this.world = world;
    this.queue = [];
    this.seen = new WeakSet();
  }

  async load(run, isModule, revealed) {
    const { world } = this;
    const module = { exports: {} };
    const require = (specifier) => world.require(specifier);
    let names = {};
    world.globals.set("__reveal", (given) => (names = given));
    const loading = async () => {
      const loaded = run(world.scope).call(isModule ? undefined : module.exports, require, module, module.exports);
      await loaded.then(
        () => world.record("finishes"),
        (error) => world.record(`fails with ${show(error)}`),
      );
    };
    await this.step({ label: "load", run: loading });
    // Other files read it.
    if (world.kind.globalIsRead) world.note(`window.Rupt is ${show(world.global("Rupt"))}`);
    const { exports } = module;
    const isNamespace = typeof exports === "object" && exports !== null;
    if (isNamespace) {
      for (const name of Object.keys(exports).sort()) {
        const value = attempt(() => exports[name]);
        world.note(`exports ${name}: ${show(value)}`);
        this.visit(value, name, true);
      }
    } else {
      world.note(`exports ${show(exports)}`);
      this.visit(exports, "exports", true);
    }
    for (const name of revealed) if (names[name]) this.visit(attempt(names[name]), name, false);
  }

  async callAll() {
    let steps = 0;
    // What comes first may need what comes later: all but callbacks runs again.
    const { times, tenants } = this.world.kind.visits ?? VISITS;
    const rounds = this.world.kind.runsOnce ? 0 : times - 1;
    const later = Array.from({ length: rounds }, (_, index) => this.queue.map((step) => ({ ...step, tenant: (index + 1) % tenants })));
    const again = later.flat();
    for (;;) {
      for (const { value, label, name, owner, section, self } of this.world.callbacks.splice(0)) {
        this.from = { owner, section };
        this.visit(value, `what ${label} is given`, !ignoresResult({ name, owner }), self && this.completed(self, label));
        this.from = undefined;
      }
      const next = this.queue.shift() ?? again.shift();
      if (!next) return;
      if (++steps > MOST_STEPS) return this.world.note("and so on");
      await this.step(next);
    }
  }

  /** One thing that happens to the program, and all that follows from it. */
  async step({ label, run, from, tenant = 0 }) {
    const { world } = this;
    this.tenant = tenant;
    world.section = MOCK.test(label) ? "mock" : (from?.section ?? "");
    world.next();
    world.owner = from?.owner ?? "";
    world.note(`» ${label}`);
    await this.settle(run);
    for (let fired = 0; fired < 20 && world.evaluations.length > 0; fired++) await this.fire(world.evaluations.shift());
    world.evaluations.length = 0;
  }

  /** Starts something, then lets time pass until nothing moves. */
  async settle(run) {
    let done = { value: undefined };
    const started = (async () => run())();
    started.then(
      (value) => (done = { value }),
      (error) => (done = { error }),
    );
    await quiet();
    while (this.world.giveAnswer()) await quiet();
    return done;
  }

  /** What the service may do some time after an evaluation. */
  async fire(evaluation) {
    const { world } = this;
    const { limit, challenge, logout } = evaluation;
    world.section = evaluation.section;
    world.next();
    if (limit) await this.handle(evaluation, "limit", () => limit());
    const challenged = await this.handle(evaluation, "challenge", () => challenge?.({ challenge: "the challenge id" }));
    world.record(evaluation.redirects(challenged) ? "the challenge redirects" : "the challenge does not redirect");
    if (!logout) return;
    world.record("the session is logged out");
    const loggedOut = await this.handle(evaluation, "logout", () => logout(...(world.kind.logoutGets ?? evaluation.challengeId)));
    if (evaluation.stopsLogout(loggedOut)) world.record("the Logout URL is not opened");
  }

  async handle(evaluation, section, run) {
    const { world } = this;
    // Within a handler that is dropped, all is.
    if (!["limit", "challenge"].includes(world.section)) world.section = section;
    const { value, error } = await this.settle(run);
    if (error) world.record(`the handler fails: ${show(error)}`);
    world.section = evaluation.section;
    return value;
  }

  /** Finds what can be called in a value. `reads` says whether somebody looks at the results. */
  visit(value, label, reads, self = undefined) {
    const isObject = value !== null && (typeof value === "object" || typeof value === "function");
    if (!isObject || nameOf(value) || this.seen.has(value)) return;
    this.seen.add(value);
    if (isClass(value)) return this.visitClass(value, label, reads);
    if (typeof value === "function") return this.enqueue(label, reads, () => value.apply(self, this.given(value, label)));
    if (typeof value.next === "function") return this.enqueue(label, false, () => this.iterate(value, label));
    if (value instanceof Promise) return void value.then((settled) => this.visit(settled, label, reads), () => {});
    this.visitMembers(value, this.completed(value, label), label, reads);
  }

  /** A plain object with all that a framework might add to it. */
  completed(object, label) {
    const added = inherited(this.world, label);
    return new Proxy(object, { get: (_, key) => (key in object ? object[key] : added[key]) });
  }

  visitClass(type, label, reads) {
    this.visitMembers(type, type, label, reads);
    this.enqueue(`new ${label}`, false, () => {
      if (type.prototype && Object.getPrototypeOf(type.prototype) === Object.prototype) {
        Object.setPrototypeOf(type.prototype, inherited(this.world, label));
      }
      const made = new type(...this.given(type, label));
      for (let part = made; part && part !== Object.prototype && !nameOf(part); part = Object.getPrototypeOf(part)) {
        this.visitMembers(part, made, label, reads);
      }
    });
  }

  visitMembers(owner, self, label, reads) {
    for (const [key, { get, value }] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
      if (["constructor", "length", "name", "prototype", ...RUPT_CALLS].includes(key)) continue;
      const path = `${label}.${key}`;
      if (get) this.enqueue(path, reads, () => get.call(self));
      else if (typeof value === "function" && !isClass(value) && !nameOf(value) && !this.seen.has(value)) {
        this.seen.add(value);
        this.enqueue(path, reads && !IGNORES_RESULT.test(key), () => value.apply(self, this.given(value, path)));
      } else this.visit(value, path, reads);
    }
  }

  enqueue(label, reads, run) {
    const { from } = this;
    this.queue.push({ label, from, run: () => this.follow(run, label, reads) });
  }

  /** Writes down how a call ends, when it does. */
  follow(run, label, reads) {
    const ends = (value) => {
      this.world.record(reads ? `gives ${show(value)}` : "finishes");
      this.visit(value, `what ${label} gives`, true);
    };
    const fails = (error) => this.world.record(`fails with ${show(error)}`);
    try {
      const value = run();
      if (typeof value?.then !== "function") return ends(value);
      return Promise.resolve(value).then(ends).catch(fails);
    } catch (error) {
      return fails(error);
    }
  }

  async iterate(iterator) {
    let sent;
    for (let round = 0; round < 4; round++) {
      const { value, done } = await iterator.next(sent);
      if (done) return;
      this.world.record(`yields ${show(value)}`);
      sent = await value;
    }
  }

  given(fn, label) {
    const count = this.world.kind.leavesOut ? fn.length : Math.max(fn.length, 3);
    const tenant = this.tenant > 0 ? ` of tenant ${this.tenant + 1}` : "";
    return Array.from({ length: count }, (_, index) => standIn(this.world, `${label}(${index})${tenant}`));
  }
}

const quiet = () => new Promise((resolve) => setImmediate(resolve));

function attempt(read) {
  try {
    return read();
  } catch (error) {
    return error;
  }
}
