import { strToU8, zipSync } from 'fflate';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export interface Parts {
  readonly body: string;
  readonly styles?: string;
  readonly numbering?: string;
  readonly footnotes?: string;
  readonly header?: string;
  /** Further files by name. */
  readonly others?: Readonly<Record<string, Uint8Array>>;
  readonly prolog?: string;
}

/** A Word file out of the XML of its parts. */
export function wordFile({
  body,
  styles = '',
  numbering = '',
  footnotes = '',
  header = '',
  others = {},
  prolog = '<?xml version="1.0"?>',
}: Parts): Uint8Array {
  const part = (root: string, inner: string) => strToU8(`<?xml version="1.0"?><w:${root} ${W}>${inner}</w:${root}>`);
  const related = ['styles', 'numbering', 'footnotes', 'header'];
  const relations = related
    .map((name, index) => `<Relationship Id="r${index}" Type="${TYPE}/${name}" Target="${name}.xml"/>`)
    .join('');
  const rels = (inner: string) =>
    strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`,
    );
  return zipSync({
    '[Content_Types].xml': strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    '_rels/.rels': rels(`<Relationship Id="r" Type="${TYPE}/officeDocument" Target="word/document.xml"/>`),
    'word/_rels/document.xml.rels': rels(relations),
    'word/document.xml': strToU8(
      `${prolog}<w:document ${W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:r="${TYPE}" xmlns:wps="wps" xmlns:v="v"><w:body>${body}</w:body></w:document>`,
    ),
    'word/styles.xml': part('styles', styles),
    'word/numbering.xml': part('numbering', numbering),
    'word/footnotes.xml': part('footnotes', footnotes),
    'word/header.xml': part('hdr', header),
    ...others,
  });
}

export const run = (text: string, properties = ''): string =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;

/** A paragraph of runs that are XML already. */
export const p = (runs: string, properties = ''): string =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${runs}</w:p>`;

export const numbered = (numId: number, level: number): string =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${numId}"/></w:numPr>`;
