import { aboutReportsCard } from '../../src/hear/offer/about.cards.ts';
import { belowCard, offerCard, ownDistressCard } from '../../src/hear/offer/offer.cards.ts';
import { whomBy } from '../../src/hear/offer/whom.ts';
import type { ConcernId, UserId } from '../../src/kernel/ids.ts';
import type { IsoDay } from '../../src/kernel/time.ts';
import { Typed } from '../../src/kernel/typed.ts';
import { bodyInForm } from '../../src/more/body-map/body-form.cards.ts';
import { bodyDrawing } from '../../src/more/body-map/draw-body.ts';
import type { PersonPage } from '../../src/more/children/child.ts';
import { personCard } from '../../src/more/children/person.cards.ts';
import { drillNotices, drillsCard } from '../../src/more/drills/drill.cards.ts';
import { lockActs } from '../../src/more/locks/lock.handlers.ts';
import { LINK_STATES, type SchoolLink } from '../../src/more/next-school/link-ports.ts';
import { handOverCard, madeCard, readCard } from '../../src/more/next-school/next-school.cards.ts';
import { caseCard, caseElements } from '../../src/more/online-abuse/case.cards.ts';
import { CASE_ACTS, CASE_DESK } from '../../src/more/online-abuse/case-forms.cards.ts';
import { caseOf } from '../../src/more/online-abuse/case-state.ts';
import { caseNotices, ownCaseCard } from '../../src/more/online-abuse/own-case.cards.ts';
import { patternsCard, patternsInvitation, stillLookingCard } from '../../src/more/patterns/patterns.cards.ts';
import type { Pattern } from '../../src/more/patterns/patterns.ts';
import {
  aboutPinCard,
  closedCard,
  codeCard,
  makeCodeCard,
  ownPinCard,
  pinNotices,
} from '../../src/more/pin/pin.cards.ts';
import { PIN_EVENTS } from '../../src/more/pin/pin-ports.ts';
import { PIN_NEWS } from '../../src/more/pin/pin-told.ts';
import type { Proposal } from '../../src/more/role-changes/proposal.ts';
import { changeRoleCard, roleNotices, rolesCard } from '../../src/more/role-changes/roles.cards.ts';
import type { RolesView } from '../../src/more/role-changes/roles.ts';
import { loadedCard, rollCard, rollInvitation } from '../../src/more/roll/roll.cards.ts';
import type { RollView } from '../../src/more/roll/rolls.ts';
import {
  pictureLinkCard,
  pictureNotices,
  pictureQuestionCard,
  pictureStopCard,
} from '../../src/more/screenshots/screenshot.cards.ts';
import { trustCard, trustInvitation } from '../../src/more/trust-lead/trust.cards.ts';
import { trustActs } from '../../src/more/trust-lead/trust-acts.handlers.ts';
import type { LeadSide, SchoolSide } from '../../src/more/trust-lead/trust-cover.ts';
import { type Card, card, submitDialog } from '../../src/platform/teams/card.ts';
import { alsoTellCard } from '../../src/report/also-tell/also-tell.cards.ts';
import { type Concern, STATUSES } from '../../src/report/concern.ts';
import { decisionsFor } from '../../src/report/deciding/decision.ts';
import { governorsCard, governorsLinkCard } from '../../src/report/deciding/governors.cards.ts';
import { breachLogCard, logInvitation, lowLevelCard } from '../../src/report/deciding/logs.cards.ts';
import type { Logs } from '../../src/report/deciding/logs.ts';
import { accountCard } from '../../src/report/form/account.cards.ts';
import {
  awayCard,
  beforeCard,
  invitationCard,
  supportCard,
  whichSchoolCard,
} from '../../src/report/form/before.cards.ts';
import { contactCard } from '../../src/report/form/contact.cards.ts';
import { withPilotLine } from '../../src/report/form/pilot.cards.ts';
import { ACCOUNT_MISSING, factsCard, sentCard, withWrong } from '../../src/report/form/report.cards.ts';
import { withOutside } from '../../src/report/form/whom.cards.ts';
import { heldCard, NOT_WRITTEN } from '../../src/report/handlers/form-recovery.cards.ts';
import { KEEPING_ACTS } from '../../src/report/keeping/keeping-acts.ts';
import type { DueListing, Keeping } from '../../src/report/keeping/retention.ts';
import type { Ground } from '../../src/report/keeping/stub.ts';
import { NOTHING_NAMED } from '../../src/report/naming/naming.ts';
import { toOutgoing } from '../../src/report/notice/notice.cards.ts';
import type { Notice, Outline, Receipt } from '../../src/report/notice.ts';
import { foundCard, openListCard, searchCard } from '../../src/report/opening/list.cards.ts';
import { morningCard, myActionsCard } from '../../src/report/opening/morning.cards.ts';
import type { Morning } from '../../src/report/opening/morning.ts';
import { wantedIn } from '../../src/report/opening/morning.ts';
import { markedBody, recordCard } from '../../src/report/opening/reading.cards.ts';
import {
  dueCard,
  exportCard,
  goesOn,
  keepingCard,
  reduceCard,
  wholeCaution,
} from '../../src/report/opening/record.cards.ts';
import { addCard, answerCard, ownListCard } from '../../src/report/own-report/own-report.cards.ts';
import { receiptOf } from '../../src/report/own-report/receipt.ts';
import { outlineOf } from '../../src/report/record/outline.ts';
import { regionWords } from '../../src/report/record/regions.ts';
import type { RotaView } from '../../src/report/rota/cover.ts';
import { rotaCard } from '../../src/report/rota/rota.cards.ts';
import { readersOf } from '../../src/report/routing/routing.ts';
import { FORMS } from '../../src/report/triage/opened-acts.ts';
import { formCard, KEEPING_DESK } from '../../src/report/triage/triage.cards.ts';
import { ACT, BEGIN } from '../../src/report/verbs.cards.ts';
import type { TrustCover } from '../../src/school/trust-cover.ts';
import { COLIN, JOANNA, LEWIS, MIRIAM, oakfield, PRIYA } from './support.ts';

export const now = new Date('2026-11-23T10:31:00Z');
export const school = oakfield();
/** Delivered, urgent, and about someone whose name no card shows. */
export const concern: Concern = {
  id: '00000000-0000-4000-8000-000000000001' as ConcernId,
  reference: '7K4TQ9',
  school: school.id,
  kind: 'child',
  isUrgent: true,
  urgency: 'unsure',
  onDuty: [MIRIAM],
  drillBegunAt: undefined,
  drillOf: undefined,
  isBrief: false,
  isByLink: false,
  reporter: PRIYA,
  excluded: [JOANNA],
  naming: NOTHING_NAMED,
  lateNamed: [],
  status: 'delivered',
  holder: 'dsl',
  via: 'place',
  liesWith: undefined,
  keptFrom: [],
  lockedTo: undefined,
  alsoOpenTo: [],
  wasRedirected: false,
  whyElsewhere: undefined,
  owner: MIRIAM,
  raisedAt: now,
  deliveredAt: now,
  readAt: undefined,
  readBy: undefined,
  acknowledgedAt: undefined,
  acknowledgedBy: undefined,
  decidedAt: undefined,
  closedAt: undefined,
  reviewOn: undefined,
  actions: [],
  acknowledgeDueAt: now,
  decideDueAt: now,
  isLate: false,
  isStub: false,
  keepUntil: undefined,
  isHeld: false,
  isOpenToTrust: false,
  trustReaders: undefined,
  unreadSince: undefined,
  version: 3,
};

/** The same when all is done. */
export const closed: Concern = {
  ...concern,
  isUrgent: false,
  excluded: [],
  status: 'closed',
  readAt: now,
  readBy: MIRIAM,
  acknowledgedAt: now,
  acknowledgedBy: MIRIAM,
  decidedAt: now,
  closedAt: now,
  version: 9,
};

const MARKS = 'front-left-forearm back-lower-back';

export const record = (status: Concern['status']): Card =>
  recordCard(
    { kind: 'open', concern: { ...concern, status }, school, role: 'dsl', reporterName: 'Priya Nair', entries: [] },
    now,
  );

const reason = 'x'.repeat(6_000);
const ground: Ground = {
  kind: 'handed-over',
  needsAgreement: false,
  transfer: {
    seq: 8,
    at: now,
    actor: MIRIAM,
    kind: 'transferred',
    facts: { to: 'cpoms' },
    words: {
      receiver: 'x'.repeat(300),
      reference: 'x'.repeat(200),
      receivedBy: 'x'.repeat(200),
      receivedOn: '2026-11-23',
    },
  },
};
const due: DueListing = {
  records: Array.from({ length: 40 }, (_, index) => ({
    outline: {
      id: closed.id,
      reference: `R${index}`,
      school: school.name,
      kind: 'child' as const,
      isUrgent: false,
      status: 'closed' as const,
      raisedAt: now.toISOString(),
      acknowledgeBy: now.toISOString(),
      acknowledgedAt: undefined,
      acknowledgedBy: undefined,
      owner: undefined,
      reviewOn: undefined,
      hasUnread: false,
    },
    until: '2026-11-23' as IsoDay,
    source: 'x'.repeat(400),
    awaitsBirth: true,
    holds: ['An inquiry (a letter)'],
  })),
  isPartial: true,
  unreadable: 2,
};

const keeping: Keeping = {
  ...{ until: '2051-11-23' as IsoDay, byRule: '2051-11-23' as IsoDay, rule: 'child', source: 'x'.repeat(400) },
  ...{ isLowLevel: false, awaitsLeaving: false, awaitsBirth: true },
};
const keepingForm = (form: keyof typeof KEEPING_ACTS, more: Partial<Parameters<typeof formCard>[0]>): Card => {
  const on = { concern: closed, school, user: MIRIAM, goesOn: goesOn(form, closed), desk: KEEPING_DESK };
  return formCard({ form, act: KEEPING_ACTS[form], ...on, ...more });
};

/** Everything about what becomes of a record, and about pictures. */
export const RECORD_CARDS: readonly (readonly [string, Card])[] = [
  ['keeping', keepingCard({ concern: closed, school, keeping, now, said: 'Done.' })],
  ['keeping, stub', keepingCard({ concern: { ...closed, isStub: true, isHeld: true }, school, keeping, now })],
  [
    'keeping, low-level concern',
    keepingCard({ concern: closed, school, keeping: { ...keeping, until: undefined, awaitsLeaving: true }, now }),
  ],
  [
    'export',
    exportCard({
      concern: closed,
      title: `Report ${closed.reference} as PDF`,
      caution: wholeCaution(true),
      url: 'https://lanyard.example/d/X',
      until: now,
    }),
  ],
  ...(Object.keys(KEEPING_ACTS) as (keyof typeof KEEPING_ACTS)[]).map(
    (form) => [form, keepingForm(form, { ground, keeping, complaint: 'No.' })] as const,
  ),
  ['retain, low-level concern', keepingForm('retain', { keeping: { ...keeping, isLowLevel: true } })],
  [
    'retain, low-level concern of someone who is here',
    keepingForm('retain', { keeping: { ...keeping, byRule: undefined, isLowLevel: true, awaitsLeaving: true } }),
  ],
  [
    'reduce, end of its time',
    keepingForm('reduce', { ground: { kind: 'retention', rule: 'child', needsAgreement: true } }),
  ],
  ['reduce, second step', reduceCard({ concern: closed, ground, words: { reason, agreed: 'x'.repeat(300) } })],
  ['due', dueCard(due)],
  ['due, second page', dueCard(due, { page: 4 })],
  ...(['pin', 'no-pin', 'not-for-this'] as const).map(
    (has) =>
      [
        `closed: ${has}`,
        closedCard({
          closed: {
            kind: 'locked',
            door: closed.id,
            reference: '7K4TQ9',
            has,
            closesAfterMinutes: 5,
            phones: [{ name: 'Police', number: '101' }],
          },
          data: { concern: closed.id, reason },
          step: ACT,
          now,
          why: { kind: 'wrong', until: now },
        }),
      ] as const,
  ),
  ['own PIN', ownPinCard(now, { kind: 'trivial' })],
  ['code to make', makeCodeCard({ colleagues: school.roles['deputy-dsl'], hasPin: true }, now, { isNobody: true })],
  ['code', codeCard('BCDFGHJK', 'Tom Ashworth', now)],
  [
    'about the PIN',
    aboutPinCard(
      {
        kind: 'about',
        isAsked: true,
        hasPin: true,
        colleagues: school.roles['deputy-dsl'],
        events: PIN_EVENTS.map((kind) => ({ at: now, person: MIRIAM, actor: JOANNA, kind })),
      },
      () => 'Joanna Okafor',
    ),
  ],
  ['picture question', pictureQuestionCard(closed.id, 'Please answer.')],
  ['picture stop', pictureStopCard([{ name: 'Police', number: '101' }])],
  ['picture link', pictureLinkCard('7K4TQ9', 'https://lanyard.example/d/X', '10:41')],
];

const NIGHT = new Date('2026-11-28T21:40:00Z');
const later = new Date(now.getTime() + 3_600_000);
const ROTA_ID = '00000000-0000-4000-8000-000000000009';
const rota: RotaView = {
  kind: 'rota',
  school,
  mayChange: true,
  team: readersOf(school, 'dsl'),
  onDuty: [],
  gaps: [{ from: now, until: later }],
  entries: [
    { id: ROTA_ID, school: school.id, kind: 'away', person: MIRIAM, when: { kind: 'once', from: now, until: later } },
    {
      id: concern.id,
      school: school.id,
      kind: 'needed',
      occasion: 'holiday-club',
      when: { kind: 'weekly', weekday: 1, from: '08:00', until: '12:00' },
    },
  ],
};
const drills: Parameters<typeof drillsCard>[0] = {
  kind: 'drills',
  school,
  planned: [{ id: ROTA_ID, school: school.id, at: later, person: MIRIAM }],
  held: [
    {
      reference: '7K4TQ9',
      begunAt: now,
      sentAt: new Date(now.getTime() + 48_000),
      acknowledgedAt: later,
      acknowledgedBy: MIRIAM,
    },
  ],
};
const person: PersonPage = {
  kind: 'person',
  concern,
  school,
  who: 'Kai Turner, 7B',
  onRoll: 'Kai Turner, 7B',
  categories: ['Neglect'],
  joined: [{ concern: closed, who: 'Kai Turner 7B', categories: ['Neglect', 'Online safety'] }],
  suggested: [{ concern: { ...closed, reference: 'BCDFGH' }, who: 'K. Turner', categories: [] }],
  parted: [],
  named: [{ concern: { ...closed, reference: 'CDFGHJ' }, who: 'Mia Hart, 4L', categories: [], relation: undefined }],
  siblings: [{ concern: { ...closed, reference: 'DFGHJK' }, who: 'Ash Turner', categories: [], relation: 'sibling' }],
  elsewhere: [],
  mayAct: true,
  lately: { reports: 2, reporters: 2 },
  isClosed: false,
  isPartial: true,
};
const roll: RollView = {
  kind: 'roll',
  school,
  mayGive: true,
  outline: { at: now, by: MIRIAM, from: 'file', count: 1203 },
  keptUntil: later,
};
const patterns: readonly Pattern[] = (['child', 'adult', 'place'] as const).map((kind) => ({
  kind,
  shelf: 'child',
  school,
  what: { child: 'Kai Turner, 7B', adult: 'Lewis Grant', place: 'The bike sheds' }[kind],
  reports: [concern, { ...closed, reference: 'BCDFGH' }],
  reporters: 2,
}));
const outline: Outline = outlineOf(school, concern);
const drilled: Outline = outlineOf(school, { ...concern, drillBegunAt: now });
export const receipt: Receipt = receiptOf(school, concern);
/** Everything that is sent unasked. */
export const NOTICES: readonly Notice[] = [
  { kind: 'alert', outline, isRepeat: true },
  { kind: 'moved', reference: '7K4TQ9', isRepeat: false },
  { kind: 'receipt', receipt, isRepeat: false },
  { kind: 'chase', outline, why: 'not-acknowledged', at: now.toISOString(), isEscalation: true, isRepeat: false },
  {
    ...{ kind: 'chase', outline, why: 'not-acknowledged', at: now.toISOString(), isEscalation: false, isRepeat: true },
    beside: Array.from({ length: 39 }, (_, at) => ({
      ...{ id: concern.id, reference: `BCDF${at + 10}`, kind: 'child' },
      ...{ raisedAt: now.toISOString(), why: 'review-due' },
    })),
  } as const,
  { kind: 'news', outline, why: 'added', isRepeat: false },
  { kind: 'late', receipt, why: 'not-delivered', isRepeat: false },
  { kind: 'question', id: concern.id, reference: '7K4TQ9', isRepeat: false },
  { kind: 'question', id: concern.id, reference: '7K4TQ9', about: 'whom', isRepeat: false },
  { kind: 'question', id: concern.id, reference: '7K4TQ9', about: 'elsewhere', isRepeat: false },
  { kind: 'unsent', startedAt: now.toISOString(), expiresAt: now.toISOString(), isRepeat: true },
  { kind: 'summary', day: '2026-11-23', open: 5, waiting: 2, late: 1, unread: 1, reviews: 1, due: 3, isRepeat: false },
  ...PIN_NEWS.map((what) => ({ kind: 'pin' as const, what, name: 'Tom Ashworth', isRepeat: false })),
  { kind: 'stray-picture', school: school.name, from: 'Lewis Grant', isRepeat: false },
  ...(['asked', 'given', 'taken', 'changed'] as const).map((news) => ({
    kind: 'role' as const,
    news,
    school: school.name,
    role: 'dsl' as const,
    newcomer: 'Lewis Grant',
    outgoing: ['Miriam Hale'],
    by: ['Eleanor Frith', 'Colin Marsh'],
    isRepeat: false,
  })),
  ...(['covers', 'cover-given', 'cover-ended'] as const).map((news) => ({
    kind: 'role' as const,
    news,
    school: school.name,
    role: 'trust-lead' as const,
    newcomer: 'Rosa Vale',
    outgoing: [],
    by: ['Miriam Hale'],
    cover: { from: now.toISOString(), until: later.toISOString() },
    isRepeat: false,
  })),
  { kind: 'news', outline, why: 'trust-opened', isRepeat: false },
  { kind: 'alert', outline: drilled, isRepeat: false },
  { kind: 'news', outline: { ...drilled, acknowledgedAt: now.toISOString() }, why: 'drill-done', isRepeat: false },
  ...(['locked', 'locked-match', 'school-received', 'school-blocked', 'school-expired'] as const).map((why) => ({
    kind: 'news' as const,
    outline,
    why,
    isRepeat: false,
  })),
  { kind: 'talk', from: 'Priya Nair', isRepeat: false },
  { kind: 'alert', outline: { ...outline, mayInvolveAdult: true }, isRepeat: false },
  {
    kind: 'one-waits',
    isUrgent: true,
    at: now.toISOString(),
    phones: [{ name: 'Miriam Hale', number: '01632 960001' }],
    isRepeat: false,
  },
  { kind: 'there-is-one', reference: '7K4TQ9', with: 'dsl', isRepeat: false },
  { kind: 'case', id: concern.id, reference: '7K4TQ9', isRepeat: false },
  { kind: 'drill-due', isRepeat: false },
  { kind: 'uncovered', school: school.name, from: now.toISOString(), until: later.toISOString(), isRepeat: false },
  {
    kind: 'receipt',
    receipt: receiptOf(school, { ...concern, raisedAt: NIGHT, onDuty: [], isBrief: true }),
    isRepeat: false,
  },
  ...([0, 9] as const).map((more) => ({
    kind: 'stayed' as const,
    school: school.id,
    schoolName: school.name,
    recipient: more === 0 ? ('chair-of-governors' as const) : ('dsl' as const),
    newcomers: more === 0 ? ['Lewis Grant'] : ['Lewis Grant', 'Priya Shah'],
    reports: (more === 0 ? ['7K4TQ9'] : ['7K4TQ9', '2M8RWD', '9XQ4TC', '3FH7PK']).map((reference) => ({
      id: concern.id,
      reference,
    })),
    more,
    isRepeat: false,
  })),
  {
    kind: 'not-in-place',
    school: school.name,
    place: 'private-channel',
    names: ['Tom Ashworth'],
    isRepeat: false,
  },
  {
    kind: 'unsafe-place',
    school: school.name,
    place: 'private-channel',
    why: 'unexpected-member',
    names: ['Lewis Grant'],
    more: 2,
    next: 'headteacher',
    isRepeat: false,
  },
];

/** Something online of which everything is written down. */
const online: Concern = {
  ...concern,
  kind: 'online-abuse',
  holder: 'senior-manager',
  status: 'working',
  actions: [{ number: 4, owner: JOANNA, due: '2026-11-24' as IsoDay, of: 'look', at: later }],
};
const caseEntries = (
  [
    [{ step: 'affected' }, { affected: PRIYA }],
    [
      { step: 'evidence' },
      {
        address: 'https://social.example/x',
        userName: '@fake_nair',
        seenAt: '23 November, 10:20',
        kept: 'Head’s safe',
      },
    ],
    [
      { step: 'asked-host', platform: 'instagram', askedAt: now.toISOString() },
      { who: 'Daniel Prior', ref: 'R-1' },
    ],
    [{ step: 'looked', found: 'there' }, {}],
    [{ step: 'own-complaint', platform: 'youtube' }, {}],
    [{ step: 'support', answer: 'offered' }, {}],
    [{ step: 'author', author: 'parent' }, { text: 'They said so.' }],
    [{ step: 'parent', how: 'asked' }, { text: 'By phone.' }],
  ] as const
).map(([facts, words], at) => ({ seq: at + 2, at: now, actor: JOANNA, kind: 'case' as const, facts, words }));
const state = caseOf(PRIYA, caseEntries);
const openCase = {
  kind: 'open',
  concern: online,
  school,
  role: 'senior-manager',
  reporterName: 'Priya Nair',
  entries: caseEntries,
} as const;
const named = [
  { matter: 'pupil-contact', who: 'headteacher', name: 'Joanna Okafor', isTold: false },
  { matter: 'pupil-on-staff', who: 'dsl', name: 'Miriam Hale', isTold: true },
] as const;
const toDsl = { recipient: 'dsl', name: 'Miriam Hale' } as const;
/** Everything of a case, of a pupil's contact, and of whom a policy names. */
const CASE_CARDS: readonly (readonly [string, Card])[] = [
  ['a pupil’s contact', contactCard({ kind: 'child', draft: ROTA_ID, words: {}, to: toDsl })],
  ['also named', alsoTellCard(concern.id, '7K4TQ9', named, 'I am telling Joanna Okafor that you would like to talk.')],
  ['record of a case', recordCard(openCase, later, { parts: { work: caseElements(openCase) } })],
  [
    'record about an adult',
    recordCard(
      {
        ...openCase,
        concern: { ...online, kind: 'staff', holder: 'headteacher' },
        role: 'headteacher',
        adults: {
          ...{ about: [], byRole: [], mayMean: [], unsaid: [] },
          ...{ inForm: ['Tom Ashworth'], meant: ['Miriam Hale'] },
        },
        entries: [{ seq: 1, at: now, actor: PRIYA, kind: 'raised', words: { seen: 'He pushed a boy.' } }],
      },
      later,
    ),
  ],
  [
    'record of a child, decided',
    recordCard(
      {
        kind: 'open',
        concern: { ...concern, status: 'decided', decidedAt: now },
        school,
        role: 'dsl',
        reporterName: 'Priya Nair',
        entries: [],
      },
      later,
    ),
  ],
  [
    'low-level concern, its form',
    formCard({
      ...{ form: 'decide', act: FORMS.decide, chosen: 'low-level' },
      ...{ concern: { ...online, kind: 'staff', holder: 'headteacher' }, school, user: MIRIAM },
    }),
  ],
  [
    'account of a breach',
    accountCard({ kind: 'data', draft: ROTA_ID, words: {}, to: { recipient: 'dpo', name: undefined } }),
  ],
  [
    'record of a breach',
    recordCard(
      {
        ...openCase,
        concern: { ...online, kind: 'data', holder: 'dpo', status: 'delivered' },
        role: 'dpo',
        entries: [
          {
            ...{ seq: 1, at: now, actor: PRIYA, kind: 'raised' },
            words: { seen: 'A stick with two classes’ reading ages is gone.', learned: 'Friday, about four' },
          },
        ],
      },
      later,
      { reader: MIRIAM },
    ),
  ],
  ['case', caseCard(openCase, state, new Date(later.getTime() + 100_000_000), { said: 'Recorded.' })],
  ['case, at its beginning', caseCard({ ...openCase, entries: [] }, caseOf(PRIYA, []), now)],
  ...Object.entries(CASE_ACTS).map(([form, act]) => {
    const of = { concern: online, school, user: MIRIAM, complaint: 'Please fill it in.' };
    return [`step: ${form}`, formCard({ form, act, desk: CASE_DESK, ...of })] as const;
  }),
  [
    'own case',
    ownCaseCard(
      concern.id,
      {
        kind: 'case',
        reference: '7K4TQ9',
        school,
        state,
        isClosed: false,
        isAsked: true,
        address: 'https://social.example/x',
      },
      { isRecorded: true },
    ),
  ],
];

const phones = [{ name: 'Police', number: '101' }];
const listing = { outlines: [outline], isPartial: true, unreadable: 1 };
const logs: Logs = {
  breaches: [
    {
      ...{ outline: { ...outline, kind: 'data' }, known: now, isKnownSaid: false, ends: later },
      ...{ isStub: false, decided: undefined },
    },
    {
      ...{ outline: { ...outline, kind: 'data', status: 'closed' }, known: now, isKnownSaid: true, ends: later },
      isStub: true,
      decided: {
        ...{ seq: 4, at: now, actor: MIRIAM, kind: 'decided' },
        facts: { decision: 'breach-assessed', risk: 'likely', ico: 'told', icoToldOn: '2026-11-23', affected: 'told' },
      },
    },
  ],
  lowLevel: [
    { name: 'Lewis Grant', reports: [outline, outline], mayHaveLeft: true },
    { name: 'Priya Nair', reports: [outline], mayHaveLeft: false },
  ],
  isClosed: false,
  isPartial: false,
  unreadable: 0,
};
/** Fifteen as they wait on a Monday. */
const morning: Morning = {
  lines: Array.from({ length: 15 }, (_, at) => ({
    outline: {
      ...outline,
      reference: `7K4T${String.fromCharCode(65 + at)}9`,
      isUrgent: at < 3,
      urgency: at < 1 ? 'yes' : at < 3 ? 'unsure' : 'no',
      isDecided: false,
      owner: at > 8 ? 'Tom Ashworth' : undefined,
      acknowledgedBy: undefined,
      status: at > 8 ? 'working' : 'delivered',
    },
    child: at === 4 ? 'Kai Turner 7B' : `${'ABCDEFGHIJKLMNO'.charAt(at)}T, ${(at % 5) + 7}B`,
    beside: at === 0 ? ['7K4TF9', '7K4TK9'] : [],
    categories: at % 3 === 0 ? ['Neglect'] : [],
    year: String((at % 5) + 7),
    isOverdue: at === 9,
    isUnmade: at === 10,
    showsWords: false,
  })),
  all: 15,
  categories: ['Neglect'],
  years: ['7', '8', '9', '10', '11'],
  since: now,
  actions: [
    { outline, what: 1, child: 'KT, 7B', due: '2026-11-23' as IsoDay },
    { outline, what: 2, child: 'AB, 9C', due: '2026-12-01' as IsoDay },
    { outline, what: 'referral', child: 'AT, 9C', due: '2026-11-24' as IsoDay },
    { outline, what: 'review', child: 'AT, 9C', due: '2026-12-02' as IsoDay },
  ],
  logs: ['adult', 'data'],
  isClosed: false,
  isPartial: false,
  unreadable: 0,
};
/** What every feature tells, as it is sent. */
export const outgoing = (notice: Notice): ReturnType<typeof toOutgoing> =>
  toOutgoing(notice, now, { ...caseNotices, ...drillNotices, ...pictureNotices, ...pinNotices, ...roleNotices });
const cardOf = (notice: Notice): readonly [string, Card] => [`notice: ${notice.kind}`, outgoing(notice).card];

const proposal: Proposal = {
  id: ROTA_ID,
  school: school.id,
  role: 'dsl',
  newcomer: { id: LEWIS, name: 'Lewis Grant' },
  outgoing: [{ id: MIRIAM, name: 'Miriam Hale' }],
  first: { by: { id: JOANNA, name: 'Joanna Okafor' }, at: now, isQuiet: true },
  expiresAt: later,
  state: { kind: 'open' },
};
const second = { by: { id: COLIN, name: 'Colin Marsh' }, at: now, isQuiet: false };
const roles: RolesView = {
  kind: 'roles',
  school,
  elsewhere: [school],
  mayChange: true,
  open: [
    { proposal, isOwn: false, mayConfirm: true },
    { proposal: { ...proposal, newcomer: undefined }, isOwn: true, mayConfirm: false },
  ],
  trail: [{ ...proposal, state: { kind: 'made', second } }],
};

const ROSA = '00000000-0000-4000-8000-0000000000a1' as UserId;
const lead = { id: ROSA, name: 'Rosa Vale', phone: '01632 960 400' };
const cover: TrustCover = {
  id: ROTA_ID,
  school: school.id,
  person: lead,
  from: now,
  until: later,
  given: { by: { id: MIRIAM, name: 'Miriam Hale' }, at: now },
  ended: undefined,
};
const ended: TrustCover = { ...cover, ended: { by: { id: JOANNA, name: 'Joanna Okafor' }, at: now } };
/** The school with a lead of the trust. */
const led = { ...school, roles: { ...school.roles, 'trust-lead': [lead] } };
const side: SchoolSide = { school, leads: [lead], mayGive: true, covers: [cover, ended], opened: [outline] };
const opening = {
  concern: concern.id,
  reference: '7K4TQ9',
  school: school.id,
  at: now,
  by: MIRIAM,
  isOpened: true,
  to: undefined,
};
const asLead: LeadSide = {
  schools: [{ school, covers: [cover, ended] }],
  opened: [outline],
  history: [{ ...opening, byName: 'Miriam Hale' }],
};
const away: PersonPage['elsewhere'][number] = {
  concern: { ...concern, reference: 'FGHJKL' },
  school,
  who: 'Kai Turner, 6M',
  categories: [],
  how: 'same',
};
/** Of words that mean nobody with a role. */
const whom = whomBy(
  school,
  { kind: 'concern', route: 'dsl', emergency: false, reasons: [] },
  { words: [new Typed('He had a bruise.')], writer: PRIYA },
);

const schoolLink: SchoolLink = {
  id: ROTA_ID,
  concern: concern.id,
  concerns: [concern.id],
  by: MIRIAM,
  at: now,
  expiresAt: later,
  state: 'waiting',
  misses: 0,
  openedAt: undefined,
  fetches: 0,
  to: { name: 'Sam Adams', role: 'DSL', school: 'Hill School' },
};
const schoolLinks = LINK_STATES.map((state) => ({ ...schoolLink, state }));

/** Every card and dialog of the concern path that needs no running product to be made. */
/** What is known of words that are not English. */
const FOREIGN = { kind: 'unclear', route: 'dsl', likelier: 'report', reasons: ['language'] } as const;

export const CONCERN_CARDS: readonly (readonly [string, Card])[] = [
  ...RECORD_CARDS,
  ...CASE_CARDS,
  ...NOTICES.map(cardOf),
  ...STATUSES.map((status) => [`record: ${status}`, record(status)] as const),
  ...Object.entries({ ...FORMS, ...lockActs, ...trustActs }).map(
    ([form, act]) => [`form: ${form}`, formCard({ form, act, concern, school: led, user: MIRIAM })] as const,
  ),
  ...(['staff', 'data', 'child'] as const).flatMap((kind) =>
    decisionsFor(kind).map(
      (chosen) =>
        [
          `decision: ${kind}, ${chosen}`,
          formCard({
            ...{ form: 'decide', act: FORMS.decide, chosen },
            ...{ concern: { ...concern, kind }, school: led, user: MIRIAM },
          }),
        ] as const,
    ),
  ),
  ...(['staff', 'data'] as const).map(
    (kind) =>
      [
        `what is decided: ${kind}`,
        formCard({ form: 'decide', act: FORMS.decide, concern: { ...concern, kind }, school: led, user: MIRIAM }),
      ] as const,
  ),
  ['rota', rotaCard(rota, ROTA_ID, { why: 'backwards' })],
  ['rota, read', rotaCard({ ...rota, mayChange: false }, ROTA_ID)],
  ['roles', rolesCard(roles, { why: 'pupil' })],
  ['roles, read', rolesCard({ ...roles, mayChange: false, open: [], trail: [] })],
  ['a role', changeRoleCard(roles, 'deputy-dsl', ROTA_ID, { why: 'nothing-chosen' })],
  ['drills', drillsCard(drills, ROTA_ID, now, 'Please give a day and a time.')],
  ['first page', beforeCard({ school, draft: ROTA_ID, now, onDuty: [], isOneOfSeveral: true, complaint: 'Please.' })],
  ['first page, while it is a pilot', beforeCard({ school, draft: ROTA_ID, now, isPilot: true })],
  [
    'account, while it is a pilot',
    withPilotLine(
      accountCard({ kind: 'child', draft: ROTA_ID, words: {}, to: { recipient: 'dsl', name: 'Miriam Hale' } }),
      { to: { recipient: 'dsl', name: 'Miriam Hale' }, isForNobody: false },
    ),
  ],
  [
    'account, and nobody may open it',
    withOutside(
      accountCard({
        kind: 'child',
        draft: ROTA_ID,
        words: {},
        to: { recipient: 'governance-officer', name: undefined },
      }),
      phones,
    ),
  ],
  [
    'account, come back',
    withWrong(
      accountCard({
        ...{ kind: 'child', draft: ROTA_ID, words: { who: 'Kai' }, to: { recipient: 'dsl', name: 'Miriam Hale' } },
        complaint: { text: ACCOUNT_MISSING['needs-account'].said, phones: [] },
      }),
      ACCOUNT_MISSING['needs-account'],
    ),
  ],
  ['first page, at night', beforeCard({ school, draft: ROTA_ID, now: NIGHT, isDrill: true })],
  ['account', accountCard({ kind: 'child', draft: ROTA_ID, words: {}, to: { recipient: 'dsl', name: 'Miriam Hale' } })],
  ['first page, with a roll', beforeCard({ school, draft: ROTA_ID, now, roll: { picked: undefined } })],
  [
    'facts, with an injury',
    factsCard({ kind: 'child', draft: ROTA_ID, words: { body: 'front-left-forearm' }, parts: [bodyInForm] }),
  ],
  ['body', card(markedBody(bodyDrawing(MARKS), regionWords(MARKS)))],
  ['roll', rollCard(roll, 'The roll is removed.')],
  ['roll, none', rollCard({ ...roll, outline: undefined, keptUntil: undefined })],
  ['roll, read', rollCard({ ...roll, mayGive: false })],
  ['roll invitation', rollInvitation()],
  ['roll, given', loadedCard({ kind: 'loaded', school, count: 1203, came: 34, left: 1 })],
  ['roll, too few', loadedCard({ kind: 'too-few', before: 1203, now: 30 })],
  ['roll, not read', loadedCard({ kind: 'not-read', problems: [{ line: 4, what: 'the name is missing' }] })],
  ['patterns', patternsCard({ kind: 'patterns', patterns, isPartial: true })],
  ['patterns, none', patternsCard({ kind: 'patterns', patterns: [], isPartial: false })],
  ['patterns, still looking', stillLookingCard()],
  ['patterns invitation', patternsInvitation()],
  ['reports on one child', personCard(person, 'Recorded in both.')],
  ['reports on one child, read along', personCard({ ...person, mayAct: false, elsewhere: [away] })],
  [
    'trust’s lead, at a school',
    trustCard({ kind: 'trust', ofSchools: [side], asLead: undefined, now }, ROTA_ID, { why: 'overlaps' }),
  ],
  [
    'trust’s lead, nobody',
    trustCard(
      { kind: 'trust', ofSchools: [{ ...side, leads: [], covers: [], opened: [] }], asLead: undefined, now },
      ROTA_ID,
    ),
  ],
  ['trust’s lead, their own', trustCard({ kind: 'trust', ofSchools: [], asLead, now }, ROTA_ID, { done: 'ended' })],
  ['trust’s lead, the way', trustInvitation()],
  ['reports on one child, locked', personCard({ ...person, concern: { ...concern, lockedTo: [MIRIAM, COLIN] } })],
  [
    'hand-over',
    handOverCard(
      {
        kind: 'before',
        concern,
        school,
        today: '2026-11-26' as IsoDay,
        names: ['Mia Hart'],
        undecided: 1,
        waiting: ['BCDFGH'],
        links: schoolLinks,
      },
      { complaint: 'So.' },
    ),
  ],
  [
    'hand-over, its link and code',
    madeCard({ kind: 'made', concern, link: schoolLink, url: 'https://lanyard.example/h/BCDF-GHJK', code: 'BCDFGHJK' }),
  ],
  ['hand-over, to be read', readCard(concern.id, 'https://lanyard.example/d/BCDF-GHJK', later)],
  ['open concerns', openListCard(listing, now)],
  ['open concerns, since', openListCard({ ...listing, since: new Date(0) }, now)],
  ...['overdue', 'mine', 'my actions', 'year 9'].map(
    (asked) => [`open concerns, ${asked}`, openListCard(listing, now, wantedIn(asked))] as const,
  ),
  ['the morning’s list', morningCard(morning, now, { show: 'all', category: '', year: '', page: 0 })],
  [
    'the morning’s list, with first words',
    morningCard(
      { ...morning, lines: morning.lines.slice(3, 6), all: 3 },
      now,
      { show: 'all', category: '', year: '', page: 0 },
      new Map([
        [
          outline.id,
          'He was by himself at the gate again after the bell, without a coat, and said that he would rather not go home on …',
        ],
      ]),
    ),
  ],
  [
    'my actions',
    myActionsCard(
      morning,
      '2026-11-24',
      new Map(morning.actions.map((one) => [one, 'Ring the school nurse about Thursday.'])),
    ),
  ],
  ['way to the breach log', logInvitation('Breach log', 'breaches')],
  ['breach log', breachLogCard(logs, school)],
  ['low-level concerns', lowLevelCard(logs)],
  [
    'report to governors',
    governorsCard({
      ...{ isClosed: false, isPartial: false, unreadable: 0 },
      schools: [
        {
          school,
          terms: [
            {
              ...{ name: 'Autumn 2026', reports: 41, acknowledgedMs: 540_000, decidedMs: 25_200_000 },
              categories: [
                ['Neglect', 17],
                ['Online safety', 12],
                ['All others together', 19],
              ],
              decisions: [
                ['Support in school and monitor, with a review date', 22],
                ['All others together', 19],
              ],
            },
            {
              ...{ name: 'Summer 2026', reports: 'few', acknowledgedMs: undefined, decidedMs: undefined },
              categories: [['All together', 'few']],
              decisions: [['All together', 'few']],
            },
          ],
        },
      ],
    }),
  ],
  ['report to governors, as a PDF', governorsLinkCard('https://lanyard.example/d/x', '15:52')],
  ['search', searchCard('Type something to look for.')],
  ['found', foundCard({ ...listing, next: 250, labels: new Map([[concern.id, 'KT, 7B']]) }, 'turner')],
  ['add to a report', addCard({ receipt, school, now }, true)],
  ['answer a question', answerCard({ receipt, school, now }, 'Which gate was it?')],
  ['own reports', ownListCard([receipt], now)],
  ['which school', whichSchoolCard([school])],
  ['sent, and nobody may open it', sentCard(receipt, now, { isForNobody: true, isChild: true })],
  ['nothing can be kept', awayCard([school], submitDialog('Try again', BEGIN, { choice: 'open' }))],
  ['words given back', heldCard({ data: { reason: 'So.' }, said: NOT_WRITTEN, phones, again: ACT })],
  ['support', supportCard(school)],
  ['own distress', ownDistressCard(true, school)],
  [
    'own distress or a report',
    offerCard(
      { kind: 'unclear', route: 'dsl', likelier: 'question', ownDistress: 'strain', reasons: ['encoder'] },
      school,
      now,
      { whom },
    ),
  ],
  ['not safe at home', ownDistressCard(false, school, { isAtHome: true })],
  ...(['cy', 'pl', 'ur', 'bn'] as const).map((language): readonly [string, Card] => [
    `offer in another language, ${language}`,
    offerCard({ ...FOREIGN, language }, school, now, { whom, isOfPictures: true }),
  ]),
  [
    'offer, staff in danger',
    offerCard({ kind: 'concern', route: 'emergency', emergency: true, isOfStaff: true, reasons: [] }, school, now, {
      whom,
    }),
  ],
  [
    'offer, below',
    belowCard({ kind: 'unclear', route: 'dsl', likelier: 'question', reasons: ['encoder'] }, school, whom),
  ],
  ['nothing happened', aboutReportsCard('nothing-happened', school)],
  ['sent', sentCard(receipt, now)],
  ['invitation', invitationCard(school)],
];
