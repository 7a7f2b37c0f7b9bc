import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { runRehearse } from '../../../src/cli/rehearse/rehearse-command.ts';
import { readDocument } from '../../../src/platform/documents/read-document.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { next, shown } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';
import { until } from '../../support/until.ts';

let world: Running;
afterEach(() => world.close());

const READERS = [
  ...[PEOPLE.joannaOkafor, PEOPLE.colinMarsh, PEOPLE.eleanorFrith, PEOPLE.miriamHale],
  ...[PEOPLE.tomAshworth, PEOPLE.anilKapoor, PEOPLE.danielPrior],
];

/** Each opens every drill that has come to their own chat, and presses Acknowledge where nobody has. */
async function react(done: Set<string>): Promise<void> {
  for (const reader of READERS)
    for (const message of world.sandbox.messages(reader)) {
      const key = `${reader} ${message.id}`;
      if (done.has(key) || !/DRILL: a test[\s\S]*"Open"/.test(shown(message))) continue;
      done.add(key);
      const record = await world.sandbox.openDialog(reader, message.id, 'Open');
      expect(shown(record.card)).toContain('DRILL: a test, not a real report');
      if (shown(record.card).includes('Acknowledge and take it on'))
        await world.sandbox.submitDialog(reader, record, 'Acknowledge and take it on', {});
    }
}

/** A sheet is on the wall. */
async function hangUpTheSheet(): Promise<void> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  await client.query(
    `insert into concern_address (address, school_id, made_at, made_by) values ('7K3M9PQR2T4V', 'oakfield', $1, $2)`,
    [world.sandbox.clock.now(), PEOPLE.miriamHale],
  );
  await client.end();
}

const PILOT = /Pilot: tell the DSL(?:, Miriam Hale,)? in person as well\./;

/** What someone of the staff sees first and next, and what the page behind the sheet says. */
async function forms(user: string): Promise<readonly string[]> {
  const { sandbox } = world;
  await sandbox.say(user, 'report a concern');
  const invitation = sandbox.messages(user).findLast((one) => shown(one).includes('"Report a concern"'));
  const first = await sandbox.openDialog(user, invitation?.id ?? '', 'Report a concern');
  const inputs = { about: 'child', who: 'Not known', people: '' };
  const second = await next(world, user, first, 'Next', inputs);
  const page = await (await fetch(`${world.url}/r/7K3M-9PQR-2T4V/report`)).text();
  return [shown(first.card), shown(second.card), page];
}

test('lanyard rehearse: the Lanyard that runs holds twelve drills, people react on their phones, the page is written, and the forms no longer say that it is a pilot', async () => {
  world = await running();
  await hangUpTheSheet();
  for (const form of await forms(PEOPLE.priyaNair)) expect(form).toMatch(PILOT);
  const out = join(await mkdtemp(join(tmpdir(), 'rehearsal ')), 'the page.pdf');
  const said: string[] = [];
  let failed: number | undefined;
  const asked = { config: 'lanyard.yml', school: 'oakfield', out };
  const command = runRehearse({ DATABASE_URL: world.databaseUrl }, asked, (line) => said.push(line)).then((count) => {
    failed = count;
  });
  const done = new Set<string>();
  await until(
    async () => {
      await react(done);
      return failed !== undefined;
    },
    'all drills have ended',
    120_000,
  ).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${said.join('\n')}`);
  });
  await command;
  expect([failed, said.filter((line) => line.startsWith('✗') || line.includes('→'))]).toEqual([0, []]);
  expect(said.filter((line) => line.startsWith('✓'))).toHaveLength(12);
  const page = await readDocument(await readFile(out), 'page.pdf');
  expect(shown(page)).toContain('12 of 12 have passed');
  for (const form of await forms(PEOPLE.lewisGrant)) expect(form).not.toMatch(PILOT);
  // No word of them is in the log, and nothing was wrong.
  expect(world.logged.join('\n')).not.toMatch(/Nothing has happened to anyone|rehearsal\.stopped|"level":"error"/);
});
