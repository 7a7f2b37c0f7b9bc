import {
  actions,
  type Card,
  card,
  facts,
  heading,
  openUrl,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { shortfalls } from '../opening/list.cards.ts';
import { LIST_PAGE } from '../verbs.cards.ts';
import type { Counts, ForGovernors, TermFigures } from './governors.ts';
import { countWords, GOVERNORS_WORDS, reportsWords, timeWords } from './governors-words.ts';

/** Numbers for the DSL's report to the governors, term by term: to be copied into it. */
export const governorsCard = (figures: ForGovernors): Card =>
  card(
    heading(GOVERNORS_WORDS.title),
    'Reports about children, by term. Numbers only: fewer than five are put together, so that nobody can be told from them. Copy what you need into your report, or take it as a PDF.',
    ...shortfalls(figures),
    figures.isClosed
      ? text('Nothing is shown by category until you have typed your PIN: open a report, or search.', { subtle: true })
      : undefined,
    figures.schools.length === 0 ? GOVERNORS_WORDS.none : undefined,
    ...figures.schools.flatMap(({ school, terms }) => [
      plain(school.name, { bold: true, apart: true }),
      ...terms.flatMap((term) => termElements(term, figures.isClosed)),
    ]),
    actions([
      ...(figures.schools.length > 0 ? [submitDialog('As a PDF', LIST_PAGE, { page: 0, log: 'governors-pdf' })] : []),
      submitDialog('All open reports', LIST_PAGE, { page: 0 }),
    ]),
  );

const termElements = (term: TermFigures, isClosed: boolean) => [
  section(
    { apart: true },
    plain(`${term.name}: ${reportsWords(term.reports)}`, { bold: true }),
    ...(term.reports === 0
      ? []
      : [
          ...(isClosed
            ? []
            : [text(GOVERNORS_WORDS.byCategory, { small: true, subtle: true }), counts(term.categories)]),
          text(GOVERNORS_WORDS.byDecision, { small: true, subtle: true }),
          counts(term.decisions),
          text(GOVERNORS_WORDS.allHours, { small: true, subtle: true }),
          facts([
            [GOVERNORS_WORDS.acknowledged, timeWords(term.acknowledgedMs)],
            [GOVERNORS_WORDS.decided, timeWords(term.decidedMs)],
          ]),
        ]),
  ),
];

const counts = (all: Counts) => facts(all.map(([what, count]) => [what, countWords(count)]));

/** @param until the link works until then, in words */
export const governorsLinkCard = (url: string, until: string): Card =>
  card(
    'Numbers only, for the meeting: no names, and fewer than five are put together.',
    actions([openUrl('Open the download page', url)]),
    plain(`The link works until ${until}.`, { small: true, subtle: true }),
  );
