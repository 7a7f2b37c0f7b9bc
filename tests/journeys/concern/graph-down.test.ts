import { afterEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { checkReach } from '../../../src/cli/doctor/people.ts';
import { connect } from '../../../src/platform/postgres/database.ts';
import type { FaultRule } from '../../../src/sandbox/faults.ts';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { next, reportByClicking, shown } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';
import { reportByLink } from '../../support/shared-address.ts';
import { until } from '../../support/until.ts';

let world: Running;
afterEach(() => world.close());

const {
  miriamHale: DSL,
  tomAshworth: DEPUTY,
  joannaOkafor: HEAD,
  colinMarsh: CHAIR,
  eleanorFrith: OFFICER,
  priyaNair: TEACHER,
} = PEOPLE;
const ADDRESS = '7K3M-9PQR-2T4V';
const MINUTE_MS = 60_000;

const GRAPH = { surface: 'graph' } as const;
const BROKEN: FaultRule = { match: GRAPH, fault: { drop: true } };
const FAILING: FaultRule = { match: GRAPH, fault: { status: 503 } };
const HANGING: FaultRule = { match: GRAPH, fault: { delayMs: 10_000 } };

async function ask<T extends object>(query: string, values: readonly unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  const { rows } = await client.query<T>(query, [...values]);
  await client.end();
  return rows;
}

/** From now on nothing of Graph's is known: a channel's members, once read, count for a second and a half. */
function breakGraph(rule: FaultRule): void {
  world.sandbox.faults.add(rule);
  world.sandbox.clock.advance(MINUTE_MS);
}

/** Everyone whose chat is known, by id. */
const kept = async (): Promise<readonly string[]> =>
  (await ask<{ user_id: string }>('select user_id from conversation where conversation_id is not null')).map(
    ({ user_id }) => user_id,
  );
const keeps = (...people: readonly string[]) =>
  until(async () => {
    const known = await kept();
    return people.every((person) => known.includes(person));
  }, 'the chats of those who hold a role are known');

/** The address on a sheet, made long ago by someone who has left: nobody of the team has ever written to Lanyard. */
const hangUpTheSheet = () =>
  ask(`insert into concern_address (address, school_id, made_at, made_by) values ($1, 'oakfield', $2, $3)`, [
    ADDRESS.replaceAll('-', ''),
    world.sandbox.clock.now(),
    PEOPLE.disabledTeacher,
  ]);

const urgentBySheet = (more: Readonly<Record<string, string>> = { about: 'child', who: 'MARKED-CHILD' }) =>
  reportByLink(world, `/r/${ADDRESS}`, { seen: 'MARKED-SEEN', urgent: 'yes', ...more });

const cardsTo = (user: string) =>
  world.sandbox.messages(user).filter((message) => /"Report [A-Z0-9]{6}"/.test(shown(message)));
const isTold = (...people: readonly string[]) => people.every((user) => cardsTo(user).length > 0);

/** Nothing of a report is left to do before the clock goes on. */
async function isNothingDue(): Promise<boolean> {
  const now = world.sandbox.clock.now();
  for (const shelf of ['child', 'adult']) {
    const due = `select 1 from concerns_${shelf}.concern_task
      where state = 'running' or (state = 'due' and due_at <= $1) limit 1`;
    if ((await ask(due, [now])).length > 0) return false;
  }
  return true;
}
/** Everyone whose chat is kept was looked at since. */
const isLookedAt = async (since: Date): Promise<boolean> =>
  (await ask('select 1 from reach where tried_at < $1 limit 1', [since])).length === 0;

/**
 * Moves the clock minute by minute until this is so; answers how many that took.
 * @param isThrough whether all that a minute brings has been done, given when it began
 */
async function minutesUntil(
  isSo: () => boolean,
  isThrough: (since: Date) => Promise<boolean> = isNothingDue,
): Promise<number> {
  for (let minutes = 0; minutes <= 60; minutes += 1) {
    const since = world.sandbox.clock.now();
    await until(async () => isSo() || (await isThrough(since)), `minute ${minutes} is through`);
    // What was done a moment ago shows a moment later.
    if (await world.sandbox.until(isSo, 5_000).catch(() => false)) return minutes;
    world.sandbox.clock.advance(MINUTE_MS);
  }
  throw new Error('not within an hour');
}

/** What the doctor says about who can be told. */
async function doctor(): Promise<readonly string[]> {
  const db = connect(world.databaseUrl, 1);
  const findings = await checkReach(world.config.trust.schools, db, world.sandbox.clock.now());
  await db.destroy();
  return findings.map(({ level, what }) => `${level}: ${what}`);
}

const nothingOfItLeft = () => {
  const sent = world.sandbox.received().map(({ body }) => body);
  expect(sent.concat(world.logged).join()).not.toContain('MARKED');
};

test('everyone who holds a role has a chat as soon as the product runs, and is shown nothing in it', async () => {
  world = await running();
  const { sandbox, config } = world;
  const named = [
    ...new Set(
      config.trust.schools.flatMap(({ roles }) => Object.values(roles).flatMap((all) => all.map(({ id }) => id))),
    ),
  ];
  expect(named.length).toBeGreaterThan(10);
  await keeps(...named);
  expect((await kept()).toSorted()).toEqual(named.toSorted());
  const addresses = await ask<{ service_url: string; tenant_id: string }>(
    'select service_url, tenant_id from conversation',
  );
  for (const address of addresses) {
    expect(address.tenant_id).toBe(config.trust.tenantId);
    expect(`${address.service_url.replace(/\/$/, '')}/`).toBe(sandbox.connectorUrl);
  }
  expect(named.flatMap((user) => sandbox.messages(user))).toEqual([]);
  expect(sandbox.received().map(({ operation }) => operation)).not.toContain('sendActivity');
  expect(await doctor()).toEqual([
    'fine: oakfield: everyone who holds a role can be reached in Teams',
    'fine: millbrook: everyone who holds a role can be reached in Teams',
  ]);
  expect(world.logged.join()).not.toContain('concern.role-unreachable');
});

test('Graph fails, and a team that never wrote is told of an urgent report from the sheet at once, each in their own chat', async () => {
  world = await running();
  const { sandbox } = world;
  await hangUpTheSheet();
  await keeps(DSL, DEPUTY, HEAD);
  breakGraph(FAILING);
  await urgentBySheet();
  expect(await minutesUntil(() => isTold(DSL, DEPUTY))).toBe(0);
  const [card] = cardsTo(DSL);
  expect(shown(card)).toContain('Urgent: the reporter says that someone needs to act today');
  expect(shown(card)).toContain('I could not check who is in there just then');
  // The channel, whose members nobody can read now, was safe an hour ago: it hears that one waits, and nothing of it.
  const said = sandbox.channel(CHANNELS.dsl).flatMap(({ messages }) => messages);
  expect(said).toHaveLength(1);
  expect(shown(said)).toContain('An urgent report waits');
  expect(shown(said)).not.toMatch(/MARKED|concern\.open|Report [A-Z0-9]{6}/);
  // Nobody further is told while the team has it.
  expect(isTold(HEAD) || isTold(CHAIR)).toBe(false);

  // Nor does an outage tell anyone who is shut out.
  await urgentBySheet({ about: 'staff', name: 'Tom Ashworth' });
  expect(await minutesUntil(() => isTold(HEAD))).toBe(0);
  expect(cardsTo(DEPUTY)).toHaveLength(1);
  expect(cardsTo(DSL)).toHaveLength(1);
  nothingOfItLeft();
});

test('Graph breaks, a teacher reports by the form, and the DSL reads and acknowledges it', async () => {
  world = await running();
  const { sandbox } = world;
  await sandbox.say(TEACHER, 'help');
  await keeps(DSL, DEPUTY);
  // The hourly look has confirmed the readers' accounts, by which they may open it.
  await until(
    async () => (await ask('select 1 from concern_reader where person = $1', [DSL])).length > 0,
    'the DSL is confirmed',
  );
  breakGraph(BROKEN);
  const words = { seen: 'MARKED-SEEN' };
  await reportByClicking(world, TEACHER, { about: 'child', words, last: { urgent: 'yes' } });
  expect(await minutesUntil(() => isTold(DSL, DEPUTY))).toBe(0);
  const record = await sandbox.openDialog(DSL, cardsTo(DSL)[0]?.id ?? '', 'Open');
  expect(shown(record.card)).toContain('MARKED-SEEN');
  await sandbox.submitDialog(DSL, record, 'Acknowledge and take it on', {});
  await sandbox.until(() => shown(sandbox.messages(TEACHER)).includes('Read by the DSL'));
});

test('a Graph that says nothing holds an urgent report up for seconds', async () => {
  world = await running();
  await hangUpTheSheet();
  await keeps(DSL, DEPUTY);
  breakGraph(HANGING);
  await urgentBySheet();
  const began = performance.now();
  expect(await minutesUntil(() => isTold(DSL, DEPUTY))).toBe(0);
  expect(performance.now() - began).toBeLessThan(30_000);
  world.sandbox.faults.clear();
});

test('Graph is down from the very start: that is said before any report, the next who can be reached is told in minutes, and the team once it is back', async () => {
  world = await running({ before: ({ faults }) => void faults.add(BROKEN) });
  const { sandbox } = world;
  await hangUpTheSheet();
  // Of all who may have it only she has ever written to Lanyard.
  await sandbox.say(HEAD, 'help');
  const isSaid = () => world.logged.some((line) => line.includes('concern.role-unreachable') && line.includes('"dsl"'));
  const saidAfter = await minutesUntil(isSaid, isLookedAt);
  expect(saidAfter).toBeLessThanOrEqual(3);
  const lines = world.logged.filter((line) => line.includes('concern.role-unreachable'));
  expect(lines.every((line) => !/Hale|Ashworth|b0000000/.test(line))).toBe(true);
  expect(await doctor()).toEqual(
    expect.arrayContaining([
      'wrong: The DSL Miriam Hale cannot be reached: no chat yet (oakfield)',
      'wrong: The deputy DSL Tom Ashworth cannot be reached: no chat yet (oakfield)',
      'look: HR Sunita Rao cannot be reached: no chat yet (oakfield)',
    ]),
  );
  expect((await doctor()).join()).not.toContain('Joanna Okafor');

  await urgentBySheet();
  const took = await minutesUntil(() => isTold(HEAD));
  expect(took).toBeLessThanOrEqual(3);
  expect(isTold(DSL) || isTold(DEPUTY) || isTold(CHAIR) || isTold(OFFICER)).toBe(false);

  sandbox.faults.clear();
  const back = await minutesUntil(() => isTold(DSL, DEPUTY));
  expect(back).toBeLessThanOrEqual(2);
  await keeps(DSL, DEPUTY, HEAD, CHAIR);
  await until(async () => (await doctor()).every((line) => line.startsWith('fine')), 'the doctor finds nothing');
  nothingOfItLeft();
});

test('who takes on a role has a chat at once, and is told of what comes while Graph is down', async () => {
  world = await running();
  const { sandbox } = world;
  const { lewisGrant: NEWCOMER } = PEOPLE;
  const rolesOf = async (user: string) => {
    await sandbox.say(user, 'roles');
    return sandbox.openDialog(user, sandbox.messages(user).at(-1)?.id ?? '', 'Open the roles');
  };
  await hangUpTheSheet();
  const form = await next(world, HEAD, await rolesOf(HEAD), 'Go on', { role: 'deputy-dsl' });
  await next(world, HEAD, form, 'Ask for it', { newcomer: NEWCOMER, outgoing: '', quiet: 'false' });
  await next(world, CHAIR, await rolesOf(CHAIR), 'Agree');
  // Well before the look of every minute.
  const isKnown = async () => (await ask('select 1 from reach where user_id = $1', [NEWCOMER])).length > 0;
  await until(isKnown, 'the newcomer’s chat is looked at', 20_000);
  await keeps(NEWCOMER);
  breakGraph(BROKEN);
  await urgentBySheet();
  expect(await minutesUntil(() => isTold(DSL, DEPUTY, NEWCOMER))).toBe(0);
});

test('a DSL who deleted the chat, and one whose app was removed, can be told a day later, whatever Graph does then', async () => {
  world = await running();
  const { sandbox } = world;
  await hangUpTheSheet();
  await keeps(DSL, DEPUTY);
  sandbox.tenant.deleteChat(DSL);
  await sandbox.tenant.removeApp(DEPUTY);
  const lookedAt = async () =>
    (await ask<{ least: Date }>('select min(open_at) as least from reach')).map(({ least }) => least.getTime())[0] ?? 0;
  const before = await lookedAt();
  sandbox.clock.advance(24 * 60 * MINUTE_MS);
  await until(async () => (await lookedAt()) > before, 'everyone is looked at again');
  expect(sandbox.installed(DEPUTY)).toBe(true);
  breakGraph(BROKEN);
  await urgentBySheet();
  expect(await minutesUntil(() => isTold(DSL, DEPUTY))).toBe(0);
});
