// The few functions of frameworks whose result the fixtures build on. All others are plain
// stand-ins: the functions that they are given are called by the driver.

import { named, show } from "./show.mjs";
import { standIn } from "./standin.mjs";

const HOOKS = {
  useCallback: (_, [fn]) => fn,
  useMemo: (_, [make]) => make(),
  useRef: (_, [value]) => ({ current: value }),
  useState: (world, [first, ...others]) => {
    // Nuxt's takes a key and a function, and gives a `ref`.
    if (others.length > 0) return standIn(world, "state");
    const value = typeof first === "function" ? first() : first;
    const set = named((next) => world.record(`setState(${show(next)})`), "setState");
    return [value === undefined || value === null ? standIn(world, "state") : value, set];
  },
  memo: (_, [component]) => component,
  forwardRef: (_, [component]) => component,
  ref: (_, [value]) => ({ value }),
  shallowRef: (_, [value]) => ({ value }),
  reactive: (_, [value]) => value,
  computed: (_, [get]) => ({
    get value() {
      return get();
    },
  }),
};

// What Vue's compiler writes.
const VUE = {
  ...HOOKS,
  defineComponent: (_, [component]) => component,
  unref: (_, [value]) => (isPlain(value) && "value" in value ? value.value : value),
  withAsyncContext: (_, [run]) => [run(), () => {}],
};

// What Svelte's compiler writes for state, which is read without a trace.
const SVELTE = {
  prop: (world, [props, name]) => named((...set) => (set.length > 0 ? setState(world, props, name, set[0]) : props[name]), name),
  state: (_, [value]) => named({ value }, "state"),
  derived: (_, [get]) => VUE.computed(_, [get]),
  get: (_, [state]) => VUE.unref(_, [state]),
  set: (world, [state, value]) => setState(world, state, "value", value),
  proxy: (_, [value]) => value,
  untrack: (_, [read]) => read(),
  deep_read_state: () => undefined,
};
SVELTE.mutable_source = SVELTE.state;
SVELTE.user_derived = SVELTE.derived_safe_equal = SVELTE.derived;

const MODULES = { react: HOOKS, "preact/hooks": HOOKS, vue: VUE, "svelte/internal/client": SVELTE, "": HOOKS };

/** What a stand-in of this path does, if it is one of the above. */
export function frameworkHook(path) {
  const [, module = "", name] = /^(?:"([^"]*)":(?:default\.)?)?(\w+)$/.exec(path) ?? [];
  const hooks = MODULES[module] ?? {};
  return Object.hasOwn(hooks, name ?? "") ? hooks[name] : undefined;
}

function setState(world, holder, key, value) {
  world.record(`setState(${show(value)})`);
  holder[key] = value;
  return value;
}

const isPlain = (value) => value !== null && typeof value === "object";
