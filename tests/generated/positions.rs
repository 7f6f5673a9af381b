//! Where a call stands, and who reads what it gives.
//!
//! `$CALL` is the call, `$AGAIN` a second one like it, `$N` the number of the unit. A line `$LOCAL` is the place of a local import,
//! a line `$MORE` that of other code.

use super::consumers::Name;
use super::fate::Fate;
use super::pick::{Need, Row};

/// A place for a call.
#[derive(Debug)]
pub struct Position {
    pub text: &'static str,
    /// What reading the response in this way means.
    pub fate: Fate,
    /// Whether `await` may be written at the call.
    pub waits: bool,
    /// Whether it runs while the file is loaded.
    pub eager: bool,
    /// Whether all code around a call that moves stays.
    pub keeps: bool,
    /// A name that only one unit of a file may use.
    pub once: &'static str,
    /// Names for `$NAME`, and names that it declares at the top: no other unit may spell them.
    pub names: &'static [Name],
    pub declares: &'static [&'static str],
    /// What it imports, and how where there is only `require`.
    pub imported: &'static str,
    pub required: &'static str,
    /// Whether the response leaves the file, which must be told where the call moves.
    pub leaves: bool,
    needs: &'static [Need],
}

impl Row for Position {
    fn needs(&self) -> &'static [Need] {
        self.needs
    }

    fn fate(&self) -> Fate {
        self.fate
    }
}

impl Position {
    /// Whether what it imports can be had in a file that offers this.
    pub fn imports(&self, offers: &[Need]) -> bool {
        self.imported.is_empty() || offers.contains(&Need::Module) || !self.required.is_empty()
    }
}

/// A call that stands by itself.
pub const fn at(text: &'static str) -> Position {
    Position {
        text,
        fate: Fate::Moves,
        waits: false,
        eager: false,
        keeps: true,
        once: "",
        names: &[],
        declares: &[],
        imported: "",
        required: "",
        leaves: false,
        needs: &[],
    }
}

const fn waits(text: &'static str) -> Position {
    at(text).waiting()
}

impl Position {
    pub const fn waiting(self) -> Position {
        Position { waits: true, ..self }
    }

    pub const fn names(self, names: &'static [Name]) -> Position {
        Position { names, ..self }
    }

    pub const fn declares(self, declares: &'static [&'static str]) -> Position {
        Position { declares, ..self }
    }

    pub const fn from(self, imported: &'static str, required: &'static str) -> Position {
        Position { imported, required, ..self }
    }

    pub const fn leaves(self) -> Position {
        Position { leaves: true, ..self }
    }

    pub const fn element(self) -> Position {
        self.needs(&[Need::Jsx])
    }

    pub const fn eager(self) -> Position {
        Position { eager: true, ..self }
    }

    pub const fn rewritten(self) -> Position {
        Position { keeps: false, ..self }
    }

    pub const fn read(self) -> Position {
        Position { fate: Fate::Risks, ..self }
    }

    pub const fn open(self) -> Position {
        Position { fate: Fate::Open, ..self }
    }

    pub const fn once(self, once: &'static str) -> Position {
        Position { once, ..self }
    }

    pub const fn needs(self, needs: &'static [Need]) -> Position {
        Position { needs, ..self }
    }

    pub const fn in_module(self) -> Position {
        self.needs(&[Need::Module])
    }

    pub const fn common(self) -> Position {
        self.needs(&[Need::CommonJs])
    }

    pub const fn typed(self) -> Position {
        self.needs(&[Need::TypeScript])
    }
}

/// The body of a handler.
pub const IN_HANDLER: Position = at("$CALL;");

pub const POSITIONS: &[Position] = &[
    waits("async function boot$N(tenant) {\n  $LOCAL\n  $MORE\n  await $CALL;\n  $MORE\n}"),
    waits("async function boot$N(tenant) {\n  $LOCAL\n  ~\n  await ~$CALL~;~\n  ~\n}"),
    at("$CALL;").eager(),
    at("void $CALL;").eager(),
    at("require(\"./load$N.cjs\");\n$CALL;").eager().in_module(),
    waits("await $CALL;").eager().in_module(),
    waits("{\n  $LOCAL\n  $MORE\n  await $CALL;\n  $MORE\n}").eager().in_module(),
    at("function boot$N(tenant) {\n  $LOCAL\n  $MORE\n  $CALL;\n  $MORE\n}"),
    at("function boot$N(tenant) { $CALL; }"),
    at("function boot$N(tenant) { $CALL }"),
    at("function boot$N(tenant) { before$N(); $CALL; after$N(); }"),
    at("before$N(); $CALL; after$N();").eager(),
    waits("const start$N = async (tenant) => $CALL;"),
    at("const start$N = tenant => $CALL;"),
    waits("const start$N = async (tenant) => {\n  $LOCAL\n  $MORE\n  await $CALL;\n};"),
    at("const start$N = (tenant) => { $CALL };"),
    at("const nest$N = (tenant) => () => { $CALL; };"),
    at("function get$N(tenant) {\n  $LOCAL\n  return $CALL;\n}"),
    at("if (ready$N) $CALL;\nelse later$N();").eager(),
    at("if (ready$N)\n  $CALL;\nelse\n  later$N();").eager(),
    at("if (ready$N) later$N();\nelse $CALL;").eager(),
    at("if (ready$N) {\n  $LOCAL\n  $MORE\n  $CALL;\n} else if (other$N) {\n  later$N();\n}").eager(),
    at("ready$N && $CALL;").eager(),
    at("ready$N ? $CALL : later$N();").eager(),
    at("ready$N ?? (first$N(), $CALL);").eager(),
    at("first$N(), $CALL;").eager(),
    at("switch (mode$N) {\n  case 1: $CALL; break;\n  default:\n    later$N();\n}").eager(),
    at("switch (mode$N) {\n  case 1:\n    ~\n    $CALL;~\n    break;\n  default:\n    later$N();\n}").eager(),
    waits(
        "async function boot$N(tenant) {\n  try {\n    $LOCAL\n    await $CALL;\n  } catch (error) {\n    report$N(error);\n  } finally {\n    done$N();\n  }\n}",
    ),
    at("try { $CALL; } catch { report$N(); }").eager(),
    at("for (const user of users$N) $CALL;").eager(),
    at("for (let i = 0; i < 1; i++) {\n  $LOCAL\n  $CALL;\n  $MORE\n}").eager(),
    at("outer$N: for (const user of users$N) {\n  if (!user) continue outer$N;\n  $CALL;\n}").eager(),
    at("label$N: $CALL;").eager(),
    at("do $CALL; while (more$N());").eager(),
    waits("async function each$N(tenant) {\n  for await (const user of users$N) await $CALL;\n}"),
    at("class Page$N {\n  #user = 1;\n  run(tenant) {\n    $LOCAL\n    $MORE\n    $CALL;\n    return this.#user;\n  }\n}"),
    waits("class Page$N {\n  static async run(tenant) { await $CALL; }\n}"),
    at("class Page$N {\n  constructor(tenant) {\n    $LOCAL\n    $CALL;\n  }\n\n  get ready() { return 1; }\n}"),
    at("class Page$N {\n  static {\n    $LOCAL\n    $CALL;\n  }\n}").eager(),
    at("class Page$N {\n  #ready = $CALL;\n  next = 1;\n}").open(),
    at("class Page$N {\n  run = () => { $CALL; };\n\n  stop = () => this.run;\n}"),
    at("button$N.addEventListener(\"click\", () => $CALL);").eager(),
    waits("button$N.onclick = async () => {\n  $LOCAL\n  await $CALL;\n};").eager(),
    at("useEffect(() => {\n  $LOCAL\n  $MORE\n  $CALL;\n}, [id$N]);").eager(),
    waits("useEffect(() => {\n  (async () => {\n    $LOCAL\n    await $CALL;\n  })();\n}, []);").eager(),
    waits("(async () => {\n  $LOCAL\n  await $CALL;\n})();").eager(),
    waits("(async function () { await $CALL })();").eager(),
    at("setTimeout(() => $CALL, 10);").eager(),
    at("users$N.forEach(() => $CALL);").eager(),
    at("$CALL.catch(() => {});").eager(),
    at("$CALL.then(() => done$N());").eager(),
    at("$CALL\n  .then(() => done$N())\n  ~\n  .finally(() => stop$N());").eager(),
    waits("async function boot$N(tenant) {\n  $LOCAL\n  await $CALL.catch(report$N);\n}").open(),
    waits("async function both$N(tenant) {\n  $LOCAL\n  await Promise.all([$CALL, other$N()]);\n}"),
    waits("async function both$N(tenant) {\n  await Promise.all([\n    other$N(),\n    ~\n    $CALL,~\n  ]);\n}"),
    at("function late$N(first = $CALL) {}"),
    at("log$N(`${void $CALL} Rupt.attach({})`);").eager(),
    waits("async function boot$N(tenant) {\n  $LOCAL\n  const response$N = await $CALL;\n  $MORE\n}").rewritten(),
    waits("async function boot$N(tenant) {\n  $LOCAL\n  const { device_id } = await $CALL;\n}").rewritten(),
    waits("async function boot$N(tenant) {\n  let response;\n  response = await $CALL;\n}").rewritten(),
    waits("const { device_id: device$N } = await $CALL;").eager().in_module().rewritten(),
    at("$CALL.then((response) => {});").eager().rewritten(),
    waits(
        "async function boot$N(tenant) {\n  $LOCAL\n  const { device_id } = await $CALL;\n  window.onunload = () => { $DETACH({ client_id: \"abc\", device: device_id }); };\n}",
    )
    .rewritten()
    .needs(&[Need::Detach]),
    waits("function App$N() {\n  const device = useRef(null);\n  useEffect(() => {\n    (async () => {\n      const { device_id } = await $CALL;\n      device.current = device_id;\n    })();\n    return () => { $DETACH({ client_id: \"abc\", device: device.current }); };\n  }, []);\n}")
        .rewritten()
        .needs(&[Need::Detach]),
    waits("let device$N;\nasync function boot$N(tenant) {\n  $LOCAL\n  device$N = (await $CALL).device_id;\n}\nfunction leave$N() {\n  $DETACH({ client_id: \"abc\", device: device$N });\n}")
        .rewritten()
        .open()
        .needs(&[Need::Detach]),
    waits("export async function boot$N(tenant) {\n  $LOCAL\n  $MORE\n  await $CALL;\n}").in_module(),
    at("export function boot$N(tenant) {\n  return $CALL;\n}").in_module(),
    at("export const start$N = (tenant) => $CALL;").in_module(),
    waits("start$N();\nasync function start$N(tenant) {\n  $LOCAL\n  await $CALL;\n}").eager(),
    waits("async function start$N(tenant) {\n  $LOCAL\n  await $CALL;\n}\nexport { start$N };").in_module(),
    at("function both$N(tenant) {\n  $LOCAL\n  $CALL;\n  $MORE\n  $AGAIN;\n}"),
    at("$CALL; $AGAIN;").eager(),
    at("ready$N ? $CALL : $AGAIN;").eager(),
    at("if (ready$N) $CALL; else $AGAIN;").eager(),
    at("first$N(), $CALL, $AGAIN;").eager(),
    waits("async function both$N(tenant) {\n  $LOCAL\n  await Promise.all([$CALL, $AGAIN]);\n}"),
    waits("class Page$N {\n  async run(tenant) {\n    $LOCAL\n    await $CALL;\n    await $AGAIN;\n  }\n}"),
    at("module.exports = { run(tenant) { $CALL; } };").common().once("module.exports"),
    waits("exports.run$N = async (tenant) => {\n  $LOCAL\n  $MORE\n  await $CALL;\n};").common(),
    at("exports.run$N = (tenant) => $CALL;").common(),
    waits("export class Page$N {\n  run = async (tenant) => {\n    $LOCAL\n    await $CALL;\n  };\n}").in_module(),
    waits("async function boot$N(tenant) {\n  $LOCAL\n  return await $CALL;\n}"),
    waits("async function boot$N(tenant) {\n  $LOCAL\n  await ($CALL);\n}"),
    waits("void (async () => {\n  $LOCAL\n  $MORE\n  await $CALL;\n})();").eager(),
    at("!$CALL;").eager().open(),
    waits("const wait$N = new Promise(async (resolve) => {\n  $LOCAL\n  await $CALL;\n  resolve(1);\n});").eager(),
    at("queueMicrotask(() => { $CALL; });").eager(),
    at("const later$N = debounce(() => {\n  $LOCAL\n  $CALL;\n}, 10);").eager(),
    waits("async function boot$N(tenant) {\n  $LOCAL\n  const promise$N = $CALL;\n  await promise$N;\n}").rewritten().open(),
    waits("async function boot$N(tenant) {\n  if (await $CALL) step$N();\n}").read(),
    at("void ($CALL as any);").eager().typed(),
    waits("async function boot$N(tenant: string) {\n  $LOCAL\n  (await $CALL) as unknown;\n}").typed().open(),
    at("if (a$N) if (b$N) $CALL; else later$N();").eager(),
    at("const pick$N = { get rupt() { $CALL; return 1; }, set rupt(tenant) {  } };").open(),
    at("export const ready$N = $CALL;").in_module().eager().open(),
    waits("export default async function (tenant) {\n  $LOCAL\n  await $CALL;\n}").in_module().once("default"),
    at("export default () => $CALL;").in_module().once("default"),
    at("const view$N = <button onClick={() => $CALL}>Rupt.attach()</button>;").needs(&[Need::Jsx]),
    at("const view$N = (\n  <button title=\"rupt\" onClick={() => {\n    $LOCAL\n    $CALL;\n  }}>\n    Rupt {\"rupt\"} // none\n  </button>\n);")
        .needs(&[Need::Jsx]),
    at("class Service$N {\n  constructor(private readonly user: string) {\n    $LOCAL\n    $CALL;\n  }\n}").typed(),
    waits("@Injectable({ name: \"Rupt\" })\nclass Service$N {\n  @Input() rupt?: string;\n\n  @Listen(\"ready\")\n  async run(tenant: any): Promise<void> {\n    $LOCAL\n    await $CALL;\n  }\n}")
        .typed()
        .eager(),
    waits("namespace Space$N {\n  export async function run(tenant: { id: string }): Promise<void> {\n    $LOCAL\n    await $CALL;\n  }\n}")
        .typed(),
    waits("function boot$N(tenant: string): void;\nfunction boot$N(tenant: any) { void (async <T,>(value: T) => { await $CALL; return value; })(1); }")
        .typed(),
    at("const object$N = { run(tenant) { $CALL; }, rupt: 1 };"),
    at("const object$N = { run: (tenant) => $CALL };").open(),
    at("function* saga$N(tenant) {\n  yield $CALL;\n}").open(),
    waits("async function boot$N(tenant) {\n  $LOCAL\n  const response = await $CALL;\n  if (response.success) show$N();\n}").read(),
    waits("async function boot$N(tenant) {\n  const { access, device_id } = await $CALL;\n  show$N(access, device_id);\n}").read(),
    waits("async function boot$N(tenant) {\n  return (await $CALL).access;\n}\nshow$N(boot$N());").read(),
    at("$CALL.then((response) => show$N(response.access));").eager().read(),
    waits("async function boot$N(tenant) {\n  while (await $CALL) step$N();\n}").read(),
    at("@use$N($CALL)\nclass Page$N {}").eager().typed().open(),
    at("show$N($CALL);").eager().read(),
    at("run$N(() => $CALL);").eager().read(),
];
