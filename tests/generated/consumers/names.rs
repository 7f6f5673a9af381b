//! Names that frameworks have made famous, for code that is none of theirs.

use super::super::pick::Row;

/// A name for `$NAME`.
#[derive(Debug)]
pub struct Name(pub &'static str);

impl Row for Name {}

/// Of functions.
pub const FUNCTIONS: &[Name] = &[
    Name("watch"),
    Name("useEffect"),
    Name("subscribe"),
    Name("setTimeout"),
    Name("useMount"),
    Name("createEffect"),
    Name("useCallback"),
    Name("onMount"),
    Name("onMounted"),
    Name("onIdle"),
    Name("nextTick"),
    Name("addListener"),
    Name("addEventListener"),
    Name("removeEventListener"),
    Name("forEach"),
    Name("watchEffect"),
    Name("queueMicrotask"),
    Name("requestAnimationFrame"),
    Name("requestIdleCallback"),
    Name("setInterval"),
    Name("setImmediate"),
    Name("startTransition"),
    Name("after"),
    Name("afterNextRender"),
    Name("onReady"),
    Name("once"),
    Name("on"),
    Name("unsubscribe"),
    Name("useVisibleTask$"),
    Name("run"),
];

/// Of methods that are given a function.
pub const METHODS: &[Name] = &[
    Name("subscribe"),
    Name("forEach"),
    Name("addListener"),
    Name("addEventListener"),
    Name("watch"),
    Name("$watch"),
    Name("onReady"),
    Name("nextTick"),
    Name("setTimeout"),
    Name("finally"),
    Name("effect"),
    Name("off"),
    Name("removeListener"),
    Name("ask"),
];

/// Of members that are functions.
pub const MEMBERS: &[Name] = &[
    Name("onOpen"),
    Name("created"),
    Name("onClick"),
    Name("mounted"),
    Name("effect"),
    Name("ngOnInit"),
    Name("componentDidMount"),
    Name("onload"),
    Name("onclick"),
    Name("updated"),
    Name("connectedCallback"),
    Name("onMutate"),
    Name("open"),
];

/// Of properties of components.
pub const EVENTS: &[Name] = &[Name("onEnter"), Name("onClick"), Name("onLoad"), Name("onReady"), Name("onSubmit")];

/// Of what a file exports. What a framework is known to call is left out: nothing need be said of it.
pub const LEAVING: &[Name] = &[Name("onLogin"), Name("onAttach"), Name("subscribe"), Name("login"), Name("onClick")];

/// Of hooks and makers that keep a value.
pub const REFS: &[Name] = &[Name("ref"), Name("useRef"), Name("shallowRef"), Name("customRef"), Name("signal")];
