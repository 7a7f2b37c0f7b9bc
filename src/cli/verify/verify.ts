import { readFile } from 'node:fs/promises';
import { verifyEvidence } from '../../acknowledge/evidence/evidence.ts';

/** `lanyard verify FILE`: from the file alone, on any computer. */
export async function verifyFile(
  file: string,
): Promise<
  | { readonly kind: 'unaltered'; readonly words: string }
  | { readonly kind: 'altered'; readonly complaints: readonly string[] }
> {
  const verdict = verifyEvidence(await readFile(file, 'utf8'));
  if (verdict.kind === 'altered')
    return { kind: 'altered', complaints: verdict.flaws.map(({ line, what }) => `line ${line}: ${what}`) };
  return {
    kind: 'unaltered',
    words: `Unaltered: ${verdict.title}, ${verdict.events} events.\nSeal ${verdict.seal}`,
  };
}
