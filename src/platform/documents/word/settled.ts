import { EMPTY } from '../clean-text.ts';
import { childOf, childrenOf, type Element, lettersIn, switchAt } from './xml.ts';

/** Stands for the words with which a control asks to be filled in: they are within, and what stands for them is its `gap`. */
export const TO_FILL_IN = 'to-fill-in';

/**
 * A part of the file as it is read: of the alternatives it keeps for new Word and for old, the first that holds anything; of each
 * control what was chosen, or a mark where nothing was.
 */
export function settled(element: Element): Element {
  let children: (Element | string)[] | undefined;
  for (const [at, child] of element.children.entries()) {
    const now = typeof child === 'string' ? [child] : settledChild(child);
    if (children) children.push(...now);
    else if (now.length !== 1 || now[0] !== child) children = [...element.children.slice(0, at), ...now];
  }
  return children ? { ...element, children } : element;
}

function settledChild(child: Element): readonly (Element | string)[] {
  if (child.name === 'mc:AlternateContent') return settled(chosenOf(child)).children;
  return [child.name === 'w:sdt' ? settledControl(settled(child)) : settled(child)];
}

const chosenOf = (alternatives: Element): Element => {
  const choices = [...childrenOf(alternatives, 'mc:Choice'), ...childrenOf(alternatives, 'mc:Fallback')];
  return choices.find(holdsAnything) ?? { name: 'mc:Choice', attributes: {}, children: [] };
};

const READ: ReadonlySet<string> = new Set([
  ...[
    'w:t',
    'w:sym',
    'w16se:symEx',
    'w:txbxContent',
    'm:oMath',
    'pic:pic',
    'c:chart',
    'v:imagedata',
    'o:OLEObject',
    'w:control',
    'v:textpath',
  ],
]);

const holdsAnything = (element: Element): boolean =>
  READ.has(element.name) ||
  element.name.endsWith(':relIds') ||
  element.children.some((child) => typeof child !== 'string' && holdsAnything(child));

function settledControl(control: Element): Element {
  const properties = childOf(control, 'w:sdtPr');
  const content = childOf(control, 'w:sdtContent');
  if (!properties || !content) return control;
  const printed = printedIn(content);
  if (switchAt(properties, 'w:showingPlcHdr') || asksToChoose(properties, printed))
    return withContent(
      control,
      words({ name: TO_FILL_IN, attributes: { gap: gapOf(properties) }, children: [printed] }, content),
    );
  if (printed.trim() !== '') return control;
  const value = chosenBy(properties);
  return value === undefined
    ? control
    : withContent(control, words({ name: 'w:t', attributes: {}, children: [value] }, content));
}

const gapOf = (properties: Element): string => {
  if (childOf(properties, 'w:date')) return EMPTY.date;
  return childOf(properties, 'w:dropDownList') || childOf(properties, 'w:comboBox') ? EMPTY.choice : EMPTY.words;
};

const printedIn = (content: Element): string =>
  content.name === 'w:t' || content.name === 'w:sym' || content.name === 'm:t'
    ? lettersIn(content) || (content.attributes['w:char'] ?? '')
    : content.children.map((child) => (typeof child === 'string' ? '' : printedIn(child))).join('');

/** Drop-downs print "Choose an item." as an entry without a value. */
const asksToChoose = (properties: Element, printed: string): boolean =>
  itemsOf(properties).some(({ label, value }) => value === '' && label !== '' && label === printed.trim());

const itemsOf = (properties: Element): readonly { readonly label: string; readonly value: string }[] =>
  ['w:dropDownList', 'w:comboBox']
    .flatMap((list) => childrenOf(childOf(properties, list), 'w:listItem'))
    .map(({ attributes }) => ({
      label: attributes['w:displayText'] ?? attributes['w:value'] ?? '',
      value: attributes['w:value'] ?? '',
    }));

/** What a control holds by its properties where it prints nothing. */
function chosenBy(properties: Element): string | undefined {
  const box = childOf(properties, 'w14:checkbox');
  if (box) return /^(?:1|true|on)$/.test(childOf(box, 'w14:checked')?.attributes['w14:val'] ?? '0') ? '☒' : '☐';
  const last = ['w:dropDownList', 'w:comboBox'].flatMap(
    (list) => childOf(properties, list)?.attributes['w:lastValue'] ?? [],
  )[0];
  return last === undefined ? undefined : itemsOf(properties).find(({ value }) => value === last)?.label;
}

const withContent = (control: Element, content: Element): Element => ({
  ...control,
  children: control.children.map((child) =>
    typeof child !== 'string' && child.name === 'w:sdtContent' ? content : child,
  ),
});

/** The content with this in place of its first words, and without the others. */
function words(instead: Element, content: Element): Element {
  const run = { name: 'w:r', attributes: {}, children: [instead] };
  let isPut = false;
  const replaced = (element: Element): Element => ({
    ...element,
    children: element.children.flatMap((child) => {
      if (typeof child === 'string') return [];
      if (child.name !== 'w:r') return [replaced(child)];
      if (isPut) return [];
      isPut = true;
      return [run];
    }),
  });
  const done = replaced(content);
  if (isPut) return done;
  const into = (element: Element): Element => {
    if (isPut || (element.name !== 'w:p' && element.children.length > 0))
      return {
        ...element,
        children: element.children.map((child) => (typeof child === 'string' ? child : into(child))),
      };
    isPut = true;
    return { ...element, children: [...element.children, run] };
  };
  return into(done);
}
