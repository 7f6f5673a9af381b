import { open } from "./desk";

const mockAttach = jest.fn(() => Promise.resolve(null));
jest.mock("rupt", () => ({ __esModule: true, default: { attach: (...told) => mockAttach(...told) } }));

test("enters once", async () => {
  await open({ id: "m1", email: "m1@lib.test" });
  expect(mockAttach).toHaveBeenCalledTimes(1);
});
