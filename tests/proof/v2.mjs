// A recorder with the surface of `rupt@2.24.1`.

import { caller } from "./caller.mjs";
import { named, show } from "./show.mjs";

/** What `attach` resolves to. */
export const RESPONSE = {
  success: true,
  attached_devices: 3,
  device_id: "the device id",
  default_device_limit: 2,
  block_over_usage: false,
  access: "the access id",
  identity: "the identity",
};

/** The module, and `window.Rupt` as a side effect of loading it. */
export function v2(world) {
  async function attach(options) {
    const { client_id, account, user, email, phone, metadata, ...others } = options;
    const { on_challenge, on_limit_exceeded, on_current_device_logout, ...rest } = others;
    world.evaluate({
      via: "v2",
      client: client_id,
      what: { user: account ?? user, email, phone, metadata },
      others: show(others),
      place: caller(),
      limit: on_limit_exceeded,
      challenge: on_challenge,
      // Only exactly `false` stops the redirect.
      redirects: (result) => result !== false,
      logout: on_current_device_logout,
      challengeId: [{ challenge: "the challenge id" }],
      // Without a `logout_url` there is nothing that `false` would stop.
      stopsLogout: (result) => result === false && Boolean(rest.redirect_urls?.logout_url),
    });
    return world.answer(world.kind.answersNull ? null : { ...RESPONSE }, "the evaluation");
  }

  const recorded = (name, answer) => {
    const call = async (options) => {
      world.record(`Rupt.${name}(${show(options)})`);
      return world.answer(answer, `Rupt.${name}`);
    };
    return call;
  };
  const functions = {
    attach,
    detach: recorded("detach", { success: true, attached_devices: 2 }),
    getAttachedDevices: recorded("getAttachedDevices", { devices: [] }),
    identify: recorded("identify", { identification: "the identification" }),
    getFingerprint: recorded("getFingerprint", { fingerprint_id: "the fingerprint id", confidence: 1 }),
    getHash: recorded("getHash", ["the hash", "the last hash"]),
    evaluate: recorded("evaluate", { fingerprint_id: "the fingerprint id", confidence: 1, verdict: "allow", reasons: [] }),
  };
  const Rupt = named({ ...functions }, "Rupt of v2");
  for (const [name, fn] of Object.entries(functions)) named(fn, `Rupt.${name}`);
  world.globals.set("Rupt", Rupt);
  return named(
    { __esModule: true, default: Rupt, ...functions, getSignals: recorded("getSignals", {}), BASE_URL: "https://api.rupt.dev" },
    "the v2 module",
  );
}
