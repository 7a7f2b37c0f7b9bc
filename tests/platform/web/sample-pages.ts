import { writtenSecret } from '../../../src/kernel/pages/tickets.ts';
import type { Followed } from '../../../src/more/next-school/follow.ts';
import { type HandOvers, handOverPage } from '../../../src/more/next-school/hand-over.page.ts';
import { oakfield } from '../../report/support.ts';

const school = oakfield();
const until = new Date('2026-11-23T10:31:00Z');
const opened = { kind: 'opened', school, isFetched: true, fetchUntil: until, receiptUntil: until } as const;

/** A link that is in one state, whatever is done with it. */
const standing = (followed: Followed): HandOvers => ({
  follow: async () => followed,
  enter: async () => (followed.kind === 'opened' ? { kind: 'right', secret: 'BCDF' } : followed),
  fetch: async () => (followed.kind === 'opened' ? { kind: 'file', bytes: new Uint8Array() } : followed),
  receive: async () => (followed.kind === 'opened' ? { kind: 'incomplete' } : followed),
});

const STATES: readonly (readonly [string, Followed, form?: Readonly<Record<string, string>>])[] = [
  ['the code is asked for', { kind: 'asks', school, triesLeft: 5 }],
  ['a wrong code', { kind: 'asks', school, triesLeft: 1 }, { step: 'code', code: 'BCDF' }],
  ['to be downloaded', opened],
  ['no longer to be downloaded', { ...opened, fetchUntil: undefined }],
  ['a receipt with a gap', opened, { step: 'receipt', name: 'Sam Adams' }],
  ['received', { kind: 'received', school }],
  ['blocked', { kind: 'blocked', school }],
  ['withdrawn', { kind: 'withdrawn', school }],
  ...(['unknown', 'expired', 'replaced', 'used-up'] as const).map((kind) => [kind, { kind }] as const),
];

/** Each page behind a link to a hand-over, as HTML. */
export const handOverPages = (): Promise<readonly (readonly [string, string])[]> =>
  Promise.all(
    STATES.map(async ([name, followed, form]) => {
      const request = { method: form ? 'POST' : 'GET', form: form ?? {}, path: `/h/${writtenSecret('BCDF')}` } as const;
      const { body } = await handOverPage(standing(followed), 'BCDF', request);
      return [`hand-over link: ${name}`, `${body}`] as const;
    }),
  );
