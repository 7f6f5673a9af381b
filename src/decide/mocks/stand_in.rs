//! Whether the function in a mock ignores its arguments.
//!
//! v2 passes `account` and `client_id` to the function, and v3 passes `user`. So it must be a function without
//! parameters, or one that the runner creates without an implementation that has parameters. If the test shares the
//! function, it may only check how often it was called. Any other function counts as one that reads its arguments.

use super::runner::{Runner, is_expect};
use crate::edit::Span;
use crate::input::Input;
use crate::scope::{self, Declared, How};
use crate::syntax::span;
use crate::tree::{Ast, NodeId};
use crate::value::{self, Callable, unwrap};
use swc_ecma_ast::*;

/// The matchers that check how often a function was called. That number is the same for v2 and v3.
const COUNTS: [&str; 5] =
    ["toHaveBeenCalled", "toHaveBeenCalledTimes", "toHaveBeenCalledOnce", "toBeCalled", "toBeCalledTimes"];

/// The methods that clear the recorded calls.
const FORGETS: [&str; 2] = ["mockClear", "mockReset"];

/// The methods that set the result of a function that the runner created.
const GIVES: [&str; 7] = [
    "mockReturnValue",
    "mockReturnValueOnce",
    "mockResolvedValue",
    "mockResolvedValueOnce",
    "mockRejectedValue",
    "mockRejectedValueOnce",
    "mockName",
];

/// The methods that set its implementation.
const RUNS: [&str; 3] = ["fn", "mockImplementation", "mockImplementationOnce"];

/// The member of a mock that mocks `attach`.
pub struct StandIn<'i, 'a> {
    pub input: &'i Input<'i, 'a>,
    pub attach: &'a Prop,
    /// The most functions that may pass the arguments on to each other.
    pub depth: u8,
}

/// A function, by the variable and the members that lead to it.
struct Named {
    id: Id,
    path: Vec<String>,
}

impl<'a> StandIn<'_, 'a> {
    /// Whether the function ignores its arguments, and has the same meaning as a field of a class.
    pub fn ignores_arguments(&self) -> bool {
        let ignores = match self.attach {
            Prop::Shorthand(ident) => self.is_named(&Named { id: ident.to_id(), path: Vec::new() }),
            Prop::KeyValue(pair) => self.is_value(&pair.value),
            Prop::Method(method) => self.is_function(&Callable::Function(&method.function)),
            Prop::Assign(_) | Prop::Getter(_) | Prop::Setter(_) => false,
        };
        ignores && self.place_means_the_same()
    }

    fn place(&self) -> Span {
        span(self.attach)
    }

    /// Whether the code of the member has the same meaning if it is evaluated once for each client.
    fn place_means_the_same(&self) -> bool {
        let tree = self.input.tree;
        let place = self.place();
        let is_inside =
            |node: NodeId| scope::function_around(tree, node).is_some_and(|up| place.contains(tree.span(up)));
        tree.within(place).all(|node| match tree.ast(node) {
            Ast::Expr(Expr::This(_) | Expr::SuperProp(_)) => false,
            Ast::Expr(Expr::Await(_) | Expr::Yield(_)) => is_inside(node),
            Ast::Expr(Expr::Member(member)) => value::member_name(member).is_some_and(|name| !name.ends_with("Once")),
            Ast::Name => tree.id(node).is_none_or(|id| &*id.0 != "arguments"),
            _ => true,
        })
    }

    fn is_value(&self, expr: &'a Expr) -> bool {
        let expr = unwrap(expr);
        match (Callable::literal(expr), Named::of(expr)) {
            (Some(callable), _) => self.is_function(&callable),
            (None, Some(named)) => self.is_named(&named),
            (None, None) => self.is_made(expr),
        }
    }

    /// Whether a function has no parameters, or passes all its arguments on to one that ignores them.
    fn is_function(&self, callable: &Callable<'a>) -> bool {
        let tree = self.input.tree;
        let Some(node) = callable.node(tree) else { return false };
        let looks = |inner: NodeId| match tree.ast(inner) {
            Ast::Expr(Expr::This(_) | Expr::SuperProp(_)) => true,
            Ast::Name => tree.id(inner).is_some_and(|id| &*id.0 == "arguments"),
            _ => false,
        };
        if tree.inside(node).any(looks) {
            return false;
        }
        match callable.params().as_slice() {
            [] => true,
            [Pat::Rest(rest)] => match &*rest.arg {
                Pat::Ident(rest) => self.is_passed_on(&rest.id.to_id()),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether a rest parameter is passed on only to functions that ignore their arguments:
    /// `(...args) => attach(...args)`.
    fn is_passed_on(&self, rest: &Id) -> bool {
        let tree = self.input.tree;
        let Some(depth) = self.depth.checked_sub(1) else { return false };
        let next = StandIn { depth, ..*self };
        tree.mentions(rest).all(|mention| {
            if scope::declares(tree, mention).is_some() {
                return true;
            }
            let spread = tree.parent(mention).and_then(|ident| tree.parent(ident));
            let Some(spread) = spread.filter(|spread| matches!(tree.ast(*spread), Ast::Spread(Expr::Ident(_)))) else {
                return false;
            };
            match tree.parent(spread).and_then(|call| tree.expr(call)) {
                Some(Expr::Call(CallExpr { callee: Callee::Expr(callee), .. })) => {
                    Named::of(callee).is_some_and(|named| next.is_named(&named))
                }
                _ => false,
            }
        })
    }

    /// Whether the runner creates `expr`, without an implementation or with one that ignores its arguments.
    fn is_made(&self, expr: &'a Expr) -> bool {
        let Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) = unwrap(expr) else { return false };
        let Expr::Member(method) = unwrap(callee) else { return false };
        let Some(name) = value::member_name(method) else { return false };
        let is_whole = |argument: &'a ExprOrSpread| argument.spread.is_none();
        let is_run = |argument: &'a ExprOrSpread| {
            Callable::of(self.input.tree, &argument.expr).is_some_and(|callable| self.is_function(&callable))
        };
        let of_runner = match name.as_str() {
            "fn" => Runner::of(self.input, &method.obj).is_some(),
            _ => self.is_made(&method.obj),
        };
        of_runner
            && args.iter().all(is_whole)
            && (GIVES.contains(&&*name) || RUNS.contains(&&*name) && args.iter().all(is_run))
    }

    /// Whether a name is bound to a function that ignores its arguments.
    fn is_named(&self, named: &Named) -> bool {
        let tree = self.input.tree;
        if named.path.is_empty()
            && let Some(callable) = Callable::named(tree, &named.id)
        {
            return self.is_function(&callable);
        }
        let Some(declared) = scope::declared(tree, &named.id).filter(|declared| declared.how == How::Const) else {
            return false;
        };
        let is_exported = tree.ancestors(declared.name).any(|up| matches!(tree.ast(up), Ast::ModuleDecl(_)));
        !is_exported && self.is_declared(&declared, named) && self.is_only_counted(named)
    }

    /// Whether the runner creates the value that a `const` holds under a name.
    fn is_declared(&self, declared: &Declared, named: &Named) -> bool {
        let Ast::Declarator(VarDeclarator { name, init: Some(init), .. }) = self.input.tree.ast(declared.holder) else {
            return false;
        };
        match name {
            Pat::Ident(_) => self.is_member(init, &named.path),
            Pat::Object(object) => key_of(object, &named.id).is_some_and(|key| {
                let path: Vec<String> = std::iter::once(key).chain(named.path.iter().cloned()).collect();
                self.is_member(init, &path)
            }),
            _ => false,
        }
    }

    /// Whether the runner creates the member of `expr` that `path` leads to.
    fn is_member(&self, expr: &'a Expr, path: &[String]) -> bool {
        let expr = self.hoisted(expr).unwrap_or(expr);
        let Some((first, rest)) = path.split_first() else { return self.is_made(expr) };
        let Expr::Object(object) = unwrap(expr) else { return false };
        let pairs: Option<Vec<&KeyValueProp>> = object.props.iter().map(pair).collect();
        let Some(pairs) = pairs else { return false };
        let mut own = pairs.into_iter().filter(|pair| value::key_name(&pair.key).as_deref() == Some(first));
        match (own.next(), own.next()) {
            (Some(pair), None) => !self.uses_this(object) && self.is_member(&pair.value, rest),
            _ => false,
        }
    }

    /// Whether a function in an object may access the other members through `this`.
    fn uses_this(&self, object: &ObjectLit) -> bool {
        let tree = self.input.tree;
        tree.within(span(object)).any(|node| matches!(tree.ast(node), Ast::Expr(Expr::This(_) | Expr::SuperProp(_))))
    }

    /// Returns the value of `vi.hoisted(() => …)`. None if `expr` is something else.
    fn hoisted(&self, expr: &'a Expr) -> Option<&'a Expr> {
        let Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) = unwrap(expr) else { return None };
        let Expr::Member(method) = unwrap(callee) else { return None };
        let [ExprOrSpread { spread: None, expr: factory }] = args.as_slice() else { return None };
        let hoists = value::member_name(method).as_deref() == Some("hoisted");
        Runner::of(self.input, &method.obj).filter(|runner| hoists && *runner == Runner::Vitest)?;
        let Some(Callable::Arrow(arrow)) = Callable::literal(factory) else { return None };
        match (&*arrow.body, arrow.is_async) {
            (ArrowFunctionBody::Expr(made), false) => Some(made),
            (ArrowFunctionBody::FunctionBody(body), false) => match body.stmts.as_slice() {
                [Stmt::Return(ReturnStmt { arg: Some(made), .. })] => Some(made),
                _ => None,
            },
            (_, true) => None,
        }
    }

    /// Whether a function is used only by the mock and by code that counts its calls.
    fn is_only_counted(&self, named: &Named) -> bool {
        let tree = self.input.tree;
        tree.mentions(&named.id)
            .all(|mention| scope::declares(tree, mention).is_some() || self.is_harmless(mention, &named.path))
    }

    fn is_harmless(&self, mention: NodeId, path: &[String]) -> bool {
        let tree = self.input.tree;
        let Some(mut function) = tree.parent(mention) else { return false };
        if let Ast::Prop(prop) = tree.ast(function) {
            return path.is_empty() && std::ptr::eq(prop, self.attach);
        }
        for name in path {
            let Some(up) = tree.parent(function) else { return false };
            let Some(Expr::Member(member)) = tree.expr(up) else { return false };
            match value::member_name(member) {
                Some(other) if other == *name => function = up,
                // Another member of the same object.
                Some(_) => return true,
                None => return false,
            }
        }
        self.is_own(function) || self.is_counted(function)
    }

    /// Whether a function is the value of the member, or is called inside it.
    fn is_own(&self, function: NodeId) -> bool {
        let tree = self.input.tree;
        let mut whole = function;
        loop {
            let Some(up) = tree.parent(whole) else { return false };
            match tree.ast(up) {
                Ast::Expr(expr) if value::is_wrapper(expr) => whole = up,
                Ast::Prop(prop) => return std::ptr::eq(prop, self.attach),
                Ast::Expr(Expr::Call(_)) => {
                    return self.input.called(function).is_some() && self.place().contains(tree.span(up));
                }
                _ => return false,
            }
        }
    }

    /// Whether a use is `expect(attach).toHaveBeenCalled()` or similar.
    fn is_counted(&self, function: NodeId) -> bool {
        let tree = self.input.tree;
        let Some(up) = tree.parent(function) else { return false };
        match tree.expr(up) {
            Some(Expr::Member(member)) => {
                let forgets = value::member_name(member).is_some_and(|name| FORGETS.contains(&&*name));
                forgets && self.input.called(up).is_some()
            }
            Some(Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. })) => {
                args.len() == 1 && is_expect(self.input, callee) && self.is_count(up)
            }
            _ => false,
        }
    }

    fn is_count(&self, expected: NodeId) -> bool {
        let Some(up) = self.input.tree.parent(expected) else { return false };
        let Some(Expr::Member(member)) = self.input.tree.expr(up) else { return false };
        match value::member_name(member).as_deref() {
            Some("not") => self.is_count(up),
            Some(name) => COUNTS.contains(&name) && self.input.called(up).is_some(),
            None => false,
        }
    }
}

impl Named {
    fn of(expr: &Expr) -> Option<Self> {
        match unwrap(expr) {
            Expr::Ident(ident) => Some(Named { id: ident.to_id(), path: Vec::new() }),
            Expr::Member(member) => {
                let mut named = Named::of(&member.obj)?;
                named.path.push(value::member_name(member)?);
                Some(named)
            }
            _ => None,
        }
    }
}

/// Returns the key under which a pattern binds `id`. None if it also binds other names by that key, or has a rest.
fn key_of(object: &ObjectPat, id: &Id) -> Option<String> {
    let taken: Option<Vec<(String, Option<Id>)>> = object
        .props
        .iter()
        .map(|prop| match prop {
            ObjectPatProp::Assign(assign) if assign.value.is_none() => {
                Some((assign.key.id.sym.to_string(), Some(assign.key.id.to_id())))
            }
            ObjectPatProp::KeyValue(pair) => {
                let name = match &*pair.value {
                    Pat::Ident(name) => Some(name.id.to_id()),
                    _ => None,
                };
                Some((value::key_name(&pair.key)?, name))
            }
            ObjectPatProp::Assign(_) | ObjectPatProp::Rest(_) => None,
        })
        .collect();
    let taken = taken?;
    let (key, _) = taken.iter().find(|(_, name)| name.as_ref() == Some(id))?;
    (taken.iter().filter(|(other, _)| other == key).count() == 1).then(|| key.clone())
}

fn pair(prop: &PropOrSpread) -> Option<&KeyValueProp> {
    match prop {
        PropOrSpread::Prop(prop) => match &**prop {
            Prop::KeyValue(pair) => Some(pair),
            _ => None,
        },
        PropOrSpread::Spread(_) => None,
    }
}
