import Rupt from "rupt";

export class Lounge {
  #leave = () => location.reload();

  enter(guest) {
    return Rupt.attach({
      client_id: "cid",
      account: guest.id,
      email: guest.email,
      on_current_device_logout: () => this.#leave(),
    });
  }
}
