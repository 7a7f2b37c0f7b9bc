import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DUTIES_PAGE, POLICIES, readRows, sentencesOf } from '../support/duties.ts';
import { SHARED } from '../support/shared.ts';

/**
 * `npm run bench -- duties [folder] [--all]`: lists, policy by policy, the sentences that lay a duty on someone and have no row in
 * docs/duties.md; with `--all` every sentence. Their words are printed here and stand nowhere in the repository.
 */
export default async function benchDuties(args: readonly string[] = []): Promise<void> {
  const folder = args.find((arg) => !arg.startsWith('--')) ?? join(SHARED, 'policies');
  if (!existsSync(folder)) {
    console.log('SKIPPED: the five policies do not stand beside the repository (../shared/policies).');
    return;
  }
  const rows = new Map(existsSync(DUTIES_PAGE) ? readRows().map((row) => [row.key, row] as const) : []);
  for (const policy of POLICIES) {
    const sentences = await sentencesOf(folder, policy);
    const open = sentences.filter(({ key, hasWord }) => hasWord && !rows.has(key));
    console.log(`${policy}: ${sentences.length} sentences, ${open.length} with a word of duty and without a row`);
    for (const { key, section, text, hasWord } of args.includes('--all') ? sentences : open)
      console.log(`  ${key} ${hasWord ? '*' : ' '} [${section}] ${rows.get(key)?.home ?? ''} | ${text}`);
  }
}
