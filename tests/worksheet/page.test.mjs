// The worksheet as a page, used as a person uses it. `PAGES` is the folder with the pages, which
// `tests/browser.rs` makes.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";

const folder = process.env.PAGES;
const address = (name) => pathToFileURL(join(folder, name)).href;
const WIDTHS = [360, 1280];

let browser;
before(async () => {
  browser = await launch();
});
after(async () => browser?.close());

/** What a page did that no worksheet may do. */
function watch(page) {
  const faults = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("dialog", (dialog) => (faults.push(dialog.message()), dialog.dismiss()));
  page.on("request", (request) => {
    const isOwn = request.isNavigationRequest() && request.url().startsWith("file:");
    if (!isOwn && !request.url().startsWith("blob:")) faults.push(request.url());
  });
  return faults;
}

/** Opens a page in a browser of its own, uses it, and looks at what it did. */
async function on(name, use, { width = 1280, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  const faults = watch(page);
  await page.goto(address(name));
  await use(page, context);
  assert.deepEqual(faults, []);
  await context.close();
}

const count = (page) => page.textContent("#count");
const shown = (page, selector = "li.task") => page.locator(selector).filter({ visible: true }).count();
const task = (page, text) => page.locator("li.task", { hasText: text }).first();
const settle = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

async function saved(page, button) {
  await page.locator(".tools details").evaluate((details) => (details.open = true));
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

for (const width of WIDTHS) {
  test(`every control does what it says, at ${width}`, () =>
    on("page.html", async (page) => {
      const all = await shown(page);
      const [, total] = /^0 of (\d+) done$/.exec(await count(page));
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);

      // Ticks, by the mouse and by the keyboard, and what is noted.
      const value = task(page, "https://a.example.com/out");
      await value.locator("label.what").click();
      assert.equal(await count(page), `1 of ${total} done`);
      await task(page, "in the policy for production").locator("input[type=checkbox]").focus();
      await page.keyboard.press("Space");
      await page.keyboard.press("Tab");
      await page.keyboard.type("4 devices");
      assert.equal(await count(page), `2 of ${total} done`);
      assert.equal(await page.locator("progress").evaluate((bar) => bar.value), 2);
      const counts = await page.locator("nav .count").allTextContents();
      assert.ok(counts.some((text) => text.startsWith("1/")), counts.join());

      // Copying: what is pasted is the value.
      await value.locator("button.copy").click();
      await page.waitForFunction(() => document.querySelector("#said").textContent === "Copied https://a.example.com/out");
      await page.locator("#search").focus();
      await page.keyboard.press("Control+V");
      assert.equal(await page.inputValue("#search"), "https://a.example.com/out");

      // Search, by the value, by the name of the setting, by what was noted.
      await settle(page);
      assert.equal(await shown(page), 1);
      for (const [words, least] of [["logout URL example", 1], ["4 DEVICES", 1]]) {
        await page.fill("#search", words);
        await settle(page);
        const found = await shown(page);
        assert.ok(found >= least && found < all, `${words}: ${found} of ${all}`);
      }
      await page.fill("#search", "nothing is called so");
      await settle(page);
      assert.deepEqual([await shown(page), await shown(page, "main section")], [0, 0]);
      await page.fill("#search", "");
      await settle(page);
      assert.equal(await shown(page), all);

      // The client: what is of another one goes, what is of none stays.
      await page.selectOption("#client", { label: "admin_live_1" });
      await settle(page);
      assert.equal(await shown(page, "li.task:has(> label code:text-is('shop_live_1'))"), 0);
      assert.ok(await shown(page, "li.task:has(> label code:text-is('admin_live_1'))"));
      assert.ok((await shown(page, "#steps li.task")) > 10);
      await page.selectOption("#client", "");

      // Who does it.
      const owners = {};
      for (const owner of ["dashboard", "code", "server", "ask Rupt"]) {
        await page.selectOption("#owner", owner);
        await settle(page);
        owners[owner] = await shown(page);
        const others = page.locator("li.task").filter({ visible: true });
        const given = await others.evaluateAll((tasks) => tasks.map((one) => one.dataset.owner));
        assert.ok(given.every((all) => all.split(", ").includes(owner)), given.join(" | "));
      }
      assert.ok(Object.values(owners).every((number) => number > 0 && number < all), JSON.stringify(owners));
      await page.selectOption("#owner", "");

      await page.check("#left");
      await settle(page);
      assert.equal(await page.locator("li.task:has(> input:checked)").filter({ visible: true }).count(), 0);
      await page.uncheck("#left");

      // Contents lead to their sections.
      await page.click("nav a[href='#challenge_config']");
      await page.waitForFunction(() => document.querySelector("#h-challenge_config").getBoundingClientRect().top < innerHeight);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    }, { width, permissions: ["clipboard-read", "clipboard-write"] }));

  test(`what is ticked and noted is taken along as a file, at ${width}`, () =>
    on("page.html", async (page) => {
      const hostile = "<!-- --> `a` \"</script>\u2028 ü";
      await task(page, "https://a.example.com/out").locator("input[type=checkbox]").check();
      const typed = task(page, "in the policy for development");
      await typed.locator("input[type=text]").fill(hostile);
      const before = await count(page);
      for (const button of ["#save-json", "#save-md"]) {
        const { name, text } = await saved(page, button);
        await on("page.html", async (fresh) => {
          assert.match(await count(fresh), /^0 of /);
          await fresh.locator(".tools details").evaluate((details) => (details.open = true));
          const [chooser] = await Promise.all([fresh.waitForEvent("filechooser"), fresh.click("#open")]);
          await chooser.setFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
          await fresh.waitForFunction(() => document.querySelector("#said").textContent.startsWith("Took over"));
          assert.equal(await count(fresh), before, name);
          assert.equal(await task(fresh, "in the policy for development").locator("input[type=text]").inputValue(), hostile);
          await fresh.reload();
          assert.equal(await count(fresh), before, "and it is kept");
          for (const other of ["", "{}", "[]", "null", "# Worksheet\n- [x] a\n"]) {
            await fresh.setInputFiles("#file", { name: "other.json", mimeType: "text/plain", buffer: Buffer.from(other) });
            await fresh.waitForFunction(() => document.querySelector("#said").textContent.includes("holds no ticks"));
            await fresh.evaluate(() => (document.querySelector("#said").textContent = ""));
          }
          assert.equal(await count(fresh), before);
        }, { width });
      }
    }, { width }));
}

test("ticks are kept over a reload and in a newer file, and are no other project's", () =>
  on("page.html", async (page, context) => {
    await task(page, "https://a.example.com/out").locator("input[type=checkbox]").check();
    await task(page, "in the policy for development").locator("input[type=text]").fill("5");
    await page.reload();
    assert.match(await count(page), /^1 of /);
    const is = async (name, done, set) => {
      const other = await context.newPage();
      await other.goto(address(name));
      const checked = await other.locator("li.task:has(> input:checked)").allTextContents();
      assert.equal(checked.length, done, `${name}: ${checked}`);
      assert.equal(await task(other, "in the policy for development").locator("input[type=text]").inputValue(), set, name);
      await other.close();
    };
    // Lines have moved in it, and values have come and gone.
    await is("newer.html", 1, "5");
    await is("merged.html", 1, "5");
    await is("local.html", 0, "");
    await page.goto(address("page.html"));
    assert.match(await count(page), /^1 of /, "other files take nothing away");
  }));

test("another window shows the same", () =>
  on("page.html", async (page, context) => {
    const other = await context.newPage();
    await other.goto(address("page.html"));
    await task(page, "https://a.example.com/out").locator("input[type=checkbox]").check();
    await other.waitForFunction(() => document.querySelector("#count").textContent.startsWith("1 of"));
  }));

test("on paper there is the worksheet and nothing else", () =>
  on("page.html", async (page) => {
    await task(page, "https://a.example.com/out").locator("input[type=checkbox]").check();
    const all = await shown(page);
    await page.emulateMedia({ media: "print" });
    assert.equal(await shown(page), all);
    for (const selector of ["#tools", "nav", "button", ".skip"]) assert.equal(await shown(page, selector), 0, selector);
    assert.ok((await page.pdf()).length > 10000);
  }));

test("without a script all of it can be read, and nothing is there that needs one", async () => {
  let withScript;
  await on("page.html", async (page) => {
    withScript = await page.locator("main").evaluate((main) => {
      main.querySelectorAll("button").forEach((button) => button.remove());
      return main.innerText.replace(/\s+/g, " ");
    });
  });
  await on("page.html", async (page) => {
    const text = (await page.locator("main").innerText()).replace(/\s+/g, " ");
    assert.equal(text, withScript.replaceAll(/ (Set to|Kind of its key)(?= |$)/g, ""));
    for (const selector of ["#tools", "button", ".set"]) assert.equal(await shown(page, selector), 0, selector);
    assert.ok((await shown(page, "nav a")) > 5);
    await task(page, "https://a.example.com/out").locator("label.what").click();
    assert.equal(await page.locator("li.task > input:checked").count(), 1);
  }, { javaScriptEnabled: false });
});

test("hostile text stays text", () =>
  on("hostile.html", async (page) => {
    await page.evaluate(() => window.stop());
    const found = await page.evaluate(() => ({
      hit: window.hit,
      elements: document.querySelectorAll("img, iframe, object, svg, link, base, style ~ style, script ~ script").length,
      scripts: document.scripts.length,
      handlers: [...document.querySelectorAll("*")].filter((one) => [...one.attributes].some(({ name }) => name.startsWith("on"))).length,
      links: [...document.links].map(({ href }) => new URL(href).protocol).filter((scheme) => !["https:", "http:", "file:", "vscode:"].includes(scheme)),
    }));
    assert.deepEqual(found, { hit: undefined, elements: 0, scripts: 1, handlers: 0, links: [] });
    const text = await page.locator("main").textContent();
    for (const part of [
      "</script><img src=x onerror=hit=1>",
      "\" onmouseover=hit=1 x=\"",
      "'><svg onload=hit=1>",
      "javascript:hit=1",
      "<!--",
      "\\u{202e}",
    ]) {
      assert.ok(text.includes(part), part);
    }
    // What is noted is text, too, and what is searched for.
    await page.fill("#search", "</script><img src=x onerror=hit=1>");
    await settle(page);
    assert.ok((await shown(page)) > 0);
  }));

test("nothing may be added to a page, and it asks nobody", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const requests = new Set();
  page.on("request", (request) => request.url().startsWith("file:") || requests.add(request.url()));
  page.on("requestfailed", (request) => request.failure().errorText === "csp" && requests.delete(request.url()));
  await page.goto(address("page.html"));
  const refused = await page.evaluate(async () => {
    const refused = [];
    document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
    const add = (tag, attributes) => document.body.append(Object.assign(document.createElement(tag), attributes));
    add("script", { textContent: "window.hit = 1" });
    add("style", { textContent: "body { color: red }" });
    add("img", { src: "http://127.0.0.1:9/a.png" });
    add("iframe", { src: "http://127.0.0.1:9/" });
    await fetch("http://127.0.0.1:9/").catch(() => {});
    await new Promise((done) => setTimeout(done, 200));
    return [window.hit, ...refused.sort()];
  });
  assert.deepEqual(refused, [undefined, "connect-src", "frame-src", "img-src", "script-src-elem", "style-src-elem"]);
  assert.deepEqual([...requests], []);
  await context.close();
});

for (const width of WIDTHS) {
  test(`three thousand values can be used, at ${width}`, () =>
    on("many.html", async (page) => {
      const started = performance.now();
      assert.ok(Number(/of (\d+) done/.exec(await count(page))[1]) >= 3000);
      await page.fill("#search", "example.com/2999");
      await settle(page);
      assert.equal(await shown(page), 1);
      await page.fill("#search", "");
      await settle(page);
      const boxes = page.locator("li.task > input");
      await boxes.nth(1500).check();
      assert.match(await count(page), /^1 of /);
      await page.reload();
      assert.match(await count(page), /^1 of /);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      console.log(`# 3,000 values at ${width}: ${Math.round(performance.now() - started)} ms for a search, a tick and a reload`);
    }, { width }));
}

test("places lead to the repository at the commit, or to an editor", async () => {
  const places = (page) => page.locator(".about a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  await on("page.html", async (page) => {
    const all = await places(page);
    assert.ok(all.length > 5);
    all.forEach((place) => assert.match(place, /^https:\/\/github\.com\/acme\/shop\/blob\/[0-9a-f]{40}\/[\w./-]+#L\d+$/));
  });
  await on("local.html", async (page) => {
    const all = await places(page);
    assert.ok(all.length > 0);
    all.forEach((place) => assert.match(place, /^vscode:\/\/file\/[^:]+\.[jt]s:\d+:\d+$/));
  });
  await on("merged.html", async (page) => {
    assert.deepEqual(await page.locator("ul.from a").evaluateAll((all) => all.map((one) => one.href)), [
      "https://github.com/acme/shop",
      "https://gitlab.com/acme/tv",
    ]);
    assert.ok((await places(page)).some((place) => place.startsWith("https://gitlab.com/acme/tv/-/blob/")));
    assert.match(await page.locator("main > section").first().innerText(), /^Not looked into[^]*broken\.js/);
  });
});

test("a screen reader is told what everything is", () =>
  on("page.html", async (page) => {
    const faults = await page.evaluate(() => {
      const faults = [];
      for (const control of document.querySelectorAll("input, select, button, progress")) {
        const name = control.getAttribute("aria-label") || [...(control.labels ?? [])].map((label) => label.textContent).join("") || control.textContent;
        if (!name.trim()) faults.push(`no name: ${control.outerHTML}`);
      }
      let level = 0;
      for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
        const own = Number(heading.tagName[1]);
        if (own > level + 1) faults.push(`skips a level: ${heading.textContent}`);
        level = own;
      }
      const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
      if (new Set(ids).size !== ids.length) faults.push("an id twice");
      for (const link of document.querySelectorAll("a[href^='#']")) {
        if (!document.getElementById(link.hash.slice(1))) faults.push(`leads nowhere: ${link.hash}`);
      }
      if (document.documentElement.lang !== "en") faults.push("no language");
      return faults;
    });
    assert.deepEqual(faults, []);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the worksheet");
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "work");
  }));

for (const colorScheme of ["light", "dark"]) {
  test(`all text can be read, in ${colorScheme}`, () =>
    on("page.html", async (page) => {
      const weak = await page.evaluate(() => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
        const rgba = (color) => {
          canvas.clearRect(0, 0, 1, 1);
          canvas.fillStyle = color;
          canvas.fillRect(0, 0, 1, 1);
          return [...canvas.getImageData(0, 0, 1, 1).data];
        };
        const light = ([r, g, b]) => {
          const part = (value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
          return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
        };
        const behind = (element) => {
          for (let up = element; up; up = up.parentElement) {
            const color = rgba(getComputedStyle(up).backgroundColor);
            if (color[3] === 255) return color;
          }
          return [255, 255, 255, 255];
        };
        const weak = new Set();
        for (const element of document.querySelectorAll("body *")) {
          const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
          if (!hasText || !element.checkVisibility()) continue;
          const [one, other] = [light(rgba(getComputedStyle(element).color)), light(behind(element))].sort((a, b) => b - a);
          const contrast = (one + 0.05) / (other + 0.05);
          if (contrast < 4.5) weak.add(`${element.tagName}.${element.className} ${contrast.toFixed(2)}`);
        }
        return [...weak];
      });
      assert.deepEqual(weak, []);
    }, { colorScheme }));
}

// The pictures of `docs/worksheet.md`.
test("pictures", { skip: !process.env.PICTURES && "PICTURES=folder takes them" }, async () => {
  mkdirSync(process.env.PICTURES, { recursive: true });
  for (const [name, width, height, colorScheme] of [
    ["worksheet-light", 1100, 900, "light"],
    ["worksheet-dark", 1100, 900, "dark"],
    ["worksheet-narrow", 360, 900, "light"],
  ]) {
    await on("page.html", async (page) => {
      await page.setViewportSize({ width, height });
      await task(page, "https://a.example.com/out").locator("input[type=checkbox]").check();
      await task(page, "in the policy for development").locator("input[type=checkbox]").check();
      await task(page, "in the policy for development").locator("input[type=text]").fill("3");
      await page.locator("#h-cap_devices").evaluate((heading) => heading.scrollIntoView({ behavior: "instant" }));
      await settle(page);
      await page.screenshot({ path: join(process.env.PICTURES, `${name}.png`) });
    }, { width, colorScheme, deviceScaleFactor: 1 });
  }
});
