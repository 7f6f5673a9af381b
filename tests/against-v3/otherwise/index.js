export default class Rupt {
  constructor({ client_id }) {
    if (typeof client_id !== "string") throw new TypeError("`client_id` is no string");
  }
}
