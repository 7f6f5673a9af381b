//! The options of a call of `attach`: which it has, and where each is written.
//!
//! The options may be an object literal in the call, a `const` of the same file, or a literal that
//! spreads either. If one part of them cannot be read, none is read, and the note names the expression
//! that cannot be read.

use super::Input;
use super::change::Key;
use super::quote::quote;
use crate::analysis::order;
use crate::edit::Span;
use crate::input::literal::{self, Member};
use crate::mapping::{self, Fate, OPTIONS, entry};
use crate::note::Note;
use crate::scope;
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use crate::value::{self, Effect, unwrap};
use swc_ecma_ast::*;

/// The largest number of consts that the options of one call may be spread over.
const MOST_CONSTS: usize = 64;

/// The value of an option.
#[derive(Debug, Clone, Copy)]
pub enum Body<'a> {
    /// `key: value`.
    Value(&'a Expr),
    /// `key() { … }`.
    Method(&'a MethodProp),
    /// `key`, alone.
    Shorthand(&'a Ident),
}

/// An object literal with options.
#[derive(Debug, Clone)]
pub struct Literal<'a> {
    /// From brace to brace.
    pub span: Span,
    /// Its members.
    pub members: Vec<Member<'a>>,
    /// The condition under which its members are options, if there is one.
    pub condition: Option<String>,
    /// The spread that adds its members to another literal, if there is one.
    pub spread: Option<MemberId>,
    /// Whether it is the initialiser of a `const`.
    pub in_const: bool,
}

/// A member of one of the literals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MemberId {
    /// The index of the literal.
    pub literal: usize,
    /// The index of the member in it.
    pub member: usize,
}

/// One option where it is written.
#[derive(Debug, Clone)]
pub struct Given<'a> {
    /// Which member it is.
    pub id: MemberId,
    /// The option's name in v2.
    pub name: String,
    /// What becomes of it.
    pub fate: Fate,
    /// The span of the key.
    pub key: Span,
    /// The value.
    pub body: Body<'a>,
    /// The span of the whole member.
    pub span: Span,
}

/// The options of one call.
#[derive(Debug, Clone, Default)]
pub struct Options<'a> {
    /// The literals, the outermost first.
    pub literals: Vec<Literal<'a>>,
    /// The options, in the order they are written.
    pub given: Vec<Given<'a>>,
    /// The consts that hold a part of them, each with the node that mentions it in the call.
    pub consts: Vec<(Id, NodeId)>,
    /// The spans of annotations and casts that name a v2 type.
    pub untyped: Vec<Span>,
}

impl Given<'_> {
    /// Returns its key, to rename it.
    pub fn written_key(&self) -> Key {
        match self.body {
            Body::Shorthand(_) => Key::Shorthand(self.span),
            Body::Value(_) | Body::Method(_) => Key::Written(self.key),
        }
    }

    /// Returns the worst side effect of evaluating the value.
    pub fn effect(&self, input: &Input) -> Effect {
        match self.body {
            Body::Value(expr) => input.effect(expr),
            Body::Method(_) | Body::Shorthand(_) => Effect::None,
        }
    }

    /// Whether the value is the same wherever it is evaluated.
    pub fn is_stable(&self, input: &Input) -> bool {
        match self.body {
            Body::Value(expr) => order::is_stable(input.tree, expr),
            Body::Shorthand(ident) => order::is_fixed(input.tree, &ident.to_id()),
            Body::Method(_) => false,
        }
    }
}

impl<'a> Options<'a> {
    /// Reads the arguments of a call of `attach`.
    ///
    /// # Errors
    /// What cannot be read, as notes.
    pub fn read(input: &Input<'_, 'a>, call: Span, args: &'a [ExprOrSpread]) -> Result<Self, Vec<Note>> {
        let mut options = Options::default();
        match args {
            [ExprOrSpread { spread: None, expr }] => options.source(input, expr, None, None)?,
            [] => return Err(unreadable(call, "none is given")),
            _ => {
                let first = span(args.first().map_or(&args[0], |first| first)).start;
                let last = args.last().map_or(first, |last| span(last).end);
                return Err(unreadable(call, quote(input, Span::new(first, last))));
            }
        }
        // Those of all calls are held at the same time.
        options.literals.shrink_to_fit();
        options.given.shrink_to_fit();
        Ok(options)
    }

    /// Returns a member of its literals.
    pub fn member(&self, id: MemberId) -> &Member<'a> {
        &self.literals[id.literal].members[id.member]
    }

    /// Returns the condition under which the member at `place` is an option. None if it always is.
    pub fn condition_of(&self, place: Span) -> Option<&str> {
        let around = self.literals.iter().filter(|literal| literal.span.contains(place));
        around.min_by_key(|literal| literal.span.end - literal.span.start)?.condition.as_deref()
    }

    /// Returns the option called `name` that v2 uses: the last one.
    pub fn get(&self, name: &str) -> Option<&Given<'a>> {
        self.given.iter().rev().find(|given| given.name == name)
    }

    /// Reads `expr`, which holds options. `spread` is the spread that it is the argument of, if it is one.
    fn source(
        &mut self,
        input: &Input<'_, 'a>,
        expr: &'a Expr,
        condition: Option<&str>,
        spread: Option<MemberId>,
    ) -> Result<(), Vec<Note>> {
        self.untype(input, expr);
        match unwrap(expr) {
            Expr::Object(object) => self.literal(input, object, condition, spread, false),
            Expr::Ident(ident) => self.constant(input, ident, condition, spread),
            Expr::Bin(bin) if spread.is_some() && bin.op == BinaryOp::LogicalAnd => {
                let holds = both(condition, quote(input, span(&bin.left)));
                self.source(input, &bin.right, Some(&holds), spread)
            }
            Expr::Cond(cond) if spread.is_some() => {
                let test = quote(input, span(&cond.test));
                let fails = both(condition, format!("!({test})"));
                self.source(input, &cond.cons, Some(&both(condition, test)), spread)?;
                self.source(input, &cond.alt, Some(&fails), spread)
            }
            _ => Err(unreadable(span(expr), quote(input, span(expr)))),
        }
    }

    fn constant(
        &mut self,
        input: &Input<'_, 'a>,
        ident: &'a Ident,
        condition: Option<&str>,
        spread: Option<MemberId>,
    ) -> Result<(), Vec<Note>> {
        let refuse = || Err(unreadable(span(ident), &*ident.sym));
        let id = ident.to_id();
        let Some(declared) = scope::declared(input.tree, &id) else { return refuse() };
        let is_const = declared.how == scope::How::Const;
        let Some(init) = value::initialiser(input.tree, &id).filter(|_| is_const) else { return refuse() };
        let Expr::Object(object) = unwrap(init) else { return refuse() };
        let Some(mention) = mention(input, ident) else { return refuse() };
        // A const that spreads itself fails when it is made.
        if span(object).contains(span(ident)) {
            return refuse();
        }
        // Each of its keys is there twice.
        if self.consts.iter().any(|(known, _)| *known == id) {
            return Err(vec![form(span(ident), &format!("...{}", ident.sym))]);
        }
        if self.consts.len() >= MOST_CONSTS {
            return refuse();
        }
        if let Ast::Declarator(VarDeclarator { name: Pat::Ident(binding), .. }) = input.tree.ast(declared.holder)
            && let Some(note) = &binding.type_ann
            && input.names_v2_type(span(&**note))
        {
            self.untyped.push(span(&**note));
        }
        self.untype(input, init);
        self.consts.push((id, mention));
        self.literal(input, object, condition, spread, true)
    }

    /// Records the casts of `expr` that name a v2 type, to remove them.
    fn untype(&mut self, input: &Input<'_, 'a>, mut expr: &'a Expr) {
        // `as unknown` is only there for the cast around it.
        let mut bridges = false;
        loop {
            let (inner, note) = match expr {
                Expr::TsAs(cast) => (&*cast.expr, Some(&*cast.type_ann)),
                Expr::TsSatisfies(cast) => (&*cast.expr, Some(&*cast.type_ann)),
                Expr::TsTypeAssertion(cast) => (&*cast.expr, Some(&*cast.type_ann)),
                Expr::Paren(paren) => (&*paren.expr, None),
                Expr::TsNonNull(sure) => (&*sure.expr, None),
                Expr::TsConstAssertion(cast) => (&*cast.expr, None),
                _ => return,
            };
            if note.is_some_and(|note| input.names_v2_type(span(note)) || (bridges && is_top_type(note))) {
                bridges = true;
                let (outer, kept) = (span(expr), span(inner));
                for cut in [Span::new(outer.start, kept.start), Span::new(kept.end, outer.end)] {
                    if !cut.is_empty() {
                        self.untyped.push(cut);
                    }
                }
            }
            expr = inner;
        }
    }

    fn literal(
        &mut self,
        input: &Input<'_, 'a>,
        object: &'a ObjectLit,
        condition: Option<&str>,
        spread: Option<MemberId>,
        in_const: bool,
    ) -> Result<(), Vec<Note>> {
        let members = literal::members(input.source, input.script.comments_in(span(object)), object);
        let index = self.literals.len();
        let place = span(object);
        let condition_text = condition.map(str::to_owned);
        self.literals.push(Literal {
            span: place,
            members: members.clone(),
            condition: condition_text,
            spread,
            in_const,
        });
        let mut seen = Vec::new();
        for (position, member) in members.iter().enumerate() {
            let prop = match member.prop {
                PropOrSpread::Spread(inner) => {
                    self.source(input, &inner.expr, condition, Some(MemberId { literal: index, member: position }))?;
                    continue;
                }
                PropOrSpread::Prop(prop) => &**prop,
            };
            let given = self.given(input, prop, MemberId { literal: index, member: position })?;
            if seen.contains(&given.name) {
                return Err(vec![form(given.span, &given.name)]);
            }
            seen.push(given.name.clone());
            self.given.push(given);
        }
        Ok(())
    }

    fn given(&self, input: &Input<'_, 'a>, prop: &'a Prop, id: MemberId) -> Result<Given<'a>, Vec<Note>> {
        let place = span(prop);
        let (key, name, body) = plain_member(input, prop)?;
        let Some(fate) = mapping::fate(OPTIONS, &name) else {
            return Err(vec![Note::new(entry!("unknown-option"), place).with("option", name)]);
        };
        Ok(Given { id, name, fate, key, body, span: place })
    }
}

/// Returns the span of the key, the name and the value of a member that can be read.
pub fn plain_member<'a>(input: &Input<'_, 'a>, prop: &'a Prop) -> Result<(Span, String, Body<'a>), Vec<Note>> {
    let place = span(prop);
    let refuse = || vec![form(place, first_line(&quote(input, place)))];
    let (key, body) = match prop {
        Prop::Shorthand(ident) => return Ok((place, ident.sym.to_string(), Body::Shorthand(ident))),
        Prop::KeyValue(pair) => (&pair.key, Body::Value(&pair.value)),
        Prop::Method(method) if !method.function.is_generator => (&method.key, Body::Method(method)),
        _ => return Err(refuse()),
    };
    let name = value::key_name(key).ok_or_else(refuse)?;
    if name == "__proto__" {
        return Err(refuse());
    }
    Ok((span(key), name, body))
}

/// Joins two conditions.
fn both(outer: Option<&str>, inner: String) -> String {
    match outer {
        Some(outer) => format!("{outer} && {inner}"),
        None => inner,
    }
}

/// Whether a type is `unknown` or `any`.
fn is_top_type(note: &TsType) -> bool {
    let kind = note.as_ts_keyword_type().map(|keyword| keyword.kind);
    matches!(kind, Some(TsKeywordTypeKind::TsUnknownKeyword | TsKeywordTypeKind::TsAnyKeyword))
}

fn mention(input: &Input, ident: &Ident) -> Option<NodeId> {
    let id = ident.to_id();
    input.tree.within(span(ident)).find(|node| input.tree.id(*node) == Some(&id))
}

fn unreadable(at: Span, expression: impl Into<String>) -> Vec<Note> {
    vec![Note::new(entry!("options-unreadable"), at).with("expression", expression)]
}

fn form(at: Span, member: &str) -> Note {
    Note::new(entry!("option-form"), at).with("member", member)
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or(text)
}
