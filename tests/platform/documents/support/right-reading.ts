import { gapsIn } from '../../../../src/ask/adoption/gaps.ts';
import { lastDayOf } from '../../../../src/ask/library/review.ts';
import { toSections } from '../../../../src/ask/parsing/sections.ts';
import { sectionsOf } from '../../../../src/ask/policy.ts';
import type { PolicyId } from '../../../../src/kernel/ids.ts';
import type { Block, PolicyDocument } from '../../../../src/kernel/text/document.ts';
import type { ReadOutcome } from '../../../../src/platform/documents/outcome.ts';
import type { Phrase, RightReading } from './right-reading.form.ts';

/**
 * What became of one thing that a file says. `lost`: it is not in the reading, and the owner is not told. `wrong`: the reading says
 * what the file does not.
 */
export type Verdict = 'right' | 'told' | 'lost' | 'wrong';

export interface Judged {
  readonly verdict: Verdict;
  /** The expectation in words, for the person who looks for what went wrong. */
  readonly what: string;
}

type Read = Extract<ReadOutcome, { readonly kind: 'read' }>;

/** Each expectation of a right reading, and what the outcome made of it. */
export function judge(right: RightReading, outcome: ReadOutcome): readonly Judged[] {
  if (right.refused) return [judgeRefusal(right.refused, outcome)];
  if (outcome.kind === 'unreadable')
    return [{ verdict: 'wrong', what: `was refused, and can be read: ${outcome.why}` }];
  return [
    ...judgeWords(right.reads ?? [], outcome),
    ...(right.never ?? []).map((phrase) => judgeNever(phrase, outcome)),
    ...(right.told ?? []).map((words) => judgeTold(words, outcome)),
    ...(right.headings ? judgeHeadings(right.headings, outcome.document) : []),
    ...(right.rows ?? []).map((row) => judgeRow(row, outcome.document)),
    ...(right.gaps ?? []).map((words) => judgeGap(words, outcome.document)),
    ...Object.entries(right.under ?? {}).map(([text, heading]) => judgeUnder(text, heading, outcome.document)),
    ...Object.entries(right.is ?? {}).map(([text, kind]) => judgeKind(text, kind, outcome.document)),
    ...Object.entries(right.stated ?? {}).map(([fact, value]) => judgeFact(fact, value ?? undefined, outcome.document)),
  ];
}

function judgeRefusal(words: readonly string[], outcome: ReadOutcome): Judged {
  const what = `is refused with: ${words.join(', ')}`;
  if (outcome.kind === 'read') return { verdict: 'wrong', what };
  return { verdict: holdsAll(outcome.why, words) ? 'right' : 'wrong', what: `${what}; says: ${outcome.why}` };
}

/** Phrases in their order, each within one block. */
function judgeWords(phrases: readonly Phrase[], { document, missed }: Read): readonly Judged[] {
  const texts = quotable(document).map(textOf);
  let at = 0;
  let from = 0;
  return phrases.map((phrase): Judged => {
    const { text, orTold } = typeof phrase === 'string' ? { text: phrase } : phrase;
    const what = `reads “${text}”`;
    for (let block = at; block < texts.length; block += 1) {
      const found = texts[block]?.indexOf(text, block === at ? from : 0) ?? -1;
      if (found < 0) continue;
      at = block;
      from = found + text.length;
      return { verdict: 'right', what };
    }
    if (orTold && missed.some((one) => holdsAll(one, orTold))) return { verdict: 'told', what };
    if (texts.some((one) => one.includes(text))) return { verdict: 'wrong', what: `${what} in its order` };
    return { verdict: 'lost', what };
  });
}

function judgeNever(phrase: Phrase, { document, missed }: Read): Judged {
  const { text, orTold } = typeof phrase === 'string' ? { text: phrase } : phrase;
  const what = `never quotes “${text}”`;
  const stands =
    quotable(document).some((block) => textOf(block).includes(text)) ||
    Object.values(document.stated).some((value) => value?.includes(text));
  if (!stands) return { verdict: 'right', what };
  return { verdict: orTold && missed.some((one) => holdsAll(one, orTold)) ? 'told' : 'wrong', what };
}

const judgeTold = (words: readonly string[], { missed }: Read): Judged => ({
  verdict: missed.some((one) => holdsAll(one, words)) ? 'told' : 'lost',
  what: `tells the owner: ${words.join(', ')}`,
});

/** Every heading but the document's own name, in order, with its number. */
function judgeHeadings(expected: readonly string[], { blocks }: PolicyDocument): readonly Judged[] {
  const found = blocks.flatMap((block) => (block.kind === 'heading' && block.level > 0 ? [textOf(block)] : []));
  const rest = [...found];
  const wanted = expected.map((heading): Judged => {
    const at = rest.indexOf(heading);
    if (at >= 0) rest.splice(at, 1);
    return { verdict: at >= 0 ? 'right' : 'lost', what: `has the heading “${heading}”` };
  });
  const inOrder = found.filter((one) => expected.includes(one)).join('\n');
  const isOrdered = inOrder === expected.filter((one) => found.includes(one)).join('\n');
  return [
    ...wanted,
    ...rest.map((heading): Judged => ({ verdict: 'wrong', what: `has no heading “${heading}”` })),
    ...(isOrdered ? [] : [{ verdict: 'wrong', what: 'has its headings in order' } as const]),
  ];
}

function judgeRow(row: Readonly<Record<string, string>>, { blocks }: PolicyDocument): Judged {
  const what = `has the row ${JSON.stringify(row)}`;
  const cells = Object.entries(row);
  const has = blocks.some(
    (block) =>
      block.kind === 'row' &&
      cells.every(([column, cell]) => block.cells.some((one, at) => one === cell && block.columns[at] === column)),
  );
  return { verdict: has ? 'right' : 'wrong', what };
}

function judgeGap(words: string, document: PolicyDocument): Judged {
  const has = gapsIn(document).some(({ text, around }) => text.includes(words) || around.includes(words));
  return { verdict: has ? 'right' : 'wrong', what: `leaves a gap at “${words}”` };
}

/** By section: its number and heading, `3.4 Untrue allegations`. */
function judgeUnder(text: string, heading: string, document: PolicyDocument): Judged {
  const what = `“${text}” stands under “${heading}”`;
  const policy = toSections(document, { id: 'p' as PolicyId, fallbackTitle: '' });
  const passage = policy.passages.find((one) => one.kind !== 'heading' && one.text.includes(text));
  if (!passage) return { verdict: 'lost', what };
  const section = [...sectionsOf(policy)].find(({ id }) => id === passage.sectionId);
  const said = [section?.number, section?.heading].filter(Boolean).join(' ');
  return said === heading ? { verdict: 'right', what } : { verdict: 'wrong', what: `${what}, not “${said}”` };
}

function judgeKind(text: string, kind: Block['kind'], { blocks }: PolicyDocument): Judged {
  const what = `“${text}” is of the kind ${kind}`;
  const found = blocks.filter((block) => textOf(block).includes(text));
  if (found.length === 0) return { verdict: 'lost', what };
  return { verdict: found.every((block) => block.kind === kind) ? 'right' : 'wrong', what };
}

function judgeFact(fact: string, value: string | undefined, { stated }: PolicyDocument): Judged {
  const said: string | undefined = Object.entries(stated).find(([name]) => name === fact)?.[1];
  const what = `states ${fact}: ${value ?? 'nothing'}`;
  if (said === undefined) return { verdict: value === undefined ? 'right' : 'lost', what };
  const given = fact.endsWith('On') ? (lastDayOf(said) ?? said) : said;
  return given === value ? { verdict: 'right', what } : { verdict: 'wrong', what: `${what}; read as ${said}` };
}

const quotable = ({ blocks }: PolicyDocument): readonly Block[] => blocks.filter(({ kind }) => kind !== 'furniture');

/** Of a row its cells between bars, of an item its mark too. */
function textOf(block: Block): string {
  const text = (() => {
    if (block.kind === 'row') return block.cells.join(' | ');
    if (block.kind === 'item') return `${block.marker} ${block.text}`;
    return block.kind === 'heading' ? [block.label, block.text].filter(Boolean).join(' ') : block.text;
  })();
  return text.replace(/\s+/g, ' ').trim();
}

const holdsAll = (text: string, words: readonly string[]): boolean =>
  words.every((word) => text.toLowerCase().includes(word.toLowerCase()));
