//! What is asked of a script again and again, and found out once.

use super::Input;
use super::of_client::Made;
use std::cell::OnceCell;

/// The answers that are known.
#[derive(Default)]
pub struct Once {
    pub(super) is_commonjs: OnceCell<bool>,
    pub(super) says_typeof_window: OnceCell<bool>,
    pub(super) quote: OnceCell<char>,
    pub(super) last_comma: OnceCell<&'static str>,
    pub(super) made: OnceCell<Vec<Made>>,
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
