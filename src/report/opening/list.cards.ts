import { DAY_MS, dayOf, formatAge, formatDay, formatWeekdayTime } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  chart,
  type Element,
  facts,
  heading,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { SEARCH_DIALOG } from '../../platform/teams/dialogs.ts';
import { input } from '../../platform/teams/input.ts';
import { STATUS_WORDING, statusWords } from '../concern.ts';
import type { Outline } from '../notice.ts';
import { DUE, LIST_PAGE, OPEN } from '../verbs.cards.ts';
import { KIND_WORDING } from '../wording.ts';
import { type Found, inOrder, type Listing } from './lists.ts';
import type { wantedIn } from './morning.ts';

export const SEARCH = SEARCH_DIALOG;
export const FIND = 'concern.find';
/** Shows a record in the dialog that is open already. */
export const RECORD_PAGE = 'concern.page';

/** A card shows this many at a time; Teams asks for less than 25,000 characters. */
const PAGE = 8;

const AGES: readonly { readonly label: string; readonly below: number }[] = [
  { label: 'Under a day', below: DAY_MS },
  { label: '1 to 3 days', below: 3 * DAY_MS },
  { label: '3 to 7 days', below: 7 * DAY_MS },
  { label: '1 to 4 weeks', below: 28 * DAY_MS },
  { label: 'Older', below: Number.POSITIVE_INFINITY },
];

/** The open reports of one person with their ages. For their own chat: a list says how many there are. */
export function openListCard(
  listing: Listing,
  now: Date,
  dialog?: { readonly page: number },
  /** Of which they asked, in the words of their message: the list is a press away, narrowed to that. */
  wanted?: ReturnType<typeof wantedIn>,
): Card {
  const page = dialog?.page ?? 0;
  const { outlines, since } = listing;
  const sorted = outlines.toSorted(inOrder);
  const open = outlines.filter(({ status }) => status !== 'closed').length;
  const added = outlines.length - open;
  const waiting = outlines.filter(({ status }) => status === 'submitted' || status === 'delivered').length;
  const came = since ? outlines.filter((one) => one.status !== 'closed' && new Date(one.raisedAt) >= since).length : 0;
  return card(
    heading('Open reports'),
    text(
      open === 0
        ? 'You have no open reports.'
        : waiting === 0
          ? `${open} open, all of them acknowledged.`
          : `${open} open, ${waiting} not acknowledged yet.`,
      { bold: true },
    ),
    added > 0
      ? text(`${added === 1 ? '1 is' : `${added} are`} closed, with something added that nobody has opened.`)
      : undefined,
    since && open > 0
      ? plain(`${came === 0 ? 'None' : came} of these came since ${formatWeekdayTime(since)}, when school closed.`)
      : undefined,
    ...shortfalls(listing),
    outlines.length > 0 ? ageChart(outlines, now) : undefined,
    ...rows(sorted, now, page, dialog !== undefined),
    wanted && open > 0
      ? actions([openDialog(wantedTitle(wanted), LIST_PAGE, { page: 0, ...wanted }, { primary: true })])
      : undefined,
    actions([
      (page + 1) * PAGE < sorted.length ? more(page + 1, dialog !== undefined) : undefined,
      dialog ? undefined : openDialog('The list, with who each is about', LIST_PAGE, { page: 0 }),
      dialog || came === 0 || wanted?.show === 'since'
        ? undefined
        : openDialog('What came since then', LIST_PAGE, { page: 0, show: 'since' }),
      dialog ? undefined : openDialog('Search all reports', SEARCH),
      dialog ? undefined : openDialog('Records due for review', DUE, { page: 0 }),
    ]),
  );
}

const wantedTitle = ({ show, year, actions: isActions }: NonNullable<ReturnType<typeof wantedIn>>): string =>
  isActions
    ? 'My actions'
    : year !== ''
      ? `Only year ${year}`
      : { all: 'All that are open', mine: 'Only mine', overdue: 'Only what is overdue', since: 'What came since then' }[
          show
        ];

/** A dialog cannot open another one: inside, the button submits and the answer takes its place. */
const more = (page: number, isInside: boolean) =>
  isInside ? submitDialog('More', LIST_PAGE, { page }) : openDialog('More', LIST_PAGE, { page });

const urgency = (outline: Outline): number => (outline.isUrgent && outline.acknowledgedAt === undefined ? 0 : 1);

function ageChart(outlines: readonly Outline[], now: Date): Element {
  const ages = outlines.map(({ raisedAt }) => now.getTime() - new Date(raisedAt).getTime());
  const data = AGES.map(({ label, below }, index) => {
    const from = AGES[index - 1]?.below ?? 0;
    return { label, value: ages.filter((age) => age >= from && age < below).length };
  });
  return chart({ kind: 'Chart.HorizontalBar', title: 'Open reports by age', header: ['Age', 'Reports'], data });
}

const rows = (outlines: readonly Outline[], now: Date, page: number, isInside: boolean): readonly Element[] =>
  outlines
    .slice(page * PAGE, (page + 1) * PAGE)
    .map((outline) =>
      section(
        { apart: true },
        plain(
          `Report ${outline.reference}${outline.isUrgent ? ', urgent' : ''}`,
          urgency(outline) === 0 ? { bold: true, tone: 'attention' } : { bold: true },
        ),
        facts([
          ['About', KIND_WORDING[outline.kind]],
          ['Age', formatAge(new Date(outline.raisedAt), now)],
          ['Status', statusWords(outline.status, outline.actionsOpen ?? 0)],
          ['With', outline.owner ?? 'Nobody yet'],
          outline.hasUnread ? ['Added', 'Something that nobody has opened yet'] : undefined,
        ]),
        actions([
          isInside
            ? submitDialog(`Open ${outline.reference}`, RECORD_PAGE, { concern: outline.id, page: 0 })
            : openDialog(`Open ${outline.reference}`, OPEN, { concern: outline.id }),
        ]),
      ),
    );

/** What a list has to say about what it leaves out. */
export const shortfalls = ({
  isPartial,
  unreadable,
}: Pick<Listing, 'isPartial' | 'unreadable'>): readonly (Element | undefined)[] => [
  isPartial
    ? section(
        { style: 'warning' },
        'Some reports are not shown: I cannot check who is in the DSL channel, or someone is in it who shouldn’t be. Please ask an owner of the channel to look at its members.',
      )
    : undefined,
  unreadable > 0
    ? section(
        {
          style: 'attention',
        },
        text(
          `${unreadable === 1 ? '1 report' : `${unreadable} reports`} cannot be opened because the key is missing. Tell the IT lead today.`,
        ),
      )
    : undefined,
];

export const searchCard = (complaint?: string): Card =>
  card(
    'Searches the reports that you may open. What you search for is not kept; finding a report is recorded in it.',
    complaint ? section({ style: 'warning' }, text(complaint)) : undefined,
    input.text('sought', 'Words or a reference', { maxLength: 100, required: true }),
    actions([submitDialog('Search', FIND, {}, { primary: true })]),
  );

/**
 * What was found, by reference: to read one is an opening of its own. Buttons submit, because a dialog opens no dialog. What was
 * sought is in its box, to be changed or to be sought among older ones.
 * @param from how many newer ones were looked through before this
 */
export const foundCard = (
  found: Found & { readonly labels: ReadonlyMap<string, string> },
  sought: string,
  from = 0,
): Card =>
  card(
    heading(
      found.outlines.length > 0
        ? `${found.outlines.length} found${from > 0 ? ' among older ones' : ''}`
        : from > 0
          ? 'Nothing found among older ones'
          : 'Nothing found',
      { small: true },
    ),
    ...shortfalls(found),
    ...found.outlines
      .slice(0, PAGE)
      .map((outline) =>
        section(
          { apart: true },
          plain(
            `${outline.reference}: ${found.labels.get(outline.id) || KIND_WORDING[outline.kind]}, ${formatDay(dayOf(new Date(outline.raisedAt)))}, ${STATUS_WORDING[outline.status].toLowerCase()}`,
          ),
          actions([
            submitDialog(
              `Open ${outline.reference}`,
              RECORD_PAGE,
              { concern: outline.id, page: 0 },
              { withInputs: false },
            ),
          ]),
        ),
      ),
    found.outlines.length > PAGE
      ? text(`The newest ${PAGE} are shown. Add a word to narrow it down.`, { subtle: true })
      : undefined,
    found.next === undefined
      ? undefined
      : text('There are older reports that I have not looked through yet.', { bold: true }),
    input.text('sought', 'Words or a reference', { maxLength: 100, required: true, value: sought }),
    actions([
      found.next === undefined
        ? undefined
        : submitDialog('Search older reports', FIND, { from: found.next }, { primary: true }),
      submitDialog('Search', FIND),
    ]),
  );
