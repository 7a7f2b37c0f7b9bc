import { jest } from '@jest/globals';
import { Fault } from '../../src/kernel/calls/fault.ts';
import { permissions } from '../../src/platform/graph/permissions.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { everyCall, sandboxToAsk } from '../contract/every-call.ts';

const names = permissions.map(({ name }) => name);
let sandbox: Sandbox;

beforeAll(async () => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  sandbox = await sandboxToAsk();
});
afterAll(() => sandbox.close());

/** Of everything that the product asks of Graph, once, what was forbidden. */
async function forbiddenCalls(): Promise<string[]> {
  const refused: string[] = [];
  for (const [name, call] of Object.entries(await everyCall(sandbox)))
    await call().catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
      if (error.code === 'forbidden') refused.push(name);
    });
  return refused;
}

test('what the administrator is asked to consent to is enough for every call that the product makes', async () => {
  sandbox.world.permissions = new Set(names);
  expect(await forbiddenCalls()).toEqual([]);
});

test.each(names)('without %s something fails: nothing is asked for that is not used', async (name) => {
  sandbox.world.permissions = new Set(names.filter((other) => other !== name));
  expect(await forbiddenCalls()).not.toEqual([]);
});

test('what only some schools need is granted only when it is asked for, and says who needs it', () => {
  const optional = permissions.filter(({ onlyFor }) => onlyFor !== undefined);
  expect(optional.map(({ name }) => name).sort()).toEqual([
    'ChatMember.Read.All',
    'Member.Read.Hidden',
    'Sites.Selected',
    'User-LifeCycleInfo.Read.All',
  ]);
  for (const { onlyFor } of optional) expect(onlyFor?.length).toBeGreaterThan(10);
});
