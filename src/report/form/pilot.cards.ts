import { type Card, type Element, section, text } from '../../platform/teams/card.ts';
import type { RouteNow } from '../routing/route-now.ts';
import { PILOT, whoWording } from '../wording.ts';

/** It stands below nothing but danger. */
export const pilotLine = (words = PILOT): Element => section({ style: 'warning' }, text(words, { bold: true }));

/** A later page, with that line before all else: whom to tell is who gets it, and nobody else. */
export const withPilotLine = (whole: Card, { to, isForNobody }: Pick<RouteNow, 'to' | 'isForNobody'>): Card => ({
  ...whole,
  body: [
    pilotLine(
      isForNobody ? 'Pilot: phone one of these numbers as well.' : `Pilot: tell ${whoWording(to)}, in person as well.`,
    ),
    ...whole.body,
  ],
});
