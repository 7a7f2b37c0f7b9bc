import { createHash } from 'node:crypto';
import type { PolicyVersionId } from '../../kernel/ids.ts';
import type { Block, PolicyDocument } from '../../kernel/text/document.ts';
import {
  MAX_QUOTE,
  type Passage,
  type PassageId,
  type Policy,
  type PolicyIdentity,
  type Section,
  type SectionId,
} from '../policy.ts';
import { splitWithin } from './sentences.ts';

/** Section and passage under construction: the same shapes, still open. */
type Open<T> = { -readonly [Key in keyof T]: T[Key] };
interface Draft extends Open<Omit<Section, 'blocks' | 'passages' | 'children' | 'path'>> {
  level: number;
  path: string[];
  blocks: Block[];
  passages: PassageId[];
  children: Draft[];
}

type Words = Exclude<Block, { readonly kind: 'furniture' }>;
type Of<Kind extends Block['kind']> = Extract<Block, { readonly kind: Kind }>;

/** Turns a document as read into sections and citable passages. Pure: the same words give the same ids. */
export function toSections(document: PolicyDocument, identity: PolicyIdentity): Policy {
  const outline = createOutline();
  const passages: Open<Passage>[] = [];
  const take = createPassageTaker(outline, passages);
  for (const block of document.blocks) if (block.kind !== 'furniture') take(block);
  nameLeadIns(passages);
  linkNotes(passages);
  const contentHash = hashOf(passages.map((passage) => passage.text).join(' '));
  return {
    ...document.stated,
    policyId: identity.id,
    versionId: contentHash.slice(0, 16) as PolicyVersionId,
    title: document.stated.title ?? identity.fallbackTitle,
    contentHash,
    sections: outline.sections,
    passages,
    furniture: document.blocks.flatMap((block) => (block.kind === 'furniture' ? [block.text] : [])),
  };
}

type Outline = ReturnType<typeof createOutline>;

/** The tree of sections, and the branch that is open: what comes next belongs to its last section. */
function createOutline() {
  const sections: Draft[] = [];
  const open: Draft[] = [];

  /** Title lines (level 0) nest in one another and end with the first real heading. */
  const endsBefore = (section: Draft, level: number): boolean =>
    level === 0 ? section.level !== 0 : section.level >= level || section.level === 0;

  function enter(level: number, heading: string, number?: string): Draft {
    for (let last = open.at(-1); last && endsBefore(last, level); last = open.at(-1)) open.pop();
    const parent = open.at(-1);
    const siblings = parent?.children ?? sections;
    const name = heading === '' ? (number ?? '') : heading;
    const draft: Draft = {
      id: (parent ? `${parent.id}.${siblings.length + 1}` : `s${siblings.length + 1}`) as SectionId,
      heading: name,
      level,
      path: [...(parent?.path ?? []), ...(name === '' ? [] : [name])],
      blocks: [],
      passages: [],
      children: [],
      ...(number ? { number } : {}),
    };
    siblings.push(draft);
    open.push(draft);
    return draft;
  }

  return {
    sections,
    enter,
    /** Words before any heading are in a section without a name. */
    current: (): Draft => open.at(-1) ?? enter(1, ''),

    /**
     * Clause 2.4 does not belong to the heading 2.3 above it, but to section 2 again.
     * @returns whether sections were left
     */
    returnTo(marker: string): boolean {
      if (!/^\d+\.\d/.test(marker)) return false;
      const home = open.findLastIndex(({ number }) => number !== undefined && marker.startsWith(`${number}.`));
      const left = open.slice(home + 1);
      if (home < 0 || left.length === 0 || left.some(({ number }) => number === undefined)) return false;
      open.length = home + 1;
      return true;
    },
  };
}

/** Makes passages of one block after another, each in the section that is open, with what leads into it. */
function createPassageTaker(outline: Outline, passages: Open<Passage>[]): (block: Words) => void {
  let lists = createLists();
  let header: { readonly id: PassageId; readonly columns: string } | undefined;

  const add = (section: Draft, passage: Omit<Passage, 'id' | 'sectionId' | 'seeAlso'>): PassageId => {
    const id = `p${passages.length + 1}` as PassageId;
    passages.push({ ...passage, id, sectionId: section.id, seeAlso: [] });
    section.passages.push(id);
    return id;
  };

  function heading({ level, text, label }: Of<'heading'>): void {
    const section = outline.enter(level, text, label);
    const id = add(section, { kind: 'heading', text: [label, text].filter(Boolean).join(' '), leadIns: [] });
    lists = createLists(/[:;]-?$/.test(text) ? id : undefined);
  }

  /** The first row of a table that names its columns leads into every other. */
  function row(section: Draft, { columns, cells }: Of<'row'>): void {
    const filled = cells.filter((cell) => cell !== '');
    if (filled.length === 0) return;
    const names = columns.join('\t');
    const isHeader = columns.length > 0 && names === cells.join('\t');
    const leadIns = !isHeader && header?.columns === names ? [header.id] : [];
    const id = add(section, { kind: 'row', text: filled.join('\t'), leadIns, columns, cells });
    if (isHeader) header = { id, columns: names };
  }

  function item(section: Draft, { text, depth, marker }: Of<'item'>): void {
    const leadIns = lists.leadInsOf(depth);
    const ids = inPieces(text, (piece, goesOn) =>
      add(section, { kind: 'item', text: piece, leadIns, marker, ...goesOn }),
    );
    lists.item(depth, ids.at(-1), text);
  }

  function paragraph(section: Draft, block: Of<'paragraph'> | Of<'note'>): void {
    const kind = block.kind === 'note' ? 'note' : 'clause';
    const marker = block.kind === 'note' ? { marker: block.marker } : {};
    const ids = inPieces(block.text, (piece, goesOn) =>
      add(section, { kind, text: piece, leadIns: [], ...marker, ...goesOn }),
    );
    lists.paragraph(ids.at(-1), block.text, kind === 'note');
  }

  return (block) => {
    if (block.kind === 'heading') return heading(block);
    if (block.kind === 'item' && outline.returnTo(block.marker)) lists = createLists();
    const section = outline.current();
    section.blocks.push(block);
    if (block.kind === 'row') row(section, block);
    else if (block.kind === 'item') item(section, block);
    else paragraph(section, block);
  };
}

const inPieces = (
  text: string,
  add: (piece: string, goesOn: Pick<Passage, 'continues'>) => PassageId,
): readonly PassageId[] =>
  splitWithin(text, MAX_QUOTE).map((piece, at) => add(piece, at > 0 ? { continues: true } : {}));

/** A sentence that leads into a list or a table is no clause of its own. */
function nameLeadIns(passages: readonly Open<Passage>[]): void {
  const leading = new Set(passages.flatMap(({ leadIns }) => leadIns));
  for (const passage of passages) if (passage.kind === 'clause' && leading.has(passage.id)) passage.kind = 'lead-in';
}

const hashOf = (text: string): string => createHash('sha256').update(text.replace(/\s+/g, ' ').trim()).digest('hex');

/** Remembers which sentence leads into the list that is open, and which item into the list within it. */
function createLists(heading?: PassageId) {
  let opener = heading;
  // Only the first clause 3.1.1 of a section may be as deep as 2: how deep, not how many, says what holds what.
  let items: { id: PassageId; leads: boolean; depth: number }[] = [];
  const outside = (depth: number) => items.filter((item) => item.depth < depth);
  return {
    leadInsOf(depth: number): PassageId[] {
      const outer = outside(depth).flatMap((item) => (item.leads ? [item.id] : []));
      return opener ? [opener, ...outer] : outer;
    },
    item(depth: number, id: PassageId | undefined, text: string) {
      if (id) items = [...outside(depth), { id, leads: !/[.!?]["'”’)]*$/.test(text), depth }];
    },
    paragraph(id: PassageId | undefined, text: string, isNote: boolean) {
      // A note or an afterthought inside a list does not end it; a full paragraph does.
      if (isNote) return;
      items = [];
      opener = /[:;]-?\s*$/.test(text) ? id : undefined;
    },
  };
}

/** `*` before a word calls the note that starts with `*`, once in a passage; in pairs it is print. */
function linkNotes(passages: readonly Open<Passage>[]): void {
  passages.forEach((note, index) => {
    if (note.kind !== 'note' || !note.marker) return;
    const mark = note.marker;
    const calls = (text: string) =>
      text.split(mark).length === 2 &&
      new RegExp(`${mark.replace(/\*/g, '\\*')}(?=\\p{L})|[\\p{L}\\p{P}]${mark.replace(/\*/g, '\\*')}`, 'u').test(text);
    const callers = passages
      .slice(Math.max(0, index - 30), index)
      .filter((passage) => passage.kind !== 'note' && calls(passage.text));
    note.seeAlso = callers.map((caller) => caller.id);
    for (const caller of callers) caller.seeAlso = [...caller.seeAlso, note.id];
  });
}
