//! The functions that are known to take a callback, and what they do with what it gives.
//!
//! A row names its module, or says that the function is a global: a name of the program's own is never
//! looked up here. What is in no row reads what it is given. A function that hands a result on (Solid's
//! `createEffect` gives it to the next run, effector's to who asks) has no row.

use super::calls::Origin;

/// What a function does with what it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    /// It calls it, or keeps it, and nobody sees what it gives.
    Drops,
    /// What the call gives is what the callback gives, or a promise of it.
    Gives,
    /// What the call gives is what it was given.
    HandsBack,
    /// It makes a state of it: the second element of what the call gives sets the first one.
    State,
    /// It makes something that holds it as this member.
    Cell(&'static str),
    /// It makes a component of the object that it is given, and calls its hooks.
    Component,
}

/// Which arguments a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The first one.
    First,
    /// All but the first one.
    Later,
    /// Any.
    Any,
}

/// One or more functions that do the same.
#[derive(Debug)]
pub struct Taker {
    /// The modules that export them; with an empty text among them they are globals, too, or what a
    /// framework imports by itself.
    pub from: &'static [&'static str],
    /// What they are called: an export, or a path of members of one.
    pub names: &'static [&'static str],
    /// The arguments that this is about.
    pub which: Which,
    /// What is done with these.
    pub does: Does,
}

const fn row(from: &'static [&'static str], names: &'static [&'static str], which: Which, does: Does) -> Taker {
    Taker { from, names, which, does }
}

/// A global, or an import that a framework's compiler adds.
const UNBOUND: &str = "";
const GLOBAL: &[&str] = &[UNBOUND];
const REACT: &[&str] = &[UNBOUND, "react", "preact/hooks", "preact/compat", "preact", "react-native"];
const VUE: &[&str] =
    &[UNBOUND, "vue", "@vue/composition-api", "@vue/runtime-core", "@vue/runtime-dom", "@vue/reactivity", "#imports"];
const SVELTE: &[&str] = &["svelte"];
const ANGULAR: &[&str] = &["@angular/core"];
const QWIK: &[&str] = &["@builder.io/qwik", "@qwik.dev/core"];
const VUEUSE: &[&str] = &[UNBOUND, "@vueuse/core", "#imports"];
const REACT_HOOKS: &[&str] = &["react-use", "ahooks", "usehooks-ts", "@uidotdev/usehooks", "@mantine/hooks"];
const LODASH: &[&str] = &["lodash", "lodash-es", "underscore", "radash", "es-toolkit"];

/// Every function that is known.
pub const TAKERS: &[Taker] = &[
    // Timers, microtasks and the like.
    row(&[UNBOUND, "timers", "node:timers"], &["setTimeout", "setInterval", "setImmediate"], Which::First, Does::Drops),
    row(GLOBAL, &["queueMicrotask", "requestAnimationFrame", "requestIdleCallback"], Which::First, Does::Drops),
    row(GLOBAL, &["process.nextTick"], Which::First, Does::Drops),
    row(&["process", "node:process"], &["nextTick"], Which::First, Does::Drops),
    row(GLOBAL, &["process.on", "process.once"], Which::Later, Does::Drops),
    row(GLOBAL, &["addEventListener", "removeEventListener"], Which::Later, Does::Drops),
    row(
        GLOBAL,
        &["Promise", "MutationObserver", "IntersectionObserver", "ResizeObserver", "PerformanceObserver"],
        Which::First,
        Does::Drops,
    ),
    row(GLOBAL, &["Promise.resolve"], Which::First, Does::HandsBack),
    row(GLOBAL, &["Promise.try"], Which::First, Does::Gives),
    row(GLOBAL, &["Object.freeze", "Object.seal", "Object.preventExtensions"], Which::First, Does::HandsBack),
    row(GLOBAL, &["Object.keys", "Object.isFrozen"], Which::First, Does::Drops),
    row(GLOBAL, &["customElements.define"], Which::Later, Does::Component),
    // v2 itself: of what a handler gives it only asks whether that is `false`, by its package.
    row(&["rupt"], &["attach"], Which::First, Does::Drops),
    row(GLOBAL, &["Rupt.attach"], Which::First, Does::Drops),
    // React and Preact.
    row(REACT, &["useEffect", "useLayoutEffect", "useInsertionEffect", "startTransition"], Which::First, Does::Drops),
    row(REACT, &["useCallback", "useEffectEvent", "memo", "forwardRef"], Which::First, Does::HandsBack),
    row(REACT, &["useMemo"], Which::First, Does::Gives),
    row(REACT, &["useState"], Which::First, Does::State),
    row(REACT, &["useRef"], Which::First, Does::Cell("current")),
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
        Does::Drops,
    ),
    row(REACT_HOOKS, &["useEventListener", "useWindowEvent", "useEvent"], Which::Later, Does::Drops),
    row(&["use-deep-compare-effect", "use-isomorphic-layout-effect"], &["default"], Which::First, Does::Drops),
    row(&["@react-navigation/native", "expo-router"], &["useFocusEffect"], Which::First, Does::Drops),
    row(&["next/server"], &["after", "unstable_after"], Which::First, Does::Drops),
    row(
        &["next/router"],
        &["default.events.on", "events.on", "default.events.off", "events.off"],
        Which::Later,
        Does::Drops,
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
        Does::Drops,
    ),
    row(VUE, &["watch"], Which::Later, Does::Drops),
    row(VUE, &["nextTick"], Which::First, Does::Gives),
    row(VUE, &["ref", "shallowRef"], Which::First, Does::Cell("value")),
    row(
        VUE,
        &["readonly", "markRaw", "toRaw", "shallowReadonly", "reactive", "shallowReactive"],
        Which::First,
        Does::HandsBack,
    ),
    row(VUE, &["defineComponent"], Which::First, Does::Component),
    row(VUE, &["createApp", "Vue", "default", "extend"], Which::First, Does::Component),
    row(&["vue-property-decorator", "vue-class-component"], &["Component"], Which::First, Does::Component),
    row(
        VUEUSE,
        &["tryOnMounted", "tryOnUnmounted", "tryOnBeforeMount", "useIntervalFn", "useTimeoutFn", "useRafFn"],
        Which::First,
        Does::Drops,
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
        Does::Drops,
    ),
    // Svelte and SvelteKit.
    row(SVELTE, &["onMount", "onDestroy", "beforeUpdate", "afterUpdate"], Which::First, Does::Drops),
    row(GLOBAL, &["$effect", "$effect.pre", "$effect.root"], Which::First, Does::Drops),
    row(SVELTE, &["untrack"], Which::First, Does::Gives),
    row(&["$app/navigation"], &["afterNavigate", "beforeNavigate"], Which::First, Does::Drops),
    // Angular, Solid, Qwik and others.
    row(
        ANGULAR,
        &["effect", "afterRender", "afterNextRender", "afterEveryRender", "afterRenderEffect"],
        Which::First,
        Does::Drops,
    ),
    row(&["solid-js"], &["onMount", "onCleanup"], Which::First, Does::Drops),
    row(&["solid-js"], &["untrack"], Which::First, Does::Gives),
    row(QWIK, &["useVisibleTask$", "useTask$", "useOnWindow", "useOnDocument"], Which::Any, Does::Drops),
    row(QWIK, &["$"], Which::First, Does::HandsBack),
    row(&[UNBOUND, "jquery"], &["$", "jQuery", "default"], Which::First, Does::Drops),
    row(
        LODASH,
        &["debounce", "throttle", "once", "default.debounce", "default.throttle", "default.once"],
        Which::First,
        Does::HandsBack,
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
        Does::HandsBack,
    ),
    row(&["use-debounce"], &["useDebouncedCallback", "useThrottledCallback"], Which::First, Does::HandsBack),
    row(&["firebase/auth"], &["onAuthStateChanged", "onIdTokenChanged"], Which::Later, Does::Drops),
];

/// A method that is known by what makes the objects that have it.
#[derive(Debug)]
pub struct Method {
    /// What it is called.
    pub name: &'static str,
    /// What makes the objects that have it; none where it is one of the browser's or the language's, the
    /// same on all that neither the program nor a package makes.
    pub made_by: &'static [(&'static str, &'static str)],
    /// The arguments that this is about.
    pub which: Which,
    /// What is done with these.
    pub does: Does,
}

const fn method(name: &'static str, which: Which, does: Does) -> Method {
    Method { name, made_by: &[], which, does }
}

const fn made(
    made_by: &'static [(&'static str, &'static str)],
    name: &'static str,
    which: Which,
    does: Does,
) -> Method {
    Method { name, made_by, which, does }
}

const EMITTERS: &[(&str, &str)] = &[
    ("events", "EventEmitter"),
    ("node:events", "EventEmitter"),
    ("events", "default"),
    ("node:events", "default"),
    ("events", "*"),
    ("eventemitter3", "default"),
    ("mitt", "default"),
    ("socket.io-client", "io"),
    ("socket.io-client", "default"),
    ("", "$"),
    ("", "jQuery"),
    ("jquery", "default"),
];
const ROUTERS: &[(&str, &str)] = &[("next/router", "useRouter().events"), ("next/router", "events")];
const STREAMS: &[(&str, &str)] = &[
    ("rxjs", "fromEvent"),
    ("rxjs", "timer"),
    ("rxjs", "interval"),
    ("rxjs", "of"),
    ("rxjs", "from"),
    ("rxjs", "merge"),
    ("rxjs", "Subject"),
    ("rxjs", "BehaviorSubject"),
    ("rxjs", "ReplaySubject"),
    ("svelte/store", "writable"),
    ("svelte/store", "readable"),
    ("svelte/store", "derived"),
    ("redux", "createStore"),
    ("@reduxjs/toolkit", "configureStore"),
    ("zustand", "create"),
    ("zustand", "createStore"),
];
const NUXT: &[(&str, &str)] =
    &[("", "defineNuxtPlugin"), ("", "useNuxtApp"), ("#imports", "useNuxtApp"), ("#app", "useNuxtApp")];
const COMPONENTS: &[(&str, &str)] = &[
    ("", "Vue"),
    ("vue", "default"),
    ("vue", "createApp"),
    ("vue", "getCurrentInstance"),
    ("vue-property-decorator", "Vue"),
];
const VUE_ROUTERS: &[(&str, &str)] =
    &[("vue-router", "createRouter"), ("vue-router", "useRouter"), ("vue-router", "default")];
const QUERIES: &[(&str, &str)] = &[("", "$"), ("", "jQuery"), ("jquery", "default")];
const MEDIA: &[(&str, &str)] = &[("", "matchMedia")];

/// Every method that is known.
pub const METHODS: &[Method] = &[
    method("addEventListener", Which::Later, Does::Drops),
    method("removeEventListener", Which::Later, Does::Drops),
    method("forEach", Which::First, Does::Drops),
    // Of routers: what a guard gives counts, what is told afterwards does not.
    method("afterEach", Which::First, Does::Drops),
    made(VUE_ROUTERS, "afterEach", Which::First, Does::Drops),
    // Of Vue's components.
    made(COMPONENTS, "$nextTick", Which::First, Does::Gives),
    made(COMPONENTS, "$watch", Which::Later, Does::Drops),
    made(COMPONENTS, "$on", Which::Later, Does::Drops),
    made(COMPONENTS, "$once", Which::Later, Does::Drops),
    made(COMPONENTS, "$off", Which::Later, Does::Drops),
    method("$nextTick", Which::First, Does::Gives),
    method("$watch", Which::Later, Does::Drops),
    method("$on", Which::Later, Does::Drops),
    method("$once", Which::Later, Does::Drops),
    method("$off", Which::Later, Does::Drops),
    made(EMITTERS, "on", Which::Later, Does::Drops),
    made(EMITTERS, "once", Which::Later, Does::Drops),
    made(EMITTERS, "off", Which::Later, Does::Drops),
    made(EMITTERS, "addListener", Which::Later, Does::Drops),
    made(EMITTERS, "removeListener", Which::Later, Does::Drops),
    made(EMITTERS, "prependListener", Which::Later, Does::Drops),
    made(QUERIES, "ready", Which::First, Does::Drops),
    made(QUERIES, "one", Which::Later, Does::Drops),
    made(QUERIES, "click", Which::First, Does::Drops),
    made(QUERIES, "submit", Which::First, Does::Drops),
    made(ROUTERS, "on", Which::Later, Does::Drops),
    made(ROUTERS, "off", Which::Later, Does::Drops),
    made(STREAMS, "subscribe", Which::Any, Does::Drops),
    made(NUXT, "hook", Which::Later, Does::Drops),
    made(MEDIA, "addListener", Which::First, Does::Drops),
    made(MEDIA, "removeListener", Which::First, Does::Drops),
];

/// Methods of an emitter that tell nobody what a listener gives: any other may hand the listeners out.
const TELLING: [&str; 15] = [
    "on",
    "once",
    "off",
    "addListener",
    "removeListener",
    "prependListener",
    "prependOnceListener",
    "removeAllListeners",
    "setMaxListeners",
    "emit",
    "connect",
    "disconnect",
    "close",
    "id",
    "connected",
];

/// Members of jQuery's collections and of Nuxt's app that hand out what a listener gives.
const HANDING: [&str; 6] = ["triggerHandler", "result", "_data", "callHook", "callHookWith", "hooks"];

/// What a framework calls of a class, and nobody else sees the result of.
#[derive(Debug)]
pub struct Lifecycle {
    /// The modules and exports whose subclasses it is about, or whose decorators.
    pub of: &'static [(&'static str, &'static str)],
    /// The methods.
    pub methods: &'static [&'static str],
}

/// Decorators of methods that are called for events.
pub const LISTENERS: &[(&str, &str)] = &[("@angular/core", "HostListener"), ("@stencil/core", "Listen")];

/// Every class of a framework that is known. A base that is a global and ends in `Element` is one of the
/// browser's.
pub const LIFECYCLES: &[Lifecycle] = &[
    Lifecycle {
        of: &[
            ("react", "Component"),
            ("react", "PureComponent"),
            ("react", "default.Component"),
            ("preact", "Component"),
            ("", "React.Component"),
            ("", "Component"),
        ],
        methods: &[
            "componentDidMount",
            "componentDidUpdate",
            "componentWillUnmount",
            "componentWillMount",
            "componentDidCatch",
        ],
    },
    Lifecycle {
        of: &[("@angular/core", "Component"), ("@angular/core", "Directive"), ("@angular/core", "Injectable")],
        methods: &[
            "ngOnInit",
            "ngOnChanges",
            "ngDoCheck",
            "ngOnDestroy",
            "ngAfterViewInit",
            "ngAfterViewChecked",
            "ngAfterContentInit",
            "ngAfterContentChecked",
        ],
    },
    Lifecycle { of: &[("", "Element")], methods: ELEMENT },
    Lifecycle {
        of: &[("lit", "LitElement"), ("@polymer/polymer", "PolymerElement"), ("lit-element", "LitElement")],
        methods: ELEMENT,
    },
];

const ELEMENT: &[&str] = &[
    "connectedCallback",
    "disconnectedCallback",
    "attributeChangedCallback",
    "adoptedCallback",
    "firstUpdated",
    "updated",
];

/// The hooks of a component of Vue that is an object.
pub const HOOKS: [&str; 17] = [
    "mounted",
    "beforeMount",
    "created",
    "beforeCreate",
    "updated",
    "beforeUpdate",
    "activated",
    "deactivated",
    "unmounted",
    "beforeUnmount",
    "destroyed",
    "beforeDestroy",
    "serverPrefetch",
    "renderTracked",
    "renderTriggered",
    "connectedCallback",
    "disconnectedCallback",
];

/// Handlers of the DOM, as properties of its objects.
const DOM_EVENTS: [&str; 28] = [
    "click",
    "load",
    "unload",
    "beforeunload",
    "submit",
    "change",
    "input",
    "focus",
    "blur",
    "message",
    "error",
    "scroll",
    "resize",
    "keydown",
    "keyup",
    "mousedown",
    "mouseup",
    "visibilitychange",
    "pageshow",
    "pagehide",
    "popstate",
    "hashchange",
    "online",
    "offline",
    "storage",
    "open",
    "close",
    "readystatechange",
];

/// Whether a property of an object of the browser is a handler that is called for its effect.
pub fn is_dom_handler(name: &str) -> bool {
    name.strip_prefix("on").is_some_and(|event| DOM_EVENTS.contains(&event))
}

/// Whether a prop of a component, or an attribute of an element, is named like a handler: `onSave`.
pub fn is_event(name: &str) -> bool {
    let event = name.strip_prefix("on");
    event.is_some_and(|event| event.starts_with(|first: char| first.is_ascii_uppercase() || first == ':'))
}

/// Whether an object keeps listeners that it may hand out.
pub fn has_listeners(object: &Origin) -> bool {
    EMITTERS.iter().chain(QUERIES).chain(NUXT).any(|maker| is_made_by(object, *maker))
}

/// Whether other files have the same object.
pub fn is_everywhere(object: &Origin) -> bool {
    NUXT.iter().any(|maker| is_made_by(object, *maker))
}

/// Whether nobody sees by a member of an object, called `member`, what its listeners give.
pub fn only_tells(object: &Origin, member: &str) -> bool {
    match QUERIES.iter().chain(NUXT).any(|maker| is_made_by(object, *maker)) {
        true => !HANDING.contains(&member),
        false => TELLING.contains(&member),
    }
}

/// What the function that comes from `origin` does with its argument at `index`.
pub fn does(origin: &Origin, index: usize) -> Option<Does> {
    if let Origin::Element(1, made) = origin
        && index == 0
        && let Origin::Result(made) = &**made
        && let Some((from, "useTransition")) = named(made)
    {
        return REACT.contains(&from).then_some(Does::Drops);
    }
    let (from, name) = named(origin)?;
    // `React.useEffect`, with React as a global or a default export.
    let name = name.strip_prefix("default.").unwrap_or(name);
    let rows = TAKERS.iter().filter(|row| row.from.contains(&from) && row.which.takes(index));
    rows.into_iter()
        .find(|row| row.names.contains(&name) || (from.is_empty() && is_member_of_library(row, name)))
        .map(|row| row.does)
}

/// Whether a path is a function of a library that stands as a global: `React.useEffect`, `Vue.ref`.
fn is_member_of_library(row: &Taker, path: &str) -> bool {
    let Some((library, name)) = path.split_once('.') else { return false };
    let module = match library {
        "React" => "react",
        "Vue" => "vue",
        _ => return false,
    };
    row.from.contains(&module) && row.names.contains(&name)
}

/// What a method called `name` does with its argument at `index`, on what comes from `object`.
pub fn method_does(object: &Origin, name: &str, index: usize) -> Option<Does> {
    let rows = METHODS.iter().filter(|row| row.name == name && row.which.takes(index));
    rows.into_iter()
        .find(|row| match row.made_by {
            [] => !is_of_package(object),
            makers => makers.iter().any(|maker| is_made_by(object, *maker)),
        })
        .map(|row| row.does)
}

/// Whether a package makes an object. What a reference to an element or a state holds is not its.
pub fn is_of_package(object: &Origin) -> bool {
    match object {
        Origin::Module { .. } => true,
        Origin::Result(made) => matches!(&**made, Origin::Module { from, name } if !holds_another(from, name)),
        _ => false,
    }
}

/// Whether what an export makes, or a member of that, is put there by others.
fn holds_another(from: &str, name: &str) -> bool {
    let maker = name.split("()").next().unwrap_or_default();
    let maker = Origin::Module { from: from.to_owned(), name: maker.to_owned() };
    matches!(does(&maker, 0), Some(Does::Cell(_) | Does::State | Does::HandsBack))
}

/// Functions that run a callback again where something in a list behind it has changed.
const DEPENDENT: [&str; 9] = [
    "useEffect",
    "useLayoutEffect",
    "useInsertionEffect",
    "useMemo",
    "useCallback",
    "useImperativeHandle",
    "useUpdateEffect",
    "useIsomorphicLayoutEffect",
    "useDeepCompareEffect",
];

/// Whether a function takes a list of what its callback depends on.
pub fn has_dependencies(origin: &Origin) -> bool {
    let Some((from, name)) = named(origin) else { return false };
    let name = name.strip_prefix("default.").or(name.strip_prefix("React.")).unwrap_or(name);
    (REACT.contains(&from) || REACT_HOOKS.contains(&from)) && DEPENDENT.contains(&name)
}

/// Whether a function gives back what it is told first.
pub fn hands_back(origin: &Origin) -> bool {
    does(origin, 0) == Some(Does::HandsBack)
}

/// Whether an object is, or is part of, what a function makes.
fn is_made_by(object: &Origin, (from, name): (&str, &str)) -> bool {
    let is_it = |origin: &Origin| {
        named(origin).is_some_and(|(module, path)| {
            module == from && (path == name || path.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
        })
    };
    match object {
        Origin::Result(made) | Origin::Given(made) => is_it(made) || is_made_by(made, (from, name)),
        other => is_it(other),
    }
}

/// Whether `origin` is one of these exports, or a global where the module is empty.
pub fn is_one_of(origin: &Origin, known: &[(&str, &str)]) -> bool {
    let origin = match origin {
        Origin::Result(made) => made,
        other => other,
    };
    named(origin).is_some_and(|(from, name)| {
        known.iter().any(|(module, export)| match (*module, *export) {
            ("", "Element") => from.is_empty() && name.ends_with("Element"),
            known => known == (from, name),
        })
    })
}

fn named<'o>(origin: &'o Origin) -> Option<(&'o str, &'o str)> {
    match origin {
        Origin::Module { from, name } => Some((from, name)),
        Origin::Global(name) => Some((UNBOUND, name)),
        _ => None,
    }
}

impl Which {
    fn takes(self, index: usize) -> bool {
        match self {
            Which::First => index == 0,
            Which::Later => index > 0,
            Which::Any => true,
        }
    }
}
