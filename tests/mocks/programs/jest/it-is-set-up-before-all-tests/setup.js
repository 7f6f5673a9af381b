jest.mock("rupt", () => ({ __esModule: true, default: { attach: jest.fn() } }));
