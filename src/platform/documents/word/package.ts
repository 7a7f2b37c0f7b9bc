import { type Limits, Unreadable } from '../outcome.ts';
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
  /** How many pictures are among its words. */
  readonly pictures: number;
  /** The words of a SmartArt diagram, by the id of its relation. */
  readonly diagram: (id: string) => Element | undefined;
}

const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^xl\//, 'This is an Excel workbook. Send the policy itself, as Word or PDF.'],
  [/^ppt\//, 'This is a PowerPoint file. Send the policy itself, as Word or PDF.'],
  [/^content\.xml$/, 'This is an OpenDocument file. Open it, save it as Word (.docx) or PDF, and send that.'],
  [/^index\/document\.iwa$/, 'This is an Apple Pages file. Export it as Word or PDF, and send that.'],
];
const NOT_WORD = 'This is an archive (.zip) and not a Word document. Send the policy itself, as Word or PDF.';
const PICTURE = /\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)$/i;
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
    throw new Unreadable(OTHERS.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1] ?? NOT_WORD);
  }
  const folder = main.replace(/[^/]*$/, '');
  const related = relationsOf(read(`${folder}_rels/${main.slice(folder.length)}.rels`), folder);
  const first = (type: string) => {
    const target = related.find((relation) => relation.type === type)?.target;
    return target === undefined ? undefined : read(target);
  };
  return {
    document,
    styles: first('styles'),
    numbering: first('numbering'),
    footnotes: first('footnotes'),
    endnotes: first('endnotes'),
    margins: related
      .filter(({ type }) => type === 'header' || type === 'footer')
      .slice(0, MOST_MARGINS)
      .flatMap(({ target }) => read(target) ?? []),
    pictures: names.filter((name) => name.startsWith(`${folder.toLowerCase()}media/`) && PICTURE.test(name)).length,
    diagram(id) {
      const relation = related.find((one) => one.id === id && one.type === 'diagramData');
      return relation && read(relation.target);
    },
  };
}

const mainPart = (root: Element | undefined): string =>
  relationsOf(root, '').find(({ type }) => type === 'officeDocument')?.target ?? 'word/document.xml';

/** What a part points to within the file; the kind is the last word of the relation's type. */
function relationsOf(
  part: Element | undefined,
  folder: string,
): readonly { readonly id: string; readonly type: string; readonly target: string }[] {
  return childrenOf(part, 'rel:Relationship').flatMap(({ attributes }) => {
    if (attributes.TargetMode === 'External') return [];
    const target = attributes.Target ?? '';
    return [
      {
        id: attributes.Id ?? '',
        type: (attributes.Type ?? '').replace(/^.*\//, ''),
        target: target.startsWith('/') ? target.slice(1) : folder + target,
      },
    ];
  });
}
