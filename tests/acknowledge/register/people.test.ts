import { afterEach, expect, test } from '@jest/globals';
import { personCard, showMissing } from '../../../src/acknowledge/campaign/asked-about.handlers.ts';
import type { PersonId } from '../../../src/acknowledge/register/person.ts';
import type { CampaignId, UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import type { Turn } from '../../../src/platform/teams/turn.ts';
import { harmless } from '../../support/harmless.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, STAFF, socialMedia, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

const idOf = (n: number): PersonId => userId(n) as string as PersonId;
const personIn = async (id: CampaignId, n: number) =>
  (await world.acknowledgements.register(HR, id))?.people.find((person) => person.user === userId(n));

test('someone who is away hears nothing, shows no reason, and has days of their own when they are back', async () => {
  world = await given({ staff: 3 });
  const id = await world.started('2026-09-30' as IsoDay);
  expect(await world.acknowledgements.changePerson(HR, id, idOf(2), 'away')).toBe('changed');
  expect(await world.acknowledgements.changePerson(HR, id, idOf(2), 'away')).toBe('not-now');
  for (const day of ['16', '23', '30']) {
    world.at(new Date(`2026-09-${day}T09:00:00Z`));
    await world.sweep();
  }
  expect(world.reminders.some(({ user }) => user === userId(2))).toBe(false);
  expect(await personIn(id, 2)).toMatchObject({ state: 'paused', reason: undefined });
  expect((await world.acknowledgements.campaign(HR, id))?.total).toMatchObject({ expected: 2, outstanding: 2 });

  world.at(new Date('2026-10-05T09:00:00Z'));
  await world.acknowledgements.changePerson(HR, id, idOf(2), 'back');
  expect(await personIn(id, 2)).toMatchObject({ state: 'asked', dueDay: '2026-10-15' });
});

test('people without an account or a licence are in the same register, and a witnessed form counts', async () => {
  world = await given({ staff: 2 });
  world.groups.get(STAFF)?.push(directoryPerson(12, { plans: [], name: 'Doreen Tapley' }));
  const id = await world.started();
  await world.acknowledgements.addPaperPerson(HR, id, {
    name: harmless('Jean Cook'),
    role: harmless('Kitchen assistant'),
  });
  const register = (await world.acknowledgements.register(HR, id))?.people ?? [];
  const jean = register.find(({ name }) => name === 'Jean Cook');
  expect(jean).toMatchObject({ state: 'paper', reason: 'no-account' });
  expect(await world.acknowledgements.changePerson(HR, id, jean?.id as PersonId, 'witnessed')).toBe('changed');
  expect(await world.acknowledgements.changePerson(HR, id, idOf(12), 'witnessed')).toBe('changed');
  expect((await world.acknowledgements.campaign(HR, id))?.total).toMatchObject({ expected: 4, acknowledged: 2 });
  const csv = (await world.acknowledgements.csv(HR, id)) ?? '';
  expect(csv).toContain('on paper, witnessed (Sunita Rao)');
  // The next look at the directory does not take off someone it never knew.
  world.at(new Date('2026-09-10T06:30:00Z'));
  await world.sweep();
  expect((await world.acknowledgements.campaign(HR, id))?.total).toMatchObject({ expected: 4, acknowledged: 2 });
});

test('nobody but HR can change anyone', async () => {
  world = await given();
  const id = await world.started();
  for (const change of ['away', 'witnessed', 'not-staff'] as const)
    expect(await world.acknowledgements.changePerson(userId(3), id, idOf(2), change)).toBe('not-allowed');
  expect(
    await world.acknowledgements.addPaperPerson(userId(3), id, { name: harmless('Jean Cook'), role: harmless('') }),
  ).toBe('not-allowed');
  expect((await personIn(id, 2))?.state).toBe('asked');
});

test('who has not signed is told about the last campaign where none runs, and of none to anyone but HR', async () => {
  world = await given({ staff: 3 });
  const shown: string[] = [];
  const asks = async (user: UserId): Promise<string> => {
    const turn = {
      sender: { userId: user },
      replyPrivately: async (out: unknown) => void shown.push(JSON.stringify(out)),
    } as unknown as Turn;
    await showMissing(world.acknowledgements, turn);
    return shown.at(-1) ?? '';
  };
  expect(await asks(HR)).toMatch(/No campaign is running.*to start one/);
  const noneYet = JSON.stringify(personCard([], 'gareth bevan'));
  expect(noneYet).toContain('There has been no campaign yet');
  expect(noneYet).not.toContain('with that name');
  const first = await world.started();
  const nameOf = async (n: number): Promise<string> => (await personIn(first, n))?.name ?? 'nobody';
  for (const n of [1, 2]) await world.answers(userId(n), first);
  expect(await asks(HR)).not.toContain('No campaign is running');
  await world.acknowledgements.command(HR, first, 'finish');
  const after = await asks(HR);
  expect(after).toMatch(new RegExp(`No campaign is running.*${await nameOf(3)}`));
  expect(after).not.toContain(await nameOf(1));

  world.at(new Date('2027-09-06T09:00:00Z'));
  await world.started('2027-09-30' as IsoDay);
  expect(await asks(HR)).toMatch(new RegExp(`Who has not answered.*${await nameOf(1)}`));
  expect(await asks(userId(3))).not.toContain(await nameOf(1));
});

test('next year: unchanged is one tap, a small change is one tap, a material change has to be opened', async () => {
  world = await given({ staff: 3 });
  const first = await world.started();
  for (const n of [1, 2]) await world.answers(userId(n), first);
  await world.acknowledgements.command(HR, first, 'finish');

  world.at(new Date('2027-09-06T09:00:00Z'));
  const second = await world.started('2027-09-30' as IsoDay);
  expect((await world.acknowledgements.request(userId(1), second))?.policies[0]?.novelty).toEqual({
    kind: 'unchanged',
  });
  expect(await world.acknowledgements.acknowledge(userId(1), second)).toMatchObject({ kind: 'recorded' });
  // Person 3 never signed anything.
  expect(await world.acknowledgements.acknowledge(userId(3), second)).toMatchObject({ kind: 'open-first' });
  await world.acknowledgements.command(HR, second, 'finish');

  world.library.inForce = [socialMedia('6.0', ' Not even after they leave.')];
  const section = {
    heading: '2 Friends',
    kind: 'changed',
    before: 'Do not befriend pupils.',
    after: 'Not even after they leave.',
  } as const;
  world.library.changes = { isMaterial: true, sections: [section] };
  world.at(new Date('2028-09-04T09:00:00Z'));
  const third = await world.started('2028-09-29' as IsoDay);
  expect(await world.acknowledgements.acknowledge(userId(1), third)).toMatchObject({ kind: 'open-first' });
  const reading = await world.acknowledgements.read(userId(1), third, 0, 'changes');
  expect(reading).toMatchObject({
    part: 'changes',
    lines: [{ words: section.heading }, { words: 'Changed' }, { words: section.after }, { words: section.before }],
  });
  expect(await world.acknowledgements.acknowledge(userId(1), third)).toMatchObject({ kind: 'recorded' });
  // What was signed in the first year is what it was.
  expect((await world.acknowledgements.signature(userId(1), first))?.policies[0]?.version).toBe('5.0');
});
