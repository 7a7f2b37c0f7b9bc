import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { encodedText, entriesOf } from '../src/ask/finding/entries.ts';
import { readText } from '../src/ask/parsing/read-text.ts';
import { toSections } from '../src/ask/parsing/sections.ts';
import type { Policy } from '../src/ask/policy.ts';
import type { PolicyId } from '../src/kernel/ids.ts';

/** Reads one policy of the training data as the product would. */
export function readPolicy(file: string): Policy {
  const id = basename(file, '.txt');
  return toSections(readText(readFileSync(file, 'utf8')), { id: id as PolicyId, fallbackTitle: id });
}

/** One line of JSON for each passage of each policy below `folder`: what the encoder reads, and the words that are quoted. */
export function* passageLines(folder: string): Generator<string> {
  for (const file of globSync('**/policies/*.txt', { cwd: folder }).sort()) {
    const policy = readPolicy(`${folder}/${file}`);
    for (const entry of entriesOf(policy)) {
      const { id, text } = entry.passage;
      const leadIns = entry.passage.leadIns.map((lead) => policy.passages[Number(lead.slice(1)) - 1]?.text ?? '');
      yield JSON.stringify({ policy: policy.policyId, id, encoded: encodedText(entry), text, leadIns });
    }
  }
}

if (import.meta.main) for (const line of passageLines(process.argv[2] ?? 'training/data')) console.log(line);
