//! The places where a script names the package, its hosts or its parameters without loading it.
//!
//! In a setting that the table lists, the purpose of the name is known. Elsewhere a string that names the package
//! may load it, so it is a mention.

use super::challenge::reads_challenge;
use super::found::{Found, What, members, path};
use super::harmless;
use super::plain::{self, may_be_for_a_tool};
use crate::bindings::{self, Bindings, V2};
use crate::edit::{Cover, Span};
use crate::mapping::*;
use crate::migration::Choice;
use crate::syntax::span;
use crate::tree::{Ast, NodeId, Tree};
use crate::value::{self, unwrap};
use crate::{mention, prefilter, text};
use swc_ecma_ast::*;

/// Returns all such places in a script, in source order.
pub fn find(source: &str, tree: &Tree, bindings: &Bindings, choice: &Choice) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    if !may_hold_any(source, bindings) && !choice.is_settings {
        return all;
    }
    let loading = loading(tree, bindings);
    let spelled = tree.top_at(tree.places(prefilter::spellings));
    for node in spelled.into_iter().flat_map(|top| tree.inside(top)) {
        let Some(found) = at(tree, node, (bindings, choice)) else { continue };
        let is_reported = all.last().is_some_and(|last| last.at.contains(found.at) || is_same(tree, last, &found));
        if !is_reported && !loading.covers(found.at) {
            all.push(found);
        }
    }
    // A TODO is placed above code, not in a comment, so the place is the code below the comment.
    let mut below: Vec<NodeId> =
        bindings::comments::directives(source, tree).into_iter().filter_map(|(_, code)| code).collect();
    below.dedup();
    all.extend(below.into_iter().map(|code| Found { at: tree.span(code), what: What::Directive }));
    let is_rupts =
        all.iter().any(|found| matches!(found.what, What::Parameter(entry) if entry == entry!("logout-address")));
    let knows_rupt = is_rupts || !bindings.sites.is_empty() || !bindings.imports.is_empty();
    if knows_rupt || !bindings.v3_imports.is_empty() {
        all.extend(tree.holding(CHALLENGE_PARAMETER).filter_map(|node| reads_challenge(tree, node)));
    }
    all
}

/// Returns the places that load v2 or a part of it.
fn loading(tree: &Tree, bindings: &Bindings) -> Cover {
    let is_load = |node| matches!(tree.ast(node), Ast::Expr(Expr::Call(_)) | Ast::Stmt(Stmt::Decl(Decl::TsModule(_))));
    let places = bindings.sites.iter().flat_map(|site| {
        let origin = Some(site.origin).filter(|node| is_load(*node));
        let top = matches!(site.value, V2::Script | V2::Served | V2::File).then_some(site.top);
        [origin, top].into_iter().flatten()
    });
    Cover::of(places.map(|node| tree.span(node)))
}

/// Whether anything besides the imports may name the package. It is searched in the bytes, as most scripts have no
/// settings.
fn may_hold_any(source: &str, bindings: &Bindings) -> bool {
    text::names(source) > bindings.imports.len() || source.contains(CHALLENGE_PARAMETER)
}

/// Whether two places in the same function are reported as one.
fn is_same(tree: &Tree, a: &Found, b: &Found) -> bool {
    match (&a.what, &b.what) {
        (What::Named(_, one), What::Named(_, other)) => one == other && is_function(tree, *one),
        _ => false,
    }
}

fn is_function(tree: &Tree, setting: NodeId) -> bool {
    match tree.ast(setting) {
        Ast::Prop(Prop::Method(_)) => true,
        Ast::Prop(Prop::KeyValue(pair)) => matches!(unwrap(&pair.value), Expr::Arrow(_) | Expr::Fn(_)),
        _ => false,
    }
}

fn at(tree: &Tree, node: NodeId, script: (&Bindings, &Choice)) -> Option<Found> {
    let found = |what| Some(Found { at: tree.span(node), what });
    match tree.ast(node) {
        Ast::Expr(expr) => match text(expr) {
            Some(text) if text.contains(LOGOUT_PARAMETER) => found(What::Parameter(entry!("logout-address"))),
            Some(text) if HOSTS.iter().any(|host| text.contains(host)) => {
                is_policy(tree, node, &text).then(|| found(What::Host)).flatten()
            }
            // A string with quotes in it is code that is displayed or written to a file.
            Some(text) if mention::names_package(&text) && !text.contains(['"', '\'', '`']) => {
                let other = || elsewhere(tree, &text, node, script).filter(|_| !harmless::is_harmless(tree, node));
                found(named(tree, node, expr, &text).or_else(other)?)
            }
            // A function may run the code that is passed to it.
            Some(text) if mention::holds_load(&text) && bindings::is_run(tree, node) => found(What::Mention),
            Some(_) => None,
            None => found(in_expr(node, expr)?),
        },
        Ast::Prop(prop) => found(key(tree, node, prop, script)?),
        Ast::JsxAttr(JSXAttr { value: Some(JSXAttrValue::Str(text)), .. }) => {
            let text = text.value.as_str()?;
            let is_host = HOSTS.iter().any(|host| text.contains(host)) && is_policy(tree, node, text);
            let is_mention = || !mention::is_plain_name(text) && mention::names_package(text);
            match is_host {
                true => found(What::Host),
                false => is_mention().then(|| found(What::Mention)).flatten(),
            }
        }
        // A path that v2 does not have, or one with a query: `rupt/index.js?url`.
        Ast::ModuleDecl(decl) => {
            let source = bindings::module_name(decl)?;
            let is_other = !bindings::is_v2(source.value.as_str()?) && bindings::addressed(decl).is_none();
            let is_mention = is_other && mention::names_package(source.value.as_str()?);
            is_mention.then(|| Found { at: span(source), what: What::Mention })
        }
        Ast::Pat(Pat::Object(object)) if object.props.iter().any(takes_parameter) => {
            found(What::Parameter(entry!("logout-address")))
        }
        _ => None,
    }
}

/// Returns what a name of the package stands for outside of known settings. In a script that is not the
/// configuration of a tool, a plain name may be the name of anything.
fn elsewhere(tree: &Tree, text: &str, node: NodeId, (bindings, choice): (&Bindings, &Choice)) -> Option<What> {
    match (choice.is_settings, mention::is_plain_name(text)) {
        (true, true) => Some(What::Named(Purpose::Packages.entry(), node)),
        (true, false) => Some(What::Named(Purpose::Patterns.entry(), node)),
        (false, true) => may_be_for_a_tool(tree, node, bindings).then_some(What::Mention),
        (false, false) => Some(What::Mention),
    }
}

/// Returns the text of a string, a template or a regular expression. None for other expressions.
fn text(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Lit(Lit::Str(text)) => text.value.as_str().map(str::to_owned),
        Expr::Lit(Lit::Regex(regex)) => Some(regex.exp.to_string()),
        Expr::Tpl(tpl) => Some(tpl.quasis.iter().map(|part| part.raw.to_string()).collect::<Vec<_>>().join(" ")),
        _ => None,
    }
}

/// Returns what the text at `node` stands for in the setting around it. None if there is no known setting.
fn named(tree: &Tree, node: NodeId, expr: &Expr, text: &str) -> Option<What> {
    let Around { names, setting, is_plain } = around(tree, node)?;
    let is_exact = value::string(expr).is_some_and(|text| V2_SPECIFIERS.contains(&text.as_str()));
    let entry = match names {
        Purpose::Aliases if !is_found_by(tree, node) => return None,
        Purpose::Aliases | Purpose::StandIns => names.entry(),
        _ if is_exact => names.entry(),
        _ => Purpose::Patterns.entry(),
    };
    let is_package = names == Purpose::Packages && is_plain && text == V2_PACKAGE;
    let list = list(tree, node, expr).filter(|_| is_package);
    Some(list.map_or(What::Named(entry, setting), |list| What::Listed(node, list)))
}

/// Whether the text at `node` is what an alias matches modules by: `{ find: "rupt", replacement: … }`.
fn is_found_by(tree: &Tree, node: NodeId) -> bool {
    let prop = tree.parent(node).map(|up| tree.ast(up));
    matches!(prop, Some(Ast::Prop(Prop::KeyValue(pair))) if value::key_name(&pair.key).as_deref() == Some("find"))
}

/// Returns the plain list of strings that contains the string at `node`. None if it also contains other elements,
/// or the name twice.
fn list(tree: &Tree, node: NodeId, expr: &Expr) -> Option<NodeId> {
    let list = tree.parent(node).filter(|_| matches!(expr, Expr::Lit(Lit::Str(_))))?;
    let Expr::Array(array) = tree.expr(list)? else { return None };
    let strings = strings(tree, list);
    let once = strings.iter().filter(|(_, name)| *name == V2_PACKAGE).count() == 1;
    (once && strings.len() == array.elems.len()).then_some(list)
}

/// The setting around a node.
struct Around {
    names: Purpose,
    /// The member of an object, the assignment or the call.
    setting: NodeId,
    /// Whether there are only literals between the setting and the node.
    is_plain: bool,
}

fn around(tree: &Tree, node: NodeId) -> Option<Around> {
    let mut is_plain = true;
    for up in tree.ancestors(node) {
        let names = match tree.ast(up) {
            // A list that a variable holds is in the setting that mentions the variable.
            Ast::Declarator(VarDeclarator { name: Pat::Ident(name), .. }) => {
                let later = |mention: &NodeId| tree.span(*mention).start > tree.span(up).end;
                let mut mentions = tree.mentions(&name.to_id()).filter(later);
                return mentions.find_map(|mention| Some(Around { is_plain: false, ..around(tree, mention)? }));
            }
            Ast::Prop(Prop::KeyValue(pair)) => value::key_name(&pair.key).and_then(|name| setting(&name)),
            Ast::Prop(Prop::Method(method)) => {
                is_plain = false;
                value::key_name(&method.key).and_then(|name| setting(&name))
            }
            Ast::Expr(Expr::Assign(assign)) => {
                let path = target(assign);
                is_plain &= path.last().is_some_and(|last| setting(last).is_some()) && assign.op == AssignOp::Assign;
                path.iter().find_map(|name| setting(name))
            }
            Ast::Expr(Expr::Call(call)) => {
                is_plain = false;
                let callee = call.callee.as_expr().map(|callee| members(callee)).unwrap_or_default();
                callee.iter().find_map(|name| setting(name))
            }
            Ast::Expr(Expr::Object(_) | Expr::Array(_)) => None,
            Ast::Expr(expr) if value::is_wrapper(expr) => None,
            _ => {
                is_plain = false;
                None
            }
        };
        if let Some(names) = names {
            return Some(Around { names, setting: up, is_plain });
        }
    }
    None
}

/// Returns the names of the member chain that is assigned to. Empty if the target is something else.
fn target(assign: &AssignExpr) -> Vec<String> {
    match &assign.left {
        AssignTarget::Simple(SimpleAssignTarget::Member(member)) => path(member),
        _ => Vec::new(),
    }
}

/// Returns what `config.resolve.alias.rupt = …` or `query.rupt_action` names. None for other expressions.
fn in_expr(node: NodeId, expr: &Expr) -> Option<What> {
    match expr {
        Expr::Assign(assign) => {
            let path = target(assign);
            let (last, above) = path.split_last()?;
            let names = above.iter().find_map(|name| setting(name)).filter(|names| names.in_keys())?;
            mention::names_package(last).then(|| What::Named(names.entry(), node))
        }
        Expr::Member(member) if value::member_name(member).as_deref() == Some(LOGOUT_PARAMETER) => {
            Some(What::Parameter(entry!("logout-address")))
        }
        _ => None,
    }
}

/// Returns what a property whose key names the package stands for. None for other properties.
fn key(tree: &Tree, node: NodeId, prop: &Prop, script: (&Bindings, &Choice)) -> Option<What> {
    let Prop::KeyValue(pair) = prop else { return None };
    let name = value::key_name(&pair.key).filter(|name| mention::names_package(name))?;
    let around = around(tree, node);
    // A key with a list, as in `manualChunks`, is a name that the user chose.
    if around.as_ref().is_some_and(|around| around.names == Purpose::Packages) && matches!(*pair.value, Expr::Array(_))
    {
        return None;
    }
    let known = around.filter(|around| around.names.in_keys() || !V2_SPECIFIERS.contains(&&*name));
    let Some(around) = known else {
        let is_own =
            !script.1.is_settings && mention::is_plain_name(&name) && !plain::may_stand_for_a_module(&pair.value);
        return elsewhere(tree, &name, node, script).filter(|_| !is_own);
    };
    if around.names == Purpose::Globals && value::string(&pair.value).as_deref() != Some(V2_GLOBAL) {
        // A variable with this name, as in the settings of linters, has a word or a flag as its value.
        let is_path = value::string(&pair.value).is_some_and(|text| text.contains('/'));
        return is_path.then(|| elsewhere(tree, &name, node, script)).flatten();
    }
    Some(What::Named(around.names.entry(), around.setting))
}

fn takes_parameter(prop: &ObjectPatProp) -> bool {
    match prop {
        ObjectPatProp::Assign(assign) => *assign.key.sym == *LOGOUT_PARAMETER,
        ObjectPatProp::KeyValue(pair) => value::key_name(&pair.key).as_deref() == Some(LOGOUT_PARAMETER),
        ObjectPatProp::Rest(_) => false,
    }
}

/// Whether the text at `node` is part of a Content Security Policy.
fn is_policy(tree: &Tree, node: NodeId, text: &str) -> bool {
    let is_directive = |up: NodeId| match tree.ast(up) {
        Ast::Prop(Prop::KeyValue(pair)) => {
            value::key_name(&pair.key).is_some_and(|name| POLICY_NAMES.contains(&name.as_str()))
        }
        _ => false,
    };
    POLICY_NAMES.iter().any(|name| text.contains(name)) || tree.ancestors(node).any(is_directive)
}

/// Whether the code of a setting names v3. Comments do not count.
pub fn names_v3(tree: &Tree, setting: NodeId) -> bool {
    tree.inside(setting).any(|node| {
        let text = match tree.ast(node) {
            Ast::Expr(expr) => text(expr),
            Ast::Prop(Prop::KeyValue(pair)) => value::key_name(&pair.key),
            _ => None,
        };
        text.is_some_and(|text| text.replace('\\', "").contains(V3_PACKAGE))
    })
}

/// Returns the span of the string at `node` without its quotes.
pub fn content(tree: &Tree, node: NodeId) -> Span {
    let whole = tree.span(node);
    Span::new(whole.start + 1, whole.end - 1)
}

/// Returns the strings of the list at `node`, in order.
pub fn strings<'a>(tree: &Tree<'a>, node: NodeId) -> Vec<(Span, &'a str)> {
    let Some(Expr::Array(array)) = tree.expr(node) else { return Vec::new() };
    let string = |element: &'a Option<ExprOrSpread>| match element.as_ref()? {
        ExprOrSpread { spread: None, expr } => match &**expr {
            Expr::Lit(Lit::Str(text)) => Some((span(text), text.value.as_str()?)),
            _ => None,
        },
        _ => None,
    };
    array.elems.iter().filter_map(string).collect()
}
