jest.mock("rupt", () => ({ __esModule: true, default: { attach: async () => null } }));
