//! Who ignores what a callback gives back.
//!
//! Two questions: of a function that is called with a callback, and of a name under which whoever calls
//! it is told one. `subscribe(callback)` ignores it; a method of one's own that is called `subscribe` is
//! called by one's own code.

/// Functions that ignore what a callback returns: effects, timers, microtasks.
const CALLED_WITH: [&str; 31] = [
    "useEffect",
    "useLayoutEffect",
    "useInsertionEffect",
    "useMountEffect",
    "useMount",
    "createEffect",
    "createRenderEffect",
    "watch",
    "watchEffect",
    "watchPostEffect",
    "watchSyncEffect",
    "$effect",
    "afterRender",
    "afterNextRender",
    "forEach",
    "addEventListener",
    "addListener",
    "subscribe",
    "setTimeout",
    "setInterval",
    "setImmediate",
    "queueMicrotask",
    "requestAnimationFrame",
    "requestIdleCallback",
    "useVisibleTask$",
    "$watch",
    // These only take it away again.
    "removeEventListener",
    "removeListener",
    "off",
    "$off",
    "unsubscribe",
];

/// Functions whose callback comes first; what follows is handed to it.
const FIRST_ONLY: [&str; 3] = ["setTimeout", "setInterval", "setImmediate"];

/// Members of components, and functions, that a framework calls.
const TOLD_AS: [&str; 33] = [
    "effect",
    "mounted",
    "beforeMount",
    "created",
    "beforeCreate",
    "updated",
    "beforeUpdate",
    "afterUpdate",
    "activated",
    "deactivated",
    "unmounted",
    "beforeUnmount",
    "destroyed",
    "beforeDestroy",
    "componentDidMount",
    "componentDidUpdate",
    "componentWillUnmount",
    "componentWillMount",
    "ngOnInit",
    "ngOnChanges",
    "ngDoCheck",
    "ngOnDestroy",
    "ngAfterViewInit",
    "ngAfterViewChecked",
    "ngAfterContentInit",
    "ngAfterContentChecked",
    "connectedCallback",
    "disconnectedCallback",
    "attributeChangedCallback",
    "adoptedCallback",
    "firstUpdated",
    "useTask$",
    "afterRenderEffect",
];

/// Callbacks named like those of events whose result is used all the same.
const READ_BACK: [&str; 5] = ["onMutate", "onSend", "onErrorCaptured", "onBeforeRouteLeave", "onBeforeRouteUpdate"];

/// Handlers of the DOM that are spelled without a capital.
const DOM_EVENTS: [&str; 22] = [
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
];

/// Whether the function called `name` ignores what a callback returns that is its argument at `index`,
/// of so many.
pub fn ignores_argument(name: &str, index: usize, count: usize) -> bool {
    match name {
        // What a watcher watches is what the first function returns.
        "watch" | "$watch" if index == 0 && count > 1 => false,
        _ if FIRST_ONLY.contains(&name) => index == 0,
        _ => CALLED_WITH.contains(&name) || ignores_result(name),
    }
}

/// Whether whoever is told a callback under this name ignores what it returns.
pub fn ignores_result(name: &str) -> bool {
    if TOLD_AS.contains(&name) {
        return true;
    }
    if READ_BACK.contains(&name) {
        return false;
    }
    let Some(event) = name.strip_prefix("on") else { return false };
    event.starts_with(|first: char| first.is_ascii_uppercase() || first == ':') || DOM_EVENTS.contains(&event)
}
