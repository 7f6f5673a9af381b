//! How v2 comes into a file, and what `attach` is called there.
//!
//! `$FROM` is the specifier in quotes. `~` is a place for a comment, in every table.

use super::pick::{Need, Row};

/// One form of import.
#[derive(Debug)]
pub struct Import {
    /// At the top of the file.
    pub top: &'static str,
    /// In front of the call, in its block.
    pub local: &'static str,
    /// Around the call, where the import is part of the expression.
    pub around: &'static str,
    /// What `.attach` hangs on; empty where it is called by a name of its own.
    pub on: &'static str,
    /// The name of its own.
    pub attach: &'static str,
    /// `detach`, where the form gives it.
    pub detach: &'static str,
    /// What the file must be.
    needs: &'static [Need],
    /// What the place of the call must offer.
    pub place: &'static [Need],
}

impl Row for Import {
    fn needs(&self) -> &'static [Need] {
        self.needs
    }
}

const fn on(top: &'static str, on: &'static str) -> Import {
    Import { top, local: "", around: "$CALL", on, attach: "", detach: "", needs: &[Need::Module], place: &[] }
}

const fn named(top: &'static str, attach: &'static str) -> Import {
    Import { attach, ..on(top, "") }
}

impl Import {
    const fn detach(self, detach: &'static str) -> Import {
        Import { detach, ..self }
    }

    const fn needs(self, needs: &'static [Need]) -> Import {
        Import { needs, ..self }
    }

    const fn local(self, local: &'static str, place: &'static [Need]) -> Import {
        Import { local, place, ..self }
    }

    const fn around(self, around: &'static str) -> Import {
        Import { around, ..self }
    }
}

const TYPED: &[Need] = &[Need::Module, Need::TypeScript];

/// Import declarations.
pub const DECLARED: &[Import] = &[
    on("import Rupt from $FROM;", "Rupt").detach("Rupt.detach"),
    on("import R from $FROM;", "R").detach("R.detach"),
    on("import rupt from $FROM;", "rupt").detach("rupt.detach"),
    on("import getRupt from $FROM;", "getRupt").detach("getRupt.detach"),
    on("import RuptV3 from $FROM;", "RuptV3").detach("RuptV3.detach"),
    on("import { default as R } from $FROM;", "R").detach("R.detach"),
    on("import {~ default~ as R~ } from $FROM;~", "R").detach("R.detach"),
    on("import ~R ~from ~$FROM;~", "R").detach("R.detach"),
    on("import Rupt, { getHash } from $FROM;", "Rupt").detach("Rupt.detach"),
    on("import R, * as All from $FROM;", "R").detach("All.detach"),
    on("import R, * as All from $FROM;", "All"),
    on("import * as Rupt from $FROM;", "Rupt").detach("Rupt.default.detach"),
    on("import * as R from $FROM;", "R.default").detach("R.detach"),
    on("import *~ as ~All from $FROM;", "All[\"default\"]"),
    on("import Rupt from $FROM;\nimport { attach } from $FROM;", "Rupt").detach("Rupt.detach"),
    on("import Rupt from $FROM;~\n~\nimport { detach } from $FROM;", "Rupt").detach("detach"),
    named("import { attach } from $FROM;", "attach"),
    named("import { attach as link } from $FROM;", "link"),
    named("import { attach, detach } from $FROM;", "attach").detach("detach"),
    named("import {\n  ~\n  attach,~\n  ~\n  detach as untie,~\n} from $FROM;", "attach").detach("untie"),
    named("import { \"attach\" as tie } from $FROM;", "tie"),
    named("import Rupt, { attach as link } from $FROM;", "link").detach("Rupt.detach"),
    named("import { attach as rupt, detach as Rupt } from $FROM;", "rupt").detach("Rupt"),
    on("import Rupt, { type AttachConfig } from $FROM;", "Rupt").detach("Rupt.detach").needs(TYPED),
    on("import type { AttachResponse } from $FROM;\nimport R from $FROM;", "R").detach("R.detach").needs(TYPED),
    on("import type { AttachConfig } from $FROM;\nimport Rupt from $FROM;", "Rupt").detach("Rupt.detach").needs(TYPED),
    named("import { type AttachConfig, attach } from $FROM;", "attach").needs(TYPED),
    named("import { type LimitConfig, attach } from $FROM;", "attach").needs(TYPED),
    on("import R = require($FROM);", "R").detach("R.detach").needs(TYPED),
    on("import R = require($FROM);", "R.default").detach("R.detach").needs(TYPED),
];

/// `require`.
pub const REQUIRED: &[Import] = &[
    on("const Rupt = require($FROM);", "Rupt").detach("Rupt.detach").needs(PLAIN),
    on("const Rupt = require($FROM);", "Rupt.default").detach("Rupt.detach").needs(PLAIN),
    on("const R = require($FROM).default;", "R").detach("R.detach").needs(PLAIN),
    on("const rupt = require($FROM).default;", "rupt").detach("rupt.detach").needs(PLAIN),
    on("const RuptModule = require($FROM);", "RuptModule.default").detach("RuptModule.detach").needs(PLAIN),
    on("const ~R = ~require(~$FROM~)~;~", "R").detach("R.detach").needs(PLAIN),
    on("const { default: R } = require($FROM);", "R").detach("R.detach").needs(PLAIN),
    on("var R = require($FROM);", "R").detach("R.detach").needs(PLAIN),
    on("const first = 1, R = require($FROM), last = 2;", "R").detach("R.detach").needs(PLAIN),
    named("const { attach } = require($FROM);", "attach").needs(PLAIN),
    named("const { attach: link, detach } = require($FROM);", "link").detach("detach").needs(PLAIN),
    named("const { attach, getHash } = require($FROM);", "attach").needs(PLAIN),
    named("const attach = require($FROM).attach;", "attach").needs(PLAIN),
    on("", "require($FROM)").needs(PLAIN),
    on("", "require($FROM).default").needs(PLAIN),
    on("", "R").local("const R = require($FROM);", &[Need::Block]).detach("R.detach").needs(PLAIN),
    named("", "attach").local("const { attach } = require($FROM);", &[Need::Block]).needs(PLAIN),
];

const PLAIN: &[Need] = &[Need::CommonJs];
const WAITS: &[Need] = &[Need::Await];
const WAITS_IN_BLOCK: &[Need] = &[Need::Await, Need::Block];

/// `import(…)`.
pub const LOADED: &[Import] = &[
    on("", "R").needs(&[]).local("const { default: R } = await import($FROM);", WAITS_IN_BLOCK),
    on("", "Rupt").needs(&[]).local("const Rupt = (await import($FROM)).default;", WAITS_IN_BLOCK),
    on("", "R")
        .needs(&[])
        .local("const { default: R, detach } = await import($FROM);", WAITS_IN_BLOCK)
        .detach("detach"),
    on("", "all").needs(&[]).local("const all = await import($FROM);", WAITS_IN_BLOCK).detach("all.detach"),
    on("", "all.default").needs(&[]).local("const all = await import($FROM);", WAITS_IN_BLOCK),
    on("", "R").needs(&[]).local("const ~{~ default: R~ }~ = ~await ~import(~$FROM~);~", WAITS_IN_BLOCK),
    named("", "attach").needs(&[]).local("const { attach } = await import($FROM);", WAITS_IN_BLOCK),
    named("", "link").needs(&[]).local("const { attach: link } = await import(`rupt`);", WAITS_IN_BLOCK),
    on("", "(await import($FROM)).default").needs(&[]).local("", WAITS),
    on("", "(await import($FROM))").needs(&[]).local("", WAITS),
    on("", "(await import(`rupt`)).default").needs(&[]).local("", WAITS),
    on("", "R").needs(&[]).around("import($FROM).then(({ default: R }) => $CALL)"),
    on("", "Rupt").needs(&[]).around("import($FROM)~.then((~{ default: Rupt }~) =>~ $CALL~)"),
    on("", "m.default").needs(&[]).around("import($FROM).then((m) => $CALL)"),
    on("", "m").needs(&[]).around("import($FROM).then(m => $CALL)"),
    on("", "R").needs(&[]).around("import($FROM).then(({ default: R }) => {\n  return $CALL;\n})"),
    named("", "attach").needs(&[]).around("import($FROM).then(({ attach }) => $CALL)"),
];

/// The specifiers of v2.
#[derive(Debug)]
pub struct Specifier(pub &'static str);

impl Row for Specifier {}

pub const SPECIFIERS: &[Specifier] = &[
    Specifier("\"rupt\""),
    Specifier("\"rupt/common.cjs\""),
    Specifier("\"rupt/index\""),
    Specifier("\"rupt/index.js\""),
    Specifier("\"rupt/index.mjs\""),
];

/// Another name for what was imported, made at the top of the file from `$ON`.
#[derive(Debug)]
pub struct Alias {
    pub text: &'static str,
    pub on: &'static str,
    pub attach: &'static str,
}

impl Row for Alias {}

pub const ALIASES: &[Alias] = &[
    Alias { text: "", on: "", attach: "" },
    Alias { text: "const { attach } = $ON;", on: "", attach: "attach" },
    Alias { text: "const { attach: bind } = $ON;", on: "", attach: "bind" },
    Alias { text: "const link = $ON.attach;", on: "", attach: "link" },
    Alias { text: "const Second = $ON;", on: "Second", attach: "" },
    Alias { text: "const Second = $ON;\nconst Third = Second;", on: "Third", attach: "" },
    Alias { text: "let later;\nlater = $ON;", on: "later", attach: "" },
    Alias { text: "let same = $ON;", on: "same", attach: "" },
    Alias { text: "const~ link ~=~ $ON~.~attach~;~", on: "", attach: "link" },
];
