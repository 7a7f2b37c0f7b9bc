import type { Answer } from '../answer/answer.ts';
import { fitsReport, type Reported, saysWhatToDo, sendsRight } from '../question/on-reports.ts';
import type { Quoted } from '../quoting/quotes.ts';

/** What the rule is for that stands below an offer to report. */
export interface Under {
  readonly reported: Reported;
  /** It is rather a report than a question: then only a rule that says what to do about one is shown. */
  readonly isReport: boolean;
}

/**
 * The one rule that stands below an offer to report, or none: it is the rule or clearly the nearest, or it says what to do about just such
 * a report. What merely comes near to the words of a report is mostly of something else, and graver.
 */
export function ruleUnderReport(answer: Answer, { reported, isReport }: Under): Quoted | undefined {
  // Beside people to phone stands what was asked, and no report.
  const isAsked = reported.routes.length === 0;
  const isClear =
    answer.kind === 'answered' ||
    (answer.kind === 'nearest' && (answer.lead === 'clear' || (isAsked && answer.lead !== 'faint')));
  return quotesOf(answer).find((one, at) => {
    const words = `${one.heading}. ${one.quote}`;
    if (saysWhatToDo(words) && fitsReport(words, reported)) return true;
    return isClear && at === 0 && (!isReport || saysWhatToDo(words)) && sendsRight(words, reported.routes);
  });
}

const quotesOf = (answer: Answer): readonly Quoted[] =>
  answer.kind === 'answered'
    ? [answer.best, ...answer.together, ...answer.others]
    : answer.kind === 'nearest'
      ? answer.nearest
      : [];
