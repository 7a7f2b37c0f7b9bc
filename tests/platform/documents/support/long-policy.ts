import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { lastDayOf } from '../../../../src/ask/library/review.ts';
import { splitSentences } from '../../../../src/ask/parsing/sentences.ts';
import type { Block, PolicyDocument } from '../../../../src/kernel/text/document.ts';

const events = z.object({
  gold: z.object({ title: z.string(), nextReview: z.string().nullable() }),
  events: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('heading'), text: z.string() }),
      z.object({ kind: z.literal('paragraph'), text: z.string() }),
      z.object({ kind: z.literal('item'), text: z.string() }),
      z.object({ kind: z.literal('table'), rows: z.array(z.array(z.string())) }),
    ]),
  ),
});

/** A long policy as its writer meant it, with the files that were made of it. */
export interface LongPolicy {
  readonly name: string;
  readonly right: z.infer<typeof events>;
  /** `boxed.docx`, `columns.pdf`: how it was laid out, and its path. */
  readonly files: readonly (readonly [habit: string, path: string])[];
}

export interface Score {
  readonly title: boolean;
  readonly review: boolean;
  readonly headings: { readonly of: number; readonly missed: readonly string[] };
  /** Headings that were read, and those among them that are none. */
  readonly read: { readonly of: number; readonly wrong: readonly string[] };
  readonly sentences: { readonly of: number; readonly cut: readonly string[] };
  readonly cells: { readonly of: number; readonly lost: readonly string[] };
}

/** What corpus/make/long.py and long.mjs left in a folder. */
export const longPolicies = (folder: string): readonly LongPolicy[] =>
  globSync('*.events.json', { cwd: folder })
    .sort()
    .map((file) => {
      const name = basename(file, '.events.json');
      return {
        name,
        right: events.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
        files: globSync(`${name}.*.{docx,pdf}`, { cwd: folder })
          .sort()
          .map((made) => [made.slice(name.length + 1), join(folder, made)] as const),
      };
    });

const plain = (text: string): string => text.replace(/\*\*|(?<!\w)\*|\*(?!\w)/g, '');
/** Letters and digits alone: how lines were broken, hyphens and quotation marks are not asked for here. */
const flat = (text: string): string =>
  plain(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** How much of the policy came out as it was meant. */
export function score({ right }: LongPolicy, { blocks, stated }: PolicyDocument): Score {
  const headings = right.events.flatMap((event) => (event.kind === 'heading' ? [plain(event.text)] : []));
  const read = blocks.flatMap((block) => (block.kind === 'heading' && block.level > 0 ? [textOf(block)] : []));
  const open = read.map(flat);
  const missed = headings.filter((heading) => {
    const at = open.indexOf(flat(heading));
    if (at >= 0) open.splice(at, 1);
    return at < 0;
  });
  // A line in bold that stands alone heads its list, and may be read as one or not.
  const allowed = new Set([
    ...right.events.flatMap((event) =>
      event.kind === 'paragraph' && /^\*\*[^*]+\*\*:?$/.test(event.text) ? [flat(event.text)] : [],
    ),
    ...['Contents', right.gold.title].map(flat),
  ]);
  const known = new Set([...headings.map(flat), ...allowed]);
  const texts = blocks.filter(({ kind }) => kind !== 'furniture').map((block) => flat(textOf(block)));
  const sentences = right.events.flatMap((event) =>
    event.kind === 'paragraph' || event.kind === 'item' ? splitSentences(plain(event.text)) : [],
  );
  const cells = right.events.flatMap((event) => (event.kind === 'table' ? event.rows.flat().filter(Boolean) : []));
  const rows = blocks.flatMap((block) => (block.kind === 'row' ? [...block.cells, ...block.columns].map(flat) : []));
  const stands = (among: readonly string[]) => (text: string) => !among.some((one) => one.includes(flat(text)));
  return {
    title: flat(stated.title ?? '') === flat(right.gold.title),
    review: sameDay(stated.reviewOn, right.gold.nextReview ?? undefined),
    headings: { of: headings.length, missed },
    read: { of: read.length, wrong: read.filter((one) => !known.has(flat(one))) },
    sentences: { of: sentences.length, cut: sentences.filter(stands(texts)) },
    cells: { of: cells.length, lost: cells.filter(stands(rows)) },
  };
}

const sameDay = (said: string | undefined, meant: string | undefined): boolean =>
  (said === undefined ? undefined : lastDayOf(said)) === (meant === undefined ? undefined : lastDayOf(meant));

function textOf(block: Block): string {
  if (block.kind === 'row') return block.cells.join(' ');
  if (block.kind === 'item') return `${block.marker} ${block.text}`;
  return block.kind === 'heading' ? [block.label, block.text].filter(Boolean).join(' ') : block.text;
}
