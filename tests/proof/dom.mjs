// A made-up browser for the runtimes of frameworks, which take it from the global names.

import { Window } from "happy-dom";

const window = new Window();
for (const name of Object.getOwnPropertyNames(window)) if (!(name in globalThis)) globalThis[name] = window[name];
globalThis.window = window;

/** Everything a user does to a page. */
export function use(page) {
  for (const element of page.querySelectorAll("*")) {
    for (const type of ["click", "input", "change", "submit"]) element.dispatchEvent(new window.Event(type, { bubbles: true }));
  }
}
