import { actions, type Card, card, heading, submitDialog, table } from '../../platform/teams/card.ts';
import { PEOPLE, people } from '../campaign/buttons.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { Columns } from '../host.ts';
import { REASON_WORDING, STATE_WORDING } from '../wording.ts';
import { isOutstanding, type Person } from './person.ts';

const ON_A_PAGE = 40;

/** Who is where, as a list. */
export function peopleCard(
  campaign: Campaign,
  register: readonly Person[],
  which: 'all' | 'outstanding',
  page: number,
  columns?: Columns,
): Card {
  const isOpen = (person: Person): boolean =>
    isOutstanding(person.state) || (person.state === 'acknowledged' && columns?.of(person).isLacking === true);
  const shown = which === 'all' ? register : register.filter(isOpen);
  const last = Math.max(0, Math.ceil(shown.length / ON_A_PAGE) - 1);
  const at = Math.min(Math.max(page, 0), last);
  const data = { campaign: campaign.id, which };
  return card(
    heading(`${which === 'all' ? 'Everyone' : 'Outstanding'}: ${people(shown.length)}`, { small: true }),
    shown.length === 0
      ? 'Nobody.'
      : table(
          ['Name', 'Role', 'Status'],
          shown
            .slice(at * ON_A_PAGE, (at + 1) * ON_A_PAGE)
            .map((person) => [
              person.name,
              person.jobTitle ?? person.staffGroup,
              [stateOf(person), ...(columns?.of(person).lines ?? [])].join('\n'),
            ]),
        ),
    last > 0
      ? actions([
          at < last ? submitDialog('Next page', PEOPLE, { ...data, page: at + 1 }) : undefined,
          at > 0 ? submitDialog('Previous page', PEOPLE, { ...data, page: at - 1 }) : undefined,
        ])
      : undefined,
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
