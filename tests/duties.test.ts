import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countsOf, DUTIES_PAGE, POLICIES, readRows, sentencesOf } from './support/duties.ts';
import { SHARED, testWithShared } from './support/shared.ts';

const FOLDER = join(SHARED, 'policies');
const allSentences = async () =>
  (await Promise.all(POLICIES.map(async (policy) => ({ policy, found: await sentencesOf(FOLDER, policy) })))).flatMap(
    ({ policy, found }) => found.map((sentence) => ({ policy, ...sentence })),
  );

test('each duty stands once in the table, and its counts are those of its rows', () => {
  const rows = readRows();
  expect(rows.length).toBeGreaterThan(200);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  const page = readFileSync(DUTIES_PAGE, 'utf8');
  expect(/<!-- counts -->\n([\s\S]*?)\n<!-- end -->/.exec(page)?.[1]).toBe(countsOf(rows));
});

test('what is called not a bot’s business says why, and is no way out', () => {
  const rows = readRows().filter(({ home }) => home !== 'no duty');
  const not = rows.filter(({ home }) => home === 'not a bot’s business');
  expect(not.filter(({ where }) => where === '–')).toEqual([]);
  expect((100 * not.length) / rows.length).toBeLessThanOrEqual(6);
});

testWithShared(
  'every sentence with a word of duty has a row, and every row is a sentence of the policies it names',
  async () => {
    const sentences = await allSentences();
    const rows = new Map(readRows().map((row) => [row.key, row] as const));
    const open = sentences.filter(({ key, hasWord }) => hasWord && !rows.has(key));
    expect(open.map(({ policy, key, section }) => `${policy} ${section} ${key}`)).toEqual([]);
    const where = Map.groupBy(sentences, ({ key }) => key);
    for (const { key, stands } of rows.values()) {
      const policies = [...new Set((where.get(key) ?? []).map(({ policy }) => policy))];
      expect({ key, in: stands.split('; ').length }).toEqual({ key, in: policies.length });
      for (const one of stands.split('; '))
        expect(policies.some((policy) => policy.startsWith(one.split(' ')[0] ?? '?'))).toBe(true);
    }
  },
);

testWithShared('no row says it in a policy’s own words', async () => {
  const plain = (text: string): string => ` ${(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;
  const written = readRows().map(({ duty, where }) => plain(`${duty} ${where}`));
  const runs = (await allSentences()).flatMap(({ text }) => {
    const words = plain(text).trim().split(' ');
    return words.slice(7).map((_, at) => ` ${words.slice(at, at + 8).join(' ')} `);
  });
  expect(runs.filter((run) => written.some((row) => row.includes(run)))).toEqual([]);
});
