import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  plain,
  section,
  submitDialog,
  table,
} from '../../platform/teams/card.ts';
import { PEOPLE, people } from '../campaign/buttons.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { Columns } from '../host.ts';
import { REASON_WORDING, STATE_WORDING } from '../wording.ts';
import { numbersOf, outstandingOf } from './numbers.ts';
import type { Person, PersonId } from './person.ts';

const ON_A_PAGE = 40;

/** Everyone, or behind one of the two headings of what is outstanding. */
export const LISTED = ['all', 'outstanding', 'beside'] as const;
type Listed = (typeof LISTED)[number];

/**
 * Who is where, as a list. What is outstanding of the acknowledgement and what goes with it have a list and a number each.
 * @param where the person with whom the page begins, whatever joined or left the list since, and the page that it was
 */
export function peopleCard(
  campaign: Campaign,
  register: readonly Person[],
  which: Listed,
  { from, page }: { readonly from?: PersonId | undefined; readonly page: number },
  columns?: Columns,
): Card {
  const open = outstandingOf(register, columns);
  const shown = { all: register, outstanding: open.acknowledgement, beside: open.beside }[which];
  const begins = shown.findIndex(({ id }) => id === from);
  const last = Math.max(0, Math.ceil(shown.length / ON_A_PAGE) - 1);
  const at = begins === -1 ? Math.min(Math.max(page, 0), last) * ON_A_PAGE : begins;
  const there = (start: number) => ({ from: shown[start]?.id, page: Math.floor(start / ON_A_PAGE) });
  const data = { campaign: campaign.id, which };
  const { expected } = numbersOf(register);
  const lines = (person: Person): readonly string[] => [
    ...(which === 'beside' ? [] : [stateOf(person)]),
    ...(which === 'outstanding' ? [] : (columns?.of(person).lines ?? [])),
  ];
  return card(
    heading(headingOf(which, shown.length, expected, columns), { small: true }),
    shown.length === 0
      ? 'Nobody.'
      : table(
          ['Name', 'Role', which === 'beside' ? (columns?.title ?? '') : 'Status'],
          shown
            .slice(at, at + ON_A_PAGE)
            .map((person) => [person.name, person.jobTitle ?? person.staffGroup, lines(person).join('\n')]),
        ),
    last > 0 || at > 0
      ? actions([
          at + ON_A_PAGE < shown.length
            ? submitDialog('Next page', PEOPLE, { ...data, ...there(at + ON_A_PAGE) })
            : undefined,
          at > 0
            ? submitDialog('Previous page', PEOPLE, { ...data, ...there(Math.max(0, at - ON_A_PAGE)) })
            : undefined,
        ])
      : undefined,
    which === 'all' || columns === undefined
      ? undefined
      : otherList(
          campaign,
          which,
          { acknowledgement: open.acknowledgement.length, beside: open.beside.length },
          columns,
        ),
  );
}

function headingOf(which: Listed, count: number, expected: number, columns: Columns | undefined): string {
  if (which === 'all') return `Everyone: ${people(count)}`;
  return which === 'outstanding'
    ? `Not acknowledged yet: ${count} of ${people(expected)}`
    : `${columns?.title ?? ''} missing or overdue: ${count} of ${people(expected)}`;
}

/** The other of the two numbers, below and apart. */
function otherList(
  campaign: Campaign,
  which: 'outstanding' | 'beside',
  { acknowledgement, beside }: { readonly acknowledgement: number; readonly beside: number },
  columns: Columns,
): Element {
  const [words, title, other] =
    which === 'outstanding'
      ? ([
          `${columns.title} are another number: ${people(beside)}, signed or not.`,
          `Show: ${columns.title.toLowerCase()}`,
          'beside',
        ] as const)
      : ([
          `Not acknowledged yet is another number: ${people(acknowledgement)}.`,
          'Show who has not acknowledged',
          'outstanding',
        ] as const);
  return section(
    { apart: true },
    plain(words, { subtle: true }),
    actions([submitDialog(title, PEOPLE, { campaign: campaign.id, which: other })]),
  );
}

/** Where someone is, in the register. */
export function stateOf(person: Person): string {
  const { label } = STATE_WORDING[person.state];
  // Why someone is away is nobody's business; everything else has a reason to show.
  const why =
    person.reason === undefined || person.state === 'paused' ? '' : `: ${REASON_WORDING[person.reason].label}`;
  const again = person.possibleDuplicates > 0 ? ' (may have had the card twice)' : '';
  return `${label}${why}${again}`;
}
