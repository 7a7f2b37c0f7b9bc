import { afterEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { GROUPS, PEOPLE } from '../../src/sandbox/sample-school.ts';
import { type Running, running } from '../support/running.ts';

let world: Running;
afterEach(() => world.close());

/** A campaign of HR's, confirmed; `before` happens when the list is there and nobody has been asked. */
async function startCampaign({ sandbox }: Running, before: () => void = () => undefined): Promise<void> {
  const hr = PEOPLE.sunitaRao;
  await sandbox.say(hr, 'campaigns');
  const list = sandbox.messages(hr).at(-1);
  const form = await sandbox.openDialog(hr, list?.id ?? '', 'New campaign');
  const [choice] = [...JSON.stringify(form.card).matchAll(/"value":"(oakfield\/[0-9a-f]+)"/g)].map((match) => match[1]);
  await sandbox.submitDialog(hr, form, 'See who would be asked', { policies: choice ?? '', due: '2026-12-14' });
  const draft = await sandbox.until(() =>
    sandbox.messages(hr).find(({ cards }) => JSON.stringify(cards).includes('Nobody has been asked yet')),
  );
  before();
  await sandbox.click(hr, draft.id, 'campaign.start');
}

interface Row {
  readonly user_id: string;
  readonly name: string;
  readonly state: string;
  readonly reason: string | null;
}

async function register({ databaseUrl }: Running): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<Row>('select user_id, name, state, reason from campaign_person');
  await client.end();
  return rows;
}

/** Until nobody is on their way any more. */
async function settled(running: Running): Promise<Row[]> {
  for (let tries = 0; tries < 300; tries += 1) {
    const rows = await register(running);
    if (rows.length > 0 && rows.every(({ state }) => !['waiting', 'sending'].includes(state))) return rows;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(
    `still under way: ${JSON.stringify((await register(running)).filter(({ state }) => state === 'waiting'))}`,
  );
}

const requests = (running: Running, user: string): number =>
  running.sandbox.messages(user).filter(({ cards }) => JSON.stringify(cards).includes('acknowledgement.confirm'))
    .length;

test('every odd account of a real tenant ends in its own plain state, and no pupil hears anything', async () => {
  world = await running();
  await startCampaign(world);
  const rows = await settled(world);
  const stateOf = (user: string) =>
    rows.filter((row) => row.user_id === user).map(({ state, reason }) => [state, reason]);
  expect(stateOf(PEOPLE.priyaNair)).toEqual([['asked', null]]);
  expect(stateOf(PEOPLE.neverActivatedTeacher)).toEqual([['unreachable', 'never-used-teams']]);
  expect(stateOf(PEOPLE.blockedByPolicyTeacher)).toEqual([['unreachable', 'app-not-allowed']]);
  expect(stateOf(PEOPLE.unlicensedSupervisor)).toEqual([['paper', 'no-teams-licence']]);
  for (const nobody of [PEOPLE.guestTeacher, PEOPLE.disabledTeacher, PEOPLE.pupilInStaffGroup]) {
    expect(stateOf(nobody)).toEqual([]);
    expect(world.sandbox.messages(nobody)).toEqual([]);
  }
  for (const { user_id, state } of rows) expect(requests(world, user_id)).toBe(state === 'asked' ? 1 : 0);
  expect(world.sandbox.world.messagesToPupils).toBe(0);
});

test('with all faults at once, everybody still ends in the right state with one card', async () => {
  world = await running();
  const { sandbox } = world;
  const { faults, tenant } = sandbox;
  // Three whose chat is known: one deletes it, one blocks the bot, one leaves Teams for good.
  for (const user of [PEOPLE.helenWhitcombe, PEOPLE.frankDoyle]) await sandbox.say(user, 'help');
  tenant.deleteChat(PEOPLE.helenWhitcombe);
  tenant.blockBot(PEOPLE.frankDoyle, 'MessageWritesBlocked');

  await startCampaign(world, () => {
    faults.add({ match: { operation: 'sendActivity' }, fault: { code: 'Throttled', status: 429 }, times: 6 });
    faults.add({
      match: { operation: 'sendActivity' },
      fault: { code: 'Throttled', status: 429, retryAfterSeconds: 1 },
      times: 3,
    });
    faults.add({ match: { operation: 'sendActivity' }, fault: { code: 'PreconditionFailed', status: 412 }, times: 4 });
    faults.add({ match: { operation: 'sendActivity' }, fault: { status: 502 }, times: 2 });
    faults.add({ match: { operation: 'installApp' }, fault: { status: 503 }, times: 6 });
    faults.add({ match: { operation: 'installApp' }, fault: { status: 429 }, times: 4 });
    faults.add({ match: { operation: 'installApp' }, fault: { status: 400 }, times: 3 });
  });
  const rows = await settled(world);
  const wrong = rows.filter(
    ({ user_id, state }) =>
      !(
        [
          PEOPLE.neverActivatedTeacher,
          PEOPLE.neverActivatedAssistant,
          PEOPLE.blockedByPolicyTeacher,
          PEOPLE.frankDoyle,
        ] as string[]
      ).includes(user_id) && !['asked', 'paper'].includes(state),
  );
  expect(wrong).toEqual([]);
  expect(rows.find(({ user_id }) => user_id === PEOPLE.frankDoyle)).toMatchObject({
    state: 'unreachable',
    reason: 'blocked-the-app',
  });
  expect(rows.find(({ user_id }) => user_id === PEOPLE.helenWhitcombe)?.state).toBe('asked');
  for (const { user_id, state } of rows) expect(requests(world, user_id)).toBe(state === 'asked' ? 1 : 0);
  expect(sandbox.world.messagesToPupils).toBe(0);
});

test('while the directory is down nobody is asked, and the card says why and what to do', async () => {
  world = await running();
  const { sandbox } = world;
  sandbox.faults.add({
    match: { operation: 'listTransitiveMembers', path: GROUPS.pupilsAll },
    fault: { status: 503 },
  });
  const hr = PEOPLE.sunitaRao;
  await sandbox.say(hr, 'campaigns');
  const form = await sandbox.openDialog(hr, sandbox.messages(hr).at(-1)?.id ?? '', 'New campaign');
  const [choice] = [...JSON.stringify(form.card).matchAll(/"value":"(oakfield\/[0-9a-f]+)"/g)].map((match) => match[1]);
  await sandbox.submitDialog(hr, form, 'See who would be asked', { policies: choice ?? '', due: '2026-12-14' });
  const refused = await sandbox.until(
    () => sandbox.messages(hr).find(({ cards }) => JSON.stringify(cards).includes('This campaign cannot start')),
    30_000,
  );
  expect(JSON.stringify(refused.cards)).toContain('Without it nobody can say who is a pupil, so nobody is asked.');
  expect(await register(world)).toEqual([]);
});

test('card data made up by hand changes nothing for anybody else', async () => {
  world = await running();
  const { sandbox } = world;
  await startCampaign(world);
  await settled(world);
  const priya = PEOPLE.priyaNair;
  const message = sandbox.messages(priya)[0];
  const campaign = /"campaign":"([0-9a-f-]{36})"/.exec(JSON.stringify(message?.cards))?.[1];
  const forged = (verb: string, data: object) => ({
    type: 'AdaptiveCard',
    version: '1.5',
    body: [{ type: 'ActionSet', actions: [{ type: 'Action.Execute', title: 'Go', verb, data: { verb, ...data } }] }],
  });
  const go = (verb: string, data: object) =>
    sandbox.click(priya, message?.id ?? '', 'Go', {}, { card: forged(verb, data) });

  // A teacher who knows a campaign's id is no HR.
  for (const verb of ['campaign.start', 'campaign.withdraw', 'campaign.finish', 'campaign.refresh', 'campaign.trial'])
    expect(await go(verb, { campaign })).toMatchObject({ kind: 'error', status: 403 });
  // Whose answer it is comes from the signed activity, whatever the card says.
  await go('acknowledgement.confirm', { campaign, userId: PEOPLE.frankDoyle, person: PEOPLE.frankDoyle });
  expect((await register(world)).filter(({ state }) => state === 'acknowledged')).toEqual([]);
  expect(await go('acknowledgement.confirm', { campaign: "1'; drop table campaign" })).toMatchObject({
    kind: 'error',
    status: 400,
  });
  expect(await go('acknowledgement.confirm', { campaign: '00000000-0000-4000-8000-000000000000' })).toMatchObject({
    kind: 'message',
  });
  expect((await register(world)).filter(({ state }) => state === 'acknowledged')).toEqual([]);
});
