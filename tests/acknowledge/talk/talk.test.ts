import { afterEach, expect, test } from '@jest/globals';
import { campaignPack } from '../../../src/acknowledge/evidence/evidence.ts';
import { type PersonId, personIdOf } from '../../../src/acknowledge/register/person.ts';
import { registerTalks, showTalkWays } from '../../../src/acknowledge/talk/talk.handlers.ts';
import type { CampaignId, UserId } from '../../../src/kernel/ids.ts';
import { addDays, type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import type { Routes } from '../../../src/platform/teams/routes.ts';
import type { DialogTurn } from '../../../src/platform/teams/turn.ts';
import { harmless } from '../../support/harmless.ts';
import { given } from '../given.ts';
import { HR, school, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

const WHY = 'Clause 4 is not what we agreed in July';
const [GARETH, OTHER] = [userId(2), userId(3)] as [UserId, UserId];

/** The register as it was before anyone asked for a talk. */
let before: string | undefined;

async function wanted(words: string | undefined = WHY): Promise<CampaignId> {
  world = await given({ staff: 4 });
  const id = await world.started('2026-09-28' as IsoDay);
  before = await world.acknowledgements.csv(HR, id);
  expect(await world.talks.want(GARETH, id, 'talk', words === undefined ? undefined : harmless(words))).toBe('wanted');
  await world.settle();
  return id;
}

test('HR alone is told, without a name, and has the only list; register, files, managers and evidence have nothing of it', async () => {
  const id = await wanted();
  expect(world.talked).toEqual([[HR, 'wanted']]);
  expect((await world.talks.list(HR, id))?.people).toMatchObject([
    { user: GARETH, name: 'Person 002', kind: 'talk', words: WHY, at: world.now() },
  ]);
  for (const other of [GARETH, OTHER, userId(9)]) expect(await world.talks.list(other, id)).toBeUndefined();

  expect(before).toContain('"Person 002"');
  expect(await world.acknowledgements.csv(HR, id)).toBe(before);
  expect((await world.acknowledgements.campaign(HR, id))?.total).toMatchObject({ expected: 4, outstanding: 4 });
  const campaign = await world.campaigns.find(id);
  if (!campaign) throw new Error('no campaign');
  const pack = campaignPack(campaign, await world.campaigns.events(id), world.now());
  expect(pack).not.toMatch(/talk|help/);
  world.managers.set(GARETH, userId(1));
  world.at(new Date('2026-09-14T09:00:00Z'));
  await world.sweep();
  const list = world.lists.find(({ user }) => user === userId(1));
  expect(list?.view.people.map(({ name }) => name)).toEqual(['Person 002']);
  expect(JSON.stringify(list)).not.toContain('Clause');
});

test('that they have talked is asked once more before it ends', async () => {
  const id = await wanted();
  type Handle = (data: unknown, turn: DialogTurn) => Promise<unknown>;
  const handlers = new Map<string, Handle>();
  const keep = (verb: string, entry: { handle: Handle }) => void handlers.set(verb, entry.handle);
  registerTalks({ dialog: () => undefined, submit: keep } as unknown as Routes, world.talks);
  const press = async (verb: string, by = HR) =>
    JSON.stringify(
      await handlers.get(verb)?.({ campaign: id, user: GARETH }, {
        sender: { userId: by },
        now: world.now(),
      } as unknown as DialogTurn),
    );
  expect(await press('campaign.talks')).toMatch(/"title":"We have talked"[^}]*"verb":"campaign.ask-end-talk"/);
  const asked = await press('campaign.ask-end-talk');
  expect(asked).toMatch(/Have you talked with .*cannot be brought back.*"title":"Yes, we have talked"/);
  expect((await world.talks.list(HR, id))?.people).toHaveLength(1);
  expect(await press('campaign.ask-end-talk', OTHER)).not.toContain('Have you talked');
  expect(await press('campaign.end-talk')).toContain('you have talked');
  expect((await world.talks.list(HR, id))?.people).toEqual([]);
});

test('what they wrote is sealed, and gone once HR has talked with them; they are still asked', async () => {
  const id = await wanted();
  const rows = () => world.db.selectFrom('campaign_talk').selectAll().execute();
  expect(JSON.stringify(await rows())).not.toContain('Clause');
  expect((await rows())[0]?.sealed?.toString('latin1')).not.toContain('Clause');
  expect(await world.talks.end(OTHER, id, GARETH)).toBe('not-allowed');
  expect(await world.talks.end(HR, id, GARETH)).toBe('ended');
  expect(await world.talks.end(HR, id, GARETH)).toBe('not-now');
  expect(await rows()).toMatchObject([{ sealed: null, wrapped_key: null, key_id: null }]);
  expect((await world.talks.list(HR, id))?.people).toEqual([]);
  expect(await world.answers(GARETH, id)).toMatchObject({ kind: 'recorded' });
});

test('while it is open they get no reminder, and afterwards they are reminded like everyone', async () => {
  const id = await wanted(undefined);
  const heard = async (from: IsoDay, to: IsoDay): Promise<number> => {
    for (let day = from; day <= to; day = addDays(day, 1)) {
      world.at(instantOf(day, '09:00'));
      await world.sweep();
    }
    return world.reminders.splice(0).filter(({ user }) => user === GARETH).length;
  };
  expect(await heard('2026-09-08' as IsoDay, '2026-09-22' as IsoDay)).toBe(0);
  await world.talks.end(HR, id, GARETH);
  expect(await heard('2026-09-23' as IsoDay, '2026-09-28' as IsoDay)).toBeGreaterThan(0);
});

test('a conversation is offered in their own chat by HR and nobody else, and their card says so', async () => {
  const id = await wanted();
  const offer = (by: UserId, user: UserId) => world.talks.offer(by, id, user, harmless('Friday, room 4?'));
  expect(await offer(OTHER, GARETH)).toBe('not-allowed');
  expect(await offer(HR, OTHER)).toBe('not-now');
  expect(await offer(HR, GARETH)).toBe('offered');
  expect(world.talked.at(-1)).toMatchObject([GARETH, { from: 'Sunita Rao', words: 'Friday, room 4?' }]);
  expect((await world.acknowledgements.request(GARETH, id))?.talk).toMatchObject({
    kind: 'talk',
    offeredAt: world.now(),
  });
  expect((await world.acknowledgements.request(OTHER, id))?.talk).toBeUndefined();
});

test('an answer ends it, one who was never asked or has answered has none, and said again it is open again', async () => {
  const id = await wanted();
  expect(await world.talks.want(userId(99), id, 'help', undefined)).toBe('not-asked');
  await world.answers(GARETH, id);
  expect((await world.talks.list(HR, id))?.people).toEqual([]);
  expect(await world.talks.want(GARETH, id, 'help', undefined)).toBe('already-answered');
  await world.talks.want(OTHER, id, 'talk', harmless('First'));
  await world.talks.end(HR, id, OTHER);
  await world.talks.want(OTHER, id, 'help', harmless('Second'));
  expect((await world.talks.list(HR, id))?.people).toMatchObject([{ user: OTHER, kind: 'help', words: 'Second' }]);
});

test('it is removed ninety days after the talk or the end of the campaign', async () => {
  const id = await wanted();
  const count = async () => (await world.db.selectFrom('campaign_talk').selectAll().execute()).length;
  await world.acknowledgements.command(HR, id, 'finish');
  world.at(new Date('2026-12-05T09:00:00Z'));
  await world.talks.work();
  expect(await count()).toBe(1);
  world.at(new Date('2026-12-07T09:00:00Z'));
  await world.talks.work();
  expect(await count()).toBe(0);
  expect((await world.campaigns.person(id, personIdOf(GARETH) as PersonId))?.state).toBe('asked');
});

test('who asks who wants to talk has the lists where they run a campaign, and their own two ways where they do not', async () => {
  await wanted();
  const shown: string[] = [];
  const asks = (user: UserId) => {
    const turn = {
      sender: { userId: user },
      replyPrivately: async (out: unknown) => void shown.push(JSON.stringify(out)),
    };
    return showTalkWays(world.acknowledgements, turn as never, school);
  };
  await asks(HR);
  await asks(OTHER);
  expect(shown[0]).toContain('Who would like it');
  expect(shown[0]).not.toContain('You don’t have to answer now');
  expect(shown[1]).toContain('You don’t have to answer now');
  expect(shown[1]).not.toContain('Who would like it');
});
