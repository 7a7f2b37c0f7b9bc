import { expect } from '@jest/globals';
import pg from 'pg';
import type { FaultRule } from '../../../src/sandbox/faults.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { draftCampaign, sendNow } from '../../support/campaign.ts';
import type { Running } from '../../support/running.ts';
import { until } from '../../support/until.ts';

/** A campaign of HR's, confirmed; `before` happens when the list is there and nobody has been asked. */
export async function startCampaign(world: Running, before: () => void = () => undefined): Promise<void> {
  const draft = await draftCampaign(world, '2026-12-14');
  before();
  await sendNow(world, draft);
}

/** Where a campaign stands with one person. */
export interface Row {
  readonly user_id: string;
  readonly name: string;
  readonly state: string;
  readonly step: string;
  readonly reason: string | null;
  readonly campaign_id: string;
  /** When it is tried again, if it waits. */
  readonly next_attempt_at: Date | null;
}

/** Everyone on the list of the campaign that was started last. */
export async function register(running: Running): Promise<Row[]> {
  const client = await (clients.get(running) ?? connected(running));
  const { rows } =
    await client.query<Row>(`select user_id, name, state, step, reason, campaign_id, next_attempt_at from campaign_person
     where campaign_id = (select id from campaign where started_at is not null order by started_at desc limit 1)`);
  return rows;
}

/** Asked again and again while a campaign goes its way; the database's end is theirs. */
const clients = new WeakMap<Running, Promise<pg.Client>>();

function connected(running: Running): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: running.databaseUrl });
  client.on('error', () => undefined);
  const connecting = client.connect().then(() => client);
  clients.set(running, connecting);
  return connecting;
}

/** Waits with what is known of the campaign where it takes too long. */
export async function untilAsync(world: Running, isDone: () => Promise<boolean>): Promise<void> {
  try {
    await until(isDone, 'the campaign came this far', 180_000);
  } catch (cause) {
    const states = (await register(world)).map(({ name, state, reason }) => `${name}: ${state} ${reason ?? ''}`);
    throw new Error(`not in time\n${[...states, ...world.logged.slice(-40)].join('\n')}`, { cause });
  }
}

/** Until nobody is on their way any more. */
export async function settled(running: Running): Promise<Row[]> {
  await untilAsync(running, async () => {
    const rows = await register(running);
    return rows.length > 0 && rows.every(({ state }) => !['waiting', 'sending'].includes(state));
  });
  return register(running);
}

/** Cards that can be answered. */
export const requests = (running: Running, user: string, campaign = ''): number =>
  running.sandbox
    .messages(user)
    .map(({ cards }) => JSON.stringify(cards))
    .filter((card) => card.includes('acknowledgement.confirm') && card.includes(campaign)).length;

/** HR takes back what runs, so that the next campaign asks everyone again. */
export async function withdrawAll(running: Running): Promise<void> {
  const { sandbox } = running;
  const hr = PEOPLE.sunitaRao;
  // What was sent a moment ago is drawn again in its own time.
  const card = await sandbox.until(() =>
    sandbox.messages(hr).findLast(({ cards }) => JSON.stringify(cards).includes('"Withdraw"')),
  );
  const asking = await sandbox.openDialog(hr, card.id, 'Withdraw');
  await sandbox.submitDialog(hr, asking, 'Withdraw this campaign');
}

/** What everyone in the sample school ends as, whatever happens on the way. */
export const EXPECTED: Readonly<Record<string, readonly [string, string | null]>> = {
  [PEOPLE.neverActivatedTeacher]: ['unreachable', 'never-used-teams'],
  [PEOPLE.neverActivatedAssistant]: ['unreachable', 'never-used-teams'],
  [PEOPLE.blockedByPolicyTeacher]: ['unreachable', 'app-not-allowed'],
  [PEOPLE.unlicensedSupervisor]: ['paper', 'no-teams-licence'],
};

/** Everyone in the right state, with one card if they are asked and none if not. */
export function expectAllRight(running: Running, rows: readonly Row[], exceptions: typeof EXPECTED = {}): void {
  const wrong = rows.flatMap((row) => {
    const [state, reason] = exceptions[row.user_id] ?? EXPECTED[row.user_id] ?? ['asked', null];
    const cards = requests(running, row.user_id, row.campaign_id);
    const isRight = row.state === state && row.reason === reason && cards === (state === 'asked' ? 1 : 0);
    return isRight ? [] : [{ ...row, cards }];
  });
  expect(wrong).toEqual([]);
  expect(running.sandbox.world.messagesToPupils).toBe(0);
}

/** Each must strike at least once. */
export const FAULTS: Readonly<Record<string, readonly FaultRule[]>> = {
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
