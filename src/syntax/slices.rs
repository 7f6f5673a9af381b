//! Where in a file one program stands.
//!
//! A script file is one slice. A component may have two that share their names: one that runs once,
//! as a module does, and one that runs for each instance. All spans are offsets in the whole file,
//! so everything that works on a file works on its slices.

use super::Dialect;
use crate::edit::Span;

/// The slices of one program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slices {
    /// The grammar of all of them.
    pub dialect: Dialect,
    /// What runs once.
    pub module: Option<Span>,
    /// What runs for each instance.
    pub instance: Option<Instance>,
    /// Whether the file holds more than this program: a component or a page. What stands there is a
    /// module.
    pub in_document: bool,
    /// Whether it never runs on a server, wherever the package does.
    pub in_browser: bool,
    /// Whether each `@` is written twice, as in Razor.
    pub doubles_at: bool,
}

/// The slice of a component that runs for each instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// Where it stands.
    pub span: Span,
    /// Whose component it is.
    pub framework: Framework,
    /// The code in the markup.
    pub markup: Vec<Expression>,
    /// Names that are something else to the markup as soon as the program declares them.
    pub taken: Vec<String>,
    /// How a slice that runs once is added, where there is none.
    pub block: NewScript,
}

/// Whose rules a component keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framework {
    /// Vue.
    Vue,
    /// Svelte, 3 to 5.
    Svelte,
}

/// A piece of code in the markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// Where it stands, without quotes and braces around it.
    pub span: Span,
    /// What it is, and what becomes of its value.
    pub role: Role,
}

/// What a piece of code in the markup is. One that does not parse as that is taken for [`Role::Words`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// An expression whose value goes to code that nobody sees.
    Read,
    /// An expression that gives a function: an event calls it and ignores what it returns.
    Called,
    /// What Vue does at an event: a function, an expression or statements.
    Handler,
    /// An expression that is read, and that something else assigns to.
    Written,
    /// A function that a component is given for an event of its own.
    Told {
        /// The name of the component.
        component: Span,
        /// The name of the event, as React would spell it.
        event: String,
    },
    /// The parameters of a function: what a list or a slot gives names to.
    Parameters,
    /// A declaration.
    Declaration,
    /// A name that may be spelled in these ways. It is read where a script declares it.
    Named(Vec<String>),
    /// A name that is read and written where a script declares it.
    Filled,
    /// Text that is not understood: each word may be a name that is read.
    Words,
    /// The place of code in another file: every name of the scripts may be read there.
    Elsewhere,
}

/// A script element that may be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewScript {
    /// Where it goes.
    pub at: u32,
    /// On which side of the script that is there.
    pub side: ScriptSide,
    /// Its first tag.
    pub open: String,
    /// Where the tag of the script that is there starts.
    pub beside: u32,
}

/// The side of a script on which another one goes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScriptSide {
    /// In front of its first tag.
    Above,
    /// Behind its end tag.
    Below,
}

impl Slices {
    /// All of a script file. A BOM before `#!` does not parse, so the slice starts behind it.
    pub fn whole(source: &str, dialect: Dialect) -> Self {
        let start = if source.starts_with('\u{feff}') { 3 } else { 0 };
        let module = Some(Span::new(start, source.len() as u32));
        Slices { dialect, module, instance: None, in_document: false, in_browser: false, doubles_at: false }
    }

    /// The one script of a component.
    pub fn script(span: Span, dialect: Dialect) -> Self {
        Slices { dialect, module: Some(span), instance: None, in_document: true, in_browser: false, doubles_at: false }
    }

    /// A script of a page, which is a program of its own.
    pub fn page_script(span: Span, dialect: Dialect) -> Self {
        Slices { in_browser: true, ..Slices::script(span, dialect) }
    }

    /// Every slice.
    pub fn all(&self) -> impl Iterator<Item = Span> {
        self.module.into_iter().chain(self.instance.as_ref().map(|instance| instance.span))
    }

    /// Where all of its code is: in a component anywhere in the file.
    pub fn text(&self, source: &str) -> Span {
        self.module.filter(|_| self.instance.is_none()).unwrap_or(Span::new(0, source.len() as u32))
    }

    /// The slice around `at`; nothing in the markup.
    pub fn around(&self, at: u32) -> Option<Span> {
        self.all().find(|slice| slice.start <= at && at <= slice.end)
    }

    /// The script to add for what is to run once, if there is none.
    pub fn block(&self) -> Option<&NewScript> {
        self.instance.as_ref().filter(|_| self.module.is_none()).map(|instance| &instance.block)
    }

    /// Whether an edit may be made here: in a script, or where one is added.
    pub fn may_change(&self, place: Span) -> bool {
        let is_new_script = || self.block().is_some_and(|block| Span::at(block.at) == place);
        // Where a component has no script for each instance, its slice is a place in the markup.
        let is_script = |slice: &Span| Some(*slice) == self.module || !slice.is_empty();
        self.all().filter(is_script).any(|slice| slice.contains(place)) || is_new_script()
    }

    /// Whether the markup has a use for a new name.
    pub fn takes(&self, name: &str) -> bool {
        self.instance.as_ref().is_some_and(|instance| instance.taken.iter().any(|taken| taken == name))
    }

    /// Whether a span is in the markup.
    pub fn is_markup(&self, span: Span) -> bool {
        self.in_document && self.around(span.start).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scripts_change_and_the_place_for_a_new_one() {
        let block = NewScript { at: 10, side: ScriptSide::Above, open: "<script>".to_owned(), beside: 10 };
        let (framework, markup, taken) = (Framework::Svelte, Vec::new(), Vec::new());
        let instance = Instance { span: Span::new(18, 30), framework, markup, taken, block };
        let slices = Slices { instance: Some(instance), ..Slices::script(Span::at(0), Dialect::TypeScript) };
        let alone = Slices { module: None, ..slices.clone() };
        let places = [Span::at(0), Span::at(10), Span::new(10, 12), Span::new(18, 30), Span::new(17, 20)];
        assert_eq!(places.map(|place| slices.may_change(place)), [true, false, false, true, false]);
        assert_eq!(places.map(|place| alone.may_change(place)), [false, true, false, true, false]);
    }
}
