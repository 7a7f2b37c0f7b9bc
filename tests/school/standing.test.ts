import { Fault } from '../../src/kernel/calls/fault.ts';
import type { GroupId, SchoolId, UserId } from '../../src/kernel/ids.ts';
import type { Directory, Standing, StandingStore } from '../../src/school/people.ts';
import { ROLES, type Trust } from '../../src/school/school.ts';
import { createStandings } from '../../src/school/standing.ts';

const STAFF = 'staff' as GroupId;
const PUPILS = 'pupils' as GroupId;
const USER = 'user' as UserId;
const MINUTE_MS = 60_000;
const asStaff: Standing = { kind: 'staff', school: 'oak' as SchoolId };

/** Two instances that share a store and a directory, as behind a balancer. */
function world() {
  const time = { now: Date.parse('2026-11-23T09:00:00Z') };
  const state: { groups: readonly GroupId[] | 'down'; isEnabled: boolean; asked: number; found: number } = {
    groups: [STAFF],
    isEnabled: true,
    asked: 0,
    found: 0,
  };
  const rows = new Map<UserId, { standing: Standing; checkedAt: Date }>();
  const standings: StandingStore = {
    remember: async (user, standing, checkedAt) => void rows.set(user, { standing, checkedAt }),
    find: async (user) => {
      state.found += 1;
      return rows.get(user);
    },
  };
  const directory = {
    memberOf: async () => {
      state.asked += 1;
      if (state.groups === 'down') throw new Fault('unavailable', 'down');
      return state.groups;
    },
    person: async () => ({ id: USER, isEnabled: state.isEnabled }),
  } as unknown as Directory;
  const roles = Object.fromEntries(ROLES.map((role) => [role, []]));
  const school = { id: 'oak', staffGroups: [STAFF], pupilGroups: [PUPILS], roles };
  const trust = { schools: [school] } as unknown as Trust;
  const instance = () => createStandings({ trust, directory, standings, clock: () => new Date(time.now) });
  return { time, state, instance };
}

test('who someone is is asked once in ten minutes, and read from the store once by each instance', async () => {
  const { state, instance } = world();
  const [one, other] = [instance(), instance()];
  for (let turn = 0; turn < 5; turn += 1) {
    expect(await one(USER)).toEqual(asStaff);
    expect(await other(USER)).toEqual(asStaff);
  }
  expect(state).toMatchObject({ asked: 1, found: 2 });
});

test('anyone who stops being staff is seen on every instance ten minutes after the directory was last asked, not later', async () => {
  const { time, state, instance } = world();
  const [one, other] = [instance(), instance()];
  await one(USER);
  time.now += 9 * MINUTE_MS;
  // This instance first hears about the person now, from the store: its ten minutes began when the directory was asked.
  expect(await other(USER)).toEqual(asStaff);
  state.groups = [PUPILS];
  time.now += MINUTE_MS;
  expect(await other(USER)).toEqual({ kind: 'pupil' });
});

test('a directory that does not answer leaves the last known standing, and is asked again at the next turn', async () => {
  const { time, state, instance } = world();
  const one = instance();
  await one(USER);
  time.now += 10 * MINUTE_MS;
  state.groups = 'down';
  expect(await one(USER)).toEqual(asStaff);
  state.groups = [PUPILS];
  expect(await one(USER)).toEqual({ kind: 'pupil' });
});

test('an account that is switched off is nobody’s, in whatever group and role it still is', async () => {
  const { time, state, instance } = world();
  const one = instance();
  expect(await one(USER)).toEqual(asStaff);
  state.isEnabled = false;
  time.now += 10 * MINUTE_MS;
  expect(await one(USER)).toEqual({ kind: 'outsider' });
  state.groups = [STAFF, PUPILS];
  time.now += 10 * MINUTE_MS;
  expect(await one(USER)).toEqual({ kind: 'pupil' });
});

test('a clock that is set back makes no old standing fresh: the directory is asked again', async () => {
  const { time, state, instance } = world();
  const one = instance();
  expect(await one(USER)).toEqual(asStaff);
  state.isEnabled = false;
  time.now -= 120 * MINUTE_MS;
  expect(await one(USER)).toEqual({ kind: 'outsider' });
});
