import { afterEach, expect, test } from '@jest/globals';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { overviewCard } from '../../../src/more/overview/overview.cards.ts';
import { overviewOf } from '../../../src/more/overview/school-overview.ts';
import { openListCard } from '../../../src/report/opening/list.cards.ts';
import {
  COLIN,
  ELEANOR,
  given,
  JOANNA,
  LEWIS,
  MIRIAM,
  membersOf,
  PRIYA,
  TOM,
  type World,
} from '../../report/support.ts';

let world: World;
afterEach(() => world.close());

/** Small numbers in an order that a seed decides. */
function dice(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const PEOPLE = [MIRIAM, TOM, JOANNA, COLIN, ELEANOR] as const;
const openIn = (card: object, none: string): number => {
  const text = JSON.stringify(card);
  return text.includes(none) ? 0 : Number(/"(\d+) open, /.exec(text)?.[1] ?? Number.NaN);
};
/** As “reports” says it to them, and as the overview would. */
async function openFor(user: UserId): Promise<{ readonly listed: number; readonly overview: number }> {
  const by = world.as(user);
  const listing = await world.concerns.lists.list(by, true);
  const overview = await overviewOf(world.school, world.now(), {
    ...{ acknowledgements: async () => [], policies: async () => [], asked: async () => [] },
    reports: () => world.concerns.figures(by, { isToActOn: false }),
  });
  return {
    listed: openIn(openListCard(listing, world.now()), 'You have no open reports.'),
    overview: openIn(overviewCard(overview), 'None open.'),
  };
}

const words = { reason: 'Because.' };
const CLOSE = { kind: 'no-further-action', left: 'done', words };
/** What may happen to a report: each is tried by anyone, and most of them may not. */
const ACTS: readonly object[] = [
  { kind: 'acknowledge' },
  { kind: 'take' },
  CLOSE,
  CLOSE,
  { kind: 'reopen', words },
  { kind: 'hand-over', to: TOM, words },
  { kind: 'reroute', to: 'headteacher', about: 'same', words },
  { kind: 'reroute', to: 'headteacher', about: { kind: 'staff', people: [LEWIS] }, words },
  { kind: 'reroute', to: 'chair-of-governors', about: 'same', words },
  { kind: 'correct', who: 'Mr Ashworth’s daughter Ada, 7B', words },
];

test.each([3, 29])(
  'whatever comes of reports (%i), the overview has as many open as “reports” says to the same person',
  async (seed) => {
    world = await given();
    const roll = dice(seed);
    const ids: ConcernId[] = [];
    const said = new Set<string>();
    const alike = async (after: unknown) => {
      for (const user of PEOPLE) {
        const { listed, overview } = await openFor(user);
        expect([after, user, overview]).toEqual([after, user, listed]);
        said.add(`${user} ${listed}`);
      }
    };
    const act = async (id: ConcernId, wanted: object) => {
      const { holder, version } = await world.find(id);
      const by = holder === 'dsl' ? MIRIAM : holder === 'headteacher' ? JOANNA : COLIN;
      await world.concerns.record.act(id, world.as(by), version, wanted as never);
    };
    const add = (id: ConcernId) => world.concerns.own.add(id, world.as(PRIYA), 'added', { text: 'More of it.' });
    for (let step = 0; step < 16; step += 1) {
      const id = ids[roll(ids.length)];
      const what = ids.length < 3 ? 0 : roll(8);
      if (what === 0 || !id) {
        const about = [[], [], [TOM], [JOANNA], [LEWIS]][roll(5)] ?? [];
        const kind = about.includes(LEWIS) ? 'staff' : about.includes(JOANNA) ? 'headteacher' : 'child';
        const more = kind === 'child' ? { words: { who: 'Ada Holt 7B', seen: 'Seen.' } } : {};
        ids.push((await world.report(kind, { by: PRIYA, about, isUrgent: roll(2) === 0, ...more })).id);
      } else if (what === 1) await add(id);
      else if (what === 2) world.directory.place = membersOf(MIRIAM, [TOM, LEWIS][roll(2)] ?? TOM);
      else await act(id, ACTS[roll(ACTS.length)] ?? {});
      await world.after(roll(3) * 30);
      await alike(step);
    }
    // All of them closed; what their reporters add to them then is in the list, and not open; some are opened again.
    world.directory.place = membersOf(MIRIAM, TOM);
    for (const wanted of [{ kind: 'take' }, CLOSE, { kind: 'reopen', words }]) {
      for (const id of ids) await act(id, wanted);
      await alike(wanted);
      for (const id of ids.slice(0, 2)) await add(id);
      await alike(wanted);
    }
    expect(said.size).toBeGreaterThan(PEOPLE.length * 2);
  },
);
