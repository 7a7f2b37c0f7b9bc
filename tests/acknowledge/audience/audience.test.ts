import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judge, readAudience } from '../../../src/acknowledge/audience/audience.ts';
import type { GroupId, UserId } from '../../../src/kernel/ids.ts';
import type { Directory, DirectoryPerson } from '../../../src/school/people.ts';
import { directoryPerson, TEAMS_PLAN, userId } from '../school.ts';

const GROUPS = Array.from({ length: 6 }, (_, n) => `d0000000-0000-4000-8000-00000000000${n}` as GroupId);

const anyone: fc.Arbitrary<DirectoryPerson> = fc
  .record({
    n: fc.integer({ min: 1, max: 60 }),
    isEnabled: fc.boolean(),
    isGuest: fc.boolean(),
    isExternal: fc.boolean(),
    plans: fc.subarray([TEAMS_PLAN, 'another plan']),
  })
  .map(({ n, isEnabled, isGuest, isExternal, plans }) =>
    directoryPerson(n, {
      isEnabled,
      isGuest,
      plans,
      userPrincipalName: isExternal ? `p${n}_gmail.com#ext#@oakfield.example` : `p${n}@oakfield.example`,
    }),
  );

const directoryOf = (members: readonly (readonly DirectoryPerson[])[]): Directory => ({
  async *groupMembers(group) {
    yield* members[GROUPS.indexOf(group)] ?? [];
  },
  memberOf: async () => [],
  destinationMembers: async () => ({ openness: 'private', members: [] }),
  person: async () => undefined,
  managerOf: async () => undefined,
  managedBy: async () => new Set(),
});

test('for random rosters and groups, no pupil, guest or disabled account is ever in an audience', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(anyone, { maxLength: 25 }), { minLength: 6, maxLength: 6 }),
      fc.subarray(GROUPS),
      fc.subarray(GROUPS),
      async (members, staff, pupils) => {
        const read = await readAudience(directoryOf(members), { staff, pupils, teamsPlans: [TEAMS_PLAN] });
        if (read.kind === 'refused') return;
        const inGroups = (groups: readonly GroupId[]) =>
          groups.flatMap((group) => members[GROUPS.indexOf(group)] ?? []);
        const pupilIds = new Set<UserId>(inGroups(pupils).map(({ id }) => id));
        const staffIds = new Set<UserId>(inGroups(staff).map(({ id }) => id));
        const { ask, paper, excluded } = read.audience;
        for (const person of [...ask, ...paper]) {
          expect(pupilIds.has(person.id)).toBe(false);
          expect(staffIds.has(person.id)).toBe(true);
          expect(person.isGuest).toBe(false);
          expect(person.userPrincipalName.toLowerCase()).not.toContain('#ext#');
          expect(person.isEnabled).toBe(true);
        }
        for (const person of ask) expect(person.plans).toContain(TEAMS_PLAN);
        // Nobody is silently dropped and nobody is counted twice.
        const everyone = [
          ...ask.map(({ id }) => id),
          ...paper.map(({ id }) => id),
          ...excluded.map(({ user }) => user),
        ];
        expect(new Set(everyone)).toEqual(staffIds);
        expect(everyone).toHaveLength(staffIds.size);
        // Fails closed: no pupil group, or an empty one, means no audience at all.
        expect(pupils.length).toBeGreaterThan(0);
        for (const group of pupils) expect(members[GROUPS.indexOf(group)]).not.toHaveLength(0);
      },
    ),
    { numRuns: 500 },
  );
});

test('someone who is a pupil and a guest is named as a pupil: the graver reason comes first', () => {
  const person = directoryPerson(1, { isGuest: true, isEnabled: false });
  expect(judge(person, new Set([userId(1)]), [TEAMS_PLAN])).toBe('pupil');
});
