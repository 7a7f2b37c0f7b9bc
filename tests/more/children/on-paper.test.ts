import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { chronologyCard } from '../../../src/more/children/chronology.cards.ts';
import { chronologyPdf } from '../../../src/more/children/chronology.pdf.ts';
import { choiceOf } from '../../../src/more/children/redaction.ts';
import { storiesInReports } from '../../../src/more/children/stories.handlers.ts';
import { concernPdf } from '../../../src/report/keeping/concern.pdf.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import { CHRONOLOGY, KEEPING, PERSON } from '../../../src/report/verbs.cards.ts';
import { given, JOANNA, LEWIS, MIRIAM, oakfield, PRIYA, sampleTrust, type World } from '../../report/support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
  world.directory.people.set(PRIYA, { name: 'Priya Nair', jobTitle: 'Teacher of music' });
});
afterEach(() => world.close());

const ROLL = [
  'Name,Class,Date of birth',
  'Sol Adeyemi,8C,14/02/2013',
  'Sol Adeyemi,10A,09/09/2011',
  'Bram Oduya,8C,30/06/2013',
].join('\n');
const giveRoll = async () => expect((await world.more.rolls.give(world.as(MIRIAM), ROLL)).kind).toBe('loaded');
const about = async (who: string, by: UserId = PRIYA) => {
  const { id, receipt } = await world.report('child', {
    words: { who, seen: `SEEN OF ${who}`, callback: '07700 900123' },
    by,
  });
  await world.after(0);
  return { id, reference: receipt.reference };
};
const act = async (id: ConcernId, wanted: Act) =>
  expect((await world.concerns.record.act(id, world.as(MIRIAM), (await world.find(id)).version, wanted)).kind).toBe(
    'done',
  );
const wordsOf = async (pdf: Uint8Array): Promise<readonly string[]> =>
  (await extractText(await getDocumentProxy(Uint8Array.from(pdf)))).text.map((page) => page.replace(/\s+/g, ' '));
const chronology = async (id: ConcernId) => {
  const story = await world.more.stories.chronologyToPrint(id, world.as(MIRIAM));
  if (story.kind !== 'chronology') throw new Error(story.kind);
  return wordsOf(await chronologyPdf(story, 'A conference', world.now()));
};
const report = async (id: ConcernId) => {
  const out = await world.concerns.keeping.exportRecord(id, world.as(MIRIAM), 'pdf');
  if (out.kind !== 'exported') throw new Error(out.kind);
  return { record: out.record, pages: await wordsOf(await concernPdf(out.record)) };
};

const onScreen = async (id: ConcernId, by: UserId = MIRIAM) => {
  const story = await world.more.stories.chronology(id, world.as(by));
  if (story.kind !== 'chronology') throw new Error(story.kind);
  return JSON.stringify(chronologyCard(id, story, 0));
};

test('on the screen too each entry has its author with their role, the print is a press away, and the order is that of what happened', async () => {
  const { id } = await about('Sol Adeyemi 8C');
  await act(id, { kind: 'take' });
  await act(id, {
    kind: 'note',
    happened: { on: '2026-11-02' as IsoDay, at: '14:30' },
    words: { text: 'HE RAN OUT OF FRENCH' },
  });
  const card = await onScreen(id);
  for (const said of ['Priya Nair, Teacher of music sent it', 'Miriam Hale, the DSL added a note'])
    expect(card).toContain(said);
  expect(card).not.toContain('The reporter');
  expect(card).toContain('"title":"Print it"');
  const inOrder = ['Monday 2 November 2026', '2 November 2026, 14:30 (recorded ', 'HE RAN OUT', 'SEEN OF'].map((one) =>
    card.indexOf(one),
  );
  expect(inOrder).not.toContain(-1);
  expect(inOrder).toEqual(inOrder.toSorted((left, right) => left - right));
  expect(card).not.toContain('only in words');
  const paper = (await chronology(id)).join(' ');
  expect(paper.indexOf('2 November 2026, 14:30 (recorded ')).toBeLessThan(paper.indexOf('SEEN OF'));

  const late = (
    await world.report('child', {
      words: { who: 'Sol Adeyemi 8C', seen: 'A push.', happened: 'Last week, on Tuesday' },
    })
  ).id;
  await world.after(0);
  expect(await onScreen(late)).toContain('only in words when it happened');
  await act(late, { kind: 'date', happened: { on: '2026-11-17' as IsoDay } });
  expect(await onScreen(late)).not.toContain('only in words when it happened');
});

test('a chronology for a conference says who the child is, where each report stands, and by whom each entry is', async () => {
  await giveRoll();
  const [first, second] = [await about('Sol Adeyemi 8C'), await about('Sol Adeyemi, 8C', LEWIS)];
  await world.concerns.record.open(first.id, world.as(MIRIAM));
  await act(first.id, { kind: 'take' });
  await act(first.id, { kind: 'join', reference: second.reference });
  await act(first.id, { kind: 'note', words: { text: 'Rang home at noon.' } });
  await world.concerns.own.add(first.id, world.as(PRIYA), 'added', { text: 'He came back to me.' });
  const pages = await chronology(first.id);
  const all = pages.join(' ');
  for (const said of [
    'Name: Sol Adeyemi Date of birth: 14 February 2013 Tutor group or class: 8C',
    `School: Oakfield Academy, ${sampleTrust().name}, ${oakfield().contacts.office}`,
    'by Miriam Hale, the DSL. Roles are those of that day.',
    `Report ${first.reference}, sent on`,
    `Report ${second.reference}, sent on`,
    'Waiting: nobody has acknowledged it',
    'Priya Nair, Teacher of music: sent it',
    'Does anyone need to act today? ',
    'Miriam Hale, the DSL: added a note',
    'Priya Nair, Teacher of music: added to the report',
    'Rang home at noon.',
  ])
    expect(all).toContain(said);
  for (const [index, page] of pages.entries()) {
    expect(page).toContain('Chronology of Sol Adeyemi, born 14 February 2013.');
    expect(page).toContain(`Page ${index + 1} of ${pages.length}.`);
  }
  // What was done with the record itself, and how its reporter is reached, is not what happened to a child.
  for (const not of ['another report is about', 'read it', 'took it on', '07700 900123'])
    expect(all).not.toContain(not);
});

test('where the roll has them, year and UPN are in the head of a chronology and of a report', async () => {
  const { id } = await about('Sol Adeyemi 8C');
  const before = (await chronology(id)).join(' ');
  expect(before).not.toContain('UPN');
  const roll = 'Name,Year,Class,Date of birth,UPN\nSol Adeyemi,8,8C,14/02/2013,H801200001001';
  expect((await world.more.rolls.give(world.as(MIRIAM), roll)).kind).toBe('loaded');
  for (const all of [(await chronology(id)).join(' '), (await report(id)).pages.join(' ')])
    for (const said of ['Year: 8', 'UPN: H801200001001']) expect(all).toContain(said);
});

test('without the class nobody of the roll is named, and a date of birth is left for a pen', async () => {
  const typed = ['Bram Oduya', 'Sol Adeyemi', 'Sol Adeyemi 9B'];
  const reports = await Promise.all(typed.map(async (who) => [who, (await about(who)).id] as const));
  // A roll that came later may have another child of that name.
  await giveRoll();
  for (const [who, id] of reports) {
    for (const all of [(await chronology(id)).join(' '), (await report(id)).pages.join(' ')]) {
      expect(all).toContain(`Name: ${who} (as reported)`);
      expect(all).toContain('Date of birth: not known to Lanyard: ____');
      expect(all).not.toMatch(/201[13]\b/);
    }
  }
});

test('a name alone is a child’s of the roll while that has one of the name: then of nobody on it, in a print and on the page', async () => {
  const oneOf = 'Name,Class,Date of birth\nSol Adeyemi,8C,14/02/2013';
  expect((await world.more.rolls.give(world.as(MIRIAM), oneOf)).kind).toBe('loaded');
  const { id } = await about('Sol Adeyemi');
  const shown = async () => {
    const page = await world.more.stories.person(id, world.as(MIRIAM));
    if (page.kind !== 'person') throw new Error(page.kind);
    return [page.onRoll ?? 'nobody', ...(await chronology(id)), ...(await report(id)).pages].join(' ');
  };
  expect(await shown()).toMatch(/^Sol Adeyemi, 8C .* Date of birth: 14 February 2013 /);
  await giveRoll();
  expect(await shown()).toMatch(/^nobody .* Name: Sol Adeyemi \(as reported\) /);
  expect(await shown()).not.toContain('February 2013');
});

test('reports that someone joined over two children of the roll carry neither one’s date of birth, and say so', async () => {
  await giveRoll();
  const [young, old] = [await about('Sol Adeyemi 8C'), await about('Sol Adeyemi 10A')];
  await act(young.id, { kind: 'join', reference: old.reference });
  const all = (await chronology(young.id)).join(' ');
  expect(all).toContain('Name: Sol Adeyemi 8C; Sol Adeyemi 10A (as reported)');
  expect(all).toContain('these reports are about more than one child');
  expect(all).not.toMatch(/February 2013|September 2011/);
});

test('one report on paper is events too; who was told and who read it is in the file for machines', async () => {
  await giveRoll();
  const { id } = await about('Bram Oduya 8C');
  await world.concerns.record.open(id, world.as(MIRIAM));
  await act(id, { kind: 'note', words: { text: 'Spoke with his aunt.' } });
  const { record, pages } = await report(id);
  const all = pages.join(' ');
  expect(all).toContain('Name: Bram Oduya Date of birth: 30 June 2013 Tutor group or class: 8C');
  expect(all).toContain('Reported by: Priya Nair, Teacher of music');
  expect(all).toContain('Miriam Hale, the DSL: added a note');
  expect(all).not.toContain('delivered the card');
  expect(all).not.toContain('Miriam Hale, the DSL: read it');
  expect(record.child).toEqual({
    typed: ['Bram Oduya 8C'],
    name: 'Bram Oduya',
    born: '2013-06-30',
    group: '8C',
    year: '',
    number: undefined,
    isSeveral: false,
  });
  expect(record.events.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['raised', 'delivered', 'opened', 'noted', 'exported']),
  );
});

test('a report about an adult has no line for a date of birth', async () => {
  const { id } = await world.report('staff', { about: [LEWIS] });
  await world.after(0);
  const out = await world.concerns.keeping.exportRecord(id, world.as(JOANNA), 'pdf');
  if (out.kind !== 'exported') throw new Error(out.kind);
  const all = (await wordsOf(await concernPdf(out.record))).join(' ');
  expect(all).toContain('School: Oakfield Academy');
  expect(all).not.toContain('Date of birth');
});

test('when it happened, when it was taken on and who was told stand in a chronology and in a report, and what nobody wrote is said to be missing', async () => {
  const { id } = await world.report('child', {
    words: { who: 'Bram Oduya 8C', seen: 'SEEN', happened: 'Monday, after lunch', done: 'Rang his aunt.' },
  });
  await world.after(0);
  const both = async () => [(await chronology(id)).join(' '), (await report(id)).pages.join(' ')];
  for (const all of await both()) {
    expect(all).toContain('When it happened, as its reporter wrote: Monday, after lunch');
    expect(all).toContain('Taken on: not recorded');
    expect(all).toContain('Agencies told: not recorded');
    expect(all).toContain('Parents or carers: told, or why not: not recorded by itself: see who else was told');
    expect(all).toContain('Who else was told: By the reporter: Rang his aunt. (recorded ');
  }
  await act(id, { kind: 'take' });
  const words = { reason: 'WHY', agency: 'Oakfield MASH, J. Peters, 14:10', parents: 'His mother, by me, at 15:00' };
  await act(id, { kind: 'decide', decision: 'child-protection', reviewOn: undefined, words });
  await act(id, { kind: 'told', words: { text: 'His tutor, by me.' } });
  for (const all of await both()) {
    expect(all).toMatch(/Taken on: [^:]+:\d\d, Miriam Hale, the DSL/);
    for (const said of [
      'Agencies told: Refer: child protection (significant harm): Oakfield MASH, J. Peters, 14:10 (recorded ',
      'Parents or carers: told, or why not: His mother, by me, at 15:00 (recorded ',
      'His tutor, by me. (recorded ',
    ])
      expect(all).toContain(said);
    expect(all).not.toContain('not recorded');
  }
  expect((await chronology(id)).join(' ')).toContain('Reported: ');
  expect((await chronology(id)).join(' ')).toContain('Still to be done: Review on ');
  expect((await report(id)).record.handled.told.map(({ whom }) => whom)).toEqual([
    'several',
    'agency',
    'parents',
    'several',
  ]);
});

test('a referral of which nobody wrote who was asked says so, and names left out of a print are left out of who was told', async () => {
  await giveRoll();
  const { id } = await about('Bram Oduya 8C');
  await world.concerns.record.act(id, world.as(MIRIAM), (await world.find(id)).version, { kind: 'take' });
  const words = { reason: 'WHY', parents: 'Told with Sol Adeyemi there.' };
  await act(id, { kind: 'decide', decision: 'child-in-need', reviewOn: undefined, words });
  const before = await world.more.stories.namesInPrint(id, world.as(MIRIAM));
  if (before.kind !== 'names') throw new Error(before.kind);
  const choice = choiceOf(before.names, [before.names.indexOf('Sol Adeyemi')]);
  const story = await world.more.stories.chronologyToPrint(id, world.as(MIRIAM), choice);
  if (story.kind !== 'chronology') throw new Error(story.kind);
  const all = (await wordsOf(await chronologyPdf(story, 'A conference', world.now()))).join(' ');
  expect(all).toContain('Agencies told: Refer: child in need: who was told is not recorded');
  expect(all).toContain('Told with [another child] there.');
  expect(all).not.toContain('Sol');
});

test('a report that nobody has acknowledged, or decided, is said to be still to be done in a chronology and in a report', async () => {
  const { id } = await about('Bram Oduya 8C');
  const stillToDo = async () =>
    [...(await chronology(id)), ...(await report(id)).pages].join(' ').match(/Still to be done: .{0,80}/g);
  const waits = 'Still to be done: Nobody has acknowledged this report: it is still to be read and decided';
  expect(await stillToDo()).toEqual([expect.stringContaining(waits), expect.stringContaining(waits)]);
  await act(id, { kind: 'take' });
  const undecided = expect.stringContaining('Still to be done: It is still to be decided');
  expect(await stillToDo()).toEqual([undecided, undecided]);
  await act(id, { kind: 'decide', decision: 'early-help', reviewOn: undefined, words: { reason: 'WHY' } });
  for (const said of (await stillToDo()) ?? []) expect(said).not.toContain('still to be');
});

test('the last page of a report claims nothing to be in the attached file alone that its pages say', async () => {
  const { id } = await about('Bram Oduya 8C');
  const all = (await report(id)).pages.join(' ');
  expect(all).toContain('Who else was told:');
  expect(all).not.toContain('Who was told, and');
  expect(all).toContain('To whom its cards went, and who read, linked or kept the record, is');
});

test('a print leads back to the page from which it was asked for, also past the names that are left out', async () => {
  const { id } = await about('Sol Adeyemi 8C');
  const until = world.now();
  const { exports: made } = storiesInReports({
    ...{ concerns: world.concerns, stories: world.more.stories },
    downloads: { offer: async () => ({ url: 'https://lanyard.example/d/1', until }) },
  } as never);
  const asked = async (data: object) => {
    const turn = { data: { concern: id, format: 'chronology', ...data }, now: until };
    const who = { userId: MIRIAM, tenantId: world.as(MIRIAM).tenant };
    return JSON.stringify(await made?.chronology?.({ ...turn, sender: who } as never));
  };
  expect(await asked({ from: 'person' })).toContain(PERSON);
  expect(await asked({ from: 'chronology' })).toContain(CHRONOLOGY);
  for (const from of [undefined, 'elsewhere']) expect(await asked({ from })).toContain(KEEPING);
  await act(id, { kind: 'note', words: { text: 'He was with Mia Hart.' } });
  const names = await asked({ from: 'person' });
  expect(names).toContain('Mia Hart');
  expect(names).toContain('"from":"person"');
  expect(await asked({ from: 'person', leaveOut: '0' })).toContain(PERSON);
});
