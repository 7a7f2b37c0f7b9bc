import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import { dayOf } from '../../../src/kernel/time.ts';
import { chronologyPdf } from '../../../src/more/children/chronology.pdf.ts';
import { choiceOf } from '../../../src/more/children/redaction.ts';
import { createNextSchool, type NextSchool } from '../../../src/more/next-school/next-school.ts';
import { type Pupil, titleOf } from '../../../src/more/roll/pupil.ts';
import { type Access, createAccess } from '../../../src/more/subject-access/access.ts';
import { givenPdf } from '../../../src/more/subject-access/given.pdf.ts';
import { sqlRequestStore } from '../../../src/more/subject-access/request.store.ts';
import { sqlTickets } from '../../../src/platform/postgres/people/tickets.store.ts';
import { randomIds } from '../../../src/platform/process/process-ids.ts';
import type { Entry } from '../../../src/report/concern.ts';
import { concernPdf } from '../../../src/report/keeping/concern.pdf.ts';
import { isOnPaper } from '../../../src/report/keeping/on-paper.ts';
import type { WantedLines } from '../../../src/report/opening/morning.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import { ANIL, given, LEWIS, MIRIAM, PRIYA, type World } from '../support.ts';

let world: World;
let access: Access;
let nextSchool: NextSchool;
/** What is in the file for the next school that was made last, and whether it is drawn, which is slow. */
let isDrawn = false;
let printed: Parameters<typeof chronologyPdf>[0] | undefined;
beforeEach(async () => {
  world = await given();
  const { rolls } = world.more;
  const requests = sqlRequestStore(world.db, world.wrap, world.deps.log);
  access = createAccess({ ...world.deps, requests, rolls });
  const tickets = sqlTickets(world.db, randomIds);
  const address = (secret: string) => `https://lanyard.example/h/${secret}`;
  const print: typeof chronologyPdf = async (story, ...more) => {
    printed = story;
    return isDrawn ? chronologyPdf(story, ...more) : new Uint8Array([0]);
  };
  nextSchool = createNextSchool({ ...world.deps, tickets, print, address }, rolls);
});
afterEach(() => world.close());

/** Small numbers in an order that a seed decides. */
function dice(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
/** Two of one name, one name that may be either's, and others near to them. */
const CHILDREN = ['Kay Brand 7B', 'Kay Brand 9A', 'Kay Brand', 'Kit Brand 7B', 'Noor Aziz 4L'] as const;
const NAME_ALONE = 'Kay Brand';
const ROLLS = [
  ['Kay Brand,7B', 'Kay Brand,9A', 'Noor Aziz,4L'],
  ['Kay Brand,8B', 'Kit Brand,8B'],
  ['Kay Brand,7B', 'Noor Aziz,5L'],
];

/** A report as the test knows it: whom it is about, and a word that stands in it alone. */
interface Sent {
  readonly id: ConcernId;
  readonly reference: string;
  readonly mark: string;
  who: string;
}

/** What people did, and who is one person for it: by what they said, or by one name in one class. A name alone leads nowhere. */
interface Told {
  readonly reports: readonly Sent[];
  connected(of: Sent): readonly Sent[];
}

const canonical = (title: string): string => title.replace(',', '');
const classOf = (who: string): string => who.split(' ')[2] ?? '';
const pupilsNow = () => world.more.rolls.pupils(world.school);
/** A name alone is the child’s whom the roll has by it, while it has one. */
const calledNow = async (who: string): Promise<string> => {
  const [one, ...others] = (await pupilsNow()).filter(({ name }) => name === who);
  return one && others.length === 0 ? canonical(titleOf(one)) : who;
};
const act = async (id: ConcernId, wanted: Act) => {
  const outcome = await world.concerns.record.act(id, world.as(MIRIAM), (await world.find(id)).version, wanted);
  return outcome.kind;
};
const textOf = async (pdf: Uint8Array): Promise<string> =>
  (await extractText(await getDocumentProxy(Uint8Array.from(pdf)), { mergePages: true })).text.replaceAll(/\s+/g, ' ');

/** Reports, joins, corrections and other rolls, in an order that the seed decides. */
async function toldBy(roll: (below: number) => number): Promise<Told> {
  const reports: Sent[] = [];
  const joins = new Set<string>();
  const edge = (one: Sent, other: Sent) => [one.id, other.id].sort().join(' ');
  const report = async (who: string, by: typeof LEWIS) => {
    const mark = `ZQ${reports.length}SEEN`;
    const { id, receipt } = await world.report('child', { words: { who, seen: mark }, by });
    await world.after(0);
    reports.push({ id, reference: receipt.reference, mark, who });
  };
  /** Another child in the same matter, which its reporter says, and nobody joins. */
  const reportBeside = async (first: Sent, who: string) => {
    const { reporter } = await world.find(first.id);
    const draft = await world.concerns.form.beginBeside(first.id, world.as(reporter));
    if (!draft) throw new Error('nothing to write in');
    const mark = `ZQ${reports.length}SEEN`;
    await world.concerns.form.keep(draft.id, reporter, { words: { who, seen: mark } });
    const sent = await world.concerns.form.send(draft.id, reporter, { urgent: 'no', words: {} });
    if (sent.kind !== 'raised') throw new Error(sent.kind);
    await world.after(0);
    reports.push({ id: sent.receipt.id, reference: sent.receipt.reference, mark, who });
  };
  const corrected = async (one: Sent, who: string, pupil?: string) => {
    const words = { reason: 'THE OFFICE LOOKED IT UP' };
    if ((await act(one.id, { kind: 'correct', who: pupil ? '' : who, pupil, words } as Act)) !== 'done') return;
    one.who = who;
    for (const other of reports) joins.delete(edge(one, other));
  };
  for (let step = 0; step < 14; step += 1) {
    const any = () => reports[roll(reports.length)];
    const what = reports.length < 3 ? 0 : roll(8);
    const [one, other] = [any(), any()];
    const who = CHILDREN[roll(CHILDREN.length)] ?? '';
    if (what <= 1 || !one || !other) await report(who, [LEWIS, PRIYA][roll(2)] ?? LEWIS);
    else if (what === 2 && one !== other) {
      if ((await act(one.id, { kind: 'join', reference: other.reference })) === 'done') joins.add(edge(one, other));
    } else if (what === 3) await corrected(one, who);
    else if (what === 4) {
      const picked = (await pupilsNow()).find((pupil) => canonical(titleOf(pupil)) === who);
      if (picked) await corrected(one, who, picked.id);
    } else if (what === 5) await reportBeside(one, who);
    else if (what === 6 && one !== other)
      await act(one.id, { kind: 'link', reference: other.reference, words: { reason: 'THE SAME AFTERNOON' } });
    else if (what === 7)
      await world.more.rolls.give(world.as(MIRIAM), ['Name,Class', ...(ROLLS[roll(3)] ?? [])].join('\n'));
  }
  const isOne = (one: Sent, other: Sent): boolean =>
    joins.has(edge(one, other)) || (one.who === other.who && one.who !== NAME_ALONE);
  const connected = (of: Sent): readonly Sent[] => {
    const found = [of];
    for (const one of found) found.push(...reports.filter((other) => isOne(one, other) && !found.includes(other)));
    return found;
  };
  return { reports, connected };
}

/** What `text` holds of reports that are of nobody of `own`: their words, or that there are any. */
const strangersIn = (text: string, { reports }: Told, own: readonly Sent[]): readonly string[] =>
  reports
    .filter((one) => !own.includes(one))
    .flatMap(({ mark, reference }) => [mark, reference].filter((said) => text.includes(said)));

/** The class at the head of what leaves on paper; empty where it is left to be written in. */
const classOnPaper = (text: string): string => /Tutor group or class: (\d+[A-Z])/.exec(text)?.[1] ?? '';
const isClassOf = async (group: string | undefined, own: readonly Sent[]): Promise<boolean> => {
  const whos = await Promise.all(own.map(({ who }) => calledNow(who)));
  return ['', ...whos.map(classOf)].includes(group ?? '');
};

/** That a report was linked with another is no line of what leaves. */
const onPaper = (lines: readonly { readonly entry: Entry }[]): readonly Entry[] =>
  lines.flatMap(({ entry }) => (isOnPaper(entry.kind) ? [entry] : []));

async function inStories(told: Told, one: Sent): Promise<void> {
  const own = told.connected(one);
  const ids = own.map(({ id }) => id);
  const story = await world.more.stories.chronology(one.id, world.as(MIRIAM));
  const person = await world.more.stories.person(one.id, world.as(MIRIAM));
  const print = await world.more.stories.chronologyToPrint(one.id, world.as(MIRIAM));
  if (story.kind !== 'chronology' || print.kind !== 'chronology' || person.kind !== 'person') throw new Error('closed');
  const shown = [
    ...[...story.lines, ...print.lines].map(({ concern }) => concern.id),
    ...person.joined.map(({ concern }) => concern.id),
  ];
  expect(shown.filter((id) => !ids.includes(id))).toEqual([]);
  expect(canonical(person.who)).toBe(one.who);
  expect(strangersIn(JSON.stringify(onPaper(print.lines)), told, own)).toEqual([]);
}

/** One report's export has that report; the file for the next school what is of the same person. */
async function inTransfers(told: Told, one: Sent): Promise<void> {
  const exported = await world.concerns.keeping.exportRecord(one.id, world.as(MIRIAM), 'json');
  if (exported.kind !== 'exported') throw new Error(exported.kind);
  const { child, report, handled } = exported.record;
  const own = told.connected(one);
  // With which it was linked stands in the file for machines, by number alone.
  const events = exported.record.events.filter(({ kind }) => kind !== 'linked');
  expect(strangersIn(JSON.stringify({ ...exported.record, events, links: [] }), told, own)).toEqual([]);
  expect(strangersIn(JSON.stringify([child, report, handled]), told, [one])).toEqual([]);
  expect([await isClassOf(child?.group, [one]), child?.isSeveral]).toEqual([true, false]);
  const before = await nextSchool.before(one.id, world.as(MIRIAM));
  const to = { name: 'A. Adams', role: 'DSL', school: 'Hill School' };
  if (before.kind !== 'before') throw new Error(before.kind);
  const wanted = { to, days: 7, choice: choiceOf(before.names, []), passedOn: 'She moves on Monday.' } as const;
  isDrawn = one === told.reports.find(({ who }) => who === NAME_ALONE);
  const made = await nextSchool.make(one.id, world.as(MIRIAM), wanted);
  if (made.kind !== 'made') throw new Error(made.kind);
  const ids = own.map(({ id }) => id);
  expect(made.link.concerns.filter((id) => !ids.includes(id))).toEqual([]);
  expect(strangersIn(JSON.stringify(onPaper(printed?.lines ?? [])), told, own)).toEqual([]);
  expect(await isClassOf(printed?.about?.group, own)).toBe(true);
  if (!isDrawn) return;
  // And the words of the files as they leave.
  const pdf = await textOf(await concernPdf(exported.record));
  const file = await nextSchool.read(one.id, made.link.id, world.as(MIRIAM));
  const text = await textOf(file?.bytes ?? new Uint8Array());
  for (const [words, of] of [
    [pdf, [one]],
    [text, own],
  ] as const) {
    expect(words).toContain(one.mark);
    const linked = words === pdf ? exported.record.links.map(({ reference }) => reference) : [];
    expect(strangersIn(words, told, of).filter((said) => !linked.includes(said))).toEqual([]);
    expect(await isClassOf(classOnPaper(words), of)).toBe(true);
  }
}

/** Each report is one line and one of every number; two children are never called the same. */
async function inLists({ reports, connected }: Told): Promise<void> {
  const morning = (wanted: Partial<WantedLines> = {}) =>
    world.concerns.lists.morning(world.as(MIRIAM), { show: 'all', category: '', year: '', ...wanted });
  const called = new Map<string, string>();
  for (const { id, who } of reports) called.set(id, await calledNow(who));
  const whoOf = (id: string) => called.get(id);
  const all = await morning();
  expect(all.lines.map(({ outline }) => outline.id).toSorted()).toEqual(reports.map(({ id }) => id).toSorted());
  expect(all.all).toBe(reports.length);
  for (const { outline, beside } of all.lines) {
    const one = reports.find(({ id }) => id === outline.id) as Sent;
    const own = connected(one).map(({ reference }) => reference);
    expect(beside.filter((reference) => !own.includes(reference))).toEqual([]);
    const person = await world.more.stories.person(one.id, world.as(MIRIAM));
    if (person.kind !== 'person') throw new Error('closed');
    expect(beside).toEqual(person.joined.map(({ concern }) => concern.reference));
  }
  expect((await world.concerns.figures(world.as(MIRIAM))).children.open).toBe(reports.length);
  for (const lines of Map.groupBy(all.lines, ({ child }) => child).values())
    expect(new Set(lines.map(({ outline }) => whoOf(outline.id))).size).toBe(1);
  for (const year of ['4', '7', '9']) {
    const inYear = (await morning({ year })).lines.map(({ outline }) => outline.id as string);
    const isOf = (who = ''): boolean => classOf(who).startsWith(year);
    expect(inYear.filter((id) => !isOf(whoOf(id)))).toEqual([]);
    expect(reports.filter(({ id, who }) => isOf(who) && !inYear.includes(id))).toEqual([]);
  }
  const named = async (sought: string) => {
    const found = await world.concerns.lists.search(world.as(MIRIAM), sought);
    if (!('outlines' in found)) throw new Error('closed');
    for (const ids of Map.groupBy([...found.labels], ([, label]) => label).values())
      expect(new Set(ids.map(([id]) => whoOf(id))).size).toBe(1);
    return found.outlines.map(({ id }) => id).toSorted();
  };
  for (const sought of CHILDREN)
    expect(await named(sought)).toEqual(
      reports
        .filter(({ who }) => sought.split(' ').every((word) => who.includes(word)))
        .map(({ id }) => id)
        .toSorted(),
    );
  for (const { id, mark } of reports) expect(await named(mark)).toEqual([id]);
}

/** Groups by child are of one; what governors get is numbers over reports, and nobody. */
async function inCounts(told: Told): Promise<void> {
  const { reports, connected } = told;
  const patterns = await world.more.patterns(world.as(MIRIAM));
  const groups = patterns.kind === 'patterns' ? patterns.patterns.filter(({ kind }) => kind === 'child') : [];
  const isClash = (one: Sent, other: Sent): boolean =>
    one.who !== other.who && ![one.who, other.who].includes(NAME_ALONE) && !connected(one).includes(other);
  const mixed = groups
    .map((group) => reports.filter(({ id }) => group.reports.some((one) => one.id === id)))
    .filter((group) => group.some((one) => group.some((other) => isClash(one, other))));
  expect(mixed.map((group) => group.map(({ who }) => who))).toEqual([]);
  const { schools } = await world.concerns.lists.governors(world.as(MIRIAM));
  const terms = schools.flatMap((school) => school.terms);
  expect(terms.map((term) => term.reports).filter((count) => count !== 0)).toEqual([
    reports.length < 5 ? 'few' : reports.length,
  ]);
  expect(JSON.stringify(terms)).not.toMatch(/Brand|Aziz|ZQ/);
}

/** Everything that names a child of the roll: what is certain to be about another of the name is never said to be about them. */
async function inAccess({ reports }: Told, pupil: Pupil): Promise<void> {
  const id = crypto.randomUUID();
  const wanted = { person: undefined, alsoCalled: [], isNobodyHere: true, asksHere: undefined, awaitsProof: false };
  const entered = await access.enter(world.as(ANIL), {
    ...{
      ...wanted,
      id,
      school: undefined,
      name: '',
      pupil: pupil.id,
      asker: 'Her mother',
      received: dayOf(world.now()),
    },
  });
  expect(entered).toEqual({ kind: 'entered' });
  const found = await access.reports(id, world.as(MIRIAM));
  if (found.kind !== 'named') throw new Error(found.kind);
  const others = (await pupilsNow()).filter((one) => one.id !== pupil.id && one.name === pupil.name);
  const isOf = ({ who }: Sent): boolean => !others.some((one) => canonical(titleOf(one)) === who);
  const about = found.reports.filter(({ how }) => how === 'about');
  const theirs = about.map(({ concern }) => reports.find((one) => one.id === concern.id) as Sent);
  expect(theirs.filter((one) => !isOf(one)).map(({ who }) => who)).toEqual([]);
  for (const { id: report } of theirs) {
    const theirRequest = await access.request(id, world.as(MIRIAM));
    const opened = await world.concerns.record.open(report, world.as(MIRIAM));
    if (!theirRequest || opened.kind !== 'open') throw new Error('closed');
    const shown = await access.report(theirRequest, opened);
    const decided = {
      decision: 'give',
      ground: undefined,
      reason: '',
      list: shown.list,
      leaveOut: [],
      also: [],
    } as const;
    expect(await act(report, access.decision(theirRequest, shown, decided) as Act)).toBe('done');
  }
  const file = await access.file(id, world.as(MIRIAM));
  if (!file) throw new Error('closed');
  const text = await textOf(await givenPdf(file, world.now()));
  expect(reports.filter(({ mark }) => text.includes(mark))).toEqual(reports.filter((one) => theirs.includes(one)));
}

test.each([11, 23, 97])(
  'whatever is reported, joined, put right and changed on the roll (%i): no list, count, print or transfer mixes two children nobody joined',
  async (seed) => {
    const told = await toldBy(dice(seed));
    for (const one of told.reports) await inStories(told, one);
    await inLists(told);
    await inCounts(told);
    for (const [one] of Map.groupBy(told.reports, ({ who }) => who).values()) if (one) await inTransfers(told, one);
    for (const pupil of await pupilsNow()) await inAccess(told, pupil);
  },
);
