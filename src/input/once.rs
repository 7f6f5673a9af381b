//! What is asked of a script again and again, and found out once.

use super::Input;
use crate::note::Client;
use crate::tree::NodeId;
use std::cell::OnceCell;
use swc_ecma_ast::Id;

/// The answers that are known.
#[derive(Default)]
pub struct Once {
    pub(super) is_commonjs: OnceCell<bool>,
    pub(super) says_typeof_window: OnceCell<bool>,
    pub(super) quote: OnceCell<char>,
    pub(super) last_comma: OnceCell<&'static str>,
    /// The v3 clients that the script makes.
    pub made: OnceCell<Vec<Made>>,
}

/// A client of v3 that the script makes.
#[derive(Debug)]
pub struct Made {
    /// The `new` expression.
    pub node: NodeId,
    /// Its id.
    pub client: Client,
    /// The parameter of the function around that is the id, by its place.
    pub parameter: Option<usize>,
    /// The variable that it is kept in.
    pub name: Option<Id>,
    /// The function around.
    pub function: Option<NodeId>,
}

impl Input<'_, '_> {
    /// Whether v2 is loaded by `require` at the top of the file.
    pub fn is_commonjs(&self) -> bool {
        *self.once.is_commonjs.get_or_init(|| self.loads_by_require())
    }

    /// Whether the file says `typeof window`, as code does that may run on a server.
    pub fn says_typeof_window(&self) -> bool {
        *self.once.says_typeof_window.get_or_init(|| self.asks_for_window())
    }

    /// `text` between the quotes that most strings of the file have. The text must need no escape.
    pub fn quoted(&self, text: &str) -> String {
        let quote = self.once.quote.get_or_init(|| self.usual_quote());
        format!("{quote}{text}{quote}")
    }

    /// `,` where the last member of a literal over several lines has one, else nothing.
    pub fn last_comma(&self) -> &'static str {
        self.once.last_comma.get_or_init(|| self.usual_last_comma())
    }
}
