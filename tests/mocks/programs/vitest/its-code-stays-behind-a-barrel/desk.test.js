import { expect, it, vi } from "vitest";
import { open } from "./desk";

const attach = vi.hoisted(() => vi.fn());
vi.mock("rupt", () => ({ default: { attach } }));

it("enters once", async () => {
  await open({ id: "m1", email: "m1@lib.test" }, { groups: ["desk"] });
  expect(attach).toHaveBeenCalledTimes(1);
});
