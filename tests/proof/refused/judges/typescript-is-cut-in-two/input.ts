import Rupt from "rupt";

export const enter = (account: string): Promise<unknown> => Rupt.attach({ client_id: "cid", account, email: "e" });
