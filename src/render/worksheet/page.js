"use strict";
// Adds to the worksheet what needs a script: ticks that are kept, progress, filters, copying. All data is
// taken from the page, as text; text goes back into it by `textContent` and `value` only.
(() => {
  const find = (selector) => document.querySelector(selector);
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const [said, count, progress] = ["#said", "#count", "#progress"].map(find);
  const say = (text) => { said.textContent = text; };

  // Everything with an owner can be hidden; what has a box of its own can be ticked.
  const units = all("[data-owner]").map((element) => {
    const box = element.querySelector(":scope > input[type=checkbox]");
    const section = element.closest("section");
    const item = element.closest(".item");
    return {
      element, box, section, item,
      id: box ? element.id.slice(2) : "",
      set: element.querySelector(":scope > .set input"),
      around: [element.closest(".given"), item, section].filter(Boolean),
      client: element.dataset.client,
      owners: element.dataset.owner.split(", "),
      title: item ? item.querySelector("h3").firstChild.textContent.trim() : section.querySelector("h2").textContent,
      what: box ? element.querySelector(":scope > .what").textContent : "",
      text: undefined,
    };
  });
  const tasks = units.filter((unit) => unit.box);
  const byId = new Map(tasks.map((task) => [task.id, task]));

  // --- what is kept -------------------------------------------------------------------------------------
  const PREFIX = "rupt-migrate worksheet ";
  const repositories = all("meta[name=repository]").map((meta) => meta.content);
  const key = PREFIX + JSON.stringify(repositories);
  /** Ticks by the names of their tasks; those of tasks that another worksheet has are kept, too. */
  const state = new Map();

  const isState = (data) => data !== null && typeof data === "object" && data.tool === "rupt-migrate" && data.state === 1 &&
    Array.isArray(data.items);
  const take = (items) => {
    let taken = 0;
    for (const item of items) {
      if (item === null || typeof item !== "object" || !/^[0-9a-f]{16}$/.test(item.id)) continue;
      state.set(item.id, { done: item.done === true, set: typeof item.set === "string" ? item.set : "" });
      taken += byId.has(item.id) ? 1 : 0;
    }
    return taken;
  };
  const written = () => ({
    tool: "rupt-migrate",
    state: 1,
    repositories,
    items: [...state].map(([id, { done, set }]) => ({ id, done, set })),
  });
  const keep = () => {
    try {
      localStorage.setItem(key, JSON.stringify(written()));
    } catch {
      say("This browser keeps nothing: save your ticks as a file.");
    }
  };
  const kept = (name) => {
    try {
      const data = JSON.parse(localStorage.getItem(name));
      return isState(data) ? data : undefined;
    } catch {
      return undefined;
    }
  };
  const load = () => {
    const own = kept(key);
    if (own) return take(own.items);
    // A worksheet of more or fewer repositories begins with the ticks of those that it shares some with.
    let names = [];
    try {
      names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)).sort();
    } catch {}
    for (const data of names.map(kept)) {
      const shares = data && Array.isArray(data.repositories) && data.repositories.some((one) => repositories.includes(one));
      if (shares) take(data.items);
    }
  };
  const show = () => {
    for (const { id, box, set } of tasks) {
      const { done, set: value } = state.get(id) ?? { done: false, set: "" };
      box.checked = done;
      if (set) set.value = value;
    }
  };
  const note = ({ id, box, set }) => {
    const now = { done: box.checked, set: set ? set.value : "" };
    if (now.done || now.set) state.set(id, now);
    else state.delete(id);
    keep();
  };

  // --- progress and filters -----------------------------------------------------------------------------
  const links = new Map(all("nav li").map((line) => [line.querySelector("a").hash.slice(1), line.querySelector(".count")]));
  const measure = () => {
    const sections = new Map();
    let done = 0;
    for (const { box, section } of tasks) {
      const counted = sections.get(section.id) ?? [0, 0];
      counted[0] += box.checked ? 1 : 0;
      counted[1] += 1;
      done += box.checked ? 1 : 0;
      sections.set(section.id, counted);
    }
    count.textContent = `${done} of ${tasks.length} done`;
    progress.max = Math.max(tasks.length, 1);
    progress.value = done;
    for (const [id, place] of links) {
      const counted = sections.get(id);
      place.textContent = counted ? `${counted[0]}/${counted[1]}` : "";
    }
  };
  const [search, client, owner, left] = ["#search", "#client", "#owner", "#left"].map(find);
  const textOf = (unit) => {
    unit.text ??= `${unit.title} ${unit.element.textContent}`.toLowerCase();
    return unit.set ? `${unit.text} ${unit.set.value.toLowerCase()}` : unit.text;
  };
  const foldable = all("main section, main .item, main .given");
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const [whose, who] = [client ? client.value : "", owner.value];
    const isShown = (unit) =>
      (!whose || unit.client === undefined || unit.client === whose) &&
      (!who || unit.owners.includes(who)) &&
      (!left.checked || (unit.box !== null && !unit.box.checked)) &&
      words.every((word) => textOf(unit).includes(word));
    const isFiltered = words.length > 0 || whose !== "" || who !== "" || left.checked;
    const inUse = new Set();
    let shown = 0;
    for (const unit of units) {
      const is = isShown(unit);
      unit.element.hidden = !is;
      if (is) {
        unit.around.forEach((around) => inUse.add(around));
        // What a shown task stands in is shown with it.
        for (let up = unit.element.parentElement.closest("[data-owner]"); up; up = up.parentElement.closest("[data-owner]")) up.hidden = false;
        shown += unit.box ? 1 : 0;
      }
    }
    for (const element of foldable) element.hidden = isFiltered && !inUse.has(element);
    say(isFiltered ? `${shown} of ${tasks.length} shown` : "");
  };
  let waiting = 0;
  const soon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(filter);
  };

  // --- files ----------------------------------------------------------------------------------------------
  const save = (name, type, text) => {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    say(`Saved as ${name}`);
  };
  const code = (text) => {
    const line = text.replace(/\s+/g, " ").trim();
    const ticks = "`".repeat(Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length)) + 1);
    return `${ticks} ${line} ${ticks}`;
  };
  // What is noted stands in a comment, too, where nothing can end it.
  const hidden = (data) => JSON.stringify(data).replace(/[<>\u2028\u2029-]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const asMarkdown = () => {
    const lines = ["# What is done of the worksheet for the Rupt dashboard", "", ...repositories.map((one) => `- ${code(one)}`)];
    let title = "";
    for (const task of tasks) {
      if (task.title !== title) {
        title = task.title;
        lines.push("", `## ${code(title)}`, "");
      }
      const now = state.get(task.id) ?? { done: false, set: "" };
      const set = now.set ? `, set to ${code(now.set)}` : "";
      lines.push(`- [${now.done ? "x" : " "}] ${code(task.what)}${set} <!-- rupt ${hidden({ id: task.id, set: now.set })} -->`);
    }
    return lines.join("\n") + "\n";
  };
  const fromMarkdown = (text) => {
    const items = [];
    for (const line of text.split(/\r?\n/)) {
      const parts = /^\s*[-*] \[([ xX])\] .*<!-- rupt (\{.*\}) -->\s*$/.exec(line);
      if (!parts) continue;
      try {
        const data = JSON.parse(parts[2]);
        items.push({ id: data.id, set: data.set, done: parts[1] !== " " });
      } catch {}
    }
    return items;
  };
  const open = async (file) => {
    const text = await file.text();
    let items;
    try {
      const data = JSON.parse(text);
      items = isState(data) ? data.items : undefined;
    } catch {
      const found = fromMarkdown(text);
      items = found.length > 0 ? found : undefined;
    }
    if (!items) return say(`${file.name} holds no ticks of a worksheet.`);
    const taken = take(items);
    keep();
    show();
    measure();
    filter();
    say(`Took over ${taken} of ${items.length} ticks and notes from ${file.name}.`);
  };

  // --- copying ----------------------------------------------------------------------------------------------
  const copy = async (button, text) => {
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      done = document.execCommand("copy");
      field.remove();
      button.focus();
    }
    button.textContent = done ? "Copied" : "Not copied";
    say(done ? `Copied ${text}` : "This browser does not let pages copy.");
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  };
  for (const { element } of units) {
    const value = element.querySelector(":scope > .what .value");
    if (!value) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy ${value.textContent}`);
    element.querySelector(":scope > .what").after(button);
  }

  // --- events -----------------------------------------------------------------------------------------------
  const taskOf = (target) => {
    const element = target.closest("li.task");
    return element && !target.closest("#tools") ? byId.get(element.id.slice(2)) : undefined;
  };
  find("#work").addEventListener("input", (event) => {
    const task = taskOf(event.target);
    if (!task) return;
    note(task);
    // What was just ticked stays in sight, whatever the filter: it is set anew by its own controls only.
    if (event.target === task.box) measure();
  });
  find("#work").addEventListener("click", (event) => {
    const button = event.target.closest("button.copy");
    if (button) copy(button, button.parentElement.querySelector(":scope > .what .value").textContent);
  });
  find("#tools").addEventListener("submit", (event) => event.preventDefault());
  for (const control of [search, client, owner, left]) control?.addEventListener("input", soon);
  find("#save-json").addEventListener("click", () => save("worksheet-ticks.json", "application/json", JSON.stringify(written(), null, 2) + "\n"));
  find("#save-md").addEventListener("click", () => save("worksheet-ticks.md", "text/markdown", asMarkdown()));
  find("#open").addEventListener("click", () => find("#file").click());
  find("#file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (file) await open(file);
    event.target.value = "";
  });
  // Another window with the same worksheet.
  addEventListener("storage", (event) => {
    if (event.key !== key) return;
    state.clear();
    load();
    show();
    measure();
  });

  document.documentElement.classList.add("scripts");
  load();
  show();
  measure();
})();
