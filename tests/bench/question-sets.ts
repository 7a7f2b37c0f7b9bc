import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod/v4';
import { toSections } from '../../src/ask/parsing/sections.ts';
import { statedFacts } from '../../src/ask/parsing/stated-facts.ts';
import type { Policy } from '../../src/ask/policy.ts';
import { loadTextPolicy } from '../../src/cli/policies/policy-files.ts';
import type { PolicyId } from '../../src/kernel/ids.ts';
import { remembering } from '../../src/kernel/remember.ts';
import { readMarkdown } from '../../src/platform/documents/markdown/markdown.ts';
import { SHARED } from '../support/shared.ts';

/** Words of a policy that is not ours to keep: how many letters, the sum of their codes, and their SHA-256. */
const fingerprint = z.object({ letters: z.number().int().positive(), sum: z.number().int(), sha256: z.string() });

const caseShape = z.object({
  id: z.string(),
  policy: z.string(),
  kind: z.string(),
  question: z.string(),
  evidence: z.array(z.union([z.string(), fingerprint])).default([]),
});
export type Case = z.infer<typeof caseShape>;

const ROOT = join(import.meta.dirname, '../..');
const OWN_FOLDERS = ['tests/fixtures/policies', 'policies'].map((folder) => join(ROOT, folder));
const FOLDERS = [join(SHARED, 'policies'), ...OWN_FOLDERS];

/** Every question set of the repository, and the development set where it is on this machine. */
export const QUESTION_SETS: readonly string[] = [
  '../shared/eval/dev.jsonl',
  ...[
    'plain',
    'roundabout',
    'fourth',
    'fifth',
    'by-passage',
    'layouts',
    'more-layouts',
    'sample-policies',
    'oakfield',
    'conduct-phones-it',
    'near-topic',
  ].map((name) => `tests/fixtures/questions/${name}.jsonl`),
].filter((file) => existsSync(join(ROOT, file)));

/** The cases of a question set that a policy answers or is silent on. */
export const readCases = (text: string): Case[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => caseShape.parse(JSON.parse(line)))
    .filter(({ kind }) => kind === 'answerable' || kind === 'silent');

/** Those of a set of the repository whose policy is on this machine. */
export const loadCases = (file: string): Case[] =>
  readCases(readFileSync(join(ROOT, file), 'utf8')).filter(({ policy }) => fileOf(policy) !== undefined);

/** The policy that a case names, from whichever folder holds it. */
export const policyCalled = remembering(50, (name: string): Policy => {
  const file = fileOf(name);
  if (file === undefined) throw new Error(`no policy called ${name}`);
  if (file.endsWith('.txt')) return loadTextPolicy(file);
  const blocks = readMarkdown(readFileSync(file, 'utf8'));
  return toSections({ blocks, stated: statedFacts(blocks) }, { id: name as PolicyId, fallbackTitle: name });
});

/** Whether the policy of a case is in the repository, and not only beside it on some machines. */
export const isOurs = ({ policy }: Case): boolean => fileOf(policy, OWN_FOLDERS) !== undefined;

const fileOf = (name: string, folders = FOLDERS): string | undefined =>
  folders
    .flatMap((folder) => ['.txt', '.md'].map((kind) => join(folder, basename(name) + kind)))
    .find((file) => existsSync(file));

const letters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** Whether a quote holds the evidence of a case: a phrase, or the fingerprint of one. */
export const holds = ({ evidence }: Case, quote: string | undefined): boolean => {
  if (quote === undefined) return false;
  const said = letters(quote);
  return evidence.some((phrase) => (typeof phrase === 'string' ? said.includes(letters(phrase)) : isIn(said, phrase)));
};

/** The sum moves along with one addition and one subtraction a letter, so that a hash is made only where it fits. */
function isIn(said: string, { letters: length, sum, sha256 }: z.infer<typeof fingerprint>): boolean {
  let moving = 0;
  for (let end = 0; end < said.length; end += 1) {
    moving += said.charCodeAt(end) - (end < length ? 0 : said.charCodeAt(end - length));
    if (end + 1 < length || moving !== sum) continue;
    const window = said.slice(end + 1 - length, end + 1);
    if (createHash('sha256').update(window).digest('hex').startsWith(sha256)) return true;
  }
  return false;
}

export interface Score {
  readonly answerable: number;
  readonly first: number;
  readonly three: number;
  readonly answered: number;
  readonly silent: number;
  readonly kept: number;
}

/** How often the evidence is in what is shown, best first; nothing shown means "not covered". */
export function scoreOf(cases: readonly Case[], show: (one: Case) => readonly string[]): Score {
  const score = { answerable: 0, first: 0, three: 0, answered: 0, silent: 0, kept: 0 };
  for (const one of cases) {
    const quotes = show(one);
    if (one.kind === 'silent') {
      score.silent += 1;
      if (quotes.length === 0) score.kept += 1;
      continue;
    }
    score.answerable += 1;
    if (holds(one, quotes[0])) score.first += 1;
    if (quotes.slice(0, 3).some((quote) => holds(one, quote))) score.three += 1;
    if (quotes.length > 0) score.answered += 1;
  }
  return score;
}
