import { pngOf } from '../../kernel/png.ts';
import type { Paper } from '../../platform/pdf/paper.ts';
import { bodyDrawing } from './draw-body.ts';

/** The body on paper, from in front on the left, with these regions marked. The words were written before it. */
export const drawBody = (paper: Pick<Paper, 'picture'>, marks: string): Promise<void> =>
  paper.picture(pngOf(bodyDrawing(marks)), 'image/png');
