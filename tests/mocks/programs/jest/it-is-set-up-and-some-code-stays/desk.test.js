import { open } from "./desk";

test("opens", async () => {
  expect(await open({ id: "m1", email: "m1@lib.test" }, {})).toBe("open");
});
