import { formatAge } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  facts,
  heading,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { FEWEST } from '../../school/merged-figures.ts';
import { shortfalls } from '../opening/list.cards.ts';
import { LIST_PAGE } from '../verbs.cards.ts';
import type { Counts, ForGovernors, TermFigures } from './governors.ts';

/** Numbers for the DSL's report to the governors, term by term: to be copied into it. */
export const governorsCard = (figures: ForGovernors): Card =>
  card(
    heading('Report to governors'),
    'Reports about children, by term. Numbers only: fewer than five are put together, so that nobody can be told from them. Copy what you need into your report.',
    ...shortfalls(figures),
    figures.isClosed
      ? text('Nothing is shown by category until you have typed your PIN: open a report, or search.', { subtle: true })
      : undefined,
    figures.schools.length === 0 ? 'There are no reports about children yet.' : undefined,
    ...figures.schools.flatMap(({ school, terms }) => [
      plain(school.name, { bold: true, apart: true }),
      ...terms.flatMap((term) => termElements(term, figures.isClosed)),
    ]),
    actions([submitDialog('All open reports', LIST_PAGE, { page: 0 })]),
  );

const termElements = (term: TermFigures, isClosed: boolean) => [
  section(
    { apart: true },
    plain(`${term.name}: ${countWords(term.reports)} ${term.reports === 1 ? 'report' : 'reports'}`, { bold: true }),
    ...(term.reports === 0
      ? []
      : [
          ...(isClosed
            ? []
            : [
                text('By category (one report may have several)', { small: true, subtle: true }),
                counts(term.categories),
              ]),
          text('By what was decided last', { small: true, subtle: true }),
          counts(term.decisions),
          text('Nights, weekends and holidays count', { small: true, subtle: true }),
          facts([
            ['Acknowledged: half within', timeWords(term.acknowledgedMs)],
            ['Decided: half within', timeWords(term.decidedMs)],
          ]),
        ]),
  ),
];

const counts = (all: Counts) => facts(all.map(([what, count]) => [what, countWords(count)]));

const countWords = (count: number | 'few'): string => (count === 'few' ? `fewer than ${FEWEST}` : String(count));

const timeWords = (ms: number | undefined): string => {
  if (ms === undefined) return `fewer than ${FEWEST}: not shown`;
  const age = formatAge(new Date(0), new Date(ms));
  return age === 'just now' ? '1 min' : age;
};
