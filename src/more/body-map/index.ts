import type { Feature } from '../../feature.ts';
import { bodyDrawing } from './draw-body.ts';

/** Where on the body something was seen, drawn beside its words. */
export const bodyMap: Feature = {
  tables: [],
  start: () => ({ inReports: { drawn: bodyDrawing } }),
};
