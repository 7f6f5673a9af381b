//! Kinds of `on_current_device_logout`. `$AGAIN` is one more call.

use super::fate::Fate;
use super::pick::{Need, Row};

/// Where a handler may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// On the constructor.
    Closed,
    /// At the call only.
    AtTheCall,
    /// Depends on more than the handler.
    Open,
    /// There is none.
    Nowhere,
}

/// A logout handler.
#[derive(Debug)]
pub struct Handler {
    /// What stands behind the key: `: value`, or the rest of a method; empty for no handler.
    pub text: &'static str,
    /// At the top, in a module.
    pub imported: &'static str,
    /// At the top, elsewhere.
    pub required: &'static str,
    /// Among the statements.
    pub declared: &'static str,
    pub stand: Stand,
    pub fate: Fate,
    /// Whether it can return `false`, which counts beside a `logout_url`.
    pub vetoes: bool,
    /// Whether computing it may do something.
    pub acts: bool,
    needs: &'static [Need],
}

impl Row for Handler {
    fn needs(&self) -> &'static [Need] {
        self.needs
    }

    fn fate(&self) -> Fate {
        self.fate
    }
}

const fn handler(text: &'static str, stand: Stand) -> Handler {
    Handler {
        text,
        imported: "",
        required: "",
        declared: "",
        stand,
        fate: Fate::Moves,
        vetoes: false,
        acts: false,
        needs: &[],
    }
}

const fn closed(text: &'static str) -> Handler {
    handler(text, Stand::Closed)
}

impl Handler {
    const fn with(self, declared: &'static str) -> Handler {
        Handler { declared, ..self }
    }

    const fn vetoes(self) -> Handler {
        Handler { vetoes: true, ..self }
    }

    const fn reads(self) -> Handler {
        Handler { fate: Fate::Risks, ..self }
    }

    const fn acts(self) -> Handler {
        Handler { acts: true, ..self }
    }

    const fn needs(self, needs: &'static [Need]) -> Handler {
        Handler { needs, ..self }
    }

    const fn typed(self) -> Handler {
        Handler { needs: &[Need::TypeScript], ..self }
    }
}

pub const HANDLERS: &[Handler] = &[
    handler("", Stand::Nowhere),
    closed(": () => signOut()"),
    closed(": () => { signOut(); }"),
    closed(": function () {\n  signOut();\n}"),
    closed(": async () => {\n  await api.post(\"/logout\");\n  location.reload();\n}"),
    closed(": () => {}"),
    closed("() {\n  signOut();\n}"),
    closed("() { signOut(); return true; }"),
    closed(": async () => {\n  // A comment of the handler.\n  signOut(); /* And one more. */\n  return true;\n}"),
    closed(": (event) => true"),
    closed(": leaveFn").with("function leaveFn() {\n  signOut();\n}"),
    closed(": leaveConst").with("const leaveConst = () => signOut();"),
    closed(": () => leaveConst()").with("const leaveConst = () => signOut();"),
    closed(": () => { const rupt = local(); rupt.leave(); }"),
    Handler {
        imported: "import { leave } from \"./leave\";",
        required: "const { leave } = require(\"./leave\");",
        ..closed(": leave")
    },
    handler(": () => tenant.leave()", Stand::Open),
    handler(": () => this.leave()", Stand::AtTheCall),
    handler(": function () { this.leave(); }", Stand::Open),
    handler(": makeHandler$N()", Stand::AtTheCall).acts(),
    handler(": signOut.bind(null)", Stand::AtTheCall).acts(),
    handler(": unbound$N", Stand::AtTheCall),
    handler(": ready$N ? one$N : two$N", Stand::AtTheCall),
    handler(": undefined", Stand::Nowhere),
    handler(": () => { signOut(); $AGAIN; }", Stand::Open),
    handler(": () => {\n  ~\n  $AGAIN;~\n}", Stand::Open),
    handler(": () => { $DETACH({ client_id: \"abc\", device: saved }); }", Stand::Open).needs(&[Need::Detach]),
    closed(": () => false").vetoes(),
    closed(": () => !ready").vetoes(),
    closed("() { return signOut() === 1; }").vetoes(),
    closed(": ({ challenge }) => show(challenge)").reads(),
    closed(": function () { show(arguments[0]); }").reads(),
    closed(": (event) => show(event)").reads(),
    closed("(event) {\n  show(event);\n}").reads(),
    closed(": (event: { challenge?: string }): boolean => true").typed(),
    closed(": (() => true) as () => boolean").typed(),
];
