import type { School } from '../../../core/school/school.ts';
import type { Answer, NotCovered } from '../../../policy/ask/answer.ts';
import type { Quoted } from '../../../policy/ask/quotes.ts';
import { actions, band, type Element, plain } from '../../card.ts';
import { ownerOf, ruleBand } from './answer-cards.ts';
import { quotedWords, readButton, where } from './quote.ts';

/** Where the policies are silent on what is offered as a report too. */
export const silentBelow = (school: School, { ask }: NotCovered): Element =>
  plain(`For a general question: none of ${school.name}’s rules covers it. Ask ${ownerOf(school, ask)}.`);

/**
 * One rule in short, for below an offer to report; empty where none is worth a line.
 * @param isReport it is rather a report than a question: then only a rule that says what to do about one is shown
 */
export function ruleBelow(answer: Answer, isReport: boolean): readonly Element[] {
  const [first, ...others] = quotesOf(answer);
  const rule = isReport ? [first, ...others].find((one) => one && saysWhatToDo(one.quote)) : first;
  if (!rule) return [];
  const isTheRule = answer.kind === 'answered' && rule === first;
  return [
    isTheRule
      ? ruleBand(rule)
      : band({
          sign: '≈',
          style: 'warning',
          title: isReport ? 'What your policy says on reporting' : 'The nearest rule; it may not be about this',
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

const TO_WHOM =
  'dsl|designated|safeguarding|head ?teacher|principal|senior (?:manager|lead)|line manager|police|social care|lado|999|101|chair|data protection officer';
const WHAT_TO_DO: readonly RegExp[] = [
  // Whom to tell.
  new RegExp(
    `\\b(?:tell|told|inform|report(?:ed|s)?|speak|go|goes|refer|call|contact|bring|pass(?:ed)?|notify)\\b[^.;]{0,60}\\b(?:${TO_WHOM})\\b`,
    'i',
  ),
  // What to promise, to ask and to keep.
  /\b(?:promise|secret|confidential|investigat\w*|leading questions?)\b/i,
  /\bdo not (?:reply|respond|answer|block|delete|copy|contact|question)\b|\bkeep (?:the|any|all|a) (?:message|evidence|record)/i,
];

/** Whether a rule bears on what someone does who has something to report: under a real report any other is noise. */
export const saysWhatToDo = (words: string): boolean => WHAT_TO_DO.some((pattern) => pattern.test(words));
