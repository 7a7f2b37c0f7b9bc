import type { ConcernId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { CHASES } from '../../../src/more/subject-access/chase.ts';
import { printCard, reportCard, requestCard } from '../../../src/more/subject-access/reports.cards.ts';
import {
  accessInvitation,
  accessNotices,
  endCard,
  newRequestCard,
  requestsCard,
} from '../../../src/more/subject-access/requests.cards.ts';
import type { NotEntered, TheirRequest } from '../../../src/more/subject-access/requests.ts';
import type { Card } from '../../../src/platform/teams/card.ts';
import type { Concern, Entry } from '../../../src/report/concern.ts';
import { ANIL, MIRIAM, oakfield } from '../../report/support.ts';

const school = oakfield();
const at = new Date('2026-11-23T10:31:00Z');
const today = '2026-11-30' as IsoDay;
const id = '00000000-0000-4000-8000-000000000041';

const theirs: TheirRequest = {
  request: {
    ...{ id, school: school.id, by: ANIL, at, received: '2026-11-23' as IsoDay, awaitsProof: false },
    subject: {
      name: 'Aisha Begum',
      alsoCalled: ['Aisha Khan'],
      pupil: undefined,
      person: undefined,
      shutOut: [],
      cleared: [],
    },
    asker: 'Nadia Begum, her mother',
    events: [],
  },
  ...{ school, parts: ['dsl'], open: ['dsl'], mayEnd: true },
};
const waiting: TheirRequest = { ...theirs, request: { ...theirs.request, awaitsProof: true } };
const answered: TheirRequest = {
  ...theirs,
  request: {
    ...theirs.request,
    events: [
      { at, by: MIRIAM, kind: 'done', part: 'dsl' },
      { at, by: ANIL, kind: 'answered', day: '2026-11-27' as IsoDay },
    ],
  },
};

const concern = { id: id as ConcernId, reference: '7K4TQ9', raisedAt: at, version: 7 } as Concern;
const decided = { at, actor: MIRIAM, kind: 'access-decided', facts: { decision: 'give' }, seq: 4 } as Entry;
const reports = [
  { concern, entries: [], how: 'about', decided },
  { concern: { ...concern, reference: '7K4TR2' }, entries: [], how: 'named', decided: undefined },
  { concern: { ...concern, reference: '7K4TS8' }, entries: [], how: 'perhaps', decided: undefined },
] as const;
const found = {
  kind: 'named',
  ...theirs,
  reports,
  next: undefined,
  isPartial: false,
  unreadable: 0,
  destroyed: 0,
} as const;
const about = {
  given: [
    {
      ...{ at, by: 'reporter' as const },
      texts: [
        { label: 'Who it is about', text: 'Kai Turner 7B' },
        { label: 'What was seen or heard', text: 'Kai Turner pushed Aisha Begum. Mr Grant saw it.' },
      ],
    },
  ],
  names: ['Grant', 'Kai Turner'],
  list: 'abcdef-',
  decided: undefined,
  decisions: [],
};
const withheld = {
  ...{ at, actor: MIRIAM, kind: 'access-decided', facts: { decision: 'withhold', ground: 'harm' }, seq: 5 },
  words: { reason: 'She has asked that her mother is not told.' },
} as Entry;
const WHY: readonly NotEntered[] = [
  'no-subject',
  'two-subjects',
  'no-asker',
  'no-day',
  'holds-a-role',
  'about-you',
  'not-on-the-list',
];

/** Cards of subject access requests, to be looked at. */
export const ACCESS_CARDS: readonly (readonly [string, Card])[] = [
  ['access invitation', accessInvitation()],
  [
    'access requests',
    requestsCard({ kind: 'requests', requests: [theirs, waiting, answered], schools: [school] }, today),
  ],
  ['access requests, none', requestsCard({ kind: 'requests', requests: [], schools: [] }, today, 'It has ended.')],
  ['access new', newRequestCard([school], id)],
  ['access new, two schools', newRequestCard([school, { ...school, name: 'Hillside' }], id, 'no-day')],
  ...WHY.map((why) => [`access new, ${why}`, newRequestCard([school], id, why)] as const),
  [
    'access new, someone here may ask',
    newRequestCard([school], id, 'asker-holds-a-role', { mayAsk: [{ id: MIRIAM, name: 'Miriam Hale' }] }),
  ],
  ['access request', requestCard(found, today)],
  [
    'access request, past its day',
    requestCard(found, '2027-01-04' as IsoDay, { complaint: 'It is too late for that.' }),
  ],
  [
    'access request, none found, more to look through',
    requestCard({ ...found, ...waiting, reports: [], next: 250 }, today, { said: 'Recorded. The time runs.' }),
  ],
  ['access request, many', requestCard({ ...found, reports: Array.from({ length: 14 }, () => reports[1]) }, today)],
  ['access request, some destroyed since', requestCard({ ...found, destroyed: 2 }, today)],
  ['access request, answered', requestCard({ ...found, ...answered, reports: [] }, today)],
  ['access report', reportCard(theirs, { concern }, about)],
  [
    'access report, decided',
    reportCard(
      theirs,
      { concern },
      { ...about, names: [], decided: withheld, decisions: [decided, withheld] },
      { complaint: 'Why?' },
    ),
  ],
  ['access end, answered', endCard(id, 'answered', today)],
  ['access end, withdrawn', endCard(id, 'withdrawn', undefined)],
  ['access print', printCard(id, 'https://lanyard.example/d/X', at)],
  ...CHASES.flatMap((chase) =>
    [true, false].map((hasPart): readonly [string, Card] => {
      const notice = { kind: 'access-request', chase, due: '2026-12-23' as IsoDay, hasPart } as const;
      const card = accessNotices['access-request']?.(notice).card;
      if (!card) throw new Error('there is no card for it');
      return [`access notice, ${chase}${hasPart ? '' : ', the answer'}`, card];
    }),
  ),
];
