import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PEOPLE } from '../../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../../support/running.ts';

const MARKED = 'purple-giraffe-eighteen';

let world: Running;
beforeAll(async () => {
  // Nothing listens there, as behind a firewall that keeps Microsoft's keys away.
  world = await running({ env: { CONNECTOR_OPENID_URL: 'http://127.0.0.1:1/openidconfiguration' } });
});
afterAll(() => world.close());

test('where the signing keys cannot be fetched the turn is refused, and the log says so without its text', async () => {
  const activity = world.sandbox.activity(PEOPLE.priyaNair, { type: 'message', text: MARKED });
  const { status } = await world.sandbox.sendActivity(activity);
  expect(status).toBe(401);
  expect(world.logged.filter((line) => line.includes('"turn.unchecked"'))).toHaveLength(1);
  expect(world.logged.join('\n')).not.toContain(MARKED);
});
