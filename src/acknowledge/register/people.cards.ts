import type { CampaignId } from '../../kernel/ids.ts';
import {
  actions,
  type Card,
  card,
  heading,
  plain,
  section,
  submitDialog,
  table,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { FIND, PEOPLE, people } from '../campaign/buttons.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { Columns } from '../host.ts';
import { REASON_WORDING, STATE_WORDING } from '../wording.ts';
import { changesFor, type PersonChange } from './people.ts';
import { isOutstanding, type Person } from './person.ts';

export const CHANGE = 'campaign.change';
export const ADD = 'campaign.add';

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

function stateOf(person: Person): string {
  const { label } = STATE_WORDING[person.state];
  // Why someone is away is nobody's business; everything else has a reason to show.
  const why =
    person.reason === undefined || person.state === 'paused' ? '' : `: ${REASON_WORDING[person.reason].label}`;
  const again = person.possibleDuplicates > 0 ? ' (may have had the card twice)' : '';
  return `${label}${why}${again}`;
}

const CHANGE_WORDING: Readonly<Record<PersonChange, string>> = {
  away: 'Away: pause',
  back: 'Back: ask again',
  answered: 'Question answered',
  'try-again': 'Try again now',
  'to-paper': 'Put on paper',
  'not-staff': 'Not a member of staff',
  witnessed: 'Signed on paper, I witnessed it',
};

const FOUND = 8;

/** People are found by name, and changed by a button next to it. */
export function findPersonCard(campaign: CampaignId, name: string, found: readonly Person[], said?: string): Card {
  return card(
    said === undefined ? undefined : section({ style: 'good' }, plain(said, { bold: true })),
    input.text('name', 'Part of the name', { maxLength: 100, value: name }),
    actions([submitDialog('Find', FIND, { campaign }, { primary: true })]),
    name !== '' && found.length === 0 ? 'Nobody with that name is on the list.' : undefined,
    ...found
      .slice(0, FOUND)
      .map((person) =>
        section(
          { apart: true },
          plain(`${person.name}${person.jobTitle ? `, ${person.jobTitle}` : ''}`, { bold: true }),
          plain(stateOf(person), { subtle: true }),
          actions(
            changesFor(person.state).map((change) =>
              submitDialog(
                CHANGE_WORDING[change],
                CHANGE,
                { campaign, person: person.id, change },
                { withInputs: false },
              ),
            ),
          ),
        ),
      ),
    section(
      { apart: true },
      text('Someone without an account', { bold: true }),
      input.text('newName', 'Name', { maxLength: 100 }),
      input.text('newRole', 'Role, for example kitchen assistant or governor', { maxLength: 100 }),
      actions([submitDialog('Add to the paper list', ADD, { campaign })]),
    ),
  );
}
