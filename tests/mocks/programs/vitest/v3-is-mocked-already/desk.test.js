import { expect, it, vi } from "vitest";
import { enter } from "./hall.js";
import { open } from "./desk.js";

vi.mock("rupt", () => ({ default: { attach: async () => null } }));
vi.mock("@ruptjs/client", () => ({ default: class { evaluate = { access: async () => ({ evaluation_id: "e1" }) } } }));

it("does both", async () => {
  expect(await open({ id: "m1", email: "m1@lib.test" })).toBe("open");
  expect(await enter({ id: "m1", email: "m1@lib.test" })).toBe("e1");
});
