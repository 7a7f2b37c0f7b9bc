import { cleanText } from '../clean-text.ts';
import { childOf, childrenOf, type Element, lettersIn } from './xml.ts';

/** An equation on one line, as it is read aloud: `(a + b)/2`, `x^2`, `√(y)`. */
export const equationText = (equation: Element): string => ` ${cleanText(linear(equation))} `;

function linear(element: Element): string {
  const part = (name: string) => partOf(element, name);
  switch (element.name) {
    case 'm:t':
    case 'w:t':
      return lettersIn(element);
    case 'm:f':
      return `${grouped(part('m:num'))}/${grouped(part('m:den'))}`;
    case 'm:rad':
      return `${part('m:deg').trim()}√(${part('m:e').trim()})`;
    case 'm:sSup':
      return `${grouped(part('m:e'))}^${grouped(part('m:sup'))}`;
    case 'm:sSub':
      return `${grouped(part('m:e'))}_${grouped(part('m:sub'))}`;
    case 'm:sSubSup':
      return `${grouped(part('m:e'))}_${grouped(part('m:sub'))}^${grouped(part('m:sup'))}`;
    case 'm:sPre':
      return `_${grouped(part('m:sub'))}^${grouped(part('m:sup'))} ${grouped(part('m:e'))}`;
    case 'm:nary':
      return ` ${sign(element, 'm:naryPr', 'm:chr', '∫')}${limits(part('m:sub'), part('m:sup'))} ${part('m:e')}`;
    case 'm:d':
      return delimited(element);
    case 'm:func':
      return `${part('m:fName').trim()} ${grouped(part('m:e'))}`;
    case 'm:limLow':
      return `${part('m:e')}${limits(part('m:lim'), '')}`;
    case 'm:limUpp':
      return `${part('m:e')}${limits('', part('m:lim'))}`;
    case 'm:m':
      return `[${childrenOf(element, 'm:mr')
        .map((row) => childrenOf(row, 'm:e').map(inner).join(', '))
        .join('; ')}]`;
    case 'm:eqArr':
      return childrenOf(element, 'm:e').map(inner).join('; ');
    default:
      return PROPERTIES.test(element.name) ? '' : inner(element);
  }
}

/** How a part is set is no part of what it says. */
const PROPERTIES = /Pr$/;

const inner = (element: Element): string =>
  element.children.map((child) => (typeof child === 'string' ? '' : linear(child))).join('');

const partOf = (element: Element, name: string): string => {
  const part = childOf(element, name);
  return part ? inner(part) : '';
};

/** In brackets unless it is one number, word or bracket already. */
function grouped(text: string): string {
  const plain = text.trim();
  return /^(?:[\p{L}\p{N}.,%£]+|\([^()]*\))$/u.test(plain) ? plain : `(${plain})`;
}

const limits = (below: string, above: string): string =>
  `${below.trim() === '' ? '' : `_${grouped(below)}`}${above.trim() === '' ? '' : `^${grouped(above)}`}`;

const sign = (element: Element, properties: string, name: string, usual: string): string =>
  childOf(element, properties, name)?.attributes['m:val'] ?? usual;

function delimited(element: Element): string {
  const between = sign(element, 'm:dPr', 'm:sepChr', '|');
  const [open, close] = [sign(element, 'm:dPr', 'm:begChr', '('), sign(element, 'm:dPr', 'm:endChr', ')')];
  return `${open}${childrenOf(element, 'm:e').map(inner).join(between)}${close}`;
}
