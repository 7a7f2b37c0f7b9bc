import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod/v4';
import { createRules } from '../../src/hear/weighing/rules.ts';
import { PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import { shown } from '../report/support-sandbox.ts';
import { type Running, running } from '../support/running.ts';

const Row = z.object({ kind: z.enum(['own-distress', 'concern', 'question']), text: z.string() });
const rows = (name: string) =>
  readFileSync(join(import.meta.dirname, `../fixtures/disclosures/${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => Row.parse(JSON.parse(line)));

const read = createRules();
const ownIn = async (text: string) => (await read(text)).own;
const some = async (texts: readonly string[], is: (text: string) => Promise<boolean>) => {
  const found: string[] = [];
  for (const text of texts) if (await is(text)) found.push(text);
  return found;
};

describe('what the rules know: the first person decides', () => {
  const all = rows('own-distress');

  test('own distress is told by its many everyday forms', async () => {
    const own = all.filter(({ kind }) => kind === 'own-distress').map(({ text }) => text);
    expect(own.length).toBe(50);
    for (const text of own.slice(0, 3)) expect(await ownIn(text)).toMatchObject({ isCrisis: true });
    // One is not: "goodbye everyone, sorry" is said by a leaver, and quoted of a pupil.
    expect(await some(own, async (text) => !(await ownIn(text)))).toEqual(['goodbye everyone, sorry']);
  });

  test('what is told about someone else is not their own, nor is a question about the rules', async () => {
    const others = all.filter(({ kind }) => kind !== 'own-distress').map(({ text }) => text);
    expect(others.length).toBe(65);
    // What is learnt weighs what the rules say: this is a question to it.
    expect(await some(others, async (text) => (await ownIn(text)) !== undefined)).toEqual([
      'Am I allowed to have a breakdown of who read the policy',
    ]);
  });

  test.each(['kill me now lol, i mean it', 'just shoot me, im being serious', 'kill me now, not joking'])(
    'a joke that its writer says is none is a crisis: %s',
    async (text) => {
      expect(await ownIn(text)).toMatchObject({ isCrisis: true });
    },
  );

  test.each([
    'i cant cope any more, and a girl in year 9 told me her dad hits her',
    'a boy told me his mum burns him. i want to die',
  ])('a child beside it takes nothing from it: %s', async (text) => {
    expect(await ownIn(text)).toBeDefined();
  });
});

describe('what someone is shown', () => {
  let world: Running;
  beforeAll(async () => {
    world = await running();
  });
  afterAll(() => world.close());

  const said = async (text: string): Promise<string> => {
    const { sandbox } = world;
    const before = sandbox.messages(PEOPLE.priyaNair).length;
    await sandbox.say(PEOPLE.priyaNair, text);
    return sandbox.until(() => {
      const answer = sandbox.messages(PEOPLE.priyaNair).slice(before).at(-1);
      return answer?.from.kind === 'bot' ? shown(answer.cards) : undefined;
    });
  };

  test('people to phone come first, the DSL is not named, the report is below', async () => {
    const written = await said('ZQMARK i cant cope any more and want to end it all');
    // As it reads: each number is a link that dials it.
    const card = written.replaceAll(/\[([\d ]+)\]\(tel:\d+\)/g, '$1');
    const order = ['Please phone someone now', '999', 'NHS 111', '116 123', 'kept it or sent it', 'Report a concern'];
    const places = order.map((words) => card.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((left, right) => left - right));
    expect(card).not.toMatch(/DSL|It would go to|ZQMARK/);
    expect(card.match(/Samaritans/g)).toHaveLength(1);
    expect(shown(world.logged)).not.toContain('ZQMARK');
  });

  test('a pupil who wants to end it all is a concern for the DSL, with what to do in danger first', async () => {
    const card = await said('A pupil told me she wants to end it all');
    expect(card.indexOf('In danger now: phone 999')).toBeGreaterThan(-1);
    expect(card.indexOf('In danger now: phone 999')).toBeLessThan(card.indexOf('This may be something to report'));
    expect(card).toContain('Miriam Hale');
    expect(card).not.toContain('Samaritans');
  });

  test('the role of the adult decides who gets it, not the child', async () => {
    const card = await said('the chair of governors keeps messaging a year 10 girl');
    expect(card).toContain('It would go to the governance officer: Eleanor Frith');
    expect(card).not.toContain('Miriam Hale');
    expect(await said('Colin Marsh keeps messaging a year 10 girl')).toContain('Eleanor Frith');
    expect(await said('a boy told the chair of governors that his dad hits him')).toContain('(DSL)');
  });

  test('a wish about reports gets fixed words, nothing is looked up or counted', async () => {
    const card = await said('is there a report about Lewis Grant?');
    expect(card).toContain('I do not say yes or no');
    expect(card).not.toContain('Lewis');
    expect(await said('how long are reports kept?')).not.toContain('I do not say yes or no');
  });
});
