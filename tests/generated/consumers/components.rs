//! Components, and the elements that are given a function.

use super::super::positions::Position;
use super::names::{EVENTS, Name};
use super::{ignores, reads, unclear};

const fn element(position: Position) -> Position {
    position.names(EVENTS).element()
}

const PACKAGE: &str = "import { Gate } from \"a-kit\";";
const PACKAGE_REQUIRED: &str = "const { Gate } = require(\"a-kit\");";
const RELATIVE: &str = "import { Gate } from \"./gate.jsx\";";
const RELATIVE_REQUIRED: &str = "const { Gate } = require(\"./gate.jsx\");";

pub const COMPONENTS: &[Position] = &[
    element(ignores("const view$N = <Gate $NAME={$GIVES} />;").from(PACKAGE, PACKAGE_REQUIRED)),
    element(ignores("const view$N = <Gate $NAME={$GIVES} />;").from(RELATIVE, RELATIVE_REQUIRED)),
    element(ignores("const view$N = <button $NAME={$GIVES}>Go</button>;")).names(&[Name("onClick"), Name("onFocus"), Name("onPointerDown")]),
    element(ignores("const view$N = <input $NAME={$GIVES} />;")).names(&[Name("onChange"), Name("onBlur"), Name("onKeyDown")]),
    element(ignores("const open$N = $GIVES;\nconst view$N = <button onClick={open$N}>Go</button>;")),
    element(ignores("const handlers$N = { $NAME: $GIVES };\nconst view$N = <button onClick={handlers$N.$NAME}>Go</button>;")),
    element(unclear("const view$N = <Gate$N $NAME={$GIVES} />;")),
    element(unclear("const view$N = <my-gate $NAME={$GIVES} />;")),
    element(unclear("function Gate$N({ $NAME }) { return <button onClick={() => { $NAME(); }}>Go</button>; }\nconst view$N = <Gate$N $NAME={$GIVES} />;")),
    element(unclear("function Gate$N(props) {\n  props.$NAME();\n  return null;\n}\nconst view$N = <Gate$N $NAME={$GIVES} />;")),
    element(unclear("function Gate$N({ $NAME }) { return <button onClick={$NAME}>Go</button>; }\nconst view$N = <Gate$N $NAME={$GIVES} />;")),
    element(unclear("const view$N = <button {...{ $NAME: $GIVES }}>Go</button>;")),
    element(reads("function Gate$N({ $NAME }) { return $NAME().then((r) => log$N(r.access)); }\nconst view$N = <Gate$N $NAME={$GIVES} />;")),
    element(reads("function Gate$N(props) { return props.$NAME().then((r) => log$N(r.access)); }\nconst view$N = <Gate$N $NAME={$GIVES} />;")),
    element(reads("const Gate$N = ({ $NAME }) => {\n  $NAME().then((r) => log$N(r.access));\n  return null;\n};\nconst view$N = <Gate$N $NAME={$GIVES} />;")),
    element(reads("const Gate$N = ({ $NAME: enter }) => {\n  enter().then((r) => log$N(r.access));\n  return null;\n};\nconst view$N = <Gate$N $NAME={$GIVES} />;")),
    element(reads("const Gate$N = (props) => {\n  const { $NAME } = props;\n  $NAME().then((r) => log$N(r.access));\n  return null;\n};\nconst view$N = <Gate$N $NAME={$GIVES} />;")),
    element(reads("const pick$N = () => \"$NAME\";\nconst Gate$N = (props) => {\n  props[pick$N()]().then((r) => log$N(r.access));\n  return null;\n};\nconst view$N = <Gate$N $NAME={$GIVES} />;")),
    element(reads("const Gate$N = ({ $NAME }) => (\n  <button onClick={async () => { log$N((await $NAME()).access); }}>Go</button>\n);\nconst view$N = <Gate$N $NAME={$GIVES} />;")),
    element(reads("const Gate$N = ({ ...rest }) => {\n  rest.$NAME().then((r) => log$N(r.access));\n  return null;\n};\nconst view$N = <Gate$N $NAME={$GIVES} />;")),
    element(reads("const view$N = <Gate$N $NAME={$GIVES} />;\nfunction Gate$N({ $NAME }) {\n  $NAME().then((r) => log$N(r.access));\n  return null;\n}")),
    element(reads("class Gate$N {\n  render() { return this.props.$NAME().then((r) => log$N(r.access)); }\n}\nconst view$N = <Gate$N $NAME={$GIVES} />;")),
    element(reads("class Gate$N extends Component {\n  render() {\n    const { $NAME } = this.props;\n    return $NAME().then((r) => log$N(r.access));\n  }\n}\nconst view$N = <Gate$N $NAME={$GIVES} />;"))
        .from("import { Component } from \"react\";", "const { Component } = require(\"react\");"),
    element(reads("const Gate$N = memo(({ $NAME }) => {\n  $NAME().then((r) => log$N(r.access));\n  return null;\n});\nconst view$N = <Gate$N $NAME={$GIVES} />;"))
        .from("import { memo } from \"react\";", "const { memo } = require(\"react\");"),
    element(reads("function Gate$N({ $NAME }) { return $NAME().then((r) => log$N(r.access)); }\nconst Same$N = Gate$N;\nconst view$N = <Same$N $NAME={$GIVES} />;")),
    element(reads("const Ui$N = { Gate({ $NAME }) { return $NAME().then((r) => log$N(r.access)); } };\nconst view$N = <Ui$N.Gate $NAME={$GIVES} />;")),
    element(reads("function Gate$N({ $NAME }) { return $NAME().then((r) => log$N(r.access)); }\nconst view$N = <Gate$N {...{ $NAME: $GIVES }} />;")),
    element(reads("function Gate$N({ $NAME }) { return $NAME().then((r) => log$N(r.access)); }\nconst given$N = { $NAME: $GIVES };\nconst view$N = <Gate$N {...given$N} />;")),
    element(reads("function Gate$N({ children }) { return children().then((r) => log$N(r.access)); }\nconst view$N = <Gate$N>{$GIVES}</Gate$N>;")),
    element(reads("function Gate$N({ render }) { return render().then((r) => log$N(r.access)); }\nconst view$N = <Gate$N render={$GIVES} />;")),
    element(reads("function Gate$N({ $NAME }) { return $NAME().then((r) => log$N(r.access)); }\nconst open$N = $GIVES;\nconst view$N = <Gate$N $NAME={open$N} />;")),
    element(reads("function Gate$N({ $NAME }) { return $NAME().then((r) => log$N(r.access)); }\nconst view$N = <Gate$N $NAME={ready$N ? $GIVES : undefined} />;")),
    element(reads("function Page$N() {\n  const Gate = ({ $NAME }) => {\n    $NAME().then((r) => log$N(r.access));\n    return null;\n  };\n  return <Gate $NAME={$GIVES} />;\n}")),
    element(reads("function Page$N({ Gate }) { return <Gate $NAME={$GIVES} />; }\nconst view$N = <Page$N Gate={({ $NAME }) => $NAME().then((r) => log$N(r.access))} />;")),
    element(reads("const view$N = <Gate render={$GIVES} />;").from(PACKAGE, PACKAGE_REQUIRED)),
    element(reads("const view$N = <Gate>{$GIVES}</Gate>;").from(PACKAGE, PACKAGE_REQUIRED)),
    element(reads("const view$N = <Gate load={$GIVES} />;").from(RELATIVE, RELATIVE_REQUIRED)),
    element(reads("const view$N = <Gate {...{ open: $GIVES }} />;").from(PACKAGE, PACKAGE_REQUIRED)),
    element(reads("const view$N = <form action={$GIVES}>Go</form>;")),
    element(reads("const view$N = <input ref={$GIVES} />;")),
];
