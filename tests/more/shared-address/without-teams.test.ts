import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { extractText } from 'unpdf';
import { PEOPLE, pupilId } from '../../../src/sandbox/tenant/sample-school.ts';
import { tableUnder } from '../../report/opening/access-table.ts';
import { shown } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';
import { sharedPath, visit } from '../../support/shared-address.ts';

/** docs/access.md is what is expected. */
const table = tableUnder('The address for people without Teams');
const STANDS_FOR: Readonly<Record<string, string>> = {
  'the DSL': PEOPLE.miriamHale,
  'a deputy DSL': PEOPLE.tomAshworth,
  'the IT lead': PEOPLE.garethBevan,
  'the headteacher': PEOPLE.joannaOkafor,
  'the chair of governors': PEOPLE.colinMarsh,
  'other staff': PEOPLE.priyaNair,
  'the DSL of another school': PEOPLE.bethanLloyd,
  'a pupil': pupilId(2),
};
/** Of the sample trust Millbrook does not use it. */
const REFUSED =
  /This is for the DSL|This is not switched on for your school|This chat is for staff|I only work for staff/;

let world: Running;
let path: string;
beforeAll(async () => {
  world = await running();
  path = await sharedPath(world, PEOPLE.miriamHale);
});
afterAll(() => world.close());

async function attempt(user: string, key: string): Promise<string> {
  const { sandbox } = world;
  const [how = '', verb = ''] = key.split(' ');
  if (how === 'command') {
    const before = sandbox.messages(user).length;
    await sandbox.say(user, key.slice('command '.length));
    return shown(sandbox.messages(user).slice(before + 1));
  }
  const name = how === 'dialog' ? 'task/fetch' : 'task/submit';
  const value = { data: { verb, dialog: verb } };
  const { body } = await sandbox.sendActivity(sandbox.activity(user, { type: 'invoke', name, value }));
  return shown(body);
}

describe('who may make, print and replace it', () => {
  const whom = table[0]?.head.slice(1, -1) ?? [];
  test.each(whom)('%s', async (who) => {
    const user = STANDS_FOR[who] ?? '';
    const at = whom.indexOf(who) + 1;
    expect(table).toHaveLength(2);
    for (const { cells } of table) {
      const keys = [...(cells.at(-1) ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
      for (const key of keys.filter((one) => !one.startsWith('link')))
        expect([key, REFUSED.test(await attempt(user, key))]).toEqual([key, cells[at] !== 'yes']);
    }
    // Refused or not: without the address of now nothing is replaced.
    expect((await visit(world, path)).status).toBe(200);
  });
});

test('the sheet has the address, whom to phone, and nobody by name but the DSL; in large print as well', async () => {
  const { sandbox } = world;
  for (const button of ['Get the sheet (PDF)', 'Get it in large print']) {
    await sandbox.say(PEOPLE.garethBevan, 'shared address');
    const page = await sandbox.openDialog(
      PEOPLE.garethBevan,
      sandbox.messages(PEOPLE.garethBevan).at(-1)?.id ?? '',
      'Open',
    );
    const link = /https?:[^"\s]+\/d\/[0-9A-Z-]+/.exec(
      shown(await sandbox.submitDialog(PEOPLE.garethBevan, page, button, {})),
    )?.[0];
    const file = await fetch(link ?? '', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
    const { totalPages, text } = await extractText(new Uint8Array(await file.arrayBuffer()), { mergePages: true });
    expect(totalPages).toBe(button.includes('large') ? 2 : 1);
    const words = text.replaceAll(/\s+/g, ' ');
    for (const one of [path.slice(3), '999', '01632 960 201', '01632 960 200', 'Miriam Hale'])
      expect(words).toContain(one);
    for (const name of ['Ashworth', 'Okafor', 'Bevan', 'Marsh', 'Prior']) expect(text).not.toContain(name);
  }
});

test('a new address: the old sheet says so and takes nothing new; what was being written is taken for an hour; codes live on', async () => {
  const { sandbox } = world;
  const second = await visit(world, `${path}/report`, { step: 'about', about: 'data' });
  const form = { ...second.hidden, step: 'send', seen: 'Begun on the old sheet.', urgent: 'no' };
  await sandbox.say(PEOPLE.miriamHale, 'shared address');
  const page = await sandbox.openDialog(
    PEOPLE.miriamHale,
    sandbox.messages(PEOPLE.miriamHale).at(-1)?.id ?? '',
    'Open',
  );
  const after = shown(await sandbox.submitDialog(PEOPLE.miriamHale, page, 'Yes, replace it now', {}));
  const fresh = /\/r\/[0-9A-Z-]{14}/.exec(after)?.[0] ?? '';
  expect(fresh).not.toBe(path);

  for (const old of [path, `${path}/report`]) {
    const { status, text } = await visit(world, old);
    expect(status).toBe(410);
    expect(text).toContain('A newer sheet has replaced this one');
    expect(text).not.toContain(fresh.slice(3));
    expect(text).toContain('999');
  }
  const taken = await visit(world, `${path}/report`, form);
  const code = /class="code">([0-9A-Z-]{24})</.exec(taken.text)?.[1] ?? '';
  expect(taken.text).toContain('Your report is received');
  sandbox.clock.set(new Date(sandbox.clock.now().getTime() + 61 * 60_000));
  const late = await visit(world, `${path}/report`, {
    ...form,
    key: 'BCDFGHJKMNPQRSTVWXZ23456789B',
    seen: 'Too late.',
  });
  expect(late.status).toBe(410);
  // What they wrote is theirs to copy.
  expect(late.text).toContain('Too late.');
  expect((await visit(world, '/c', { code })).text).toContain('Nobody has read it yet');
});

test('it is off until a school turns it on', () => {
  expect(readFileSync('lanyard.yml', 'utf8')).toContain('sharedAddress: { use: report-and-ask');
  const [oakfield, millbrook] = world.config.trust.schools;
  expect(oakfield?.concerns.sharedAddress?.use).toBe('report-and-ask');
  expect(millbrook?.concerns.sharedAddress).toBeUndefined();
});
