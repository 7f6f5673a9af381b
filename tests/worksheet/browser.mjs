// A browser, without what a system would have to install for it: the package carries Chromium's headless shell
// and the libraries that it needs. `CHROMIUM=/path` takes another one.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

async function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("the package has Chromium for Linux on x64 only: set CHROMIUM to a Chromium or Chrome of this machine");
  }
  // It unpacks into the folder for temporary files, where an older one could lie, and its libraries only where
  // it sees a runtime without any. Its own settings look for its fonts in fixed places, and without any font it
  // stops.
  const folder = fileURLToPath(new URL("node_modules/.chromium", import.meta.url));
  mkdirSync(folder, { recursive: true });
  const fonts = `<dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir>`;
  writeFileSync(`${folder}/fonts.conf`, `<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>${fonts}</fontconfig>\n`);
  Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x", FONTCONFIG_FILE: `${folder}/fonts.conf` });
  const { default: packed } = await import("@sparticuz/chromium");
  return packed.executablePath();
}

export async function launch() {
  return chromium.launch({ executablePath: await executable(), args: ["--font-render-hinting=none"], chromiumSandbox: false });
}
