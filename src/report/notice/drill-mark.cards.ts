import { type Element, section, text } from '../../platform/teams/card.ts';

/** Stands first on everything that belongs to a drill. */
export const drillBanner = (): Element =>
  section(
    { style: 'accent' },
    text('DRILL: a test, not a real report', { bold: true }),
    text('Nothing has happened to anyone. For a real concern, close this and press Report a concern.', {
      small: true,
    }),
  );

/** Minutes and seconds, as a stopwatch has them. */
export function tookWords(from: Date, until: Date): string {
  const seconds = Math.max(0, Math.round((until.getTime() - from.getTime()) / 1_000));
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}
