import { expect, test } from '@jest/globals';
import { readAudience } from '../../../src/acknowledge/audience/audience.ts';
import { looksLikeNoPerson, type Sign } from '../../../src/acknowledge/audience/no-person.ts';
import { DIRECTORIES } from '../../fixtures/directories/directories.ts';
import { fakeDirectory } from '../fake-directory.ts';
import { PUPILS, STAFF, TEAMS_PLAN } from '../school.ts';

test.each(DIRECTORIES.map((directory) => [directory.name, directory] as const))(
  '%s: every room, mailbox and service is proposed, and no person is left unsent',
  async (_name, { people, things }) => {
    const outside = fakeDirectory();
    outside.groups.set(STAFF, [...people, ...things]);
    const read = await readAudience(outside.directory, { staff: [STAFF], pupils: [PUPILS], teamsPlans: [TEAMS_PLAN] });
    if (read.kind !== 'read') throw new Error(read.problem.kind);
    const { ask, paper, excluded } = read.audience;
    const proposed = excluded.filter(({ reason }) => reason === 'may-be-no-person').map(({ name }) => name);
    expect(proposed.sort()).toEqual(things.map(({ name }) => name).sort());
    expect([...ask, ...paper].map(({ name }) => name).sort()).toEqual(people.map(({ name }) => name).sort());
    // HR reads why: never one sign alone.
    for (const { signs } of excluded) expect((signs ?? []).length).toBeGreaterThanOrEqual(3);
  },
);

test('ten directories, of which each has someone who looks like a thing at first', () => {
  expect(DIRECTORIES).toHaveLength(10);
  expect(DIRECTORIES.flatMap(({ things }) => things).length).toBeGreaterThanOrEqual(40);
  for (const { people } of DIRECTORIES) expect(people.some(({ plans }) => plans.length === 0)).toBe(true);
});

test('no single sign proposes anyone, whichever it is, and no two that a person may well have', () => {
  const all: readonly Sign[] = ['name-of-thing', 'address-of-thing', 'no-names', 'no-role', 'no-licence', 'no-number'];
  for (const sign of all) expect(looksLikeNoPerson([sign])).toBe(false);
  expect(looksLikeNoPerson(['no-names', 'no-licence'])).toBe(false);
  expect(looksLikeNoPerson(['no-role', 'no-licence', 'no-number'])).toBe(false);
  expect(looksLikeNoPerson(['name-of-thing', 'address-of-thing'])).toBe(false);
});

test('what HR has decided is not asked again: a person is asked, a thing is left out', async () => {
  const [first] = DIRECTORIES;
  const [person, thing] = first?.things ?? [];
  if (!first || !person || !thing) throw new Error('no directory');
  const outside = fakeDirectory();
  outside.groups.set(STAFF, [...first.people, person, thing]);
  const decided = new Map([
    [person.id, true],
    [thing.id, false],
  ]);
  const groups = { staff: [STAFF], pupils: [PUPILS], teamsPlans: [TEAMS_PLAN], decided };
  const read = await readAudience(outside.directory, groups);
  if (read.kind !== 'read') throw new Error(read.problem.kind);
  expect([...read.audience.ask, ...read.audience.paper].map(({ id }) => id)).toContain(person.id);
  expect(read.audience.excluded).toEqual([{ user: thing.id, name: thing.name, reason: 'no-person' }]);
});
