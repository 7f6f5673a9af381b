// A registry on loopback with the packages of a folder. It takes new ones, too, and asks no other registry.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Packs each folder of `out`; gives the address, what was asked for, and a way to end it. */
export async function registry(out) {
  const packages = new Map();
  const asked = [];
  const add = (manifest, tarball) => {
    const known = packages.get(manifest.name) ?? { name: manifest.name, "dist-tags": {}, versions: {}, tarballs: {} };
    known.versions[manifest.version] = manifest;
    known["dist-tags"].latest = manifest.version;
    known.tarballs[manifest.version] = tarball;
    packages.set(manifest.name, known);
  };
  const server = createServer(async (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const [, name, , file] = request.url.split("?")[0].split("/");
    const answer = (status, body) => response.writeHead(status).end(body);
    if (request.method === "PUT") {
      const body = JSON.parse(Buffer.concat(await request.toArray()).toString("utf8"));
      const [manifest] = Object.values(body.versions);
      if (packages.get(name)?.versions[manifest.version]) {
        return answer(403, '{"error":"published before"}');
      }
      add(manifest, Buffer.from(Object.values(body._attachments)[0].data, "base64"));
      return answer(201, "{}");
    }
    const known = packages.get(name);
    if (!known) {
      return answer(404, '{"error":"not found"}');
    }
    const { tarballs, ...document } = known;
    if (file) {
      return answer(200, tarballs[file.slice(name.length + 1, -".tgz".length)]);
    }
    for (const [version, manifest] of Object.entries(document.versions)) {
      const integrity = `sha512-${createHash("sha512").update(tarballs[version]).digest("base64")}`;
      manifest.dist = { integrity, tarball: `${url}${name}/-/${name}-${version}.tgz` };
    }
    return answer(200, JSON.stringify(document));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  server.unref();
  const url = `http://127.0.0.1:${server.address().port}/`;
  if (out) {
    const folder = mkdtempSync(join(tmpdir(), "rupt-registry-"));
    for (const name of readdirSync(out)) {
      const packed = spawnSync("npm", ["pack", join(out, name), "--json"], { cwd: folder, encoding: "utf8" });
      const [{ filename }] = JSON.parse(packed.stdout);
      add(JSON.parse(readFileSync(join(out, name, "package.json"), "utf8")), readFileSync(join(folder, filename)));
    }
  }
  return { url, asked, close: () => server.close() };
}
