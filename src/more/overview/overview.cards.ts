import { MESSAGE, PREVIEW } from '../../acknowledge/audience/audience.cards.ts';
import type { Unsent } from '../../acknowledge/audience/audience-desk.ts';
import { formatDay, formatInstant } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  columns,
  type Element,
  execute,
  heading,
  openDialog,
  picture,
  plain,
  section,
  text,
} from '../../platform/teams/card.ts';
import { sharePicture } from '../../platform/teams/share-picture.ts';
import { fewWords, type MergedFigures } from '../../school/merged-figures.ts';
import type { SchoolOverview } from './school-overview.ts';
import type { Since } from './since.ts';

export const GOVERNORS_PAGE = 'overview.governors-page';
export const SHOW_OVERVIEW = 'overview.show';

/** A school at a glance, for its head and its chair of governors; a head may add a message to what is not out yet. */
export const overviewCard = (overview: SchoolOverview, unsent: readonly Unsent[] = [], since?: Since): Card =>
  card(
    heading(`${overview.school.name} at a glance`),
    ...sinceParts(since),
    ...overview.acknowledgements.flatMap(({ title, dueDay, figures }) => [
      plain(title, { bold: true, apart: true }),
      text(`Answers ${dueDay < overview.since ? 'were' : ''} due by ${formatDay(dueDay)}.`.replace('  ', ' '), {
        subtle: true,
        small: true,
      }),
      ...figureParts(figures),
    ]),
    overview.acknowledgements.length === 0 ? 'Nothing has been sent to be acknowledged this year.' : undefined,
    ...unsentParts(unsent),
    ...concernParts(overview),
    text('Questions that no policy answered', { bold: true, apart: true }),
    overview.notCovered.length === 0
      ? text(`None since ${formatDay(overview.since)}.`)
      : plain(
          overview.notCovered
            .map(([topic, count]) => `${topic}: ${count === 'few' ? 'fewer than 5' : count}`)
            .join('\n'),
        ),
    text('Policies past their review', { bold: true, apart: true }),
    overview.pastReview.length === 0
      ? 'None.'
      : plain(overview.pastReview.map(({ title, reviewOn }) => `${title}: since ${formatDay(reviewOn)}`).join('\n')),
    actions([
      openDialog('One page for the governors (PDF)', GOVERNORS_PAGE, { school: overview.school.id }, { primary: true }),
      execute('Show the latest figures', SHOW_OVERVIEW, { school: overview.school.id }),
    ]),
    plain(`As of ${formatInstant(overview.madeAt)}. Numbers only; groups of fewer than five are put together.`, {
      small: true,
      subtle: true,
    }),
  );

/** The first look has nothing to compare with. */
const sinceParts = (since: Since | undefined): Element[] =>
  since === undefined
    ? []
    : [
        section(
          {},
          text(`Since you looked on ${formatDay(since.day)}`, { bold: true }),
          since.lines.length === 0 ? text('Nothing has changed.') : undefined,
          ...since.lines.map((line) => plain(`•  ${line}`)),
        ),
      ];

/** More than these at once is for HR's list. */
const MOST_UNSENT = 3;

function unsentParts(unsent: readonly Unsent[]): Element[] {
  if (unsent.length === 0) return [];
  const left = unsent.length - MOST_UNSENT;
  return [
    text('Not sent yet', { bold: true, apart: true }),
    text('You can add a few words above the policies on everyone’s card, with your name.', { small: true }),
    ...unsent
      .slice(0, MOST_UNSENT)
      .map(({ id, title, dueDay, sendAt, hasMessage }) =>
        section(
          {},
          plain(title),
          plain(
            `${sendAt ? `Goes out on ${formatInstant(sendAt)}` : 'HR has not chosen a day yet'}. Answers are due by ${formatDay(dueDay)}.`,
            { small: true, subtle: true },
          ),
          actions([
            openDialog(hasMessage ? 'Change the message' : 'Add a message', MESSAGE, { campaign: id }),
            openDialog('Preview', PREVIEW, { campaign: id }),
          ]),
        ),
      ),
    ...(left > 0 ? [text(left === 1 ? 'and 1 more' : `and ${left} more`)] : []),
  ];
}

function figureParts(figures: MergedFigures): Element[] {
  const { total, groups, sites } = figures;
  if (total === undefined) return [text(fewWords(figures))];
  const bar = (name: string, of: number, done: number): Element =>
    columns([
      { width: 2, items: [plain(name, { small: true })] },
      {
        width: 3,
        items: [
          picture(sharePicture([{ value: done, colour: '#2d8a52' }], of, 24), `${name}: ${done} of ${of} acknowledged`),
        ],
      },
      { width: 1, items: [plain(`${done} of ${of}`, { small: true })] },
    ]);
  return [
    section(
      {},
      bar('Everyone', total.expected, total.acknowledged),
      ...groups.map(({ name, expected: of, acknowledged }) => bar(name, of, acknowledged)),
      ...sites.map(({ name, expected: of, acknowledged }) => bar(name, of, acknowledged)),
    ),
  ];
}

/** As many as “reports” says. */
const concernParts = ({ concerns, isPartial }: SchoolOverview): Element[] => [
  text('Reports that you may open', { bold: true, apart: true }),
  text(
    concerns.open === 0
      ? 'None open.'
      : `${concerns.open} open, ${concerns.overAFortnight} of them for more than two weeks, ${concerns.overdue} overdue.`,
  ),
  ...(isPartial ? [text('Some are not counted: type reports for why.', { small: true })] : []),
];
