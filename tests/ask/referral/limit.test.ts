import { readFileSync } from 'node:fs';
import { registerReferrals } from '../../../src/ask/referral/referral.handlers.ts';
import { POLICY } from '../../../src/ask/verbs.cards.ts';
import { createRoutes } from '../../../src/platform/teams/routes.ts';
import type { DialogTurn } from '../../../src/platform/teams/turn.ts';
import { readSchoolFile } from '../../../src/school/file/school-file.ts';
import { harmless } from '../../support/harmless.ts';

const [school] = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools ?? [];
const turn = {
  sender: { userId: 'asker', tenantId: 'tenant', name: 'Lewis Grant' },
  now: new Date('2026-11-23T10:00:00Z'),
} as DialogTurn;

/** What someone is told who has sent so many in a day, and how many messages left. */
async function sends(before: number) {
  let left = 0;
  const asked: Date[] = [];
  const routes = createRoutes();
  registerReferrals(routes, {
    questions: {
      referredBy: async (_asker: string, since: Date) => {
        asked.push(since);
        return before;
      },
      refer: async () => true,
    },
    messenger: {
      toPerson: async () => {
        left += 1;
        return { kind: 'sent' };
      },
    },
    ids: { uuid: () => 'id' },
    schoolOf: async () => school,
  } as never);
  const route = routes.findSubmit(POLICY.sendReferral);
  if (route?.kind !== 'plain') throw new Error('no such form');
  const answer = await route.entry.handle({ question: harmless('May we?') }, turn);
  return { told: JSON.stringify(answer), left, since: asked.map((at) => at.toISOString()) };
}

test('one person sends the policy owner twenty questions in a day, and is told who to ask after that', async () => {
  const { told, left, since } = await sends(19);
  expect({ left, since }).toEqual({ left: 1, since: ['2026-11-22T10:00:00.000Z'] });
  expect(told).toContain('Sent to');
  const refused = await sends(20);
  expect(refused.left).toBe(0);
  expect(refused.told).toContain('in person or by e-mail');
});
