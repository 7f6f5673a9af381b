import Rupt from "@ruptjs/client";

const rupt = new Rupt({ clientId: "cid" });

const rupt: string = "closed";

export const enter = () => rupt.evaluate.access({ user: rupt, email: "e" });
