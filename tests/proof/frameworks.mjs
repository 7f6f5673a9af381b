// The few functions of frameworks whose result the fixtures build on. All others are plain
// stand-ins: the functions that they are given are called by the driver.

import { named, show } from "./show.mjs";
import { standIn } from "./standin.mjs";

const HOOKS = {
  useCallback: (_, [fn]) => fn,
  useMemo: (_, [make]) => make(),
  useRef: (_, [value]) => ({ current: value }),
  useState: (world, [first]) => {
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

const MODULES = ["react", "preact/hooks", "vue", ""];

/** What a stand-in of this path does, if it is one of the above. */
export function frameworkHook(path) {
  const [, module = "", name] = /^(?:"([^"]*)":(?:default\.)?)?(\w+)$/.exec(path) ?? [];
  return MODULES.includes(module) && Object.hasOwn(HOOKS, name ?? "") ? HOOKS[name] : undefined;
}
