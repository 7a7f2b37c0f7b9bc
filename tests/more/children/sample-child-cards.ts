import type { ConcernId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { bodyInForm } from '../../../src/more/body-map/body-form.cards.ts';
import { bodyDrawing } from '../../../src/more/body-map/draw-body.ts';
import type { PersonPage } from '../../../src/more/children/child.ts';
import { chronologyCard } from '../../../src/more/children/chronology.cards.ts';
import { personCard, personLine } from '../../../src/more/children/person.cards.ts';
import { chronologyExportCard, leaveOutCard } from '../../../src/more/children/print.cards.ts';
import { drillInvitation } from '../../../src/more/drills/drill.cards.ts';
import { closedCard } from '../../../src/more/pin/pin.cards.ts';
import { rolesInvitation } from '../../../src/more/role-changes/roles.cards.ts';
import { trustActs } from '../../../src/more/trust-lead/trust-acts.handlers.ts';
import type { Card } from '../../../src/platform/teams/card.ts';
import type { Concern, Entry } from '../../../src/report/concern.ts';
import { accountCard, sendCard } from '../../../src/report/form/account.cards.ts';
import { beforeCard, unsentCard } from '../../../src/report/form/before.cards.ts';
import { dutiesInWords } from '../../../src/report/form/duties.ts';
import { factsCard, NOT_SAVED, namedCard, sentCard } from '../../../src/report/form/report.cards.ts';
import { whomCard } from '../../../src/report/form/whom.cards.ts';
import { NOTHING_NAMED } from '../../../src/report/naming/naming.ts';
import type { Question } from '../../../src/report/naming/question.ts';
import type { OpenRecord } from '../../../src/report/opening/open.ts';
import { recordCard } from '../../../src/report/opening/reading.cards.ts';
import { dueCard, reduceCard } from '../../../src/report/opening/record.cards.ts';
import {
  addedWhomCard,
  whomCard as ownWhomCard,
  saidWhomCard,
  tooMuchCard,
} from '../../../src/report/own-report/own-report.cards.ts';
import { receiptOf } from '../../../src/report/own-report/receipt.ts';
import { phonesCard, phonesInvitation } from '../../../src/report/phones/phones.cards.ts';
import { outlineOf } from '../../../src/report/record/outline.ts';
import { rotaInvitation } from '../../../src/report/rota/rota.cards.ts';
import { FORMS } from '../../../src/report/triage/opened-acts.ts';
import { formCard } from '../../../src/report/triage/triage.cards.ts';
import { ACT } from '../../../src/report/verbs.cards.ts';
import { JOANNA, LEWIS, MIRIAM, oakfield, PRIYA, TOM } from '../../report/support.ts';

/** A child's story as a DSL reads it, with the words that reporters write, and the form as a reporter fills it in. All invented. */
const school = oakfield();
const now = new Date('2026-11-23T10:31:00Z');
const at = (time: string): Date => new Date(`2026-11-${time}:00Z`);
const DRAFT = '00000000-0000-4000-8000-000000000009';

const kai: Concern = {
  id: '00000000-0000-4000-8000-00000000000a' as ConcernId,
  reference: '7K4TQ9',
  school: school.id,
  kind: 'child',
  isUrgent: true,
  urgency: 'yes',
  onDuty: [MIRIAM],
  drillBegunAt: undefined,
  drillOf: undefined,
  isBrief: false,
  isByLink: false,
  reporter: PRIYA,
  excluded: [],
  naming: NOTHING_NAMED,
  lateNamed: [],
  status: 'working',
  holder: 'dsl',
  via: 'place',
  liesWith: undefined,
  keptFrom: [],
  lockedTo: undefined,
  alsoOpenTo: [],
  wasRedirected: false,
  whyElsewhere: undefined,
  owner: MIRIAM,
  raisedAt: at('23T10:05'),
  deliveredAt: at('23T10:05'),
  readAt: at('23T10:09'),
  readBy: MIRIAM,
  acknowledgedAt: at('23T10:09'),
  acknowledgedBy: MIRIAM,
  decidedAt: undefined,
  closedAt: undefined,
  reviewOn: '2026-11-30' as IsoDay,
  actions: [
    { number: 1, owner: MIRIAM, due: '2026-11-23' as IsoDay, of: undefined, at: at('23T10:15') },
    { number: 2, owner: TOM, due: '2026-11-25' as IsoDay, of: undefined, at: at('23T10:16') },
  ],
  acknowledgeDueAt: at('23T10:20'),
  decideDueAt: at('23T16:00'),
  isLate: false,
  isStub: false,
  keepUntil: undefined,
  isHeld: false,
  isOpenToTrust: false,
  trustReaders: undefined,
  unreadSince: undefined,
  version: 8,
};
const before = (reference: string, day: string, status: Concern['status'], more: Partial<Concern> = {}): Concern => ({
  ...kai,
  id: `00000000-0000-4000-8000-0000000000${reference.length}${reference.charCodeAt(0) % 10}` as ConcernId,
  reference,
  isUrgent: false,
  urgency: 'no',
  raisedAt: at(day),
  status,
  actions: [],
  reviewOn: undefined,
  ...more,
});

const entries: readonly Entry[] = (
  [
    [
      '23T10:05',
      PRIYA,
      'raised',
      {
        who: 'Kai Turner, 7B',
        seen: 'Kai came in late without a coat. When he put his bag down I saw a bruise on his left forearm, about as long as a finger, yellow at the edge.',
        said: '“I fell off the trampoline.” A minute later: “Don’t ring home, please.”',
        asked: 'Only: “What happened to your arm?”',
        seemed: 'Quiet, kept his sleeve down with the other hand.',
        body: 'front-left-forearm',
        happened: 'This morning, about 08:50',
        where: 'Form room 12',
        whereNow: 'In period 2, science, with Mr Grant',
        safeTonight: 'yes',
        done: 'Nothing yet. I have told nobody else.',
        toldInPerson: 'no',
        callback: '01632 960 417',
      },
    ],
    ['23T10:05', 'lanyard', 'delivered', undefined, { to: 'dsl' }],
    ['23T10:09', MIRIAM, 'opened'],
    ['23T10:09', MIRIAM, 'acknowledged'],
    ['23T10:12', MIRIAM, 'taken'],
    ['23T10:13', MIRIAM, 'joined', undefined, { reference: 'BCDFGH' }],
    ['23T10:14', MIRIAM, 'categorised', { categories: 'Physical abuse, Neglect' }],
    [
      '23T10:15',
      MIRIAM,
      'action-set',
      { text: 'Ring children’s social care before 12:00.' },
      { number: 1, to: MIRIAM, due: '2026-11-23' },
    ],
    [
      '23T10:16',
      MIRIAM,
      'action-set',
      { text: 'Ask the form tutor for the register of the last six weeks.' },
      { number: 2, to: TOM, due: '2026-11-25' },
    ],
    ['23T10:18', MIRIAM, 'asked', { text: 'Did you see anything on his other arm?' }],
    ['23T10:22', PRIYA, 'answered', { text: 'No, he kept it covered.' }],
    [
      '23T10:25',
      MIRIAM,
      'noted',
      { text: 'Spoke to Kai with Ms Okafor present. He said again that he fell.' },
      { happenedOn: '2026-11-23', happenedAt: '10:20' },
    ],
    ['23T10:26', MIRIAM, 'review-set', undefined, { reviewOn: '2026-11-30' }],
  ] as const
).map(([time, actor, kind, words, facts], index) => ({
  seq: index + 1,
  at: at(time),
  actor,
  kind,
  ...(words && { words }),
  ...(facts && { facts }),
}));

const earlier = before('BCDFGH', '05T14:20', 'decided', {
  actions: [{ number: 1, owner: TOM, due: '2026-11-27' as IsoDay, of: undefined, at: at('05T15:00') }],
});
const earlierEntries: readonly Entry[] = [
  {
    seq: 1,
    at: at('05T14:20'),
    actor: LEWIS,
    kind: 'raised',
    words: { who: 'Kai Turner 7B', seen: 'Asked for food twice before break. Said there was none at home.' },
  },
  { seq: 2, at: at('05T14:41'), actor: TOM, kind: 'acknowledged' },
  {
    seq: 3,
    at: at('05T15:02'),
    actor: TOM,
    kind: 'decided',
    facts: { decision: 'early-help', reviewOn: '2026-11-27' },
    words: { reason: 'Second time this half-term; the family has asked for help before.' },
  },
];
const person: PersonPage = {
  kind: 'person',
  concern: kai,
  school,
  who: 'Kai Turner, 7B',
  onRoll: 'Kai Turner, 7B',
  categories: ['Physical abuse', 'Neglect'],
  joined: [
    { concern: earlier, who: 'Kai Turner 7B', categories: ['Neglect'] },
    {
      concern: before('DFGHJK', '02T09:10', 'closed', { raisedAt: new Date('2026-09-02T09:10:00Z') }),
      who: 'Kai Turner (7B)',
      categories: ['Attendance'],
    },
  ],
  suggested: [{ concern: before('CDFGHJ', '12T11:00', 'acknowledged'), who: 'K. Turner, year 7', categories: [] }],
  parted: [],
  named: [],
  siblings: [
    {
      concern: before('FGHJKL', '18T13:00', 'working'),
      who: 'Mia Turner, 4L',
      categories: ['Neglect'],
      relation: undefined,
    },
  ],
  elsewhere: [],
  mayAct: true,
  lately: { reports: 2, reporters: 2 },
  isClosed: false,
  isPartial: false,
};
const open: OpenRecord = { kind: 'open', concern: kai, school, role: 'dsl', reporterName: 'Priya Nair', entries };
const opened = (status: Concern['status'], more: Partial<Concern> = {}, of: readonly Entry[] = entries): Card =>
  recordCard({ ...open, concern: { ...kai, status, ...more }, entries: of }, now, {
    reader: MIRIAM,
    parts: { others: personLine(person), acts: trustActs, drawn: bodyDrawing },
  });

const lines = [
  ...earlierEntries.map((entry) => ({ school, concern: earlier, entry })),
  ...entries
    .filter(({ kind }) => !['opened', 'delivered', 'joined'].includes(kind))
    .map((entry) => ({
      school,
      concern: kai,
      entry,
      ...(entry.kind === 'noted' && { happened: { on: '2026-11-23' as IsoDay, at: '10:20' } }),
    })),
];

const people = new Map([[PRIYA, { id: PRIYA, name: 'Priya Nair', role: undefined, job: 'Teacher' }]]);
const readers = [
  { school, concern: kai, actor: MIRIAM, kind: 'opened', last: at('23T10:31') },
  { school, concern: earlier, actor: MIRIAM, kind: 'opened', last: at('23T10:31') },
  { school, concern: earlier, actor: TOM, kind: 'exported', last: at('06T09:00') },
] as const;

const question: Question = {
  key: 'k',
  typed: [
    {
      id: TOM,
      name: 'Tom Ashworth',
      role: 'deputy-dsl',
      readings: [{ of: 'typed', said: 'Mr Ashworth', id: TOM, isTold: false }],
    },
  ],
  mentioned: [
    {
      id: JOANNA,
      name: 'Joanna Okafor',
      role: 'headteacher',
      readings: [{ of: 'text', said: 'Ms Okafor', id: JOANNA, isTold: false }],
    },
  ],
  asksAdult: false,
};
const words = Object.fromEntries(Object.entries(entries[0]?.words ?? {}));
const to = { recipient: 'dsl', name: 'Miriam Hale' } as const;
const receipt = receiptOf(school, kai);
const phones = school.contacts.others;

const [raised, ...since] = entries;
const married: OpenRecord = {
  ...open,
  entries: [
    {
      ...(raised as Entry),
      words: { who: 'Kai Turner, 7B', seen: 'Kai said that his sister Ash has to marry a cousin in the holidays.' },
    },
    ...since,
  ],
};
const near = dutiesInWords(school, 'child', now, married.entries);
const referred: Entry = {
  ...{ seq: entries.length + 1, at: at('23T10:28'), actor: MIRIAM, kind: 'decided' },
  facts: { decision: 'child-protection', reviewOn: '2026-11-24' },
  words: { reason: 'A bruise, and he asked us not to ring home.' },
};

/** With all that a button would show. */
const unfolded = (card: Card): Card =>
  JSON.parse(JSON.stringify(card).replaceAll('"isVisible":false', '"isVisible":true'));

/** A child's record and page, and the form, as full as on an ordinary day. */
export const CHILD_CARDS: readonly (readonly [string, Card])[] = [
  [
    'record, just come',
    opened('delivered', { actions: [], owner: undefined, reviewOn: undefined }, entries.slice(0, 3)),
  ],
  ['record, worked on', opened('working')],
  ['record, worked on, all its buttons', unfolded(opened('working', { actions: [] }, []))],
  ['record, decided', opened('decided', { actions: [] })],
  ['record, closed', opened('closed', { actions: [], closedAt: now })],
  ...(['person', 'chronology', 'record', 'form'] as const).map(
    (page) =>
      [
        `record, opened from another of the same child, ${page}`,
        recordCard(married, now, {
          ...{ openedFrom: { concern: earlier.id, page }, reader: MIRIAM, parts: { others: personLine(person) } },
        }),
      ] as const,
  ),
  [
    'record, words of a forced marriage, decisions',
    formCard({ ...married, duties: near, form: 'decide', act: FORMS.decide, user: MIRIAM }),
  ],
  [
    'record, closed while a referral stands',
    formCard({
      ...{ ...open, entries: [...entries, referred], duties: [], openBeside: [earlier] },
      ...{ form: 'no-further-action', act: FORMS['no-further-action'], user: MIRIAM },
    }),
  ],
  [
    'record, about another child after all',
    formCard({ ...open, form: 'correct', act: FORMS.correct, user: MIRIAM, roll: { picked: undefined } }),
  ],
  ['record, locked', opened('working', { lockedTo: [MIRIAM, JOANNA] })],
  ['record, kept from a newcomer', opened('working', { liesWith: [MIRIAM], actions: [] }, [])],
  [
    'record, read by the trust’s lead',
    recordCard({ ...open, role: 'trust-lead' }, now, { parts: { drawn: bodyDrawing } }),
  ],
  ['Kai’s page', personCard(person)],
  ['Kai’s page, merged', personCard({ ...person, suggested: [] }, 'Recorded in both.')],
  [
    'Kai’s page, one said to be another’s',
    personCard({ ...person, joined: [], suggested: [], parted: person.suggested }, 'Recorded in both.'),
  ],
  [
    'Kai’s page, linked',
    personCard({
      ...{ ...person, joined: [], suggested: [] },
      siblings: person.siblings.map((one) => ({ ...one, relation: 'sibling' })),
      named: person.siblings.map((one) => ({ ...one, relation: 'named' })),
    }),
  ],
  ['Kai’s page, nobody else', personCard({ ...person, joined: [], suggested: [], siblings: [] })],
  ['Kai’s chronology, to take away', chronologyExportCard(kai, 'https://lanyard.example/d/4', at('23T10:41'), 1)],
  [
    'Kai’s chronology',
    unfolded(
      chronologyCard(kai.id, { lines, isPartial: false, undecided: 0, closed: [], readers, people, mayPrint: true }, 0),
    ),
  ],
  [
    'Kai’s chronology, some of it closed',
    chronologyCard(
      kai.id,
      {
        lines,
        isPartial: true,
        undecided: 2,
        closed: [{ id: earlier.id, reference: 'BCDFGH' }],
        readers: [],
        people,
        mayPrint: false,
      },
      0,
    ),
  ],
  [
    'PIN asked, with a note half written',
    closedCard({
      closed: {
        kind: 'locked',
        door: kai.id,
        reference: kai.reference,
        has: 'pin',
        closesAfterMinutes: 5,
        phones: [{ name: 'Children’s social care', number: school.contacts.childrensSocialCare }],
      },
      data: { concern: kai.id, reason: 'Rang Mrs Turner at 10:40; no answer.' },
      step: ACT,
      now,
    }),
  ],
  [
    'to be reduced, the second step',
    reduceCard({
      concern: { ...kai, status: 'closed' },
      ground: {
        kind: 'handed-over',
        needsAgreement: false,
        transfer: {
          seq: 20,
          at: now,
          actor: MIRIAM,
          kind: 'transferred',
          facts: { to: 'cpoms' },
          words: { receiver: '', reference: 'KT-0417', receivedBy: 'Tom Ashworth', receivedOn: '2026-11-23' },
        },
      },
      words: { reason: 'It is whole in CPOMS.', agreed: 'Anil Kapoor, 23 November 2026' },
    }),
  ],
  [
    'records due, on an ordinary day',
    dueCard({
      records: ['BCDFGH', 'DFGHJK'].map((reference) => ({
        outline: outlineOf(school, before(reference, '05T14:20', 'closed')),
        until: '2026-11-20' as IsoDay,
        source: 'IRMS toolkit for schools, child protection files; checked 1 September 2026',
        awaitsBirth: false,
        holds: reference === 'BCDFGH' ? ['An inquiry (a letter)'] : [],
      })),
      isPartial: false,
      unreadable: 0,
    }),
  ],
  [
    'names to leave out',
    leaveOutCard({ concern: kai, names: ['Mia Hart', 'Ash Turner', 'Jordan'], undecided: 0, from: 'person' }),
  ],
  ['corridor form', beforeCard({ school, draft: DRAFT, now, onDuty: school.roles.dsl, roll: { picked: undefined } })],
  ['corridor form, more numbers', unfolded(beforeCard({ school, draft: DRAFT, now, onDuty: school.roles.dsl }))],
  ['corridor form, its second page', accountCard({ kind: 'child', draft: DRAFT, words: {}, to })],
  [
    'corridor form, not saved',
    accountCard({ kind: 'child', draft: DRAFT, words, to, complaint: { text: NOT_SAVED, phones } }),
  ],
  ['sent now', sentCard(receipt, now, { isChild: true, isBrief: true })],
  ['the rest: who must not see it', namedCard({ kind: 'child', draft: DRAFT })],
  ['who an adult’s report is about', namedCard({ kind: 'staff', draft: DRAFT, complaint: 'Please pick someone.' })],
  ['the rest: what happened', factsCard({ kind: 'child', draft: DRAFT, words, to, parts: [bodyInForm] })],
  ['the rest: what is needed', sendCard({ kind: 'child', draft: DRAFT, words, to })],
  ['do you mean', whomCard(DRAFT, question, 'facts')],
  ['is an adult involved', whomCard(DRAFT, { ...question, typed: [], mentioned: [], asksAdult: true }, 'facts')],
  ['is an adult involved, and whom do you mean', whomCard(DRAFT, { ...question, asksAdult: true }, 'facts')],
  ['do you mean, nobody left', whomCard(DRAFT, question, 'send', phones)],
  ['not sent', unsentCard({ id: DRAFT, startedAt: at('23T09:58'), expiresAt: at('23T17:58') } as never, now)],
  ['added, and whom do you mean', addedWhomCard({ kind: 'added', receipt, whom: question, waitsUntil: now } as never)],
  ['own report, whom do you mean', ownWhomCard(receipt, question, now)],
  ['own report, said whom', saidWhomCard({ kind: 'said', receipt, whom: undefined }, now)],
  [
    'own report, too much',
    tooMuchCard(receipt, at('23T10:45'), { text: 'He is in the office now.', urgent: 'no' }, now),
  ],
  [
    'numbers',
    phonesCard(
      {
        kind: 'phones',
        school,
        own: { id: MIRIAM, name: 'Miriam Hale', phone: '01632 960 201' },
        mayChangeSchool: true,
        trail: [],
      },
      { isWrong: true },
    ),
  ],
  ['numbers, the way', phonesInvitation()],
  ['rota, the way', rotaInvitation()],
  ['drills, the way', drillInvitation()],
  ['roles, the way', rolesInvitation()],
];
