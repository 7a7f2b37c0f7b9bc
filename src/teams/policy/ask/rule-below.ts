import type { UserId } from '../../../core/ids.ts';
import type { School } from '../../../core/school/school.ts';
import type { Answer, NotCovered } from '../../../policy/ask/answer.ts';
import type { Quoted } from '../../../policy/ask/quotes.ts';
import { saysWhatToDo } from '../../../policy/question/on-reports.ts';
import { actions, band, type Element, plain } from '../../card.ts';
import { ruleBand } from './answer-cards.ts';
import { whoToAsk } from './answer-parts.ts';
import { quotedWords, readButton, where } from './quote.ts';

/** Where the policies are silent on what is offered as a report too. */
export const silentBelow = (school: School, { ask }: NotCovered, asker: UserId): Element =>
  plain(
    `For a general question: none of ${school.name}’s rules covers it. Ask ${whoToAsk({ school, asker }, ask).name}.`,
  );

/**
 * One rule in short, for below an offer to report; empty where none is worth a line.
 * @param isReport it is rather a report than a question: then only a rule that says what to do about one is shown
 */
export function ruleBelow(answer: Answer, isReport: boolean): readonly Element[] {
  const [first, ...others] = quotesOf(answer);
  const rule = isReport ? [first, ...others].find((one) => one && saysWhatToDo(`${one.heading}. ${one.quote}`)) : first;
  if (!rule) return [];
  const isTheRule = answer.kind === 'answered' && rule === first;
  return [
    isTheRule
      ? ruleBand(rule)
      : isReport
        ? band({ sign: '§', style: 'accent', title: 'What your policy says about reporting', items: where(rule) })
        : band({
            sign: '≈',
            style: 'warning',
            title: 'The nearest rule: it may not be about this',
            items: where(rule),
          }),
    ...quotedWords(rule),
    actions([readButton('Read the whole section', rule)]),
  ];
}

const quotesOf = (answer: Answer): readonly Quoted[] =>
  answer.kind === 'answered'
    ? [answer.best, ...answer.together, ...answer.others]
    : answer.kind === 'nearest'
      ? answer.nearest
      : [];
