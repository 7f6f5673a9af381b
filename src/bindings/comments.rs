//! Types of v2 that only comments name: in JavaScript that is type-checked by its comments, and in
//! references to the types of a package.

use super::site::{Site, Usage, V2};
use crate::edit::{Span, part};
use crate::mapping::{V2_PACKAGE, V2_SPECIFIERS};
use crate::mention;
use crate::syntax::Comment;
use crate::tree::{Ast, NodeId, Tree};
use memchr::memmem::Finder;
use std::collections::HashMap;

/// The uses of v2 in comments. The node of each is the code to which its comment belongs.
pub(super) fn in_comments(source: &str, tree: &Tree, comments: &mut HashMap<NodeId, Vec<String>>) -> Vec<Site> {
    let mut nodes: Vec<NodeId> = Vec::new();
    for comment in alone(source, tree) {
        let Some(node) = code_of(tree, comment) else { continue };
        comments.entry(node).or_default().extend(lines_naming(comment).map(str::to_owned));
        nodes.push(node);
    }
    nodes.dedup();
    let site = |node| Site::direct(node, V2::Module, Usage::Comment);
    nodes.into_iter().map(site).collect()
}

/// The comments in `source` that name a type of v2, whether or not there is code below them.
pub fn alone<'t>(source: &str, tree: &'t Tree) -> impl Iterator<Item = &'t Comment> {
    let has_types = !tree.script.slices.dialect.is_typescript();
    let names = move |comment: &&Comment| refers(comment) || (has_types && describes(comment));
    spelling(source, tree).filter(names)
}

/// The comments that spell the package's name.
fn spelling<'t>(source: &str, tree: &'t Tree) -> impl Iterator<Item = &'t Comment> {
    let name = Finder::new(V2_PACKAGE);
    tree.script.comments.iter().filter(move |comment| name.find(comment.span.of(source).as_bytes()).is_some())
}

/// The comments that load the package, such as `//= require rupt` for Sprockets and `//
/// @ts-types="npm:rupt"` for Deno. Each is returned with the code below it, if there is any.
pub fn directives(source: &str, tree: &Tree) -> Vec<(Span, Option<NodeId>)> {
    let of_mention = |comment: &Comment, at: Span| {
        let line = part(source, ..at.start as usize).rsplit('\n').next().unwrap_or_default().trim_start();
        let is_directive = ["//=", "*=", "/*="].iter().any(|mark| line.starts_with(mark))
            || ["@ts-types", "@deno-types", "@jsxImportSource"].iter().any(|tag| line.contains(tag));
        is_directive.then(|| (at, code_of(tree, comment)))
    };
    let in_comment = |comment: &Comment| -> Vec<(Span, Option<NodeId>)> {
        mention::mentions_in(source, comment.span).filter_map(|at| of_mention(comment, at)).collect()
    };
    spelling(source, tree).flat_map(in_comment).collect()
}

/// The lines of a comment that name v2.
fn lines_naming(comment: &Comment) -> impl Iterator<Item = &str> {
    let lines = comment.text.lines().filter(|line| specifiers(line).next().is_some());
    lines.map(|line| line.trim_start_matches(['/', '*', ' ', '\t']).trim_end())
}

/// `/// <reference types="rupt" />`
fn refers(comment: &Comment) -> bool {
    comment.line
        && comment.text.starts_with('/')
        && comment.text.contains("<reference")
        && specifiers(&comment.text).any(|before| before.ends_with("types="))
}

/// `@type {import("rupt").AttachConfig}`, `@import { AttachConfig } from "rupt"`.
fn describes(comment: &Comment) -> bool {
    let in_braces = |before: &str| {
        let line = before.rsplit('\n').next().unwrap_or(before);
        before.ends_with("import(") && line.contains('@') && line.matches('{').count() > line.matches('}').count()
    };
    let by_tag = |before: &str| {
        let tag = before.rsplit('@').next().unwrap_or_default();
        before.ends_with("from") && tag.starts_with("import ") && tag.len() < before.len()
    };
    !comment.line
        && comment.text.starts_with('*')
        && specifiers(&comment.text).any(|before| in_braces(before) || by_tag(before))
}

/// For each quoted specifier of v2, the text in front of it.
fn specifiers(text: &str) -> impl Iterator<Item = &str> {
    let quoted = V2_SPECIFIERS.iter().flat_map(|name| [format!("\"{name}\""), format!("'{name}'")]);
    quoted
        .flat_map(move |name| text.match_indices(&name).map(|(at, _)| part(text, ..at).trim_end()).collect::<Vec<_>>())
}

/// The statement or class member below a comment, or the last statement of the script.
fn code_of(tree: &Tree, comment: &Comment) -> Option<NodeId> {
    let end = comment.span.end;
    let has_it = |top: &NodeId| tree.span(*top).end > end;
    let top = tree.top_near(Span::new(end, u32::MAX)).find(has_it).or_else(|| tree.top().last())?;
    let is_below = |node: &NodeId| {
        tree.span(*node).start >= end
            && matches!(tree.ast(*node), Ast::Stmt(_) | Ast::ModuleDecl(_) | Ast::ClassMember(_))
    };
    tree.inside(top).find(is_below).or(Some(top))
}
