//! Where the v3 client is made, and how a call reaches it.
//!
//! v2 was one global; v3 wants one client per client id. A constant id makes it at the top of the
//! module, an id that is only known later makes it lazily, once. An id that is known only at the call
//! is given to a function that makes one client for each id: [`super::by_id`].

use super::attach::{Argument, Attach, Logout};
use super::client_id::ClientId;
use super::options::{Body, Given};
use super::routes::Route;
use super::{Input, reach};
use crate::bindings::V2;
use crate::edit::{Piece, Span};
use crate::mapping::V3_PACKAGE;
use crate::plan::moved::moved;
use crate::syntax::span;
use crate::text;
use crate::tree::{Ast, NodeId};
use crate::value::unwrap;
use std::collections::HashMap;
use swc_ecma_ast::*;

/// A client and the calls that use it.
#[derive(Debug)]
pub struct Group {
    /// The calls, as indices into those that move.
    pub calls: Vec<usize>,
    /// What the id is.
    pub id: ClientId,
    /// How the class is reached.
    pub route: Route,
}

/// Puts calls together that share a client: all with the same id. The client is made by the route
/// of the call that asks least for it; the others reach it from where they are.
pub fn groups(moving: &[&Attach], routes: &[Route]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut by_key: HashMap<&str, usize> = HashMap::new();
    for index in 0..moving.len() {
        let id = moving[index].id.clone();
        let route = routes[index].clone();
        let key = moving[index].id.key();
        match key.and_then(|key| by_key.get(key)).copied().map(|known| &mut groups[known]) {
            Some(group) => {
                group.calls.push(index);
                if let ClientId::Late { read_with, .. } = &mut group.id
                    && !matches!(&id, ClientId::Late { read_with: other, .. } if other == read_with)
                {
                    *read_with = None;
                }
                if route.rank() < group.route.rank() {
                    group.route = route;
                }
                if matches!(id, ClientId::Constant { .. }) && !matches!(group.id, ClientId::Constant { .. }) {
                    group.id = id;
                }
            }
            None => {
                by_key.extend(key.map(|key| (key, groups.len())));
                groups.push(Group { calls: vec![index], id, route });
            }
        }
    }
    groups
}

/// Where a client is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A `const` at the top of the module, behind this statement where it needs one.
    Module(Option<NodeId>),
    /// In a function, when first needed.
    Lazy,
    /// In a function that is given the id, once for each.
    ById,
}

/// Where the client of `group` is made.
///
/// `needs` is a statement that the handler on the constructor must follow.
pub fn place(input: &Input, group: &Group, calls: &[NodeId], needs: Option<NodeId>) -> Place {
    let lazy_file = is_lazy(input);
    let in_module = |after: Option<NodeId>| {
        let after = [after, needs].into_iter().flatten().max_by_key(|node| input.tree.span(*node).end);
        let reached = reach::reaches_above(input, after, calls);
        // Above its line such a name is there, but empty: no client must be the only one.
        let is_variable = |node: NodeId| match input.tree.ast(node) {
            Ast::Stmt(Stmt::Decl(Decl::Var(var))) => var.kind != VarDeclKind::Const,
            _ => false,
        };
        if reached && after.is_some_and(is_variable) {
            return Place::ById;
        }
        if lazy_file || group.route != Route::Module || reached { Place::Lazy } else { Place::Module(after) }
    };
    match &group.id {
        ClientId::AtCall => Place::ById,
        // Options in a `const` are read while the module loads, and so is the client made then.
        ClientId::Late { read_with: Some(statement), .. } => in_module(Some(*statement)),
        ClientId::Late { read_with: None, .. } => Place::Lazy,
        ClientId::Constant { after, .. } => in_module(*after),
        ClientId::Environment { .. } if reach::runs_nothing_else(input, calls) => in_module(None),
        ClientId::Environment { .. } => Place::Lazy,
    }
}

/// Whether the file makes its clients when they are first needed, if not later.
pub fn is_lazy(input: &Input) -> bool {
    (input.project.renders_on_server && !input.script.slices.in_browser)
        || input.says_typeof_window()
        || input.is_commonjs()
}

/// A member of a constructor's argument, or an argument: its text and the comments that moved with it.
#[derive(Debug, Clone)]
pub struct Member {
    /// Comments above it.
    pub above: Vec<Span>,
    /// `key: value`, or the value.
    pub text: Vec<Piece>,
    /// Comments behind it.
    pub behind: Vec<Span>,
}

/// The client id as the call had it, with its comments. Old text can only go to one place; every
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

/// `clientId: …`, for a constructor.
pub fn client_id_member(input: &Input, attach: &Attach, first_time: bool) -> Member {
    let mut member = id_written(input, attach, first_time);
    member.text.insert(0, Piece::new("clientId: "));
    member
}

/// `on_logout: …`, as the call had it; `to` is the indentation it moves to.
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
            let mut text = vec![Piece::new("on_logout: ")];
            text.extend(moved(input, Span::new(start, place.end), to));
            text
        }
        Body::Shorthand(_) => vec![Piece::new("on_logout: "), Piece::Old(given.span)],
        Body::Method(_) => {
            let mut text = Vec::new();
            if given.span.start < given.key.start {
                text.push(Piece::Old(Span::new(given.span.start, given.key.start)));
            }
            text.push(Piece::new("on_logout"));
            text.extend(moved(input, Span::new(given.key.end, given.span.end), to));
            text
        }
    };
    with_comments(input, attach, given, (text, front))
}

/// `on_logout: …` around a handler that still wants an object (`--unsafe`).
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
            around("on_logout: () => ".to_owned(), span(unwrap(expr)), "")
        }
        Body::Value(expr) => around("on_logout: () => (".to_owned(), span(expr), ")"),
        Body::Shorthand(_) => around("on_logout: () => ".to_owned(), given.span, ""),
        Body::Method(method) => {
            let start = if method.function.is_async { "async function " } else { "function " };
            around(format!("on_logout: () => ({start}"), Span::new(given.key.end, given.span.end), ")")
        }
    }
}

/// From the first comment behind a member's colon to its value: they stay in front of it, where a
/// compiler may read them as a cast.
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

/// A member with the comments that belong to it; those in `front` are in its text.
fn with_comments(input: &Input, attach: &Attach, given: &Given, (text, front): (Vec<Piece>, Option<Span>)) -> Member {
    let member = &attach.options.literals[given.literal].members[given.member];
    let mut inner: Vec<Span> = member.comments.clone();
    let is_written = |comment: Span| front.is_some_and(|front| front.contains(comment));
    // A comment between the key and the colon would be lost with the key.
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

/// `new Class({ … })`, over several lines where that reads better.
pub fn construct(input: &Input, class: Vec<Piece>, members: Vec<Member>, indent: &str) -> Vec<Piece> {
    let commented = members.iter().any(|member| !member.above.is_empty() || !member.behind.is_empty());
    let mut pieces = vec![Piece::new("new ")];
    pieces.extend(class);
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

/// The names a client goes by.
#[derive(Debug, Clone)]
pub struct Names {
    /// The variable that holds it.
    pub variable: String,
    /// The function that makes it, in the lazy form.
    pub getter: String,
}

/// Names for the next client that nothing in the file spells; `taken` are those given before.
pub fn names(input: &Input, taken: &[Names]) -> Names {
    // Of those given before, the last of a kind has the highest number: no lower one is free.
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

/// The declarations of a lazily made client: by which route the class is reached, what it is
/// called, and the comments for the bundler in its import. The lines of `todos` stand above the client.
/// All lines but the first start with `base`.
pub fn lazy(
    input: &Input,
    names: &Names,
    (route, class, magic): (&Route, &str, Vec<Piece>),
    (made, todos, base): (Vec<Piece>, &[String], &str),
) -> Vec<Piece> {
    let (style, Names { variable, getter }) = (&input.style, names);
    let (eol, semi, step) = (style.eol, style.semi, format!("{base}{}", style.indent));
    let kind = instance_type(input, route, class).map_or(String::new(), |kind| format!(": {kind} | undefined"));
    let mut pieces = vec![Piece::new(format!("let {variable}{kind}{semi}{eol}"))];
    if matches!(route, Route::AtHand(_)) {
        return pieces;
    }
    let start = if route.waits() { "async function" } else { "function" };
    pieces.push(Piece::new(format!("{base}{start} {getter}() {{{eol}")));
    pieces.extend(class_loaded(input, (route, class, magic), &step));
    pieces.extend(todos.iter().map(|line| Piece::new(format!("{step}{line}{eol}"))));
    pieces.push(Piece::new(format!("{step}return ({variable} ??= ")));
    pieces.extend(made);
    pieces.push(Piece::new(format!("){semi}{eol}{base}}}{eol}")));
    pieces
}

/// The type of a client, where types are written.
pub fn instance_type(input: &Input, route: &Route, class: &str) -> Option<String> {
    let kind = match route {
        Route::Module if input.class_is_a_type() => class.to_owned(),
        Route::Module => format!("InstanceType<typeof {class}>"),
        _ => format!("import({}).default", input.quoted(V3_PACKAGE)),
    };
    input.dialect.is_typescript().then_some(kind)
}

/// The lines by which a function gets the class, if it has to load it, with the comments for the bundler
/// in its import. They start with `step`.
pub fn class_loaded(input: &Input, (route, class, magic): (&Route, &str, Vec<Piece>), step: &str) -> Vec<Piece> {
    let (eol, semi) = (input.style.eol, input.style.semi);
    let module = || input.quoted(V3_PACKAGE);
    match route {
        Route::Dynamic => {
            let mut pieces = vec![Piece::new(format!("{step}const {{ default: {class} }} = await import("))];
            pieces.extend(magic);
            pieces.push(Piece::new(format!("{}){semi}{eol}", module())));
            pieces
        }
        Route::Promise(name, whole) => {
            let class = if *whole == V2::Module { format!("{{ default: {class} }}") } else { class.to_owned() };
            vec![Piece::new(format!("{step}const {class} = await {name}{semi}{eol}"))]
        }
        Route::Require => {
            let (module, loaded) = (module(), input.fresh(&["RuptModule", "RuptV3Module"]));
            vec![Piece::new(format!(
                "{step}const {loaded} = require({module}){semi}{eol}\
                 {step}const {class} = {loaded}.default ?? {loaded}{semi}{eol}"
            ))]
        }
        Route::Module | Route::AtHand(_) => Vec::new(),
    }
}
