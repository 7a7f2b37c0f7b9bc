import type { UserId } from '../../kernel/ids.ts';
import { actions, band, type Element, plain } from '../../platform/teams/card.ts';
import type { School } from '../../school/school.ts';
import { ruleUnderReport, type Under } from '../conversation/under-report.ts';
import { quotedWords, readButton, where } from '../quoting/quote.cards.ts';
import type { Answer, Nearest, NotCovered } from './answer.ts';
import { whoToAsk } from './answer-parts.cards.ts';
import { headingOf } from './headings.ts';
import { ruleBand } from './rule.cards.ts';

/** Where the policies are silent, or nearly, on what is offered as a report too. */
export const silentBelow = (school: School, { ask }: Nearest | NotCovered, asker: UserId): Element =>
  plain(
    `For a general question: none of ${school.name}’s rules clearly covers it. Ask ${whoToAsk({ school, asker }, ask).name}.`,
  );

const isLooked = (answer: Answer): boolean => headingOf(answer) === 'looks';

/** One rule in short, for below an offer to report; empty where none is worth a line. */
export function ruleBelow(answer: Answer, under: Under): readonly Element[] {
  const rule = ruleUnderReport(answer, under);
  if (!rule) return [];
  const isTheRule = answer.kind === 'answered' ? rule === answer.best : isLooked(answer) && rule === answer.nearest[0];
  return [
    isTheRule
      ? ruleBand(rule, headingOf(answer))
      : under.isReport
        ? band({ sign: '§', style: 'accent', title: 'What your policy says about reporting', items: where(rule) })
        : band({
            sign: '≈',
            style: 'warning',
            title: 'The nearest rule: it may not be about this',
            items: where(rule),
          }),
    ...quotedWords(rule),
    actions([readButton('Read the section', rule)]),
  ];
}
