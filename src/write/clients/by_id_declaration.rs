//! The function that creates clients whose ids are known only at the call. It creates one client for each id and
//! keeps it in a map.
//!
//! This module writes the function, and finds the one that an earlier run wrote.

use super::load::{ClassSource, class_loaded, instance_type};
use crate::decide::clients::ClassById;
use crate::decide::reach;
use crate::decide::route::Route;
use crate::edit::Piece;
use crate::input::Input;
use crate::input::loads::{existing_class, is_local_somewhere};
use crate::mapping::{V3_PACKAGE, v3};
use crate::tree::{Ast, NodeId};
use crate::value::unwrap;
use crate::write::insert;
use swc_ecma_ast::*;

/// The names in the function.
#[derive(Debug, Clone)]
pub struct Names {
    /// The function.
    pub function: String,
    /// The map that holds the clients.
    pub map: String,
    /// The client, inside the function.
    pub client: String,
    /// The class. It is local to the function if it is loaded there or passed to it.
    pub class: String,
}

impl Names {
    /// Returns names that are not used in the script, for clients of `class`.
    pub fn new(input: &Input, class: String) -> Self {
        let function = input.fresh(&["ruptFor", "ruptClientFor"]);
        let map = input.fresh(&["clients", "ruptClients"]);
        Names { function, map, client: input.fresh(&["client", "ruptClient"]), class }
    }

    /// Returns the name of the parameter for the id.
    fn id(&self) -> &'static str {
        if self.class == v3::CLIENT_ID { "id" } else { v3::CLIENT_ID }
    }
}

/// Returns the map and the function. All lines but the first start with `base`. `magic` holds the comments for
/// bundlers in the `import(…)` of the function.
pub fn declaration(input: &Input, names: &Names, source: &ClassById, magic: Vec<Piece>, base: &str) -> Vec<Piece> {
    let Names { function, map, client, class } = names;
    let (eol, semi, step) = (input.style.eol, input.style.semi, format!("{base}{}", input.style.indent));
    let route = match source {
        ClassById::Own(route) => route,
        ClassById::Given => &Route::Dynamic,
    };
    let kind = instance_type(input, route, class).map_or(String::new(), |kind| format!("<string, {kind}>"));
    let (id, start) = (names.id(), if source.waits() { "async function" } else { "function" });
    let option = if id == v3::CLIENT_ID { id.to_owned() } else { format!("{}: {id}", v3::CLIENT_ID) };
    let typed = |(name, kind): &(&str, String)| match input.dialect.is_typescript() {
        true => format!("{name}: {kind}"),
        false => (*name).to_owned(),
    };
    let parameters: Vec<String> = parameters(input, names, source).iter().map(typed).collect();
    let mut pieces = vec![
        Piece::new(format!("const {map} = new {}{kind}(){semi}{eol}{base}", map_class(input))),
        Piece::new(documented(input, names, source, base)),
        Piece::new(format!("{start} {function}({}) {{{eol}", parameters.join(", "))),
    ];
    if let ClassById::Own(route) = source {
        pieces.extend(class_loaded(input, ClassSource { route, class, magic }, &step));
    }
    pieces.push(Piece::new(format!(
        "{step}const {client} = {map}.get({id}) ?? new {class}({{ {option} }}){semi}{eol}\
         {step}{map}.set({id}, {client}){semi}{eol}\
         {step}return {client}{semi}{eol}{base}}}{eol}"
    )));
    pieces
}

/// Returns the parameters of the function, with their types.
fn parameters<'n>(input: &Input, names: &'n Names, source: &ClassById) -> Vec<(&'n str, String)> {
    let id = (names.id(), "string".to_owned());
    let class = || (&*names.class, format!("typeof import({}).default", input.quoted(V3_PACKAGE)));
    match source {
        ClassById::Own(_) => vec![id],
        ClassById::Given => vec![class(), id],
    }
}

/// Returns a JSDoc comment with the types of the parameters. Empty unless the script is JavaScript with
/// `@ts-check`.
fn documented(input: &Input, names: &Names, source: &ClassById, base: &str) -> String {
    let is_checked = input.script.comments.iter().any(|comment| comment.span.of(input.source).contains("@ts-check"));
    if input.dialect.is_typescript() || !is_checked {
        return String::new();
    }
    let next = format!("{}{base}", input.style.eol);
    match &parameters(input, names, source)[..] {
        [(name, kind)] => format!("/** @param {{{kind}}} {name} */{next}"),
        all => {
            let line = |(name, kind): &(&str, String)| format!(" * @param {{{kind}}} {name}{next}");
            format!("/**{next}{} */{next}", all.iter().map(line).collect::<String>())
        }
    }
}

/// Returns the name of the global `Map`, which is `globalThis.Map` if the script declares its own `Map`.
fn map_class(input: &Input) -> &'static str {
    let is_own = |id: Id| !input.script.is_unbound(&id);
    let is_bound = input.tree.spelled("Map").into_iter().any(is_own) || input.script.slices.takes("Map");
    if is_bound { "globalThis.Map" } else { "Map" }
}

/// Returns the name of the function that an earlier run wrote for the same `source`. None if there is none, or if
/// `calls` cannot reach it.
pub fn existing(input: &Input, source: &ClassById, class: &str, calls: &[NodeId]) -> Option<String> {
    let is_there = *source != ClassById::Own(Route::Module) || existing_class(input).as_deref() == Some(class);
    let mut statements = input.top_level().filter(|_| is_there);
    statements.find_map(|statement| {
        let names = written_with(input, statement)?;
        let map = declared_above(input, statement, &names.map)?;
        let text = [map, statement].map(|node| input.tree.span(node).of(input.source)).concat();
        let pieces = declaration(input, &names, source, Vec::new(), "");
        let expected = insert::new_text(&pieces).replace(&documented(input, &names, source, ""), "");
        let is_same = bare(&text) == bare(&expected);
        let is_imported = *source == ClassById::Own(Route::Module);
        let is_class = !is_imported || names.class == class;
        let is_reached = !is_local_somewhere(input, &names.function) && !reach::reaches_above(input, Some(map), calls);
        (is_same && is_class && is_reached).then_some(names.function)
    })
}

/// Returns the names in a function that may be the one of an earlier run. None if it has another form.
fn written_with(input: &Input, statement: NodeId) -> Option<Names> {
    let Ast::Stmt(Stmt::Decl(Decl::Fn(declared))) = input.tree.ast(statement) else { return None };
    let body = declared.function.body.as_ref()?;
    let variable = body.stmts.iter().rev().find_map(|stmt| match stmt {
        Stmt::Decl(Decl::Var(var)) => var.decls.first(),
        _ => None,
    })?;
    let Pat::Ident(client) = &variable.name else { return None };
    let Expr::Bin(either) = unwrap(variable.init.as_deref()?) else { return None };
    let (Expr::Call(get), Expr::New(made)) = (unwrap(&either.left), unwrap(&either.right)) else { return None };
    let Expr::Member(member) = unwrap(get.callee.as_expr()?) else { return None };
    let (Expr::Ident(map), Expr::Ident(made)) = (unwrap(&member.obj), unwrap(&made.callee)) else { return None };
    Some(Names {
        function: declared.ident.sym.to_string(),
        map: map.sym.to_string(),
        client: client.id.sym.to_string(),
        class: made.sym.to_string(),
    })
}

/// Returns the statement above `statement` that declares only `name`.
fn declared_above(input: &Input, statement: NodeId, name: &str) -> Option<NodeId> {
    let above = input.top_level().take_while(|node| *node != statement);
    above.into_iter().find(|node| match input.tree.ast(*node) {
        Ast::Stmt(Stmt::Decl(Decl::Var(var))) => {
            matches!(&var.decls[..], [VarDeclarator { name: Pat::Ident(own), .. }] if *own.id.sym == *name)
        }
        _ => false,
    })
}

/// Returns a text without white space, semicolons and commas, and with double quotes, since a formatter may have
/// changed these.
fn bare(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && *c != ';' && *c != ',');
    kept.map(|c| if c == '\'' { '"' } else { c }).collect()
}
