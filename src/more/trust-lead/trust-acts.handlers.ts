import { z } from 'zod/v4';
import { input, plain, text } from '../../platform/teams/card.ts';
import type { Acts } from '../../report/host.handlers.ts';
import { reading, reasonSent } from '../../report/triage/acts.handlers.ts';
import { reason } from '../../report/triage/triage.cards.ts';
import { leadsFor, mayOpenToTrust, trustAct } from './trust-plan.ts';

const reader = (kind: 'trust-open' | 'trust-shut') =>
  reading({ reason: reasonSent, all: z.enum(['true', 'false']).default('false') }, ({ reason: why, all }) =>
    trustAct({ kind, isAll: all === 'true', words: { reason: why } }),
  );

const forWhich = input.choice({
  id: 'all',
  label: 'Which reports?',
  choices: [
    { title: 'This report only', value: 'false' },
    { title: 'All on this child that you may open', value: 'true' },
  ],
  value: 'false',
  expanded: true,
});

/** What the school's own DSL and deputies do about the trust's safeguarding lead, on an opened report. */
export const trustActs: Acts = {
  'trust-open': {
    title: 'Open it to the trust’s lead',
    isOffered: ({ concern, school, role }, user) =>
      mayOpenToTrust(school, concern, { role, user }) && !concern.isOpenToTrust && leadsFor(school, concern).length > 0,
    boxes: ({ concern, school }) => [
      plain(
        `${leadsFor(school, concern)
          .map(({ name }) => name)
          .join(', ')} can then read it, with its chronology. They cannot change or export it.`,
      ),
      text('Later reports are not included. You can close it to them at any time.'),
      forWhich,
      reason('Why does the trust’s lead need to read it?'),
    ],
    read: reader('trust-open'),
  },
  'trust-shut': {
    title: 'Close it to the trust’s lead',
    isOffered: ({ concern, school, role }, user) =>
      mayOpenToTrust(school, concern, { role, user }) && concern.isOpenToTrust,
    boxes: () => [
      text('From now on the trust’s lead can no longer open it. If they have read it, the trail still shows that.'),
      forWhich,
      input.text({ id: 'reason', label: 'Why?', multiline: true, maxLength: 6_000 }),
    ],
    read: reader('trust-shut'),
  },
};
