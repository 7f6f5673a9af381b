//! How the call is spelled, and what its argument is.
//!
//! `$ON` is what `.attach` hangs on, `$ATTACH` a name of its own, `$LITERAL` the options.

use super::fate::Fate;
use super::pick::{Need, Row};

/// What stands in front of the arguments.
#[derive(Debug)]
pub struct Callee {
    pub text: &'static str,
    needs: &'static [Need],
}

impl Row for Callee {
    fn needs(&self) -> &'static [Need] {
        self.needs
    }
}

const fn callee(text: &'static str) -> Callee {
    Callee { text, needs: &[] }
}

const fn typed(text: &'static str) -> Callee {
    Callee { text, needs: &[Need::TypeScript] }
}

/// Callees that are a member of something.
pub const MEMBERS: &[Callee] = &[
    callee("$ON.attach"),
    callee("$ON[\"attach\"]"),
    callee("$ON[`attach`]"),
    callee("$ON?.attach"),
    callee("$ON.attach?."),
    callee("$ON?.attach?."),
    callee("$ON?.[\"attach\"]"),
    callee("($ON).attach"),
    callee("($ON.attach)"),
    callee("(($ON))[\"attach\"]"),
    callee("$ON\n  .attach"),
    callee("$ON~.~attach~"),
    callee("$ON~[~\"attach\"~]~"),
    callee("(~$ON~)\n  ~\n  .attach"),
    typed("$ON.attach<any>"),
    typed("$ON!.attach"),
    typed("$ON.attach!"),
    typed("($ON as any).attach"),
    typed("($ON satisfies object).attach"),
    Callee { text: "(<any>$ON).attach", needs: &[Need::TypeScript, Need::Cast] },
];

/// Callees that are a name.
pub const NAMES: &[Callee] = &[
    callee("$ATTACH"),
    callee("($ATTACH)"),
    callee("$ATTACH?."),
    callee("$ATTACH~ "),
    callee("$ATTACH\n  "),
    typed("$ATTACH!"),
    typed("($ATTACH as any)"),
    Callee { text: "(<any>$ATTACH)", needs: &[Need::TypeScript, Need::Cast] },
];

/// What stands between the parentheses.
#[derive(Debug)]
pub struct Argument {
    pub text: &'static str,
    /// A statement in front of the unit, with the literal in it.
    pub before: &'static str,
    /// Whether that stands in the block of the call.
    pub inside: bool,
    pub fate: Fate,
    needs: &'static [Need],
}

impl Row for Argument {
    fn needs(&self) -> &'static [Need] {
        self.needs
    }

    fn fate(&self) -> Fate {
        self.fate
    }
}

const fn argument(text: &'static str) -> Argument {
    Argument { text, before: "", inside: false, fate: Fate::Moves, needs: &[] }
}

impl Argument {
    const fn typed(self) -> Argument {
        Argument { needs: &[Need::TypeScript], ..self }
    }

    const fn inside(self) -> Argument {
        Argument { inside: true, needs: &[Need::Block], ..self }
    }

    const fn configured(self) -> Argument {
        Argument { needs: &[Need::TypeScript, Need::Config], ..self }
    }

    const fn stays(self) -> Argument {
        Argument { fate: Fate::Stays, ..self }
    }

    const fn before(self, before: &'static str) -> Argument {
        Argument { before, ..self }
    }
}

pub const ARGUMENTS: &[Argument] = &[
    argument("$LITERAL"),
    argument("($LITERAL)"),
    argument("~$LITERAL~"),
    argument("$LITERAL,"),
    argument("\n  $LITERAL,\n"),
    argument("\n  ~\n  $LITERAL,~\n  ~\n"),
    argument("options$N").before("const options$N = $LITERAL;"),
    argument("options$N").before("~\nconst ~options$N = ~$LITERAL~;~"),
    argument("(options$N)").before("const above$N = 1, options$N = $LITERAL, below$N = 2;"),
    argument("{ ...options$N }").before("const options$N = $LITERAL;"),
    argument("options$N").before("const options$N = $LITERAL;").inside(),
    argument("{ ...options$N }").before("const ~options$N = $LITERAL;~\n~").inside(),
    argument("$LITERAL as any").typed(),
    argument("$LITERAL as const").typed(),
    argument("$LITERAL satisfies object").typed(),
    argument("$LITERAL!").typed(),
    argument("options$N").before("const options$N = $LITERAL as const;").typed(),
    argument("options$N").before("const options$N: Record<string, any> = $LITERAL;").typed(),
    argument("$LITERAL satisfies AttachConfig").configured(),
    argument("$LITERAL as AttachConfig").configured(),
    argument("options$N").before("const options$N: AttachConfig = $LITERAL;").configured(),
    argument("options$N").before("const options$N = $LITERAL satisfies AttachConfig;").configured(),
    Argument {
        text: "<any>$LITERAL",
        before: "",
        inside: false,
        fate: Fate::Moves,
        needs: &[Need::TypeScript, Need::Cast],
    },
    argument("").stays(),
    argument("getOptions$N()").stays(),
    argument("unknown$N").stays(),
    argument("...list$N").stays(),
    argument("$LITERAL, extra$N").stays(),
    argument("Object.assign($LITERAL, extra$N)").stays(),
    argument("options$N").before("let options$N = $LITERAL;\noptions$N = extra$N;").stays(),
    argument("options$N").before("const options$N = $LITERAL;\nlog$N(options$N);").stays(),
];
