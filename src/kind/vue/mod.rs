//! `.vue`: the scripts of a single-file component, and the code in its template.
//!
//! `<script setup>` runs for each instance and shares its imports with the plain `<script>`, which runs
//! once (<https://vuejs.org/api/sfc-script-setup.html>). Blocks other than templates are text.

mod names;
mod template;

use super::markup::{self, Element, Language, Markup, code, tokens};
use super::words::V2Words;
use super::{Format, Parts, script};
use crate::edit::{Span, part};
use crate::syntax::{Expression, Framework, Instance, NewScript, Role, ScriptSide, Slices};

/// Single-file components of Vue.
pub const FORMAT: Format = Format { name: "Vue components", is: |name| name.ends_with(".vue"), read };

fn read(source: &str) -> Parts {
    let whole = Span::new(0, source.len() as u32);
    let markup = markup::read(source, whole, Language::Vue);
    // Vue uses one script of each kind, and ignores empty ones. A client may be put into an empty one, but
    // not into `<script />`.
    let scripts = blocks(&markup, "script").filter(|script| script.is_text);
    let (empty, mut scripts): (Vec<&Element>, Vec<&Element>) =
        scripts.partition(|script| script.content.of(source).trim().is_empty());
    scripts.extend(empty);
    let first = scripts.first().copied();
    let (setups, plains): (Vec<&Element>, Vec<&Element>) =
        scripts.into_iter().partition(|script| script.get(source, "setup").is_some());
    let mut parts = Parts { unclosed: markup.unclosed, ..Parts::default() };
    if let Some(any) = first
        && let Some(dialect) = script::dialect(source, any, &mut parts)
    {
        let module = plains.first().map(|plain| plain.content);
        let instance = setups.first().map(|setup| instance(source, &markup, setup));
        parts.programs.push(Slices {
            dialect,
            module,
            instance,
            in_document: true,
            in_browser: false,
            doubles_at: false,
        });
    }
    V2Words::of(source).report_markup(whole, &markup, &mut parts);
    parts
}

fn blocks<'a>(markup: &'a Markup, name: &str) -> impl Iterator<Item = &'a Element<'a>> {
    markup.elements.iter().filter(move |element| element.depth == 0 && element.name == name)
}

/// The script that runs for each instance.
fn instance(source: &str, markup: &Markup, setup: &Element) -> Instance {
    let lang = setup.get(source, "lang").map_or(String::new(), |lang| format!(" lang=\"{lang}\""));
    // Nuxt up to 3.12 looks for the metadata of a page in the first script only.
    let beside = setup.tag.start;
    let (at, side) = end(source, setup).map_or((beside, ScriptSide::Above), |end| (end, ScriptSide::Below));
    let block = NewScript { at, side, open: format!("<script{lang}>"), beside };
    let mut code = template(source, markup);
    code.extend(styles(source, markup));
    code.extend(setup.value("generic").map(words));
    let taken = taken(source, &code);
    Instance { span: setup.content, framework: Framework::Vue, markup: code, taken, block }
}

/// The offset after an element's end tag; none if the file is cut off.
fn end(source: &str, element: &Element) -> Option<u32> {
    let start = element.content.end;
    part(source, start as usize..).find('>').map(|length| start + length as u32 + 1)
}

fn words(span: Span) -> Expression {
    Expression { span, role: Role::Words }
}

/// The code in the template. A template in another language than HTML is not understood, and may read
/// any name in it. A template in another file may read any name of the scripts.
fn template(source: &str, markup: &Markup) -> Vec<Expression> {
    let mut code = Vec::new();
    for template in blocks(markup, "template") {
        if template.get(source, "src").is_some() {
            code.push(Expression { span: template.tag, role: Role::Elsewhere });
        }
        code.extend(template.text().map(words));
    }
    code.extend(template::expressions(source, markup));
    code
}

/// The code in styles: `v-bind(color)`, `v-bind("color.dark")`.
fn styles(source: &str, markup: &Markup) -> Vec<Expression> {
    let styles = blocks(markup, "style").filter_map(Element::text);
    let bindings = styles.flat_map(|style| {
        let marks =
            style.of(source).match_indices("v-bind").map(move |(at, mark)| style.start + (at + mark.len()) as u32);
        marks.filter_map(move |at| bound(source, Span::new(at, style.end)))
    });
    bindings.map(|span| Expression { span, role: Role::Read }).collect()
}

/// The code in the brackets at the start of `rest`, without the quotes in them.
fn bound(source: &str, rest: Span) -> Option<Span> {
    let text = rest.of(source);
    let brackets = text.trim_start();
    let start = rest.end - brackets.len() as u32;
    let length = brackets.starts_with('(').then(|| tokens::enclosed(brackets).unwrap_or(brackets.len()))?;
    let inner = code::inside(source, Span::new(start, start + length as u32));
    let text = inner.of(source);
    let is_quoted =
        text.len() > 1 && ['"', '\''].iter().any(|quote| text.starts_with(*quote) && text.ends_with(*quote));
    Some(if is_quoted { Span::new(inner.start + 1, inner.end - 1) } else { inner })
}

/// The possible names of new variables, for a template that is not known.
const OURS: [&str; 4] = ["rupt", "getRupt", "ruptFor", "Rupt"];

/// The names that get a meaning in the template once the script declares them: elements become
/// components, and a `ref` fills its variable.
fn taken(source: &str, code: &[Expression]) -> Vec<String> {
    let names = |Expression { span, role }: &Expression| match role {
        Role::Named(names) => names.clone(),
        Role::Filled => vec![span.of(source).to_owned()],
        Role::Elsewhere => OURS.map(str::to_owned).to_vec(),
        Role::Read
        | Role::Called
        | Role::Handler
        | Role::Written
        | Role::ComponentEvent { .. }
        | Role::Parameters
        | Role::Declaration
        | Role::Words => Vec::new(),
    };
    code.iter().flat_map(names).collect()
}
