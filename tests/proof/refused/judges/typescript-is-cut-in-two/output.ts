import Rupt from "@ruptjs/client";

const rupt = new Rupt({ clientId: "cid" });

export const enter = (account: string): Promise<unknown => rupt.evaluate.access({ user: account, email: "e" });
