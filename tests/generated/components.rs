//! What holds for every program that is the script of a component, which runs for each instance.

use super::program::Program;
use rupt_migrate::kind::Kind;
use rupt_migrate::migrate;
use rupt_migrate::migration::Outcome;
use rupt_migrate::syntax::Dialect;

/// What stands above and below a script, what kind of file that is, and the tags of the script and
/// of the one that may be added.
struct Component {
    name: &'static str,
    above: &'static str,
    open: &'static str,
    added: &'static str,
    below: &'static str,
}

const COMPONENTS: [Component; 2] = [
    Component {
        name: "a.vue",
        above: "<template>\n  <p v-if=\"a > b\" @click=\"go\">{{ c <d }}</p>\n</template>\n\n",
        open: "<script setup{lang}>\n",
        added: "<script{lang}>",
        below: "</script>\n\n<style>\np > a { color: red }\n</style>\n",
    },
    Component {
        name: "a.svelte",
        above: "<p class:a={b > c}>{d <e}</p>\n\n",
        open: "<script{lang}>\n",
        added: "<script context=\"module\"{lang}>",
        below: "</script>\n\n<style>\n  p > a { color: red }\n</style>\n",
    },
];

/// Checks that the gate lets each component pass, that a second run changes nothing, and that the
/// markup stays but for a script that is added.
///
/// # Errors
/// What does not hold.
pub fn hold(program: &Program) -> Result<(), String> {
    let lang = match program.dialect {
        Dialect::CommonJs | Dialect::Declarations => return Ok(()),
        Dialect::JavaScript | Dialect::JavaScriptModule => "",
        Dialect::TypeScript => " lang=\"ts\"",
        Dialect::TypeScriptJsx => " lang=\"tsx\"",
    };
    let eol = if program.text.contains("\r\n") { "\r\n" } else { "\n" };
    let text = program.text.trim_start_matches('\u{feff}');
    COMPONENTS.iter().try_for_each(|component| {
        let part = |text: &str| text.replace("{lang}", lang).replace('\n', eol);
        let [above, open, below, added] = [component.above, component.open, component.below, component.added].map(part);
        let source = format!("{above}{open}{text}{below}");
        let output = migrated(program, component, &source)?;
        let again = migrated(program, component, &output)?;
        if again != output {
            return Err(format!("a second run changes {output}to\n{again}"));
        }
        let inside = output.strip_prefix(&above).and_then(|rest| rest.strip_suffix(&below));
        let inside = inside.ok_or_else(|| format!("the markup changes:\n{output}"))?;
        let is_added = || inside.starts_with(&added) && inside.contains(&format!("</script>{eol}{eol}{open}"));
        (inside.starts_with(&open) || is_added()).then_some(()).ok_or_else(|| format!("the tag changes:\n{output}"))
    })
}

fn migrated(program: &Program, component: &Component, source: &str) -> Result<String, String> {
    let kind = Kind::of(component.name).expect("a component");
    match migrate(source, kind, &program.choice) {
        Outcome::Migrated(migration) => Ok(migration.output(source).unwrap_or_else(|| source.to_owned())),
        // A component is a module, which some programs cannot be.
        Outcome::Clean | Outcome::Unparsable { .. } => Ok(source.to_owned()),
        Outcome::TooMuch => Err("too much work".to_owned()),
        Outcome::Unproven { reason } => Err(format!("{}: unproven: {reason}\n{source}", component.name)),
    }
}
