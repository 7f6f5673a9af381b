//! Whether the script replaces a member of v2, so that calls of it run other code.

use super::Input;
use crate::analysis::objects::{self, ObjectUse};
use crate::analysis::path::Path;
use crate::bindings::{Site, Usage, V2, is};
use crate::mapping::v2;
use crate::value;
use swc_ecma_ast::*;

/// Whether the script replaces a member of v2, or passes v2 to a function that may do so.
pub fn is_patched(input: &Input) -> bool {
    let any_member: Path = [None].into();
    let is_used = |site: &&Site| matches!(site.usage, Usage::Value | Usage::Watched | Usage::Global);
    input.bindings.sites.iter().filter(is_used).filter(|site| !is_own_this(input, site)).any(|site| {
        let path = match site.value {
            V2::Promise(_) | V2::Module | V2::Default => any_member.clone(),
            V2::Member(_) if site.usage == Usage::Value => Path::new(),
            V2::Member(_) | V2::Script | V2::Served | V2::File => return false,
        };
        match objects::done_at(input.tree, site.top, &path) {
            ObjectUse::Read => false,
            // A function that gets a promise of v2 has to await it first.
            ObjectUse::Handed if !matches!(site.value, V2::Promise(_)) => true,
            ObjectUse::Handed | ObjectUse::Held => sets_attach(input),
            ObjectUse::Written => true,
        }
    })
}

/// Whether the script assigns to a member named `attach`.
fn sets_attach(input: &Input) -> bool {
    input.tree.holding(v2::ATTACH).any(|node| match input.tree.expr(node) {
        Some(Expr::Assign(AssignExpr { left: AssignTarget::Simple(SimpleAssignTarget::Member(member)), .. })) => {
            // `this` is an object of the script, not v2.
            let is_own = matches!(value::unwrap(&member.obj), Expr::This(_));
            value::member_name(member).as_deref() == Some(v2::ATTACH) && !is_own
        }
        _ => false,
    })
}

/// Whether v2 is passed as the `this` of its own function: `Rupt.attach.bind(Rupt)`.
fn is_own_this(input: &Input, site: &Site) -> bool {
    let call = input.tree.parent(site.top).and_then(|up| input.tree.expr(up));
    let Some(Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. })) = call else { return false };
    let Expr::Member(MemberExpr { obj, .. }) = value::unwrap(callee) else { return false };
    matches!(input.bindings.denotes(input.tree, obj), Some(V2::Member(_)))
        && args.first().is_some_and(|first| is(input.tree, site.top, &first.expr))
}
