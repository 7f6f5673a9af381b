//! Code that a compiler moves out of a Vue component.
//!
//! The arguments of Nuxt's `definePageMeta`, the router's `definePage` and similar macros are moved to another
//! module. That module has the imports of the component but none of its other code, so no client.

use super::Input;
use crate::edit::Span;
use crate::scope;
use crate::syntax::{Framework, span};
use crate::tree::NodeId;
use crate::value::unwrap;
use swc_ecma_ast::*;

/// The functions named `define…` whose arguments stay in the component, or in a module with all of its code: those
/// of Vue, and those that Nuxt and Pinia provide without an import.
const STAYING: [&str; 12] = [
    "defineProps",
    "defineEmits",
    "defineExpose",
    "defineOptions",
    "defineSlots",
    "defineModel",
    "defineComponent",
    "defineAsyncComponent",
    "defineCustomElement",
    "defineNuxtComponent",
    "defineNuxtLink",
    "defineStore",
];

/// Whether a macro moves the code at `node` out of the component.
pub fn takes_out(input: &Input, node: NodeId) -> bool {
    let instance = input.script.slices.instance.as_ref();
    let Some(instance) = instance.filter(|instance| instance.framework == Framework::Vue) else { return false };
    let place = input.tree.span(node);
    let mut taken: Vec<Span> = input.tree.all().filter_map(|call| macro_arguments(input, call)).flatten().collect();
    let mut known = 0;
    // The compiler also moves a function of the component that the moved code names.
    while known < taken.len() {
        let names = input.tree.within(taken[known]).filter_map(|node| input.tree.id(node));
        let declared = names.filter_map(|id| scope::declared(input.tree, id));
        let own =
            declared.map(|declared| input.tree.span(declared.holder)).filter(|holder| instance.span.contains(*holder));
        let new: Vec<Span> = own.filter(|holder| !taken.iter().any(|known| known.contains(*holder))).collect();
        taken.extend(new);
        known += 1;
    }
    taken.iter().any(|span| span.contains(place))
}

/// Returns the spans of the arguments if the call at `node` is a macro. None otherwise.
fn macro_arguments(input: &Input, node: NodeId) -> Option<Vec<Span>> {
    let Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) = input.tree.expr(node)? else { return None };
    let Expr::Ident(name) = unwrap(callee) else { return None };
    let is_macro = name.sym.starts_with("define") && !STAYING.contains(&&*name.sym);
    let is_free = input.script.is_unbound(&name.to_id());
    (is_macro && is_free).then(|| args.iter().map(|argument| span(&*argument.expr)).collect())
}
