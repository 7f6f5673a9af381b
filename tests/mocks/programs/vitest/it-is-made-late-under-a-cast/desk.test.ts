import { expect, it, vi } from "vitest";

vi.doMock("rupt", () => ({ default: { attach: vi.fn(async () => null) } }) as any);

it("opens", async () => {
  const { open } = await import("./desk");
  expect(await open({ id: "m1", email: "m1@lib.test" })).toBe("m1");
});
