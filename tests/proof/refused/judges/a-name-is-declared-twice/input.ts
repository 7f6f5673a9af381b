import Rupt from "rupt";

const rupt: string = "closed";

export const enter = () => Rupt.attach({ client_id: "cid", account: rupt, email: "e" });
