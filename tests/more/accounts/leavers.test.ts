import { expect, test } from '@jest/globals';
import type { IsoDay } from '../../../src/kernel/time.ts';
import type { Account, AccountId, Runner, RunnerId } from '../../../src/more/accounts/account.ts';
import type { AccountPeople, AccountStore, NewEvent } from '../../../src/more/accounts/account-ports.ts';
import { handingOver } from '../../../src/more/accounts/care/hand-over.ts';
import { noticesDue } from '../../../src/more/accounts/notices/notices.ts';
import { school, userId } from '../../acknowledge/school.ts';

/** Who leaves an account, as the directory knows it, and when the others are asked to take over. */
const headed = { ...school, roles: { ...school.roles, headteacher: [{ id: userId(9), name: 'Joanna Okafor' }] } };
const runner = (n: number, leavesOn?: string): Runner => ({
  id: `r${n}` as RunnerId,
  user: userId(n),
  name: `Person ${n}`,
  trainedOn: undefined,
  leavesOn: leavesOn as IsoDay | undefined,
  endedAt: undefined,
});
const account = (...runners: readonly Runner[]): Account => ({
  ...{ id: 'a' as AccountId, school: school.id, name: 'Choir', platform: 'x', aim: '', audience: '', promotion: '' },
  ...{ openness: 'open', state: 'approved', applicant: userId(1), applicantName: 'Person 1' },
  appliedAt: new Date('2026-09-07T09:00:00Z'),
  decided: undefined,
  address: undefined,
  loginKept: undefined,
  checkedAt: new Date('2026-11-23T09:00:00Z'),
  checkedBy: 'Person 1',
  runners,
});
const at = (day: string) => new Date(`${day}T09:00:00Z`);

async function looked(runners: readonly Runner[], people: Partial<AccountPeople>): Promise<readonly string[]> {
  const set: string[] = [];
  const accounts = {
    ofSchool: async () => [account(...runners)],
    setLeaves: async (_id: AccountId, who: RunnerId, day: IsoDay, { byName }: NewEvent) =>
      void set.push(`${who} ${day} ${byName}`),
  } as unknown as AccountStore;
  const desk = handingOver({
    accounts,
    people: { presence: async () => 'here', leavesOn: async () => undefined, ...people } as AccountPeople,
    schools: [headed],
    clock: () => at('2026-11-23'),
    policies: {} as never,
    ids: { uuid: () => 'x' },
  });
  await desk.lookForLeavers();
  return set;
}

test('a last day that the directory knows is kept, once', async () => {
  const leavesOn = async () => '2026-12-18' as IsoDay;
  expect(await looked([runner(1)], { leavesOn })).toEqual(['r1 2026-12-18 Lanyard']);
  expect(await looked([runner(1, '2026-12-18')], { leavesOn })).toEqual([]);
});

test('someone who has gone leaves today, whatever day was said; nobody goes while the directory is silent', async () => {
  expect(await looked([runner(1, '2026-12-18')], { presence: async () => 'gone' })).toEqual(['r1 2026-11-23 Lanyard']);
  expect(await looked([runner(1)], { presence: async () => 'unknown' })).toEqual([]);
  expect(await looked([runner(1, '2026-11-20')], { presence: async () => 'gone' })).toEqual([]);
});

/** Who is told about the hand-over on a day, and by which step. */
const toldOn = (day: string, leaver = runner(1, '2026-12-18')) =>
  noticesDue(headed, { accounts: [account(leaver, runner(2))], comments: [], opinions: [], calls: [] }, at(day))
    .filter(({ kind }) => kind === 'hand-over')
    .map(({ key, to }) => [key.split(' ').at(-1), to]);

test('the task is told at once, again before the last day and on it, and every week until it is done', () => {
  const all = [userId(1), userId(2), userId(9)];
  for (const [day, step] of [
    ['2026-11-23', 'known'],
    ['2026-12-04', '14'],
    ['2026-12-10', '14'],
    ['2026-12-11', '7'],
    ['2026-12-17', '1'],
    ['2026-12-18', '0'],
    ['2026-12-26', 'late-7'],
    ['2027-01-05', 'late-14'],
  ] as const)
    expect([day, toldOn(day)]).toEqual([day, all.map((to) => [step, to])]);
  expect(toldOn('2026-12-18', { ...runner(1, '2026-12-18'), endedAt: at('2026-12-10') })).toEqual([]);
});
