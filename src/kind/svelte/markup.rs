//! The code in the markup of a Svelte component, and what is done with its values
//! (<https://svelte.dev/docs/svelte/basic-markup>).

use crate::edit::{Span, part};
use crate::kind::markup::{Attribute, Element, Markup, code, tokens};
use crate::syntax::{Expression, Role};

/// All pieces of code, in source order.
pub fn expressions(source: &str, markup: &Markup) -> Vec<Expression> {
    let mut read = MarkupReader { source, all: Vec::new() };
    let is_own = |element: &&Element| element.depth == 0 && matches!(element.name, "script" | "style");
    for element in markup.elements.iter().filter(|element| !is_own(element)) {
        read.element(element);
    }
    for tag in &markup.expressions {
        read.tag(*tag);
    }
    let mut all = read.all;
    all.retain(|expression| !expression.span.is_empty());
    all.sort_by_key(|expression| expression.span);
    all
}

struct MarkupReader<'s> {
    source: &'s str,
    all: Vec<Expression>,
}

impl MarkupReader<'_> {
    fn add(&mut self, span: Span, role: Role) {
        let span = code::trimmed(self.source, span);
        if !code::is_blank(span.of(self.source)) {
            self.all.push(Expression { span, role });
        }
    }

    fn read(&mut self, span: Span) {
        self.add(span, Role::Read);
    }

    fn element(&mut self, element: &Element) {
        if takes(element.name) == Takes::Properties {
            let length = element.name.split('.').next().unwrap_or_default().len() as u32;
            let name = Span::new(element.tag.start + 1, element.tag.start + 1 + length);
            self.add(name, Role::Named(vec![name.of(self.source).to_owned()]));
        }
        for attribute in &element.attributes {
            self.attribute(element, attribute);
        }
    }

    fn attribute(&mut self, element: &Element, attribute: &Attribute) {
        let directive = attribute.name.split_once(':').and_then(|(kind, _)| Some((kind, directive(kind)?)));
        match (directive, attribute.value) {
            _ if attribute.name.is_empty() => self.braces(element, attribute),
            (Some((kind, directive)), value) => self.directive(attribute, (kind, directive), value),
            (None, Some(value)) => self.plain(element, attribute, value),
            (None, None) => {}
        }
    }

    /// `{name}`, `{...names}`, `{@attach action}`
    fn braces(&mut self, element: &Element, attribute: &Attribute) {
        let Some(inner) = attribute.value.map(|value| code::inside(self.source, value)) else { return };
        let text = inner.of(self.source);
        match text.strip_prefix("...").or_else(|| text.strip_prefix("@attach")) {
            Some(rest) => self.read(Span::new(inner.end - rest.len() as u32, inner.end)),
            None => {
                let role = role(element, text);
                self.add(inner, role);
            }
        }
    }

    fn plain(&mut self, element: &Element, attribute: &Attribute, value: Span) {
        match self.sole(value) {
            Some(inner) => {
                let role = role(element, attribute.name);
                self.add(inner, role);
            }
            None => self.parts(value),
        }
    }

    fn directive(&mut self, attribute: &Attribute, (kind, directive): (&str, Directive), value: Option<Span>) {
        let after = part(attribute.name, kind.len() + 1..);
        let start = attribute.span.start + kind.len() as u32 + 1;
        let name = Span::new(start, start + after.split('|').next().unwrap_or_default().len() as u32);
        match (directive, value) {
            (Directive::Event, Some(value)) => match self.sole(value) {
                Some(inner) => self.add(inner, Role::Called),
                None => self.parts(value),
            },
            (Directive::Binding, Some(value)) => {
                let inner = self.sole(value).unwrap_or(value);
                match code::listed(self.source, inner).as_slice() {
                    [_] => self.add(inner, Role::Written),
                    // The getter and the setter.
                    several => several.iter().for_each(|part| self.read(*part)),
                }
            }
            (Directive::Binding, None) => self.add(name, Role::Written),
            (Directive::Action, value) => {
                self.read(name);
                value.into_iter().for_each(|value| self.parts(value));
            }
            (Directive::Switch, None) => self.read(name),
            (Directive::Switch, Some(value)) => self.parts(value),
            (Directive::Names, Some(value)) => match self.sole(value) {
                Some(inner) => self.add(inner, Role::Parameters),
                None => self.add(value, Role::Words),
            },
            (Directive::Event | Directive::Names, None) => {}
        }
    }

    /// Adds each piece in braces of a value as read.
    fn parts(&mut self, value: Span) {
        for part in code::braces(self.source, value) {
            let inner = code::inside(self.source, part);
            self.read(inner);
        }
    }

    /// The code of a value that consists of one piece in braces.
    fn sole(&self, value: Span) -> Option<Span> {
        match code::braces(self.source, value).as_slice() {
            [part] if *part == value => Some(code::inside(self.source, *part)),
            _ => None,
        }
    }

    /// `{name}`, `{#if name}`, `{/if}`
    fn tag(&mut self, tag: Span) {
        let inner = code::inside(self.source, tag);
        let text = inner.of(self.source);
        if !text.starts_with(['#', ':', '@']) {
            // The end of a block contains no code.
            if !code::is_end(text) {
                self.read(inner);
            }
            return;
        }
        let length = part(text, 1..).find(|c: char| !tokens::is_word(c)).map_or(text.len(), |length| length + 1);
        let rest = code::trimmed(self.source, Span::new(inner.start + length as u32, inner.end));
        match part(text, ..length) {
            "#if" | "#key" | "@html" | "@render" | "@attach" => self.read(rest),
            ":else" => {
                let test = rest.of(self.source).strip_prefix("if").map(str::len);
                test.into_iter().for_each(|length| self.read(Span::new(rest.end - length as u32, rest.end)));
            }
            "#each" => self.each(rest),
            "#await" => match code::parted(self.source, rest, &["then", "catch"]) {
                Some((promise, name)) => {
                    self.read(promise);
                    self.add(name, Role::Parameters);
                }
                None => self.read(rest),
            },
            ":then" | ":catch" => self.add(rest, Role::Parameters),
            "#snippet" => match code::last_brackets(self.source, rest, '(') {
                Some(parameters) => self.add(code::inside(self.source, parameters), Role::Parameters),
                None => self.add(rest, Role::Words),
            },
            "@const" => self.add(Span::new(inner.start + 1, inner.end), Role::Declaration),
            _ => self.add(inner, Role::Words),
        }
    }

    /// `list as pattern, index (key)`
    fn each(&mut self, whole: Span) {
        let Some((list, names)) = code::parted(self.source, whole, &["as"]) else {
            // `list, index`
            return self.read(code::listed(self.source, whole)[0]);
        };
        self.read(list);
        let key = code::last_brackets(self.source, names, '(');
        let names = Span::new(names.start, key.map_or(names.end, |key| key.start));
        self.add(code::listed(self.source, names)[0], Role::Parameters);
        key.into_iter().for_each(|key| self.read(code::inside(self.source, key)));
    }
}

/// The kinds of directives.
#[derive(Clone, Copy)]
enum Directive {
    /// `on:event`
    Event,
    /// `bind:name`
    Binding,
    /// `use:action`, `transition:fade`
    Action,
    /// `class:name`, `style:name`
    Switch,
    /// `let:name`
    Names,
}

fn directive(kind: &str) -> Option<Directive> {
    Some(match kind {
        "on" => Directive::Event,
        "bind" => Directive::Binding,
        "use" | "transition" | "in" | "out" | "animate" => Directive::Action,
        "class" | "style" => Directive::Switch,
        "let" => Directive::Names,
        _ => return None,
    })
}

/// What the attributes of an element are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// Attributes of the DOM: those that start with `on` are event handlers.
    Events,
    /// Properties of a component.
    Properties,
    /// Anything.
    Values,
}

fn takes(name: &str) -> Takes {
    match name.strip_prefix("svelte:") {
        Some("window" | "document" | "body" | "element" | "boundary") => Takes::Events,
        Some(_) => Takes::Values,
        None if name.starts_with(char::is_uppercase) || name.contains('.') => Takes::Properties,
        None => Takes::Events,
    }
}

/// What happens to the value of the attribute `name`.
fn role(element: &Element, name: &str) -> Role {
    let start = element.tag.start + 1;
    let component = Span::new(start, start + element.name.len() as u32);
    match (takes(element.name), event(name)) {
        (Takes::Events, _) if name.starts_with("on") => Role::Called,
        (Takes::Properties, Some(event)) => Role::ComponentEvent { component, event },
        _ => Role::Read,
    }
}

/// Events of components that are written in lower case. Other names that start with `on` may not be
/// events: `once`, `online`.
const EVENTS: [&str; 60] = [
    "add",
    "back",
    "blur",
    "cancel",
    "change",
    "click",
    "close",
    "collapse",
    "complete",
    "confirm",
    "create",
    "dblclick",
    "decrement",
    "delete",
    "dismiss",
    "done",
    "drop",
    "edit",
    "end",
    "enter",
    "error",
    "expand",
    "fail",
    "finish",
    "focus",
    "hide",
    "increment",
    "input",
    "keydown",
    "keypress",
    "keyup",
    "load",
    "login",
    "logout",
    "mousedown",
    "mouseenter",
    "mouseleave",
    "mouseup",
    "move",
    "next",
    "open",
    "pointerdown",
    "pointerup",
    "prev",
    "refresh",
    "remove",
    "reset",
    "retry",
    "save",
    "scroll",
    "search",
    "select",
    "send",
    "show",
    "signin",
    "signout",
    "start",
    "stop",
    "submit",
    "success",
];

/// The name of an event property of a component, as React spells it.
fn event(name: &str) -> Option<String> {
    let event = name.strip_prefix("on")?;
    let is_event = event.starts_with(|first: char| first.is_ascii_uppercase()) || EVENTS.contains(&event);
    let mut letters = event.chars();
    let first = letters.next()?;
    is_event.then(|| format!("on{}{}", first.to_ascii_uppercase(), letters.as_str()))
}
