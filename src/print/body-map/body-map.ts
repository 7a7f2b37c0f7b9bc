import { deflateSync } from 'node:zlib';
import { bodyDrawing } from '../../concern/body-map/draw-body.ts';
import { pngOf } from '../../core/png.ts';
import type { Paper } from '../paper.ts';

/** The body on paper, from in front on the left, with these regions marked. The words were written before it. */
export const drawBody = (paper: Pick<Paper, 'picture'>, marks: string): Promise<void> =>
  paper.picture(pngOf(bodyDrawing(marks), deflateSync), 'image/png');
