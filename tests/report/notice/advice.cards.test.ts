import { expect, test } from '@jest/globals';
import { type Concern, KINDS } from '../../../src/report/concern.ts';
import { toOutgoing } from '../../../src/report/notice/notice.cards.ts';
import type { Said } from '../../../src/report/notice.ts';
import { recordCard } from '../../../src/report/opening/reading.cards.ts';
import { receiptOf } from '../../../src/report/own-report/receipt.ts';
import { alertOf, outlineOf } from '../../../src/report/record/outline.ts';
import { FORMS } from '../../../src/report/triage/opened-acts.ts';
import { formCard } from '../../../src/report/triage/triage.cards.ts';
import { concern, now, school } from '../sample-concern-cards.ts';
import { COLIN, JOANNA, PRIYA } from '../support.ts';

/** What the person who has a report about an adult reads before they do anything, and what its reporter reads of publishing it. */
const allegation: Concern = { ...concern, kind: 'staff', holder: 'headteacher', excluded: [], owner: undefined };
const english = { ...school, nation: 'england' } as const;
const words = (card: object): string => JSON.stringify(card);
const sent = (said: Said): string => words(toOutgoing({ ...said, isRepeat: false }, now).card);
const alert = (of: Partial<Concern>, at = english as typeof school): string =>
  sent(alertOf(at, { ...allegation, ...of }, undefined));
const record = (of: Partial<Concern>, at = english as typeof school): string =>
  words(
    recordCard(
      {
        kind: 'open',
        concern: { ...allegation, ...of },
        school: at,
        role: 'headteacher',
        reporterName: 'Priya Nair',
        entries: [],
      },
      now,
    ),
  );

const LADO_FIRST = 'Tell the LADO within one working day';
const NOT_YET = 'do not investigate, do not interview anyone, and do not tell the person it is about';
const refer = 'You can refer at any hour';
const MAY_IDENTIFY = 'publish anything that may identify a teacher';

test('what an adult did: the card and the record say first LADO, then nothing of one’s own; until a decision is in it', () => {
  for (const kind of KINDS) {
    const isOfConduct = ['staff', 'headteacher', 'dsl', 'chair'].includes(kind);
    for (const card of [alert({ kind }), record({ kind })])
      for (const said of [LADO_FIRST, NOT_YET, MAY_IDENTIFY, school.contacts.lado])
        expect([kind, said, card.includes(said)]).toEqual([kind, said, isOfConduct]);
  }
  for (const status of ['submitted', 'delivered', 'acknowledged', 'working', 'need-info'] as const)
    for (const card of [alert({ status }), record({ status })]) expect(card).toContain(LADO_FIRST);
  for (const status of ['decided', 'closed'] as const)
    for (const card of [alert({ status }), record({ status })]) expect(card).not.toContain(LADO_FIRST);
  expect(alert({ drillBegunAt: now })).not.toContain(LADO_FIRST);
});

test.each(['england', 'scotland'] as const)(
  'in %s the record of an adult says in two lines what comes first; the rest is a press away, and what happened is in sight',
  (nation) => {
    const seen = {
      seq: 1,
      at: now,
      actor: PRIYA,
      kind: 'raised',
      words: { seen: 'HE HELD HER BY THE WRIST' },
    } as const;
    const of = {
      kind: 'open',
      concern: allegation,
      role: 'headteacher',
      reporterName: 'Priya Nair',
      entries: [seen],
    } as const;
    const { body } = recordCard({ ...of, school: { ...school, nation } }, now);
    const folded = body.find(({ id }) => id === 'advice-first');
    expect(folded?.isVisible).toBe(false);
    for (const said of [school.contacts.lado, 'Simple checks of a rota', 'Keep it confidential'])
      expect(words(folded ?? {})).toContain(said);
    const inSight = words(body.filter(({ isVisible }) => isVisible !== false));
    const [before = '', after] = inSight.split('HE HELD HER BY THE WRIST');
    expect(after).toBeDefined();
    for (const said of ['phone **[999](tel:999)**', NOT_YET, '"targetElements":["advice-first"]'])
      expect(before).toContain(said);
    expect(before).not.toContain('Simple checks of a rota');
  },
);

test('who opens an urgent report of a child has the numbers beside it until a decision is in it, and nobody else has', () => {
  const child = { kind: 'child', holder: 'dsl' } as const;
  for (const status of ['delivered', 'acknowledged', 'working'] as const)
    for (const said of [refer, school.contacts.outOfHours, school.contacts.childrensSocialCare])
      expect(record({ ...child, status })).toContain(said);
  for (const other of [{ status: 'decided' }, { isUrgent: false }, { drillBegunAt: now }, { isStub: true }] as const)
    expect(record({ ...child, ...other })).not.toContain(refer);
  expect(record({})).not.toContain(refer);
  // The card itself may be in a channel, and stays short.
  expect(alert(child)).not.toContain(refer);
});

test('once it is decided the numbers are a press away for as long as it is open, and what to do first is not said again', () => {
  const { contacts } = school;
  for (const status of ['decided', 'working'] as const)
    for (const [of, number] of [
      [{ kind: 'child', holder: 'dsl' }, contacts.outOfHours],
      [{}, contacts.lado],
    ] as const) {
      const card = record({ ...of, status, decidedAt: now });
      for (const said of ['"title":"Numbers to phone"', 'tel:999', number]) expect(card).toContain(said);
      for (const said of [refer, LADO_FIRST]) expect(card).not.toContain(said);
    }
  for (const over of [{ status: 'closed' }, { status: 'decided', isStub: true }] as const)
    expect(record({ kind: 'child', ...over })).not.toContain('Numbers to phone');
});

test('the reminder that a report about an adult waits says it again', () => {
  const outline = outlineOf(english, allegation);
  const chase = sent({ kind: 'chase', outline, why: 'not-decided', at: now.toISOString(), isEscalation: false });
  for (const said of [LADO_FIRST, NOT_YET]) expect(chase).toContain(said);
});

test('the LADO is England’s, the ban on publishing England’s and Wales’s; elsewhere the local procedures are asked first', () => {
  for (const [nation, isBanned] of [
    ['wales', true],
    ['scotland', false],
    ['northern-ireland', false],
  ] as const) {
    const there = { ...school, nation };
    for (const card of [alert({}, there), record({}, there)]) {
      expect(card).not.toContain('LADO');
      expect(card).toContain('the people your local procedures name');
      expect(card).toContain(NOT_YET);
      expect([nation, card.includes(MAY_IDENTIFY)]).toEqual([nation, isBanned]);
    }
    expect([nation, receiptOf(there, allegation).mayNotBePublished ?? false]).toEqual([nation, isBanned]);
  }
});

test('the receipt of such a report warns against posting, and never against the police; a child’s receipt has no use for it', () => {
  for (const kind of KINDS) {
    const receipt = receiptOf(english, { ...allegation, kind });
    const card = sent({ kind: 'receipt', receipt });
    const isOfConduct = ['staff', 'headteacher', 'dsl', 'chair'].includes(kind);
    expect([kind, card.includes('it can be a crime to post')]).toEqual([kind, isOfConduct]);
    expect([kind, card.includes('You can always tell the police')]).toEqual([kind, isOfConduct]);
  }
});

test('handed over on Saturday night after it was decided, it is not urgent again on Monday, nor is anyone asked first', () => {
  const handed = { status: 'working', decidedAt: now, isUrgent: true, urgency: 'yes' } as const;
  for (const card of [
    alert(handed),
    record(handed),
    alert({ ...handed, kind: 'child' }),
    record({ ...handed, kind: 'child' }),
  ])
    for (const said of [LADO_FIRST, 'Urgent', 'You can refer at any hour'])
      expect([said, card.includes(said)]).toEqual([said, false]);
  // Passed on, or opened again: nobody who has it now has decided.
  expect(alert({ ...handed, decidedAt: undefined })).toContain('Urgent');
});

test('what the rest of a report sent in a hurry is, and what not to do meanwhile, is said about what it is about', () => {
  const brief = (of: Partial<Concern>): string =>
    sent({ kind: 'receipt', receipt: receiptOf(english, { ...concern, excluded: [], isBrief: true, ...of }) });
  expect(brief({})).toContain('where the child is now');
  for (const [of, rest] of [
    [{ kind: 'online-abuse', holder: 'senior-manager' }, 'the address of the page'],
    [{ kind: 'data', holder: 'dpo' }, 'who has it now'],
  ] as const) {
    expect(brief(of)).toContain(rest);
    expect(brief(of)).not.toContain('where the child is now');
    expect(brief(of).includes('Do not reply to it online')).toBe(of.kind === 'online-abuse');
  }
});

test('who decides on it is asked who advised them', () => {
  const form = (kind: Concern['kind']): string =>
    words(
      formCard({
        ...{ form: 'decide', act: FORMS.decide, chosen: 'lado' },
        ...{ concern: { ...allegation, kind }, school: english, user: JOANNA },
      }),
    );
  for (const asked of ['Who was asked: name, authority', 'What the LADO advised', 'meet the harm threshold'])
    expect([form('staff').includes(asked), form('child').includes(asked)]).toEqual([true, false]);
});

test('a reporter reads that something was decided, in the same words whatever it was', () => {
  const cards = (['decided', 'closed'] as const).map((status) =>
    sent({
      kind: 'receipt',
      receipt: receiptOf(school, { ...concern, status, decidedAt: now, readAt: now, readBy: COLIN }),
    }),
  );
  expect(cards[0]).toContain('Someone has decided what to do. I cannot share details.');
  expect(cards[0]).toBe(cards[1]);
  expect(cards[0]).not.toMatch(/acted on/i);
});
