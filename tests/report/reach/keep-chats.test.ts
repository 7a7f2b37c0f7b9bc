import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { UserId } from '../../../src/kernel/ids.ts';
import { sqlConversationStore } from '../../../src/platform/postgres/people/conversations.store.ts';
import { createChatKeeper } from '../../../src/report/reach/keep-chats.ts';
import { sqlReachStore } from '../../../src/report/reach/reach.store.ts';
import { type ChatOpener, namedAt, type Trouble } from '../../../src/report/reach/reach.ts';
import { ROLES, type Role, type RoleHolder, type Trust } from '../../../src/school/school.ts';
import { COLIN, given, JOANNA, LEWIS, MIRIAM, TENANT, TOM, type World } from '../support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const LONG_AGO = new Date(0);

/** Teams, as far as chats are opened in it, and a keeper that looks when told. */
function keeping(trust: Trust = world.trust) {
  const asked: UserId[] = [];
  const answers = new Map<UserId, Fault | Awaited<ReturnType<ChatOpener['open']>>>();
  const conversations = sqlConversationStore(world.db);
  const chats: ChatOpener = {
    async open(user, tenant) {
      asked.push(user);
      const answer = answers.get(user) ?? 'open';
      if (answer instanceof Fault) throw answer;
      if (answer === 'open') {
        const chat = { id: `a:${user}`, serviceUrl: 'https://smba.trafficmanager.net/uk', tenantId: tenant };
        await conversations.remember(user, chat, LONG_AGO);
      }
      return answer;
    },
  };
  const reach = sqlReachStore(world.db);
  const keep = createChatKeeper({ ...world.deps, trust, reach, chats });
  return {
    answers,
    conversations,
    reach,
    /** Who was asked for in this look. */
    async look(minutesLater = 0): Promise<readonly UserId[]> {
      world.at(new Date(world.now().getTime() + minutesLater * 60_000).toISOString());
      asked.length = 0;
      await keep();
      return [...asked];
    },
    of: async (user: UserId) => (await reach.all()).find((one) => one.person === user),
  };
}

const everyone = (trust: Trust) => new Set(trust.schools.flatMap(namedAt).map(({ holder }) => holder.id));
const said = (): readonly object[] =>
  world.logged.filter((line) => line.includes('concern.role-unreachable')).map((line) => JSON.parse(line).facts);
const without = (trust: Trust, user: UserId): Trust => ({
  ...trust,
  schools: trust.schools.map((school) => {
    const roles: Record<Role, readonly RoleHolder[]> = { ...school.roles };
    for (const role of ROLES) roles[role] = roles[role].filter(({ id }) => id !== user);
    return { ...school, roles };
  }),
});

test('each person who holds a role is asked for once, again after a day, and no more once they hold none', async () => {
  const { look, of, conversations } = keeping();
  expect(new Set(await look())).toEqual(everyone(world.trust));
  expect(await look(1)).toEqual([]);
  expect(await look(23 * 60)).toEqual([]);
  expect((await look(60)).length).toBe(everyone(world.trust).size);
  expect(await of(MIRIAM)).toMatchObject({ hasChat: true, openAt: world.now(), trouble: undefined });

  await keeping(without(world.trust, MIRIAM)).look();
  expect(await of(MIRIAM)).toBeUndefined();
  // Where their chat is stays known, as of everyone who uses Lanyard.
  expect(await conversations.find(MIRIAM)).toBeDefined();
});

test('someone who is named later, or whose chat was found gone, is asked for at the next look, before all others', async () => {
  await keeping(without(world.trust, TOM)).look();
  const { look, conversations } = keeping();
  await conversations.forget(MIRIAM, `a:${MIRIAM}`);
  expect(new Set(await look())).toEqual(new Set([TOM, MIRIAM]));
  await conversations.forget(TOM, `a:${TOM}`);
  expect((await look(25 * 60))[0]).toBe(TOM);
});

test.each<[string, Trouble | Fault, string]>([
  ['a policy that keeps the app from them', 'app-not-allowed', 'app-not-allowed'],
  ['a person who never opened Teams', 'no-teams', 'no-teams'],
  ['a block', 'blocked', 'blocked'],
])('%s is said at once, and looked at again within the hour', async (_name, answer, why) => {
  const { look, answers } = keeping();
  answers.set(MIRIAM, answer as 'blocked');
  await look();
  expect(said()).toEqual([{ school: 'oakfield', role: 'dsl', why }]);
  expect(await look(5)).toEqual([]);
  expect(await look(10)).toEqual([MIRIAM]);
  // By each day once.
  for (let hours = 0; hours < 23; hours += 1) await look(60);
  expect(said()).toHaveLength(1);
  await look(60);
  expect(said()).toHaveLength(2);
});

test('a service that does not answer is tried again every minute, and said after two, by role and by no name', async () => {
  const { look, of, answers } = keeping();
  for (const user of everyone(world.trust)) answers.set(user, new Fault('unavailable', 'down'));
  await look();
  expect((await look(1)).length).toBe(everyone(world.trust).size);
  expect(said()).toEqual([]);
  await look(1);
  expect(said()).toContainEqual({ school: 'oakfield', role: 'dsl', why: 'unavailable' });
  expect(said()).toContainEqual({ school: 'oakfield', role: 'headteacher', why: 'unavailable' });
  // HR is told of no report.
  expect(JSON.stringify(said())).not.toContain('"hr"');
  expect(world.logged.join()).not.toMatch(/Hale|Okafor/);
  answers.clear();
  await look(1);
  expect(await of(JOANNA)).toMatchObject({ hasChat: true, trouble: undefined, troubleSince: undefined });
});

test('an app that Teams does not know yet is no trouble for two minutes', async () => {
  const { look, answers } = keeping();
  answers.set(MIRIAM, 'not-yet');
  await look();
  expect(await look(1)).toEqual([MIRIAM]);
  answers.delete(MIRIAM);
  await look(1);
  expect(said()).toEqual([]);
});

test('while the directory does not answer no chat is opened, a known one stays a way to its person, and it is asked once a look', async () => {
  const { look, of } = keeping(without(world.trust, TOM));
  await look();
  world.directory.trouble = new Fault('unavailable', 'down');
  const later = keeping();
  expect(await later.look(25 * 60)).toEqual([]);
  await later.look(5);
  expect(await of(MIRIAM)).toMatchObject({ hasChat: true, trouble: 'unavailable' });
  expect(said()).toEqual([{ school: 'oakfield', role: 'deputy-dsl', why: 'unavailable' }]);
  world.directory.trouble = undefined;
  await later.look(1);
  expect(await of(MIRIAM)).toMatchObject({ trouble: undefined });
});

test('a missing permission says so, and no more is asked for than what it is for', async () => {
  const { look, answers } = keeping();
  answers.set(MIRIAM, new Fault('forbidden', 'no'));
  answers.set(COLIN, new Fault('not-found', 'no'));
  await look();
  await look(3);
  expect(said()).toContainEqual({ school: 'oakfield', role: 'dsl', why: 'not-allowed' });
  expect(said()).toContainEqual({ school: 'oakfield', role: 'chair-of-governors', why: 'not-in-catalogue' });
});

test('no chat is opened with a pupil, a guest or someone whose account is off, whatever role they hold', async () => {
  world.directory.pupils.add(MIRIAM);
  world.directory.people.set(TOM, { isEnabled: false });
  world.directory.people.set(JOANNA, { isGuest: true });
  const { look, of } = keeping();
  const asked = await look();
  for (const user of [MIRIAM, TOM, JOANNA]) expect(asked).not.toContain(user);
  expect([await of(MIRIAM), await of(TOM), await of(JOANNA)]).toMatchObject([
    { trouble: 'pupil' },
    { trouble: 'account-gone' },
    { trouble: 'account-gone' },
  ]);
  expect(said()).toContainEqual({ school: 'oakfield', role: 'dsl', why: 'pupil' });
});

test('who blocked us is believed to have until a card arrives, or they write, although their chat is there', async () => {
  const { look, of, conversations } = keeping({ ...world.trust });
  await look();
  for (const user of [MIRIAM, TOM]) world.teams.cannotReach(user, 'blocked');
  world.directory.trouble = new Fault('unavailable', 'down');
  await world.report('child', { isUrgent: true });
  await world.after(0);
  await world.after(0);
  world.directory.trouble = undefined;
  expect([await of(MIRIAM), await of(TOM)]).toMatchObject([{ trouble: 'blocked' }, { trouble: 'blocked' }]);
  await look(20);
  expect([await of(MIRIAM), await of(TOM)]).toMatchObject([{ trouble: 'blocked' }, { trouble: 'blocked' }]);
  expect(said()).toContainEqual({ school: 'oakfield', role: 'dsl', why: 'blocked' });

  // Tom writes, and Miriam is sent what she takes.
  const chat = { id: `a:${TOM}`, serviceUrl: 'https://smba.trafficmanager.net/uk', tenantId: TENANT };
  await conversations.remember(TOM, chat, world.now());
  await world.deps.reach.noteReached(MIRIAM);
  await look(20);
  expect([await of(MIRIAM), await of(TOM)]).toMatchObject([{ trouble: undefined }, { trouble: undefined }]);
});

test('of someone who holds no role nothing is noted, whatever becomes of a card', async () => {
  const { reach, of } = keeping();
  await reach.noteBlocked(LEWIS, world.now());
  await reach.noteReached(LEWIS);
  expect(await of(LEWIS)).toBeUndefined();
});

test('who holds several roles is there once, by the one for which they are told of reports', () => {
  const [school] = world.trust.schools;
  if (!school) throw new Error('no school');
  const [dpo] = school.roles.dpo;
  if (!dpo) throw new Error('no DPO');
  const both = { ...school, roles: { ...school.roles, 'it-lead': [dpo], hr: [dpo] } };
  expect(namedAt(both).filter(({ holder }) => holder.id === dpo.id)).toMatchObject([
    { role: 'dpo', takesReports: true },
  ]);
  expect(namedAt(both).find(({ role }) => role === 'policy-owner')?.takesReports).toBe(false);
});
