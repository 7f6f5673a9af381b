import { expect, it, vi } from "vitest";
import { list } from "./list.js";

vi.mock("rupt", () => ({ default: { attach: async () => ({ attached_devices: 2 }) } }));

it("counts", async () => {
  expect(await list({ id: "m1", email: "m1@lib.test" })).toBe(2);
});
