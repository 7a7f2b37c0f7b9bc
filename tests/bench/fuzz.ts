import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readSchoolFile } from '../../src/config/school-file.ts';
import { createDetector } from '../../src/disclosure/detect.ts';
import { partsOf, stretchesOf } from '../../src/disclosure/parts.ts';
import { createNameFinder } from '../../src/disclosure/reading/annotate.ts';
import { foreignLanguage } from '../../src/disclosure/reading/languages.ts';
import { wordsOf } from '../../src/disclosure/reading/names.ts';
import { readAboutReports } from '../../src/disclosure/report-requests.ts';
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
export default function fuzz(args: readonly string[]): void {
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

  const schools = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools ?? [];
  const words = schools[0] ? wordsOf(schools[0]) : {};
  const detect = createDetector(words);
  const named = createNameFinder(words);
  const hear = (text: string): string => {
    const detections = stretchesOf(text).map(detect);
    return JSON.stringify([
      detections,
      [...named(text)],
      foreignLanguage(text),
      readAboutReports(text),
      partsOf(text).length,
    ]);
  };
  const kinds = new Map<string, number>();
  const slowest = { ms: 0, letters: 0 };
  const [count, alone] = [Number(values.count), INHERITED.length];
  for (let at = 0; at < count + alone; at += 1) {
    const text = at < alone ? (INHERITED[at] ?? '') : made();
    const from = process.threadCpuUsage();
    try {
      const heard = hear(text);
      const { user, system } = process.threadCpuUsage(from);
      const ms = (user + system) / 1_000;
      if (ms > slowest.ms) Object.assign(slowest, { ms, letters: text.length });
      if (at % 50 === 0 && hear(text) !== heard) throw new Error('heard otherwise when heard again');
      const { kind } = detect(text.slice(0, 1_000));
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    } catch (cause) {
      throw new Error(`string ${at} of seed ${values.seed}`, { cause });
    }
  }
  console.log(JSON.stringify({ bench: 'fuzz', strings: count + alone, kinds: Object.fromEntries(kinds), slowest }));
}
