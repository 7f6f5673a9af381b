//! The code by which a function gets the v3 class, and what a client of it is called as a type.

use crate::bindings::V2;
use crate::decide::route::Route;
use crate::edit::Piece;
use crate::input::Input;
use crate::mapping::V3_PACKAGE;

/// The type of a client, where types are written.
pub fn instance_type(input: &Input, route: &Route, class: &str) -> Option<String> {
    let kind = match route {
        Route::Module if input.class_is_a_type() => class.to_owned(),
        Route::Module => format!("InstanceType<typeof {class}>"),
        _ => format!("import({}).default", input.quoted(V3_PACKAGE)),
    };
    input.dialect.is_typescript().then_some(kind)
}

/// The lines by which a function gets the class, if it has to load it, with the comments for the bundler
/// in its import. They start with `step`.
pub fn class_loaded(input: &Input, (route, class, magic): (&Route, &str, Vec<Piece>), step: &str) -> Vec<Piece> {
    let (eol, semi) = (input.style.eol, input.style.semi);
    let module = || input.quoted(V3_PACKAGE);
    match route {
        Route::Dynamic => {
            let mut pieces = vec![Piece::new(format!("{step}const {{ default: {class} }} = await import("))];
            pieces.extend(magic);
            pieces.push(Piece::new(format!("{}){semi}{eol}", module())));
            pieces
        }
        Route::Promise(name, whole) => {
            let class = if *whole == V2::Module { format!("{{ default: {class} }}") } else { class.to_owned() };
            vec![Piece::new(format!("{step}const {class} = await {name}{semi}{eol}"))]
        }
        Route::Require => {
            let (module, loaded) = (module(), input.fresh(&["RuptModule", "RuptV3Module"]));
            vec![Piece::new(format!(
                "{step}const {loaded} = require({module}){semi}{eol}\
                 {step}const {class} = {loaded}.default ?? {loaded}{semi}{eol}"
            ))]
        }
        Route::Module | Route::AtHand(_) => Vec::new(),
    }
}
