import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { extractText } from 'unpdf';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { type Access, createAccess } from '../../../src/more/subject-access/access.ts';
import { tellOfRequests } from '../../../src/more/subject-access/chase.ts';
import { givenPdf } from '../../../src/more/subject-access/given.pdf.ts';
import { reportCard, requestCard } from '../../../src/more/subject-access/reports.cards.ts';
import type { WantedDecision } from '../../../src/more/subject-access/reports.ts';
import { sqlRequestStore } from '../../../src/more/subject-access/request.store.ts';
import { accessNotices } from '../../../src/more/subject-access/requests.cards.ts';
import {
  isNeededForRequest,
  removeOldRequests,
  type WantedRequest,
} from '../../../src/more/subject-access/requests.ts';
import { rewrapKeys } from '../../../src/platform/postgres/rewrap.ts';
import { createConcerns } from '../../../src/report/concerns.ts';
import { searchFor } from '../../../src/report/opening/lists.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import {
  ANIL,
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
let access: Access;
let deps: Parameters<typeof createAccess>[0];
const begin = async (...options: Parameters<typeof given>) => {
  world = await given(...options);
  deps = { ...world.deps, requests: sqlRequestStore(world.db, world.wrap, world.deps.log), rolls: world.more.rolls };
  access = createAccess(deps);
};
beforeEach(() => begin());
afterEach(() => world.close());

const AISHA: Omit<WantedRequest, 'id'> = {
  school: undefined,
  name: 'Aisha Begum',
  alsoCalled: [],
  pupil: undefined,
  person: undefined,
  isNobodyHere: false,
  asker: 'ZQASKER, her mother',
  asksHere: undefined,
  received: '2026-11-23' as IsoDay,
  awaitsProof: false,
};
const enter = async (more: Partial<WantedRequest> = {}, by: UserId = ANIL) => {
  const id = crypto.randomUUID();
  return { id, ...(await access.enter(world.as(by), { id, ...AISHA, ...more })) };
};
const entered = async (more: Partial<WantedRequest> = {}, by: UserId = ANIL) => {
  const made = await enter(more, by);
  if (made.kind !== 'entered') throw new Error(JSON.stringify(made));
  return made.id;
};
const child = async (who: string, seen: string) => {
  const { id } = await world.report('child', { words: { who, seen } });
  await world.after(0);
  return id;
};
const staff = async (seen: string, about: UserId[] = [LEWIS]) => {
  const { id } = await world.report('staff', { about, words: { seen } });
  await world.after(0);
  return id;
};
/** Which of the reports someone sees for a request. */
const seenBy = async (id: string, user: UserId) => {
  const found = await access.reports(id, world.as(user));
  return found.kind === 'named' ? found.reports.map(({ concern, how }) => [concern.id, how] as const) : found.kind;
};
const decide = async (id: string, concern: ConcernId, user: UserId, more: Partial<WantedDecision> = {}) => {
  const theirs = await access.request(id, world.as(user));
  const opened = await world.concerns.record.open(concern, world.as(user));
  if (!theirs || opened.kind !== 'open') throw new Error('it is not theirs');
  const about = await access.report(theirs, opened);
  const act = access.decision(theirs, about, {
    ...{ decision: 'give', ground: undefined, reason: '', list: about.list, also: [] },
    leaveOut: about.names.map((_name, at) => at),
    ...more,
  });
  if (typeof act === 'string') return act;
  return (await world.concerns.record.act(concern, world.as(user), opened.concern.version, act)).kind;
};
const trail = async (id: ConcernId) => world.deps.store.entries(await world.find(id));
const pdf = async (id: string, user: UserId) => {
  const file = await access.file(id, world.as(user));
  if (!file) return undefined;
  const { text } = await extractText(await givenPdf(file, world.now()), { mergePages: true });
  return text.replaceAll(/\s+/g, ' ');
};

test('each keeper sees what of theirs names the person, and nothing of the other shelf, not even that there is any', async () => {
  const about = await child('Aisha Begum 8C', 'ZQSEEN');
  const named = await child('Kai Turner 7B', 'He hit Aisha Begum.');
  await child('Kai Turner 7B', 'He hit Ben.');
  const adult = await staff('He shouted at Aisha Begum.');
  const id = await entered();
  for (const user of [MIRIAM, TOM])
    expect(await seenBy(id, user)).toEqual([
      [about, 'about'],
      [named, 'named'],
    ]);
  expect(await seenBy(id, JOANNA)).toEqual([[adult, 'named']]);
  // Asked as the others are, and with nothing to find.
  for (const user of [COLIN, ANIL]) expect(await seenBy(id, user)).toEqual([]);
  for (const user of [PRIYA, LEWIS]) expect(await seenBy(id, user)).toBe('not-available');
  // What a keeper sees of the request is the same whether or not the other shelf has any.
  const shownTo = async (user: UserId) => {
    const found = await access.reports(id, world.as(user));
    return found.kind === 'named' && JSON.stringify(requestCard(found, '2026-11-23' as IsoDay));
  };
  const before = await shownTo(MIRIAM);
  await staff('She wrote to Aisha Begum.');
  expect(before).toContain('names them');
  expect(await shownTo(MIRIAM)).toBe(before);
  expect((await trail(about)).filter(({ kind, actor }) => kind === 'found' && actor === MIRIAM).length).toBe(3);
});

test('a role-holder sees nothing of a request about themself, enters none, and the next in the chain has what is about them', async () => {
  const about = await staff('ZQSEEN', [JOANNA]);
  const id = await entered({ name: '', person: JOANNA });
  expect(await seenBy(id, JOANNA)).toBe('not-available');
  expect(await access.requests(world.as(JOANNA))).toMatchObject({ requests: [] });
  expect(await access.request(id, world.as(JOANNA))).toBeUndefined();
  expect(await access.file(id, world.as(JOANNA))).toBeUndefined();
  expect(await access.finish(id, world.as(JOANNA))).toBe('not-available');
  expect(await seenBy(id, COLIN)).toEqual([[about, 'about']]);
  expect(await enter({ name: '', person: JOANNA }, JOANNA)).toMatchObject({ why: 'about-you' });
  // By name alone it might be one of them, and only who enters it can tell.
  expect(await enter({ name: 'Joanna Okafor' })).toMatchObject({ why: 'holds-a-role' });
  expect(await enter({ name: 'Joanna Okafor', isNobodyHere: true })).toMatchObject({ kind: 'entered' });
});

test('a name a little like a role-holder’s shuts nobody out unasked, picked or typed; the request says who is not asked', async () => {
  world.directory.people.set(PRIYA, { name: 'Priya Nair' });
  const priya = { name: '', person: PRIYA };
  expect(await enter(priya)).toMatchObject({ why: 'holds-a-role' });
  const id = await entered({ ...priya, isNobodyHere: true });
  expect(await seenBy(id, DANIEL)).toEqual([]);
  // Nobody says of themself that they are not meant.
  expect(await enter({ name: 'Joanna Okafor', isNobodyHere: true }, JOANNA)).toMatchObject({ why: 'about-you' });
  // Of two who share a first name the one who was picked holds a role: the other is not asked about.
  world.directory.people.set(JOANNA, { name: 'Joanna Okafor' });
  const head = await entered({ name: '', person: JOANNA, alsoCalled: ['Colin Marsh'] });
  expect(await seenBy(head, COLIN)).toEqual([]);
  const found = await access.reports(head, world.as(COLIN));
  if (found.kind !== 'named') throw new Error('it is theirs');
  const [, left] =
    /"Not asked, as it may be about them".*?"text":"([^"]*)"/.exec(
      JSON.stringify(requestCard(found, '2026-11-23' as IsoDay)),
    ) ?? [];
  expect(left).toBe('the headteacher');
});

test('who takes no reports enters none and sees none; of those who do, the DSL’s team, the head and the DPO enter one', async () => {
  for (const user of [MIRIAM, TOM, JOANNA, ANIL]) expect((await enter({}, user)).kind).toBe('entered');
  for (const user of [COLIN, PRIYA]) expect((await enter({}, user)).kind).toBe('not-available');
  expect((await access.requests(world.as(PRIYA))).kind).toBe('not-available');
  expect(await access.requests({ user: MIRIAM, tenant: MIRIAM as never })).toEqual({ kind: 'not-available' });
  for (const [more, why] of [
    [{ name: '' }, 'no-subject'],
    [{ pupil: crypto.randomUUID(), person: LEWIS }, 'two-subjects'],
    [{ asker: '' }, 'no-asker'],
    [{ received: undefined }, 'no-day'],
    [{ received: '2026-11-24' as IsoDay }, 'no-day'],
    [{ pupil: crypto.randomUUID() }, 'not-on-the-list'],
  ] as const)
    expect(await enter(more)).toMatchObject({ kind: 'not-entered', why });
});

test('what is decided stands in the report’s own trail; the part is finished only once all of it is', async () => {
  const about = await child('Aisha Begum 8C', 'Kai Turner and Mia Hart hit her. ZQSEEN');
  const other = await child('Zoe Vale 3C', 'Spoke with Aisha Begum.');
  await child('Zoe Vale 3C', 'Aisha was there.');
  const id = await entered();
  expect(await access.finish(id, world.as(MIRIAM))).toBe(2);
  expect(await decide(id, other, TOM, { decision: 'withhold', ground: undefined, reason: 'x' })).toBe('no-ground');
  expect(await decide(id, other, TOM, { decision: 'withhold', ground: 'harm' })).toBe('not-now');
  expect(await decide(id, other, TOM, { list: 'abcdef-' })).toBe('changed');
  expect(await decide(id, other, TOM, { decision: 'withhold', ground: 'harm', reason: 'ZQWHY' })).toBe('done');
  expect(await access.finish(id, world.as(MIRIAM))).toBe(1);
  expect(await decide(id, about, MIRIAM, { also: ['ZQSEEN'] })).toBe('done');
  // One that only may name her needs no decision.
  expect(await access.finish(id, world.as(MIRIAM))).toBe('done');
  expect((await access.request(id, world.as(TOM)))?.request.events).toMatchObject([
    { kind: 'done', part: 'dsl', by: MIRIAM },
  ]);
  expect((await trail(other)).at(-1)).toMatchObject({
    ...{ kind: 'access-decided', actor: TOM, words: { reason: 'ZQWHY' } },
    facts: { request: id, decision: 'withhold', ground: 'harm' },
  });
  expect((await trail(about)).findLast(({ kind }) => kind === 'access-decided')?.words?.removed?.split('\n')).toEqual([
    'Kai Turner',
    'Mia Hart',
    'ZQSEEN',
  ]);
  // Decided again: the last counts, and the first stays.
  expect(await decide(id, other, MIRIAM, { decision: 'other' })).toBe('done');
  expect((await trail(other)).filter(({ kind }) => kind === 'access-decided')).toHaveLength(2);
});

test('who opens the report learns nothing of what was decided for a request, since it may be about them; the request shows it', async () => {
  const report = await child('Kai Turner 7B', 'I told Tom Ashworth about Aisha Begum.');
  const id = await entered({ name: '', person: TOM });
  await decide(id, report, MIRIAM, { decision: 'withhold', ground: 'crime', reason: 'ZQWHY' });
  const other = await entered();
  await decide(other, report, MIRIAM);
  expect(await pdf(other, MIRIAM)).toBeDefined();
  const kinds = (await trail(report)).map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['access-decided', 'exported']));
  for (const user of [TOM, MIRIAM]) {
    const opened = await world.concerns.record.open(report, world.as(user));
    if (opened.kind !== 'open') throw new Error('it is theirs');
    expect(opened.entries.map(({ kind }) => kind)).toContain('opened');
    const file = await world.concerns.keeping.exportRecord(report, world.as(user), 'json');
    if (file.kind !== 'exported') throw new Error('it is theirs');
    for (const all of [opened.entries, file.record.events])
      expect(JSON.stringify(all)).not.toMatch(/ZQWHY|access-decided|subject-access/);
    expect(await searchFor(world.deps, world.as(user), 'ZQWHY')).toMatchObject({ outlines: [] });
  }
  // Someone who looks through theirs for it reads there what was decided, and why.
  const theirs = await access.request(id, world.as(MIRIAM));
  const opened = await world.concerns.record.open(report, world.as(MIRIAM));
  if (!theirs || opened.kind !== 'open') throw new Error('it is theirs');
  const shown = JSON.stringify(reportCard(theirs, opened, await access.report(theirs, opened)));
  for (const part of ['withheld (it would make it harder', 'ZQWHY']) expect(shown).toContain(part);
});

test('what is given is printed without the names taken out, and without what is withheld, how it was handled, or who wrote it', async () => {
  const about = await child('Aisha Begum 8C', 'Kai Turner hit her.');
  await world.concerns.record.act(about, world.as(MIRIAM), (await world.find(about)).version, {
    kind: 'note',
    words: { text: 'Kai Turner’s mother rang.' },
  } as never);
  const kept = await child('Zoe Vale 3C', 'WITHHELD of Aisha Begum.');
  const adult = await staff('ADULT and Aisha Begum.');
  const id = await entered();
  expect(await pdf(id, MIRIAM)).toContain('NOT COMPLETE');
  await decide(id, about, MIRIAM);
  await decide(id, kept, MIRIAM, { decision: 'withhold', ground: 'others', reason: 'ZQWHY' });
  await decide(id, adult, JOANNA);
  const text = (await pdf(id, MIRIAM)) ?? '';
  for (const part of [
    'Aisha Begum',
    '[name removed] hit her.',
    '[name removed]’s mother rang.',
    'the person who reported it',
  ])
    expect(text).toContain(part);
  for (const part of ['Kai', 'Turner', 'WITHHELD', 'ADULT', 'ZQ', 'Miriam', 'NOT COMPLETE'])
    expect(text).not.toContain(part);
  // While their place is not right they cannot see all of it.
  const { place } = world.directory;
  world.directory.place = membersOf(MIRIAM, PRIYA);
  expect(await pdf(id, MIRIAM)).toContain('NOT COMPLETE');
  world.directory.place = place;
  expect(await pdf(id, JOANNA)).toContain('ADULT and Aisha Begum.');
  expect((await pdf(id, COLIN)) ?? '').not.toMatch(/ADULT|hit her/);
  expect(await pdf(id, PRIYA)).toBeUndefined();
  expect((await trail(about)).at(-1)).toMatchObject({
    kind: 'exported',
    actor: MIRIAM,
    facts: { format: 'subject-access' },
  });
  expect((await trail(kept)).filter(({ kind }) => kind === 'exported')).toEqual([]);
});

test('a report on which something is decided is not destroyed before the request has ended; one that was is counted', async () => {
  const about = await child('Aisha Begum 8C', 'ZQSEEN');
  const other = await child('Aisha Begum 8C', 'ZQSEEN');
  const by = world.as(MIRIAM);
  const product = createConcerns({ ...world.deps, isStillNeeded: (of) => isNeededForRequest(deps, of) });
  const act = async (concern: ConcernId, wanted: object, { record } = product) =>
    record.act(concern, by, (await world.find(concern)).version, wanted as Act);
  const words = { reason: 'Because.' };
  for (const one of [about, other]) {
    await world.concerns.record.open(one, by);
    await act(one, { kind: 'take' });
    await act(one, { kind: 'no-further-action', words });
  }
  const [id, second] = [await entered(), await entered()];
  await decide(id, about, MIRIAM, { decision: 'withhold', ground: 'others', reason: 'X' });
  const receipt = { reference: 'C-1', receivedBy: 'Miriam', receivedOn: '2026-11-23' };
  const reduce = async (one: ConcernId) => ({ kind: 'reduce', typed: (await world.find(one)).reference, words });
  // Nobody learns of a request by trying what could not be destroyed anyway.
  expect(await act(about, await reduce(about))).toEqual({ kind: 'not-now', why: 'not-handed-over' });
  for (const one of [about, other]) await act(one, { kind: 'transfer', to: 'cpoms', words: receipt });
  // Nor by what is said to have been added since it was received elsewhere.
  await decide(second, about, MIRIAM, { decision: 'withhold', ground: 'others', reason: 'X' });
  await decide(id, other, MIRIAM);
  const refused = { kind: 'not-now', why: 'still-needed' };
  expect(await product.keeping.reducible(about, by)).toEqual(refused);
  expect(await act(about, await reduce(about))).toEqual(refused);
  // Of a request that ended, whichever way, nothing is needed any more; but two asked.
  await access.note(id, by, { kind: 'withdrawn' });
  expect(await act(about, await reduce(about))).toEqual(refused);
  await access.note(second, by, { kind: 'answered', day: '2026-11-23' as IsoDay });
  expect(await act(about, await reduce(about))).toMatchObject({ kind: 'done', concern: { isStub: true } });

  // Destroyed by a version that did not look: those who go on with the request are told.
  const third = await entered();
  await decide(third, other, MIRIAM);
  const shown = async () => {
    const found = await access.reports(third, by);
    return found.kind === 'named' ? JSON.stringify(requestCard(found, '2026-11-23' as IsoDay)) : found.kind;
  };
  expect(await shown()).not.toContain('destroyed');
  await act(other, { kind: 'transfer', to: 'cpoms', words: receipt });
  expect(await act(other, await reduce(other), world.concerns)).toMatchObject({ kind: 'done' });
  expect(await shown()).toContain('Decided on for this request, and destroyed since: 1.');
  // Once it has ended nothing is to be told.
  await access.note(third, by, { kind: 'withdrawn' });
  expect(await shown()).not.toContain('destroyed');
});

test('what names someone else is not kept for a request, nor missed in it', async () => {
  const about = await child('Aisha Begum 8C', 'ZQSEEN');
  const by = world.as(MIRIAM);
  const product = createConcerns({ ...world.deps, isStillNeeded: (of) => isNeededForRequest(deps, of) });
  const act = async (wanted: object) => product.record.act(about, by, (await world.find(about)).version, wanted as Act);
  const words = { reason: 'Because.' };
  await world.concerns.record.open(about, by);
  await act({ kind: 'take' });
  await act({ kind: 'no-further-action', words });
  const receipt = { reference: 'C-1', receivedBy: 'Miriam', receivedOn: '2026-11-23' };
  await act({ kind: 'transfer', to: 'cpoms', words: receipt });
  const id = await entered();
  await decide(id, about, MIRIAM);
  expect(await product.keeping.reducible(about, by)).toEqual({ kind: 'not-now', why: 'still-needed' });
  await decide(id, about, MIRIAM, { decision: 'other' });
  const { reference } = await world.find(about);
  expect(await act({ kind: 'reduce', typed: reference, words })).toMatchObject({ kind: 'done' });
  expect(await access.reports(id, by)).toMatchObject({ kind: 'named', destroyed: 0 });
});

test('what was written since a decision is not given with it: someone decides again', async () => {
  const about = await child('Aisha Begum 8C', 'Hit by Kai Turner.');
  const id = await entered();
  await decide(id, about, MIRIAM);
  expect(await pdf(id, MIRIAM)).toContain('Hit by [name removed].');
  await world.concerns.own.add(about, world.as(PRIYA), 'added', { text: 'And by Mia Hart.' });
  const text = await pdf(id, MIRIAM);
  expect(text).toContain('NOT COMPLETE');
  expect(text).not.toMatch(/Mia|Hit by/);
  expect(await access.finish(id, world.as(MIRIAM))).toBe(1);
  await decide(id, about, MIRIAM);
  expect(await pdf(id, MIRIAM)).toContain('And by [name removed].');
});

test('a role has decided once each of its people has said so: one of them may have what the others have not', async () => {
  const about = await child('Aisha Begum 8C', 'ZQSEEN');
  const id = await entered();
  await decide(id, about, MIRIAM);
  const shownTo = async (user: UserId) => {
    const found = await access.reports(id, world.as(user));
    if (found.kind !== 'named') throw new Error('it is theirs');
    const card = JSON.stringify(requestCard(found, '2026-11-23' as IsoDay));
    const [, done = ''] = /"Have decided".*?"text":"([^"]*)"/.exec(card) ?? [];
    return { done, mayFinish: card.includes('Mine are all decided on'), isAdded: card.includes('Look again') };
  };
  expect(await access.finish(id, world.as(MIRIAM))).toBe('done');
  expect(await shownTo(MIRIAM)).toEqual({ done: 'nobody', mayFinish: false, isAdded: false });
  expect(await shownTo(TOM)).toEqual({ done: 'nobody', mayFinish: true, isAdded: false });
  world.at('2026-12-17T09:00:00Z');
  await tellOfRequests(deps, world.sendUntracked);
  const toldThat = (hasPart: boolean) =>
    world.teams.told.flatMap(({ to, notice }) =>
      notice.kind === 'access-request' && notice.hasPart === hasPart ? [to] : [],
    );
  expect([toldThat(true).includes(TOM), toldThat(false).includes(MIRIAM)]).toEqual([true, true]);
  expect(await access.finish(id, world.as(TOM))).toBe('done');
  const { done } = await shownTo(TOM);
  expect(done).toContain('DSL');
  // Said too early, as it turns out: the reporter adds something, and it can be said again.
  await world.concerns.own.add(about, world.as(PRIYA), 'added', { text: 'And Mia Hart.' });
  expect(await shownTo(MIRIAM)).toEqual({ done, mayFinish: true, isAdded: true });
});

test('with a PIN that was not typed nothing is listed, finished, given or said of a request', async () => {
  await world.close();
  await begin({ records: { secondStep: 'pin', closesAfterMinutes: 5 } });
  await child('Aisha Begum 8C', 'ZQSEEN');
  const id = await entered();
  expect(await access.reports(id, world.as(MIRIAM))).toMatchObject({ kind: 'locked', door: 'search' });
  expect(await access.finish(id, world.as(MIRIAM))).toMatchObject({ kind: 'locked' });
  for (const isTry of [true, false])
    expect(await access.note(id, world.as(MIRIAM), { kind: 'withdrawn' }, isTry)).toMatchObject({ kind: 'locked' });
  expect(await access.file(id, world.as(MIRIAM))).toBeUndefined();
});

test('everyone who has a part is told once, without a name; then as the day comes nearer, until theirs is done', async () => {
  await child('Aisha Begum 8C', 'ZQSEEN');
  const id = await entered({}, ANIL);
  const tell = () => tellOfRequests(deps, world.sendUntracked);
  const told = async () => {
    world.teams.told.length = 0;
    await tell();
    await tell();
    return world.teams.told.map(({ to }) => to).toSorted();
  };
  const all = await told();
  expect(all).toEqual(expect.arrayContaining([MIRIAM, TOM, JOANNA, COLIN]));
  expect(all).not.toContain(ANIL);
  expect(new Set(all).size).toBe(all.length);
  for (const { notice } of world.teams.told)
    expect(JSON.stringify(accessNotices['access-request']?.(notice as never))).not.toMatch(/Aisha|Begum|ZQ|Oakfield/);
  expect(await told()).toEqual([]);
  expect(await access.finish(id, world.as(COLIN))).toBe('done');
  world.at('2026-12-17T06:00:00Z');
  expect(await told()).toEqual([]);
  world.at('2026-12-17T09:00:00Z');
  const five = await told();
  expect(five).toEqual(expect.arrayContaining([MIRIAM, TOM, JOANNA, ANIL]));
  expect(five).not.toContain(COLIN);
  // Not reached is not told: the next time tries again.
  world.at('2026-12-24T09:00:00Z');
  world.teams.cannotReach(TOM, 'blocked');
  world.teams.told.length = 0;
  await tell();
  expect(world.teams.told.map(({ notice }) => notice)).toContainEqual(
    expect.objectContaining({ kind: 'access-request', chase: 'late', due: '2026-12-23' }),
  );
  await access.note(id, world.as(ANIL), { kind: 'answered', day: '2026-12-24' as IsoDay });
  world.at('2027-01-24T09:00:00Z');
  expect(await told()).toEqual([]);
});

test('the time begins with the proof, is extended once in the first month, and ends with the answer; each is kept', async () => {
  const id = await entered({ awaitsProof: true });
  const note = (kind: 'confirmed' | 'answered', day: string | undefined, user = ANIL) =>
    access.note(id, world.as(user), { kind, day: day as IsoDay | undefined });
  expect(await access.note(id, world.as(ANIL), { kind: 'extended' })).toBe('not-now');
  expect(await note('confirmed', undefined)).toBe('no-day');
  expect(await note('confirmed', '2026-11-22')).toBe('no-day');
  expect(await note('confirmed', '2026-11-24')).toBe('no-day');
  expect(await note('confirmed', '2026-11-23', COLIN)).toBe('not-available');
  expect(await note('confirmed', '2026-11-23')).toBe('done');
  // Pressed again, the first answer did not come; by someone else it has been said.
  expect(await note('confirmed', '2026-11-23')).toBe('done');
  expect(await note('confirmed', '2026-11-23', JOANNA)).toBe('not-now');
  expect(await access.note(id, world.as(JOANNA), { kind: 'extended' })).toBe('done');
  expect(await access.note(id, world.as(ANIL), { kind: 'extended' })).toBe('not-now');
  expect(await note('answered', '2026-11-23', MIRIAM)).toBe('done');
  expect(await access.note(id, world.as(ANIL), { kind: 'withdrawn' })).toBe('not-now');
  expect(await access.finish(id, world.as(MIRIAM))).toBe('not-available');
  expect((await deps.requests.find(id))?.events.map(({ kind, by }) => [kind, by])).toEqual([
    ['confirmed', ANIL],
    ['extended', JOANNA],
    ['answered', MIRIAM],
  ]);
});

test('whose data and who asks are sealed, in no log and no notice; all of it goes six years after the end', async () => {
  const about = await child('Aisha Begum 8C', 'ZQSEEN');
  const id = await entered({ alsoCalled: ['ZQCALLED'] });
  await tellOfRequests(deps, world.sendUntracked);
  await decide(id, about, MIRIAM, { reason: 'ZQREASON', also: ['ZQALSO'] });
  const { rows } = await sql<{ all: string }>`
    select (select string_agg(t::text, ' ') from concern_access_request t) || (select coalesce(string_agg(t::text, ' '), '') from concern_access_event t)
      || (select string_agg(t::text, ' ') from concern_access_told t) || (select string_agg(t::text, ' ') from concerns_child.concern_trail t)
      as all`.execute(world.db);
  for (const open of [world.logged.join(), JSON.stringify(world.teams.told), rows[0]?.all ?? 'ZQ'])
    for (const word of ['ZQ', 'Aisha', 'Begum']) expect(open).not.toContain(word);
  expect((await rewrapKeys(world.db, world.wrap)).left).toBe(0);
  expect((await deps.requests.find(id))?.subject.alsoCalled).toEqual(['ZQCALLED']);

  await access.note(id, world.as(ANIL), { kind: 'answered', day: '2026-11-23' as IsoDay });
  world.at('2032-11-23T12:00:00Z');
  await removeOldRequests(deps);
  expect(await deps.requests.find(id)).toBeDefined();
  world.at('2032-11-24T12:00:00Z');
  await removeOldRequests(deps);
  expect(await deps.requests.all()).toEqual([]);
  const left = await sql<{ many: string }>`
    select count(*) as many from (select 1 from concern_access_event union all select 1 from concern_access_told) t`.execute(
    world.db,
  );
  expect(left.rows[0]?.many).toBe('0');
});

test('one that nobody can open keeps no other from being listed, entered, told of or removed at its time', async () => {
  const lost = await entered();
  await access.note(lost, world.as(ANIL), { kind: 'answered', day: '2026-11-23' as IsoDay });
  const running = await entered({ name: 'Zoe Vale' });
  await sql`update concern_access_request set key_id = 'gone' where id in (${lost}, ${running})`.execute(world.db);
  const id = await entered();
  const listed = await access.requests(world.as(MIRIAM));
  expect(listed.kind === 'requests' && listed.requests.map(({ request }) => request.id)).toEqual([id]);
  await tellOfRequests(deps, world.sendUntracked);
  await tellOfRequests(deps, world.sendUntracked);
  expect(world.teams.told.map(({ to }) => to)).toContain(MIRIAM);
  expect(world.logged.filter((line) => line.includes('concern.key-lost'))).toHaveLength(2);
  world.at('2032-11-24T12:00:00Z');
  await removeOldRequests(deps);
  expect((await deps.requests.ends()).map((one) => one.id).toSorted()).toEqual([id, running].toSorted());
});

test('of two months more everyone is reminded again as the new day comes nearer, and not told again that there is a request', async () => {
  const id = await entered();
  const toldAt = async (at: string) => {
    world.at(at);
    world.teams.told.length = 0;
    await tellOfRequests(deps, world.sendUntracked);
    return world.teams.told.filter(({ to }) => to === JOANNA).map(({ notice }) => notice);
  };
  const five = (due: string) => [expect.objectContaining({ chase: 'five', due })];
  expect(await toldAt('2026-11-23T11:00:00Z')).toHaveLength(1);
  expect(await toldAt('2026-12-17T09:00:00Z')).toEqual(five('2026-12-23'));
  expect(await access.note(id, world.as(ANIL), { kind: 'extended' })).toBe('done');
  expect(await toldAt('2026-12-18T09:00:00Z')).toEqual([]);
  expect(await toldAt('2027-02-17T09:00:00Z')).toEqual(five('2027-02-23'));
  expect(await toldAt('2027-02-18T09:00:00Z')).toEqual([]);
});

test('that one ended it is told to the others who answer, once, and is shown; asked first, nothing is written', async () => {
  const id = await entered();
  await tellOfRequests(deps, world.sendUntracked);
  world.teams.told.length = 0;
  expect(await access.note(id, world.as(ANIL), { kind: 'withdrawn' }, true)).toBe('done');
  expect(await access.note(id, world.as(ANIL), { kind: 'answered', day: undefined }, true)).toBe('no-day');
  expect((await deps.requests.find(id))?.events).toEqual([]);
  expect(await access.note(id, world.as(ANIL), { kind: 'withdrawn' })).toBe('done');
  await tellOfRequests(deps, world.sendUntracked);
  await tellOfRequests(deps, world.sendUntracked);
  expect(world.teams.told.map(({ to }) => to).toSorted()).toEqual([MIRIAM, TOM, JOANNA].toSorted());
  for (const { notice } of world.teams.told) expect(notice).toMatchObject({ chase: 'withdrawn', hasPart: false });
  const found = await access.reports(id, world.as(JOANNA));
  const card = found.kind === 'named' && JSON.stringify(requestCard(found, '2026-11-23' as IsoDay));
  expect(card).toContain('by Anil Kapoor');
});

test('someone with a role here who asks for their child decides nothing of it: whether it is them is asked', async () => {
  const asker = 'Tom Ashworth, her father';
  expect(await enter({ asker })).toMatchObject({ why: 'asker-holds-a-role', mayAsk: [{ id: TOM }] });
  expect(await enter({ asker, asksHere: LEWIS })).toMatchObject({ why: 'asker-holds-a-role' });
  const theirs = await entered({ asker, asksHere: TOM });
  expect(await seenBy(theirs, TOM)).toBe('not-available');
  expect(await seenBy(theirs, MIRIAM)).toEqual([]);
  expect(await enter({ asker, asksHere: TOM }, TOM)).toMatchObject({ why: 'about-you' });
  expect(await seenBy(await entered({ asker, asksHere: 'nobody' }), TOM)).toEqual([]);
});
