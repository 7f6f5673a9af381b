// Pages, and templates of pages: their modules, as the HTML standard finds them. Each is a program
// of its own.

import { parse } from "parse5";
import { syntaxErrors } from "./typescript.mjs";

/** What the parser has to say, and what is wrong with the modules. */
export async function complaints(source) {
  const said = [];
  parse(source, { onParseError: ({ code }) => said.push(code) });
  for (const { text } of await modules(source)) said.push(...syntaxErrors(text));
  return [{ way: "HTML", said }];
}

/** Each module that stands in the page and that no template writes into. */
export async function modules(source) {
  const texts = [];
  visit(parse(source), texts);
  const scripts = texts.filter((text) => !/<%|<\?|\{\{|\{%/.test(text));
  return scripts.map((text, index) => ({ part: `script ${index + 1}`, extension: "js", text, isForBrowsers: true }));
}

// What a `<template>` holds is not among its child nodes.
function visit(node, texts) {
  const attributes = new Map(node.attrs?.map(({ name, value }) => [name, value]));
  const isModule = node.nodeName === "script" && attributes.get("type") === "module" && !attributes.has("src");
  if (isModule) texts.push(node.childNodes.map(({ value }) => value).join(""));
  for (const child of node.childNodes ?? []) visit(child, texts);
}
