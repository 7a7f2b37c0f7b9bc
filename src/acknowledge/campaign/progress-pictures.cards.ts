import { columns, type Element, picture, plain, section, text } from '../../platform/teams/card.ts';
import { sharePicture } from '../../platform/teams/share-picture.ts';
import type { PersonState } from '../register/person.ts';
import type { CampaignView, Progress } from './campaign-view.ts';

/** From left to right; told apart in words as well, never by colour alone. */
const PARTS: readonly { readonly states: readonly PersonState[]; readonly colour: string; readonly says: string }[] = [
  { states: ['acknowledged'], colour: '#2d8a52', says: 'acknowledged' },
  { states: ['asked'], colour: '#c29300', says: 'asked, no answer yet' },
  { states: ['queried'], colour: '#4a86d8', says: 'with a question' },
  { states: ['paper'], colour: '#8f6fc7', says: 'on paper, not signed yet' },
  { states: ['unreachable'], colour: '#d13f4f', says: 'could not be reached' },
  { states: ['waiting', 'sending'], colour: '#8a8886', says: 'still to be sent' },
];

/** Where everyone stands: a bar at a glance, and the same in words in the order of the bar. */
export function standingPicture(view: CampaignView): Element {
  const count = (states: readonly PersonState[]): number =>
    view.states.reduce((sum, { state, count }) => sum + (states.includes(state) ? count : 0), 0);
  const parts = PARTS.map((part) => ({ ...part, value: count(part.states) })).filter(({ value }) => value > 0);
  const total = parts.reduce((sum, { value }) => sum + value, 0);
  const words = parts.map(({ value, says }) => `${value} ${says}`).join(', ');
  const away = count(['paused']);
  return section(
    {},
    picture(sharePicture(parts, total), `Of ${total} people: ${words}.`),
    plain(`From left to right: ${words}.`, { small: true }),
    away === 0 ? undefined : plain(`${away} away, and not counted.`, { small: true, subtle: true }),
  );
}

/** Groups shown; the register has them all. */
const MOST = 12;

/** How far each part is, one bar below the other. */
export const partsPicture = (by: string, parts: readonly Progress[]): Element =>
  section(
    {},
    text(by, { bold: true, apart: true }),
    ...parts.slice(0, MOST).map(({ name, acknowledged, expected }) =>
      columns([
        { width: 2, items: [plain(name, { small: true })] },
        {
          width: 3,
          items: [
            picture(
              sharePicture([{ value: acknowledged, colour: '#2d8a52' }], expected, 24),
              `${name}: ${acknowledged} of ${expected} acknowledged`,
            ),
          ],
        },
        { width: 1, items: [plain(`${acknowledged} of ${expected}`, { small: true })] },
      ]),
    ),
    parts.length > MOST
      ? text(`and ${parts.length - MOST} more, which the register has`, { small: true, subtle: true })
      : undefined,
  );
