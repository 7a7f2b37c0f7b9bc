import type { PolicyVersionId } from '../../kernel/ids.ts';
import type { BoundPolicy } from '../campaign/campaign.ts';

/** One line of a policy, or of what changed in it, as a page shows it. */
export interface ReadLine {
  readonly kind: 'heading' | 'text' | 'change' | 'after' | 'before';
  readonly words: string;
}

/** What is shown of a policy: all of it, or what changed. */
export type ReadPart = 'text' | 'changes';

export interface Change {
  readonly heading: string;
  readonly kind: 'added' | 'changed' | 'removed';
  readonly before: string;
  readonly after: string;
}

/** Characters on one page of a dialog: with its markup well below what Teams takes. */
const PAGE_CHARACTERS = 9_000;
/** What the markup around a line costs of a page. */
const MARKUP = 90;

/** The pages on which a policy is read; at least one. The same policy always has the same pages. */
export function pagesOf(
  policy: Pick<BoundPolicy, 'parts'>,
  part: ReadPart,
  changes: readonly Change[],
): readonly (readonly ReadLine[])[] {
  const lines = part === 'text' ? textLines(policy) : changeLines(changes);
  const pages: ReadLine[][] = [[]];
  let size = 0;
  for (const line of lines) {
    const characters = line.words.length + MARKUP;
    if (size > 0 && size + characters > PAGE_CHARACTERS) {
      pages.push([]);
      size = 0;
    }
    pages.at(-1)?.push(line);
    size += characters;
  }
  return pages;
}

const textLines = ({ parts }: Pick<BoundPolicy, 'parts'>): ReadLine[] =>
  parts.flatMap(({ number, heading, paragraphs }) => {
    const title = `${number} ${heading}`.trim();
    return [
      ...(title === '' ? [] : [{ kind: 'heading' as const, words: title }]),
      ...paragraphs.map((words) => ({ kind: 'text' as const, words })),
    ];
  });

const CHANGE_WORDING = { added: 'New', changed: 'Changed', removed: 'Removed' } as const;

const changeLines = (changes: readonly Change[]): ReadLine[] =>
  changes.flatMap(({ heading, kind, before, after }) => [
    { kind: 'heading' as const, words: heading },
    { kind: 'change' as const, words: CHANGE_WORDING[kind] },
    ...(after === '' ? [] : [{ kind: 'after' as const, words: after }]),
    ...(before === '' ? [] : [{ kind: 'before' as const, words: before }]),
  ]);

/** The name under which it is kept that a page was shown; pages are counted from 1. */
export const pageKey = (version: PolicyVersionId, part: ReadPart, page: number): string =>
  `page:${version}:${part}:${page}`;

/** How far and how long someone has read. Shown to that person; nothing else is made of the time. */
export interface ReadSoFar {
  readonly pages: number;
  readonly seen: number;
  /** Roughly; a page left open counts for no longer than it takes to read twice. */
  readonly seconds: number;
}

const CHARACTERS_A_SECOND = 18;
const secondsFor = (page: readonly ReadLine[]): number =>
  Math.max(5, page.reduce((sum, { words }) => sum + words.length, 0) / CHARACTERS_A_SECOND);

/**
 * Works out from when each page was first shown how far a person is.
 * @param shown by the names of `pageKey`
 */
export function readSoFar(
  version: PolicyVersionId,
  part: ReadPart,
  pages: readonly (readonly ReadLine[])[],
  shown: ReadonlyMap<string, Date>,
  now: Date,
): ReadSoFar {
  const moments = [...shown.values()].map((at) => at.getTime()).sort((a, b) => a - b);
  let seen = 0;
  let seconds = 0;
  for (const [index, page] of pages.entries()) {
    const at = shown.get(pageKey(version, part, index + 1))?.getTime();
    if (at === undefined) continue;
    seen += 1;
    const next = moments.find((moment) => moment > at);
    const most = secondsFor(page);
    seconds +=
      next === undefined ? Math.min(most, (now.getTime() - at) / 1000) : Math.min(2 * most, (next - at) / 1000);
  }
  return { pages: pages.length, seen, seconds: Math.max(0, Math.round(seconds)) };
}
