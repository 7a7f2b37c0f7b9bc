import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { formatInstant, type IsoDay } from '../../../src/kernel/time.ts';
import { chronologyCard } from '../../../src/more/children/chronology.cards.ts';
import { chronologyPdf } from '../../../src/more/children/chronology.pdf.ts';
import { personCard } from '../../../src/more/children/person.cards.ts';
import { concernPdf } from '../../../src/report/keeping/concern.pdf.ts';
import { mayGiveBack } from '../../../src/report/naming/give-back.ts';
import { isUnknownToDsl } from '../../../src/report/naming/unknown-to-dsl.ts';
import { recordCard } from '../../../src/report/opening/reading.cards.ts';
import { newcomersTo } from '../../../src/report/routing/lies-with.ts';
import { namedAfter } from '../../../src/report/same-child/after-correcting.ts';
import { asCorrected } from '../../../src/report/same-child/corrected.ts';
import { verifyTrails } from '../../../src/report/trail/verify.store.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import { FORMS } from '../../../src/report/triage/opened-acts.ts';
import { formCard } from '../../../src/report/triage/triage.cards.ts';
import { COLIN, given, JOANNA, LEWIS, MIRIAM, PRIYA, TOM, type World } from '../support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const wordsOf = async (pdf: Uint8Array): Promise<string> =>
  (await extractText(await getDocumentProxy(Uint8Array.from(pdf)), { mergePages: true })).text.replace(/\s+/g, ' ');

const about = async (who: string, more: Parameters<World['report']>[1] = {}) => {
  const { id, receipt } = await world.report('child', { words: { who, seen: 'SEEN BY THE POND' }, ...more });
  await world.after(0);
  return { id, reference: receipt.reference };
};
const act = async (id: ConcernId, wanted: Act, by: UserId = MIRIAM) => {
  const outcome = await world.concerns.record.act(id, world.as(by), (await world.find(id)).version, wanted);
  return outcome.kind === 'not-now' ? outcome.why : outcome.kind;
};
const put = (id: ConcernId, who: string, by?: UserId) =>
  act(id, { kind: 'correct', who, words: { reason: 'THE OFFICE LOOKED IT UP' } } as Act, by);
const page = async (id: ConcernId, by: UserId = MIRIAM) => {
  const person = await world.more.stories.person(id, world.as(by));
  if (person.kind !== 'person') throw new Error(person.kind);
  return person;
};
const toldOf = (id: ConcernId, user: UserId): boolean =>
  world.teams.to(user).some(({ notice }) => JSON.stringify(notice).includes(id));
const story = async (id: ConcernId) => {
  const found = await world.more.stories.chronology(id, world.as(MIRIAM));
  if (found.kind !== 'chronology') throw new Error(found.kind);
  return found;
};
const opened = async (id: ConcernId, by: UserId = MIRIAM) => {
  const record = await world.concerns.record.open(id, world.as(by));
  if (record.kind !== 'open') throw new Error(record.kind);
  return record;
};

describe('a report about the wrong child', () => {
  test('goes to the right one, and the wrong child’s page, chronology, print and search show nothing of it', async () => {
    const wrong = await about('Ada Holt 7B');
    const report = await about('Ada Holt 7B', { by: LEWIS });
    const right = await about('Ben Cole 7B', { by: PRIYA });
    await act(report.id, { kind: 'join', reference: wrong.reference });
    await act(wrong.id, { kind: 'link', reference: report.reference, words: { reason: 'SAME DAY' } });
    expect(await put(report.id, 'Ben Cole 7B')).toBe('done');
    // Nobody said of the two reports that they are not about one person.
    for (const { id } of [report, wrong]) {
      const trail = JSON.stringify(recordCard(await opened(id), world.now()));
      expect(trail).toContain('Miriam Hale parted it from another report, because one of the two');
      expect(trail).not.toContain('said that another report is not about the same person');
    }
    const shown = JSON.stringify([personCard(await page(wrong.id)), (await story(wrong.id)).lines]);
    expect(shown).not.toContain(report.reference);
    expect(shown).not.toContain('SEEN BY THE POND'.repeat(2));
    expect((await story(wrong.id)).lines.filter(({ entry }) => entry.kind === 'raised')).toHaveLength(1);
    const print = await world.more.stories.chronologyToPrint(wrong.id, world.as(MIRIAM));
    expect(JSON.stringify(print)).not.toContain(report.reference);
    if (print.kind !== 'chronology') throw new Error(print.kind);
    expect(await chronologyPdf(print, 'A conference', world.now())).toBeDefined();
    const found = await world.concerns.lists.search(world.as(MIRIAM), 'Ada Holt');
    expect('outlines' in found && found.outlines.map(({ reference }) => reference)).toEqual([wrong.reference]);
    // The right child's page offers it, and it joins.
    expect((await page(right.id)).suggested.map(({ concern }) => concern.id)).toEqual([report.id]);
    expect(await act(report.id, { kind: 'join', reference: right.reference })).toBe('done');
    expect((await story(right.id)).lines.filter(({ entry }) => entry.kind === 'raised')).toHaveLength(2);
  });

  test('has who, why and the first name in its own trail, and in no export, chronology or line to the trust’s lead', async () => {
    const { id } = await about('Ada Holt 7B');
    await put(id, 'Ben Cole 7B');
    const record = await opened(id);
    const card = JSON.stringify(recordCard(record, world.now()));
    for (const said of ['Miriam Hale put right which child it is about', 'THE OFFICE LOOKED IT UP', 'Ada Holt 7B'])
      expect(card).toContain(said);
    expect(card).toContain('"text":"Ben Cole 7B"');
    const exported = await world.concerns.keeping.exportRecord(id, world.as(MIRIAM), 'json');
    for (const copy of [exported, (await story(id)).lines, asCorrected(record.entries)]) {
      const text = JSON.stringify(copy);
      for (const hidden of ['Ada Holt', 'THE OFFICE LOOKED IT UP', 'another child']) expect(text).not.toContain(hidden);
      expect(text).toContain('Ben Cole 7B');
    }
    expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
  });

  test('says of what was decided and told before that it was, and who put the name there, on paper and on screen', async () => {
    const { id } = await about('Ada Holt 7B');
    await act(id, { kind: 'acknowledge' });
    const words = { reason: 'So.', agency: 'The front door, ref 77', parents: 'Phoned.' };
    await act(id, { kind: 'decide', decision: 'child-in-need', reviewOn: undefined, words });
    await act(id, { kind: 'action', to: MIRIAM, due: '2026-12-01' as IsoDay, words: { text: 'Ring again.' } });
    const said = async () => {
      const out = await world.concerns.keeping.exportRecord(id, world.as(MIRIAM), 'json');
      const print = await world.more.stories.chronologyToPrint(id, world.as(MIRIAM));
      if (out.kind !== 'exported' || print.kind !== 'chronology') throw new Error(out.kind);
      const papers = [await concernPdf(out.record), await chronologyPdf(print, 'A conference', world.now())];
      return Promise.all(papers.map(wordsOf));
    };
    for (const paper of await said()) expect(paper).not.toContain('before it was known');
    await put(id, 'Ben Cole 7B');
    for (const paper of await said()) {
      expect(paper).toMatch(
        /The front door, ref 77 \(recorded [^)]*, before it was known which child this is about: check with them/,
      );
      expect(paper).toMatch(
        /Phoned\. \(recorded [^)]*, before it was known which child this is about: check with them/,
      );
      expect(paper).toMatch(/Recorded before it was known which child this is about: check it/);
      expect(paper).toContain('(put right on 23 November 2026)');
      expect(paper).not.toContain('Ada Holt');
      // What is to be done because it was put right is counted on paper, and told in the record alone.
      expect(paper).toMatch(/Still to be done: .*; \d further actions are in the record/);
      expect(paper).not.toContain('Tell that the report');
    }
    expect((await said())[1]).toContain(
      'Ring again. (recorded before it was known which child this is about: check it)',
    );
    const onScreen = JSON.stringify(chronologyCard(id, await story(id), 0));
    expect(onScreen).toContain('Recorded before it was known which child this is about: check it');
    // What is decided for the right child says nothing of it.
    const again = { ...words, agency: 'The front door, ref 99' };
    await act(id, { kind: 'decide', decision: 'child-in-need', reviewOn: undefined, words: again });
    for (const paper of await said()) expect(paper).toContain('ref 99 (recorded ');
    for (const paper of await said()) expect(paper).not.toMatch(/ref 99 \(recorded [^)]*before it was known/);
  });

  test('is open again where it was closed, to be decided for the right child', async () => {
    const { id } = await about('Ada Holt 7B');
    await opened(id);
    await act(id, { kind: 'take' });
    expect(await act(id, { kind: 'no-further-action', words: { reason: 'Nothing in it.' } })).toBe('done');
    expect((await world.find(id)).status).toBe('closed');
    expect(await put(id, 'Ben Cole 7B')).toBe('done');
    const now = await world.find(id);
    expect([now.status, now.closedAt, now.decidedAt]).toEqual(['working', undefined, undefined]);
    expect((await world.concerns.lists.list(world.as(MIRIAM))).outlines.map((one) => one.id)).toContain(id);
    const { lines } = await story(id);
    const told = JSON.stringify(lines.map(({ entry }) => entry));
    expect(told).toContain('reopened');
    // Why it was put right may name the other child.
    expect(told).not.toMatch(/THE OFFICE LOOKED IT UP|Ada/);
  });

  test('tells of every copy that left as something to be done, and of none that left later', async () => {
    const { id } = await about('Ada Holt 7B');
    await act(id, { kind: 'acknowledge' });
    const words = { reason: 'So.', agency: 'The front door, ref 77' };
    await act(id, { kind: 'decide', decision: 'child-in-need', reviewOn: undefined, words });
    await world.concerns.keeping.exportRecord(id, world.as(TOM), 'pdf');
    await act(id, { kind: 'close', outcome: 'passed-to-agency', left: 'done', words });
    expect(await put(id, 'Ben Cole 7B')).toBe('done');
    const { actions } = await world.find(id);
    expect(actions.map(({ owner }) => owner)).toEqual([MIRIAM, MIRIAM]);
    const card = JSON.stringify(recordCard(await opened(id), world.now()));
    for (const one of ['The front door, ref 77', 'the export as PDF that Tom Ashworth made on'])
      expect(card).toContain(one);
    for (const { number } of actions) expect(await act(id, { kind: 'action-done', number })).toBe('done');
    expect(await put(id, 'Cal Dunn 7B')).toBe('done');
    expect((await world.find(id)).actions).toEqual([]);
  });

  test('makes every copy of one day its own action: what it is, when it was made, and who made it', async () => {
    const { id } = await about('Ada Holt 7B');
    await act(id, { kind: 'acknowledge' });
    await world.more.stories.chronologyToPrint(id, world.as(MIRIAM));
    for (const by of [MIRIAM, MIRIAM, TOM]) await world.concerns.keeping.exportRecord(id, world.as(by), 'pdf');
    await put(id, 'Ben Cole 7B');
    const set = (await opened(id)).entries.flatMap(({ kind, words }) =>
      kind === 'action-set' ? [words?.text?.replace('Tell that the report was about another child: ', '')] : [],
    );
    const at = formatInstant(world.now());
    expect(set).toEqual([
      `the chronology that Miriam Hale made on ${at}: find it, and take it back`,
      `the export as PDF that Miriam Hale made on ${at}: find it, and take it back`,
      `the export as PDF that Miriam Hale made on ${at}: find it, and take it back`,
      `the export as PDF that Tom Ashworth made on ${at}: find it, and take it back`,
    ]);
    expect((await world.find(id)).actions).toHaveLength(4);
  });

  test('lets in who only the wrong name shut out, and shuts out whose child the right one is', async () => {
    const { id } = await about('Mr Ashworth’s daughter Ada, 7B');
    expect((await world.find(id)).excluded).toEqual([TOM]);
    expect((await world.concerns.record.open(id, world.as(TOM))).kind).toBe('not-available');
    world.teams.told.length = 0;
    expect(await put(id, 'Ben Cole 7B')).toBe('done');
    await world.after(0);
    const freed = await world.find(id);
    expect([freed.excluded, newcomersTo(world.school, freed)]).toEqual([[], []]);
    expect(toldOf(id, TOM)).toBe(true);
    const card = JSON.stringify(recordCard(await opened(id, TOM), world.now()));
    expect(card).toContain('handed it on to those who hold its role now');
    expect(card).not.toContain('came to its role later');
    const second = await about('Ada Holt 7B');
    expect((await world.find(second.id)).excluded).toEqual([]);
    expect(await put(second.id, 'Mr Ashworth’s son Ben, 7B')).toBe('done');
    expect((await world.find(second.id)).excluded).toContain(TOM);
    expect((await world.concerns.record.open(second.id, world.as(TOM))).kind).toBe('not-available');
  });

  test('goes to the DSL’s team, beside who has it, where the wrong name alone kept it from them', async () => {
    const { id } = await about('Mrs Hale’s daughter Ada, 7B');
    const before = await world.find(id);
    expect([before.holder, isUnknownToDsl(world.school, before)]).toEqual(['headteacher', true]);
    world.teams.told.length = 0;
    expect(await put(id, 'Ben Cole 7B', JOANNA)).toBe('done');
    await world.after(0);
    expect(toldOf(id, MIRIAM)).toBe(true);
    for (const by of [MIRIAM, TOM, JOANNA]) await opened(id, by);
    const said = JSON.stringify(recordCard(await opened(id), world.now(), { isWhole: true }));
    expect(said).toContain('because the names in it were read again');
    const exported = await world.concerns.keeping.exportRecord(id, world.as(MIRIAM), 'json');
    for (const hidden of ['Ada', 'another child']) expect(JSON.stringify(exported)).not.toContain(hidden);
    expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
  });

  test('goes to the freed DSL and not past them where the right name means who has it, and where it was closed', async () => {
    const { id } = await about('Mrs Hale’s daughter Ada, 7B');
    expect(await put(id, 'Mrs Okafor’s son Ben, 7B', JOANNA)).toBe('done');
    expect(await world.find(id)).toMatchObject({ holder: 'dsl', excluded: [JOANNA] });
    await opened(id);
    expect((await world.concerns.record.open(id, world.as(JOANNA))).kind).toBe('not-available');
    for (const [wrong, by, has] of [
      ['Mrs Hale’s daughter Ada, 7B', JOANNA, [JOANNA, MIRIAM, TOM]],
      ['Mr Ashworth’s daughter Ada, 7B', MIRIAM, [MIRIAM, TOM]],
    ] as const) {
      const closed = await about(wrong);
      await act(closed.id, { kind: 'take' }, by);
      expect(await act(closed.id, { kind: 'no-further-action', words: { reason: 'Nothing in it.' } }, by)).toBe('done');
      expect(await put(closed.id, 'Ben Cole 7B', by)).toBe('done');
      for (const user of has) await opened(closed.id, user);
    }
  });

  test.each([
    ['Mrs Hale’s daughter Ada, 7B', JOANNA, MIRIAM, 'Mrs Hale'],
    ['Mr Ashworth’s daughter Ada, 7B', MIRIAM, TOM, 'Mr Ashworth'],
  ])('%s: stays closed to who is meant by anything else in it', async (wrong, by, meant, called) => {
    const hit = `${called} hit her by the pond.`;
    const words = { who: wrong, seen: `${called} was short with her, and she cried.` };
    const inWords = await about(wrong, { words });
    const added = await about(wrong);
    await world.concerns.own.add(added.id, world.as(PRIYA), 'added', { text: hit }, false);
    const ofBoth = await about(wrong);
    const picked = await about(wrong, { about: [meant] });
    const typed = await about(wrong, { name: called });
    for (const [{ id }, right] of [
      [inWords, 'Ben Cole 7B'],
      [added, 'Ben Cole 7B'],
      [ofBoth, wrong.replace('Ada', 'Zoe')],
      [picked, 'Ben Cole 7B'],
      [typed, 'Ben Cole 7B'],
    ] as const) {
      const { holder } = await world.find(id);
      world.teams.told.length = 0;
      expect(await put(id, right, holder === 'dsl' ? by : JOANNA)).toBe('done');
      await world.after(0);
      const after = await world.find(id);
      expect(after.excluded).toContain(meant);
      expect(after.holder).toBe(holder);
      expect(after.alsoOpenTo).toEqual([]);
      expect(isUnknownToDsl(world.school, after)).toBe(holder === 'headteacher');
      expect(toldOf(id, meant)).toBe(false);
      expect((await world.concerns.record.open(id, world.as(meant))).kind).toBe('not-available');
    }
    // By the same words the person who has it may still give it to the DSL's team.
    expect(mayGiveBack(world.school, await world.find(inWords.id))).toBe(true);
  });

  test('asks again of a name that its reporter cleared in the words, once it stands in the right child’s name', async () => {
    const words = { who: 'Ada Holt 7B', seen: 'Mr Ashworth was short with her, and she cried.' };
    const { id } = await about('Ada Holt 7B', { words });
    const { naming } = await world.find(id);
    const cleared = [{ said: 'Mr Ashworth', not: TOM }];
    const concern = { ...(await world.find(id)), naming: { ...naming, cleared }, excluded: [] };
    const entries = await world.deps.store.entries(concern);
    expect(namedAfter(world.school, concern, entries, 'Ben Cole 7B').excluded).toEqual([]);
    expect(namedAfter(world.school, concern, entries, 'Mr Ashworth’s son Ben, 7B').excluded).toEqual([TOM]);
  });

  test('is the child’s who is picked from the roll: of one child with what else was picked as theirs, and no other’s of the name', async () => {
    const roll = 'Name,Class,Date of birth\nAda Holt,7B,2014-01-02\nBen Cole,7B,2014-03-04\nBen Cole,9A,2012-05-06\n';
    expect((await world.more.rolls.give(world.as(MIRIAM), roll)).kind).toBe('loaded');
    const [ben, other] = (await world.more.rolls.pupils(world.school)).filter(({ name }) => name === 'Ben Cole');
    const pick = (id: ConcernId, pupil: string, who = '') =>
      act(id, { kind: 'correct', who, pupil, words: { reason: 'THE OFFICE LOOKED IT UP' } } as Act);
    const one = await about('Ada Holt 7B');
    const two = await about('Ada Holt 7B', { by: LEWIS });
    const three = await about('Ada Holt 7B', { by: PRIYA });
    expect(await pick(one.id, 'nobody on it')).toBe('no-child');
    for (const { id } of [one, two]) expect(await pick(id, ben?.id ?? '')).toBe('done');
    expect(await pick(one.id, ben?.id ?? '')).toBe('same');
    expect(await pick(three.id, other?.id ?? '', 'or his brother')).toBe('done');
    const raised = async (id: ConcernId) => (await story(id)).lines.filter(({ entry }) => entry.kind === 'raised');
    expect((await raised(one.id)).map(({ concern }) => concern.id)).toEqual([one.id, two.id]);
    expect((await raised(three.id)).map(({ concern }) => concern.id)).toEqual([three.id]);
    expect((await page(one.id)).who).toBe('Ben Cole, 7B');
    expect((await page(three.id)).who).toBe('Ben Cole, 9A; or his brother');
    expect(asCorrected((await opened(one.id)).entries).find(({ kind }) => kind === 'raised')?.words).toMatchObject({
      ...{ who: 'Ben Cole, 7B', pupil: ben?.id, pupilPicked: 'yes' },
    });
    // Typed over it is a name again, and nobody's key.
    expect(await put(two.id, 'Ben Cole')).toBe('done');
    expect((await raised(one.id)).map(({ concern }) => concern.id)).toEqual([one.id]);
    expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
  });

  test('is put right by those who have it and nobody else, for a child only, and not for nothing', async () => {
    const { id } = await about('Ada Holt 7B');
    for (const by of [COLIN, LEWIS, PRIYA, JOANNA]) expect(await put(id, 'Ben Cole 7B', by)).toBe('not-available');
    expect(await put(id, '  ')).toBe('no-child');
    expect(await put(id, 'Ada Holt 7B')).toBe('same');
    const adult = await world.report('staff', { about: [LEWIS] });
    await world.after(0);
    expect(await put(adult.id, 'Ben Cole 7B', JOANNA)).toBe('status');
  });
});

test('before another child is chosen the form says whom the words name, and that names in them stay', async () => {
  const form = async (seen: string) => {
    const { id } = await about('Ada Holt 7B', { words: { who: 'Ada Holt 7B', seen } });
    return JSON.stringify(formCard({ ...(await opened(id)), form: 'correct', act: FORMS.correct, user: MIRIAM }));
  };
  const named = await form('Ada was with Zoe Marsh by the pond. Mr Ashworth saw ada run.');
  expect(named).toContain(
    'The words of this report name Ada, Zoe Marsh: check that they are about the child you choose. Names in the words stay as they are.',
  );
  const nobody = await form('Asleep in class again.');
  expect(nobody).not.toContain('The words of this report name');
  expect(nobody).toContain('Names in the words stay as they are.');
});
