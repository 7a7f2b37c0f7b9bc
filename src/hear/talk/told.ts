/** A fact that Lanyard was told: to be shown on a card, or as text. */
export interface Told {
  readonly heading: string;
  /** A sentence, or a label with its value. */
  readonly lines: readonly (string | readonly [label: string, value: string])[];
  /** Where it comes from, as staff would say it. */
  readonly source: string;
}

/** The same in a terminal. */
export const asText = ({ heading, lines, source }: Told): string =>
  [heading, ...lines.map((line) => `  ${typeof line === 'string' ? line : line.join(': ')}`), `(${source})`].join('\n');
