import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toSections } from '../../src/ask/parsing/sections.ts';
import { splitSentences } from '../../src/ask/parsing/sentences.ts';
import { type Passage, passageOf } from '../../src/ask/policy.ts';
import type { PolicyId } from '../../src/kernel/ids.ts';
import { readPolicyFile } from '../../src/platform/documents/policy-file.ts';

/** The five policies, as docs/duties.md names them. */
export const POLICIES = ['liverpool-model', 'cardinal-heenan', 'north-star', 'lancashire-model', 'lowerhouse'] as const;
export type PolicyName = (typeof POLICIES)[number];

/** A sentence of a policy. Its words are not ours: only its key, from which nobody can tell them, is in the repository. */
export interface Sentence {
  /** Eight hex digits of its words, without case, punctuation and line ends: the same sentence in two policies has one key. */
  readonly key: string;
  readonly text: string;
  readonly section: string;
  /** It, or what leads into it, has one of the words of duty. */
  readonly hasWord: boolean;
}

const DUTY_WORDS = /\b(?:must|should|will|required?|requires|responsible|do not|don['’]t|never)\b/i;

const keyOf = (text: string): string => {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return createHash('sha256').update(words.join(' ')).digest('hex').slice(0, 8);
};

/** Every sentence of a policy's body. */
export async function sentencesOf(folder: string, policy: PolicyName): Promise<readonly Sentence[]> {
  const read = await readPolicyFile(folder, `${policy}.txt`);
  if (read.kind !== 'read') throw new Error(`${policy} cannot be read`);
  const whole = toSections(read.document, { id: policy as unknown as PolicyId, fallbackTitle: policy });
  const sectionOf = new Map<string, string>();
  const walk = (sections: typeof whole.sections): void => {
    for (const { passages, path, children } of sections) {
      for (const id of passages) sectionOf.set(id, path.at(-1) ?? '');
      walk(children);
    }
  };
  walk(whole.sections);
  return whole.passages
    .filter(({ kind }) => kind !== 'heading')
    .flatMap((passage: Passage) => {
      const lead = passage.leadIns.map((id) => passageOf(whole, id)?.text ?? '').join(' ');
      return splitSentences(passage.text)
        .filter((text) => /\p{L}.*\s.*\p{L}/u.test(text))
        .map((text) => ({
          key: keyOf(text),
          text,
          section: sectionOf.get(passage.id) ?? '',
          hasWord: DUTY_WORDS.test(text) || DUTY_WORDS.test(lead),
        }));
    });
}

export const HOMES = [
  'answered',
  'carded',
  'recorded',
  'reminded',
  'not a bot’s business',
  'not yet',
  'no duty',
] as const;
export type Home = (typeof HOMES)[number];

/** One row of docs/duties.md: a duty, wherever it stands, and where it lives in Lanyard. */
export interface Row {
  readonly key: string;
  /** The policies and sections in which it stands. */
  readonly stands: string;
  readonly duty: string;
  readonly home: Home;
  readonly where: string;
}

/** The rows of the table. @throws when a line of it has another shape or a home that is none */
export const rowsOf = (page: string): readonly Row[] =>
  page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const [, key, stands, duty, homeSaid, where] = line.split('|').map((cell) => cell.trim().replaceAll('`', ''));
      const home = HOMES.find((one) => one === homeSaid);
      if (!home || !key || !stands || !duty || !where) throw new Error(`no row of duties: ${line}`);
      return { key, stands, duty, home, where };
    });

export const DUTIES_PAGE = join(import.meta.dirname, '../../docs/duties.md');
export const readRows = (): readonly Row[] => rowsOf(readFileSync(DUTIES_PAGE, 'utf8'));

/** How many duties of each policy have which home, as the page's table says it; its rows say in which policies they stand. */
export function countsOf(rows: readonly Row[]): string {
  const homes = HOMES.filter((home) => home !== 'no duty');
  const line = (name: string, those: readonly Row[]): string => {
    const counts = homes.map((home) => those.filter((row) => row.home === home).length);
    const open = those.filter(({ home }) => home === 'not yet').length;
    const share = Math.round((100 * (those.length - open)) / those.length);
    return `| ${name} | ${those.length} | ${counts.join(' | ')} | ${share} % |`;
  };
  const counted = rows.filter(({ home }) => home !== 'no duty');
  const of = (policy: PolicyName): readonly Row[] =>
    counted.filter(({ stands }) => stands.split('; ').some((one) => policy.startsWith(one.split(' ')[0] ?? policy)));
  return [
    `| Policy | Duties | ${homes.join(' | ')} | With a home |`,
    `|---|--:|${'--:|'.repeat(homes.length + 1)}`,
    ...POLICIES.map((policy) => line(policy, of(policy))),
    line('all five', POLICIES.flatMap(of)),
  ].join('\n');
}
