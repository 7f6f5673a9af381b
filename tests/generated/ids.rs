//! Where the client id comes from.

use super::pick::{Need, Row};

/// When an id is known, which decides where the client is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// It is always the same; ids with one key share a client.
    Always(&'static str),
    /// Once the file is loaded.
    Later(&'static str),
    /// At each call.
    AtTheCall,
    /// Depends on more than the id.
    Open,
}

/// A client id.
#[derive(Debug)]
pub struct ClientId {
    /// The member, its key left as it is.
    pub value: &'static str,
    /// At the top, in a module.
    pub imported: &'static str,
    /// At the top, elsewhere.
    pub required: &'static str,
    /// Among the statements, above or below the calls.
    pub declared: &'static str,
    pub known: Known,
    needs: &'static [Need],
}

impl Row for ClientId {
    fn needs(&self) -> &'static [Need] {
        self.needs
    }
}

const fn id(value: &'static str, known: Known) -> ClientId {
    ClientId { value, imported: "", required: "", declared: "", known, needs: &[] }
}

impl ClientId {
    const fn with(self, declared: &'static str) -> ClientId {
        ClientId { declared, ..self }
    }

    const fn from(self, imported: &'static str, required: &'static str) -> ClientId {
        ClientId { imported, required, ..self }
    }

    const fn needs(self, needs: &'static [Need]) -> ClientId {
        ClientId { needs, ..self }
    }
}

use Known::{Always, AtTheCall, Later, Open};

pub const IDS: &[ClientId] = &[
    id("\"abc\"", Always("abc")),
    id("\"def\"", Always("def")),
    id("`abc`", Always("abc")),
    id("(\"abc\")", Always("abc")),
    id("CLIENT_ID", Always("abc")).with("const CLIENT_ID = \"abc\";"),
    id("OTHER_ID", Always("def")).with("const FIRST_ID = \"def\";\nconst OTHER_ID = FIRST_ID;"),
    id("LET_ID", Open).with("let LET_ID = \"let\";"),
    id("client_id", Always("abc")).with("const client_id = \"abc\";"),
    id("EXPORTED_ID", Always("abc")).with("export const EXPORTED_ID = \"abc\";").needs(&[Need::Module]),
    id("import.meta.env.VITE_RUPT", Always("VITE_RUPT")).needs(&[Need::Module]),
    id("process.env.RUPT_ID", Always("process.env")),
    id("process.env[\"RUPT_ID\"]", Always("process.env")),
    id("ENV_ID", Open).with("const ENV_ID = process.env.RUPT_ID;"),
    id("config.rupt.id", Later("config"))
        .from("import { config } from \"./config\";", "const { config } = require(\"./config\");"),
    id("config.rupt?.id", Later("config?"))
        .from("import { config } from \"./config\";", "const { config } = require(\"./config\");"),
    id("RUPT_KEY", Later("RUPT_KEY"))
        .from("import { RUPT_KEY } from \"./key\";", "const { RUPT_KEY } = require(\"./key\");"),
    id("settings.id", Later("settings")).with("const settings = { id: \"settings\" };"),
    id("tenant.id", AtTheCall),
    id("import.meta.env[\"VITE_RUPT\"]", Always("VITE_RUPT")).needs(&[Need::Module]),
    id("\"abc\" as string", Always("abc")).needs(&[Need::TypeScript]),
    id("config!.rupt!.id", Later("config!"))
        .from("import { config } from \"./config\";", "const { config } = require(\"./config\");")
        .needs(&[Need::TypeScript]),
    id("Ids.web", Later("Ids")).with("enum Ids { web = \"web\" }").needs(&[Need::TypeScript]),
    id("FROZEN", Always("abc")).with("const FROZEN = \"abc\" as const;").needs(&[Need::TypeScript]),
    id("this.id", AtTheCall).needs(&[Need::This]),
    id("getId$N()", AtTheCall),
    id("turns", AtTheCall).with("let turns = \"turns\"; turns = other();"),
    id("first$N ? \"one\" : \"two\"", Open),
    id("`${tenant.id}-web`", AtTheCall),
    id("config.id ?? \"none\"", Open)
        .from("import { config } from \"./config\";", "const { config } = require(\"./config\");"),
];
