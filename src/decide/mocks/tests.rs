use crate::migrate;
use crate::migration::{Choice, Mocked, Moves, Outcome, UseFate};
use crate::syntax::Dialect;

/// Whether all mocks in a script move.
fn moves(code: &str) -> bool {
    let project = Choice { moves: Moves::Unsafe, mocked: Mocked::Moves, ..Choice::default() };
    match migrate(code, Dialect::TypeScript, &project) {
        Outcome::Migrated(migration) => migration.uses.iter().all(|found| found.fate == UseFate::MovedWithTodo),
        other => panic!("{code}: {other:?}"),
    }
}

/// Returns a Vitest mock with the member `attach`.
fn of(attach: &str) -> String {
    format!("vi.mock(\"rupt\", () => ({{ default: {{ {attach} }} }}));")
}

#[test]
fn a_function_that_ignores_its_arguments_moves() {
    for attach in [
        "attach: vi.fn()",
        "attach: vi.fn(async () => ({ success: true }))",
        "attach: vitest.fn().mockName('attach').mockReturnValue(Promise.resolve(null))",
        "attach: vi.fn().mockImplementation(() => { throw new Error('offline'); })",
        "attach: async () => { await null; }",
        "attach: async (...told) => null",
        "async attach() { return { device_id: 'd1' }; }",
        "'attach': (() => null) as any",
        "attach: fake",
        "attach: (...told) => counted(...told)",
        "attach: (...told: unknown[]) => { counted(...told); return mocks.attach(...told); }",
        "attach: mocks.attach",
        "attach: counted",
    ] {
        let shared = "import { mocked } from './mocked'; function fake() { return mocked; }
            const counted = vi.fn(fake); const mocks = vi.hoisted(() => ({ attach: vi.fn(), page: vi.fn((told) => told) }));
            expect(counted).not.toHaveBeenCalled(); counted.mockClear(); expect(mocks.attach).toHaveBeenCalledTimes(2);
            expect(mocks.page).toHaveBeenCalledWith('page');";
        assert!(moves(&format!("{shared}\n{}", of(attach))), "{attach}");
    }
}

#[test]
fn any_other_function_stays() {
    for attach in [
        "attach: (told) => null",
        "attach: ({ account }) => accounts.push(account)",
        "attach: (...[told]) => accounts.push(told.account)",
        "attach: (...told) => accounts.push(told)",
        "attach: (...told) => { counted(...told); accounts.push(...told); }",
        "attach: (...told) => window.told?.(...told)",
        "attach: (...told) => console.debug(...told)",
        "attach: (...told) => JSON.stringify(told)",
        "attach: (...told) => counted.call(null, ...told)",
        "attach: function () { return arguments[0].account; }",
        "attach: vi.fn((told) => told)",
        "attach: vi.fn(reads)",
        "attach: vi.fn(elsewhere)",
        "attach: vi.fn(...fakes)",
        "attach: vi.fn().mockImplementation(reads)",
        "attach: vi.fn().mockReturnThis()",
        "attach: vi.fn().mockResolvedValueOnce(null)",
        "attach: spy.fn()",
        "attach: reads",
        "attach: elsewhere",
        "attach: unbound",
        "attach: accounts.push",
        "attach: globalThis.attach",
        "attach() { return this.device; }",
        "get attach() { return counted; }",
        "attach: vi.fn(), detach: vi.fn()",
        "...elsewhere, attach: vi.fn()",
        "attach: first",
        "attach: own",
    ] {
        let shared = "import elsewhere, { fakes } from './fakes'; const accounts = []; const spy = { fn: reads };
            function reads(told) { accounts.push(told); } const counted = vi.fn(); const own = vi.fn(() => own.mock.calls);
            const first = vi.fn((...told) => second(...told)); const second = vi.fn((...told) => first(...told));";
        assert!(!moves(&format!("{shared}\n{}", of(attach))), "{attach}");
    }
}

#[test]
fn a_function_whose_arguments_the_test_may_read_stays() {
    for looks in [
        "expect(attach).toHaveBeenCalledWith({ account: 'm1' });",
        "expect(attach.mock.calls).toEqual([]);",
        "expect(attach).toHaveBeenLastCalledWith();",
        "register(attach);",
        "export { attach };",
        "const again = attach;",
        "vi.mocked(attach);",
        "attach.mockImplementation((told) => told);",
        "import { expect } from './expect'; expect(attach).toHaveBeenCalled();",
        "const kept = { attach };",
        "type Told = Parameters<typeof attach>;",
    ] {
        assert!(!moves(&format!("const attach = vi.fn();\n{}\n{looks}", of("attach"))), "{looks}");
    }
    for shared in [
        "let attach = vi.fn();",
        "export const attach = vi.fn();",
        "declare const attach: any;",
        "const { attach } = mocks;",
        "const { attach } = vi.hoisted(async () => ({ attach: vi.fn() }));",
        "const { attach } = vi.hoisted(() => ({ ...fakes, attach: vi.fn() }));",
        "const { attach, ...rest } = vi.hoisted(() => ({ attach: vi.fn() }));",
        "const { attach, attach: again } = vi.hoisted(() => ({ attach: vi.fn() }));",
        "const { attach } = vi.hoisted(() => ({ attach: vi.fn(), page: vi.fn(function () { this.attach.mock; }) }));",
        "const { attach = vi.fn() } = vi.hoisted(() => ({ attach: vi.fn() }));",
        "const [attach] = vi.hoisted(() => [vi.fn()]);",
        "import { vi } from './vi'; const attach = vi.fn();",
    ] {
        assert!(!moves(&format!("{shared}\n{}", of("attach"))), "{shared}");
    }
    let whole = "const mocks = vi.hoisted(() => ({ attach: vi.fn() })); Object.values(mocks);";
    assert!(!moves(&format!("{whole}\n{}", of("attach: mocks.attach"))));
}

#[test]
fn only_a_factory_that_makes_an_object_and_nothing_else_moves() {
    for mock in [
        "jest.mock('rupt', () => ({ attach: jest.fn() }));",
        "jest.mock('rupt', function () { return { __esModule: true, default: { attach: jest.fn() } }; }, { virtual: true });",
        "vi.doMock('rupt', () => ({ attach: vi.fn() }) as unknown as Sdk);",
        "import { jest as runner } from '@jest/globals'; runner.unstable_mockModule('rupt', () => ({ attach: runner.fn() }));",
        "vi.mock('rupt', () => ({ attach: vi.fn() })); await import('@ruptjs/client'); const v3 = require('@ruptjs/client');",
    ] {
        assert!(moves(mock), "{mock}");
    }
    for mock in [
        "vi.mock('rupt');",
        "vi.mock('rupt', { spy: true });",
        "vi.mock('rupt', ...factories);",
        "vi.mock('rupt', factory);",
        "vi.mock('rupt', async () => { told.length = 0; return { attach: vi.fn() }; });",
        "vi.mock('rupt', async (original) => ({ attach: vi.fn() }));",
        "vi.mock('rupt', (): Sdk => ({ attach: vi.fn() }));",
        "vi.mock('rupt', () => ({ attach: vi.fn() }) as Sdk);",
        "vi.mock('rupt', (() => ({ attach: vi.fn() })) satisfies () => Sdk);",
        "vi.mock('rupt', () => ({ default: { attach: vi.fn() } satisfies Sdk }));",
        "vi.mock<Sdk>('rupt', () => ({ attach: vi.fn() }));",
        "runner.mock('rupt', () => ({ attach: vi.fn() }));",
        "declare const vi: any; vi.mock('rupt', () => ({ attach: vi.fn() }));",
        "import { vi } from '@jest/globals'; vi.mock('rupt', () => ({ attach: vi.fn() }));",
        "vi.mock('rupt', () => ({ attach: vi.fn() })); vi.mock('@ruptjs/client', () => ({}));",
        "vi.mock('rupt', () => ({ attach: vi.fn() })); vi.mock(import('@ruptjs/client'));",
        "vi.mock('rupt', () => ({ attach: vi.fn() })); esmock('./desk', { '@ruptjs/client': {} });",
        "vi.mock('rupt', () => ({ attach: vi.fn() })); vi.unmock('rupt');",
    ] {
        assert!(!moves(mock), "{mock}");
    }
}
