import { expect, test } from '@jest/globals';
import type { UserId } from '../../../src/kernel/ids.ts';
import type { CallId, PressCall } from '../../../src/more/accounts/account.ts';
import { noticesDue } from '../../../src/more/accounts/notices/notices.ts';
import { opinionGivers, pressTakers } from '../../../src/more/accounts/posts/posts.ts';
import { school as plain, userId } from '../../acknowledge/school.ts';

/** To whom a journalist's call goes: whom the policy owner chose, and the headteacher whenever that comes to nothing. */
const [HEAD, CHAIR, OFFICER] = [
  { id: userId(9), name: 'Joanna Okafor' },
  { id: userId(8), name: 'Colin Marsh' },
  { id: userId(7), name: 'Ines Marlow' },
];
const school = { ...plain, roles: { ...plain.roles, headteacher: [HEAD], 'chair-of-governors': [CHAIR] } };
const staff = (...users: readonly UserId[]) => ({
  colleague: async (user: UserId) => (users.includes(user) ? { name: 'x' } : undefined),
});

test.each([
  ['nothing was chosen', undefined, [HEAD]],
  ['a role was', 'chair-of-governors', [CHAIR]],
  ['a role that nobody holds', 'it-lead', [HEAD]],
  ['a person was', OFFICER, [OFFICER]],
] as const)('%s', async (_name, pressTo, wanted) => {
  const takers = await pressTakers(staff(OFFICER.id), school, pressTo ? { pressTo } : {});
  expect(takers.map(({ name }) => name)).toEqual(wanted.map(({ name }) => name));
});

test('a person who has left is not asked', async () => {
  expect(await pressTakers(staff(), school, { pressTo: OFFICER })).toEqual([HEAD]);
});

test('a second opinion comes from the person who was chosen, and from leadership where that is the asker or someone who has left', async () => {
  const named = { opinionBy: OFFICER };
  expect(await opinionGivers(staff(OFFICER.id), school, named, userId(1))).toEqual([OFFICER]);
  expect(await opinionGivers(staff(OFFICER.id), school, named, OFFICER.id)).toEqual([HEAD]);
  expect(await opinionGivers(staff(), school, named, userId(1))).toEqual([HEAD]);
});

const AT = new Date('2026-11-23T10:00:00Z');
const call: PressCall = {
  ...{ id: 'c' as CallId, school: school.id, by: userId(1), byName: 'Lewis Grant', at: AT },
  ...{ who: 'Jo Bell', about: '', number: '', asked: [OFFICER.id], taken: undefined },
};
const told = (one: PressCall, minutes: number) =>
  noticesDue(
    school,
    { accounts: [], comments: [], opinions: [], calls: [one] },
    new Date(AT.getTime() + minutes * 60_000),
  ).map(({ kind, to }) => `${kind} ${to}`);

test('the headteacher hears of a call that nobody has taken on in two hours, and of an old one at once', () => {
  expect(told(call, 119)).toEqual([`press ${OFFICER.id}`]);
  expect(told(call, 120)).toEqual([`press ${OFFICER.id}`, `press ${HEAD.id}`]);
  expect(told({ ...call, taken: { at: AT, byName: 'Ines Marlow' } }, 300)).toEqual([`press-taken ${userId(1)}`]);
  expect(told({ ...call, asked: [] }, 0)).toEqual([`press ${HEAD.id}`]);
});
