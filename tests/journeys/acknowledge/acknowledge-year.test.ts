import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { addDays, type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import { GROUPS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { putInForce } from '../../support/adopt.ts';
import { readWhole, sendNow, tellManagers } from '../../support/campaign.ts';
import { running } from '../../support/running.ts';
import { until } from '../../support/until.ts';

type World = Awaited<ReturnType<typeof beginYear>>;
let world: World;
afterEach(() => world.close());

const HR = PEOPLE.sunitaRao;

/** The whole product, following the sandbox's clock: moving the clock is what wakes it. */
async function beginYear(start: Date) {
  const product = await running({ at: start, followsClock: true, limits: true });
  const { sandbox, logged } = product;
  const client = new pg.Client({ connectionString: product.databaseUrl });
  await client.connect();

  const rows = async () =>
    (
      await client.query<{ user_id: string; state: string; due_day: string; campaign_id: string }>(
        `select user_id, state, campaign_person.due_day, campaign_id from campaign_person join campaign on id = campaign_id
         where started_at is not null order by created_at`,
      )
    ).rows;

  const signatures = async () =>
    (
      await client.query<{
        campaign_id: string;
        person_id: string;
        policies: { versionId: string; textHash: string }[];
      }>('select * from campaign_signature order by at, person_id')
    ).rows;

  return {
    sandbox,
    signatures,
    errors: () => logged.filter((line) => line.includes('"level":"error"')),
    rows,
    /** Moves to 9 o'clock on a day and lets everything that is due happen. @returns how many were reminded */
    async day(day: IsoDay): Promise<number> {
      let at = instantOf(day, '09:00');
      let reminded = 0;
      for (;;) {
        const from = logged.length;
        sandbox.clock.set(at);
        const swept = () =>
          logged
            .slice(from)
            .filter((line) => line.includes('"campaign.swept"'))
            .map((line) => JSON.parse(line) as { at: string; reminded: number; putOff?: number });
        const last = () => swept().findLast((sweep) => sweep.at >= at.toISOString());
        await until(last, `the sweep of ${day}`);
        await until(
          async () => (await rows()).every(({ state }) => !['waiting', 'sending'].includes(state)),
          `everyone's state on ${day}`,
        );
        // One that had begun when the clock was moved may have found them too.
        const now = swept().reduce((sum, sweep) => sum + sweep.reminded, 0);
        reminded += now;
        if (now === 0 && last()?.putOff === 0) return reminded;
        // Days that pass in a second meet the limits of a chat: anyone who was put off is found by the next look, as on any day.
        at = new Date(at.getTime() + 60_000);
      }
    },
    async close() {
      await client.end();
      await product.close();
    },
  };
}

const text = (message: { cards: unknown[] } | undefined): string => JSON.stringify(message?.cards ?? []);

/** The draft of Oakfield's that is before HR. */
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
  for (const title of titles) await readWhole(year, user, card?.id ?? '', title);
  await year.sandbox.click(user, card?.id ?? '', 'acknowledgement.confirm');
}

const NEW_RULE = 'Nobody employed here may follow a pupil';

/** The owner sends a new version, looks at what changed, and puts it in force. */
async function newVersion({ sandbox }: World): Promise<void> {
  const ruth = PEOPLE.ruthEllery;
  const file = await readFile(resolve(import.meta.dirname, '../../../policies/social-media.md'), 'utf8');
  const content = file.replace('6.1 Staff must not follow', `6.1 ${NEW_RULE}, and staff must not follow`);
  expect(content).not.toBe(file);
  await sandbox.say(ruth, '', undefined, [
    { name: 'Social Media Policy v6.md', type: 'application/octet-stream', content },
  ]);
  const withText = (words: string) => () => sandbox.messages(ruth).findLast((message) => text(message).includes(words));
  const ready = await until(withText('Say which policy this is'), 'reading the file');
  const dialog = await sandbox.openDialog(ruth, ready.id, 'Say which policy this is');
  await sandbox.submitDialog(ruth, dialog, 'Compare');
  const proposal = await until(withText('A new version of a policy'), 'the comparison');
  await putInForce({ sandbox }, ruth, proposal.id, { adoptedOn: '2026-09-01' });
}

test('a year: proposal, reminders, a joiner, a leaver, an absence, overdue nudges, a new version, and the next campaign', async () => {
  world = await beginYear(instantOf('2026-08-31' as IsoDay, '09:00'));
  const { sandbox, rows, day } = world;
  await day('2026-08-31' as IsoDay);
  expect(sandbox.messages(HR)).toEqual([]);

  // Tuesday 1 September: the yearly campaign proposes itself, due in four weeks. Nobody is asked before HR confirms.
  await day('2026-09-01' as IsoDay);
  const draft = await until(() => draftIn(world), 'the proposal');
  expect(sandbox.messages(PEOPLE.priyaNair)).toEqual([]);
  await sendNow({ sandbox }, draft.id);
  const card = draft.id;
  await until(async () => (await rows()).length > 0, 'the roster');
  expect(await day('2026-09-02' as IsoDay)).toBe(0);
  await tellManagers(world, '2026-09-01');
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
  const dialog = await sandbox.openDialog(HR, card, 'Update a person');
  const found = await sandbox.submitDialog(HR, dialog, 'Find', { name: 'Osgood' });
  if (found.kind !== 'dialog') throw new Error(found.kind);
  const form = await sandbox.submitDialog(HR, found.dialog, 'Away: pause');
  if (form.kind !== 'dialog') throw new Error(form.kind);
  await sandbox.submitDialog(HR, form.dialog, 'Enter it', { who: 'Joanna Okafor', day: '2026-09-24' });
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

  // Line managers get their own people's names on those days, and the head of science more than one list: the last replaces it.
  const lists = sandbox
    .messages(PEOPLE.helenWhitcombe)
    .filter((message) => text(message).includes('people you manage'));
  expect(lists).toHaveLength(1);
  expect(text(lists[0])).toContain('Priya Nair');
  expect(text(lists[0])).not.toContain('Lewis Grant');

  // They answer. Christmas and the rest of the year are silent.
  for (const user of await open()) await answer(world, user);
  const signed = await world.signatures();
  for (const quiet of ['2026-12-25', '2027-02-16', '2027-05-03'] as IsoDay[]) expect(await day(quiet)).toBe(0);

  // Wednesday 9 June: a new version of one policy, with a rule of its own. Nobody is asked because of it alone.
  await day('2027-06-09' as IsoDay);
  // The DSL is told in July and September that the statutory guidance is due; that is nothing about signing.
  const ofSigning = (user: string) =>
    sandbox.messages(user).filter((one) => !text(one).includes('Keeping children safe'));
  const before = new Map(asked.map((user) => [user, ofSigning(user).length]));
  await newVersion(world);
  expect(await day('2027-06-10' as IsoDay)).toBe(0);
  // It is laid before HR as a draft, who leaves it to September.
  const june = await until(() => draftIn(world), 'what was adopted');
  await sandbox.click(HR, june.id, 'campaign.discard');
  expect(await day('2027-08-31' as IsoDay)).toBe(0);
  expect(await world.signatures()).toEqual(signed);

  // Wednesday 1 September: the next one proposes itself and waits for HR.
  await day('2027-09-01' as IsoDay);
  const next = await until(() => draftIn(world), 'the next proposal');
  for (const [user, count] of before)
    if (user !== HR && user !== PEOPLE.ruthEllery) expect(ofSigning(user)).toHaveLength(count);
  await sendNow({ sandbox }, next.id);

  // What changed has to be opened, section by section; the two policies that did not change ask for nothing.
  const daniel = PEOPLE.danielPrior;
  const again = await until(() => {
    const found = request(world, daniel);
    return found && text(found).includes('Changed since you last confirmed it') && found;
  }, 'the second card');
  expect(text(again).match(/Unchanged since you last confirmed it/g)).toHaveLength(2);
  const early = await sandbox.click(daniel, again.id, 'acknowledgement.confirm');
  expect(JSON.stringify(early)).toMatch(/open this first: Social Media Policy/);
  const changes = await sandbox.openDialog(daniel, again.id, 'What changed');
  expect(JSON.stringify(changes.card)).toContain(NEW_RULE);
  expect(JSON.stringify(changes.card)).toContain('Before');
  const receipt = await sandbox.click(daniel, again.id, 'acknowledgement.confirm');
  expect(JSON.stringify(receipt)).toContain('Your answer is recorded');

  // Last year's signatures stand as they were; of the three versions, two are the same.
  const all = await world.signatures();
  expect(all.filter(({ campaign_id }) => campaign_id !== all.at(-1)?.campaign_id)).toEqual(signed);
  const [old, now] = all.filter(({ person_id }) => person_id === daniel).map(({ policies }) => policies);
  const versionsOf = (policies: typeof now) => policies?.map(({ versionId }) => versionId).sort() ?? [];
  expect(versionsOf(now).filter((version) => versionsOf(old).includes(version))).toHaveLength(2);
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
    department: 'Teaching',
    kind: 'staff' as const,
    enabled: true,
    userType: 'Member' as const,
    hasTeams: true,
    install: 'ok' as const,
  };
}
