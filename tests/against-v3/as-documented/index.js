export default class Rupt {
  constructor({ clientId }) {
    if (typeof clientId !== "string") throw new TypeError("`clientId` is no string");
    const ask = async () => (await fetch("https://example.com/"), { evaluation_id: "an id" });
    this.evaluate = { access: ask, login: ask, signup: ask };
  }
}
