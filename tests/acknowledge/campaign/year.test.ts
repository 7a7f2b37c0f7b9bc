import { afterAll, expect, test } from '@jest/globals';
import type { PersonId } from '../../../src/acknowledge/register/person.ts';
import type { CampaignId, UserId } from '../../../src/kernel/ids.ts';
import { addDays, type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import type { SchoolHours } from '../../../src/school/school.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, PUPILS, STAFF, school, socialMedia, userId } from '../school.ts';

/** A whole school year, every single day of it, at nine in the morning; and on the evening of a day on which something changed. */
let world: Awaited<ReturnType<typeof given>>;
afterAll(() => world.close());

/** Worked out for this test alone: a weekday of a term that is no closure. */
function isSchoolDay({ weekdays, terms, closures }: SchoolHours, day: IsoDay): boolean {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
  const isIn = (ranges: SchoolHours['terms']) => ranges.some(({ from, to }) => from <= day && day <= to);
  return weekdays.includes(weekday) && isIn(terms) && !isIn(closures);
}

interface Chased {
  readonly due: IsoDay;
  /** The day on which they last heard from us. */
  last: IsoDay;
}

/** Whether someone who has not answered hears from us: on a school day, when a planned day has come since they last did. */
function isReminded({ due, last }: Chased, day: IsoDay): boolean {
  if (!isSchoolDay(school.hours, day) || day <= last) return false;
  const isOpen = (each: IsoDay) => isSchoolDay(school.hours, each);
  const planned = [-14, -7, -3, -1, 0, ...Array.from({ length: 52 }, (_, week) => 7 * (week + 1))];
  return planned.some((days) => {
    const on = addDays(due, days);
    // Backwards out of a holiday, but not to a day on which a late answer was not late yet.
    let moved = on;
    while (moved > '2026-09-01' && !isOpen(moved)) moved = addDays(moved, -1);
    if (days > 0 && moved <= due) for (moved = on; !isOpen(moved); ) moved = addDays(moved, 1);
    return moved > last && moved <= day;
  });
}

/** Who got a card, a reminder or a line in the feed since the last look, each as often as it came. */
function collect(): UserId[] {
  const came = [...world.sent, ...world.reminders].map(({ user }) => user);
  came.push(...world.nudged);
  for (const heard of [world.sent, world.reminders, world.nudged]) heard.length = 0;
  return came.sort();
}

const [NEVER, AWAY, LEAVER, JOINER, HOLIDAY_JOINER, BECOMES_PUPIL] = [4, 5, 6, 20, 21, 7].map(userId) as [
  UserId,
  UserId,
  UserId,
  UserId,
  UserId,
  UserId,
];
const change = (id: CampaignId, user: UserId, how: 'away' | 'back') =>
  world.enters(id, user as string as PersonId, how);
const staff = () => world.groups.get(STAFF) ?? [];
const leaves = (user: UserId) =>
  void world.groups.set(
    STAFF,
    staff().filter(({ id }) => id !== user),
  );

test('every day from September to August: exactly those who are due hear from us, once, on a school day', async () => {
  world = await given({ staff: 9 });
  world.groups.get(STAFF)?.push(directoryPerson(12, { plans: [], name: 'Doreen Tapley' }));
  world.at(instantOf('2026-09-01' as IsoDay, '09:00'));
  await world.sweep();
  const [proposal] = (await world.acknowledgements.list(HR)) ?? [];
  if (!proposal) throw new Error('no proposal');
  const id = proposal.campaign;
  expect([proposal.status, proposal.dueDay, collect()]).toEqual(['draft', '2026-09-29', []]);
  await world.acknowledgements.command(HR, id, 'start');
  await world.settle();
  const everyone = Array.from({ length: 9 }, (_, n) => userId(n + 1));
  expect(collect()).toEqual(everyone);
  const due = '2026-09-29' as IsoDay;
  const chased = new Map(everyone.map((user): [UserId, Chased] => [user, { due, last: '2026-09-01' as IsoDay }]));
  const answers = async (user: UserId) => {
    expect(await world.answers(user, id)).toMatchObject({ kind: 'recorded' });
    chased.delete(user);
  };

  /** What happens in the afternoon, after what was sent that morning. */
  const events: Readonly<Record<string, () => unknown>> = {
    '2026-09-04': () => Promise.all([1, 2, 3].map((n) => answers(userId(n)))),
    '2026-09-10': async () => {
      await change(id, AWAY, 'away');
      chased.delete(AWAY);
    },
    '2026-09-17': () => staff().push(directoryPerson(20)),
    '2026-10-09': () => {
      leaves(LEAVER);
      chased.delete(LEAVER);
    },
    '2026-10-28': () => answers(userId(8)),
    // Put into a pupil group by mistake or not: from the next morning on they hear nothing.
    '2026-11-11': () => {
      world.groups.get(PUPILS)?.push(directoryPerson(7));
      chased.delete(BECOMES_PUPIL);
    },
    '2026-11-20': () => answers(JOINER),
    '2026-12-21': () => staff().push(directoryPerson(21)),
    '2027-02-24': () => {
      leaves(HOLIDAY_JOINER);
      chased.delete(HOLIDAY_JOINER);
    },
    '2027-03-01': () => answers(userId(9)),
    // Back in the middle of the holidays, with ten days to answer from the first day of term.
    '2027-04-05': async () => {
      await change(id, AWAY, 'back');
      chased.set(AWAY, { due: '2027-04-22' as IsoDay, last: '2027-04-05' as IsoDay });
    },
    '2027-05-10': () => answers(AWAY),
    // A new version asks nobody by itself.
    '2027-06-09': () => world.library.inForce.splice(0, 1, socialMedia('6.0', ' Nor follow them.')),
  };
  /** New on the list: asked on the first school day after they are seen. */
  const joins: Readonly<Record<string, readonly [UserId, IsoDay]>> = {
    '2026-09-18': [JOINER, due],
    '2027-01-04': [HOLIDAY_JOINER, '2027-01-14' as IsoDay],
  };

  const wrong: string[] = [];
  let heard = 0;
  for (let day = '2026-09-02' as IsoDay; day < '2027-09-01'; day = addDays(day, 1)) {
    world.at(instantOf(day, '09:00'));
    await world.sweep();
    const expected = [...chased].filter(([, person]) => isReminded(person, day)).map(([user]) => user);
    const joined = joins[day];
    if (joined) chased.set(joined[0], { due: joined[1], last: day });
    for (const user of expected) chased.set(user, { due: chased.get(user)?.due ?? due, last: day });
    const wanted = [...expected, ...(joined ? [joined[0]] : [])].sort();
    const came = collect();
    if (came.join() !== wanted.join()) wrong.push(`${day}: ${came} instead of ${wanted}`);
    heard += came.length;

    const happens = events[day];
    if (!happens) continue;
    await happens();
    await world.settle();
    world.at(instantOf(day, '19:00'));
    await world.sweep();
    const atNight = collect();
    if (atNight.length > 0) wrong.push(`${day}, evening: ${atNight}`);
  }
  expect(wrong).toEqual([]);
  expect(heard).toBeGreaterThan(80);
  // One who never answers is still asked for; nobody else is.
  expect([...chased.keys()]).toEqual([NEVER]);
  expect(world.installed).not.toContain(userId(12));
  expect(world.installed).not.toContain(userId(900));
  expect(world.errors).toEqual([]);

  // Lists of names go out on school days only, once a day to each.
  const listDays = world.lists.map(({ user, view }) => `${user} ${view.drawnAt.toISOString().slice(0, 10)}`);
  expect(new Set(listDays).size).toBe(listDays.length);
  for (const { view } of world.lists)
    expect(isSchoolDay(school.hours, view.drawnAt.toISOString().slice(0, 10) as IsoDay)).toBe(true);
});
