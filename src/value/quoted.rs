//! The value of code that a note quotes, as far as its text shows it.
//!
//! The values of the worksheet come from notes, and from the TODOs that earlier runs wrote. Both are
//! texts, so one function reads both, and the same code gives the same value before and after a run.

use super::{key_name, member_name, string, unwrap};
use crate::syntax;
use swc_ecma_ast::*;
use swc_ecma_visit::{Visit, VisitWith};

/// The most bytes of code that are read. Nobody types a longer value.
const LONGEST: usize = 16_000;

/// The most punctuation marks that a value may have, and the most of them that may be opening brackets:
/// the parser is recursive.
const MOST_MARKS: usize = 4_000;
const MOST_BRACKETS: usize = 200;

/// A quoted expression, without the parentheses, casts and `!` around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quoted {
    /// A literal in the form that an input field takes: a string without its quotes, a number, a word.
    Literal(String),
    /// An object whose members are all literals.
    Table(Vec<Row>),
    /// A name.
    Name(String),
    /// A member of a name, with a key that is not computed.
    Member {
        /// The name of the object.
        of: String,
        /// The key of the member.
        key: String,
        /// The expression as it is written.
        text: String,
    },
    /// Anything else. The names are those of which members are read.
    Other(Vec<String>),
}

/// A member of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// The literal that it holds.
    pub value: String,
}

impl Quoted {
    /// Parses `code`.
    pub fn read(code: &str) -> Self {
        let marks = code.bytes().filter(u8::is_ascii_punctuation).count();
        let brackets = code.bytes().filter(|byte| b"([{<".contains(byte)).count();
        if code.len() > LONGEST || marks > MOST_MARKS || brackets > MOST_BRACKETS {
            return Quoted::Other(Vec::new());
        }
        syntax::expression(code).map_or_else(|| Quoted::Other(Vec::new()), |expr| Quoted::of(&expr))
    }

    fn of(expr: &Expr) -> Self {
        if let Some(text) = literal(expr) {
            return Quoted::Literal(text);
        }
        match unwrap(expr) {
            Expr::Object(object) if !object.props.is_empty() => {
                object.props.iter().map(row).collect::<Option<_>>().map_or_else(|| Quoted::other(expr), Quoted::Table)
            }
            Expr::Ident(ident) => Quoted::Name(ident.sym.to_string()),
            Expr::Member(member) => match (unwrap(&member.obj), member_name(member)) {
                (Expr::Ident(of), Some(key)) => {
                    let text = format!("{}.{key}", of.sym);
                    Quoted::Member { of: of.sym.to_string(), key, text }
                }
                _ => path(expr).map_or_else(|| Quoted::other(expr), Quoted::Name),
            },
            _ => Quoted::other(expr),
        }
    }

    fn other(expr: &Expr) -> Self {
        let mut roots = Roots::default();
        expr.visit_with(&mut roots);
        Quoted::Other(roots.0)
    }
}

/// Collects the names of which members are read.
#[derive(Default)]
struct Roots(Vec<String>);

impl Visit for Roots {
    fn visit_member_expr(&mut self, member: &MemberExpr) {
        if let Expr::Ident(name) = unwrap(&member.obj) {
            self.0.push(name.sym.to_string());
        }
        member.visit_children_with(self);
    }
}

/// The names of a member chain, joined by dots.
pub fn path(expr: &Expr) -> Option<String> {
    match unwrap(expr) {
        Expr::Ident(ident) => Some(ident.sym.to_string()),
        Expr::Member(member) => Some(format!("{}.{}", path(&member.obj)?, member_name(member)?)),
        _ => None,
    }
}

/// The value of a literal in the form that an input field takes; none if no field takes it, and for a
/// secret that was shortened.
pub fn literal(expr: &Expr) -> Option<String> {
    match unwrap(expr) {
        Expr::Lit(Lit::Num(number)) => Some(number.value.to_string()),
        Expr::Lit(Lit::Bool(word)) => Some(word.value.to_string()),
        Expr::Unary(UnaryExpr { op: UnaryOp::Minus, arg, .. }) => match unwrap(arg) {
            Expr::Lit(Lit::Num(number)) => Some((-number.value).to_string()),
            _ => None,
        },
        other => {
            let text = string(other)?;
            let is_typed = !text.is_empty() && !text.contains('…') && !text.contains(char::is_control);
            is_typed.then_some(text)
        }
    }
}

fn row(prop: &PropOrSpread) -> Option<Row> {
    let PropOrSpread::Prop(prop) = prop else { return None };
    let Prop::KeyValue(pair) = &**prop else { return None };
    let name = match &pair.key {
        PropName::Num(number) => number.value.to_string(),
        key => key_name(key)?,
    };
    Some(Row { name, value: literal(&pair.value)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_literal_can_be_typed() {
        for (code, value) in [
            ("3", "3"),
            ("'lenient'", "lenient"),
            ("`https://x.com`", "https://x.com"),
            ("\"strict\" as const", "strict"),
            ("3 as number", "3"),
            ("3_000", "3000"),
            ("-1", "-1"),
            ("(\"https://x.com\")", "https://x.com"),
            ("(('a')!) satisfies string", "a"),
            ("<const>\"a\"", "a"),
            ("'it\\'s'", "it's"),
            ("true", "true"),
        ] {
            assert_eq!(Quoted::read(code), Quoted::Literal(value.to_owned()), "{code}");
        }
        for code in ["", "\"\"", "'a' + 'b'", "`${origin}/a`", "\"a\\nb\"", "'", "\"ab…\"", "1 + 1", "1); a(", "a, b"]
        {
            assert!(matches!(Quoted::read(code), Quoted::Other(_)), "{code}");
        }
    }

    #[test]
    fn a_table_is_one_of_literals() {
        let rows = |code: &str| match Quoted::read(code) {
            Quoted::Table(rows) => Some(rows.iter().map(|row| format!("{}={}", row.name, row.value)).collect()),
            _ => None,
        };
        let same: Vec<String> = vec!["basic=1".to_owned(), "pro plus=3".to_owned()];
        assert_eq!(rows("{ basic: 1, \"pro plus\": '3', }"), Some(same.clone()));
        assert_eq!(rows("{ basic: 1 as number, \"pro plus\": ('3') } as const"), Some(same));
        for code in ["{}", "3", "{ a: b }", "{ a: 1, ...more }", "{ a() {} }", "{ a: { b: 1 } }", "{ [a]: 1 }"] {
            assert_eq!(rows(code), None::<Vec<String>>, "{code}");
        }
    }

    #[test]
    fn names_are_seen_through_what_stands_around_them() {
        assert_eq!(Quoted::read("(LOGOUT as string)!"), Quoted::Name("LOGOUT".to_owned()));
        let member = Quoted::Member { of: "URLS".into(), key: "logout".into(), text: "URLS.logout".into() };
        assert_eq!(Quoted::read("URLS[\"logout\"]"), member);
        assert_eq!(Quoted::read("urls.of.logout"), Quoted::Name("urls.of.logout".to_owned()));
        assert_eq!(Quoted::read("pro ? LIMITS[plan] : 2"), Quoted::Other(vec!["LIMITS".to_owned()]));
    }

    #[test]
    fn what_nests_too_deep_is_not_read() {
        for part in ["(", "[", "!", "-", "a?.", "`${", "a=>"] {
            assert_eq!(Quoted::read(&part.repeat(7_000)), Quoted::Other(Vec::new()));
        }
    }
}
