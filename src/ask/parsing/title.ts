import type { Block } from '../../kernel/text/document.ts';
import { isFactLabel } from './fact-labels.ts';
import { datesIn } from './printed-dates.ts';

/** What documents of a school are called. */
const KIND =
  /\b(?:polic(?:y|ies)|procedures?|code of conduct|code|handbook|agreement|guidance|guidelines|protocol|charter|scheme)\b/i;
const KIND_PERHAPS = /\b(?:plan|statement|strategy|framework|rules|arrangements|acceptable use|social media)\b/i;
const INSTITUTION =
  /\b(?:school|academy|academies|college|trust|federation|council|nursery|partnership|primary|junior|infants?|diocese|federated|pre-?school)\b/i;
/** What sections are about, rather than documents. */
const OF_A_SECTION =
  /^(?:aims?|purpose|scope|introduction|about|overview|background|monitoring|review|application|status|contents|table of contents|document control|version (?:control|history)|policy (?:statement|control|details|information|history|title|review)|statement of intent|legislation|related (?:policies|documents)|approval|definitions|appendi\w+|annex\w*)\b(?!.*(?<!\b(?:this|the|our|of) )\bpolicy\b)|^(?:policy|policies|procedures?|guidance|code)$/i;
const SENTENCE = /\b(?:must|shall|should|will|is|are|was|were|has|have|sets? out|applies)\b/;
const FILE_NAME = /\.(?:docx?|pdf|odt|md|txt|rtf)\b|\w_\w/i;
const MOTTO = /^["'“‘].*["'”’]$|!$|^(?:\p{L}+,\s+){2,}(?:(?:and|&)\s+)?\p{L}+\.?$/u;
const OPEN_END = /(?:^|\s)(?:and|&|of|for|the|to|in|with|on|a|an|by|from|or)$|[,&–—:-]$/i;
const OPEN_START = /^(?:and|&|of|for|in|with|on|to|from)\b|^(?:AND|OF|FOR|IN|WITH|ON|TO|FROM)\b(?!.*\p{Ll})/u;
const ONLY_KIND =
  /^(?:(?:and|&|the|policy|policies|procedures?|statement|guidance|code of conduct|handbook|protocol|20\d\d)\b[\s/–—&-]*)+\d*$/i;
/** A name may be long; a sentence is longer. */
const MOST_WORDS = 20;
const FRONT = 25;
const FEWEST_POINTS = 2;

/** Whether the words may be the name of a document: no date, file, label, web address or sentence. */
export function namesDocument(text: string): boolean {
  const words = text.split(/\s+/);
  const undated = datesIn(text).reduce((rest, date) => rest.replace(date.text, ''), text);
  return (
    /\p{L}{3}/u.test(undated) &&
    words.length <= MOST_WORDS &&
    text.length <= 150 &&
    !/[.;,?][”’"']?$/.test(text) &&
    !FILE_NAME.test(text) &&
    !/https?:|www\.|@|\{|\}/.test(text) &&
    !isFactLabel(text.replace(/:$/, '')) &&
    !isFactLabel(text.replace(/:.*$/s, '')) &&
    /^[\p{Lu}\p{N}“"'‘(]/u.test(text)
  );
}

interface Line {
  readonly text: string;
  /** 0 is the document's own name, as a reader tells it from its look. */
  readonly level: number | undefined;
  readonly kind: Block['kind'];
}

/** The line of the front that looks and reads most like the document's name; `undefined` where none does. */
export function titleOf(blocks: readonly Block[]): string | undefined {
  const lines = joinedLines(linesOfFront(blocks));
  const running = blocks.flatMap((block) => (block.kind === 'furniture' ? [block.text.toLowerCase()] : []));
  const rated = lines.map((line, at) => ({ line, points: pointsOf(line, lines[at + 1], running) }));
  const best = rated.reduce<(typeof rated)[number] | undefined>(
    (most, one) => (one.points > (most?.points ?? FEWEST_POINTS - 1) ? one : most),
    undefined,
  );
  return best?.line.text;
}

/** Headings, short lines and lone cells up to the first sentence or the first section with a number. */
function linesOfFront(blocks: readonly Block[]): readonly Line[] {
  const words = blocks.filter(({ kind }) => kind !== 'furniture').slice(0, FRONT);
  const end = words.findIndex(
    (block) =>
      (block.kind === 'heading' && block.level > 0 && /^[1I]\b/.test(block.label ?? '')) ||
      ((block.kind === 'paragraph' || block.kind === 'item') && block.text.length > 100),
  );
  return words.slice(0, end < 0 ? words.length : end).flatMap((block): Line[] => {
    if (block.kind === 'heading') {
      const text = [block.level > 0 ? block.label : undefined, block.text].filter(Boolean).join(' ');
      return [{ text, level: block.level, kind: block.kind }];
    }
    if (block.kind === 'paragraph') return [{ text: block.text, level: undefined, kind: block.kind }];
    if (block.kind !== 'row') return [];
    const cells = [...new Set(block.cells.filter(Boolean))];
    return cells.length === 1 ? [{ text: cells[0] ?? '', level: undefined, kind: block.kind }] : [];
  });
}

/** `Attendance and` / `Punctuality Policy` is one name on two lines. */
function joinedLines(lines: readonly Line[]): readonly Line[] {
  const out: Line[] = [];
  for (const line of lines) {
    const above = out.at(-1);
    if (above && goesOn(above, line)) out[out.length - 1] = { ...above, text: `${above.text} ${line.text}` };
    else out.push(line);
  }
  return out;
}

const goesOn = (above: Line, line: Line): boolean =>
  above.kind === 'heading' &&
  line.kind === 'heading' &&
  above.level === line.level &&
  !INSTITUTION.test(above.text) &&
  `${above.text} ${line.text}`.length <= 120 &&
  (OPEN_END.test(above.text) ||
    OPEN_START.test(line.text) ||
    ONLY_KIND.test(line.text) ||
    (isCapitals(above.text) && isCapitals(line.text) && !KIND.test(above.text) && ENDS_WITH_KIND.test(line.text)));

/** `CHECKS POLICY`: what was left of a name for its second line. */
const ENDS_WITH_KIND = /^(?:\p{Lu}+ ){1,2}(?:POLICY|PROCEDURES?|CODE|HANDBOOK)$/u;
const isCapitals = (text: string): boolean => text === text.toUpperCase() && /\p{Lu}{3}/u.test(text);

function pointsOf({ text, level, kind }: Line, next: Line | undefined, running: readonly string[]): number {
  if (!namesDocument(text)) return 0;
  // The beginning of a sentence that goes on below.
  if (kind !== 'heading' && next?.kind === 'paragraph' && /^\p{Ll}/u.test(next.text)) return 0;
  const says = KIND.test(text) ? 3 : KIND_PERHAPS.test(text) ? 2 : 0;
  return (
    says +
    (level === 0 ? 2 : level === undefined ? 0 : 0.5) +
    (running.some((one) => one.includes(text.toLowerCase())) ? 0.5 : 0) -
    (says === 0 && INSTITUTION.test(text) ? 3 : 0) -
    (MOTTO.test(text) ? 3 : 0) -
    (SENTENCE.test(text) ? 2 : 0) -
    (OF_A_SECTION.test(text) ? 3 : 0)
  );
}

/**
 * What stands on the title page beside the document's name is no section, however large it is printed: what is above the name is of
 * the name (level 0), and lines below it that head nothing are text.
 */
export function withTitlePage(blocks: readonly Block[]): readonly Block[] {
  const title = titleOf(blocks);
  const at = blocks.findIndex(
    (block) => block.kind === 'heading' && block.label === undefined && title?.startsWith(block.text),
  );
  const above = blocks.slice(0, Math.max(0, at));
  if (title === undefined || at < 0 || above.some((block) => block.kind === 'heading' && block.label !== undefined))
    return blocks;
  const end = at + linesOfName(blocks.slice(at), title);
  // A lone heading may be that of the only section.
  if (!blocks.slice(end).some(({ kind }) => kind === 'heading')) return blocks;
  const body = blocks.findIndex((block, place) => place >= end && isBody(block));
  return blocks.map((block, place): Block => {
    if (block.kind !== 'heading' || (place >= end && (place >= body || block.label !== undefined))) return block;
    if (place < end) return { ...block, level: 0 };
    return headsNothing(block.level, blocks.slice(place + 1)) ? { kind: 'paragraph', text: block.text } : block;
  });
}

/** Of how many headings the name is made. */
function linesOfName(blocks: readonly Block[], title: string): number {
  let text = '';
  return blocks.findIndex((block) => {
    if (block.kind !== 'heading' || !title.startsWith(`${text} ${block.text}`.trim())) return true;
    text = `${text} ${block.text}`.trim();
    return false;
  });
}

const isBody = (block: Block): boolean =>
  (block.kind === 'heading' && block.label !== undefined) ||
  ((block.kind === 'paragraph' || block.kind === 'item') && block.text.length > LONGEST_ON_TITLE_PAGE);
const LONGEST_ON_TITLE_PAGE = 100;

/** Below it is a box of facts, or a heading that is not its own; and where that is deeper, so are all that follow. */
function headsNothing(level: number, below: readonly Block[]): boolean {
  const [next] = below;
  if (next?.kind === 'row') return isFactLabel((next.cells[0] ?? '').replace(/\s*:$/, ''));
  return (
    next?.kind === 'heading' &&
    (next.level <= level || below.every((block) => block.kind !== 'heading' || block.level > level))
  );
}
