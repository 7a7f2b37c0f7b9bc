import { pngOf } from '../../kernel/png.ts';
import { type Element, picture, plain, section } from '../../platform/teams/card.ts';
import { bodyDrawing } from './draw-body.ts';
import { regionWords } from './regions.ts';

/** Where on the body, drawn: from in front on the left, from behind on the right. The words are beside it. */
export function bodyPicture(marks: string): Element {
  const png = pngOf(bodyDrawing(marks)).toString('base64');
  const words = `A drawing of a body from in front and from behind. Marked: ${regionWords(marks)}`;
  return section([
    { ...picture(`data:image/png;base64,${png}`, words), size: 'Auto' },
    plain('From in front on the left, from behind on the right.', { small: true, subtle: true }),
  ]);
}
