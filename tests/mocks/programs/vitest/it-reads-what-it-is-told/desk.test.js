import { expect, it, vi } from "vitest";
import { open } from "./desk.js";

const attach = vi.hoisted(() => vi.fn(async ({ account }) => {
  if (account !== "m1") throw new Error("not a member");
}));
vi.mock("rupt", () => ({ default: { attach } }));

it("opens", async () => {
  await open({ id: "m1", email: "m1@lib.test" });
  expect(attach).toHaveBeenCalledTimes(1);
});
