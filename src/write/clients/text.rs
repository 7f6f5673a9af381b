//! The code of a client: its constructor call, and the function that creates it when first needed.

use super::load::{ClassSource, class_loaded, instance_type};
use crate::decide::attach::Attach;
use crate::decide::handler::Argument;
use crate::decide::logout::Logout;
use crate::decide::options::{Body, Given};
use crate::decide::route::Route;
use crate::edit::{Piece, Span};
use crate::input::Input;
use crate::mapping::v3;
use crate::mapping::v3::ON_LOGOUT;
use crate::syntax::span;
use crate::text;
use crate::value::unwrap;
use crate::write::moved::moved;
use swc_ecma_ast::*;

/// A member of the constructor's options, or an argument: its text, and the comments that move with it.
#[derive(Debug, Clone)]
pub struct Member {
    /// The comments above it.
    pub above: Vec<Span>,
    /// `key: value`, or the value.
    pub text: Vec<Piece>,
    /// The comments after it.
    pub behind: Vec<Span>,
}

/// Returns the client id as written in the call, with its comments. The old text can only be moved once, so every
/// further client gets a copy.
pub fn id_written(input: &Input, attach: &Attach, first_time: bool) -> Member {
    let given = &attach.client_id;
    let place = match given.body {
        Body::Value(expr) => span(expr),
        _ => given.span,
    };
    let front = in_front(input, given).filter(|_| first_time);
    let mut text: Vec<Piece> = front.map(Piece::Old).into_iter().collect();
    text.push(match attach.id.spelled() {
        Some(spelled) => Piece::new(spelled.to_owned()),
        None if first_time => Piece::Old(place),
        None => Piece::new(place.of(input.source).to_owned()),
    });
    if !first_time {
        return Member { above: Vec::new(), text, behind: Vec::new() };
    }
    with_comments(input, attach, given, (text, front))
}

/// Returns the option `clientId: …` of a constructor.
pub fn client_id_member(input: &Input, attach: &Attach, first_time: bool) -> Member {
    let mut member = id_written(input, attach, first_time);
    member.text.insert(0, Piece::new(format!("{}: ", v3::CLIENT_ID)));
    member
}

/// Returns the option `on_logout: …`, with the value from the call. `to` is the indentation at the new place.
pub fn on_logout_member(input: &Input, attach: &Attach, logout: &Logout, to: &str) -> Member {
    let given = &logout.given;
    if let Some(argument) = logout.wrapped {
        let text = wrapped_handler(logout, argument, |place| moved(input, place, to));
        return with_comments(input, attach, given, (text, None));
    }
    let front = in_front(input, given);
    let text = match given.body {
        Body::Value(_) => {
            let place = logout.handler.span(given.span);
            let start = front.map_or(place.start, |front| front.start);
            let mut text = vec![Piece::new(format!("{ON_LOGOUT}: "))];
            text.extend(moved(input, Span::new(start, place.end), to));
            text
        }
        Body::Shorthand(_) => vec![Piece::new(format!("{ON_LOGOUT}: ")), Piece::Old(given.span)],
        Body::Method(_) => {
            let mut text = Vec::new();
            if given.span.start < given.key.start {
                text.push(Piece::Old(Span::new(given.span.start, given.key.start)));
            }
            text.push(Piece::new(ON_LOGOUT));
            text.extend(moved(input, Span::new(given.key.end, given.span.end), to));
            text
        }
    };
    with_comments(input, attach, given, (text, front))
}

/// Returns `on_logout: …` with a function around a handler that still takes an argument (`--unsafe`).
pub fn wrapped_handler(logout: &Logout, argument: Argument, moved: impl Fn(Span) -> Vec<Piece>) -> Vec<Piece> {
    let (given, arguments) = (&logout.given, argument.text());
    let around = |before: String, place: Span, after: &str| {
        let mut pieces = vec![Piece::new(before)];
        pieces.extend(moved(place));
        pieces.push(Piece::new(format!("{after}{arguments}")));
        pieces
    };
    match given.body {
        Body::Value(expr) if matches!(unwrap(expr), Expr::Ident(_)) => {
            around(format!("{ON_LOGOUT}: () => "), span(unwrap(expr)), "")
        }
        Body::Value(expr) => around(format!("{ON_LOGOUT}: () => ("), span(expr), ")"),
        Body::Shorthand(_) => around(format!("{ON_LOGOUT}: () => "), given.span, ""),
        Body::Method(method) => {
            let start = if method.function.is_async { "async function " } else { "function " };
            around(format!("{ON_LOGOUT}: () => ({start}"), Span::new(given.key.end, given.span.end), ")")
        }
    }
}

/// Returns the span from the first comment after a member's colon to the start of the value. These comments stay in
/// front of the value, where a compiler may read them as a cast. None if there are none.
fn in_front(input: &Input, given: &Given) -> Option<Span> {
    let Body::Value(value) = given.body else { return None };
    let place = Span::new(given.key.end, span(value).start);
    let comments = || input.script.comments_in(place).iter().map(|comment| comment.span);
    let is_code = |at: &u32| !input.script.is_in_comment(*at);
    let colons = place.of(input.source).match_indices(':').map(|(index, _)| place.start + index as u32);
    let colon = colons.into_iter().find(is_code)?;
    let first = comments().find(|comment| colon < comment.start && place.contains(*comment))?;
    Some(Span::new(first.start, place.end))
}

/// Returns a member with the comments that belong to it. Those in `front` are already in its text.
fn with_comments(input: &Input, attach: &Attach, given: &Given, (text, front): (Vec<Piece>, Option<Span>)) -> Member {
    let member = attach.options.member(given.id);
    let mut inner: Vec<Span> = member.comments.clone();
    let is_written = |comment: Span| front.is_some_and(|front| front.contains(comment));
    // The key is not moved, so the comments between the key and the colon are added.
    let value = match given.body {
        Body::Value(expr) => span(expr),
        _ => given.span,
    };
    inner.extend(
        input
            .script
            .comments
            .iter()
            .map(|comment| comment.span)
            .filter(|at| given.span.contains(*at) && !value.contains(*at) && !is_written(*at)),
    );
    inner.sort();
    let (above, behind) = inner.into_iter().partition(|comment| comment.start < value.start);
    Member { above, text, behind }
}

/// Returns `new Class({ … })`, over several lines if there are several members or comments.
pub fn construct(input: &Input, class: String, members: Vec<Member>, indent: &str) -> Vec<Piece> {
    let commented = members.iter().any(|member| !member.above.is_empty() || !member.behind.is_empty());
    let mut pieces = vec![Piece::new("new "), Piece::new(class)];
    if members.len() == 1 && !commented {
        pieces.push(Piece::new("({ "));
        pieces.extend(members.into_iter().flat_map(|member| member.text));
        pieces.push(Piece::new(" })"));
        return pieces;
    }
    let style = &input.style;
    let deeper = format!("{}{indent}{}", style.eol, style.indent);
    pieces.push(Piece::new("({"));
    let (last, last_comma) = (members.len() - 1, input.last_comma());
    for (index, member) in members.into_iter().enumerate() {
        for comment in member.above {
            pieces.extend([Piece::new(deeper.clone()), Piece::Old(comment)]);
        }
        pieces.push(Piece::new(deeper.clone()));
        pieces.extend(member.text);
        pieces.push(Piece::new(if index < last { "," } else { last_comma }));
        for comment in member.behind {
            pieces.extend([Piece::new(" "), Piece::Old(comment)]);
        }
    }
    pieces.push(Piece::new(format!("{}{indent}}})", style.eol)));
    pieces
}

/// The names for a client.
#[derive(Debug, Clone)]
pub struct Names {
    /// The variable that holds it.
    pub variable: String,
    /// The function that creates it, in the lazy form.
    pub getter: String,
}

/// Returns names for the next client that are not used in the file. `taken` holds the names of earlier clients.
pub fn names(input: &Input, taken: &[Names]) -> Names {
    // The last name of a kind has the highest number, and no lower number is free.
    let next = |candidates: &[&str], last: Option<&str>| {
        let number = |name: &str| name.strip_prefix(candidates[1])?.parse::<usize>().ok();
        match last.and_then(number) {
            Some(number) => text::numbered(candidates[1], number + 1, |name| input.is_taken(name)),
            None => text::fresh_name(candidates, |name| {
                input.is_taken(name) || taken.iter().any(|names| names.variable == name || names.getter == name)
            }),
        }
    };
    let last = taken.last();
    Names {
        variable: next(&["rupt", "ruptClient"], last.map(|names| &*names.variable)),
        getter: next(&["getRupt", "getRuptClient"], last.map(|names| &*names.getter)),
    }
}

/// A client that a function makes when it is first needed.
pub struct LazyClient<'c> {
    /// How the function gets the class.
    pub source: ClassSource<'c>,
    /// `new Class({ … })`.
    pub made: Vec<Piece>,
    /// The lines of TODOs above it.
    pub todos: &'c [String],
}

/// Returns the declarations of a client that is created when first needed. All lines but the first start with
/// `base`.
pub fn lazy(input: &Input, names: &Names, client: LazyClient, base: &str) -> Vec<Piece> {
    let LazyClient { source, made, todos } = client;
    let route = source.route;
    let (style, Names { variable, getter }) = (&input.style, names);
    let (eol, semi, step) = (style.eol, style.semi, format!("{base}{}", style.indent));
    let kind = instance_type(input, route, source.class).map_or(String::new(), |kind| format!(": {kind} | undefined"));
    let mut pieces = vec![Piece::new(format!("let {variable}{kind}{semi}{eol}"))];
    if matches!(route, Route::InScope(_)) {
        return pieces;
    }
    let start = if route.waits() { "async function" } else { "function" };
    pieces.push(Piece::new(format!("{base}{start} {getter}() {{{eol}")));
    pieces.extend(class_loaded(input, source, &step));
    pieces.extend(todos.iter().map(|line| Piece::new(format!("{step}{line}{eol}"))));
    pieces.push(Piece::new(format!("{step}return ({variable} ??= ")));
    pieces.extend(made);
    pieces.push(Piece::new(format!("){semi}{eol}{base}}}{eol}")));
    pieces
}
