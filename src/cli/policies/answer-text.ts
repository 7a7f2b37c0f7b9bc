import type { Answer } from '../../ask/answer/answer.ts';
import { quoteLines } from '../../ask/quoting/quote-parts.ts';
import { type Quoted, reference } from '../../ask/quoting/quotes.ts';

/** Of whose policies an answer tells, and who is asked where they do not say. */
interface Whose {
  /** At the beginning of a sentence: `The policies of Oakfield Academy`. */
  readonly policies: string;
  readonly owner: string;
}

/**
 * The three kinds of answer, told apart by their first line. Where no rule was found, none is below: what came closest is shown where
 * that is asked for.
 */
export function answerText(answer: Answer, { policies, owner }: Whose, showsClosest = false): string {
  switch (answer.kind) {
    case 'answered':
      return [
        `✓ The rule\n${quotedText(answer.best)}`,
        ...answer.together.map((other) => `The same section also says\n${quotedText(other)}`),
        ...answer.conflicts.map((other) => `ANOTHER CLAUSE SAYS SOMETHING DIFFERENT\n${quotedText(other)}`),
        ...(answer.others.length > 0 ? [`See also: ${[...new Set(answer.others.map(reference))].join('; ')}`] : []),
      ].join('\n\n');
    case 'nearest':
      return answer.nearest.length > 0
        ? [
            `≈ I'm not certain that ${lowered(policies)} cover this. The nearest rules:`,
            ...answer.nearest.map(quotedText),
            `If none of these settles it, ask ${owner}.`,
          ].join('\n\n')
        : `≈ I'm not certain that ${lowered(policies)} cover this. They do not mention it in these words: try others, or ask ${owner}.`;
    case 'not-covered':
      return [
        answer.nearest.length > 0
          ? `? I found no rule in ${lowered(policies)} that clearly covers this. Ask ${owner}.`
          : `? I found no rule about this in ${lowered(policies)}. Ask ${owner}.`,
        ...closest(answer.nearest, showsClosest),
      ].join('\n\n');
    default:
      return answer satisfies never;
  }
}

const closest = (nearest: readonly Quoted[], isShown: boolean): readonly string[] => {
  if (nearest.length === 0) return [];
  return isShown
    ? ['What came closest (not an answer):', ...nearest.map(quotedText)]
    : ['To see what came closest, add --explain.'];
};

const lowered = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

export const quotedText = ({ policyTitle, section, heading, parts, caution }: Quoted): string =>
  [
    [policyTitle, section, heading].filter(Boolean).join(' · '),
    ...quoteLines(parts).map((line) => `  │ ${line}`),
    ...(caution ? [`  ! ${caution.title}: ${caution.text}`] : []),
  ].join('\n');
