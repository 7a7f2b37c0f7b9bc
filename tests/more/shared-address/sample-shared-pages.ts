import type { PageRequest } from '../../../src/kernel/pages/page.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import type { BehindAddress } from '../../../src/more/shared-address/addresses.ts';
import type { ComeBack, Sent, SentByLink, WrittenBack } from '../../../src/more/shared-address/by-link.ts';
import { type Asked, askPage } from '../../../src/more/shared-address/pages/ask.page.ts';
import { type SharedPagesDeps, sharedDoors } from '../../../src/more/shared-address/pages/shared.page.ts';
import type { DutyNow } from '../../../src/report/form/duties.ts';
import { receiptOf } from '../../../src/report/own-report/receipt.ts';
import type { LegalDuty, School } from '../../../src/school/school.ts';
import { ELM } from '../../ask/elm-lane.ts';
import { wordsAlone } from '../../ask/given.ts';
import { concern } from '../../report/sample-concern-cards.ts';
import { oakfield } from '../../report/support.ts';
import { harmless } from '../../support/harmless.ts';

const plain = oakfield();
const school: School = {
  ...plain,
  concerns: { ...plain.concerns, sharedAddress: { use: 'report-and-ask', namesShown: ['dsl'] } },
};
const NOW = new Date('2026-11-23T10:31:00Z');
const NIGHT = new Date('2026-11-28T21:40:00Z');
const KEY = 'BCDFGHJKMNPQRSTVWXZ23456789B';
const CODE = 'BCDF-GHJK-MNPQ-RSTV-WXZ2';
const PHONES = [{ name: 'The LADO', number: '01632 960 503' }];
const duty: LegalDuty = {
  id: 'fgm',
  title: 'Female genital mutilation of a girl under 18',
  text: 'A teacher who is told of it, or sees signs of it, must tell the police themselves. A report here does not do that.',
  owner: 'The DSL',
  reviewBy: '2026-09-01' as IsoDay,
} as unknown as LegalDuty;
const duties: readonly DutyNow[] = [{ duty, isNear: true, isReviewDue: true } as DutyNow];
const received: SentByLink = {
  kind: 'received',
  code: 'BCDFGHJKMNPQRSTVWXZ2',
  tellAt: NOW,
  phones: PHONES,
  duties: [],
  mayNotBePublished: false,
};

interface World {
  readonly behind?: BehindAddress;
  readonly report?: SentByLink;
  readonly back?: ComeBack;
  readonly written?: WrittenBack;
  readonly asked?: Asked;
  readonly now?: Date;
  readonly onDuty?: number;
  /** The school has not proved its reports to itself. */
  readonly isPilot?: boolean;
  /** The database does not answer. */
  readonly isAway?: boolean;
  /** How often the same was sent before. */
  readonly before?: number;
}
const note = (): void => undefined;
const away = (): never => {
  throw new Error('the database is away');
};
const depsOf = (world: World): SharedPagesDeps => ({
  door: {
    behind: async () => (world.isAway ? away() : undefined) ?? world.behind ?? { kind: 'open', school },
    onDuty: async () => world.onDuty ?? 1,
    isPilot: async () => world.isPilot ?? false,
    report: async () => world.report ?? away(),
    comeBack: async () => (world.isAway ? away() : undefined) ?? world.back ?? { kind: 'unknown' },
    writeBack: async () => world.written ?? { kind: 'unknown' },
    ask: async () => world.asked ?? away(),
  },
  ids: { reference: () => KEY },
  clock: () => world.now ?? NOW,
  log: { debug: note, info: note, warn: note, error: note },
  address: () => 'https://lanyard.oakfield.example',
});

type Form = Readonly<Record<string, string>>;
async function pageOf(at: readonly [string, readonly string[]], world: World, form?: Form): Promise<string> {
  const request = { method: form ? 'POST' : 'GET', form: form ?? {}, from: '192.0.2.1', path: '/' } as PageRequest;
  const page = sharedDoors(depsOf(world), () => 0)[at[0] as 'c' | 'r'];
  for (let sent = 0; sent < (world.before ?? 0); sent += 1) await page(at[1], request);
  const answer = await page(at[1], request);
  return `${answer?.body}`;
}
const REPORT = ['r', ['BCDFGHJKLMNP', 'report']] as const;
const DOORS = ['r', ['BCDFGHJKLMNP']] as const;
const COME_BACK = ['c', []] as const;

const LONG =
  'She said that he waits for her at the bus stop and films her. She does not want to go home that way any more.';
const child: Sent = { step: 'send', key: KEY, about: 'child', who: 'Amy, 4B', seen: LONG, urgent: 'no' };
const receipt = receiptOf(school, { ...concern, isByLink: true });
const there = (over: object = {}, report: object = {}): ComeBack =>
  ({
    kind: 'there',
    school,
    phones: PHONES,
    report: {
      kind: 'receipt',
      receipt: { ...receipt, ...over },
      question: undefined,
      whom: undefined,
      school,
      ...report,
    },
  }) as ComeBack;
const at = '2026-11-23T10:40:00.000Z';

const REPORTS: readonly (readonly [string, readonly [string, readonly string[]], World, Form?])[] = [
  ['the doors', DOORS, {}],
  ['who it is about', REPORT, {}],
  ['who it is about, at night, with a gap', REPORT, { now: NIGHT }, { step: 'about', about: 'child', name: 'Mr Hale' }],
  ['nobody is on duty', REPORT, { onDuty: 0 }],
  ['about a child', REPORT, {}, { step: 'about', about: 'child' }],
  ['a pupil’s contact', REPORT, {}, { step: 'about', about: 'pupil-contact' }],
  ['about an adult', REPORT, {}, { step: 'about', about: 'staff', name: 'Mr Hale' }],
  ['about an adult, with no name', REPORT, {}, { step: 'about', about: 'staff' }],
  ['about a data breach', REPORT, {}, { step: 'about', about: 'data' }],
  ['about the headteacher', REPORT, {}, { step: 'about', about: 'headteacher', name: 'Joanna Okafor' }],
  ['with gaps', REPORT, {}, { ...child, who: '', urgent: '' }],
  ['not well themselves', REPORT, {}, { step: 'about', about: 'own-distress' }],
  ['received', REPORT, { report: received }, child],
  [
    'received in a flood, with duties',
    REPORT,
    { report: { ...received, tellAt: new Date(NOW.getTime() + 600_000), duties, mayNotBePublished: true } },
    child,
  ],
  ['nobody takes it', REPORT, { report: { kind: 'nobody-takes-it', phones: PHONES } }, child],
  ['not saved', REPORT, {}, child],
  ['nothing can be looked up', REPORT, { isAway: true }, child],
  ['replaced', REPORT, { behind: { kind: 'replaced', school, isTaken: false } }, child],
  ['no longer used', REPORT, { behind: { kind: 'off', school } }],
  ['not known', REPORT, { behind: { kind: 'unknown' } }],
  ['the code is asked for', COME_BACK, {}],
  ['a wrong code', COME_BACK, {}, { code: 'BCDF', text: LONG }],
  ['too many wrong codes', COME_BACK, { before: 60 }, { code: 'BCDF' }],
  ['come back: the report cannot be looked up', COME_BACK, { isAway: true }, { code: CODE }],
  ['come back: nothing can be looked up', COME_BACK, { isAway: true }, { code: CODE, step: 'write', text: LONG }],
  ['come back: nobody has read it', COME_BACK, { back: there() }, { code: CODE }],
  ['come back: late', COME_BACK, { back: there({ isLate: true }) }, { code: CODE }],
  [
    'come back: read, and a question',
    COME_BACK,
    { back: there({ acknowledgedAt: at, readAt: at, unreadSince: at }, { question: 'Which bus stop was it?' }) },
    { code: CODE },
  ],
  [
    'come back: decided, added',
    COME_BACK,
    { back: there({ acknowledgedAt: at, readAt: at, isDecided: true }), written: { kind: 'added' } as WrittenBack },
    { code: CODE, step: 'write', text: 'The one by the church.' },
  ],
  ['come back: nothing was written', COME_BACK, { back: there() }, { code: CODE, step: 'write', text: '' }],
  [
    'come back: too much was added',
    COME_BACK,
    { back: there(), written: { kind: 'too-much' } },
    { code: CODE, step: 'write', text: LONG },
  ],
  ['come back: cannot be opened', COME_BACK, { back: there({}, { kind: 'key-lost' }) }, { code: CODE }],
];

/** Questions as they are asked and answered there, with the words of an invented policy. */
async function asking(): Promise<readonly (readonly [string, string])[]> {
  const answerer = await wordsAlone([ELM]);
  const answer = async (question: string): Promise<Asked> => ({
    kind: 'answer',
    answer: await answerer.ask(harmless(question)),
  });
  /** The same where it is sure: the words alone never are. */
  const sure = async (question: string, differ = 0): Promise<Asked> => {
    const found = await answerer.ask(harmless(question));
    const [best, ...more] = found.kind === 'nearest' ? found.nearest : [];
    if (!best) throw new Error('the sample policy has no rule for it');
    const conflicts = more.slice(0, differ);
    return { kind: 'answer', answer: { ...found, best, together: [], others: [], conflicts, kind: 'answered' } };
  };
  const notCovered = async (question: string): Promise<Asked> => {
    const { explain, chosenBy } = await answerer.ask(harmless(question));
    return { kind: 'answer', answer: { kind: 'not-covered', ask: 'policy-owner', nearest: [], explain, chosenBy } };
  };
  const page = async (question: string, asked?: Asked) => {
    const { body } = await askPage(
      { door: depsOf({ ...(asked && { asked }) }).door, asksTooMuch: () => false, log: depsOf({}).log },
      'BCDFGHJKLMNP',
      { method: question === '' ? 'GET' : 'POST', form: { question }, from: '192.0.2.1' },
    );
    return `${body}`;
  };
  const rule = 'may staff accept friend requests from pupils on personal accounts';
  const silent = 'what colour is the minibus';
  const caught = (kind: string): Asked =>
    ({ kind: 'held', detection: { kind }, answer: undefined }) as unknown as Asked;
  return [
    ['ask', await page('')],
    ['ask: not certain', await page(rule, await answer(rule))],
    ['ask: the rule', await page(rule, await sure(rule))],
    ['ask: no answer', await page(silent, await answer(silent))],
    ['ask: not covered', await page(silent, await notCovered(silent))],
    ['ask: two clauses differ', await page(rule, await sure(rule, 1))],
    ['ask: nothing was asked', await page(' ')],
    ['ask: too long', await page(`${rule} `.repeat(20))],
    ['ask: it may be a report', await page(LONG, caught('disclosure'))],
    ['ask: someone is not well', await page('i cannot go on', caught('own-distress'))],
    ['ask: too often', await page(rule, { kind: 'later' })],
    ['ask: not answered', await page(rule)],
  ];
}

/** Each page behind a school's shared address, as HTML. */
export const sharedPages = async (): Promise<readonly (readonly [string, string])[]> =>
  [
    ...(await Promise.all(
      REPORTS.map(async ([name, path, world, form]) => [name, await pageOf(path, world, form)] as const),
    )),
    ...(await asking()),
  ].map(([name, html]) => [`shared address: ${name}`, html] as const);
