//! A client is not made before code that may set what it is made with.

use super::program::Program;
use rupt_migrate::edit::Span;
use rupt_migrate::scope;
use rupt_migrate::syntax::{Slices, parse};
use rupt_migrate::tree::{NodeId, Tree};
use swc_common::{GLOBALS, Globals};
use swc_ecma_ast::{Expr, NewExpr};

/// Checks that between a client with an id of the environment and the first call on v3, while the
/// file is loaded, nothing else is called.
///
/// # Errors
/// What is called there.
pub fn hold(program: &Program, output: &str) -> Result<(), String> {
    GLOBALS.set(&Globals::new(), || {
        let script = parse(output, &Slices::whole(output, program.dialect)).map_err(|error| error.message)?;
        let tree = Tree::new(output, &script);
        let loads = |node: &NodeId| scope::function_around(&tree, *node).is_none();
        let is_made = |node: &NodeId| {
            let text = tree.span(*node).of(output);
            // A client is given an object; the promise around a call is given a function.
            let of = |new: &NewExpr| new.args.iter().flatten().any(|argument| argument.expr.is_object());
            matches!(tree.expr(*node), Some(Expr::New(new)) if of(new))
                && text.contains("process.env")
                && !program.text.contains(text)
        };
        let calls: Vec<Span> = tree
            .all()
            .filter(|node| matches!(tree.expr(*node), Some(Expr::Call(_))) && loads(node))
            .map(|node| tree.span(node))
            .collect();
        let text = |call: Span| call.of(output).split_whitespace().collect::<String>();
        for made in tree.all().filter(|node| is_made(node) && loads(node)).map(|node| tree.span(node)) {
            // In the call itself it stands where v2's call stood.
            if calls.iter().any(|call| call.contains(made) && text(*call).contains(".evaluate.access(")) {
                continue;
            }
            let below = || calls.iter().copied().filter(|call| call.start >= made.end);
            let Some(asks) =
                below().filter(|call| text(*call).contains(".evaluate.access(")).map(|call| call.start).min()
            else {
                continue;
            };
            let may_set = |call: &Span| call.end <= asks && !text(*call).contains("@ruptjs/client");
            if let Some(call) = below().filter(may_set).find(|call| !text(*call).contains(".evaluate.access(")) {
                return Err(format!("the client is made above `{}`, which may set its id", call.of(output)));
            }
        }
        Ok(())
    })
}
