import { expect, it, vi } from "vitest";
import { open } from "./desk";

const attach = vi.fn();
const mocks = vi.hoisted(() => ({ fails: false }));
vi.mock("rupt", () => ({
  __esModule: true,
  default: {
    attach: async (...told: unknown[]) => {
      if (mocks.fails) throw new Error("offline");
      return attach(...told);
    },
  },
}));

it("opens", async () => {
  expect(await open({ id: "m1", email: "m1@lib.test" })).toBe("open");
  expect(attach).toHaveBeenCalledTimes(1);
});

it("stays closed", async () => {
  mocks.fails = true;
  expect(await open({ id: "m1", email: "m1@lib.test" })).toBe("closed");
});
