// Each report of a folder is what its schema says: `*.json` that of `docs/`, `*.sarif` the standard's,
// `*.gitlab` what GitLab documents; `*.rdjson` is what the validator of that format takes.
// Arguments: the schema of `docs/`, the folder.

import { validate } from "@umbrelladocs/rdformat-validator";
import Ajv04 from "ajv-draft-04";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [schema, folder] = process.argv.slice(2);
const read = (file) => JSON.parse(readFileSync(file, "utf8"));

// A reader must take keys that it does not know, a test must not.
function closed(schema) {
  if (schema === null || typeof schema !== "object") return schema;
  if (Array.isArray(schema)) return schema.map(closed);
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return schema.type === "object" && schema.properties ? { ...inner, additionalProperties: false } : inner;
}

const ours = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
const standard = new Ajv04({ allErrors: true, strict: false, unicodeRegExp: false });
[ours, standard].forEach((ajv) => addFormats(ajv));
const sarif = createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");

// https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
const string = { type: "string", minLength: 1 };
const all = (properties) => ({ type: "object", required: Object.keys(properties), properties, additionalProperties: false });
const gitlab = {
  type: "array",
  items: all({
    engine_name: { const: "rupt-migrate" },
    check_name: string,
    description: string,
    fingerprint: { type: "string", pattern: "^[0-9a-f]{16}$" },
    severity: { enum: ["info", "minor", "major", "critical", "blocker"] },
    // From the root of the repository, and without `./`.
    location: all({
      path: { type: "string", minLength: 1, not: { pattern: "^(/|\\./)" } },
      lines: all({ begin: { type: "integer", minimum: 1 } }),
    }),
  }),
};

async function rdjson(report) {
  const result = await validate(JSON.stringify(report), { strictMode: true, allowExtraFields: false });
  rdjson.errors = [...result.errors, ...result.warnings];
  return result.valid && rdjson.errors.length === 0;
}

const checks = {
  json: ours.compile(closed(read(schema))),
  sarif: standard.compile(read(sarif)),
  gitlab: ours.compile(gitlab),
  rdjson,
};

let count = 0;
for (const name of readdirSync(folder).sort()) {
  const check = checks[name.split(".").at(-1)];
  if (!check) continue;
  count += 1;
  if (!(await check(read(join(folder, name))))) {
    console.log(`${name}:`, JSON.stringify(check.errors.slice(0, 5), null, 2));
    process.exitCode = 1;
  }
}
console.log(`${count} reports`);
