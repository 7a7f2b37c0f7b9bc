import type { PolicyDocument, StatedFacts } from '../../kernel/text/document.ts';
import { type Element, facts, plain, section, text } from '../../platform/teams/card.ts';
import { reviewWords } from '../library/review.ts';

/** More kinds of thing than this are counted on a card; `lanyard try` tells them all. */
const MOST_TOLD = 8;
const MOST_NAMED = 10;
const NOT_STATED = 'not stated in the file';

/** What a file says of itself, and where it says so; its sections. What is missing is said, so that nobody finds it out later. */
export function asReadPart({ blocks, stated, foundAt = {} }: PolicyDocument): Element {
  const fact = (name: keyof StatedFacts, shown = stated[name]): string => {
    const place = foundAt[name];
    return shown === undefined ? NOT_STATED : [shown, place && `from ${place}`].filter(Boolean).join(', ');
  };
  const headings = blocks.flatMap((block) => (block.kind === 'heading' && block.level > 0 ? [block] : []));
  const outermost = Math.min(...headings.map(({ level }) => level));
  const sections = headings
    .filter(({ level }) => level === outermost)
    .map(({ label, text: name }) => [label, name].filter(Boolean).join(' '));
  const more = sections.length - MOST_NAMED;
  return facts([
    ['Title', fact('title')],
    ['Version', fact('version')],
    ['Adopted', fact('adoptedOn')],
    ['Next review', fact('reviewOn', stated.reviewOn && reviewWords(stated.reviewOn))],
    ['Owner', fact('owner')],
    [
      'Sections',
      sections.length === 0
        ? 'no headings found'
        : [...sections.slice(0, MOST_NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join(' · '),
    ],
  ]);
}

/** What is not among the words that answers come from, or not surely, for the person who decides on them. */
export function missedPart({ missed = [] }: Pick<PolicyDocument, 'missed'>): Element | undefined {
  if (missed.length === 0) return undefined;
  const more = missed.length - MOST_TOLD;
  return section(
    { style: 'warning' },
    text('Please look at these in the file before you put it in force:', { bold: true }),
    ...missed.slice(0, MOST_TOLD).map((sentence) => plain(sentence, { small: true })),
    more > 0 ? text(`… and ${more} more`, { small: true }) : undefined,
  );
}
