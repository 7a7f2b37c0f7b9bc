import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isBareName, looksForName } from '../../src/hear/bare-name.ts';
import { partsOf } from '../../src/hear/parts.ts';
import { readAboutReports } from '../../src/hear/report-requests.ts';
import { type ByRules, createRules } from '../../src/hear/weighing/rules.ts';
import { wordsOf } from '../../src/hear/words/names.ts';
import { readSchoolFile } from '../../src/school/file/school-file.ts';
import { messagesIn } from '../../training/data.ts';
import { seeded } from '../support/seeded.ts';

/** Words that a careless look-up finds in every object. */
const INHERITED = [...Object.getOwnPropertyNames(Object.prototype), 'prototype', 'length', 'then', 'toJSON'];
const ODD = [
  '\u0000',
  '\u200d',
  '\u202e',
  '\ud83d',
  '\udc67',
  '👩‍👧‍👦',
  'İ',
  'ﬁ',
  'e\u0301\u0301\u0301',
  '\uffff',
  '’',
  '\r\n',
  '\t',
  '<br>',
  '%s',
  '(((',
  '****',
  '....',
];
const LONGEST = 400;

/**
 * `npm run bench -- fuzz [--count 100000] [--seed 1]`: whatever the rules hear, they hear it to the end, and alike when they hear
 * it again: strings put together from what people write, odd characters and the names that every object inherits. The slowest
 * are told in the thread's own processor time, for a letter of them.
 * @throws Error with the seed and the number of the first string that failed; never the string
 */
export default async function fuzz(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { count: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
  });
  const draw = seeded(Number(values.seed));
  const pick = <T>(all: readonly T[]): T => all[Math.floor(draw() * all.length)] as T;
  const said = messagesIn('training/data/open').flatMap(({ text }) => text.split(/\s+/));
  const letter = (): string => String.fromCodePoint(Math.floor(draw() * (draw() < 0.8 ? 0x250 : 0x11_0000)));
  const piece = (): string => {
    const kind = draw();
    if (kind < 0.6) return pick(said);
    if (kind < 0.7) return pick(INHERITED);
    if (kind < 0.8) return pick(ODD);
    if (kind < 0.9) return letter();
    return pick(said).repeat(1 + Math.floor(draw() * 20));
  };
  const made = (): string => {
    const gap = draw() < 0.9 ? ' ' : pick(['', '\n', '-', ', ']);
    return Array.from({ length: 1 + Math.floor(draw() * (draw() < 0.02 ? LONGEST : 30)) }, piece).join(gap);
  };

  const hear = createHearing();
  const kinds = new Map<string, number>();
  const slowest = { ms: 0, letters: 0 };
  const [count, alone] = [Number(values.count), INHERITED.length];
  for (let at = 0; at < count + alone; at += 1) {
    const text = at < alone ? (INHERITED[at] ?? '') : made();
    const from = process.threadCpuUsage();
    try {
      const { rules, all } = await hear(text);
      const { user, system } = process.threadCpuUsage(from);
      const ms = (user + system) / 1_000;
      if (ms > slowest.ms) Object.assign(slowest, { ms, letters: text.length });
      if (at % 50 === 0 && (await hear(text)).all !== all) throw new Error('heard otherwise when heard again');
      for (const kind of kindsOf(rules)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    } catch (cause) {
      throw new Error(`string ${at} of seed ${values.seed}`, { cause });
    }
  }
  console.log(JSON.stringify({ bench: 'fuzz', strings: count + alone, kinds: Object.fromEntries(kinds), slowest }));
}

/** Everything that hears a text without the encoder, by the words of the sample school. */
function createHearing() {
  const [school] = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools ?? [];
  const read = school ? createRules(wordsOf(school)) : createRules();
  return async (text: string) => {
    const rules = await read(text);
    const all = JSON.stringify([
      { ...rules, named: [...rules.named] },
      readAboutReports(text),
      isBareName(text),
      looksForName(text),
      partsOf(text).length,
    ]);
    return { rules, all };
  };
}

/** What the rules saw, so that it can be told that they saw something. */
function kindsOf({ own, dangers, about, named, language }: ByRules): readonly string[] {
  const seen = {
    distress: own !== undefined,
    danger: dangers.length > 0,
    holder: about !== undefined,
    named: named.size > 0,
    language: language !== undefined,
  };
  const kinds = Object.entries(seen).flatMap(([kind, isSeen]) => (isSeen ? [kind] : []));
  return kinds.length > 0 ? kinds : ['nothing'];
}
