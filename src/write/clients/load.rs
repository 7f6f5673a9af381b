//! The code that loads the v3 class inside a function, and the type of a client.

use crate::bindings::V2;
use crate::decide::route::Route;
use crate::edit::Piece;
use crate::input::Input;
use crate::mapping::V3_PACKAGE;

/// Returns the type of a client. None in JavaScript.
pub fn instance_type(input: &Input, route: &Route, class: &str) -> Option<String> {
    let kind = match route {
        Route::Module if input.class_is_a_type() => class.to_owned(),
        Route::Module => format!("InstanceType<typeof {class}>"),
        _ => format!("import({}).default", input.quoted(V3_PACKAGE)),
    };
    input.dialect.is_typescript().then_some(kind)
}

/// How a function gets the class.
pub struct ClassSource<'s> {
    /// By which route.
    pub route: &'s Route,
    /// The name of the class.
    pub class: &'s str,
    /// The comments for the bundler in its `import(…)`, if it has one.
    pub magic: Vec<Piece>,
}

/// Returns the lines that load the class inside a function, each starting with `step`. Empty if the class is in
/// scope.
pub fn class_loaded(input: &Input, source: ClassSource, step: &str) -> Vec<Piece> {
    let ClassSource { route, class, magic } = source;
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
        Route::Module | Route::InScope(_) => Vec::new(),
    }
}
