import { beforeEach, expect, it, vi } from "vitest";
import { open } from "./desk.js";

const { attach, page } = vi.hoisted(() => ({ attach: vi.fn().mockResolvedValue(null), page: vi.fn() }));
vi.mock("rupt", () => ({ attach }));

beforeEach(() => attach.mockClear());

it("enters once", async () => {
  await open({ id: "m1", email: "m1@lib.test" });
  expect(attach).toHaveBeenCalledTimes(1);
  expect(page).not.toHaveBeenCalled();
});

it("enters twice", async () => {
  await open({ id: "m1", email: "m1@lib.test", twice: true });
  expect(attach).toHaveBeenCalledTimes(2);
});
