// What the page may do, by the hashes of its style and its script. `UPDATE_DOCS=1` writes it anew.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

const file = (name) => new URL(`../../src/render/worksheet/${name}`, import.meta.url);
const read = (name) => readFileSync(file(name), "utf8").replaceAll("\r\n", "\n");
const hash = (name) => `'sha256-${createHash("sha256").update(read(name)).digest("base64")}'`;
const policy = [
  "default-src 'none'",
  `style-src ${hash("page.css")}`,
  `script-src ${hash("page.js")}`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

if (process.env.UPDATE_DOCS) writeFileSync(file("page.policy"), `${policy}\n`);
if (read("page.policy") !== `${policy}\n`) {
  console.error(`page.policy is not that of page.css and page.js, which is:\n${policy}`);
  process.exit(1);
}
