/** The trust's safeguarding lead covers for a school's DSL, for a time. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import { lockAct } from '../../../src/more/locks/lock.ts';
import { trustAct } from '../../../src/more/trust-lead/trust-plan.ts';
import { createDestinationWatch } from '../../../src/report/routing/destination.ts';
import { COLIN, JOANNA, MIRIAM, PRIYA, TOM, type World } from '../../report/support.ts';
import { givenLead, ROSA } from './support-trust.ts';

let world: World;
let old: ConcernId;
beforeAll(async () => {
  // A Monday in term.
  world = await givenLead({ at: '2026-11-23T10:00:00Z' });
  ({ id: old } = await world.report('child', { words: { seen: 'zq-old' } }));
  await world.after(0);
});
afterAll(() => world.close());

const uuid = () => crypto.randomUUID();
const at = (instant: string) => new Date(`2026-11-${instant}:00Z`);
const give = async (by = MIRIAM, from = '23T11:00', until = '23T15:00', id = uuid(), person = ROSA) => {
  const wanted = { id, person, from: at(from), until: at(until) };
  const became = await world.more.trustLeads.give(world.as(by), world.school.id, wanted);
  return became.kind === 'not-given' ? became.why : became.kind;
};
const reads = async (id: ConcernId) => (await world.concerns.record.open(id, world.as(ROSA))).kind;
const onDuty = async () => (await world.concerns.cover.onDuty(world.school)).map(({ id }) => id);

test('only the school’s DSL or headteacher gives it, to the trust’s lead, for a time that makes sense', async () => {
  for (const who of [TOM, COLIN, ROSA, PRIYA]) expect([who, await give(who)]).toEqual([who, 'not-available']);
  expect(await give(MIRIAM, '23T11:00', '23T11:00')).toBe('backwards');
  expect(await give(MIRIAM, '20T11:00', '20T12:00')).toBe('over');
  expect(await give(MIRIAM, '23T11:00', '23T15:00', uuid(), TOM)).toBe('not-a-lead');
  const long = { id: uuid(), person: ROSA, from: at('23T11:00'), until: new Date('2027-02-01T00:00:00Z') };
  expect(await world.more.trustLeads.give(world.as(MIRIAM), world.school.id, long)).toMatchObject({
    why: 'too-long',
  });
  expect(await reads(old)).toBe('not-available');
});

test('from its beginning to its end they are one of the team, without being in the channel, and not a minute more', async () => {
  const id = uuid();
  expect(await give(MIRIAM, '23T11:00', '23T15:00', id)).toBe('trust');
  // Sent twice it is one, and another for the same time is none.
  expect(await give(MIRIAM, '23T11:00', '23T15:00', id)).toBe('trust');
  expect(await give(JOANNA, '23T14:00', '23T16:00')).toBe('overlaps');
  expect(world.teams.to(ROSA).map(({ notice }) => notice)).toMatchObject([{ kind: 'role', news: 'covers' }]);
  for (const who of [TOM, JOANNA])
    expect(world.teams.to(who).at(-1)?.notice).toMatchObject({ news: 'cover-given', newcomer: 'Rosa Vale' });
  expect([await reads(old), await onDuty()]).toEqual(['not-available', [MIRIAM, TOM]]);

  world.at('2026-11-23T11:00:00Z');
  expect([await reads(old), await onDuty()]).toEqual(['open', [MIRIAM, TOM, ROSA]]);
  expect((await world.concerns.lists.list(world.as(ROSA))).outlines.map((one) => one.id)).toContain(old);
  const { id: routine } = await world.report('child');
  await world.after(1);
  expect(world.teams.to('place').length).toBeGreaterThan(0);
  const cards = (who: typeof ROSA, concern: ConcernId) =>
    world.teams.to(who).filter(({ notice }) => notice.kind === 'alert' && notice.outline.id === concern).length;
  // The channel has it, and they are not in the channel.
  expect([cards(ROSA, routine), cards(TOM, routine)]).toEqual([1, 0]);
  const { id: urgent } = await world.report('child', { isUrgent: true });
  await world.after(1);
  expect([cards(ROSA, urgent), cards(TOM, urgent)]).toEqual([1, 1]);
  expect((await world.find(urgent)).onDuty).toContain(ROSA);
  const act = (kind: 'acknowledge' | 'take') => world.concerns.record.act(urgent, world.as(ROSA), undefined, { kind });
  expect((await act('acknowledge')).kind).toBe('done');
  // What is asked of the channel stays right: nobody is missing from it, and nobody too many.
  const [found] = await createDestinationWatch(world.deps, world.sendUntracked)();
  expect(found).toMatchObject({ school: 'oakfield', verdict: 'safe', missing: 0 });
  // They open nothing to themselves beyond their time.
  const opening = trustAct({ kind: 'trust-open', isAll: false, words: { reason: 'x' } });
  expect(await world.concerns.record.act(old, world.as(ROSA), undefined, opening)).toMatchObject({
    why: 'not-of-the-team',
  });

  // Nor is anything locked to someone whose time ends.
  const { version } = await world.find(urgent);
  const lock = lockAct({ kind: 'lock', people: [MIRIAM, ROSA], words: { reason: 'x' } });
  const locking = await world.concerns.record.act(urgent, world.as(MIRIAM), version, lock);
  expect(locking).toMatchObject({ why: 'two-people' });

  world.at('2026-11-23T14:59:59Z');
  expect(await reads(old)).toBe('open');
  world.at('2026-11-23T15:00:00Z');
  expect([await reads(old), await reads(urgent), await onDuty()]).toEqual([
    'not-available',
    'not-available',
    [MIRIAM, TOM],
  ]);
  expect((await world.concerns.lists.list(world.as(ROSA))).outlines).toEqual([]);
  const { id: after } = await world.report('child', { isUrgent: true });
  await world.after(1);
  expect(cards(ROSA, after)).toBe(0);
});

test('it can be ended at once, by the headteacher or by the lead, and both ends keep the trail', async () => {
  world.at('2026-11-24T09:00:00Z');
  const id = uuid();
  expect(await give(JOANNA, '24T09:00', '24T15:00', id)).toBe('trust');
  expect(await reads(old)).toBe('open');
  const end = (by: typeof ROSA) => world.more.trustLeads.end(world.as(by), world.school.id, id);
  expect((await end(PRIYA)).kind).toBe('not-available');
  // A deputy sees it and cannot end it; nothing changes.
  await end(TOM);
  expect(await reads(old)).toBe('open');
  await end(ROSA);
  expect(await reads(old)).toBe('not-available');
  const view = async (by: typeof ROSA) => JSON.stringify(await world.more.trustLeads.look(world.as(by)));
  for (const who of [MIRIAM, ROSA]) expect(await view(who)).toContain('"name":"Joanna Okafor"');
  expect(await world.more.trustLeads.look(world.as(ROSA))).toMatchObject({
    asLead: { schools: [{ covers: [{ id, ended: { by: { name: 'Rosa Vale' } } }, {}] }, {}] },
  });
  expect(world.teams.to(MIRIAM).at(-1)?.notice).toMatchObject({ news: 'cover-ended', by: ['Rosa Vale'] });
  await expect(
    world.db
      .updateTable('concern_trust_cover')
      .set({ until_at: at('30T09:00') })
      .execute(),
  ).rejects.toThrow('is not changed afterwards');
});

test('who is the subject sees none of it while they cover either: it goes past the team, as for any deputy', async () => {
  world.at('2026-11-25T09:00:00Z');
  const { id: about } = await world.report('child', { about: [ROSA], words: { seen: 'zq-about' } });
  await world.after(0);
  expect((await world.find(about)).holder).toBe('dsl');
  expect(await give(MIRIAM, '25T09:00', '25T15:00')).toBe('trust');
  expect(await reads(about)).toBe('not-available');
  await world.after(1);
  expect([await reads(about), (await world.find(about)).holder]).toEqual(['not-available', 'headteacher']);
});
