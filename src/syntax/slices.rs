//! Where one program is in a file.
//!
//! A script file is one slice. A component may have two slices that share their names: one that runs
//! once, as a module does, and one that runs for each instance. All spans are byte offsets in the whole
//! file, so code that works on a file works on its slices.

use super::Dialect;
use crate::edit::Span;

/// The slices of one program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slices {
    /// The grammar of all of them.
    pub dialect: Dialect,
    /// The slice that runs once.
    pub module: Option<Span>,
    /// The slice that runs for each instance.
    pub instance: Option<Instance>,
    /// Whether the file holds more than this program, as a component or a page does. The slice is a module
    /// then.
    pub in_document: bool,
    /// Whether the program never runs on a server, even if its package does.
    pub in_browser: bool,
    /// Whether each `@` is written twice, as in Razor.
    pub doubles_at: bool,
}

/// The slice of a component that runs for each instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// The span of its script.
    pub span: Span,
    /// The framework of the component.
    pub framework: Framework,
    /// The code in the markup.
    pub markup: Vec<Expression>,
    /// Names that get another meaning in the markup once the program declares them.
    pub taken: Vec<String>,
    /// How to add the slice that runs once, where there is none.
    pub block: NewScript,
}

/// The framework that a component is written for.
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
    /// Its place, without the quotes and braces around it.
    pub span: Span,
    /// What it is, and where its value goes.
    pub role: Role,
}

/// What a piece of code in the markup is. Code that does not parse as its role says is taken for
/// [`Role::Words`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// An expression whose value goes to unknown code.
    Read,
    /// An expression that gives a function, which an event calls and whose result is ignored.
    Called,
    /// Code that Vue runs at an event: a function, an expression or statements.
    Handler,
    /// An expression that is read, and that unknown code assigns to.
    Written,
    /// A function that a component is given for one of its own events.
    ComponentEvent {
        /// The name of the component.
        component: Span,
        /// The name of the event, as React spells it.
        event: String,
    },
    /// The parameters of a function: the names that a list or a slot makes.
    Parameters,
    /// A declaration.
    Declaration,
    /// A name with its possible spellings. It is read if a script declares one of them.
    Named(Vec<String>),
    /// A name that is read and written if a script declares it.
    Filled,
    /// Text that is not understood: each word may be the name of something that is read.
    Words,
    /// The place of code in another file, which may read every name of the scripts.
    Elsewhere,
}

/// A script element that can be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewScript {
    /// The byte offset at which it is added.
    pub at: u32,
    /// On which side of the existing script it is added.
    pub side: ScriptSide,
    /// Its opening tag.
    pub open: String,
    /// Where the tag of the existing script starts.
    pub beside: u32,
}

/// The side of a script on which another one is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScriptSide {
    /// In front of its opening tag.
    Above,
    /// Behind its end tag.
    Below,
}

impl Slices {
    /// All of a script file. A BOM in front of `#!` does not parse, so the slice starts after it.
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

    /// The range that holds all of its code. For a component that is the whole file.
    pub fn text(&self, source: &str) -> Span {
        self.module.filter(|_| self.instance.is_none()).unwrap_or(Span::new(0, source.len() as u32))
    }

    /// The slice around the byte offset `at`; none in the markup.
    pub fn around(&self, at: u32) -> Option<Span> {
        self.all().find(|slice| slice.start <= at && at <= slice.end)
    }

    /// The script element to add for code that runs once, if there is none.
    pub fn block(&self) -> Option<&NewScript> {
        self.instance.as_ref().filter(|_| self.module.is_none()).map(|instance| &instance.block)
    }

    /// Whether an edit is allowed at `place`: in a script, or where a script can be added.
    pub fn may_change(&self, place: Span) -> bool {
        let is_new_script = || self.block().is_some_and(|block| Span::at(block.at) == place);
        // A component without an instance script has an empty slice in the markup.
        let is_script = |slice: &Span| Some(*slice) == self.module || !slice.is_empty();
        self.all().filter(is_script).any(|slice| slice.contains(place)) || is_new_script()
    }

    /// Whether a new name would get a meaning in the markup.
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
