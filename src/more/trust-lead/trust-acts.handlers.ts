import { z } from 'zod/v4';
import type { UserId } from '../../kernel/ids.ts';
import type { OpenRecord } from '../../report/opening/open.ts';
import { featureAct } from '../../report/triage/act.ts';
import { type Asked, box, reason } from '../../report/triage/asked.ts';
import { leadsFor, mayOpenToTrust, trustAct } from './trust-plan.ts';

const forWhich: Asked<'true' | 'false'> = {
  ...{ form: 'choice', label: 'Which reports?', read: z.enum(['true', 'false']).default('false') },
  choices: () => [
    { title: 'This report only', value: 'false' },
    { title: 'All on this child that you may open', value: 'true' },
  ],
  value: 'false',
  expanded: true,
};

const may = ({ concern, school, role }: OpenRecord, user: UserId | undefined): boolean =>
  user !== undefined && mayOpenToTrust(school, concern, { role, user });

/** What the school's own DSL and deputies do about the trust's safeguarding lead, on an opened report. */
export const trustActs = {
  'trust-open': featureAct({
    title: 'Open it to the trust’s lead',
    at: 'kept',
    isOffered: (record, user) =>
      may(record, user) && !record.concern.isOpenToTrust && leadsFor(record.school, record.concern).length > 0,
    asks: [
      {
        says: ({ concern, school }) =>
          `${leadsFor(school, concern)
            .map(({ name }) => name)
            .join(', ')} can then read it, with its chronology. They cannot change or export it.`,
        as: 'plain',
      },
      'Later reports are not included. You can close it to them at any time.',
      { all: forWhich, reason: reason('Why does the trust’s lead need to read it?') },
    ],
    wants: ({ all, reason: why }) => trustAct({ kind: 'trust-open', isAll: all === 'true', words: { reason: why } }),
  }),
  'trust-shut': featureAct({
    title: 'Close it to the trust’s lead',
    at: 'kept',
    isOffered: (record, user) => may(record, user) && record.concern.isOpenToTrust,
    asks: [
      'From now on the trust’s lead can no longer open it. If they have read it, the trail still shows that.',
      { all: forWhich, reason: box('Why?', 6_000) },
    ],
    wants: ({ all, reason: why }) => trustAct({ kind: 'trust-shut', isAll: all === 'true', words: { reason: why } }),
  }),
};
