import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { personCard } from '../../../src/more/children/person.cards.ts';
import { lockActs as lockForms } from '../../../src/more/locks/lock.handlers.ts';
import { lockAct } from '../../../src/more/locks/lock.ts';
import { tellOfMatches } from '../../../src/more/locks/lock-matches.ts';
import { watchLocks } from '../../../src/more/locks/lock-watch.ts';
import { verifyTrails } from '../../../src/report/trail/verify.store.ts';
import { FORMS } from '../../../src/report/triage/opened-acts.ts';
import { formCard } from '../../../src/report/triage/triage.cards.ts';
import type { Trust } from '../../../src/school/school.ts';
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

/** A team of three: the DSL and two deputies. */
const withLewis = (trust: Trust): Trust => ({
  ...trust,
  schools: trust.schools.map((school) =>
    school.id === 'oakfield'
      ? {
          ...school,
          roles: {
            ...school.roles,
            'deputy-dsl': [...(school.roles['deputy-dsl'] ?? []), { id: LEWIS, name: 'Lewis Grant' }],
          },
        }
      : school,
  ),
});

let world: World;
beforeEach(async () => {
  world = await given({ file: withLewis });
  world.directory.place = membersOf(MIRIAM, TOM, LEWIS);
});
afterEach(() => world.close());

type Act = Parameters<World['concerns']['record']['act']>[3];
const act = async (id: ConcernId, wanted: Act, user: UserId = MIRIAM) =>
  world.concerns.record.act(id, world.as(user), (await world.find(id)).version, wanted);
const about = async (who: string, isAcknowledged = true) => {
  const { id, receipt } = await world.report('child', { words: { who, seen: `SEEN OF ${who}`, where: 'The sheds' } });
  await world.after(0);
  if (isAcknowledged) await act(id, { kind: 'acknowledge' });
  return { id, reference: receipt.reference };
};
const lock = (id: ConcernId, people: UserId[] = [MIRIAM, TOM], user: UserId = MIRIAM) =>
  act(id, lockAct({ kind: 'lock', people, words: { reason: 'WHY LOCKED' } }), user);
const unlock = (id: ConcernId, user: UserId = MIRIAM) =>
  act(id, lockAct({ kind: 'unlock', words: { reason: 'So.' } }), user);
/** Two reports on one child, said to be so. */
const story = async () => {
  const [first, second] = [await about('Kai Turner 7B'), await about('Kai Turner, 7B')];
  await act(second.id, { kind: 'join', reference: first.reference });
  return { first, second };
};

/** Everything that this person can look at, but for times and for what the store counts by itself. */
async function seenBy(user: UserId, other: ConcernId) {
  const { lists, keeping, figures } = world.concerns;
  const person = await world.more.stories.person(other, world.as(user));
  const story = await world.more.stories.chronology(other, world.as(user));
  const exported = await keeping.exportRecord(other, world.as(user), 'json');
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
  return plain({
    list: await lists.list(world.as(user)),
    found: await lists.search(world.as(user), 'seen'),
    patterns: await world.more
      .patterns(world.as(user))
      .then(
        (found) =>
          'patterns' in found &&
          found.patterns.map(({ what, reports, reporters }) => [what, reports.length, reporters]),
      ),
    figures: await figures(world.as(user)),
    due: await keeping.due(world.as(user)),
    person: person.kind === 'person' && { ...person, concern: undefined },
    story: story.kind === 'chronology' && story.lines.map(({ entry }) => [entry.kind, entry.words]),
    isPartial: story.kind === 'chronology' && story.isPartial,
    events:
      exported.kind === 'exported' &&
      exported.record.events
        .filter(({ kind }) => !['exported', 'opened', 'found'].includes(kind))
        .map(({ kind }) => kind),
    links: exported.kind === 'exported' && exported.record.links,
  });
}

test('locked to two, everything that the third of the team sees is as if the reports had never been', async () => {
  const apart = await about('Kai Turner 7B');
  await seenBy(LEWIS, apart.id);
  const before = await seenBy(LEWIS, apart.id);
  const { first, second } = await story();
  // Someone also linked one of them with the report that stays open: that event goes too.
  await act(first.id, { kind: 'link', reference: apart.reference, words: { reason: 'The same family.' } });
  await act(apart.id, { kind: 'part', reference: second.reference });
  expect(await seenBy(LEWIS, apart.id)).not.toEqual(before);
  expect((await lock(first.id)).kind).toBe('done');
  for (const { id } of [first, second]) expect((await world.find(id)).lockedTo).toEqual([MIRIAM, TOM]);
  expect(await seenBy(LEWIS, apart.id)).toEqual(before);
  const numbers = await world.concerns.keeping.exportRecord(apart.id, world.as(LEWIS), 'json');
  const given = numbers.kind === 'exported' ? numbers.record.events.map(({ number }) => number) : [];
  expect(given).toEqual(given.map((_, at) => at + 1));
  // Nor is the open one found by the words with which it was linked.
  expect(await world.concerns.lists.search(world.as(LEWIS), 'family')).toMatchObject({ outlines: [] });
  expect(await world.concerns.lists.search(world.as(TOM), 'family')).toMatchObject({ outlines: [{}] });
  // The two see all of it as before.
  const mine = await world.more.stories.person(apart.id, world.as(TOM));
  expect(mine).toMatchObject({ suggested: [{ concern: { reference: first.reference } }] });
  expect(JSON.stringify(await seenBy(MIRIAM, second.id))).toContain('SEEN OF Kai Turner 7B');
});

test('whatever the third of the team tries is answered as for what does not exist, and is in its trail', async () => {
  const { first, second } = await story();
  await lock(first.id);
  const nothing = { kind: 'not-available' };
  const tries: readonly Act[] = [
    { kind: 'note', words: { text: 'So.' } },
    { kind: 'take' },
    lockAct({ kind: 'unlock', words: { reason: 'So.' } }),
    lockAct({ kind: 'lock', people: [LEWIS, TOM], words: { reason: 'So.' } }),
    { kind: 'link', reference: second.reference, words: { reason: 'So.' } },
  ];
  for (const wanted of tries) expect(await act(first.id, wanted, LEWIS)).toEqual(nothing);
  expect(await world.concerns.record.open(first.id, world.as(LEWIS))).toEqual(nothing);
  const other = await about('Mia Hart');
  expect(await act(other.id, { kind: 'link', reference: first.reference, words: { reason: 'So.' } }, LEWIS)).toEqual({
    kind: 'not-now',
    why: 'no-such-reference',
  });
  const trail = await world.deps.store.entries(await world.find(first.id));
  expect(trail.filter(({ kind, actor }) => kind === 'refused' && actor === LEWIS).length).toBeGreaterThan(4);
});

test('cards of the others are emptied, no notice about it reaches them, and they come back when the lock ends', async () => {
  const { first } = await story();
  const cards = () =>
    world.teams.told
      .filter(({ notice }) => notice.kind === 'alert' && notice.outline.id === first.id)
      .map(({ to, shown }) => [to, shown.kind]);
  await act(first.id, { kind: 'action', to: LEWIS, due: '2026-11-25' as IsoDay, words: { text: 'RING HOME' } });
  await act(first.id, { kind: 'take' }, LEWIS);
  expect(cards()).toEqual([['place', 'alert']]);
  await lock(first.id);
  expect((await world.find(first.id)).owner).toBeUndefined();
  await world.after(1);
  expect(cards()).toEqual([['place', 'moved']]);
  expect(world.teams.to(TOM).at(-1)?.notice).toMatchObject({ kind: 'news', why: 'locked' });
  const told = world.teams.told.length;
  const own = await world.concerns.own.add(first.id, world.as(PRIYA), 'added', { text: 'MORE' });
  expect(own.kind).toBe('added');
  for (let hours = 0; hours < 72; hours += 4) await world.after(4 * 60);
  const after = world.teams.told.slice(told).filter(({ to }) => to === LEWIS || to === 'place');
  expect(after.map(({ notice }) => notice)).toEqual([]);
  expect(JSON.stringify(world.teams.told)).not.toContain('WHY LOCKED');
  await unlock(first.id, TOM);
  await world.after(1);
  expect(cards()[0]).toEqual(['place', 'alert']);
  expect((await world.concerns.record.open(first.id, world.as(LEWIS))).kind).toBe('open');
});

test('the reporter’s receipt says the same as before', async () => {
  const { first } = await story();
  await world.after(1);
  const own = async () => {
    const report = await world.concerns.own.report(first.id, world.as(PRIYA));
    return report.kind === 'receipt' && JSON.stringify(report.receipt);
  };
  const before = await own();
  await lock(first.id, [TOM, LEWIS]);
  expect(await own()).toBe(before);
});

test('a new report about the child reaches the whole team; said to be the same by one of the two it joins the lock', async () => {
  const { first } = await story();
  await lock(first.id);
  const next = await about('Kai Turner 7B', false);
  expect(world.teams.to('place').at(-1)?.notice).toMatchObject({
    kind: 'alert',
    outline: { reference: next.reference },
  });
  expect((await act(next.id, { kind: 'acknowledge' }, LEWIS)).kind).toBe('done');
  expect(await world.more.stories.person(next.id, world.as(LEWIS))).toMatchObject({ joined: [], suggested: [] });
  expect((await act(next.id, { kind: 'join', reference: first.reference }, LEWIS)).kind).toBe('not-now');
  expect((await act(next.id, { kind: 'join', reference: first.reference }, TOM)).kind).toBe('done');
  expect((await world.find(next.id)).lockedTo).toEqual([MIRIAM, TOM]);
});

test('the two are told about a new report that may be on the child, once, and nobody else', async () => {
  const { first, second } = await story();
  await lock(first.id, [TOM, LEWIS]);
  const next = await about('Kai Turner 7B', false);
  await about('Mia Hart 4L', false);
  const told = () => world.teams.told.filter(({ notice }) => notice.kind === 'news' && notice.why === 'locked-match');
  for (let looks = 0; looks < 3; looks += 1) {
    await tellOfMatches(world.deps);
    await world.after(1);
  }
  expect(
    told()
      .map(({ to, notice }) => [to, notice.kind === 'news' && notice.outline.reference])
      .sort(),
  ).toEqual([TOM, LEWIS].map((user) => [user, next.reference]).sort());
  expect(JSON.stringify(told())).not.toContain('Kai');
  // None of it stands in the new one, which the whole team reads.
  const open = await world.concerns.record.open(next.id, world.as(MIRIAM));
  expect(open.kind === 'open' && open.entries.map(({ kind }) => kind)).not.toContain('resembled');
  for (const { id } of [first, second])
    expect(
      (await world.deps.store.entries(await world.find(id))).filter(({ kind }) => kind === 'resembled'),
    ).toHaveLength(1);
});

test('one that nobody has acknowledged stays open to anyone who is there, and the page says which', async () => {
  const first = await about('Kai Turner 7B');
  const waiting = await about('Kai Turner, 7B', false);
  await act(first.id, { kind: 'join', reference: waiting.reference });
  expect(await lock(waiting.id)).toMatchObject({ kind: 'not-now', why: 'not-acknowledged' });
  await lock(first.id);
  expect((await world.find(waiting.id)).lockedTo).toBeUndefined();
  const page = await world.more.stories.person(first.id, world.as(TOM));
  if (page.kind !== 'person') throw new Error(page.kind);
  expect(JSON.stringify(personCard(page))).toContain(
    `Not locked, because nobody has acknowledged it yet or others have it: ${waiting.reference}`,
  );
  // What names the locked one in it is not shown to the third.
  const opened = await world.concerns.record.open(waiting.id, world.as(LEWIS));
  expect(opened.kind === 'open' && opened.entries.filter(({ kind }) => kind === 'joined')).toEqual([]);
});

test('who may lock: the DSL and not a deputy, two different people who have it, children’s reports alone', async () => {
  const { first } = await story();
  expect(await lock(first.id, [MIRIAM, TOM], TOM)).toMatchObject({ kind: 'not-now', why: 'for-the-dsl' });
  for (const people of [[MIRIAM], [MIRIAM, MIRIAM], [MIRIAM, JOANNA], [MIRIAM, PRIYA]])
    expect(await lock(first.id, people)).toMatchObject({ kind: 'not-now', why: 'two-people' });
  for (const user of [JOANNA, COLIN, PRIYA]) expect((await lock(first.id, undefined, user)).kind).toBe('not-available');
  expect(await unlock(first.id)).toMatchObject({ kind: 'not-now', why: 'no-lock' });
  const adult = await world.report('staff', { about: [DANIEL] });
  await world.after(0);
  await act(adult.id, { kind: 'acknowledge' }, JOANNA);
  expect(await lock(adult.id, [JOANNA, COLIN], JOANNA)).toMatchObject({ kind: 'not-now', why: 'status' });
  // Two deputies, without the DSL; each of them may change it, and the DSL sees none of it.
  expect((await lock(first.id, [TOM, LEWIS])).kind).toBe('done');
  expect((await lock(first.id)).kind).toBe('not-available');
  expect((await lock(first.id, [TOM, MIRIAM], LEWIS)).kind).toBe('done');
  expect((await world.find(first.id)).lockedTo).toEqual([TOM, MIRIAM]);
  const { concern, school } = { concern: await world.find(first.id), school: world.school };
  const form = JSON.stringify(formCard({ form: 'action', act: FORMS.action, concern, school, user: MIRIAM }));
  expect(form).not.toContain('Lewis Grant');
  expect(JSON.stringify(formCard({ form: 'lock', act: lockForms.lock, concern, school, user: MIRIAM }))).toContain(
    'Lewis Grant',
  );
});

test('both have left: the headteacher has it and is told, then the chair, then the team; never is it closed to all', async () => {
  const { first } = await story();
  await lock(first.id, [TOM, LEWIS]);
  await watchLocks(world.deps);
  expect((await world.find(first.id)).lockedTo).toEqual([TOM, LEWIS]);
  const gone = (user: UserId) => world.directory.people.set(user, { isEnabled: false });
  gone(TOM);
  await watchLocks(world.deps);
  expect((await world.find(first.id)).lockedTo).toEqual([TOM, LEWIS]);
  gone(LEWIS);
  await watchLocks(world.deps);
  await world.after(0);
  expect(world.teams.to(JOANNA).at(-1)?.notice).toMatchObject({ kind: 'alert', isAlsoTold: true });
  expect((await world.concerns.record.open(first.id, world.as(JOANNA))).kind).toBe('open');
  expect((await world.concerns.record.open(first.id, world.as(MIRIAM))).kind).toBe('not-available');
  await watchLocks(world.deps);
  gone(JOANNA);
  await watchLocks(world.deps);
  await world.after(0);
  expect((await world.concerns.record.open(first.id, world.as(COLIN))).kind).toBe('open');
  // The chair names two others of those who have it.
  expect((await lock(first.id, [COLIN, MIRIAM], COLIN)).kind).toBe('done');
  gone(COLIN);
  gone(MIRIAM);
  // The headteacher is asked first, and has left as well.
  await watchLocks(world.deps);
  await watchLocks(world.deps);
  expect((await world.find(first.id)).lockedTo).toBeUndefined();
  expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
});

test('what is urgent in a locked one goes up the chain as ever, and opens to those who are told', async () => {
  const { first } = await story();
  await lock(first.id);
  await world.concerns.own.add(first.id, world.as(PRIYA), 'added', { text: 'MORE' }, true);
  for (let minutes = 0; minutes < 30; minutes += 5) await world.after(5);
  expect(world.teams.to(JOANNA).map(({ notice }) => notice.kind)).toContain('chase');
  expect((await world.concerns.record.open(first.id, world.as(JOANNA))).kind).toBe('open');
  expect((await world.concerns.record.open(first.id, world.as(LEWIS))).kind).toBe('not-available');
});

test('passed to another role it is theirs, and the lock has ended', async () => {
  const { first } = await story();
  await lock(first.id);
  const passed = await act(first.id, { kind: 'reroute', to: 'headteacher', about: 'same', words: { reason: 'So.' } });
  expect(passed.kind).toBe('done');
  await world.after(0);
  expect((await world.find(first.id)).lockedTo).toBeUndefined();
  expect((await world.concerns.record.open(first.id, world.as(JOANNA))).kind).toBe('open');
});
