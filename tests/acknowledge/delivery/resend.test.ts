import { afterEach, expect, test } from '@jest/globals';
import { sqlPushStore } from '../../../src/acknowledge/delivery/push.store.ts';
import { JOBS } from '../../../src/acknowledge/job-names.ts';
import type { CampaignId } from '../../../src/kernel/ids.ts';
import { given } from '../given.ts';
import { HR, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

const cardsOf = (n: number) => world.sent.filter(({ user }) => user === userId(n)).length;
const stateOf = async (id: CampaignId, n: number) =>
  (await world.acknowledgements.register(HR, id))?.people.find(({ user }) => user === userId(n));

test('only those without a card are tried again, at once, and nobody gets a second card', async () => {
  world = await given({ staff: 5 });
  world.decide.install = (user) => (user === userId(3) ? 'no-teams' : undefined);
  world.decide.ask = (user) => (user === userId(4) ? { kind: 'blocked' } : undefined);
  const id = await world.started();
  await world.answers(userId(2), id);
  expect([await stateOf(id, 3), await stateOf(id, 4)].map((person) => person?.reason)).toEqual([
    'never-used-teams',
    'blocked-the-app',
  ]);

  // They have opened Teams and unblocked Lanyard; their own turn would come tomorrow and in a week.
  world.decide.install = () => 'installed';
  world.decide.ask = () => undefined;
  expect(await world.acknowledgements.resend(HR, id)).toEqual({ kind: 'resent', people: 2 });
  await world.settle();
  expect([1, 2, 3, 4, 5].map(cardsOf)).toEqual([1, 1, 1, 1, 1]);
  expect((await stateOf(id, 3))?.state).toBe('asked');

  const events = (await world.acknowledgements.evidence(HR, id))?.split('\n') ?? [];
  expect(events.filter((line) => line.includes('"kind":"resent"'))).toHaveLength(1);
  expect(events.find((line) => line.includes('"kind":"resent"'))).toContain('"people":2');
});

test('a double click, and a click while the first is still at work, send nothing twice', async () => {
  world = await given({ staff: 6 });
  world.decide.install = (user) => (user === userId(3) ? 'no-teams' : undefined);
  const id = await world.started();
  world.decide.install = () => 'installed';
  let again: Promise<unknown> | undefined;
  world.decide.onAsk = async () => {
    again = world.acknowledgements.resend(HR, id);
    await again;
  };
  await Promise.all([world.acknowledgements.resend(HR, id), world.acknowledgements.resend(HR, id)]);
  await world.settle();
  await world.settle();
  expect(again).toBeDefined();
  expect([1, 2, 3, 4, 5, 6].map(cardsOf)).toEqual([1, 1, 1, 1, 1, 1]);
});

test('anyone who is tried again while the push looks whether it is done gets the card, from this run or the one that was asked for', async () => {
  world = await given({ staff: 4 });
  world.decide.ask = (user) => (user === userId(4) ? { kind: 'blocked' } : undefined);
  const id = await world.drafted();
  await world.acknowledgements.command(HR, id, 'start');
  world.woken.splice(0);
  const pushes = sqlPushStore(world.db);
  let looks = 0;
  const instance = world.instance({
    pushes: {
      ...pushes,
      nextDue: async () => {
        const due = await pushes.nextDue();
        // Only those who blocked the app are left.
        const isEnd = due && due.getTime() - world.now().getTime() > 60_000;
        if (!isEnd || looks > 0) return due;
        looks += 1;
        world.decide.ask = () => undefined;
        expect(await world.acknowledgements.resend(HR, id)).toEqual({ kind: 'resent', people: 1 });
        return due;
      },
    },
  });
  await instance.work.push();
  // Its very last look may have been the one: then the wake of trying again begins the next run.
  if (cardsOf(4) === 0) expect(world.woken).toContainEqual([JOBS.push, id]);
  await world.settle();
  expect([1, 2, 3, 4].map(cardsOf)).toEqual([1, 1, 1, 1]);
});

test('anyone who deleted the chat gets the card again, and only they', async () => {
  world = await given({ staff: 4 });
  const id = await world.started();
  await world.answers(userId(1), id);
  // Number 1 deleted the chat after answering: nothing is wanted of them any more.
  const deleted = world.sent
    .filter(({ user }) => [userId(1), userId(2)].includes(user))
    .map(({ ref }) => ref.activityId);
  world.decide.redraw = ({ activityId }) => (deleted.includes(activityId) ? { kind: 'gone' } : undefined);
  await world.acknowledgements.resend(HR, id);
  await world.settle();
  expect([1, 2, 3, 4].map(cardsOf)).toEqual([1, 2, 1, 1]);
  expect((await stateOf(id, 2))?.state).toBe('asked');
  await world.acknowledgements.resend(HR, id);
  await world.settle();
  expect([1, 2, 3, 4].map(cardsOf)).toEqual([1, 2, 1, 1]);
});

test('someone who blocked the app and comes back keeps the card they had', async () => {
  world = await given({ staff: 2 });
  const id = await world.started();
  world.courier.remind = async () => ({ kind: 'blocked' });
  world.decide.redraw = () => ({ kind: 'blocked' });
  world.at(new Date('2026-09-14T09:00:00Z'));
  await world.sweep();
  expect((await stateOf(id, 2))?.state).toBe('unreachable');

  world.decide.redraw = () => undefined;
  await world.acknowledgements.resend(HR, id);
  await world.settle();
  expect((await stateOf(id, 2))?.state).toBe('asked');
  expect([1, 2].map(cardsOf)).toEqual([1, 1]);
});

test('a campaign that is paused or over sends nothing, and nobody but HR may ask', async () => {
  world = await given({ staff: 3 });
  world.decide.install = (user) => (user === userId(3) ? 'no-teams' : undefined);
  const id = await world.started();
  world.decide.install = () => 'installed';
  expect(await world.acknowledgements.resend(userId(2), id)).toEqual({ kind: 'not-allowed' });
  await world.acknowledgements.command(HR, id, 'pause');
  expect(await world.acknowledgements.resend(HR, id)).toEqual({ kind: 'not-now' });
  await world.settle();
  expect(cardsOf(3)).toBe(0);
});

test('a card that was deleted after the campaign ended is not sent again', async () => {
  world = await given({ staff: 2 });
  const id = await world.started();
  await world.acknowledgements.command(HR, id, 'withdraw');
  world.decide.redraw = () => ({ kind: 'gone' });
  await world.settle();
  await world.sweep();
  expect([1, 2].map(cardsOf)).toEqual([1, 1]);
});
