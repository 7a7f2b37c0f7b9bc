import type { Block } from '../../kernel/text/document.ts';
import { isFactLabel } from './fact-labels.ts';
import { datesIn } from './printed-dates.ts';
import { titleOf } from './title.ts';

/** What stands in the menu of a school's website, as a line of its own. */
const MENU =
  /^(?:home(?: ?page)?|skip to (?:main )?content|(?:main )?menu|about(?: us| our school)?|our school|welcome|news(?: (?:and|&) events)?|latest news|newsletters?|letters|events|calendar|diary|term dates|parents(?: (?:and|&) carers)?|pupils|children|classes|community|contact(?: us)?|search|log ?in|sign in|gallery|admissions|curriculum|key information|statutory information|policies|governors|governance|vacancies|staff|facebook|twitter|translate|accept(?: all)?)$/i;
/** Lines that a document has no use for. */
const ONLY_OF_A_WEBSITE =
  /^(?:home(?: ?page)?|skip to (?:main )?content|(?:main )?menu|search|log ?in|sign in|about us|contact us)$/i;
const FOOT =
  /^(?:privacy (?:notice|policy)|cookies?(?: (?:policy|settings|preferences))?|site ?map|back to top|accessibility(?: statement)?|high visibility(?: version)?|terms (?:of use|and conditions)|follow us(?: on .*)?|log ?in)$|^(?:©|copyright\b|all rights reserved)|\b(?:website (?:design(?:ed)?|by|created)|(?:powered|built|designed) by)\b/i;
const COOKIES = /\bcookies?\b.*\b(?:accept|agree|settings|preferences|experience|consent|reject|browser|website)\b/i;

const FEWEST_IN_MENU = 3;
/** Blocks at either end among which a page's menu and foot are looked for. */
const HEAD = 60;
const TAIL = 15;
const LONGEST_OF_A_FOOT = 120;

/**
 * A policy that was copied or printed from a website: its menu, its cookie line and what the school announces above the policy, and the
 * foot of the page, are furniture. What states a fact of the policy is text wherever it stands.
 */
export function withoutWebPage(blocks: readonly Block[]): readonly Block[] {
  const words = blocks.flatMap((block, at) => (block.kind === 'furniture' ? [] : [{ at, text: textOf(block) }]));
  const head = words.slice(0, HEAD);
  const menu = head.filter(({ text }) => MENU.test(text));
  const isPage = menu.length >= FEWEST_IN_MENU && menu.some(({ text }) => ONLY_OF_A_WEBSITE.test(text));
  const begins = isPage ? beginOf(blocks, menu.at(-1)?.at ?? 0) : 0;
  const ends = words.slice(-TAIL).find(
    ({ at }) =>
      at >= begins &&
      isFootFrom(
        words.filter((one) => one.at >= at),
        isPage,
      ),
  );
  if (begins === 0 && !ends) return blocks;
  return blocks.map((block, at) =>
    (at < begins || at >= (ends?.at ?? blocks.length)) && !statesFact(textOf(block))
      ? { kind: 'furniture', text: textOf(block) }
      : block,
  );
}

/** Behind the menu the policy begins with its name; without one right behind the menu, or the cookie line below. */
function beginOf(blocks: readonly Block[], lastOfMenu: number): number {
  const below = blocks.slice(lastOfMenu + 1);
  const title = titleOf(below);
  const named = title === undefined ? -1 : below.findIndex((block) => title.startsWith(textOf(block)));
  const cookies = below.slice(0, 3).findLastIndex((block) => COOKIES.test(textOf(block)));
  return lastOfMenu + 1 + (named >= 0 ? named : cookies + 1);
}

/** Short lines to the end, of which two, or on a website one, are such as stand at the foot of pages and nowhere else. */
function isFootFrom(rest: readonly { readonly text: string }[], isPage: boolean): boolean {
  const [first] = rest;
  const known = rest.filter(({ text }) => FOOT.test(text) || COOKIES.test(text)).length;
  return (
    first !== undefined &&
    (FOOT.test(first.text) || COOKIES.test(first.text)) &&
    rest.every(({ text }) => text.length <= LONGEST_OF_A_FOOT) &&
    known >= (isPage ? 1 : 2)
  );
}

const textOf = (block: Block): string => (block.kind === 'row' ? block.cells.filter(Boolean).join(' | ') : block.text);

const statesFact = (text: string): boolean =>
  isFactLabel(text.replace(/[:|].*$/s, '')) || datesIn(text).some(({ from }) => isFactLabel(text.slice(0, from)));
