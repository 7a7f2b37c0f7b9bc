import { type Entry, entriesOf } from '../../src/ask/finding/entries.ts';
import { SIGNS, type Signs } from '../../src/ask/finding/signs.ts';
import { type Citation, MAX_QUOTE, type Passage, type Policy, passageOf } from '../../src/ask/policy.ts';
import { cite } from '../../src/ask/quoting/cite.ts';
import { decidedParts } from '../../src/ask/quoting/decided.ts';
import { type Unit, unitsOf } from '../../src/ask/quoting/deciding.ts';
import { quoted } from '../../src/ask/quoting/quote.cards.ts';
import { type Cited, citeAll, places } from '../../src/ask/quoting/quotes.ts';

/** A quote as a card shows it, line by line, and what is wrong with it. */
export interface DrawnQuote {
  readonly reference: string;
  readonly lines: readonly string[];
  readonly faults: readonly string[];
}

const GAP = '[…]';

/** Every quote that a policy can give: of each passage by itself, of each section's passages found together, and found apart. */
export function drawnQuotes(policy: Policy): readonly DrawnQuote[] {
  const entries = entriesOf(policy);
  const sections = [...Map.groupBy(entries, ({ passage }) => passage.sectionId).values()];
  const together = sections.flatMap((section) => [...foundTogether(section), ...foundApart(section)]);
  const all = [...entries.map((entry) => cite(entry)), ...together.map(({ citation }) => citation)];
  return [...new Map(all.map((citation) => [citation.passageIds.join(), citation])).values()].map((citation) =>
    drawnQuote(policy, citation),
  );
}

const NOTHING = Object.fromEntries(SIGNS.map((sign) => [sign, 0])) as Signs;

/** As when all of them answer alike, the last one best: then what was found first is not what is quoted first. */
const foundTogether = (entries: readonly Entry[]): readonly Cited[] =>
  citeAll(entries.toReversed().map((entry) => ({ entry, signs: NOTHING, score: 1, close: 0, closeness: () => 0 })));

/** As when each answers far worse than the one before, from both ends in turn: what stands between is left out. */
function foundApart(entries: readonly Entry[]): readonly Cited[] {
  const ranked = entries
    .flatMap((entry, at) => [entry, entries.at(-1 - at) ?? entry])
    .slice(0, entries.length)
    .map((entry, at) => ({ entry, signs: NOTHING, score: -100 * at, close: 0, closeness: () => 0 }));
  return places(citeAll(ranked), entries.length);
}

function drawnQuote(policy: Policy, citation: Citation): DrawnQuote {
  const [first, ...others] = quoted(citation).map(linesOf);
  const reference = first?.join(' ') ?? '';
  const lines = others.at(-1) ?? [];
  const passages = citation.passageIds
    .flatMap((id) => passageOf(policy, id) ?? [])
    .toSorted((one, other) => numberOf(one) - numberOf(other));
  return {
    reference,
    lines,
    faults: [
      ...lines.filter((line) => /\s\|\s|\t/.test(line)).map((line) => `cells run together: ${line}`),
      ...passages.flatMap((passage) => rowFaults(passage, lines)),
      ...passages.flatMap((passage) => itemFaults(policy, passage, passages, lines)),
      ...gapFaults(policy, passages, lines),
      ...othersFaults(policy, passages),
      ...referenceFaults(policy, citation, reference, lines),
      ...shortFaults(policy, citation),
    ],
  };
}

const numberOf = ({ id }: Passage): number => Number(id.slice(1));

/** What a person reads of an element, from top to bottom; what stands side by side is one line. */
function linesOf(element: unknown): readonly string[] {
  if (typeof element !== 'object' || element === null) return [];
  const of = (name: string): readonly unknown[] => {
    const value: unknown = Reflect.get(element, name);
    return Array.isArray(value) ? value : [];
  };
  const own = 'text' in element && typeof element.text === 'string' ? [element.text] : [];
  const runs = of('inlines').flatMap(linesOf).join('');
  const beside = of('columns').flatMap(linesOf).join(' ');
  return [...own, ...[runs, beside].filter((line) => line !== ''), ...of('items').flatMap(linesOf)].map((line) =>
    line.replaceAll('\u2003', ''),
  );
}

const names = ({ columns = [] }: Passage): boolean => columns.some((name) => name !== '');
const isHeader = (passage: Passage): boolean =>
  passage.kind === 'row' && names(passage) && passage.columns?.join() === passage.cells?.join();

const isOfTable = (one: Passage, row: Passage): boolean =>
  one.kind === 'row' && !isHeader(one) && one.columns?.join() === row.columns?.join();

function rowFaults(passage: Passage, lines: readonly string[]): readonly string[] {
  if (passage.kind !== 'row' || isHeader(passage)) return [];
  const filled = (passage.cells ?? []).flatMap((cell, at) => (cell === '' ? [] : [{ cell, at }]));
  if (filled.length < 2) return [];
  return filled.flatMap(({ cell, at }) => {
    const isNamed = lines.some(
      (line) =>
        /[:?!] /.test(line) &&
        line.endsWith(` ${cell}`) &&
        (!names(passage) || line.startsWith(passage.columns?.[at] || cell)),
    );
    const isName = !names(passage) && lines.some((line) => line.startsWith(`${cell.replace(/\s*:$/, '')}: `));
    const hasNoName = names(passage) && passage.columns?.[at] === '' && lines.includes(cell);
    return isNamed || isName || hasNoName ? [] : [`a cell without the name of its column: ${cell}`];
  });
}

function itemFaults(policy: Policy, item: Passage, quoted: readonly Passage[], lines: readonly string[]): string[] {
  if (item.kind !== 'item' || item.continues) return [];
  const marker = item.marker ?? '';
  const mark = /[\p{L}\p{N}]/u.test(marker) && marker !== 'o' ? marker : '•';
  const missing = item.leadIns.flatMap((id) => passageOf(policy, id) ?? []).filter((one) => !quoted.includes(one));
  const length = [...quoted, ...missing].reduce((sum, { text }) => sum + text.length + 1, 0);
  return [
    ...(lines.includes(`${mark} ${item.text}`) ? [] : [`an item without its mark ${mark}: ${item.text}`]),
    ...(missing.length > 0 && length <= MAX_QUOTE ? [`an item without what leads into it: ${item.text}`] : []),
    ...(missing.length > 0 && lines[0] !== GAP ? [`what leads into it is left out unmarked: ${item.text}`] : []),
  ];
}

/** A paragraph that says what staff do who are not those of the paragraphs above it is quoted with each of them that has room. */
function othersFaults(policy: Policy, quoted: readonly Passage[]): readonly string[] {
  const [first] = quoted;
  const isText = quoted.every(({ kind }) => kind === 'clause');
  const left = policy.passages.find(
    (one) =>
      first &&
      isText &&
      one.sectionId === first.sectionId &&
      numberOf(one) > numberOf(first) &&
      /^(?:other staff|staff who are not|everyone else) /i.test(one.text) &&
      !quoted.includes(one),
  );
  const length = [...quoted, ...(left ? [left] : [])].reduce((sum, { text }) => sum + text.length + 1, -1);
  return left && length <= MAX_QUOTE ? [`what holds for others is left out: ${left.text}`] : [];
}

/** Between two lines that do not follow one another in the policy, and where a paragraph or list goes on, a sign must stand. */
function gapFaults(policy: Policy, quoted: readonly Passage[], lines: readonly string[]): readonly string[] {
  const marked = lines.filter((line) => line === GAP).length;
  const jumps = quoted.filter((passage, at) => {
    const before = quoted[at - 1];
    return before !== undefined && numberOf(passage) !== numberOf(before) + 1;
  }).length;
  const [first] = quoted;
  const last = quoted.at(-1);
  const next = last && passageOf(policy, `p${numberOf(last) + 1}`);
  const goesOn = next?.continues || next?.leadIns.some((id) => quoted.some((one) => one.id === id));
  const before = first && passageOf(policy, `p${numberOf(first) - 1}`);
  return [
    ...(first?.kind === 'row' && before && isOfTable(before, first) && lines[0] !== GAP
      ? ['rows above are left out unmarked']
      : []),
    ...(last?.kind === 'row' && next && isOfTable(next, last) && lines.at(-1) !== GAP
      ? ['rows below are left out unmarked']
      : []),
    ...(marked < jumps ? ['something between is left out unmarked'] : []),
    ...(first?.continues && lines[0] !== GAP ? ['it begins in the middle, unmarked'] : []),
    ...(goesOn && lines.at(-1) !== GAP ? ['it goes on, unmarked'] : []),
  ];
}

/** The reference names what is quoted first: its own number, and the marks of no later item. */
function referenceFaults(
  policy: Policy,
  { section, passageIds }: Citation,
  reference: string,
  lines: readonly string[],
): readonly string[] {
  if (section === '') return [];
  const bare = (mark: string) => mark.replace(/[().]+$|^\(/g, '');
  const items = lines.flatMap(
    (line) => /^(\(?[\p{L}\p{N}][\p{L}\p{N}.]{0,9}[).]|\d+(?:\.\d+)+) /u.exec(line)?.[1] ?? [],
  );
  const decimal = items.find((mark) => /^\d+\.\d/.test(mark));
  const own = passageIds.map((id) => passageOf(policy, id)?.sectionId);
  const said = [...section.matchAll(/\(([^)]+)\)/g)].map(([, mark]) => mark ?? '');
  const first = items.filter((mark) => mark !== decimal).map(bare);
  return [
    ...(reference.includes(section) || reference.includes(section.replace(/\(.*/, ''))
      ? []
      : [`the reference lacks ${section}`]),
    ...(decimal !== undefined && !section.startsWith(bare(decimal))
      ? [`${section} is named, ${decimal} stands first`]
      : []),
    ...(said.length > 0 && first.length > 0 && !first.slice(0, said.length).includes(said.at(-1) ?? '')
      ? [`(${said.at(-1)}) is named, ${first[0]} stands first`]
      : []),
    ...(new Set(own).size > 1 ? ['it is of more than one section'] : []),
  ];
}

/** What is wrong with a quote as a card shows it, whichever of its sentences decides. */
const shortFaults = (policy: Policy, citation: Citation): readonly string[] =>
  unitsOf(policy, citation)
    .filter(({ passage }) => passage.kind !== 'lead-in' && passage.kind !== 'row')
    .flatMap((unit) => shortFaultsOf(policy, citation, unit));

function shortFaultsOf(policy: Policy, citation: Citation, { passage, at, text }: Unit): readonly string[] {
  const deciding = { passage: passage.id, at, isNamed: false, perhaps: [] };
  const given = { policy, citation, deciding, question: '', isLimited: false, isWhole: false };
  const shown = decidedParts(given).flatMap((part): string[] => {
    if (part.kind === 'gap') return [GAP];
    if (part.kind === 'row') return [];
    return [
      ...part.text.split(` ${GAP} `).flatMap((piece, place) => (place > 0 ? [GAP, piece] : [piece])),
      ...(part.isCut ? [GAP] : []),
    ];
  });
  const pieces = shown.filter((piece) => piece !== GAP);
  const { passages } = policy;
  const whole = passages.map((one) => one.text).join('\n');
  const unmarked = shown.filter((piece, place) => {
    const next = shown[place + 1];
    if (piece === GAP || next === undefined || next === GAP) return false;
    return !whole.includes(`${piece} ${next}`) && !whole.includes(`${piece}\n${next}`);
  });
  const left = unitsOf(policy, citation).filter(
    (one) => one.passage === passage && !pieces.some((piece) => piece.includes(one.text)),
  );
  const items = passages.filter((one) => one.kind === 'item' && pieces.some((piece) => one.text.includes(piece)));
  const alone = items.filter(
    (one) =>
      !passages.some(
        (other) => other !== one && pieces.some((piece) => other.text.includes(piece) && one.text.includes(piece)),
      ) && one.leadIns.some((id) => !pieces.some((piece) => passageOf(policy, id)?.text.includes(piece))),
  );
  return [
    ...pieces.filter((piece) => !whole.includes(piece)).map((piece) => `not word for word: ${piece}`),
    ...(pieces.some((piece) => piece.includes(text)) ? [] : [`what decides is left out: ${text}`]),
    ...unmarked.map((piece) => `something behind it is left out unmarked: ${piece}`),
    ...(left.length > 0 && !shown.includes(GAP) ? [`left out unmarked: ${left[0]?.text}`] : []),
    ...alone.map((one) => `an item of what decides without what leads into it: ${one.text}`),
  ];
}

/** Marks at the start of a line of the file itself that no item of the policy has: whatever the reading made of them. */
export function lostMarks(policy: Policy, source: string): readonly string[] {
  const flat = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
  return source.split('\n').flatMap((line) => {
    const found = /^\s*(?:[-*•]\s+)?(\((?:[a-z]|[ivx]{1,5})\)|[a-z]\.|[a-z]\))\s+(\S.{10,})/.exec(line);
    if (!found) return [];
    const [, mark = '', words = ''] = found;
    const isKept = policy.passages.some(
      ({ marker, text }) => marker === mark && flat(text).startsWith(flat(words).slice(0, 60)),
    );
    return isKept ? [] : [`the mark ${mark} is lost: ${words.slice(0, 60)}`];
  });
}
