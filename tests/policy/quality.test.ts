import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { loadCautions, loadTextPolicy, loadVocabulary } from '../../src/cli/policy-files.ts';
import type { PolicyId } from '../../src/core/ids.ts';
import { readMarkdown } from '../../src/documents/markdown.ts';
import { type Answerer, createAnswerer } from '../../src/policy/answer.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { toSections } from '../../src/policy/sections.ts';
import { statedFacts } from '../../src/policy/stated-facts.ts';
import { letters } from './given.ts';

const ROOT = join(import.meta.dirname, '../..');
const FOLDERS = ['../shared/policies', 'tests/fixtures/policies', 'policies'].map((folder) => join(ROOT, folder));
const caseShape = z.object({
  id: z.string(),
  policy: z.string(),
  kind: z.string(),
  question: z.string(),
  evidence: z.array(z.string()).default([]),
});

function policyCalled(name: string): Policy {
  for (const folder of FOLDERS) {
    if (existsSync(join(folder, `${name}.txt`))) return loadTextPolicy(join(folder, `${name}.txt`));
    if (!existsSync(join(folder, `${name}.md`))) continue;
    const blocks = readMarkdown(readFileSync(join(folder, `${name}.md`), 'utf8'));
    return toSections({ blocks, stated: statedFacts(blocks) }, { id: name as PolicyId, fallbackTitle: name });
  }
  throw new Error(`no policy called ${name}`);
}

const vocabulary = loadVocabulary();
const cautions = loadCautions();
const answerers = new Map<string, Answerer>();
const answererFor = (name: string): Answerer => {
  const known = answerers.get(name) ?? createAnswerer({ policies: [policyCalled(name)], vocabulary, cautions });
  answerers.set(name, known);
  return known;
};

/** Shares of a question set, in percent; quotes are also looked up in the policy, letter for letter. */
function score(file: string) {
  const tally = { answerable: 0, first: 0, three: 0, silent: 0, kept: 0, inventions: 0 };
  for (const line of readFileSync(file, 'utf8')
    .split('\n')
    .filter((text) => text.trim() !== '')) {
    const { policy, kind, question, evidence } = caseShape.parse(JSON.parse(line));
    if (kind !== 'answerable' && kind !== 'silent') continue;
    const answer = answererFor(policy).askLocally(question);
    const quotes = answer.kind === 'answered' ? [answer.best, ...answer.others].map(({ quote }) => quote) : [];
    const whole = letters(
      policyCalled(policy)
        .passages.map((passage) => passage.text)
        .join(' '),
    );
    tally.inventions += quotes
      .flatMap((quote) => quote.split('\n'))
      .filter((part) => !whole.includes(letters(part))).length;
    const holds = (quote: string | undefined) =>
      evidence.some((phrase) => letters(quote ?? '').includes(letters(phrase)));
    if (kind === 'silent') {
      tally.silent += 1;
      if (quotes.length === 0) tally.kept += 1;
    } else {
      tally.answerable += 1;
      if (holds(quotes[0])) tally.first += 1;
      if (quotes.slice(0, 3).some(holds)) tally.three += 1;
    }
  }
  const share = (part: number, whole: number) => Math.round((100 * part) / Math.max(1, whole));
  return {
    top1: share(tally.first, tally.answerable),
    top3: share(tally.three, tally.answerable),
    silent: share(tally.kept, tally.silent),
    inventions: tally.inventions,
  };
}

/** Floors a little below what was measured when they were set: a change that breaks one made Ask worse for somebody. */
test.each([
  // Written by people who had not seen the code, on policies made for the purpose.
  ['tests/fixtures/questions/layouts.jsonl', { top1: 68, top3: 82, silent: 85 }],
  ['tests/fixtures/questions/sample-policies.jsonl', { top1: 60, top3: 76, silent: 85 }],
  // Written by the author of the ranking, the first on other matters than social media.
  ['tests/fixtures/questions/conduct-phones-it.jsonl', { top1: 70, top3: 82, silent: 85 }],
  ['tests/fixtures/questions/oakfield.jsonl', { top1: 55, top3: 75, silent: 65 }],
  ['../shared/eval/dev.jsonl', { top1: 77, top3: 90, silent: 86 }],
])('%s is answered at least as well as when this was written, and nothing is invented', (name, floor) => {
  const file = join(ROOT, name);
  if (!existsSync(file)) return console.info(`skipped: ${name} is not on this machine`);
  const found = score(file);
  expect(found).toEqual({
    top1: expect.any(Number),
    top3: expect.any(Number),
    silent: expect.any(Number),
    inventions: 0,
  });
  expect(found.top1).toBeGreaterThanOrEqual(floor.top1);
  expect(found.top3).toBeGreaterThanOrEqual(floor.top3);
  expect(found.silent).toBeGreaterThanOrEqual(floor.silent);
});

test("the first question anybody asks finds the rule of our own policies, not the one about the school's accounts", () => {
  const policies = ['social-media', 'code-of-conduct', 'safeguarding-summary'].map(policyCalled);
  const answer = createAnswerer({ policies, vocabulary, cautions }).askLocally('can i add a year 11 on insta?');
  expect(answer).toMatchObject({
    kind: 'answered',
    best: { section: '6.1', heading: expect.stringContaining('Contact with pupils') },
  });
});
