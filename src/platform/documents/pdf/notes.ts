import type { Block } from '../../../kernel/text/document.ts';
import { cleanText } from '../clean-text.ts';
import type { LineJoiner } from '../hyphenation.ts';
import { type Paragraph, paragraphsOf, type Rows, type Setting } from './paragraphs.ts';
import type { Flow, FlowLine } from './reading-order.ts';

const MARK = /^([⁰¹²³⁴-⁹]{1,3}|\*{1,3}|[†‡])\s*(?=\S)/u;
/** Smaller than the text around it by so much is small print. */
const SMALL = 0.93;

/** A note at the foot of a page, apart from the text: there it would be in the middle of a sentence that goes on overleaf. */
export interface FootNote {
  readonly block: Extract<Block, { kind: 'note' }>;
  readonly page: number;
}

/** Parts the text from its notes: small print at the foot of a page, from the first line that opens with a mark. */
export function takeNotes(
  flow: readonly Flow[],
  setting: Setting,
  joiner: LineJoiner,
): { readonly text: readonly Flow[]; readonly notes: readonly FootNote[] } {
  const isSmall = (one: Flow): one is FlowLine => one.kind === 'line' && one.line.size < setting.bodySize * SMALL;
  const small = new Set<Flow>();
  for (const page of Map.groupBy(flow, ({ page }) => page).values()) {
    const foot = page.slice(page.findLastIndex((one) => !isSmall(one)) + 1);
    const first = foot.findIndex((one) => one.kind === 'line' && MARK.test(one.line.text));
    if (first >= 0) for (const one of foot.slice(first)) small.add(one);
  }
  const notes: FootNote[] = [];
  for (const paragraph of paragraphsOf(
    flow.filter((one) => small.has(one)),
    setting,
    joiner,
  )) {
    if (paragraph.kind !== 'paragraph') continue;
    const mark = MARK.exec(paragraph.text);
    const last = notes.at(-1);
    if (mark)
      notes.push({
        page: paragraph.page,
        block: { kind: 'note', marker: mark[1] ?? '', text: cleanText(paragraph.text.slice(mark[0].length)) },
      });
    else if (last)
      notes[notes.length - 1] = {
        ...last,
        block: { ...last.block, text: cleanText(`${last.block.text} ${paragraph.text}`) },
      };
  }
  return { text: flow.filter((one) => !small.has(one)), notes };
}

/** For each note the paragraph after whose section it belongs: the nearest that calls it, else the last of its page. */
export function anchorsOf(
  notes: readonly FootNote[],
  paragraphs: readonly (Paragraph | Rows)[],
): ReadonlyMap<Paragraph | Rows | undefined, readonly Block[]> {
  const anchors = new Map<Paragraph | Rows | undefined, Block[]>();
  for (const { block, page } of notes) {
    const near = paragraphs.filter((one) => one.page <= page && one.page >= page - 1);
    const anchor = near.findLast((one) => one.kind === 'paragraph' && one.text.includes(block.marker)) ?? near.at(-1);
    anchors.set(anchor, [...(anchors.get(anchor) ?? []), block]);
  }
  return anchors;
}
