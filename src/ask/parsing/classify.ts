import type { Block } from '../../kernel/text/document.ts';
import { shapeOf } from '../../kernel/text/lines.ts';
import { countedHeadings, type HeadingLook, lookOfHeading } from './headings.ts';
import type { Unit } from './units.ts';

/** Says of every unit what it is, from its look and its neighbours. */
export function classify(units: readonly Unit[], announced: ReadonlySet<string>): Block[] {
  const counted = countedHeadings(units);
  const looks = units.map((unit) => counted.get(unit) ?? lookOfHeading(unit, announced));
  const isHeading = chooseHeadings(units, looks, announced);
  const titleEnd = findTitleEnd(units, looks, isHeading);
  const levels = createLevels(looks.filter((_, index) => isHeading[index]));
  const depths = createDepths();
  const blocks: Block[] = [];
  let columns: readonly string[] = [];
  units.forEach((unit, index) => {
    const look = looks[index];
    if (!unit.cells) columns = [];
    if (look && index < titleEnd) {
      depths.reset();
      addTitleLine(blocks, unit, look);
    } else if (look && isHeading[index]) {
      depths.reset();
      const level = levels.next(look, Boolean(isHeading[index - 1]) && index - 1 >= titleEnd);
      blocks.push(headingOf(look, level));
    } else if (unit.cells) {
      depths.reset();
      if (columns.length === 0) columns = headerOf(units, index) ?? unit.cells.map(() => '');
      else if (columns.length < unit.cells.length) columns = unit.cells.map((_, at) => columns[at] ?? '');
      blocks.push({ kind: 'row', columns, cells: unit.cells });
    } else if (unit.marked) {
      const { marker, text } = unit.marked;
      blocks.push({ kind: 'item', depth: depths.next(unit, units[index - 1]), marker, text: plain(text) });
    } else {
      blocks.push(noteOrParagraph(unit.text));
      if (unit.blanksAbove > 0 && unit.indent === 0) depths.reset();
    }
  });
  return blocks;
}

const headingOf = ({ label, text }: HeadingLook, level: number): Block => ({
  kind: 'heading',
  level,
  ...(label ? { label } : {}),
  text: plain(text),
});

/** A line of the document's own name, which may be set on two lines. */
function addTitleLine(blocks: Block[], { blanksAbove }: Unit, look: HeadingLook): void {
  const above = blocks.at(-1);
  const goesOn = blanksAbove === 0 && above?.kind === 'heading' && above.text.split(' ').length < 3;
  if (goesOn) blocks[blocks.length - 1] = { ...above, text: `${above.text} ${look.text}` };
  else blocks.push(headingOf(look, 0));
}

function noteOrParagraph(words: string): Block {
  const note = /^\(?(\*{1,3}|[†‡¹²³])(?=[(\p{L}])/u.exec(words.replace(/^\*(?=\(\*)/, ''));
  const text = plain(words);
  return note && !isEmphasis(words) ? { kind: 'note', marker: note[1] ?? '', text } : { kind: 'paragraph', text };
}

/** `*all of it*` is print, `*all of it` calls or is a note. */
const isEmphasis = (text: string): boolean => /^(\*{1,3})[^*(][^*]*\1$/.test(text);

/** Print marks that an export left around a whole piece of text, and links that lead nowhere, are not words. */
function plain(text: string): string {
  return text
    .replace(/\[([^\]]+)\]\(#?\)/g, '$1')
    .replace(/^(\*{1,3}|_{1,3})(\S(?:[^*]*\S)?)\1$/, '$2')
    .replace(/^\*\((\*.*)\)\*$/s, '($1)');
}

function chooseHeadings(
  units: readonly Unit[],
  looks: readonly (HeadingLook | undefined)[],
  announced: ReadonlySet<string>,
): boolean[] {
  const questions = looks.filter((look) => look?.style === 'question').length;
  const firstNumbered = looks.findIndex(
    (look, at) => look?.style === 'numbered' && look.depth === 1 && !inList(units, at),
  );
  const chosen: boolean[] = [];
  let listOpen = false;
  units.forEach((unit, index) => {
    const look = looks[index];
    const next = units[index + 1];
    const before = units[index - 1];
    const gap = unit.blanksAbove > 0 || index === 0 || Boolean(chosen[index - 1]);
    let yes = look !== undefined && next !== undefined;
    if (yes && look && !announced.has(shapeOf(unit.text))) {
      if (look.style === 'numbered') yes = unit.marked ? numberedIsHeading(units, index, looks, listOpen) : gap;
      else if (look.style === 'named') yes = gap;
      else if (look.style === 'question')
        yes = gap && (look.label !== undefined || (questions >= 3 && !/\?$/.test(next?.text ?? '')));
      else
        yes =
          gap &&
          bodyFollows(units, looks, index) &&
          !endsOpen(before) &&
          (look.style === 'capitals' || firstNumbered < 0 || index > firstNumbered);
    }
    chosen.push(yes);
    if (yes) listOpen = false;
    else if (!unit.marked) listOpen = endsOpen(unit);
  });
  return chosen;
}

const endsOpen = (unit: Unit | undefined): boolean => unit !== undefined && /[:;]-?$/.test(unit.text);

/** Part of a run of counted lines that a colon opens. */
function inList(units: readonly Unit[], index: number): boolean {
  let at = index - 1;
  while (units[at]?.marked) at -= 1;
  return endsOpen(units[at]);
}

/** `3. Conduct` heads a section; `1. Wash hands` after a colon, or in a run with nothing between, is an item. */
function numberedIsHeading(
  units: readonly Unit[],
  index: number,
  looks: readonly (HeadingLook | undefined)[],
  listOpen: boolean,
): boolean {
  const above = units[index - 1];
  const opens = endsOpen(above) && /^\(?1\W*$/.test(units[index]?.marked?.marker ?? '');
  if (listOpen && (opens || (above?.marked && above.marked.style === units[index]?.marked?.style))) return false;
  const next = units[index + 1];
  const look = looks[index];
  const nextLook = looks[index + 1];
  if (!next?.marked || !look) return true;
  if (
    next.marked.style === 'decimal' &&
    (nextLook?.depth ?? next.marked.marker.replace(/\.$/, '').split('.').length) > look.depth
  )
    return true;
  const before = units[index - 1];
  const runs =
    next.marked.style === units[index]?.marked?.style ||
    (before?.marked?.style === units[index]?.marked?.style && !looks[index - 1]);
  return (
    !runs ||
    (units[index]?.marked?.style === 'number' &&
      /^\d+\.$/.test(next.marked.marker) &&
      restartsAtOne(next.marked.marker, look.label))
  );
}

const restartsAtOne = (marker: string, label: string | undefined): boolean => marker === '1.' && label !== '0';

/** A heading has something under it: text, or one more heading that does. Three short lines in a row are a list of words. */
function bodyFollows(units: readonly Unit[], looks: readonly (HeadingLook | undefined)[], index: number): boolean {
  const next = units[index + 1];
  if (!next) return false;
  const isShort = (at: number) => {
    const style = looks[at]?.style;
    return (style === 'plain' || style === 'capitals') && !units[at]?.marked;
  };
  if (!isShort(index + 1))
    return !(
      next.blanksAbove === 0 &&
      next.text.length < 45 &&
      !next.marked &&
      !next.cells &&
      !/[.:]$/.test(next.text)
    );
  return !isShort(index + 2) && !isShort(index - 1) && units[index + 2] !== undefined;
}

/** The lines with which a document names itself, before anything else: up to the last that says what it is. */
function findTitleEnd(
  units: readonly Unit[],
  looks: readonly (HeadingLook | undefined)[],
  isHeading: readonly boolean[],
): number {
  const SAYS =
    /\b(?:policy|policies|code|procedures?|handbook|agreement|guidance|guidelines|statement|protocol|charter|rules|acceptable use|social media|use of)\b/i;
  let end = 0;
  let run = 0;
  while (run < 6) {
    const look = looks[run];
    if (!look || look.style === 'numbered' || look.style === 'question' || look.style === 'named') break;
    run += 1;
    if (SAYS.test(units[run - 1]?.text ?? '')) end = run;
  }
  if (end > 0) return end;
  return run > 0 && (run === 1 || !isHeading[0]) ? 1 : 0;
}

/** Headings nest by their numbers; without numbers by capitals; a heading right under a heading is its child. */
function createLevels(headings: readonly (HeadingLook | undefined)[]) {
  const count = (style: HeadingLook['style']) => headings.filter((look) => look?.style === style).length;
  const numbered = count('numbered') >= 3;
  const capitalsLead = count('capitals') >= 2 && count('capitals') * 2 >= count('plain');
  let lastTop = 0;
  /** The level that stands open, under which what has no number goes. */
  let base = 0;
  let last = 0;

  function numberedLevel({ label, depth }: Pick<HeadingLook, 'label' | 'depth'>): number {
    const top = Number(label?.split('.')[0]);
    // A number out of turn belongs to a document that is quoted: "12." within section 5.
    const isForeign = Number.isFinite(top) && numbered && depth === 1 && (top > lastTop + 2 || top < lastTop);
    const isAlone = !numbered && depth === 1;
    if (isForeign || isAlone) return Math.max(1, base) + 1;
    base = depth;
    if (Number.isFinite(top)) lastTop = top;
    return depth;
  }

  function plainLevel(style: HeadingLook['style'], followsHeading: boolean): number {
    if (numbered) return base + 1;
    const nominal = style === 'capitals' || !capitalsLead ? 1 : 2;
    base = followsHeading && last >= nominal ? last + 1 : nominal;
    return base;
  }

  function levelOf(look: HeadingLook, followsHeading: boolean): number {
    switch (look.style) {
      case 'named':
        base = 1;
        return 1;
      case 'numbered':
        return numberedLevel(look);
      case 'question':
        return base + 1;
      default:
        return plainLevel(look.style, followsHeading);
    }
  }

  return {
    next(look: HeadingLook, followsHeading: boolean): number {
      last = levelOf(look, followsHeading);
      return last;
    },
  };
}

/** How deep an item is: further right, or counted otherwise below an item that leads on. */
function createDepths() {
  let open: { indent: number; style: string }[] = [];
  return {
    reset() {
      open = [];
    },
    next(unit: Unit, before: Unit | undefined): number {
      const style = unit.marked?.style ?? 'bullet';
      if (style === 'decimal') {
        const parts = (unit.marked?.marker ?? '').replace(/\.$/, '').split('.').length;
        open = Array.from({ length: Math.max(1, parts - 1) }, () => ({ indent: unit.indent, style }));
        return open.length - 1;
      }
      while (open.length > 1 && unit.indent < (open.at(-1)?.indent ?? 0)) open.pop();
      const top = open.at(-1);
      if (!top) open.push({ indent: unit.indent, style });
      else if (unit.indent > top.indent && top.style !== 'decimal') open.push({ indent: unit.indent, style });
      else if (style !== top.style) {
        const at = open.findIndex((level) => level.style === style && level.indent <= unit.indent);
        if (at >= 0) open = open.slice(0, at + 1);
        else if (top.style === 'decimal' || /[:;-]$/.test(before?.text ?? ''))
          open.push({ indent: unit.indent, style });
        else open[open.length - 1] = { indent: unit.indent, style };
      }
      return open.length - 1;
    },
  };
}

const HEADER_WORD =
  /^(?:version|date|action|details|role|roles|who|what|when|name|title|platform|app|service|allowed\??|use|notes?|responsib\w+|description|status|author|device|area|topic|activity|contact|reason|consequence|sanction|level|permitted\??|staff|pupils?|examples?|comments?|owner|change|changes)\b/i;

const LABEL =
  /^(?:author|approved|last review|next review|date|version|status|written|owner|source|review|key staff|policy|responsib|ratified|adopted|lead|to be reviewed|last reviewed)/i;

/** The first row names the columns if its cells are short words that no row below repeats, and the rows are no label-value pairs. */
function headerOf(units: readonly Unit[], index: number): readonly string[] | undefined {
  const cells = units[index]?.cells ?? [];
  const below = units[index + 1]?.cells;
  if (!below || cells.length < 2) return undefined;
  if (cells.some((cell) => cell === '' || /\d|[.:;!]$/.test(cell) || cell.split(/\s+/).length > 5)) return undefined;
  const named = cells.filter((cell) => HEADER_WORD.test(cell)).length;
  if (cells.length === 2) return named === 2 ? cells : undefined;
  if (LABEL.test(cells[0] ?? '') && LABEL.test(below[0] ?? '') && !/\d/.test(below[0] ?? '')) return undefined;
  return below.some((cell) => cells.includes(cell)) ? undefined : cells;
}
