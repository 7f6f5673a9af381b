//! Types that are written on the way of a value: whether what v3 answers fits them.

use super::*;
use crate::analysis::calls;
use crate::scope;
use crate::syntax::span;
use crate::value;

/// What a written type says of the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// It may be anything: no compiler shows who reads it.
    Anything,
    /// Whatever is there, nobody may use it.
    Nothing,
    /// It is a type of v2, or one that is not known: what v3 answers need not fit.
    ForV2,
}

/// The types that the flow comes by, each with its node.
pub(super) fn on_the_way(input: &Input, flow: &Flow) -> Vec<(NodeId, Written)> {
    let own = flow.types.iter().map(|node| (*node, written(input, *node, result)));
    let types = own.chain(flow.outer_types.iter().map(|node| (*node, written(input, *node, outer))));
    let members = flow.members.iter().filter(|member| is_of_interface(input, **member));
    types.chain(members.map(|member| (*member, Written::ForV2))).collect()
}

/// Whether no type that the flow comes by expects anything of the value.
pub(super) fn takes_nothing(input: &Input, flow: &Flow) -> bool {
    on_the_way(input, flow).iter().all(|(_, written)| *written != Written::ForV2)
}

fn written(input: &Input, node: NodeId, read: fn(&Input, NodeId, &str) -> Written) -> Written {
    let place = input.tree.span(node);
    let text = bare(input, place);
    match text.as_str() {
        _ if input.names_v2_type(place) => Written::ForV2,
        // The type parameters of a function.
        text if text.starts_with('<') => Written::Nothing,
        text => read(input, node, text),
    }
}

/// The text of a type, without the colon in front of it, spaces and comments.
fn bare(input: &Input, place: Span) -> String {
    let mut text = String::new();
    let mut from = place.start;
    for comment in input.script.comments.iter().filter(|comment| place.contains(comment.span)) {
        text.push_str(Span::new(from, comment.span.start).of(input.source));
        from = comment.span.end;
    }
    text.push_str(Span::new(from, place.end).of(input.source));
    text.split_whitespace().collect::<String>().trim_start_matches(':').to_owned()
}

/// The fields of what v2's `attach` and `detach` answer, as its package declares them.
const FIELDS: [&str; 8] = [
    "success",
    "attached_devices",
    "device_id",
    "default_device_limit",
    "block_over_usage",
    "suspended",
    "access",
    "identity",
];

/// What the type of code or of an object says of the value: where it is one of v2's answers, or leads to
/// one, or to a type of another file of the program, what v3 answers need not fit. In what a package
/// declares, the compiler finds out where the value is used.
fn outer(input: &Input, node: NodeId, text: &str) -> Written {
    match () {
        () if leads_to_v2(input, node, &mut Vec::new()) => Written::ForV2,
        () if contains_word(text, "any") => Written::Anything,
        () => Written::Nothing,
    }
}

/// Whether the type at `node`, or one that it names, has a field of v2's answers.
fn leads_to_v2(input: &Input, node: NodeId, seen: &mut Vec<NodeId>) -> bool {
    if seen.contains(&node) {
        return false;
    }
    seen.push(node);
    let text = input.tree.span(node).of(input.source);
    if FIELDS.iter().any(|field| contains_word(text, field)) {
        return true;
    }
    input.tree.inside(node).filter_map(|name| input.tree.id(name)).any(|id| {
        scope::declared(input.tree, id).is_some_and(|declared| match input.tree.ast(declared.holder) {
            Ast::ModuleDecl(ModuleDecl::Import(import)) => import.src.value.as_str().is_none_or(calls::is_own_module),
            _ => leads_to_v2(input, declared.holder, seen),
        })
    })
}

/// What the type of a result says of it.
fn result(_: &Input, _: NodeId, text: &str) -> Written {
    expects(text)
}

fn expects(text: &str) -> Written {
    let inner = ["Promise<", "PromiseLike<"].iter().find_map(|start| text.strip_prefix(start)?.strip_suffix('>'));
    let parts = inner.unwrap_or(text).split('|').filter(|part| !matches!(*part, "null" | "undefined" | "void" | ""));
    let parts: Vec<&str> = parts.collect();
    match parts.as_slice() {
        [] | ["object" | "{}" | "const"] => Written::Nothing,
        all if all.iter().all(|part| matches!(*part, "any" | "unknown" | "Promise<any>" | "Promise<unknown>")) => {
            Written::Anything
        }
        all if all.iter().all(|part| matches!(*part, "Promise<void>" | "Promise<undefined>")) => Written::Nothing,
        _ => Written::ForV2,
    }
}

fn contains_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|part| part == word)
}

/// Whether an interface that the class implements may say what a member gives: one of v2, or one of the
/// program's own that is not in sight.
fn is_of_interface(input: &Input, member: NodeId) -> bool {
    let Some(Ast::Class(class)) = input.tree.parent(member).map(|class| input.tree.ast(class)) else { return false };
    let Ast::ClassMember(member) = input.tree.ast(member) else { return false };
    let name = calls::member_key(member).filter(|name| !name.starts_with('#'));
    let Some(name) = name.filter(|_| !is_private(member)) else { return false };
    class.implements.iter().any(|implemented| {
        let Expr::Ident(interface) = value::unwrap(&implemented.expr) else { return true };
        says_of(input, &interface.to_id(), &name)
    })
}

fn is_private(member: &ClassMember) -> bool {
    match member {
        ClassMember::Method(method) => method.accessibility == Some(Accessibility::Private),
        ClassMember::ClassProp(prop) => prop.accessibility == Some(Accessibility::Private),
        _ => false,
    }
}

/// Whether an interface says something of a member that v3's answer need not fit.
fn says_of(input: &Input, interface: &Id, name: &str) -> bool {
    let Some(declared) = scope::declared(input.tree, interface) else { return false };
    match input.tree.ast(declared.holder) {
        Ast::ModuleDecl(ModuleDecl::Import(import)) => import.src.value.as_str().is_none_or(calls::is_own_module),
        Ast::Stmt(Stmt::Decl(Decl::TsInterface(interface)))
        | Ast::ModuleDecl(ModuleDecl::ExportDecl(ExportDecl { decl: Decl::TsInterface(interface), .. })) => {
            interface.body.body.iter().any(|signature| is_for_v2(input, signature, name))
        }
        _ => true,
    }
}

fn is_for_v2(input: &Input, signature: &TsTypeElement, name: &str) -> bool {
    let (key, given) = match signature {
        TsTypeElement::TsMethodSignature(method) => (&method.key, method.type_ann.as_deref()),
        TsTypeElement::TsPropertySignature(property) => (&property.key, property.type_ann.as_deref()),
        _ => return false,
    };
    let is_it = match &**key {
        Expr::Ident(ident) => &*ident.sym == name,
        other => value::string(other).as_deref() == Some(name),
    };
    let Some(given) = given.filter(|_| is_it) else { return false };
    let text = bare(input, span(given));
    let text = text.rsplit_once("=>").map_or(text.as_str(), |(_, result)| result);
    input.names_v2_type(span(given)) || expects(text) == Written::ForV2
}
