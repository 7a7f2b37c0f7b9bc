import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createRateLimit } from '../../../../src/platform/teams/inbound/rate.ts';
import { PEOPLE } from '../../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../../support/running.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23, 9, 30, seconds));

test('a bucket empties, fills again with time, and belongs to one person', () => {
  const may = createRateLimit(3);
  expect([1, 2, 3, 4].map(() => may('a', at(0)))).toEqual([true, true, true, false]);
  expect(may('b', at(0))).toBe(true);
  expect(may('a', at(10))).toBe(false);
  expect(may('a', at(20))).toBe(true);
  expect(may('a', at(20))).toBe(false);
});

test('a clock set back gives nothing away and locks nobody out', () => {
  const may = createRateLimit(1);
  expect(may('a', at(60))).toBe(true);
  expect(may('a', at(0))).toBe(false);
  expect(may('a', at(60))).toBe(true);
});

test('anyone who was silent longest is forgotten first', () => {
  const may = createRateLimit(1);
  expect(may('first', at(0))).toBe(true);
  for (let person = 0; person < 10_000; person += 1) may(`p${person}`, at(0));
  expect(may('p9999', at(0))).toBe(false);
  expect(may('first', at(0))).toBe(true);
});

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

/** Nothing refills, however slow the machine is. */
function standStill(at: Date): void {
  const { clock } = world.sandbox;
  clock.pass(at.getTime() - clock.now().getTime());
}

test('thirty messages a minute are answered, then a polite line with the way to report: a concern never has to wait', async () => {
  const { sandbox } = world;
  const person = PEOPLE.frankDoyle;
  const stopped = sandbox.clock.now();
  const say = async (text: string) => {
    standStill(stopped);
    await sandbox.say(person, text);
    return JSON.stringify(sandbox.messages(person).at(-1) ?? '');
  };
  let last = '';
  for (let sent = 0; sent < 40 && !last.includes('faster than I can answer'); sent += 1) last = await say('help');
  expect(last).toContain('faster than I can answer');
  expect(sandbox.messages(person).filter(({ from }) => from.kind === 'bot').length).toBeGreaterThan(30);

  for (const words of ['report a concern', 'a pupil told me today that her stepdad hits her']) {
    const unheard = await say(words);
    expect(unheard).toContain('faster than');
    expect(unheard).toContain('999');
  }
  const card = sandbox.messages(person).at(-1);
  const form = await sandbox.openDialog(person, card?.id ?? '', 'Report a concern');
  expect(JSON.stringify(form.card)).toContain('999');

  expect(JSON.stringify(await (async () => sandbox.say(PEOPLE.lewisGrant, 'help'))())).not.toContain('faster than');
  expect(JSON.stringify(sandbox.messages(PEOPLE.lewisGrant))).not.toContain('faster than');
});

test('buttons pressed by a script are slowed; those of a concern are not', async () => {
  const { sandbox } = world;
  const press = (dialog: string) =>
    sandbox.sendActivity(
      sandbox.activity(PEOPLE.priyaNair, { type: 'invoke', name: 'task/fetch', value: { data: { dialog } } }),
    );
  const stopped = sandbox.clock.now();
  let last = '';
  for (let sent = 0; sent < 140; sent += 1) {
    standStill(stopped);
    last = JSON.stringify((await press('policy.refer')).body);
  }
  expect(last).toContain('too much at once');
  for (let sent = 0; sent < 140; sent += 1) {
    standStill(stopped);
    last = JSON.stringify((await press('concern.report')).body);
  }
  expect(last).toContain('AdaptiveCard');
});
