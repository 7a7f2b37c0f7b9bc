import type { Feature } from '../../feature.ts';
import { bodyInForm } from './body-form.cards.ts';
import { bodyDrawing } from './draw-body.ts';

/** Where on the body something was seen: asked in the form, and drawn beside its words. */
export const bodyMap: Feature = {
  start: () => ({ inReports: { drawn: bodyDrawing, formParts: [bodyInForm] } }),
};
