/** What the trust's safeguarding lead sees, and what stays as if it did not exist. Who may do what: docs/access.md. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import { choiceOf } from '../../../src/more/children/redaction.ts';
import { trustAct } from '../../../src/more/trust-lead/trust-plan.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { ANIL, COLIN, concernsOf, given, JOANNA, MIRIAM, person, TOM, type World } from '../../report/support.ts';
import { givenLead, millbrook, ROSA } from './support-trust.ts';

const BETHAN = person(PEOPLE.bethanLloyd);
const MARK = 'zq-what-was-seen';
let world: World;
beforeAll(async () => {
  world = await givenLead();
});
afterAll(() => world.close());

const opening = { kind: 'trust-open', isAll: false, words: { reason: 'zq-why: two schools.' } } as const;
const open = trustAct(opening);
const shut = trustAct({ kind: 'trust-shut', isAll: false, words: {} });
const child = async (who: string, more: Parameters<World['report']>[1] = {}) => {
  const { id } = await world.report('child', { words: { who, seen: `${MARK} ${who}` }, ...more });
  await world.after(0);
  return id;
};
const act = async (id: ConcernId, wanted: Act, by = MIRIAM) => {
  const outcome = await world.concerns.record.act(id, world.as(by), undefined, wanted);
  return outcome.kind === 'not-now' ? outcome.why : outcome.kind;
};
const reads = async (id: ConcernId, by = ROSA) => (await world.concerns.record.open(id, world.as(by))).kind;
const listed = async (by = ROSA) => (await world.concerns.lists.list(world.as(by))).outlines.map(({ id }) => id);
const found = async (sought: string, by = ROSA) => {
  const answer = await world.concerns.lists.search(world.as(by), sought);
  return 'outlines' in answer ? answer.outlines.map(({ id }) => id) : answer.kind;
};

test('where a school has left it out what was opened is shut again, in the list and at the door', async () => {
  const own = await givenLead();
  try {
    const { id } = await own.report('child');
    await own.after(0);
    expect((await own.concerns.record.act(id, own.as(MIRIAM), undefined, open)).kind).toBe('done');
    const openedIn = async ({ record, lists }: World['concerns']) => [
      (await record.open(id, own.as(ROSA))).kind,
      (await lists.list(own.as(ROSA))).outlines.length,
      (await record.open(id, own.as(MIRIAM))).kind,
    ];
    expect(await openedIn(own.concerns)).toEqual(['open', 1, 'open']);
    const schools = own.trust.schools.map((school) => ({
      ...school,
      features: school.features.filter((name) => name !== 'trust-lead'),
    }));
    const without = concernsOf({ ...own.deps, trust: { ...own.trust, schools } });
    expect(await openedIn(without)).toEqual(['not-available', 0, 'open']);
  } finally {
    await own.close();
  }
});

test('nobody is it by default: there is nobody to open anything to', async () => {
  const plain = await given();
  const { id } = await plain.report('child');
  await plain.after(0);
  expect(await plain.concerns.record.act(id, plain.as(MIRIAM), undefined, open)).toMatchObject({
    kind: 'not-now',
    why: 'no-trust-lead',
  });
  expect(await plain.more.trustLeads.look(plain.as(ROSA))).toEqual({ kind: 'not-available' });
  expect(await plain.more.trustLeads.look(plain.as(MIRIAM))).toMatchObject({ ofSchools: [{ leads: [] }] });
  await plain.close();
});

test('nothing until someone of the team opens it, with a reason; read and nothing else; nothing once it is shut', async () => {
  const id = await child('Ada Byron, 7B');
  expect([await reads(id), await listed(), await found(MARK)]).toEqual(['not-available', [], []]);
  expect(await act(id, { ...open, words: { reason: ' ' } } as Act)).toBe('no-reason');
  // The headteacher and the chair do not have it; a deputy may.
  for (const who of [JOANNA, COLIN, ANIL, ROSA]) expect(await act(id, open, who)).toBe('not-available');
  expect(await act(id, open, TOM)).toBe('done');
  expect(await act(id, open)).toBe('same');
  await world.after(0);
  const told = world.teams.to(ROSA).at(-1);
  expect(told?.notice).toMatchObject({ kind: 'news', why: 'trust-opened' });
  expect(JSON.stringify(told)).not.toMatch(/zq-|Ada/);

  const opened = await world.concerns.record.open(id, world.as(ROSA));
  expect(JSON.stringify(opened)).toContain(MARK);
  expect(opened).toMatchObject({ kind: 'open', role: 'trust-lead' });
  expect([await listed(), await found(MARK)]).toEqual([[id], [id]]);
  // Read by nobody who answers for it: it waits as before.
  expect(await world.find(id)).toMatchObject({ readAt: undefined, acknowledgedAt: undefined });
  const { record, keeping } = world.concerns;
  const rosa = world.as(ROSA);
  const acts: readonly Act[] = [
    { kind: 'acknowledge' },
    { kind: 'take' },
    { kind: 'note', words: { text: 'x' }, happened: undefined },
    { kind: 'ask', words: { text: 'x' } },
    { kind: 'hold', words: { reason: 'x' } },
    { kind: 'close', outcome: 'resolved', left: 'done', words: { reason: 'x' } },
    open,
    shut,
  ];
  for (const wanted of acts) expect([wanted.kind, await act(id, wanted, ROSA)]).toEqual([wanted.kind, 'not-available']);
  const answers = [
    await record.look(id, rosa),
    await keeping.exportRecord(id, rosa, 'pdf'),
    await keeping.reducible(id, rosa),
    await world.more.stories.chronologyToPrint(id, rosa, choiceOf([], [])),
    await world.more.stories.namesInPrint(id, rosa),
  ];
  expect(answers.map(({ kind }) => kind)).toEqual(answers.map(() => 'not-available'));
  expect((await world.more.stories.chronology(id, rosa)).kind).toBe('chronology');
  expect(await keeping.due(rosa)).toMatchObject({ records: [] });

  expect(await act(id, shut)).toBe('done');
  expect([await reads(id), await listed(), await found(MARK)]).toEqual(['not-available', [], []]);
  // Both ends keep when, and by whom.
  const trail = await world.deps.store.entries(await world.find(id));
  const ofTrust = trail.filter(({ kind }) => kind === 'trust-opened' || kind === 'trust-shut');
  expect(ofTrust.map(({ kind, actor, words }) => [kind, actor, words?.reason])).toEqual([
    ['trust-opened', TOM, 'zq-why: two schools.'],
    ['trust-shut', MIRIAM, undefined],
  ]);
  const view = await world.more.trustLeads.look(rosa);
  expect(view).toMatchObject({
    asLead: {
      opened: [],
      history: [
        { concern: id, isOpened: false, byName: 'Miriam Hale' },
        { concern: id, isOpened: true, byName: 'Tom Ashworth' },
      ],
    },
  });
  expect(JSON.stringify(view)).not.toMatch(/zq-|Ada/);
});

test('a report about the lead: it is not opened, and one that turns out to be is as if it had never been', async () => {
  const about = await child('Bo Carr, 8A', { about: [ROSA] });
  const holder = (await world.find(about)).holder;
  expect(holder).toBe('dsl');
  expect(await act(about, open)).toBe('no-trust-lead');
  const later = await child('Cy Dean, 8A');
  expect(await act(later, open)).toBe('done');
  expect(await reads(later)).toBe('open');
  await world.concerns.own.add(later, world.as(person(PEOPLE.priyaNair)), 'added', {
    text: 'It was Rosa Vale who hit him.',
  });
  await world.after(0);
  const { excluded } = await world.find(later);
  expect(excluded).toContain(ROSA);
  expect([await reads(later), await listed(), await found('zq-')]).toEqual(['not-available', [], []]);
  expect(JSON.stringify(await world.more.trustLeads.look(world.as(ROSA)))).not.toContain(later);
});

test('what an open report says about one that is not open is left out', async () => {
  const [one, other] = [await child('Di Evans, 9C'), await child('Di Evans 9C')];
  const { reference } = await world.find(other);
  expect(await act(one, { kind: 'join', reference })).toBe('done');
  expect(await act(one, open)).toBe('done');
  const shown = async () => JSON.stringify(await world.concerns.record.open(one, world.as(ROSA)));
  expect(await shown()).not.toContain(reference);
  const person = await world.more.stories.person(one, world.as(ROSA));
  expect(person).toMatchObject({ kind: 'person', mayAct: false, joined: [], suggested: [], lately: { reports: 1 } });
  // The whole child at once: each is written down in its own record.
  expect(await act(one, shut)).toBe('done');
  expect(await act(one, trustAct({ ...opening, isAll: true }))).toBe('done');
  expect(await shown()).toContain(reference);
  expect([await reads(other), (await world.find(other)).isOpenToTrust]).toEqual(['open', true]);
});

test('two schools: a child who moved, a brother and one who is named are beside it, and only for the lead', async () => {
  const school = millbrook(world);
  const here = await child('Eli Frost, 6M');
  const there = await child('Eli Frost, 7B', { school });
  const sister = await child('Fay Frost, 5K', { school });
  const closed = await child('Eli Frost 7B', { school });
  for (const [id, by] of [
    [here, MIRIAM],
    [there, BETHAN],
    [sister, BETHAN],
  ] as const)
    expect(await act(id, open, by)).toBe('done');
  const page = await world.more.stories.person(here, world.as(ROSA));
  if (page.kind !== 'person') throw new Error(page.kind);
  expect(page.elsewhere.map(({ concern, how, school: at }) => [concern.id, how, at.id])).toEqual(
    expect.arrayContaining([
      [there, 'same', school.id],
      [sister, 'sibling', school.id],
    ]),
  );
  expect(page.elsewhere.map(({ concern }) => concern.id)).not.toContain(closed);
  const own = await world.more.stories.person(here, world.as(MIRIAM));
  expect(own).toMatchObject({ kind: 'person', elsewhere: [], mayAct: true });
  // Each DSL sees nothing of the other school.
  expect([await reads(there, MIRIAM), await reads(here, BETHAN)]).toEqual(['not-available', 'not-available']);
});

test('never a matter about an adult', async () => {
  const { id } = await world.report('staff');
  await world.after(0);
  expect(await act(id, open, JOANNA)).toBe('not-of-the-team');
  const turned = await child('Gus Hall, 8B');
  expect(await act(turned, open)).toBe('done');
  const about = { kind: 'staff', people: [person(PEOPLE.lewisGrant)] } as const;
  expect(await act(turned, { kind: 'reroute', to: 'headteacher', about, words: { reason: 'An adult.' } })).toBe('done');
  expect([await reads(turned), await listed()].flat()).not.toContain(turned);
  expect(await reads(turned)).toBe('not-available');
  expect(await world.find(turned)).toMatchObject({ isOpenToTrust: false });
});
