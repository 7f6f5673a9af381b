//! Which conditions of a script ask for a value: whether it exists, or what kind of object it is in.
//!
//! Code after such a condition may depend on the answer, and TypeScript narrows the type of the value
//! there. A fallback, `id ?? "none"`, is no such condition: nothing else can depend on it.

use super::known;
use super::path::{Path, chain_from, may_be};
use crate::edit::Span;
use crate::scope;
use crate::syntax::span;
use crate::tree::{Ast, NodeId, Tree};
use crate::value::{self, unwrap};
use swc_ecma_ast::*;

/// How a mention of an object relates to a path of members in it.
enum Touches {
    /// It is the value, or an object on the path to it; the second field is the rest of the path.
    OnPath(NodeId, Path),
    /// It is another member of an object on the path.
    Beside(NodeId),
}

fn touches(tree: &Tree, root: NodeId, path: &Path) -> Touches {
    let (end, taken) = chain_from(tree, root);
    let same = taken.iter().zip(path).all(|(taken, own)| may_be(taken.as_ref(), own.as_ref()));
    if same { Touches::OnPath(end, path.iter().skip(taken.len()).cloned().collect()) } else { Touches::Beside(end) }
}

/// Whether a condition asks for the value at `path` in the object that is mentioned at `root`, or for an
/// object on the path.
pub fn is_asked_for(tree: &Tree, root: NodeId, path: &Path) -> bool {
    match touches(tree, root, path) {
        Touches::OnPath(node, rest) => question(tree, node, (&rest, NAMES)).is_some(),
        Touches::Beside(_) => false,
    }
}

/// Whether the code at `node` only runs if a condition holds on another member of an object on the path.
/// Such a condition may separate objects that have the value from those that do not.
pub fn is_told_apart(tree: &Tree, root: NodeId, path: &Path, node: NodeId) -> bool {
    match touches(tree, root, path) {
        Touches::OnPath(..) => false,
        Touches::Beside(other) => {
            question(tree, other, (&Path::new(), NAMES)).is_some_and(|question| controls(tree, question, node))
        }
    }
}

/// The most names through which a value is followed to a condition.
const NAMES: u8 = 3;

/// The condition, comparison or assertion that asks for the value of the expression at `node`, or for a
/// name that gets this value.
fn question(tree: &Tree, node: NodeId, (rest, names): (&Path, u8)) -> Option<NodeId> {
    let mut inner = node;
    for up in tree.ancestors(node) {
        let is = |expr: &Expr| tree.expr(inner).is_some_and(|other| std::ptr::eq(other, expr));
        let asks = match tree.ast(up) {
            Ast::Expr(expr) => match expr {
                Expr::Unary(unary) => matches!(unary.op, UnaryOp::Bang | UnaryOp::TypeOf),
                Expr::Bin(bin) => match bin.op {
                    BinaryOp::LogicalAnd => is(&bin.left),
                    BinaryOp::LogicalOr | BinaryOp::NullishCoalescing => is(&bin.left) && is_statement(tree, up),
                    op => compares(op),
                },
                Expr::Cond(cond) => is(&cond.test),
                Expr::Call(call) => {
                    may_assert(tree, call) && call.args.iter().any(|it| is(&it.expr)) && is_statement(tree, up)
                }
                Expr::Arrow(_) | Expr::Fn(_) | Expr::Class(_) | Expr::Object(_) => return None,
                _ => false,
            },
            Ast::Stmt(stmt) => return is_test(stmt, is).then_some(up),
            Ast::Declarator(_) if names > 0 => {
                return is_named_question(tree, up, node, (rest, names - 1)).then_some(up);
            }
            Ast::Spread(_) | Ast::Pat(_) => false,
            Ast::ModuleDecl(_)
            | Ast::Declarator(_)
            | Ast::Prop(_)
            | Ast::Class(_)
            | Ast::ClassMember(_)
            | Ast::Function(_)
            | Ast::Decorator(_)
            | Ast::JsxAttr(_)
            | Ast::JsxChild(_)
            | Ast::Type
            | Ast::Name => return None,
        };
        if asks {
            return Some(up);
        }
        inner = up;
    }
    None
}

/// Whether a condition asks for a name that the declarator at `up` gives to the value at `node`. If the
/// value is an object with the rest of the path in it, only the part on the path counts.
fn is_named_question(tree: &Tree, up: NodeId, node: NodeId, (rest, names): (&Path, u8)) -> bool {
    let Ast::Declarator(declarator) = tree.ast(up) else { return false };
    let is_whole = declarator.init.as_deref().is_some_and(|init| tree.find(unwrap(init)) == Some(node));
    let parts: Vec<Span> = match &declarator.name {
        Pat::Object(object) if is_whole => object.props.iter().filter(|prop| is_on(prop, rest)).map(span).collect(),
        whole => vec![span(whole)],
    };
    let made = parts.into_iter().flat_map(|part| tree.within(part));
    let ids = made.filter(|name| scope::declares(tree, *name).is_some()).filter_map(|name| tree.id(name));
    let mut read = ids.flat_map(|id| tree.mentions(id)).filter_map(|mention| tree.parent(mention));
    read.any(|read| {
        matches!(tree.expr(read), Some(Expr::Ident(_))) && question(tree, read, (&Path::new(), names)).is_some()
    })
}

/// Whether a pattern takes the next member of a path.
fn is_on(prop: &ObjectPatProp, path: &Path) -> bool {
    let Some(first) = path.front() else { return false };
    match prop {
        ObjectPatProp::KeyValue(pair) => may_be(first.as_ref(), value::key_name(&pair.key).as_ref()),
        ObjectPatProp::Assign(assign) => may_be(first.as_ref(), Some(&assign.key.id.sym.to_string())),
        ObjectPatProp::Rest(_) => true,
    }
}

fn compares(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::EqEq
            | BinaryOp::NotEq
            | BinaryOp::EqEqEq
            | BinaryOp::NotEqEq
            | BinaryOp::Lt
            | BinaryOp::LtEq
            | BinaryOp::Gt
            | BinaryOp::GtEq
            | BinaryOp::In
            | BinaryOp::InstanceOf
    )
}

/// Whether a call may throw if an argument is not as expected.
fn may_assert(tree: &Tree, call: &CallExpr) -> bool {
    let Callee::Expr(callee) = &call.callee else { return false };
    known::does(tree, callee, &call.args, 0, &Path::new()).is_none()
}

/// Whether an expression is a statement of its own, awaited or not.
fn is_statement(tree: &Tree, node: NodeId) -> bool {
    let passes = |up: &NodeId| match tree.expr(*up) {
        Some(Expr::Await(_) | Expr::Unary(UnaryExpr { op: UnaryOp::Void, .. })) => true,
        Some(expr) => value::is_wrapper(expr),
        None => false,
    };
    let around = tree.ancestors(node).find(|up| !passes(up));
    around.is_some_and(|up| matches!(tree.ast(up), Ast::Stmt(Stmt::Expr(_))))
}

/// Whether a statement depends on a condition for which `is` returns true.
fn is_test(stmt: &Stmt, is: impl Fn(&Expr) -> bool) -> bool {
    match stmt {
        Stmt::If(branch) => is(&branch.test),
        Stmt::While(each) => is(&each.test),
        Stmt::DoWhile(each) => is(&each.test),
        Stmt::For(each) => each.test.as_deref().is_some_and(is),
        Stmt::Switch(switch) => {
            is(&switch.discriminant) || switch.cases.iter().filter_map(|case| case.test.as_deref()).any(is)
        }
        _ => false,
    }
}

/// Whether the answer to the question at `asker` decides if the code at `node` runs.
fn controls(tree: &Tree, asker: NodeId, node: NodeId) -> bool {
    let place = tree.span(node);
    let mut inner = asker;
    for up in tree.up(asker) {
        let whole = tree.span(up);
        if whole.contains(place) {
            return up == asker || whole.start < place.start && tree.span(inner).end <= place.start;
        }
        if let Ast::Stmt(stmt) = tree.ast(up)
            && whole.end <= place.start
            && tree.parent(up).is_none_or(|around| tree.span(around).contains(place))
        {
            return match stmt {
                Stmt::Expr(_) | Stmt::Decl(_) => true,
                _ => leaves(tree, up),
            };
        }
        inner = up;
    }
    false
}

/// Whether something in a statement leaves the code around it: a `return`, a `throw`, a `break`, a
/// `continue`.
fn leaves(tree: &Tree, statement: NodeId) -> bool {
    let around = scope::function_around(tree, statement);
    tree.inside(statement).any(|node| {
        let jumps = |stmt| matches!(stmt, &Stmt::Return(_) | &Stmt::Throw(_) | &Stmt::Break(_) | &Stmt::Continue(_));
        matches!(tree.ast(node), Ast::Stmt(stmt) if jumps(stmt)) && scope::function_around(tree, node) == around
    })
}

/// Whether a value is never missing: it is a string, or has a fallback.
pub fn is_always_there(expr: &Expr) -> bool {
    match unwrap(expr) {
        Expr::Lit(Lit::Str(_) | Lit::Num(_)) | Expr::Tpl(_) => true,
        Expr::Bin(bin) => match bin.op {
            BinaryOp::LogicalOr | BinaryOp::NullishCoalescing => is_always_there(&bin.right),
            BinaryOp::Add => is_always_there(&bin.left) || is_always_there(&bin.right),
            _ => false,
        },
        Expr::Cond(cond) => is_always_there(&cond.cons) && is_always_there(&cond.alt),
        _ => false,
    }
}

/// Whether the literal that a `const` holds has a string at `path`, and the `const` has no type
/// annotation.
pub fn is_written_out(tree: &Tree, root: &Id, path: &Path) -> bool {
    let Some(declared) = scope::declared(tree, root) else { return false };
    let Ast::Declarator(VarDeclarator { name: Pat::Ident(binding), .. }) = tree.ast(declared.holder) else {
        return false;
    };
    let Some(mut expr) = value::initialiser(tree, root).filter(|_| binding.type_ann.is_none()) else { return false };
    for key in path {
        let Expr::Object(object) = unwrap(expr) else { return false };
        let found = object.props.iter().rev().find_map(|prop| match prop {
            PropOrSpread::Prop(prop) => match &**prop {
                Prop::KeyValue(pair) if key.is_some() && value::key_name(&pair.key) == *key => Some(Some(&*pair.value)),
                _ => None,
            },
            PropOrSpread::Spread(_) => Some(None),
        });
        let Some(Some(next)) = found else { return false };
        expr = next;
    }
    is_always_there(expr)
}
