import { afterEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { addDays, type IsoDay, instantOf } from '../../src/core/time.ts';
import { GROUPS, PEOPLE } from '../../src/sandbox/sample-school.ts';
import { running } from '../support/running.ts';

type World = Awaited<ReturnType<typeof beginYear>>;
let world: World;
afterEach(() => world.close());

const HR = PEOPLE.sunitaRao;

/** The whole product, following the sandbox's clock: moving the clock is what wakes it. */
async function beginYear(start: Date) {
  const product = await running({ at: start, followsClock: true });
  const { sandbox, logged } = product;
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();

  const until = async <T>(
    ready: () => T | undefined | false | Promise<T | undefined | false>,
    what: string,
  ): Promise<T> => {
    for (let tries = 0; tries < 600; tries += 1) {
      const value = await ready();
      if (value) return value;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`${what} did not happen within 30 s`);
  };
  const rows = async () =>
    (
      await client.query<{ user_id: string; state: string; due_day: string; campaign_id: string }>(
        `select user_id, state, campaign_person.due_day, campaign_id from campaign_person join campaign on id = campaign_id
         where started_at is not null order by created_at`,
      )
    ).rows;

  return {
    sandbox,
    errors: () => logged.filter((line) => line.includes('"level":"error"')),
    rows,
    until,
    /** Moves to 9 o'clock on a day and lets everything that is due happen. @returns how many were reminded */
    async day(day: IsoDay): Promise<number> {
      const at = instantOf(day, '09:00');
      const from = logged.length;
      sandbox.clock.set(at);
      const swept = () =>
        logged
          .slice(from)
          .filter((line) => line.includes('"campaign.swept"'))
          .map((line) => JSON.parse(line) as { at: string; reminded: number })
          .filter((sweep) => sweep.at >= at.toISOString());
      await until(() => swept().length > 0, `the sweep of ${day}`);
      await until(
        async () => (await rows()).every(({ state }) => !['waiting', 'sending'].includes(state)),
        `everybody's state on ${day}`,
      );
      return swept().reduce((sum, { reminded }) => sum + reminded, 0);
    },
    async close() {
      await client.end();
      await product.close();
    },
  };
}

const text = (message: { cards: unknown[] } | undefined): string => JSON.stringify(message?.cards ?? []);

/** The draft of Oakfield's that lies before HR. */
const draftIn = ({ sandbox }: World) =>
  sandbox
    .messages(HR)
    .findLast(
      (message) => /Nobody has been asked yet/.test(text(message)) && text(message).includes('Oakfield Academy'),
    );

const request = ({ sandbox }: World, user: string) =>
  sandbox.messages(user).findLast((message) => text(message).includes('acknowledgement.confirm'));

/** Opens what has to be opened, and answers. */
async function answer(year: World, user: string): Promise<void> {
  const card = request(year, user);
  const titles = [...text(card).matchAll(/"title":"(Read it [^"]+)"/g)].map((match) => match[1] ?? '');
  for (const title of titles) await year.sandbox.openDialog(user, card?.id ?? '', title);
  await year.sandbox.click(user, card?.id ?? '', 'acknowledgement.confirm');
}

test('a year: proposal, confirmation, reminders, a joiner, a leaver, an absence, overdue nudges, and the next proposal', async () => {
  world = await beginYear(instantOf('2026-08-31' as IsoDay, '09:00'));
  const { sandbox, rows, day, until } = world;
  await day('2026-08-31' as IsoDay);
  expect(sandbox.messages(HR)).toEqual([]);

  // Tuesday 1 September: the yearly campaign proposes itself, due in four weeks. Nobody is asked before HR confirms.
  await day('2026-09-01' as IsoDay);
  const draft = await until(() => draftIn(world), 'the proposal');
  expect(sandbox.messages(PEOPLE.priyaNair)).toEqual([]);
  await sandbox.click(HR, draft.id, 'campaign.start');
  const card = draft.id;
  await until(async () => (await rows()).length > 0, 'the roster');
  expect(await day('2026-09-02' as IsoDay)).toBe(0);
  const asked = (await rows()).filter(({ state }) => state === 'asked').map(({ user_id }) => user_id);
  expect(asked.length).toBeGreaterThan(40);
  for (const user of asked) expect(request(world, user)).toBeDefined();

  // Wednesday: all but six answer.
  const late = [
    PEOPLE.priyaNair,
    PEOPLE.lewisGrant,
    PEOPLE.frankDoyle,
    PEOPLE.helenWhitcombe,
    PEOPLE.marcusLindley,
    PEOPLE.karenOsgood,
  ];
  for (const user of asked.filter((id) => !(late as string[]).includes(id))) await answer(world, user);
  const open = async () => (await rows()).filter(({ state }) => state === 'asked').map(({ user_id }) => user_id);
  expect((await open()).sort()).toEqual([...late].sort());

  // Three weeks on: two planned reminders were missed while nothing ran, and are one. A joiner is picked up by themselves.
  const joiner = { ...sandboxPerson('Nadia Farouk'), id: 'b0000000-0000-4000-8000-000000000999' };
  sandbox.tenant.addPerson(joiner, [GROUPS.teachers]);
  expect(await day('2026-09-25' as IsoDay)).toBe(6);
  expect((await rows()).find(({ user_id }) => user_id === joiner.id)).toMatchObject({
    state: 'asked',
    due_day: '2026-10-05',
  });
  sandbox.tenant.setEnabled(PEOPLE.marcusLindley, false);
  const dialog = await sandbox.openDialog(HR, card, 'Change somebody');
  const found = await sandbox.submitDialog(HR, dialog, 'Find', { name: 'Osgood' });
  if (found.kind !== 'dialog') throw new Error(found.kind);
  await sandbox.submitDialog(HR, found.dialog, 'Away: pause');
  await day('2026-09-26' as IsoDay);
  const states = new Map((await rows()).map(({ user_id, state }) => [user_id, state]));
  expect(states.get(PEOPLE.marcusLindley)).toBe('left');
  expect(states.get(PEOPLE.karenOsgood)).toBe('paused');

  // Day by day to the due date and beyond: four are missing, and the joiner has days of their own.
  const reminded: Record<string, number> = {};
  for (let today = '2026-09-27' as IsoDay; today <= '2026-10-16'; today = addDays(today, 1)) {
    const count = await day(today);
    if (count > 0) reminded[today] = count;
  }
  expect(reminded).toEqual({
    // Three days before was a Saturday, and falls together with one day before; for the joiner it is seven days before.
    '2026-09-28': 5,
    '2026-09-29': 4,
    // The joiner: three days before; one before is a Sunday and falls together with the day itself.
    '2026-10-02': 1,
    '2026-10-05': 1,
    // Weekly after the due date of each.
    '2026-10-06': 4,
    '2026-10-12': 1,
    '2026-10-13': 4,
  });
  // Overdue: in the feed, and nobody who has answered, left or is away.
  expect(sandbox.feed(PEOPLE.priyaNair)).toHaveLength(2);
  for (const user of [PEOPLE.danielPrior, PEOPLE.marcusLindley, PEOPLE.karenOsgood])
    expect(sandbox.feed(user)).toEqual([]);

  // They answer. Christmas and the rest of the year are silent.
  for (const user of await open()) await answer(world, user);
  for (const quiet of ['2026-12-25', '2027-02-16', '2027-05-03', '2027-08-31'] as IsoDay[])
    expect(await day(quiet)).toBe(0);

  // Wednesday 1 September: the next one proposes itself and waits; confirmed, what is unchanged takes one tap.
  const before = new Map(asked.map((user) => [user, sandbox.messages(user).length]));
  await day('2027-09-01' as IsoDay);
  const next = await until(() => draftIn(world), 'the next proposal');
  for (const [user, count] of before) if (user !== HR) expect(sandbox.messages(user)).toHaveLength(count);
  await sandbox.click(HR, next.id, 'campaign.start');
  const again = await until(() => {
    const found = request(world, PEOPLE.danielPrior);
    return found && text(found).includes('Unchanged since you last confirmed it') && found;
  }, 'the second card');
  const receipt = await sandbox.click(PEOPLE.danielPrior, again.id, 'acknowledgement.confirm');
  expect(JSON.stringify(receipt)).toContain('Your answer is recorded');
  expect(sandbox.world.messagesToPupils).toBe(0);
  expect(world.errors()).toEqual([]);
}, 240_000);

function sandboxPerson(displayName: string) {
  const [givenName = '', surname = ''] = displayName.split(' ');
  return {
    displayName,
    givenName,
    surname,
    userPrincipalName: `${surname.toLowerCase()}@oakfieldacademy.example`,
    jobTitle: 'Teacher of Drama',
    department: 'Oakfield Academy',
    kind: 'staff' as const,
    enabled: true,
    userType: 'Member' as const,
    hasTeams: true,
    install: 'ok' as const,
  };
}
