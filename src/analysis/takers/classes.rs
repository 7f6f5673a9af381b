//! What frameworks and browsers call on the classes and objects of a program.

/// Methods of a class that a framework calls, and whose result nobody sees.
#[derive(Debug)]
pub struct Lifecycle {
    /// The modules and exports whose subclasses have these methods, or whose decorators mark the class.
    pub of: &'static [(&'static str, &'static str)],
    /// The methods.
    pub methods: &'static [&'static str],
}

/// Decorators of methods that are called for events.
pub const LISTENERS: &[(&str, &str)] = &[("@angular/core", "HostListener"), ("@stencil/core", "Listen")];

/// Every known class of a framework. A base class that is a global and ends in `Element` is one of the
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

/// The hooks of a Vue component that is an object.
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

/// Events that objects of the DOM have a handler property for.
pub const DOM_EVENTS: [&str; 28] = [
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
