import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sendable } from '../../../src/kernel/telemetry.ts';
import type { Dialog } from '../../../src/sandbox/inbound/results.ts';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../support/running.ts';

/** A collector that keeps what it is sent. */
const received: { path: string; text: string }[] = [];
let collector: Server;
let world: Running;

beforeAll(async () => {
  collector = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += String(part);
    received.push({ path: request.url ?? '', text });
    response.setHeader('content-type', 'application/json');
    response.end('{}');
  });
  await new Promise<void>((done) => collector.listen(0, '127.0.0.1', done));
  const { port } = collector.address() as AddressInfo;
  world = await running({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` } });
  await live();
  // A stop sends what is left.
  await world.close();
});
afterAll(() => new Promise((done) => collector.close(done)));

const MARK = 'MARKEDWORD';

/** A question, and a report that the DSL opens: each with a word that must stay where it was typed. */
async function live(): Promise<void> {
  const { sandbox } = world;
  const { priyaNair: teacher, miriamHale: dsl } = PEOPLE;
  await sandbox.say(teacher, `can i add a former pupil called ${MARK} on instagram`);

  await sandbox.say(teacher, 'report a concern');
  const invitation = sandbox.messages(teacher).at(-1);
  const press = async (dialog: Dialog, button: string, inputs: Record<string, string> = {}): Promise<Dialog> => {
    const result = await sandbox.submitDialog(teacher, dialog, button, inputs);
    if (result.kind !== 'dialog') throw new Error(`expected a dialog, got ${result.kind}`);
    return result.dialog;
  };
  const before = await sandbox.openDialog(teacher, invitation?.id ?? '', 'Report a concern');
  const account = await press(before, 'Next', { about: 'child', who: MARK });
  const facts = await press(account, 'Write more first', { seen: MARK });
  const last = await press(facts, 'Next', { said: MARK });
  await press(last, 'Send to the DSL, Miriam Hale', { urgent: 'no', opinion: MARK });
  const card = await sandbox.until(() => sandbox.channel(CHANNELS.dsl)[0]?.messages[0]);
  await sandbox.openDialog(dsl, card.id, 'Open');
}

const sentTo = (path: string): string =>
  received
    .filter((one) => one.path === path)
    .map(({ text }) => text)
    .join('\n');

test('a trace follows a message to its answer, a report to the channel, and every call to Teams and Graph', () => {
  const spans = sentTo('/v1/traces');
  for (const name of ['turn', 'handler', 'answer', 'job', 'graph', 'connector'])
    expect([...spans.matchAll(/"name":"(lanyard\.[a-z]+)"/g)].map(([, found]) => found)).toContain(`lanyard.${name}`);
  expect(spans).toContain('concern.report');
  expect(spans).toMatch(/"parentSpanId":"[0-9a-f]{16}"/);
});

test('durations are counted by what happened to the work, and what waits is told as numbers', () => {
  const figures = sentTo('/v1/metrics');
  expect(figures).toContain('"name":"lanyard.turn"');
  expect(figures).toContain('"stringValue":"nearest"');
  for (const level of [
    'concern.undelivered',
    'concern.oldest_undelivered_seconds',
    'concern.oldest_unread_seconds',
    'campaign.outstanding',
    'jobs.oldest_waiting_seconds',
  ])
    expect(figures).toContain(`"name":"lanyard.${level}"`);
});

test('no word of a question or a report, no name, no id of a person and no address is in any of it', () => {
  const all = received.map(({ text }) => text).join('\n');
  expect(all).not.toContain(MARK);
  for (const name of ['Priya', 'Nair', 'Miriam', 'Hale', 'instagram', 'former', 'oakfield.example', '@'])
    expect(all).not.toContain(name);
  for (const id of [PEOPLE.priyaNair, PEOPLE.miriamHale]) expect(all).not.toContain(id);
});

test('a line of the log names the trace that it belongs to', () => {
  expect(world.logged.some((line) => /"trace":"[0-9a-f]{32}-[0-9a-f]{16}"/.test(line))).toBe(true);
});

test('facts that could be someone’s words are left out', () => {
  expect(
    sendable({ code: 'not-found', count: 3, late: true, none: undefined, said: 'he hit me', address: 'a@b.example' }),
  ).toEqual({ code: 'not-found', count: 3, late: true });
});
