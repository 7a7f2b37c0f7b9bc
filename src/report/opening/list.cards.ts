import type { ConcernId } from '../../kernel/ids.ts';
import { dayOf, formatAge, formatDay, formatWeekdayTime } from '../../kernel/time.ts';
import {
  type Action,
  actions,
  type Card,
  card,
  type Element,
  heading,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { SEARCH_DIALOG } from '../../platform/teams/dialogs.ts';
import { input } from '../../platform/teams/input.ts';
import { statusWords } from '../concern.ts';
import type { Outline } from '../notice.ts';
import { CHRONOLOGY, DUE, FORM, LIST_PAGE, OPEN, PERSON } from '../verbs.cards.ts';
import { KIND_WORDING } from '../wording.ts';
import { type Found, inOrder, type Listing } from './lists.ts';
import type { wantedIn } from './morning.ts';

export const SEARCH = SEARCH_DIALOG;
export const FIND = 'concern.find';
/** Shows a record in the dialog that is open already. */
export const RECORD_PAGE = 'concern.page';

/** Pages about one report from which others are opened: which verb shows each again, and how the button there is called. */
export const LED_FROM = {
  person: [PERSON, 'Back to reports about this person'],
  chronology: [CHRONOLOGY, 'Back to the chronology'],
  record: [RECORD_PAGE, 'Back to the report before this one'],
  form: [FORM, 'Back to the form of the other report'],
} as const;

/** Where another report was opened: on which page about which report. */
export interface OpenedFrom {
  readonly concern: ConcernId;
  readonly page: keyof typeof LED_FROM;
  /** Which form, where it is one. */
  readonly form?: string | undefined;
}

/** Opens another report from a page about one; the way back to that page goes with it. */
export const opensOther = (
  { id, reference }: { readonly id: ConcernId; readonly reference: string },
  from: OpenedFrom,
): Action =>
  submitDialog(`Open ${reference}`, RECORD_PAGE, { concern: id, page: 0, openedFrom: from }, { withInputs: false });

/** The way back to where a report was opened from. Whether that page is shown is decided when it is pressed. */
export function backTo({ concern, page, form }: OpenedFrom): Action {
  const [verb, title] = LED_FROM[page];
  return submitDialog(title, verb, { concern, page: 0, ...(form !== undefined && { form }) }, { withInputs: false });
}

/** So many are in sight with the buttons below them: a chat shows the end of what came. */
const IN_SIGHT = 3;

/** Of what a search found, a card shows this many at a time; Teams asks for less than 25,000 characters. */
const PAGE = 8;

/** The open reports of one person, the most urgent in sight. For their own chat: a list says how many there are. */
export function openListCard(
  listing: Listing,
  now: Date,
  /** Of which they asked, in the words of their message: the list is a press away, narrowed to that. */
  wanted?: ReturnType<typeof wantedIn>,
): Card {
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
    ...sorted.slice(0, IN_SIGHT).map((outline) => row(outline, now)),
    // What was kept to be done when a report was closed is theirs also where nothing is open.
    wanted && (open > 0 || wanted.actions)
      ? actions([openDialog(wantedTitle(wanted), LIST_PAGE, { page: 0, ...wanted }, { primary: true })])
      : undefined,
    actions([
      openDialog('The list, with who each is about', LIST_PAGE, { page: 0 }),
      came === 0 || wanted?.show === 'since'
        ? undefined
        : openDialog('What came since then', LIST_PAGE, { page: 0, show: 'since' }),
      openDialog('Search all reports', SEARCH),
      openDialog('Records due for review', DUE, { page: 0 }),
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

function row(outline: Outline, now: Date): Element {
  const isUnheard = outline.isUrgent && outline.acknowledgedAt === undefined;
  const about = [
    KIND_WORDING[outline.kind],
    formatAge(new Date(outline.raisedAt), now),
    statusWords(outline.status, outline.actionsOpen ?? 0),
    outline.owner === undefined ? 'nobody has it' : `with ${outline.owner}`,
    ...(outline.hasUnread ? ['something was added that nobody has opened yet'] : []),
  ];
  return section(
    { apart: true },
    plain(`Report ${outline.reference}${outline.isUrgent ? ', urgent' : ''}`, {
      bold: true,
      ...(isUnheard && { tone: 'attention' as const }),
    }),
    plain(about.join(' · '), { small: true }),
    actions([openDialog(`Open ${outline.reference}`, OPEN, { concern: outline.id })]),
  );
}

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
            `${outline.reference}: ${found.labels.get(outline.id) || KIND_WORDING[outline.kind]}, ${formatDay(dayOf(new Date(outline.raisedAt)))}, ${statusWords(outline.status, outline.actionsOpen ?? 0).toLowerCase()}`,
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
