import { formatAge, formatDay, formatWeekdayTime } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  plain,
  section,
  submitDialog,
  text,
  toggle,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { statusWords } from '../concern.ts';
import type { Outline } from '../notice.ts';
import { LIST_PAGE } from '../verbs.cards.ts';
import { KIND_WORDING } from '../wording.ts';
import { RECORD_PAGE, shortfalls } from './list.cards.ts';
import {
  type ListPlace,
  type Morning,
  type MorningLine,
  type MyAction,
  onPage,
  PAGE,
  type WantedLines,
} from './morning.ts';

const FILTERS = 'filters';

/**
 * What is open, for one person in their own dialog: a line each, the most urgent first.
 * @param words how each report of this page begins, by its id, where that was read for it
 */
export function morningCard(
  morning: Morning,
  now: Date,
  { page, ...wanted }: WantedLines & { readonly page: number },
  words: ReadonlyMap<string, string> = new Map(),
): Card {
  const { lines, all, isClosed } = morning;
  return card(
    heading('Open reports'),
    plain(
      all === 0
        ? 'You have no open reports.'
        : lines.length === all
          ? `${all} open. The most urgent is first, as its reporter answered.`
          : `${lines.length} of ${all} open reports: ${filteredWords(morning, wanted)}.`,
      { bold: true },
    ),
    ...shortfalls(morning),
    isClosed
      ? text('Nobody is named here until you have typed your PIN: open a report, or search.', { subtle: true })
      : undefined,
    ...onPage(lines, page).map((line) => lineOf(line, now, { ...wanted, page }, words.get(line.outline.id))),
    actions([
      (page + 1) * PAGE < lines.length
        ? submitDialog('More reports', LIST_PAGE, { ...wanted, page: page + 1 })
        : undefined,
      page > 0 ? submitDialog('Back to the first', LIST_PAGE, { ...wanted, page: 0 }) : undefined,
      submitDialog(`My actions (${morning.actions.length})`, LIST_PAGE, { ...wanted, page: 0, actions: true }),
      morning.logs.includes('data') ? submitDialog('Breach log', LIST_PAGE, { page: 0, log: 'breaches' }) : undefined,
      morning.logs.includes('adult')
        ? submitDialog('Low-level concerns', LIST_PAGE, { page: 0, log: 'low-level' })
        : undefined,
      morning.logs.includes('child')
        ? submitDialog('Report to governors', LIST_PAGE, { page: 0, log: 'governors' })
        : undefined,
      toggle('Show only some', [FILTERS]),
    ]),
    filters(morning, wanted),
  );
}

function lineOf(
  { outline, child, beside, categories, isOverdue, isUnmade }: MorningLine,
  now: Date,
  list: ListPlace,
  words = '',
): Element {
  const urgent = isUnmade
    ? 'referral not recorded as made'
    : URGENT[outline.isDecided ? 'no' : (outline.urgency ?? (outline.isUrgent ? 'unsure' : 'no'))];
  const about = child === '' ? KIND_WORDING[outline.kind] : child;
  const more = [
    categories.join(', '),
    formatAge(new Date(outline.raisedAt), now),
    outline.owner ?? outline.acknowledgedBy ?? 'nobody has it',
    outline.acknowledgedAt === undefined ? '' : statusWords(outline.status, outline.actionsOpen ?? 0),
    isOverdue ? 'overdue' : '',
    outline.hasUnread ? 'something added' : '',
    beside.length === 0 ? '' : `same child: ${listed(beside)}`,
  ].filter((part) => part !== '');
  return section(
    { apart: true },
    plain(urgent === '' ? about : `${about}: ${urgent}`, {
      bold: true,
      ...(urgent !== '' && { tone: 'attention' as const }),
    }),
    plain(more.join(' · '), { small: true }),
    words === '' ? undefined : plain(words, { small: true }),
    actions([opens(outline, list)]),
  );
}

/** So many references of other reports fit into a line. */
const MOST_BESIDE = 3;

const listed = (references: readonly string[]): string =>
  [
    ...references.slice(0, MOST_BESIDE),
    ...(references.length > MOST_BESIDE ? [`${references.length - MOST_BESIDE} more`] : []),
  ].join(', ');

/** From where in the list, for the way back. */
const opens = ({ id, reference }: Outline, list?: ListPlace) =>
  submitDialog(
    `Open ${reference}`,
    RECORD_PAGE,
    { concern: id, page: 0, ...(list && { inList: list }) },
    { withInputs: false },
  );

/** What a list was narrowed to, as it was chosen. */
function filteredWords({ since }: Pick<Morning, 'since'>, { show, category, year }: WantedLines): string {
  const came = since ? `what came since ${formatWeekdayTime(since)}` : 'what came last';
  const shown = { all: '', mine: 'mine', overdue: 'overdue', since: came }[show];
  return [shown, category, year === '' ? '' : `year ${year}`].filter((part) => part !== '').join(', ');
}

const URGENT = { yes: 'today', unsure: 'not sure whether today', no: '' } as const;

function filters({ categories, years, since }: Morning, wanted: WantedLines): Element {
  const any = (title: string, values: readonly string[]) => [
    { title, value: '' },
    ...values.map((value) => ({ title: value, value })),
  ];
  return section(
    { style: 'emphasis', id: FILTERS, hidden: true },
    input.choice('show', 'Which reports?', {
      choices: [
        { title: 'All that are open', value: 'all' },
        { title: 'Mine', value: 'mine' },
        { title: 'Overdue', value: 'overdue' },
        ...(since ? [{ title: `What came since ${formatWeekdayTime(since)}`, value: 'since' }] : []),
      ],
      value: wanted.show,
    }),
    categories.length > 0
      ? input.choice('category', 'Category', { choices: any('Any', categories), value: wanted.category })
      : undefined,
    years.length > 0 ? input.choice('year', 'Year', { choices: any('Any', years), value: wanted.year }) : undefined,
    actions([submitDialog('Show these', LIST_PAGE, { page: 0 })]),
  );
}

/** What is to be done without anyone having set an action. */
const OF_ITSELF = {
  referral: 'make the referral, or record who was told: nothing says yet that it was made',
  review: 'look at it again',
} as const;

/**
 * What one person is to do, the earliest first.
 * @param words what each is, where that was read for it; of others it stands in the report
 */
export const myActionsCard = (
  { actions: due }: Pick<Morning, 'actions'>,
  today: string,
  words: ReadonlyMap<MyAction, string> = new Map(),
): Card =>
  card(
    heading('My actions'),
    due.length === 0 ? 'You have no open actions.' : undefined,
    ...due.map((action) => {
      const { outline, child, due: day } = action;
      const toDo = typeof action.what === 'number' ? (words.get(action) ?? '') : OF_ITSELF[action.what];
      return section(
        { apart: true },
        plain(`By ${formatDay(day)}${day < today ? ', overdue' : ''}`, {
          bold: true,
          ...(day < today && { tone: 'attention' as const }),
        }),
        plain([child === '' ? KIND_WORDING[outline.kind] : child, toDo].filter((part) => part !== '').join(': ')),
        actions([opens(outline)]),
      );
    }),
    actions([submitDialog('All open reports', LIST_PAGE, { page: 0 })]),
  );
