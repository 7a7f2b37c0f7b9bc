import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { extractText, getDocumentProxy } from 'unpdf';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { dayOf } from '../../../src/kernel/time.ts';
import { chronologyCard } from '../../../src/more/children/chronology.cards.ts';
import { chronologyPdf } from '../../../src/more/children/chronology.pdf.ts';
import { personCard, personLine } from '../../../src/more/children/person.cards.ts';
import { chronologyExportCard } from '../../../src/more/children/print.cards.ts';
import { choiceOf } from '../../../src/more/children/redaction.ts';
import { handOverCard } from '../../../src/more/next-school/next-school.cards.ts';
import {
  COLIN,
  DANIEL,
  given,
  JOANNA,
  LEWIS,
  MIRIAM,
  membersOf,
  PRIYA,
  TOM,
  type World,
} from '../../report/support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const about = async (who: string, more: Parameters<World['report']>[1] = {}) => {
  const { id, receipt } = await world.report('child', { words: { who, seen: `SEEN OF ${who}` }, ...more });
  await world.after(0);
  return { id, reference: receipt.reference };
};
const page = async (id: ConcernId, user: UserId = MIRIAM) => {
  const person = await world.more.stories.person(id, world.as(user));
  if (person.kind !== 'person') throw new Error(person.kind);
  return person;
};
const said = async (id: ConcernId, kind: 'join' | 'part', reference: string, user: UserId = MIRIAM) =>
  (await world.concerns.record.act(id, world.as(user), (await world.find(id)).version, { kind, reference })).kind;
const references = (others: readonly { concern: { reference: string } }[]) =>
  others.map(({ concern }) => concern.reference);

test('a second report on Kai is seen with the first; confirmed it is one story, in both, and split again it is two', async () => {
  const first = await about('Kai Turner 7B');
  const second = await about('Kai Turner, 7B', { by: LEWIS });
  const other = await about('Mia Turner, 7B');
  const found = await page(second.id);
  expect(references(found.suggested)).toEqual([first.reference]);
  expect(JSON.stringify(personLine(found))).toContain('1 report may be about the same child: 23 November 2026.');
  expect(await said(second.id, 'join', first.reference)).toBe('done');
  // Said again it changes nothing; from the other side it is known.
  expect(await said(second.id, 'join', first.reference)).toBe('not-now');
  for (const [id, reference] of [
    [second.id, first.reference],
    [first.id, second.reference],
  ] as const) {
    const joined = await page(id);
    expect([references(joined.joined), references(joined.suggested)]).toEqual([[reference], []]);
    expect(joined.lately).toEqual({ reports: 2, reporters: 2 });
  }
  const story = await world.more.stories.chronology(first.id, world.as(MIRIAM));
  const words = JSON.stringify(story.kind === 'chronology' && story.lines.map(({ entry }) => entry.words));
  for (const who of ['Kai Turner 7B', 'Kai Turner, 7B']) expect(words).toContain(`SEEN OF ${who}`);
  expect(words).not.toContain('Mia');

  // Who opened what is part of it: of these two reports, and of no other.
  const readers = async () => {
    const read = await world.more.stories.chronology(first.id, world.as(TOM));
    if (read.kind !== 'chronology') throw new Error(read.kind);
    return read.readers.map(({ concern, actor, kind }) => [concern.reference, actor, kind].join(' ')).sort();
  };
  const both = (actor: UserId, kind: string) => [first, second].map(({ reference }) => `${reference} ${actor} ${kind}`);
  expect(await readers()).toEqual([...both(MIRIAM, 'opened'), ...both(TOM, 'opened')].sort());

  // Printed it is one file, and stands as having left in the trail of each.
  const printed = await world.more.stories.chronologyToPrint(first.id, world.as(MIRIAM));
  if (printed.kind !== 'chronology') throw new Error(printed.kind);
  const pdf = await chronologyPdf(printed, 'Miriam Hale', world.now());
  expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-');
  for (const { id } of [first, second])
    expect(
      (await world.deps.store.entries(await world.find(id))).filter(({ kind }) => kind === 'exported'),
    ).toHaveLength(1);
  expect(await readers()).toEqual(expect.arrayContaining(both(MIRIAM, 'exported')));

  expect(await said(first.id, 'part', second.reference)).toBe('done');
  for (const [id, reference] of [
    [second.id, first.reference],
    [first.id, second.reference],
  ] as const) {
    const split = await page(id);
    expect([split.joined, split.suggested, split.named].map(references)).toEqual([[], [], []]);
    expect(references(split.parted)).toEqual([reference]);
    const shown = JSON.stringify(personCard(split));
    expect(shown).toContain('Said not to be about the same child');
    expect(shown).toContain('"title":"The same"');
    expect(shown).not.toContain('"title":"Not the same"');
  }
  // A wrong press is put right from the page on which it was pressed.
  expect(await said(second.id, 'join', first.reference)).toBe('done');
  expect(references((await page(first.id)).joined)).toEqual([second.reference]);
  expect(references((await page(first.id)).parted)).toEqual([]);
  expect(await said(first.id, 'part', second.reference)).toBe('done');
  // By hand what no name suggests: another spelling, a child under two names.
  expect(await said(first.id, 'join', other.reference)).toBe('done');
  expect(references((await page(other.id)).joined)).toEqual([first.reference]);
});

const storyOf = async (id: ConcernId) => {
  const story = await world.more.stories.chronology(id, world.as(MIRIAM));
  if (story.kind !== 'chronology') throw new Error(story.kind);
  return story;
};

test('two reports on one child of the roll are about the same child; a name without a class only may be', async () => {
  await world.more.rolls.give(world.as(MIRIAM), 'Name,Class\nKai Turner,7B\nMia Hart,7B\n');
  const first = await about('Kai Turner 7B');
  const second = await about('Kai T 7B', { by: LEWIS });
  const bare = await about('Kai Turner');
  for (const [one, other] of [
    [first, second],
    [second, first],
  ] as const) {
    const found = await page(one.id);
    expect([references(found.joined), references(found.suggested)]).toEqual([[other.reference], [bare.reference]]);
    expect(found.lately).toEqual({ reports: 2, reporters: 2 });
    const { lines, undecided } = await storyOf(one.id);
    expect(new Set(lines.map(({ concern }) => concern.id))).toEqual(new Set([first.id, second.id]));
    expect(undecided).toBe(1);
  }
  expect(references((await page(bare.id)).joined)).toEqual([]);
  // Someone knows better than the roll.
  expect(await said(first.id, 'part', second.reference)).toBe('done');
  expect(references((await page(first.id)).joined)).toEqual([]);
  expect(references((await page(first.id)).parted)).toEqual([second.reference]);
  expect(new Set((await storyOf(second.id)).lines.map(({ concern }) => concern.id))).toEqual(new Set([second.id]));
});

test('what a chronology leaves out because nobody has decided stands in it: on screen, in print and before a hand-over', async () => {
  const first = await about('Kai Turner 7B');
  const second = await about('Kai Turner', { by: LEWIS });
  const SAID = '1 report that may be about the same person is not in here';
  const told = async () => {
    const { kind: _, ...story } = await storyOf(first.id);
    const printed = await world.more.stories.chronologyToPrint(first.id, world.as(MIRIAM));
    if (printed.kind !== 'chronology') throw new Error(printed.kind);
    const names = await world.more.stories.namesInPrint(first.id, world.as(MIRIAM));
    if (names.kind !== 'names') throw new Error(names.kind);
    const { concern, school } = await page(first.id);
    const before = { kind: 'before', concern, school, today: dayOf(world.now()), links: [] } as const;
    return [
      JSON.stringify(chronologyCard(first.id, story, 0)),
      JSON.stringify(chronologyExportCard(concern, 'https://lanyard.example/d/4', world.now(), names.undecided)),
      JSON.stringify(
        handOverCard({ ...before, names: names.names, undecided: names.undecided, waiting: names.waiting }),
      ),
      (await extractText(await getDocumentProxy(await chronologyPdf(printed, 'Miriam Hale', world.now())))).text
        .join(' ')
        .replace(/\s+/g, ' '),
    ];
  };
  for (const one of await told()) expect(one).toContain(SAID);
  expect(await said(first.id, 'part', second.reference)).toBe('done');
  for (const one of await told()) expect(one).not.toContain('not in here');
});

test('three reports are one through the one in the middle', async () => {
  const [one, two, three] = [await about('Kai Turner 7B'), await about('Kai T 7B'), await about('Malachi Turner 7B')];
  await said(one.id, 'join', two.reference);
  await said(three.id, 'join', two.reference);
  expect([...references((await page(one.id)).joined)].sort()).toEqual([three.reference, two.reference].sort());
});

test('what was said to be another child’s is in no chronology, though a third report is joined to both', async () => {
  const [seven, bare, nine] = [await about('Kai Turner 7B'), await about('Kai Turner'), await about('Kai Turner 9A')];
  await said(seven.id, 'join', bare.reference);
  await said(bare.id, 'join', nine.reference);
  expect(await said(seven.id, 'part', nine.reference)).toBe('done');
  const inStory = async (id: ConcernId) => {
    const story = await world.more.stories.chronology(id, world.as(MIRIAM));
    if (story.kind !== 'chronology') throw new Error(story.kind);
    return [...new Set(story.lines.map(({ concern }) => concern.reference))].sort();
  };
  expect(references((await page(seven.id)).joined)).toEqual([bare.reference]);
  expect(await inStory(seven.id)).toEqual([seven.reference, bare.reference].sort());
  expect(await inStory(nine.id)).toEqual([nine.reference, bare.reference].sort());
  const printed = await world.more.stories.chronologyToPrint(seven.id, world.as(MIRIAM));
  expect(JSON.stringify(printed.kind === 'chronology' && printed.lines)).not.toContain('SEEN OF Kai Turner 9A');
});

test('a report that is hidden from someone changes nothing that they see', async () => {
  const mine = await about('Kai Turner 7B');
  const before = { page: await page(mine.id), card: personCard(await page(mine.id)) };
  // One that is about the deputy goes past the whole team, one that names them is not opened by them.
  const hidden = await about('Kai Turner 7B', { about: [TOM] });
  expect((await world.find(hidden.id)).holder).toBe('headteacher');
  for (const user of [MIRIAM, TOM]) {
    const now = await page(mine.id, user);
    expect(references([...now.joined, ...now.suggested])).toEqual([]);
    expect(now.lately).toEqual(before.page.lately);
    expect(personLine(now)).toBeUndefined();
    expect(personCard(now)).toEqual(before.card);
    expect(await said(mine.id, 'join', hidden.reference, user)).toBe('not-now');
  }
  // Anyone who has that one sees only it, too.
  expect(references((await page(hidden.id, JOANNA)).suggested)).toEqual([]);
});

test('for the subject, a governor and its reporter there is no such page, and it is written down that they asked', async () => {
  const { id, reference } = await about('Kai Turner 7B', { about: [DANIEL] });
  const other = await about('Kai Turner 7B');
  const nothing = await world.more.stories.person(world.deps.ids.uuid() as ConcernId, world.as(COLIN));
  for (const user of [DANIEL, COLIN, PRIYA, LEWIS]) {
    expect(await world.more.stories.person(id, world.as(user))).toEqual(nothing);
    expect(await said(other.id, 'join', reference, user)).toBe('not-available');
  }
  const refused = await world.db
    .selectFrom('concern_refusal')
    .select('actor')
    .where('action', '=', 'person')
    .where('about', '=', id)
    .execute();
  expect(new Set(refused.map(({ actor }) => actor)).size).toBe(4);
});

test('a team member who is not in the channel sees nothing of what is there', async () => {
  const { id } = await about('Kai Turner 7B');
  await about('Kai Turner 7B');
  world.directory.place = membersOf(MIRIAM);
  expect((await world.more.stories.person(id, world.as(TOM))).kind).toBe('not-available');
});

test('an adult’s are matched for the headteacher by whom they are about, and never with a child’s', async () => {
  const first = await world.report('staff', { about: [LEWIS] });
  const second = await world.report('staff', { about: [LEWIS], by: DANIEL });
  await world.report('staff', { about: [DANIEL] });
  await about('Lewis Grant');
  await world.after(0);
  expect(references((await page(second.id, JOANNA)).suggested)).toEqual([(await world.find(first.id)).reference]);
  expect((await world.more.stories.person(second.id, world.as(MIRIAM))).kind).toBe('not-available');
});

test('a child named in passing and one of the same surname are seen beside it, linked as what they are, and no chapter of its story', async () => {
  const kai = await about('Kai Turner 7B');
  const other = await world.report('child', {
    words: { who: 'Mia Hart 4L', seen: 'She says that Kai Turner hit her.' },
    by: LEWIS,
  });
  const sister = await about('Ash Turner 3C');
  await about('Ben Other 2A');
  const mia = await world.find(other.id);
  const found = await page(kai.id);
  expect([references(found.named), references(found.siblings), found.suggested]).toEqual([
    [mia.reference],
    [sister.reference],
    [],
  ]);
  expect(JSON.stringify(personLine(found))).toContain('2 reports about other children');
  expect(references((await page(other.id)).named)).toEqual([kai.reference]);
  const relate = async (reference: string, relation: 'sibling' | 'named', user: UserId = MIRIAM) =>
    (
      await world.concerns.record.act(kai.id, world.as(user), (await world.find(kai.id)).version, {
        kind: 'relate',
        reference,
        relation,
      })
    ).kind;
  expect([await relate(sister.reference, 'sibling'), await relate(sister.reference, 'sibling')]).toEqual([
    'done',
    'not-now',
  ]);
  expect(await relate(mia.reference, 'named')).toBe('done');
  expect((await page(sister.id)).siblings.map(({ relation }) => relation)).toEqual(['sibling']);
  expect(await relate(sister.reference, 'sibling', PRIYA)).toBe('not-available');
  const story = await world.more.stories.chronology(kai.id, world.as(MIRIAM));
  if (story.kind !== 'chronology') throw new Error(story.kind);
  expect(new Set(story.lines.map(({ concern }) => concern.id))).toEqual(new Set([kai.id]));
  // One that is hidden from them is beside nothing.
  const before = personCard(await page(kai.id, TOM));
  await world.report('child', { words: { who: 'Zed Turner 1A', seen: 'Kai Turner saw it.' }, about: [TOM] });
  await world.after(0);
  expect(personCard(await page(kai.id, TOM))).toEqual(before);
});

test('another child in the same matter, and what is linked by hand, are no chapter of its story until someone says so', async () => {
  const kai = await about('Kai Turner 7B');
  const draft = await world.concerns.form.beginBeside(kai.id, world.as(PRIYA));
  if (!draft) throw new Error('nothing to write in');
  await world.concerns.form.keep(draft.id, PRIYA, { words: { who: 'Ben Carr 4B', seen: 'SEEN OF BEN' } });
  const sent = await world.concerns.form.send(draft.id, PRIYA, { urgent: 'no', words: {} });
  if (sent.kind !== 'raised') throw new Error(sent.kind);
  const ben = sent.receipt;
  const zoe = await about('Zoe Hart 2A');
  const storied = async (id: ConcernId) => {
    const { lines, undecided } = await storyOf(id);
    return { of: new Set(lines.map(({ concern }) => concern.id)), undecided };
  };
  // Its reporter said that it is another child, and both readers see that there is one.
  for (const [id, reference] of [
    [kai.id, ben.reference],
    [ben.id, kai.reference],
  ] as const) {
    expect(await storied(id)).toEqual({ of: new Set([id]), undecided: 0 });
    const found = await page(id);
    expect([found.joined, found.suggested, found.named].map(references)).toEqual([[], [], [reference]]);
    expect(JSON.stringify(personCard(found))).toContain('Linked: another child in the same matter');
  }
  const { version } = await world.find(kai.id);
  const link = { kind: 'link', reference: zoe.reference, words: { reason: 'The same afternoon.' } } as const;
  expect((await world.concerns.record.act(kai.id, world.as(MIRIAM), version, link)).kind).toBe('done');
  for (const [id, reference] of [
    [kai.id, zoe.reference],
    [zoe.id, kai.reference],
  ] as const) {
    expect(await storied(id)).toEqual({ of: new Set([id]), undecided: 1 });
    expect(references((await page(id)).suggested)).toEqual([reference]);
  }
  expect(await said(zoe.id, 'join', kai.reference)).toBe('done');
  expect(await storied(kai.id)).toEqual({ of: new Set([kai.id, zoe.id]), undecided: 0 });
  expect(await said(kai.id, 'part', zoe.reference)).toBe('done');
  expect(await storied(zoe.id)).toEqual({ of: new Set([zoe.id]), undecided: 0 });
  expect(references((await page(zoe.id)).parted)).toEqual([kai.reference]);
});

test('a brother or sister who is named too stands once on the page, and then it is not said that there are no others', async () => {
  const kai = await about('Kai Turner 7B');
  const mia = await about('Mia Turner 5B', { words: { who: 'Mia Turner 5B', seen: 'Kai Turner was in the room.' } });
  const found = await page(kai.id);
  expect([references(found.named), references(found.siblings)]).toEqual([[], [mia.reference]]);
  const shown = JSON.stringify(personCard(found));
  expect(shown.split(`Open ${mia.reference}`)).toHaveLength(2);
  expect(shown).not.toContain('There are no others');
});

test('to compare one report no other record is opened but those that may have to do with it', async () => {
  for (const name of ['Ada Brook', 'Ben Carr', 'Cal Dunn', 'Deb East', 'Eli Ford', 'Flo Gray', 'Gus Hill', 'Hal Ince'])
    await about(`${name} 5A`, { words: { who: `${name} 5A`, seen: 'Seen.' } });
  const first = await about('Kai Turner 7B', { words: { who: 'Kai Turner 7B', seen: 'Seen.' } });
  const second = await about('Kai Turnre 7B', { by: LEWIS, words: { who: 'Kai Turnre 7B', seen: 'Seen.' } });
  let opened = 0;
  const unwrap = world.wrap.unwrap;
  world.wrap.unwrap = (...of) => {
    opened += 1;
    return unwrap(...of);
  };
  expect(references((await page(second.id)).suggested)).toEqual([first.reference]);
  expect(opened).toBeLessThanOrEqual(8);
  world.wrap.unwrap = unwrap;
  // What is destroyed leaves no hash behind, and one from before there were any is compared all the same.
  await world.db
    .withSchema('concerns_child')
    .updateTable('concern')
    .set({ match: null })
    .where('id', '=', first.id)
    .execute();
  expect(references((await page(second.id)).suggested)).toEqual([first.reference]);
  const { rows } = await sql<{ match: string[] }>`select match from concerns_child.concern`.execute(world.db);
  expect(JSON.stringify(rows)).not.toMatch(/turner|"kai"/i);
});

test('names of other children are proposed for the print, and left out one by one as someone says', async () => {
  await world.more.rolls.give(world.as(MIRIAM), 'Name,Class\nKai Turner,7B\nMia Hart,7B\nZed Other,4L\n');
  const { id } = await world.report('child', {
    words: {
      who: 'Kai Turner 7B',
      seen: 'Kai said that Mia Hart and Jo Lake pushed him. mia hart ran off. Miriam Hale saw it. Then Mia came back. On Monday he was well.',
    },
  });
  await world.after(0);
  const as = world.as(MIRIAM);
  const found = await world.more.stories.namesInPrint(id, as);
  if (found.kind !== 'names') throw new Error(found.kind);
  expect(found.names).toEqual(['Jo Lake', 'Mia', 'Mia Hart']);
  const words = async (choice?: string) => {
    const printed = await world.more.stories.chronologyToPrint(id, as, choice);
    return printed.kind === 'chronology'
      ? [printed.leftOut, printed.lines.find(({ entry }) => entry.kind === 'raised')?.entry.words?.seen]
      : printed.kind;
  };
  expect((await words())?.[1]).toContain('Mia Hart and Jo Lake');
  expect(await words(choiceOf(found.names, [1, 2]))).toEqual([
    2,
    'Kai said that [another child] and Jo Lake pushed him. [another child] ran off. Miriam Hale saw it. Then [another child] came back. On Monday he was well.',
  ]);
  // What was chosen from another list is looked at again; in the choice itself stands no name.
  expect(await words(choiceOf(['Someone Else'], [0]))).toBe('changed');
  expect(choiceOf(found.names, [1, 2])).toMatch(/^[0-9a-f]{6}-1\.2$/);
  const left = (await world.deps.store.entries(await world.find(id))).filter(({ kind }) => kind === 'exported');
  expect(left.map(({ facts }) => facts?.leftOut)).toEqual([undefined, 2]);
  for (const user of [PRIYA, COLIN, LEWIS])
    expect((await world.more.stories.namesInPrint(id, world.as(user))).kind).toBe('not-available');
});

test('who was told is proposed as no child’s name, but what is on the roll or stands elsewhere too', async () => {
  await world.more.rolls.give(world.as(MIRIAM), 'Name,Class\nKai Turner,7B\nJane Lowe,7B\nSol Adeyemi,8C\n');
  const { id } = await world.report('child', {
    words: { who: 'Kai Turner 7B', seen: 'He said that Ash hit him.' },
  });
  await world.after(0);
  const as = world.as(MIRIAM);
  const act = async (wanted: Parameters<World['concerns']['record']['act']>[3]) =>
    world.concerns.record.act(id, as, (await world.find(id)).version, wanted);
  await act({ kind: 'take' });
  const words = {
    reason: 'WHY',
    agency: 'Oakshire MASH, Jane Holt, 10:40',
    parents: 'His mother Ella Turner, with Sol Adeyemi and Ash Reed there',
  };
  expect((await act({ kind: 'decide', decision: 'child-protection', reviewOn: undefined, words })).kind).toBe('done');
  const found = await world.more.stories.namesInPrint(id, as);
  expect(found).toMatchObject({ kind: 'names', names: ['Ash', 'Ash Reed', 'Sol', 'Sol Adeyemi'] });
});
