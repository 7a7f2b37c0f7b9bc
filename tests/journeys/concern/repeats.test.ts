import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Dialog } from '../../../src/sandbox/inbound/results.ts';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { startCampaign } from '../../support/campaign.ts';
import { type Running, running } from '../../support/running.ts';

let world: Running;
beforeAll(async () => {
  world = await running({ at: new Date('2026-09-07T09:30:00Z') });
});
afterAll(() => world.close());

const shown = (thing: unknown): string => JSON.stringify(thing ?? '');
const cards = (user: string): number =>
  world.sandbox.messages(user).filter(({ cards: all }) => shown(all).includes('acknowledgement.confirm')).length;

async function ask<T extends object>(query: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  const { rows } = await client.query<T>(query);
  await client.end();
  return rows;
}

test('cards that were taken but not answered for come twice, and exactly those people are named', async () => {
  const { faults, world: outside } = world.sandbox;
  const { priyaNair: answered502, lewisGrant: cut, helenWhitcombe: chat502, frankDoyle: putOff } = PEOPLE;
  const message = { surface: 'connector', operation: 'sendActivity' } as const;
  const rules = [
    { match: { ...message, userId: answered502 }, fault: { status: 502, afterAcceptance: true }, times: 1 },
    { match: { ...message, userId: cut }, fault: { drop: true, afterAcceptance: true }, times: 1 },
    // Opening a chat twice gives the same chat; a server that says when to come back has taken nothing.
    {
      match: { surface: 'connector', operation: 'createConversation', userId: chat502 } as const,
      fault: { status: 502, afterAcceptance: true },
      times: 1,
    },
    { match: { ...message, userId: putOff }, fault: { status: 503, retryAfterSeconds: 1 }, times: 1 },
  ];
  for (const rule of rules) faults.add(rule);
  await startCampaign(world);
  await world.sandbox.until(() => cards(answered502) > 1 && cards(cut) > 1 && cards(chat502) > 0 && cards(putOff) > 0);

  expect([answered502, cut, chat502, putOff].map(cards)).toEqual([2, 2, 1, 1]);
  const named = await ask<{ person_id: string }>(
    `select distinct person_id from campaign_event where kind = 'possible-duplicate'`,
  );
  expect(named.map(({ person_id }) => person_id).sort()).toEqual([answered502, cut].sort());
  const counted = await ask<{ person_id: string; possible_duplicates: number }>(
    'select person_id, possible_duplicates from campaign_person where possible_duplicates > 0',
  );
  expect(counted.every(({ possible_duplicates }) => possible_duplicates === 1)).toBe(true);
  expect(counted).toHaveLength(2);
  expect(outside.messagesToPupils).toBe(0);
  faults.clear();
});

test('a concern’s card that was taken but answered with 502 comes again, and says that it may be the second', async () => {
  const { sandbox } = world;
  const { priyaNair: teacher } = PEOPLE;
  sandbox.faults.add({
    match: { surface: 'connector', operation: 'createConversation' },
    fault: { status: 502, afterAcceptance: true },
    times: 1,
  });
  const press = async (dialog: Dialog, button: string, inputs: Record<string, string>) => {
    const result = await sandbox.submitDialog(teacher, dialog, button, inputs);
    if (result.kind !== 'dialog') throw new Error(`expected a dialog, got ${shown(result)}`);
    return result.dialog;
  };
  await sandbox.say(teacher, 'report a concern');
  const first = await sandbox.openDialog(teacher, sandbox.messages(teacher).at(-1)?.id ?? '', 'Report a concern');
  const last = await press(first, 'Next', { about: 'child', who: 'Not known' });
  const button = /"title":"(Send to [^"]+)"/.exec(shown(last.card))?.[1] ?? '';
  await press(last, button, { seen: 'Seen by the gate.', urgent: 'no' });

  const threads = await sandbox.until(() => {
    const all = sandbox.channel(CHANNELS.dsl);
    return all.length > 1 && all;
  });
  const texts = threads.map((thread) => shown(thread.messages[0]));
  expect(texts.filter((text) => text.includes('You may have this card twice'))).toHaveLength(1);
  expect(texts).toHaveLength(2);
  // The card is there a moment before the trail says so.
  let trail: { repeat: boolean }[] = [];
  while (trail.length === 0)
    trail = await ask(
      `select (facts ->> 'mayRepeat')::boolean as repeat from concerns_child.concern_trail where kind = 'delivered'`,
    );
  expect(trail).toEqual([{ repeat: true }]);
});
