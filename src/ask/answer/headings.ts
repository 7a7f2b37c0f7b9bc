import type { Answer } from './answer.ts';

/** How sure an answer is, in words that a reader needs no key for. */
export type Heading = 'says' | 'looks' | 'perhaps' | 'silent';

/** What stands above an answer, wherever it is shown. */
export const HEADINGS: Readonly<Record<Heading, string>> = {
  says: 'Your policy says',
  looks: 'This looks like the rule',
  perhaps: 'Perhaps one of these',
  silent: 'Your policies don’t seem to say',
};

export function headingOf(answer: Answer): Heading {
  switch (answer.kind) {
    case 'answered':
      return answer.isPlain ? 'says' : 'looks';
    case 'nearest':
      if (answer.nearest.length === 0 || answer.lead === 'faint') return 'silent';
      return answer.lead === 'clear' ? 'looks' : 'perhaps';
    case 'not-covered':
      return 'silent';
    default:
      return answer satisfies never;
  }
}

/** What an answer says first. */
export const titleOf = (answer: Answer): string => HEADINGS[headingOf(answer)];
