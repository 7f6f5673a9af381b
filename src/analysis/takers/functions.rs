//! Functions that take a callback, by module and name.

use super::{ArgumentUse, Taker, Which};
use crate::mapping::V2_SPECIFIERS;

const fn row(from: &'static [&'static str], names: &'static [&'static str], which: Which, does: ArgumentUse) -> Taker {
    Taker { from, names, which, does }
}

/// A global, or an import that a framework's compiler adds.
pub const UNBOUND: &str = "";
const GLOBAL: &[&str] = &[UNBOUND];
/// React and its replacements.
pub const REACT: &[&str] = &[UNBOUND, "react", "preact/hooks", "preact/compat", "preact", "react-native"];
const VUE: &[&str] =
    &[UNBOUND, "vue", "@vue/composition-api", "@vue/runtime-core", "@vue/runtime-dom", "@vue/reactivity", "#imports"];
const SVELTE: &[&str] = &["svelte"];
const ANGULAR: &[&str] = &["@angular/core"];
const QWIK: &[&str] = &["@builder.io/qwik", "@qwik.dev/core"];
const VUEUSE: &[&str] = &[UNBOUND, "@vueuse/core", "#imports"];
/// Collections of hooks.
pub const REACT_HOOKS: &[&str] = &["react-use", "ahooks", "usehooks-ts", "@uidotdev/usehooks", "@mantine/hooks"];
const LODASH: &[&str] = &["lodash", "lodash-es", "underscore", "radash", "es-toolkit"];

/// Every known function.
pub const TAKERS: &[Taker] = &[
    // Timers, microtasks and the like.
    row(
        &[UNBOUND, "timers", "node:timers"],
        &["setTimeout", "setInterval", "setImmediate"],
        Which::First,
        ArgumentUse::Drops,
    ),
    row(GLOBAL, &["queueMicrotask", "requestAnimationFrame", "requestIdleCallback"], Which::First, ArgumentUse::Drops),
    row(GLOBAL, &["process.nextTick"], Which::First, ArgumentUse::Drops),
    row(&["process", "node:process"], &["nextTick"], Which::First, ArgumentUse::Drops),
    row(GLOBAL, &["process.on", "process.once"], Which::Later, ArgumentUse::Drops),
    row(GLOBAL, &["addEventListener", "removeEventListener"], Which::Later, ArgumentUse::Drops),
    row(
        GLOBAL,
        &["Promise", "MutationObserver", "IntersectionObserver", "ResizeObserver", "PerformanceObserver"],
        Which::First,
        ArgumentUse::Drops,
    ),
    row(GLOBAL, &["Promise.resolve"], Which::First, ArgumentUse::HandsBack),
    row(GLOBAL, &["Promise.try"], Which::First, ArgumentUse::Gives),
    row(GLOBAL, &["Object.freeze", "Object.seal", "Object.preventExtensions"], Which::First, ArgumentUse::HandsBack),
    row(GLOBAL, &["Object.keys", "Object.isFrozen"], Which::First, ArgumentUse::Drops),
    row(GLOBAL, &["customElements.define"], Which::Later, ArgumentUse::Component),
    // v2 itself: it only checks whether the result of a handler is `false`.
    row(&V2_SPECIFIERS, &["attach"], Which::First, ArgumentUse::Drops),
    row(GLOBAL, &["Rupt.attach"], Which::First, ArgumentUse::Drops),
    // React and Preact.
    row(
        REACT,
        &["useEffect", "useLayoutEffect", "useInsertionEffect", "startTransition"],
        Which::First,
        ArgumentUse::Drops,
    ),
    row(REACT, &["useCallback", "useEffectEvent", "memo", "forwardRef"], Which::First, ArgumentUse::HandsBack),
    row(REACT, &["useMemo"], Which::First, ArgumentUse::Gives),
    row(REACT, &["useState"], Which::First, ArgumentUse::State),
    row(REACT, &["useRef"], Which::First, ArgumentUse::Cell("current")),
    row(
        REACT_HOOKS,
        &[
            "useMount",
            "useUnmount",
            "useEffectOnce",
            "useUpdateEffect",
            "useIsomorphicLayoutEffect",
            "useDeepCompareEffect",
            "useInterval",
            "useTimeout",
            "useTimeoutFn",
            "useDidUpdate",
            "useMountEffect",
        ],
        Which::First,
        ArgumentUse::Drops,
    ),
    row(REACT_HOOKS, &["useEventListener", "useWindowEvent", "useEvent"], Which::Later, ArgumentUse::Drops),
    row(&["use-deep-compare-effect", "use-isomorphic-layout-effect"], &["default"], Which::First, ArgumentUse::Drops),
    row(&["@react-navigation/native", "expo-router"], &["useFocusEffect"], Which::First, ArgumentUse::Drops),
    row(&["next/server"], &["after", "unstable_after"], Which::First, ArgumentUse::Drops),
    row(
        &["next/router"],
        &["default.events.on", "events.on", "default.events.off", "events.off"],
        Which::Later,
        ArgumentUse::Drops,
    ),
    // Vue and Nuxt.
    row(
        VUE,
        &[
            "onMounted",
            "onBeforeMount",
            "onUnmounted",
            "onBeforeUnmount",
            "onUpdated",
            "onBeforeUpdate",
            "onActivated",
            "onDeactivated",
            "onServerPrefetch",
            "onRenderTracked",
            "onRenderTriggered",
            "onScopeDispose",
            "onWatcherCleanup",
            "watchEffect",
            "watchPostEffect",
            "watchSyncEffect",
            "onNuxtReady",
        ],
        Which::First,
        ArgumentUse::Drops,
    ),
    row(VUE, &["watch"], Which::Later, ArgumentUse::Drops),
    row(VUE, &["nextTick"], Which::First, ArgumentUse::Gives),
    row(VUE, &["ref", "shallowRef"], Which::First, ArgumentUse::Cell("value")),
    row(
        VUE,
        &["readonly", "markRaw", "toRaw", "shallowReadonly", "reactive", "shallowReactive"],
        Which::First,
        ArgumentUse::HandsBack,
    ),
    row(VUE, &["defineComponent"], Which::First, ArgumentUse::Component),
    row(VUE, &["createApp", "Vue", "default", "extend"], Which::First, ArgumentUse::Component),
    row(&["vue-property-decorator", "vue-class-component"], &["Component"], Which::First, ArgumentUse::Component),
    row(
        VUEUSE,
        &["tryOnMounted", "tryOnUnmounted", "tryOnBeforeMount", "useIntervalFn", "useTimeoutFn", "useRafFn"],
        Which::First,
        ArgumentUse::Drops,
    ),
    row(
        VUEUSE,
        &[
            "useEventListener",
            "whenever",
            "watchOnce",
            "watchDebounced",
            "watchThrottled",
            "onClickOutside",
            "onKeyStroke",
        ],
        Which::Later,
        ArgumentUse::Drops,
    ),
    // Svelte and SvelteKit.
    row(SVELTE, &["onMount", "onDestroy", "beforeUpdate", "afterUpdate"], Which::First, ArgumentUse::Drops),
    row(GLOBAL, &["$effect", "$effect.pre", "$effect.root"], Which::First, ArgumentUse::Drops),
    row(SVELTE, &["untrack"], Which::First, ArgumentUse::Gives),
    row(&["$app/navigation"], &["afterNavigate", "beforeNavigate"], Which::First, ArgumentUse::Drops),
    // Angular, Solid, Qwik and others.
    row(
        ANGULAR,
        &["effect", "afterRender", "afterNextRender", "afterEveryRender", "afterRenderEffect"],
        Which::First,
        ArgumentUse::Drops,
    ),
    row(&["solid-js"], &["onMount", "onCleanup"], Which::First, ArgumentUse::Drops),
    row(&["solid-js"], &["untrack"], Which::First, ArgumentUse::Gives),
    row(QWIK, &["useVisibleTask$", "useTask$", "useOnWindow", "useOnDocument"], Which::Any, ArgumentUse::Drops),
    row(QWIK, &["$"], Which::First, ArgumentUse::HandsBack),
    row(&[UNBOUND, "jquery"], &["$", "jQuery", "default"], Which::First, ArgumentUse::Drops),
    row(
        LODASH,
        &["debounce", "throttle", "once", "default.debounce", "default.throttle", "default.once"],
        Which::First,
        ArgumentUse::HandsBack,
    ),
    row(
        &[
            "lodash/debounce",
            "lodash/throttle",
            "lodash/once",
            "lodash.debounce",
            "lodash.throttle",
            "lodash.once",
            "debounce",
            "just-debounce-it",
        ],
        &["default"],
        Which::First,
        ArgumentUse::HandsBack,
    ),
    row(&["use-debounce"], &["useDebouncedCallback", "useThrottledCallback"], Which::First, ArgumentUse::HandsBack),
    row(&["firebase/auth"], &["onAuthStateChanged", "onIdTokenChanged"], Which::Later, ArgumentUse::Drops),
];
