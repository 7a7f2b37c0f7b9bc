import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { SAMPLES } from './samples.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Files with cards that no list of samples holds yet, so that nobody looks at them with `npm run sheets`. It only becomes shorter. */
const NOT_YET: readonly string[] = [
  'src/acknowledge/audience/',
  'src/acknowledge/campaign/',
  'src/acknowledge/delivery/',
  'src/acknowledge/planning/',
  'src/acknowledge/request/',
  'src/more/calendar/',
  'src/more/paper/',
  'src/more/quiz/',
  'src/more/scenarios/',
  'src/more/training/',
];

/** Change a card, or make one of parts that are not theirs. */
const NO_CARD_OF_THEIR_OWN = ['filledIn', 'repeated', 'pageCard'];

/** Every function by which a feature makes a card, a dialog, or a message with a card. */
const makers = globSync('src/{platform/teams,hear,ask,acknowledge,report,more}/**/*.ts', { cwd: ROOT }).flatMap(
  (path) => {
    const code = read(path);
    return [...code.matchAll(/^export (?:const (\w+) = \(|function (\w+)\()/gm)].flatMap((match) => {
      const name = match[1] ?? match[2] ?? '';
      const returned = /\): ([^=\n{]+?)\s*(?:=>|\{)/.exec(code.slice(match.index))?.[1] ?? '';
      return /\b(?:Card|Outgoing)\b/.test(returned) && !NO_CARD_OF_THEIR_OWN.includes(name) ? [{ path, name }] : [];
    });
  },
);

/** `path name` of all that the lists of samples import, and those that draw one by its kind, each of which is a sample. */
const drawn = new Set(
  [
    ...globSync('tests/**/sample-*.ts', { cwd: ROOT }),
    'src/report/notice/notice.cards.ts',
    'src/ask/answer/answer.cards.ts',
  ].flatMap((file) =>
    [...read(file).matchAll(/^import \{([^}]+)\} from '(\.[^']+)';/gm)].flatMap(([, names = '', from = '']) => {
      const path = relative(ROOT, join(ROOT, dirname(file), from));
      return names.split(',').map((name) => `${path} ${name.trim().split(' ')[0]}`);
    }),
  ),
);

const missing = makers
  .filter(({ path, name }) => !drawn.has(`${path} ${name}`))
  .map(({ path, name }) => `${path}: ${name}`);

test('every card is in a list of samples, so that people can look at it in every look', () => {
  expect(makers.length).toBeGreaterThan(150);
  expect(missing.filter((one) => !NOT_YET.some((path) => one.startsWith(path)))).toEqual([]);
});

test.each(NOT_YET)('some cards of %s still stand in none', (path) => {
  expect(missing.some((one) => one.startsWith(path))).toBe(true);
});

/** Every action that is in sight before anything is unfolded, however deep. */
function inSight(node: unknown): { readonly style?: string; readonly title?: string }[] {
  if (Array.isArray(node)) return node.flatMap(inSight);
  if (typeof node !== 'object' || node === null || ('isVisible' in node && node.isVisible === false)) return [];
  if ('type' in node && /^Action\./.test(String(node.type))) return [node as { style?: string }];
  return Object.values(node).flatMap(inSight);
}

/** Lists of things of which each has its own. */
const LISTS = ['desk', 'desk of two schools'];

test('no card has more than one main action', async () => {
  const samples = (await Promise.all(Object.values(SAMPLES).map((list) => list()))).flat();
  const several = samples.flatMap((sample) => {
    const main =
      'card' in sample && !LISTS.includes(sample.name)
        ? inSight(sample.card).filter(({ style }) => style === 'positive')
        : [];
    return main.length > 1 ? [`${sample.name}: ${main.map(({ title }) => title).join(', ')}`] : [];
  });
  expect(several).toEqual([]);
});
