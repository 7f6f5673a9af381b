import { jest as runner } from "@jest/globals";
import { open } from "./desk";

runner.mock("rupt", () => {
  return { attach: async () => null };
});

test("opens", async () => {
  expect(await open({ id: "m1", email: "m1@lib.test" })).toBe("open");
});
