import { createHash } from 'node:crypto';
import type { PolicyVersionId } from '../core/ids.ts';
import type { Block, PolicyDocument } from './document.ts';
import {
  MAX_QUOTE,
  type Passage,
  type PassageId,
  type Policy,
  type PolicyIdentity,
  type Section,
  type SectionId,
} from './policy.ts';
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

/** Turns a document as read into sections and citable passages. Pure: the same words give the same ids. */
export function toSections(document: PolicyDocument, identity: PolicyIdentity): Policy {
  const passages: Open<Passage>[] = [];
  const root: Draft[] = [];
  const open: Draft[] = [];
  const furniture: string[] = [];
  let lists = createLists();
  let header: { id: PassageId; columns: string } | undefined;

  const add = (section: Draft, passage: Omit<Passage, 'id' | 'sectionId' | 'seeAlso'>): PassageId => {
    const id = `p${passages.length + 1}` as PassageId;
    passages.push({ ...passage, id, sectionId: section.id, seeAlso: [] });
    section.passages.push(id);
    return id;
  };

  const enter = (level: number, heading: string, number: string | undefined): Draft => {
    // Title lines (level 0) nest in one another and end with the first real heading.
    while (
      open.length > 0 &&
      (level > 0 ? (open.at(-1)?.level ?? 0) >= level || open.at(-1)?.level === 0 : open.at(-1)?.level !== 0)
    )
      open.pop();
    const parent = open.at(-1);
    const siblings = parent?.children ?? root;
    const id = (parent ? `${parent.id}.${siblings.length + 1}` : `s${siblings.length + 1}`) as SectionId;
    const name = heading === '' ? (number ?? '') : heading;
    const path = [...(parent?.path ?? []), ...(name === '' ? [] : [name])];
    const draft: Draft = {
      id,
      heading: name,
      level,
      path,
      blocks: [],
      passages: [],
      children: [],
      ...(number ? { number } : {}),
    };
    siblings.push(draft);
    open.push(draft);
    return draft;
  };

  /** Clause 2.4 does not belong to the heading 2.3 above it, but to section 2 again. */
  const returnTo = (marker: string): void => {
    if (!/^\d+\.\d/.test(marker)) return;
    const holds = (section: Draft) => section.number !== undefined && marker.startsWith(`${section.number}.`);
    const home = open.findLastIndex(holds);
    if (home < 0 || home === open.length - 1 || open.slice(home + 1).some((section) => section.number === undefined))
      return;
    open.length = home + 1;
    lists = createLists();
  };

  for (const block of document.blocks) {
    if (block.kind === 'furniture') {
      furniture.push(block.text);
      continue;
    }
    if (block.kind === 'heading') {
      const section = enter(block.level, block.text, block.label);
      const words = [block.label, block.text].filter(Boolean).join(' ');
      const id = add(section, { kind: 'heading', text: words, leadIns: [] });
      lists = createLists(/[:;]-?$/.test(block.text) ? id : undefined);
      continue;
    }
    if (block.kind === 'item') returnTo(block.marker);
    const section = open.at(-1) ?? enter(1, '', undefined);
    section.blocks.push(block);
    if (block.kind === 'row') {
      const cells = block.cells.filter((cell) => cell !== '');
      const isHeader = block.columns.length > 0 && block.columns.join('\t') === block.cells.join('\t');
      if (cells.length === 0) continue;
      const leadIns = !isHeader && header?.columns === block.columns.join('	') ? [header.id] : [];
      const id = add(section, {
        kind: 'row',
        text: cells.join('	'),
        leadIns,
        columns: block.columns,
        cells: block.cells,
      });
      if (isHeader) header = { id, columns: block.columns.join('	') };
      continue;
    }
    const leadIns = block.kind === 'item' ? lists.leadInsOf(block.depth) : [];
    const kind = block.kind === 'item' ? 'item' : block.kind === 'note' ? 'note' : 'clause';
    const marker = block.kind === 'paragraph' ? {} : { marker: block.marker };
    const ids = splitWithin(block.text, MAX_QUOTE).map((text) => add(section, { kind, text, leadIns, ...marker }));
    if (block.kind === 'item') lists.item(block.depth, ids.at(-1), block.text);
    else lists.paragraph(ids.at(-1), block.text, block.kind === 'note');
  }

  for (const passage of passages) {
    for (const id of passage.leadIns) {
      const leading = passages[Number(id.slice(1)) - 1];
      if (leading?.kind === 'clause') leading.kind = 'lead-in';
    }
  }
  linkNotes(passages);
  const contentHash = hashOf(passages.map((passage) => passage.text).join(' '));
  return {
    ...document.stated,
    policyId: identity.id,
    versionId: contentHash.slice(0, 16) as PolicyVersionId,
    title: document.stated.title ?? identity.fallbackTitle,
    contentHash,
    sections: root,
    passages,
    furniture,
  };
}

const hashOf = (text: string): string => createHash('sha256').update(text.replace(/\s+/g, ' ').trim()).digest('hex');

/** Remembers which sentence leads into the list that is open, and which item into the list within it. */
function createLists(heading?: PassageId) {
  let opener = heading;
  let items: { id: PassageId; leads: boolean }[] = [];
  return {
    leadInsOf(depth: number): PassageId[] {
      const outer = items.slice(0, depth).flatMap((item) => (item.leads ? [item.id] : []));
      return opener ? [opener, ...outer] : outer;
    },
    item(depth: number, id: PassageId | undefined, text: string) {
      if (id) items = [...items.slice(0, depth), { id, leads: !/[.!?]["'”’)]*$/.test(text) }];
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
