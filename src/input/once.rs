//! Answers to questions about a script that are asked repeatedly, each computed once.

use super::Input;
use crate::note::Client;
use crate::tree::NodeId;
use std::cell::OnceCell;
use swc_ecma_ast::Id;

/// The answers that are computed so far.
#[derive(Default)]
pub struct Once {
    pub(super) is_commonjs: OnceCell<bool>,
    pub(super) has_typeof_window: OnceCell<bool>,
    pub(super) quote: OnceCell<char>,
    pub(super) last_comma: OnceCell<&'static str>,
    /// The v3 clients that the script creates.
    pub made: OnceCell<Vec<Made>>,
}

/// A v3 client that the script creates.
#[derive(Debug)]
pub struct Made {
    /// The `new` expression.
    pub node: NodeId,
    /// The client, by its id.
    pub client: Client,
    /// The index of the parameter of the enclosing function that is the id.
    pub parameter: Option<usize>,
    /// The variable that holds it.
    pub name: Option<Id>,
    /// The enclosing function.
    pub function: Option<NodeId>,
}

impl Input<'_, '_> {
    /// Whether v2 is loaded by `require` at the top of the file.
    pub fn is_commonjs(&self) -> bool {
        *self.once.is_commonjs.get_or_init(|| self.loads_by_require())
    }

    /// Whether the file contains `typeof window`, as code that may run on a server does.
    pub fn has_typeof_window(&self) -> bool {
        *self.once.has_typeof_window.get_or_init(|| self.finds_typeof_window())
    }

    /// Returns `text` in the quotes that most strings of the file have. The text must not need an escape.
    pub fn quoted(&self, text: &str) -> String {
        let quote = self.once.quote.get_or_init(|| self.usual_quote());
        format!("{quote}{text}{quote}")
    }

    /// Returns `,` if the file writes a comma after the last member of a literal over several lines, else nothing.
    pub fn last_comma(&self) -> &'static str {
        self.once.last_comma.get_or_init(|| self.usual_last_comma())
    }
}
