import Rupt from "@ruptjs/client";

const rupt = new Rupt({ clientId: "cid", on_logout: () => this.#leave() });

export class Lounge {
  #leave = () => location.reload();

  enter(guest) {
    return rupt.evaluate.access({
      user: guest.id,
      email: guest.email,
    });
  }
}
