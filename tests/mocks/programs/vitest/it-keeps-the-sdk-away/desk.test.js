import { expect, it, vi } from "vitest";
import { open } from "./desk.js";

vi.mock("rupt", () => ({ default: { attach: vi.fn() } }));

it("opens", async () => {
  expect(await open({ id: "m1", email: "m1@lib.test" })).toBe("open for m1");
});
