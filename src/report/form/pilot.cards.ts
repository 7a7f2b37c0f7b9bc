import { type Card, type Element, section, text } from '../../platform/teams/card.ts';

/** Until the school has proved its reports to itself. It stands below nothing but danger. */
export const pilotLine = (): Element =>
  section(
    { style: 'warning' },
    text('Pilot: tell the DSL in person as well. If it is about the DSL, tell the headteacher.', { bold: true }),
  );

/** A later page, with that line before all else. */
export const withPilotLine = (whole: Card): Card => ({ ...whole, body: [pilotLine(), ...whole.body] });
