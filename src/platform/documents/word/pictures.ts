import { OF_PICTURES } from '../missed.ts';
import type { Missed } from '../outcome.ts';
import { type Element, foundIn } from './xml.ts';

const KINDS: ReadonlyMap<string, string> = new Map([
  ['w:control', 'A box or button to tick, choose from or type in (ActiveX) cannot be read or quoted'],
  ['v:textpath', 'Words that are drawn (WordArt) cannot be quoted; write them into the document as text'],
  ['o:OLEObject', 'A file that is embedded in the document cannot be read or quoted'],
  ['c:chart', 'A chart cannot be read or quoted'],
  ['pic:pic', OF_PICTURES],
  ['v:imagedata', OF_PICTURES],
]);

/** What of a drawing holds no words that can be read, `undefined` where there is nothing or where it is marked as decoration. */
export function pictureIn(drawing: Element): Missed | undefined {
  const inside = foundIn(drawing, ({ name }) => KINDS.has(name) || name === 'w:txbxContent').map(({ name }) => name);
  const kind = [...KINDS.keys()].find((name) => inside.includes(name));
  if (kind === undefined || isDecoration(drawing)) return undefined;
  return { what: KINDS.get(kind) ?? OF_PICTURES, words: described(drawing) };
}

const isDecoration = (drawing: Element): boolean =>
  foundIn(drawing, ({ name }) => name.endsWith(':decorative')).some(({ attributes }) =>
    /^(?:1|true)$/.test(attributes.val ?? ''),
  );

const SAYS = ['descr', 'string', 'ProgID', 'w:name'];

/** What its author says it shows, the words it draws, or which program makes it. */
function described(drawing: Element): string {
  const [named] = foundIn(drawing, ({ attributes }) => SAYS.some((name) => attributes[name]?.trim()));
  return (
    SAYS.map((name) => named?.attributes[name]?.trim())
      .find(Boolean)
      ?.replace(/\.\d+$/, '') ?? ''
  );
}
