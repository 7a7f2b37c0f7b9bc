import { readFileSync } from 'node:fs';
import type { ConcernRoute, Detection } from '../../../src/hear/detection.ts';
import { missingCard } from '../../../src/hear/help.cards.ts';
import { type Offering, offerReport, type Rule } from '../../../src/hear/offer/offer.cards.ts';
import { Typed } from '../../../src/kernel/typed.ts';
import { type Card, type Element, execute, type Outgoing, plain } from '../../../src/platform/teams/card.ts';
import type { MessageTurn } from '../../../src/platform/teams/turn.ts';
import { readSchoolFile } from '../../../src/school/file/school-file.ts';
import { PRIYA } from '../../report/support.ts';

const school = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools[0];

async function offered(
  detection: Exclude<Detection, { kind: 'none' }>,
  rule?: Rule,
  told: Pick<Offering, 'isOfPictures'> & { readonly words?: string } = {},
): Promise<Card> {
  const sent: Outgoing[] = [];
  const turn = {
    text: new Typed(told.words ?? ''),
    sender: { userId: PRIYA },
    attachments: [],
    place: { kind: 'personal' },
    now: new Date('2026-11-23T10:00:00Z'),
    reply: async (out: Outgoing) => void sent.push(out),
  } as unknown as MessageTurn;
  await offerReport(turn, detection, school, { rule, ...told });
  const [out] = sent;
  if (!out || !('card' in out)) throw new Error('no card was sent');
  return out.card;
}

const concern = (route: ConcernRoute, second?: ConcernRoute): Detection & { kind: 'concern' } => ({
  kind: 'concern',
  route,
  ...(second && { second }),
  emergency: route === 'emergency',
  reasons: [],
});

/** The buttons of a card, each with what the form is told that it opens. */
const buttons = (card: Card): readonly (readonly [title: string, about: unknown])[] =>
  actionsIn(card.body).map(({ title, data }) => [title, data?.about] as const);
const actionsIn = (elements: readonly Element[]): readonly { title: string; data?: { about?: unknown } }[] =>
  elements.flatMap(({ actions = [], items = [] }) => [
    ...(actions as { title: string }[]),
    ...actionsIn(items as Element[]),
  ]);
const words = (card: Card): string => JSON.stringify(card.body);

test.each<[route: ConcernRoute, to: string, about: string]>([
  ['emergency', 'the designated safeguarding lead', 'child'],
  ['dsl', 'the designated safeguarding lead', 'child'],
  ['headteacher', 'the headteacher', 'staff'],
  ['chair-of-governors', 'the chair of governors', 'headteacher'],
  ['governance-officer', 'the governance officer', 'chair'],
  ['senior-manager', 'a senior manager', 'online-abuse'],
  ['dpo', 'the data protection officer', 'data'],
])('a concern for %s says to whom, and the form begins with what it is about', async (route, to, about) => {
  const card = await offered(concern(route));
  expect(words(card)).toContain(`It would go to ${to}`);
  expect(buttons(card)).toEqual([['Report a concern', about]]);
});

const OF_ADULT = 'Report: an adult who works or volunteers here';
const OF_DATA = 'Report: personal data, lost or sent to the wrong person';

test.each<[one: ConcernRoute, other: ConcernRoute, ...buttons: readonly (readonly [title: string, about: string])[]]>([
  ['dsl', 'headteacher', [OF_ADULT, 'staff'], ['Report: a child', 'child']],
  ['headteacher', 'chair-of-governors', ['Report: the headteacher', 'headteacher'], [OF_ADULT, 'staff']],
  ['senior-manager', 'dsl', ['Report: a child', 'child'], ['Report: abuse of staff or of an account', 'online-abuse']],
  ['senior-manager', 'dpo', [OF_DATA, 'data'], ['Report: abuse of staff or of an account', 'online-abuse']],
  ['dpo', 'dsl', ['Report: a child', 'child'], [OF_DATA, 'data']],
])('between %s and %s each has its button, whichever is likelier', async (one, other, ...wanted) => {
  for (const [route, second] of [
    [one, other],
    [other, one],
  ] as const) {
    const card = await offered(concern(route, second));
    expect(words(card)).toContain('What is it about?');
    expect(words(card).includes('If a child may be at risk')).toBe(one === 'dsl' || other === 'dsl');
    expect(buttons(card)).toEqual(wanted);
  }
});

test('"phone 999" is told to do where someone may be in danger now, and only asked about elsewhere', async () => {
  expect(words(await offered(concern('emergency')))).toContain('In danger now: phone 999');
  expect(words(await offered(concern('headteacher')))).not.toContain('In danger now: phone 999');
  expect(words(await offered(concern('headteacher')))).toContain('Someone in danger now?');
});

test('every number on a card of danger is dialled by a tap', async () => {
  if (!school) throw new Error('lanyard.yml has no school');
  const { contacts } = school;
  const card = words(await offered(concern('emergency')));
  for (const number of ['999', contacts.childrensSocialCare, contacts.outOfHours])
    expect(card).toContain(`[${number}](tel:${number.replace(/ /g, '')})`);
  const missing = JSON.stringify(missingCard(school, { dialog: 'concern.report' }));
  expect(missing).toContain(`](tel:${contacts.office.replace(/ /g, '')})`);
});

test('where danger is faint 999 stands first in a line, nothing is declined, and the way to report comes at once', async () => {
  const card = words(await offered({ ...concern('emergency'), isFaint: true }, rule('below')));
  expect(card).not.toContain('In danger now: phone 999');
  expect(card).not.toContain(DECLINE);
  const places = ['Someone in danger now?', 'Report a concern'].map((one) => card.indexOf(one));
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(places[0]).toBeGreaterThan(-1);
});

const unclear = { kind: 'unclear', route: 'dsl', reasons: [], likelier: 'question' } as const;
const DANGER = /[Pp]hone (?:\*\*)?\[?999/;

test.each<[Exclude<Detection, { kind: 'none' }>, boolean]>([
  [concern('dsl'), true],
  [concern('headteacher'), true],
  [concern('emergency'), true],
  [{ ...unclear, route: 'emergency' }, true],
  [{ ...unclear, reasons: ['fault'] }, true],
  [unclear, false],
  [{ ...unclear, likelier: 'report' }, false],
  [concern('dpo'), false],
  [concern('senior-manager'), false],
])('999 stands where someone may be in danger now, and nowhere else: %j', async (detection, isThere) => {
  expect(DANGER.test(words(await offered(detection)))).toBe(isThere);
});

const DECLINE = 'No, it is a general question';
const rule = (stands: Rule['stands']): Rule => ({
  stands,
  elements: [plain('Staff must not follow pupils.')],
  decline: execute(DECLINE, 'policy.general'),
});

test('what may be both is offered first with the rule below it, what is rather a question has its rule first', async () => {
  for (const detection of [concern('dsl'), { ...unclear, likelier: 'report' } as const]) {
    const card = words(await offered(detection, rule('below')));
    expect(card.indexOf('Report a concern')).toBeLessThan(card.indexOf('Staff must not follow pupils.'));
    expect(card).toMatch(/is below/);
  }
  const asked = words(await offered(unclear, rule('first')));
  expect(asked.indexOf('Staff must not follow pupils.')).toBeLessThan(asked.indexOf('Or has this happened?'));
  expect(asked).toMatch(/is above/);
});

test('declining is one press, and the button knows nothing about what was written', async () => {
  for (const stands of ['first', 'below'] as const) {
    const card = await offered(stands === 'first' ? unclear : concern('dsl'), rule(stands));
    expect(actionsIn(card.body).filter(({ title }) => title === DECLINE)).toHaveLength(1);
  }
});

test('danger is never declined, nor is what has no rule beside it', async () => {
  for (const card of [
    await offered(concern('emergency'), rule('below')),
    await offered({ ...unclear, route: 'emergency', likelier: 'report' }, rule('below')),
    await offered(concern('dsl')),
  ])
    expect(words(card)).not.toContain(DECLINE);
});

test('what was not understood is answered in its language first, and nothing is promised of a policy', async () => {
  const polish = { kind: 'unclear', route: 'dsl', likelier: 'report', reasons: ['language'], language: 'pl' } as const;
  const card = await offered(polish);
  expect(words(card).indexOf('Zadzwoń pod numer 999')).toBeLessThan(words(card).indexOf('I only understand English'));
  expect(words(card)).toContain('Miriam Hale');
  expect(words(card)).not.toMatch(/answer is (?:above|below)/);
  expect(buttons(card)).toEqual([['Report a concern', 'child']]);
  expect(words(await offered({ ...polish, language: 'ur' }))).toContain('"rtl":true');
});

test('what is only not English is calm: 999 in both languages, and in no box that cries', async () => {
  const welsh = { kind: 'unclear', route: 'dsl', likelier: 'report', reasons: ['language'], language: 'cy' } as const;
  const card = await offered(welsh);
  expect(words(card)).toContain('Ffoniwch 999');
  expect(words(card)).toContain('Someone in danger now? Phone **[999]');
  expect(words(card)).not.toMatch(/"attention"|"Attention"/);
  expect(buttons(card)).toEqual([['Report a concern', 'child']]);
  // Where danger was heard in it all the same it stands out.
  const heard = await offered({ ...welsh, route: 'emergency', reasons: ['encoder', 'language'] });
  expect(words(heard)).toMatch(/"attention"/);
  expect(words(heard)).not.toContain(DECLINE);
});

test('in danger the advice fits who it is about: where no child was heard nobody is told to stay with one', async () => {
  const child = words(await offered(concern('emergency')));
  expect(child).toContain('Stay with the child if it is safe.');
  const card = await offered({ ...concern('emergency'), isOfStaff: true }, rule('below'));
  const staff = words(card);
  expect(staff).toContain('In danger now: phone 999');
  expect(staff).not.toContain('Stay with the child');
  expect(staff).toMatch(/Joanna Okafor.*Daniel Prior/);
  expect(staff).not.toContain(DECLINE);
  // A child may be in it all the same.
  expect(buttons(card)).toEqual([
    ['Report: a child', 'child'],
    ['Report: abuse of staff or of an account', 'online-abuse'],
  ]);
});

const PICTURE = 'If a picture may show a child';

test('what nobody may do with a picture stands where one is spoken of, or may be, and nowhere else', async () => {
  expect(words(await offered(concern('dsl'), undefined, { isOfPictures: false }))).not.toContain(PICTURE);
  for (const detection of [
    { ...unclear, reasons: ['not-heard'] } as const,
    { ...unclear, reasons: ['language'], language: 'other' } as const,
  ])
    expect(words(await offered(detection, undefined, { isOfPictures: false }))).toContain(PICTURE);
  expect(words(await offered(concern('dsl'), undefined, { isOfPictures: true }))).toContain(PICTURE);
  expect(words(await offered(concern('dsl')))).toContain(PICTURE);
});

test.each<[ConcernRoute, string, boolean]>([
  ['headteacher', 'Tell the designated safeguarding lead (DSL) or a deputy immediately.', false],
  ['headteacher', 'If it is about the DSL, tell the headteacher.', true],
  ['headteacher', 'Do not be alone with a pupil behind a locked door.', true],
  ['chair-of-governors', 'The headteacher or the chair speaks to the LADO. The DSL looks after the child.', false],
  ['chair-of-governors', 'A concern about the headteacher goes to the chair of governors.', true],
  ['governance-officer', 'Tell the chair of governors.', false],
  ['dsl', 'Tell the designated safeguarding lead (DSL).', true],
])('below a report for %s the rule "%s" is shown: %s', async (route, said, isShown) => {
  const card = words(await offered(concern(route), { ...rule('below'), elements: [plain(said)] }));
  expect(card.includes(said)).toBe(isShown);
  expect(card.includes('What the policy says is below.')).toBe(isShown);
});

test('a rule is hidden below a report that may be about the one it sends to', async () => {
  const said = { ...rule('below'), elements: [plain('Tell the DSL.')] };
  expect(words(await offered(concern('dsl'), said, { words: 'Miriam had hold of his hood' }))).not.toContain(
    'Tell the DSL.',
  );
});

test('what is rather a question has its answer, no matter who it names', async () => {
  const said = 'Tell the designated safeguarding lead (DSL).';
  const asked = { ...unclear, route: 'headteacher' } as const;
  expect(words(await offered(asked, { ...rule('first'), elements: [plain(said)] }))).toContain(said);
});

test('someone who seems not to be well gets people to phone, and below them the way to report: it may have been of a child', async () => {
  const card = await offered({ kind: 'own-distress', isCrisis: false, reasons: [] });
  expect(buttons(card)).toEqual([['Report a concern', undefined]]);
  expect(words(card)).toMatch(/116 123.*Is a child at risk too\?.*Report a concern/);
});

test('what may be a report of someone else, or of how its writer is, gets people to phone above the offer', async () => {
  const card = await offered({
    kind: 'unclear',
    route: 'dsl',
    likelier: 'question',
    ownDistress: 'strain',
    reasons: ['encoder'],
  });
  expect(words(card)).toMatch(/116 123.*Report a concern/);
});
