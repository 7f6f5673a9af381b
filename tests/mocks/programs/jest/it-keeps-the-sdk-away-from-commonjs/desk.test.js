jest.mock("rupt", () => ({ attach: jest.fn() }));
const { open } = require("./desk");

test("opens", async () => {
  expect(await open({ id: "m1", email: "m1@lib.test" })).toBe("m1");
});
