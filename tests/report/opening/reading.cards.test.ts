import { expect, test } from '@jest/globals';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { type Element, plain, submitDialog } from '../../../src/platform/teams/card.ts';
import type { Entry, NewEntry } from '../../../src/report/concern.ts';
import type { OpenRecord } from '../../../src/report/opening/open.ts';
import { recordCard } from '../../../src/report/opening/reading.cards.ts';
import { PERSON } from '../../../src/report/verbs.cards.ts';
import { concern, now, school } from '../sample-concern-cards.ts';
import { JOANNA, MIRIAM, PRIYA } from '../support.ts';

const happened: readonly Pick<NewEntry, 'kind' | 'facts' | 'words'>[] = [
  { kind: 'raised', words: { seen: 'A bruise.', body: 'front-left-forearm' } },
  { kind: 'locked', facts: { to: JOANNA } },
  { kind: 'unlocked', facts: { why: 'left' } },
  { kind: 'trust-opened', facts: { to: JOANNA } },
  { kind: 'case', facts: { step: 'asked-host', platform: 'instagram' }, words: { who: 'The manager' } },
  { kind: 'pictured', facts: { screenshot: 'one' } },
  { kind: 'sent-to-school', facts: { step: 'opened' } },
  { kind: 'exported', facts: { format: 'chronology', leftOut: 2 } },
  { kind: 'exported', facts: { format: 'chronology', leftOut: 1 } },
];
const entries = happened.map((one, at): Entry => ({ ...one, seq: at + 1, at: now, actor: MIRIAM }));

test('what features wrote reads in plain words where none of them is on, and nothing else of them is shown', () => {
  const record: OpenRecord = {
    kind: 'open',
    concern: { ...concern, kind: 'online-abuse', status: 'working', lockedTo: [JOANNA], isOpenToTrust: false },
    school,
    role: 'dsl',
    reporterName: undefined,
    entries,
  };
  const shown = JSON.stringify(recordCard(record, now, { reader: MIRIAM }));
  for (const words of [
    'Left forearm',
    'locked it to Joanna Okafor',
    'ended the lock: the people it was locked to have left',
    'let the trust’s safeguarding lead open it',
    'wrote in the case: asked the platform to remove it. Instagram or Threads',
    'The manager',
    'added a screenshot',
    'recorded on the hand-over to the next school: the right code was entered',
    'as a chronology, without 2 names of other children',
    'as a chronology, without 1 name of other children',
  ])
    expect(shown).toContain(words);
  for (const part of ['Open the case', 'base64', 'about this person', 'trust’s lead'])
    expect(shown).not.toContain(part);
});

const opened = (
  of: readonly Pick<NewEntry, 'kind' | 'facts' | 'words' | 'actor'>[],
  more: Partial<OpenRecord['concern']> = {},
) =>
  ({
    kind: 'open',
    concern: { ...concern, status: 'working', reporter: PRIYA, actions: [], ...more },
    school,
    role: 'dsl',
    reporterName: 'Priya Nair',
    entries: of.map((one, at): Entry => ({ ...one, seq: at + 1, at: now })),
  }) as const satisfies OpenRecord;
const STORY = { actor: PRIYA, kind: 'raised', words: { who: 'Ola Berg, 4C', seen: 'SHE HID HER LUNCH' } } as const;
/** Where each stands in what is shown; -1 where it does not. */
const places = (card: object, ...words: readonly string[]): readonly number[] => {
  const all = JSON.stringify(card);
  return words.map((one) => all.indexOf(one));
};

test('a record begins with who, by whom and when, and what happened; what is known beside it is behind a button', () => {
  const record = opened(
    [STORY, { actor: MIRIAM, kind: 'action-set', facts: { number: 1 }, words: { text: 'RING HER GRAN' } }],
    { actions: [{ number: 1, owner: MIRIAM, due: '2026-11-27' as IsoDay }], reviewOn: '2026-12-01' as IsoDay },
  );
  const card = recordCard(record, now, { reader: MIRIAM });
  const inOrder = places(
    card,
    'Ola Berg, 4C',
    'From Priya Nair',
    'SHE HID HER LUNCH',
    'RING HER GRAN',
    'What has happened since',
  );
  expect(inOrder).not.toContain(-1);
  expect(inOrder).toEqual(inOrder.toSorted((left, right) => left - right));
  const details = card.body.find(({ id }) => id === 'details');
  expect(details?.isVisible).toBe(false);
  expect(JSON.stringify(details)).toContain('1 December 2026');
  const toggles = JSON.stringify(card.body.filter(({ type }) => type === 'ActionSet'));
  expect(toggles).toContain('"targetElements":["details"]');
});

test('who may have to be phoned today is a press away, and 999 is in sight', () => {
  const card = recordCard(opened([STORY], { kind: 'child', isUrgent: true }), now);
  const numbers = card.body.find(({ id }) => id === 'numbers-to-phone');
  expect(numbers?.isVisible).toBe(false);
  expect(JSON.stringify(numbers)).toContain(school.contacts.outOfHours);
  const seen = JSON.stringify(card.body.filter(({ isVisible }) => isVisible !== false));
  for (const words of ['phone **[999](tel:999)**', '"targetElements":["numbers-to-phone"]'])
    expect(seen).toContain(words);
});

test('how it was delivered and who read it is shown where someone asks, and who was refused always', () => {
  const record = opened([
    STORY,
    { actor: 'lanyard', kind: 'delivered', facts: {} },
    { actor: MIRIAM, kind: 'opened' },
    { actor: MIRIAM, kind: 'noted', words: { text: 'RANG HER MUM' } },
    { actor: JOANNA, kind: 'refused' },
  ]);
  const short = recordCard(record, now);
  expect(places(short, 'delivered the card', 'Miriam Hale read it')).toEqual([-1, -1]);
  for (const said of ['RANG HER MUM', 'was refused', 'Show deliveries and readings (2)', '"trail":"whole"'])
    expect(JSON.stringify(short)).toContain(said);
  const whole = JSON.stringify(recordCard(record, now, { isWhole: true }));
  for (const said of ['delivered the card', 'Miriam Hale read it', 'RANG HER MUM', 'was refused'])
    expect(whole).toContain(said);
  expect(whole).not.toContain('Show deliveries');
});

test('the whole trail stays whole from one of its pages to the next', () => {
  const long = opened([
    { ...STORY, words: { ...STORY.words, seen: 'word '.repeat(6_000) } },
    { actor: MIRIAM, kind: 'opened' },
  ]);
  expect(JSON.stringify(recordCard(long, now, { isWhole: true }))).toContain('"page":1,"trail":"whole"');
  expect(JSON.stringify(recordCard(long, now))).not.toContain('"trail"');
});

test('who reads that the reporter is to be rung first finds the number that they left, and the way to their chat', () => {
  const raised = { ...STORY, words: { ...STORY.words, callback: '07700 900123' } };
  const { naming } = concern;
  const unsure = { kind: 'child', naming: { ...naming, adult: 'unsure' } } as const;
  const card = (record: OpenRecord) => JSON.stringify(recordCard(record, now));
  const record = { ...opened([raised], unsure), reporterAddress: 'priya.nair@oakfield.example' };
  expect(card(record)).toContain('ring them first');
  expect(card(record)).toContain('[07700 900123](tel:07700900123)');
  expect(card(record)).toContain('https://teams.microsoft.com/l/chat/0/0?users=priya.nair%40oakfield.example');
  // Nobody else is reached this way: it stands only where it is to be done.
  expect(card({ ...record, concern: { ...record.concern, naming } })).not.toContain('l/chat');
});

test('a report that is the only one about a person leads to their page, with its print and hand-over', () => {
  const copies = [submitDialog('Reports about this person', PERSON, { concern: concern.id })];
  const card = (others?: Element) =>
    JSON.stringify(recordCard(opened([STORY], { kind: 'child' }), now, { parts: { copies, others } }));
  expect(card()).toContain('"Reports about this person"');
  expect(card(plain('1 report may be.'))).not.toContain('"Reports about this person"');
});

test('a referral with nobody written down who was told says so with the numbers, until it is written down, closed or not', () => {
  const decided = {
    actor: MIRIAM,
    kind: 'decided',
    facts: { decision: 'child-protection' },
    words: { reason: 'A belt.' },
  } as const;
  const shown = (of: Parameters<typeof opened>[0], more: Parameters<typeof opened>[1] = {}): string =>
    JSON.stringify(recordCard(opened(of, { kind: 'child', decidedAt: now, ...more }), now, { reader: MIRIAM }));
  const LOUD = 'Nothing here says that this referral was made';
  const { childrensSocialCare, outOfHours } = school.contacts;
  const untold = shown([decided]);
  for (const said of [LOUD, 'tel:999', childrensSocialCare, outOfHours]) expect(untold).toContain(said);
  // Once: not folded below too.
  expect(shown([decided], { isUrgent: true })).not.toContain('Numbers to phone');
  const closed = shown([decided, { actor: MIRIAM, kind: 'closed', facts: { outcome: 'no-further-action' } }], {
    status: 'closed',
  });
  expect(closed).toContain(LOUD);
  expect(closed).toContain('"title":"Who was told"');
  for (const said of [
    [{ ...decided, words: { ...decided.words, agency: 'A. Kent, duty team, 16:10' } }],
    [decided, { actor: MIRIAM, kind: 'told', words: { text: 'A. Kent, duty team, 16:10' } }],
    [decided, { actor: MIRIAM, kind: 'confirmed', words: { agency: 'Duty team' } }],
    [{ ...decided, facts: { decision: 'monitor' } }],
  ] as const)
    expect(shown(said)).not.toContain(LOUD);
  // A closing that says what became of it ends it, also once there is something new in it.
  for (const facts of [{ outcome: 'resolved', referral: 'taken' }, { outcome: 'passed-to-agency' }]) {
    const ended = { actor: MIRIAM, kind: 'closed', facts } as const;
    expect(shown([decided, ended], { status: 'closed' })).not.toContain(LOUD);
    expect(shown([decided, ended, { actor: MIRIAM, kind: 'reopened' }])).not.toContain(LOUD);
  }
  // Decided once more, on something else that must be made.
  expect(shown([decided, { actor: MIRIAM, kind: 'told', words: { text: 'A. Kent' } }, decided])).toContain(LOUD);
});
