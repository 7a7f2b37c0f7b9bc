import { afterEach, expect, test } from '@jest/globals';
import type { Host } from '../../../src/feature.ts';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { overview } from '../../../src/more/overview/index.ts';
import { trustAct } from '../../../src/more/trust-lead/trust-plan.ts';
import { createRoutes } from '../../../src/platform/teams/routes.ts';
import type { MessageTurn } from '../../../src/platform/teams/turn.ts';
import { openListCard } from '../../../src/report/opening/list.cards.ts';
import type { Trust } from '../../../src/school/school.ts';
import { COLIN, given, JOANNA, LEWIS, MIRIAM, membersOf, PRIYA, TOM, type World } from '../../report/support.ts';

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

/** Who has the overview: the head; and the chair, who reads along as the trust’s safeguarding lead. */
const PEOPLE = [JOANNA, COLIN] as const;
const openIn = (card: object, none: string): number => {
  const text = JSON.stringify(card);
  return text.includes(none) ? 0 : Number(/"(\d+) open, /.exec(text)?.[1] ?? Number.NaN);
};

/** The overview as its folder puts it together. */
function overviewBegun(): Pick<ReturnType<typeof createRoutes>, 'findCommand'> {
  const routes = createRoutes();
  const { db, trust, now, concerns } = world;
  overview.start({
    context: {
      ...{ config: { trust }, db, clock: now, routes, command: () => undefined },
      downloads: { handle: () => undefined },
    },
    acknowledgements: { unsent: async () => [] },
    policies: { library: { inForce: async () => [] } },
    report: { concerns },
  } as unknown as Host);
  return routes;
}

/** As “reports” and “overview” say it to them. */
async function openFor(
  user: UserId,
  routes: ReturnType<typeof overviewBegun>,
): Promise<{ readonly listed: number; readonly shown: number }> {
  const by = world.as(user);
  const listing = await world.concerns.lists.list(by, true);
  const replies: object[] = [];
  const sender = { userId: user, tenantId: by.tenant };
  const turn = { sender, replyPrivately: async (reply: object) => void replies.push(reply) };
  await routes.findCommand('overview')?.(turn as unknown as MessageTurn);
  return {
    listed: openIn(openListCard(listing, world.now()), 'You have no open reports.'),
    shown: openIn(replies, 'None open.'),
  };
}

const withChairAsLead = (trust: Trust): Trust => ({
  ...trust,
  schools: trust.schools.map((school) => ({
    ...school,
    roles: { ...school.roles, 'trust-lead': [{ id: COLIN, name: 'Colin Marsh' }] },
  })),
});

const words = { reason: 'Because.' };
const CLOSE = { kind: 'no-further-action', left: 'done', words };
/** What may happen to a report: each is tried by anyone, and most of them may not. */
const ACTS: readonly object[] = [
  { kind: 'acknowledge' },
  { kind: 'take' },
  CLOSE,
  CLOSE,
  trustAct({ kind: 'trust-open', isAll: false, words }),
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
    world = await given({ file: withChairAsLead });
    const routes = overviewBegun();
    const roll = dice(seed);
    const ids: ConcernId[] = [];
    const said = new Set<string>();
    const alike = async (after: unknown) => {
      for (const user of PEOPLE) {
        const { listed, shown } = await openFor(user, routes);
        expect([after, user, shown]).toEqual([after, user, listed]);
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
    // One that is new, and all of them opened to be read along and closed; what their reporters add to them then is in the list, and not open; some are opened again.
    world.directory.place = membersOf(MIRIAM, TOM);
    ids.push((await world.report('child')).id);
    await world.after(0);
    for (const wanted of [
      { kind: 'take' },
      trustAct({ kind: 'trust-open', isAll: false, words }),
      CLOSE,
      { kind: 'reopen', words },
    ]) {
      for (const id of ids) await act(id, wanted);
      await alike(wanted);
      for (const id of ids.slice(0, 2)) await add(id);
      await alike(wanted);
    }
    expect(said.size).toBeGreaterThan(PEOPLE.length * 3);
  },
);
