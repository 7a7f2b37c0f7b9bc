import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { toSections } from '../../src/ask/parsing/sections.ts';
import type { PolicyId } from '../../src/kernel/ids.ts';
import { readPolicyFile } from '../../src/platform/documents/policy-file.ts';
import { drawnQuotes, lostMarks } from '../support/drawn-quotes.ts';
import { SHARED } from '../support/shared.ts';

const OWN = ['policies', 'tests/fixtures/policies'];

/**
 * `npm run bench -- quotes [folder …] [--all]`: draws every quote that policies can give, as a card shows it, and lists those that do
 * not read as the policy does. Ends with 1 where there is one. The policies beside the repository, or our own without them.
 */
export default async function benchQuotes(args: readonly string[] = []): Promise<void> {
  const named = args.filter((arg) => !arg.startsWith('--'));
  const shared = join(SHARED, 'policies');
  const folders = named.length > 0 ? named : [...(existsSync(shared) ? [shared] : []), ...OWN];
  let wrong = 0;
  for (const folder of folders) {
    for (const file of readdirSync(folder)
      .filter((name) => extname(name) !== '' && !name.startsWith('.'))
      .sort())
      wrong += await quotesOf(folder, file, args.includes('--all'));
  }
  console.log(`${wrong} quotes do not read as their policy does.`);
  if (wrong > 0) process.exitCode = 1;
}

async function quotesOf(folder: string, file: string, isAll: boolean): Promise<number> {
  const read = await readPolicyFile(folder, file);
  if (read.kind !== 'read') {
    console.log(`${file}: ${read.kind === 'closed' ? read.what : read.why}`);
    return 1;
  }
  const name = basename(file, extname(file));
  const policy = toSections(read.document, { id: name as PolicyId, fallbackTitle: name });
  const quotes = drawnQuotes(policy);
  const lost = /\.(?:txt|md)$/.test(file) ? lostMarks(policy, readFileSync(join(folder, file), 'utf8')) : [];
  const bad = quotes.filter(({ faults }) => faults.length > 0);
  console.log(`${file}: ${quotes.length} quotes drawn, ${bad.length + lost.length} wrong`);
  for (const { reference, lines, faults } of isAll ? quotes : bad)
    console.log(
      [`  ${reference}`, ...lines.map((line) => `    │ ${line}`), ...faults.map((fault) => `    ✗ ${fault}`)].join(
        '\n',
      ),
    );
  for (const fault of lost) console.log(`    ✗ ${fault}`);
  return bad.length + lost.length;
}
