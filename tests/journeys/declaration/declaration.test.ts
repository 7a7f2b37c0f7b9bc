import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from '../../../src/platform/postgres/database.ts';
import { PEOPLE, pupilId } from '../../../src/sandbox/tenant/sample-school.ts';
import type { MessageView } from '../../../src/sandbox/tenant/views.ts';
import { leaksOf, submit } from '../../entrances/entrance-world.ts';
import { tableUnder } from '../../report/opening/access-table.ts';
import { shown } from '../../report/support-sandbox.ts';
import { startCampaign } from '../../support/campaign.ts';
import { type Running, running } from '../../support/running.ts';
import { until } from '../../support/until.ts';

let world: Running;
beforeAll(async () => {
  world = await running({ at: new Date('2026-09-08T09:00:00Z') });
});
afterAll(() => world.close());

const {
  priyaNair: PRIYA,
  sunitaRao: HR,
  joannaOkafor: HEAD,
  miriamHale: DSL,
  danielPrior: SENIOR,
  ruthEllery: RUTH,
  lewisGrant: LEWIS,
  helenWhitcombe: MANAGER,
} = PEOPLE;
const WORDS = 'Nephew Kezqar, 8B';

const soon = (user: string, words: string): Promise<MessageView> =>
  world.sandbox.until(() => world.sandbox.messages(user).findLast((message) => shown(message).includes(words)));
const byHand = async (user: string, name: string, data: object): Promise<string> => {
  const value = { data };
  return shown((await world.sandbox.sendActivity(world.sandbox.activity(user, { type: 'invoke', name, value }))).body);
};
const list = (user: string, school = 'oakfield') => byHand(user, 'task/fetch', { dialog: 'declaration.list', school });
/** A start looks at what is due, as every hour does. */
async function at(instant: string): Promise<void> {
  world.sandbox.clock.set(new Date(instant));
  await world.restart();
}
/** Their ids, the newest first. */
async function declarationsOf(user: string): Promise<readonly string[]> {
  const db = connect(world.databaseUrl, 1);
  const rows = await db
    .selectFrom('declaration')
    .select('id')
    .where('person_id', '=', user as never)
    .orderBy('declared_at', 'desc')
    .execute();
  await db.destroy();
  return rows.map(({ id }) => id);
}

test('the policy owner maps who speaks with those who declare something', async () => {
  const { sandbox } = world;
  await sandbox.say(RUTH, 'policies');
  const desk = sandbox.messages(RUTH).at(-1);
  const form = await sandbox.openDialog(RUTH, desk?.id ?? '', 'People named: Oakfield Academy');
  expect(shown(form.card)).toContain('Who speaks with them about what it means?');
  expect(shown(await sandbox.submitDialog(RUTH, form, 'Confirm', { adviser: 'senior-manager' }))).toContain('Saved');
});

test('a nephew is declared while acknowledging, with one press; the adviser hears who, HR that there is something, nobody what', async () => {
  const { sandbox } = world;
  await startCampaign(world);
  const card = await soon(PRIYA, 'Are you related to, or already friends with, a pupil or parent?');
  const form = await sandbox.openDialog(PRIYA, card.id, 'Declare it');
  const said = { tie: 'related', whom: 'pupil', words: WORDS };
  const declared = await sandbox.submitDialog(PRIYA, form, 'Declare', said);
  expect(shown(declared)).toContain('Daniel Prior will speak with you');
  // Sent twice, as Teams does when it believes that the first was lost.
  await sandbox.submitDialog(PRIYA, form, 'Declare', said);
  expect(shown(await sandbox.openDialog(PRIYA, card.id, 'Declare it')).split(WORDS)).toHaveLength(2);

  const advise = await soon(SENIOR, 'Please speak with a colleague');
  expect(shown(advise)).toContain('Priya Nair');
  await soon(HR, 'A new declaration');
  // Sealed where it is kept; in nobody's card, no log and no column. What its writer and HR open is not sent anywhere else.
  for (const user of [SENIOR, HR, HEAD, DSL, RUTH, MANAGER])
    expect([user, shown(sandbox.messages(user)).includes('Kezqar')]).toEqual([user, false]);
  expect(await leaksOf(world, 'Kezqar')).toEqual([]);

  // A report about her is handled as any other: none of it stands beside it.
  await sandbox.say(HR, 'declarations');
  const own = sandbox.messages(HR).at(-1);
  const opened = await sandbox.openDialog(HR, own?.id ?? '', 'Oakfield Academy');
  expect(shown(opened.card)).toContain(WORDS);
  expect(await list(HEAD)).toContain(WORDS);
});

test.each(['my nephew is in year 8', 'I want to declare a relationship'])(
  '%s: typed, it leads to the form and to no report',
  async (typed) => {
    await world.sandbox.say(PRIYA, typed);
    const answer = shown(world.sandbox.messages(PRIYA).at(-1));
    expect(answer).toContain('Declare a relationship');
    expect(answer).not.toContain('concern.begin');
  },
);

test.each([
  'my nephew is in year 8 and he told me that his teacher touches him',
  'My niece is a pupil here and she is scared to go home',
])('%s: stays a report', async (typed) => {
  await world.sandbox.say(PRIYA, typed);
  const answer = shown(world.sandbox.messages(PRIYA).at(-1));
  expect(answer).not.toContain('Declare a relationship');
  expect(answer).toContain('concern.');
});

test('the adviser notes that they have talked; asked again after a year, it ends when it ends, and is gone a year later', async () => {
  const { sandbox } = world;
  const advise = await soon(SENIOR, 'Please speak with a colleague');
  const noted = await sandbox.click(SENIOR, advise.id, 'We have talked');
  expect(shown(noted)).toContain('Noted: you have talked with Priya Nair');
  expect(await list(HR)).toContain('Talked through, as Daniel Prior noted on 8 September 2026');

  await at('2027-09-07T09:00:00Z');
  expect(shown(sandbox.messages(PRIYA))).not.toContain('Is this still true?');
  await at('2027-09-09T09:00:00Z');
  const asked = await soon(PRIYA, 'Is this still true?');
  expect(shown(asked)).not.toContain('Kezqar');
  await at('2027-09-10T09:00:00Z');
  expect(sandbox.messages(PRIYA).filter((message) => shown(message).includes('Is this still true?'))).toHaveLength(1);
  expect(shown(await sandbox.click(PRIYA, asked.id, 'Yes, still true'))).toContain('still true');
  expect(await list(HR)).toContain('Still true on 10 September 2027');

  expect(shown(await sandbox.click(PRIYA, asked.id, 'It has ended', {}, { card: asked.cards[0] ?? {} }))).toContain(
    'it has ended',
  );
  expect(await list(HR)).toContain('Ended on 10 September 2027');
  await at('2028-09-12T09:00:00Z');
  // By the row: a list that cannot be shown yet, just after a start, has no name on it either.
  await until(async () => (await declarationsOf(PRIYA)).length === 0, 'it is gone');
  expect(await list(HR)).not.toContain('Priya Nair');
});

/** docs/access.md is what is expected. */
describe('who may do what', () => {
  const STANDS_FOR: Readonly<Record<string, string>> = {
    'who declared it': LEWIS,
    HR,
    'the headteacher': HEAD,
    'the adviser': SENIOR,
    'the DSL': DSL,
    'a deputy DSL': PEOPLE.tomAshworth,
    'the policy owner': RUTH,
    'other staff': PRIYA,
    'HR of another school': 'b0000000-0000-4000-8000-000000000058',
    'a pupil': pupilId(2),
  };
  const lines = tableUnder('Declarations');
  const expected = (key: string): readonly (readonly [who: string, user: string, may: string])[] => {
    const line = lines.find(({ cells }) => cells.at(-1)?.includes(`\`${key}\``));
    if (!line) throw new Error(`docs/access.md has no line with ${key}`);
    return line.head.slice(1, -1).map((who, index) => {
      const user = STANDS_FOR[who];
      if (user === undefined) throw new Error(`nobody stands for ${who}`);
      return [who, user, line.cells[index + 1] ?? ''] as const;
    });
  };
  let id = '';
  beforeAll(async () => {
    const form = { id: '22222222-2222-4222-8222-222222222222', tie: 'friends', whom: 'parent', words: WORDS };
    await submit(world, LEWIS, 'declaration.declare', form);
    [id = ''] = await declarationsOf(LEWIS);
  });

  test('every key that is registered is in the table', () => {
    const keys = lines.flatMap(({ cells }) => [...(cells.at(-1) ?? '').matchAll(/`([^`]+)`/g)].map(([, key]) => key));
    expect(keys.toSorted()).toEqual(
      [
        'action declaration.advised',
        'action declaration.end',
        'action declaration.still-so',
        'command declarations',
        'command declare',
        'dialog declaration.list',
        'dialog declaration.open',
        'submit declaration.advised',
        'submit declaration.declare',
        'submit declaration.end',
        'submit declaration.end-for',
        'submit declaration.list-page',
        'submit declaration.still-so',
      ].toSorted(),
    );
  });

  test('the list', async () => {
    for (const [who, user, may] of expected('dialog declaration.list')) {
      expect([who, (await list(user)).includes(WORDS)]).toEqual([who, may === 'yes']);
      const page = await submit(world, user, 'declaration.list-page', { school: 'oakfield', page: 0 });
      expect([who, page.includes(WORDS)]).toEqual([who, may === 'yes']);
    }
  });

  test('one’s own page holds what is one’s own', async () => {
    for (const [who, user, may] of expected('dialog declaration.open')) {
      const page = await byHand(user, 'task/fetch', { dialog: 'declaration.open' });
      expect([who, page.includes(WORDS), page.includes('What would you like to declare?')]).toEqual([
        who,
        may === 'yes',
        may === 'own',
      ]);
    }
  });

  test('that it is still so, that it was talked through, and that it has ended', async () => {
    const rows = async () => {
      const db = connect(world.databaseUrl, 1);
      const row = await db
        .selectFrom('declaration')
        .selectAll()
        .where('id', '=', id as never)
        .executeTakeFirst();
      await db.destroy();
      return row;
    };
    for (const [who, user, may] of expected('submit declaration.still-so')) {
      const before = (await rows())?.confirmed_at;
      world.sandbox.clock.set(new Date((before?.getTime() ?? 0) + 60_000));
      await submit(world, user, 'declaration.still-so', { declaration: id });
      expect([who, (await rows())?.confirmed_at.getTime() !== before?.getTime()]).toEqual([who, may === 'yes']);
    }
    for (const verb of ['declaration.advised', 'declaration.end-for', 'declaration.end'])
      for (const [who, user, may] of expected(`submit ${verb}`)) {
        const db = connect(world.databaseUrl, 1);
        await db
          .updateTable('declaration')
          .set({ advised_at: null, ended_at: null })
          .where('id', '=', id as never)
          .execute();
        await db.destroy();
        await submit(world, user, verb, { declaration: id, school: 'oakfield' });
        const row = await rows();
        const isDone = (verb === 'declaration.advised' ? row?.advised_at : row?.ended_at) !== null;
        expect([verb, who, isDone]).toEqual([verb, who, may === 'yes']);
      }
  });
});
