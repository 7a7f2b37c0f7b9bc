import { whatArchive } from '../file-kind.ts';
import { type Limits, Unreadable } from '../outcome.ts';
import { settled } from './settled.ts';
import { childrenOf, type Element, readXml } from './xml.ts';
import { openZip } from './zip.ts';

/** The parts of a Word file that hold words or say how they are numbered. Everything else stays packed. */
export interface WordPackage {
  readonly document: Element;
  readonly styles: Element | undefined;
  readonly numbering: Element | undefined;
  readonly footnotes: Element | undefined;
  readonly endnotes: Element | undefined;
  /** Headers and footers of its pages. */
  readonly margins: readonly Element[];
  /** The address that a relation of this part leads to, by its id. */
  readonly linkOf: (part: 'document' | 'footnotes' | 'endnotes', id: string) => string | undefined;
  /** The words of a SmartArt diagram, by the id of its relation. */
  readonly diagram: (id: string) => Element | undefined;
}

/** A document has a handful of sections; each may have three headers and three footers. */
const MOST_MARGINS = 60;

/** Opens a Word file. Macros, pictures and embedded files are never unpacked, nothing outside is loaded. Throws `Unreadable`. */
export function openWord(bytes: Uint8Array, limits: Limits): WordPackage {
  const { names, open } = openZip(bytes, limits);
  const read = (name: string): Element | undefined => {
    const part = open(name);
    return part && readXml(part, limits);
  };
  const main = mainPart(read('_rels/.rels'));
  const document = read(main) ?? read('word/document.xml');
  if (document?.name !== 'w:document') {
    throw new Unreadable(whatArchive(names));
  }
  const folder = main.replace(/[^/]*$/, '');
  const relations = (part: string) =>
    relationsOf(read(`${part.replace(/[^/]*$/, '')}_rels/${part.replace(/^.*\//, '')}.rels`), folder);
  const related = relations(main);
  const pathOf = (type: string) => related.find((relation) => relation.type === type)?.target;
  const first = (type: string) => {
    const target = pathOf(type);
    return target === undefined ? undefined : read(target);
  };
  const words = (type: string) => {
    const part = first(type);
    return part && settled(part);
  };
  const links = new Map<string, ReadonlyMap<string, string>>();
  return {
    document: settled(document),
    styles: first('styles'),
    numbering: first('numbering'),
    footnotes: words('footnotes'),
    endnotes: words('endnotes'),
    margins: related
      .filter(({ type }) => type === 'header' || type === 'footer')
      .slice(0, MOST_MARGINS)
      .flatMap(({ target }) => read(target) ?? [])
      .map(settled),
    linkOf(part, id) {
      const known = links.get(part) ?? addressesIn(part === 'document' ? related : relations(pathOf(part) ?? part));
      links.set(part, known);
      return known.get(id);
    },
    diagram(id) {
      const relation = related.find((one) => one.id === id && one.type === 'diagramData');
      return relation && read(relation.target);
    },
  };
}

interface Relation {
  readonly id: string;
  readonly type: string;
  /** Of a part of the file its path, of anything else its address. */
  readonly target: string;
  readonly isOutside: boolean;
}

const addressesIn = (relations: readonly Relation[]): ReadonlyMap<string, string> =>
  new Map(relations.filter(({ isOutside }) => isOutside).map(({ id, target }) => [id, target]));

const mainPart = (root: Element | undefined): string =>
  relationsOf(root, '').find(({ type }) => type === 'officeDocument')?.target ?? 'word/document.xml';

/** What a part points to; the kind is the last word of the relation's type. */
const relationsOf = (part: Element | undefined, folder: string): readonly Relation[] =>
  childrenOf(part, 'rel:Relationship').map(({ attributes }) => {
    const target = attributes.Target ?? '';
    const isOutside = attributes.TargetMode === 'External';
    return {
      id: attributes.Id ?? '',
      type: isOutside ? '' : (attributes.Type ?? '').replace(/^.*\//, ''),
      target: isOutside ? target : target.startsWith('/') ? target.slice(1) : folder + target,
      isOutside,
    };
  });
