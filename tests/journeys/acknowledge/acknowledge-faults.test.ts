import { afterEach, expect, test } from '@jest/globals';
import pg from 'pg';
import type { FaultRule } from '../../../src/sandbox/faults.ts';
import { GROUPS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../support/running.ts';
import { until } from '../../support/until.ts';

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
    sandbox.messages(hr).findLast(({ cards }) => JSON.stringify(cards).includes('Nobody has been asked yet')),
  );
  before();
  await sandbox.click(hr, draft.id, 'campaign.start');
}

interface Row {
  readonly user_id: string;
  readonly name: string;
  readonly state: string;
  readonly reason: string | null;
  readonly campaign_id: string;
}

async function register({ databaseUrl }: Running): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<Row>(`select user_id, name, state, reason, campaign_id from campaign_person
     where campaign_id = (select id from campaign where started_at is not null order by started_at desc limit 1)`);
  await client.end();
  return rows;
}

async function untilAsync(isDone: () => Promise<boolean>): Promise<void> {
  try {
    await until(isDone, 'the campaign came this far', 180_000);
  } catch (cause) {
    const states = (await register(world)).map(({ name, state, reason }) => `${name}: ${state} ${reason ?? ''}`);
    throw new Error(`not in time\n${[...states, ...world.logged.slice(-40)].join('\n')}`, { cause });
  }
}

/** Until nobody is on their way any more. */
async function settled(running: Running): Promise<Row[]> {
  await untilAsync(async () => {
    const rows = await register(running);
    return rows.length > 0 && rows.every(({ state }) => !['waiting', 'sending'].includes(state));
  });
  return register(running);
}

/** Cards that can be answered. */
const requests = (running: Running, user: string, campaign = ''): number =>
  running.sandbox
    .messages(user)
    .map(({ cards }) => JSON.stringify(cards))
    .filter((card) => card.includes('acknowledgement.confirm') && card.includes(campaign)).length;

/** HR takes back what runs, so that the next campaign asks everybody again. */
async function withdrawAll(running: Running): Promise<void> {
  const { sandbox } = running;
  const hr = PEOPLE.sunitaRao;
  const card = sandbox.messages(hr).findLast(({ cards }) => JSON.stringify(cards).includes('"Withdraw"'));
  const asking = await sandbox.openDialog(hr, card?.id ?? '', 'Withdraw');
  await sandbox.submitDialog(hr, asking, 'Withdraw this campaign');
}

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

/** What everybody in the sample school ends as, whatever happens on the way. */
const EXPECTED: Readonly<Record<string, readonly [string, string | null]>> = {
  [PEOPLE.neverActivatedTeacher]: ['unreachable', 'never-used-teams'],
  [PEOPLE.neverActivatedAssistant]: ['unreachable', 'never-used-teams'],
  [PEOPLE.blockedByPolicyTeacher]: ['unreachable', 'app-not-allowed'],
  [PEOPLE.unlicensedSupervisor]: ['paper', 'no-teams-licence'],
  [PEOPLE.receptionMailbox]: ['paper', 'no-teams-licence'],
  [PEOPLE.meetingRoom]: ['paper', 'no-teams-licence'],
};

/** Everybody in the right state, with one card if they are asked and none if not. */
function expectAllRight(running: Running, rows: readonly Row[], exceptions: typeof EXPECTED = {}): void {
  const wrong = rows.flatMap((row) => {
    const [state, reason] = exceptions[row.user_id] ?? EXPECTED[row.user_id] ?? ['asked', null];
    const cards = requests(running, row.user_id, row.campaign_id);
    const isRight = row.state === state && row.reason === reason && cards === (state === 'asked' ? 1 : 0);
    return isRight ? [] : [{ ...row, cards }];
  });
  expect(wrong).toEqual([]);
  expect(running.sandbox.world.messagesToPupils).toBe(0);
}

const FAULTS: Readonly<Record<string, readonly FaultRule[]>> = {
  // The first campaign is the one that installs.
  'Graph refuses installations in three ways': [
    { match: { operation: 'installApp' }, fault: { status: 503 }, times: 6 },
    { match: { operation: 'installApp' }, fault: { status: 429 }, times: 4 },
    { match: { operation: 'installApp' }, fault: { status: 400 }, times: 3 },
  ],
  'a 429 storm': [{ match: { operation: 'sendActivity' }, fault: { code: 'Throttled', status: 429 }, times: 40 }],
  'a 429 storm with Retry-After': [
    { match: { operation: 'sendActivity' }, fault: { code: 'Throttled', status: 429, retryAfterSeconds: 1 }, times: 4 },
  ],
  '412: concurrent operations': [
    { match: { operation: 'sendActivity' }, fault: { code: 'PreconditionFailed', status: 412 }, times: 30 },
  ],
  '502: a gateway': [{ match: { operation: 'sendActivity' }, fault: { status: 502 }, times: 3 }],
  'a chat that is gone': [
    { match: { operation: 'sendActivity' }, fault: { code: 'ConversationNotFound', status: 404 }, times: 12 },
  ],
};

test('each fault by itself: everybody ends in the right state with one card', async () => {
  world = await running();
  const { sandbox } = world;
  for (const [name, faults] of Object.entries(FAULTS)) {
    const struck = () => sandbox.faults.list().reduce((sum, { struck: times }) => sum + times, 0);
    await startCampaign(world, () => {
      for (const fault of faults) sandbox.faults.add(fault);
    });
    const rows = await settled(world);
    // A fault that never struck would prove nothing.
    expect([name, struck() > 0]).toEqual([name, true]);
    expectAllRight(world, rows);
    sandbox.faults.clear();
    await withdrawAll(world);
  }

  // What people do themselves, by their own choice: delete the chat, block the app, leave.
  sandbox.tenant.deleteChat(PEOPLE.helenWhitcombe);
  sandbox.tenant.blockBot(PEOPLE.frankDoyle, 'MessageWritesBlocked');
  sandbox.tenant.blockBot(PEOPLE.lewisGrant, 'ConversationBlockedByUser');
  await startCampaign(world);
  const blocked = ['unreachable', 'blocked-the-app'] as const;
  expectAllRight(world, await settled(world), { [PEOPLE.frankDoyle]: blocked, [PEOPLE.lewisGrant]: blocked });
  // Unblocked, they get theirs by the button; nobody else hears anything.
  sandbox.tenant.unblockBot(PEOPLE.frankDoyle);
  sandbox.tenant.unblockBot(PEOPLE.lewisGrant);
  const before = sandbox.messages(PEOPLE.priyaNair).length;
  const hr = PEOPLE.sunitaRao;
  const card = sandbox.messages(hr).findLast(({ cards }) => JSON.stringify(cards).includes('Resend to the missing'));
  const dialog = await sandbox.openDialog(hr, card?.id ?? '', 'Resend to the missing');
  await sandbox.submitDialog(hr, dialog, 'Send to 5 people');
  await sandbox.submitDialog(hr, dialog, 'Send to 5 people');
  // Of this campaign: a card of an earlier one may still be drawn again.
  const [{ campaign_id: campaign } = { campaign_id: '' }] = await register(world);
  await sandbox.until(() =>
    [PEOPLE.frankDoyle, PEOPLE.lewisGrant].every((user) => requests(world, user, campaign) > 0),
  );
  expectAllRight(world, await settled(world));
  expect(sandbox.messages(PEOPLE.priyaNair)).toHaveLength(before);
});

test('Graph is down for an hour while everything else goes wrong too: nobody is lost, and nobody is asked twice', async () => {
  world = await running({ followsClock: true });
  const { sandbox } = world;
  const { faults, tenant, clock } = sandbox;
  for (const user of [PEOPLE.helenWhitcombe, PEOPLE.frankDoyle, PEOPLE.karenOsgood]) await sandbox.say(user, 'help');
  tenant.deleteChat(PEOPLE.helenWhitcombe);
  tenant.blockBot(PEOPLE.frankDoyle, 'MessageWritesBlocked');

  await startCampaign(world, () => {
    faults.add({ match: { surface: 'graph' }, fault: { drop: true } });
    for (const fault of Object.values(FAULTS).flat())
      if (fault.match.operation === 'sendActivity') faults.add({ ...fault, times: 4 });
    // Gone from Entra between the look at the list and the card.
    tenant.removePerson(PEOPLE.marcusLindley);
  });
  // Whose chat is known needs no Graph; the others wait, and each says why.
  const waiting = async () => (await register(world)).filter(({ state }) => ['waiting', 'sending'].includes(state));
  const isKnown = (user: string) => ([PEOPLE.karenOsgood, PEOPLE.sunitaRao] as string[]).includes(user);
  const allWait = () =>
    untilAsync(async () => {
      const left = await waiting();
      return left.length > 35 && left.every(({ reason }) => reason === 'service-busy');
    });
  for (let minutes = 0; minutes < 60; minutes += 12) {
    await allWait();
    clock.advance(12 * 60_000);
  }
  await allWait();
  // The Connector is well again, Graph is not.
  faults.clear();
  faults.add({ match: { surface: 'graph' }, fault: { drop: true } });
  clock.advance(12 * 60_000);
  await untilAsync(async () => (await waiting()).every(({ user_id }) => !isKnown(user_id)));
  await allWait();
  expect((await register(world)).filter(({ state }) => state === 'left')).toEqual([]);

  faults.clear();
  clock.advance(12 * 60_000);
  const rows = await settled(world);
  const isMarcus = ({ user_id }: Row) => user_id === PEOPLE.marcusLindley;
  expectAllRight(
    world,
    rows.filter((row) => !isMarcus(row)),
    { [PEOPLE.frankDoyle]: ['unreachable', 'blocked-the-app'] },
  );
  // Graph does not know him any more; the next look at the staff list takes him off it.
  expect(rows.find(isMarcus)).toMatchObject({ state: 'unreachable', reason: 'never-used-teams' });
  clock.advance(24 * 60 * 60_000);
  await untilAsync(async () => (await register(world)).find(isMarcus)?.state === 'left');
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
  for (const verb of ['campaign.start', 'campaign.pause', 'campaign.refresh', 'campaign.trial'])
    expect(await go(verb, { campaign })).toMatchObject({ kind: 'error', status: 403 });
  // Nor a line manager, nor the owner of a policy; and questions that nobody asked cannot be answered.
  for (const kind of ['hr', 'manager'])
    expect(await go('campaign.show-list', { campaign, kind })).toMatchObject({
      kind: 'message',
      text: expect.stringContaining('no list for you'),
    });
  const dialogs: [string, object, RegExp][] = [
    ['campaign.resend', { campaign }, /HR role/],
    ['campaign.end', { campaign, how: 'withdraw' }, /HR role/],
    ['acknowledgement.edit-check', { school: 'oakfield', policy: 'social-media' }, /look after this policy/],
    ['acknowledgement.take-check', { campaign, index: 0 }, /not on the list/],
  ];
  for (const [dialog, data, words] of dialogs) {
    const value = { data: { ...data, dialog } };
    const { body } = await sandbox.sendActivity(sandbox.activity(priya, { type: 'invoke', name: 'task/fetch', value }));
    expect(JSON.stringify(body)).toMatch(words);
  }
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
