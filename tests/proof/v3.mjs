// A recorder for the documented surface of `@ruptjs/client`. What is not documented is a fault.

import { caller } from "./caller.mjs";
import { real } from "./real.mjs";
import { named, show } from "./show.mjs";
import { RESPONSE } from "./v2.mjs";

const CLIENT_KEYS = ["clientId", "on_logout"];
const CALL_KEYS = {
  access: ["user", "email", "phone", "metadata", "auto_challenge", "on_logout"],
  login: ["user", "email", "phone", "metadata", "auto_challenge", "on_logout"],
  signup: ["email", "phone", "metadata", "auto_challenge", "on_logout"],
};

/** The module. Whether v3 ships CommonJS is not known, so `require` may give the class itself. */
export function v3(world) {
  const check = (what, given, known) => {
    if (given === null || typeof given !== "object") return world.faults.push(`${what} is given ${show(given)}`);
    for (const key of Object.keys(given)) if (!known.includes(key)) world.faults.push(`${what} is given \`${key}\`, which v3 does not document`);
  };

  class Rupt {
    constructor(options, ...others) {
      check("new Rupt", options, CLIENT_KEYS);
      if (others.length > 0) world.faults.push("new Rupt is given more than one argument");
      world.clients.push(show(options.clientId));
      if (world.kind.needsWindow && world.kind.isServer) throw new ReferenceError("window is not defined");
      const own = real(world, options);
      this.evaluate = {};
      for (const [name, known] of Object.entries(CALL_KEYS)) {
        this.evaluate[name] = async (call, ...rest) => {
          check(`evaluate.${name}`, call, known);
          if (rest.length > 0) world.faults.push(`evaluate.${name} is given more than one argument`);
          own.evaluate(name, call);
          const { user, email, phone, metadata, auto_challenge, on_logout } = call;
          if (name !== "access") world.record(`evaluate.${name}`);
          world.evaluate({
            via: "v3",
            client: options.clientId,
            what: { user, email, phone, metadata },
            place: caller(),
            redirects: () => auto_challenge !== false,
            logout: on_logout ?? options.on_logout,
            challengeId: [],
            stopsLogout: () => false,
          });
          return world.answer(this.#response(), "the evaluation");
        };
      }
      named(this, "a v3 client");
    }

    #response() {
      if (!world.kind.answersAsV2) return { evaluation_id: "the evaluation id" };
      return world.kind.answersNull ? null : { ...RESPONSE };
    }
  }
  named(Rupt, "Rupt of v3");
  return world.kind.v3IsTheClass ? Rupt : named({ __esModule: true, default: Rupt }, "the v3 module");
}
