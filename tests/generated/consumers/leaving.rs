//! Functions and responses that leave the file by an export: the call may move, and its readers are
//! told of.

use super::super::positions::Position;
use super::names::{LEAVING, Name};
use super::{reads, unclear};

const fn leaves(text: &'static str) -> Position {
    unclear(text).names(LEAVING).in_module().leaves()
}

const FIELDS: &[Name] = &[Name("access"), Name("device_id"), Name("success")];

pub const EXPORTS: &[Position] = &[
    leaves("export function $NAME(tenant) {\n  $LOCAL\n  $MORE\n  return $CALL;\n}"),
    leaves("export const $NAME = $GIVES;"),
    leaves("const open$N = $GIVES;\nexport { open$N as $NAME };"),
    leaves("export class Auth$N {\n  $NAME(tenant) {\n    $LOCAL\n    return $CALL;\n  }\n}"),
    leaves("export class Auth$N {\n  $NAME = $GIVES;\n}"),
    leaves("export class Auth$N {\n  static $NAME = $GIVES;\n}"),
    leaves("class Auth$N {\n  $NAME = $GIVES;\n}\nexport { Auth$N };"),
    leaves("class Auth$N {\n  $NAME(tenant) {\n    $LOCAL\n    return $CALL;\n  }\n}\nexport const auth$N = new Auth$N();"),
    leaves("export const api$N = { $NAME: $GIVES };"),
    leaves("export const api$N = { $NAME(tenant) {\n  $LOCAL\n  return $CALL;\n} };"),
    leaves("const api$N = { $NAME: $GIVES };\nexport { api$N };"),
    leaves("const api$N = { $NAME: $GIVES };\nexport default api$N;").once("default"),
    leaves("export const api$N = { inner: { $NAME: $GIVES } };"),
    leaves("export const makeApi$N = () => ({ $NAME: $GIVES });"),
    leaves("export function makeApi$N(tenant) {\n  const api = { $NAME: $GIVES };\n  return api;\n}"),
    leaves("export function makeApi$N(tenant) {\n  const $NAME = $GIVES;\n  return { $NAME };\n}"),
    leaves("export let $NAME;\n$NAME = $GIVES;"),
    leaves("export const answer$N = ($GIVES)();"),
    leaves("export let answer$N;\nasync function boot$N(tenant) {\n  answer$N = await $CALL;\n}").waiting().rewritten(),
    unclear("exports.$NAME = $GIVES;").names(LEAVING).common().leaves(),
    unclear("module.exports = { $NAME: $GIVES };").names(LEAVING).common().once("module.exports").leaves(),
    unclear("module.exports.$NAME = $GIVES;").names(LEAVING).common().leaves(),
    unclear("class Auth$N {\n  $NAME = $GIVES;\n}\nexports.auth$N = new Auth$N();").names(LEAVING).common().leaves(),
    // A field is no response that another file could be told of.
    reads("export const $NAME = ($GIVES)().then((r) => r.access);").names(FIELDS).in_module(),
    reads("export let $NAME;\nasync function boot$N(tenant) {\n  $LOCAL\n  $NAME = (await $CALL).$NAME;\n}").names(FIELDS).waiting().in_module(),
    reads("let $NAME;\nasync function boot$N(tenant) {\n  $LOCAL\n  ({ $NAME } = await $CALL);\n}\nexport { $NAME };").names(FIELDS).waiting().in_module(),
    reads("let $NAME;\nasync function boot$N(tenant) {\n  $LOCAL\n  ({ $NAME } = await $CALL);\n}\nexport const get$N = () => $NAME;").names(FIELDS).waiting().in_module(),
    // It never leaves the function that is exported.
    reads("export async function run$N(name, tenant) {\n  const checks = { $NAME: $GIVES };\n  const r = await checks[name]();\n  log$N(r.access);\n}\nrun$N(\"$NAME\");").names(LEAVING).in_module(),
    reads("export async function run$N(tenant) {\n  const checks = { $NAME: $GIVES };\n  for (const check in checks) log$N((await checks[check]()).access);\n}").names(LEAVING).in_module(),
    // What leaves is read here, too.
    reads("const pick$N = () => \"$NAME\";\nexport const api$N = { $NAME: $GIVES };\napi$N[pick$N()]().then((r) => log$N(r.access));").names(LEAVING).in_module(),
    reads("export class Auth$N {\n  $NAME = $GIVES;\n  async run(step) { log$N((await this[step]()).access); }\n}\nnew Auth$N().run(\"$NAME\");").names(LEAVING).in_module(),
    reads("export const $NAME = $GIVES;\n$NAME().then((r) => log$N(r.access));").names(LEAVING).in_module(),
];
