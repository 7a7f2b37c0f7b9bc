import { PAPER, people } from '../../acknowledge/campaign/buttons.ts';
import { type Link, MINUTES } from '../../acknowledge/evidence/downloads.cards.ts';
import type { Person, PersonId } from '../../acknowledge/register/person.ts';
import { REASON_WORDING } from '../../acknowledge/wording.ts';
import type { IsoDay } from '../../kernel/time.ts';
import { actions, type Card, card, openUrl, plain, section, submitDialog, text } from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { LARGEST_SHEET, type WithoutTeams } from './links.ts';

export const ENTER = 'campaign.enter-signed';

/** People to tick on one page of the dialog: with their ids well below what Teams takes. */
const ON_A_PAGE = 50;
const WHOLE_SCHOOL = '*';

export interface PaperState {
  readonly found: WithoutTeams;
  /** Staff groups that have someone without Teams. */
  readonly groups: readonly string[];
  readonly group: string | undefined;
  readonly page: number;
  /** None while the sheet would be too long. */
  readonly links: readonly Link[];
  /** Who is ticked. */
  readonly ticked: readonly PersonId[];
  readonly witness: string;
  readonly signedOn: IsoDay | undefined;
  readonly said?: { readonly words: string; readonly isComplaint: boolean };
}

/** Sheets to print for people Teams does not reach, and the form to enter what they signed. */
export function paperCard({ found, groups, group, page, links, ticked, witness, signedOn, said }: PaperState): Card {
  const { campaign, people: listed } = found;
  const last = Math.max(0, Math.ceil(listed.length / ON_A_PAGE) - 1);
  const at = Math.min(Math.max(page, 0), last);
  const data = { campaign: campaign.id, ...(group !== undefined && { group }), page: at };
  const onPage = listed.slice(at * ON_A_PAGE, (at + 1) * ON_A_PAGE);
  return card(
    said && section({ style: said.isComplaint ? 'attention' : 'good' }, plain(said.words, { bold: true })),
    text(
      listed.length === 0
        ? 'Everyone on this list who has not answered can be reached in Teams.'
        : `**${people(listed.length)}** ${listed.length === 1 ? 'has not answered yet, and cannot' : 'have not answered yet, and cannot'} in Teams.`,
    ),
    text(
      'Is someone without an account missing, such as a governor? Is a room or a shared mailbox on the list? Use **Update a person** on the campaign’s card.',
      { subtle: true, small: true },
    ),
    ...(groups.length > 1 || group !== undefined
      ? [
          input.choice('group', 'Staff group', {
            value: group ?? WHOLE_SCHOOL,
            choices: [
              { title: 'All of them', value: WHOLE_SCHOOL },
              ...groups.map((name) => ({ title: name, value: name })),
            ],
          }),
          actions([submitDialog('Show this group', PAPER, { campaign: campaign.id })]),
        ]
      : []),
    ...printParts(listed.length, links),
    ...(listed.length === 0
      ? []
      : [
          section(
            { apart: true },
            text('Enter a signed list', { bold: true }),
            input.choice('people', last > 0 ? `Who has signed? (part ${at + 1} of ${last + 1})` : 'Who has signed?', {
              many: true,
              expanded: true,
              choices: onPage.map((person) => ({ title: choiceOf(person), value: person.id })),
              value: onPage
                .filter(({ id }) => ticked.includes(id))
                .map(({ id }) => id)
                .join(','),
            }),
            input.text('witness', 'Who saw them sign?', { maxLength: 100, value: witness }),
            input.date('signedOn', 'Date on the paper', signedOn && { value: signedOn }),
            actions([
              submitDialog('Enter as signed', ENTER, data, { primary: true }),
              at < last ? submitDialog('Next names', PAPER, { ...data, page: at + 1 }) : undefined,
              at > 0 ? submitDialog('Previous names', PAPER, { ...data, page: at - 1 }) : undefined,
            ]),
          ),
        ]),
  );
}

function printParts(count: number, links: readonly Link[]) {
  if (count === 0) return [];
  if (links.length === 0)
    return [
      section(
        {
          style: 'warning',
        },
        text(`One sheet takes ${LARGEST_SHEET} people. Please choose a staff group first.`, { bold: true }),
      ),
    ];
  return [
    text('Print', { bold: true, apart: true }),
    actions(links.map(({ title, url }) => openUrl(title, url))),
    text(
      '**Personal links**: one page each, with a code for the phone camera. They work at least until 30 days after the due date; a new sheet replaces the links on the one before. **List to sign**: for a pen and a witness. **Text**: what goes with it.',
      { small: true, subtle: true },
    ),
    text(MINUTES, { small: true, subtle: true }),
  ];
}

const choiceOf = ({ name, jobTitle, reason }: Person): string =>
  [name, jobTitle, reason && REASON_WORDING[reason].label].filter((part) => part).join(', ');
