//! The code in the template of a Vue component, and what is done with its values
//! (<https://vuejs.org/guide/essentials/template-syntax.html>).

use super::names::{camel, spellings};
use crate::edit::{Span, part};
use crate::kind::markup::{Attribute, Element, Markup, code};
use crate::syntax::{Expression, Role};

/// All pieces of code, in source order.
pub fn expressions(source: &str, markup: &Markup) -> Vec<Expression> {
    let mut read = TemplateReader { source, all: Vec::new() };
    for element in markup.elements.iter().filter(|element| element.depth > 0) {
        read.element(element);
    }
    for braces in &markup.expressions {
        read.add(Span::new(braces.start + 2, braces.end - 2), Role::Read);
    }
    let mut all = read.all;
    all.sort_by_key(|expression| expression.span);
    all
}

struct TemplateReader<'s> {
    source: &'s str,
    all: Vec<Expression>,
}

/// A directive of Vue.
struct Directive<'a> {
    /// Its name after `v-`.
    name: &'a str,
    /// Its argument.
    argument: Option<&'a str>,
    /// The span of the argument.
    at: Span,
    /// Its modifiers, after the dots.
    modifiers: &'a str,
}

impl<'a> Directive<'a> {
    fn of(attribute: &Attribute<'a>) -> Option<Self> {
        let text = attribute.name;
        let short = [(':', "bind"), ('.', "bind"), ('@', "on"), ('#', "slot")];
        let (name, rest) = match short.iter().find(|(sign, _)| text.starts_with(*sign)) {
            Some((_, name)) => (*name, Some(part(text, 1..))),
            None => {
                let directive = text.strip_prefix("v-")?;
                let length = directive.find([':', '.']).unwrap_or(directive.len());
                (part(directive, ..length), part(directive, length..).strip_prefix(':'))
            }
        };
        let length = rest.map_or(0, |rest| match rest.find(']').filter(|_| rest.starts_with('[')) {
            Some(end) => end + 1,
            None => rest.find('.').unwrap_or(rest.len()),
        });
        let argument = rest.map(|rest| part(rest, ..length)).filter(|argument| !argument.is_empty());
        let start = attribute.span.start + (text.len() - rest.map_or(0, str::len)) as u32;
        let at = Span::new(start, start + length as u32);
        let behind = rest.map_or(text.find('.').map_or("", |dot| part(text, dot..)), |rest| part(rest, length..));
        Some(Directive { name, argument, at, modifiers: behind })
    }

    /// The span of a dynamic argument: `:[name]`.
    fn computed(&self) -> Option<Span> {
        let is_computed = self.argument.is_some_and(|argument| argument.starts_with('[') && argument.ends_with(']'));
        is_computed.then(|| Span::new(self.at.start + 1, self.at.end - 1))
    }
}

impl TemplateReader<'_> {
    fn add(&mut self, span: Span, role: Role) {
        let span = code::trimmed(self.source, span);
        if !code::is_blank(span.of(self.source)) {
            self.all.push(Expression { span, role });
        }
    }

    fn element(&mut self, element: &Element) {
        let start = element.tag.start + 1;
        let name = Span::new(start, start + element.name.len() as u32);
        self.add(name, Role::Named(spellings(element.name)));
        for attribute in &element.attributes {
            match Directive::of(attribute) {
                Some(directive) => self.directive(attribute, &directive),
                None => self.plain(attribute),
            }
        }
    }

    fn plain(&mut self, attribute: &Attribute) {
        let Some(value) = attribute.value else { return };
        match attribute.name {
            "ref" => self.add(value, Role::Filled),
            "is" => {
                let name = value.of(self.source);
                self.add(value, Role::Named(spellings(name.strip_prefix("vue:").unwrap_or(name))));
            }
            "slot-scope" | "scope" => self.add(value, Role::Parameters),
            _ => {}
        }
    }

    fn directive(&mut self, attribute: &Attribute, directive: &Directive) {
        let computed = directive.computed();
        computed.into_iter().for_each(|name| self.add(name, Role::Read));
        let is_custom = !KNOWN.contains(&directive.name);
        if is_custom {
            let name = Span::new(attribute.span.start, attribute.span.start + 2 + directive.name.len() as u32);
            self.add(name, Role::Named(vec![camel(name.of(self.source))]));
        }
        let role = match (directive.name, directive.argument) {
            ("on", Some(_)) => Role::Handler,
            ("slot", _) => Role::Parameters,
            ("model", _) => Role::Written,
            ("bind", _) if directive.modifiers.split('.').any(|modifier| modifier == "sync") => Role::Written,
            _ => Role::Read,
        };
        match (attribute.value, directive.argument) {
            (Some(value), _) if directive.name == "for" => self.list(value),
            (Some(value), _) => self.add(value, role),
            // `:name` alone stands for `:name="name"`.
            (None, Some(name)) if directive.name == "bind" && computed.is_none() => {
                self.add(directive.at, Role::Named(vec![camel(name)]));
            }
            (None, _) => {}
        }
    }

    /// `(item, index) in list`
    fn list(&mut self, whole: Span) {
        let text = whole.of(self.source);
        let is_space = |c: char| c.is_whitespace();
        let ends = [" in", " of", "\tin", "\tof", "\nin", "\nof"];
        let found = ends.iter().flat_map(|mark| text.match_indices(mark));
        let found =
            found.map(|(at, mark)| (at, at + mark.len())).filter(|(_, end)| part(text, *end..).starts_with(is_space));
        let Some((start, end)) = found.min() else { return self.add(whole, Role::Words) };
        let names = code::trimmed(self.source, Span::new(whole.start, whole.start + start as u32));
        let is_listed = names.of(self.source).starts_with('(');
        let names = if is_listed { code::inside(self.source, names) } else { names };
        self.add(names, Role::Parameters);
        self.add(Span::new(whole.start + end as u32, whole.end), Role::Read);
    }
}

/// The built-in directives of Vue.
const KNOWN: [&str; 16] = [
    "bind", "on", "slot", "for", "if", "else", "else-if", "show", "text", "html", "model", "memo", "once", "pre",
    "cloak", "is",
];
