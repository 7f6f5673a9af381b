//! Code that has nothing to do with the calls, or looks as if it had, and must come out verbatim.

use super::pick::{Need, Row};

/// A piece of other code.
#[derive(Debug)]
pub struct Neighbour {
    pub text: &'static str,
    /// With the imports of the file.
    pub imported: &'static str,
    /// Names at the top of the file that only one unit may declare.
    pub declares: &'static [&'static str],
    needs: &'static [Need],
}

impl Row for Neighbour {
    fn needs(&self) -> &'static [Need] {
        self.needs
    }
}

const fn code(text: &'static str) -> Neighbour {
    Neighbour { text, imported: "", declares: &[], needs: &[] }
}

const fn module(text: &'static str) -> Neighbour {
    Neighbour { needs: &[Need::Module], ..code(text) }
}

const fn typed(text: &'static str) -> Neighbour {
    Neighbour { needs: &[Need::TypeScript], ..code(text) }
}

const fn element(text: &'static str) -> Neighbour {
    Neighbour { needs: &[Need::Jsx], ..code(text) }
}

impl Neighbour {
    const fn declares(self, declares: &'static [&'static str]) -> Neighbour {
        Neighbour { declares, ..self }
    }
}

/// What a neighbour declares that makes a client of v3 for the id `abc`.
pub const CLIENT: &str = "existing";

/// At the top level.
pub const NEIGHBOURS: &[Neighbour] = &[
    code("keep$N();"),
    code("(function () { keep$N(); })();"),
    code("[1, 2].forEach(keep$N);"),
    code("`text ${keep$N} Rupt.attach({})`.trim();"),
    code("/Rupt\\.attach\\(/.test(keep$N);"),
    code("+keep$N;"),
    code("++keep$N;"),
    code("const keep$N = \"Rupt.attach({ client_id: \\'x\\' })\";"),
    code("const keep$N = `line one\n  import Rupt from rupt\n    Rupt.attach({})\n`;"),
    code("const keep$N = { attach: 1, \"client_id\": \"x\", rupt() {}, get Rupt() { return 1; } };"),
    code("let a$N = 1, b$N = 2;  c$N();\td$N();"),
    code("var rupt$N, Rupt$N = \"rupt\";"),
    code("function shadow$N(Rupt) {\n  return Rupt.attach({ client_id: \"x\" });\n}"),
    code(
        "function shadow$N(attach, link, R, rupt, getRupt) { return attach({ client_id: R }) || rupt(link, getRupt); }",
    ),
    code("{\n  const rupt = keep$N();\n  rupt.evaluate.access({});\n}"),
    code("{ const Rupt = keep$N(), R = 1, attach = () => R; Rupt.attach(attach); }"),
    code("const shadow$N = () => { var getRupt = 1, RuptV3 = 2; return getRupt + RuptV3; };"),
    code("const rupt = keep$N();").declares(&["rupt"]),
    code("function getRupt() { return keep$N; }").declares(&["getRupt"]),
    code("class RuptV3 {}").declares(&["RuptV3"]),
    code("let ruptClient, ruptClient2 = 1;").declares(&["ruptClient", "ruptClient2"]),
    code("class Keep$N {\n  #rupt = 1;\n  static attach = 2;\n  get Rupt() { return this.#rupt; }\n  [keep$N]() {}\n}"),
    code("loop$N: for (const rupt of list$N) {\n  if (rupt) continue loop$N;\n  break loop$N;\n}"),
    code("switch (keep$N) { case 1: { const Rupt = 1; break; } default: keep$N(); }"),
    code("for (let i = 0, Rupt = 1; i < Rupt; i++);"),
    code("const { rupt: renamed$N, attach: [tied$N], ...rest$N } = keep$N();"),
    code("if (keep$N) one$N(); else two$N();"),
    code("try { keep$N(); } catch (Rupt) { Rupt.attach({}); }"),
    code("const text$N = keep$N ? \"yes\" : \"no\", regex$N = /[/]'\"/g;"),
    code("async function* gen$N() {\n  yield* other$N();\n  for await (const rupt of gen$N()) await rupt.attach();\n}"),
    code("const tagged$N = tag$N`${`nested ${keep$N}`} \\`rupt\\``;"),
    code("keep$N.guard = keep$N.Rupt?.attach?.({ client_id: keep$N.client_id });"),
    code("if (typeof window !== \"undefined\") keep$N();"),
    code("debugger;"),
    code(";"),
    code("if (keep$N) { }"),
    code("window.rupt$N ||= (Symbol, keep$N);"),
    code("export$N: { break export$N; }"),
    module("import \"./style$N.css\";"),
    module("import other$N from \"./rupt\";"),
    module("import Core$N from \"@ruptjs/core\";"),
    code("new Core.Rupt$N(\"x\").evaluate({ client_id: keep$N });"),
    module("export const kept$N = \"rupt\";"),
    module("export * from \"./rupt$N\";"),
    module("export default class {}").declares(&["default"]),
    module("await keep$N;"),
    Neighbour {
        imported: "import Existing from \"@ruptjs/client\";",
        ..module("const existing = new Existing({ clientId: \"abc\" });").declares(&[CLIENT])
    },
    element("const view$N = <p title=\"Rupt\">Rupt.attach() &amp; {keep$N} // \"none\"</p>;"),
    element("const view$N = <Rupt$N.Provider attach={rupt$N} {...keep$N}><>{/* rupt */}</></Rupt$N.Provider>;"),
    typed(
        "@decorate(\"Rupt\") class Deco$N { @field() rupt?: string; constructor(private readonly attach: string) {} }",
    ),
    typed("interface Keep$N { attach(options: { client_id: string }): void; rupt: number }"),
    typed("type Keep$N<Rupt> = Rupt extends { attach: infer R } ? R : never;"),
    typed("enum Keep$N { Rupt = \"rupt\", attach = 1 }"),
    typed("namespace Keep$N { export const Rupt = 1; export function attach() { return Rupt; } }"),
    typed("const keep$N = <R,>(rupt: R): R => rupt!;"),
    typed("declare const keep$N: { readonly [rupt: string]: unknown };"),
    typed(
        "abstract class Keep$N<R = 1> { declare rupt: R; abstract attach(this: Keep$N): void; private static x?: 1 }",
    ),
];

/// In a block, beside a call.
pub const INNER: &[Neighbour] = &[
    code(""),
    code("inner$N();"),
    code("(inner$N || other$N)();"),
    code("[inner$N] = [other$N];"),
    code("`inner ${inner$N}`.trim();"),
    code("/rupt/.test(inner$N);"),
    code("const rupt = inner$N;").declares(&["rupt"]),
    code("const getRupt = () => inner$N;").declares(&["getRupt"]),
    code("if (inner$N) { const attach = 1; }"),
    code("function inner$N(Rupt, R) { return Rupt.attach(R); }"),
];

/// Uses of v2 that stay. `$R` is the object v2 is.
pub const LEFTOVERS: &[Neighbour] = &[
    code("$R.getHash();"),
    code("const hash$N = $R.getHash();"),
    code("$R.detach({ client_id: \"abc\", device: saved$N });"),
    code("$R.evaluate({ client_id: \"abc\", action: \"login\" });"),
    code("function hand$N(sdk) { return sdk.BASE_URL; }\nhand$N($R);"),
    code("const held$N = { $R };"),
    code("const tied$N = $R.attach.bind($R);"),
    typed("type Held$N = typeof $R;"),
    code("window.Rupt.attach({ client_id: \"abc\" });"),
    module("export { $R as shared$N };"),
    module("export const handed$N = $R;"),
    code("jest.mock(\"rupt\", () => ({ attach() {} }));"),
    code("const { getHash: hash$N } = $R;"),
    code("function far$N() { return $R.getFingerprint({ client_id: \"abc\" }); }"),
];
