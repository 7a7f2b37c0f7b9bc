import { cpSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Copies the sample's policies as a school of its own would have them: under the same names, with words of its own. */
export function ownPoliciesIn(root: string): void {
  cpSync('policies', join(root, 'policies'), { recursive: true });
  for (const name of globSync('policies/**/*.md', { cwd: root }))
    writeFileSync(join(root, name), `${readFileSync(join(root, name), 'utf8')}\nKeep this with your contract.\n`);
}
