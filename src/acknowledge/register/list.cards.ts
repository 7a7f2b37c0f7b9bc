import { formatDay, formatInstant } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  execute,
  heading,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { people } from '../campaign/buttons.ts';
import type { ListView } from './missing-list.ts';

export const SHOW_LIST = 'campaign.show-list';
/** What a line manager can do with it. */
export const ACT = 'campaign.manager-act';
export const SAY = 'campaign.manager-says';

/** Names shown; HR's own card has everyone. */
const NAMES = 40;

/** Who of someone's own people has not answered. Only names: no reasons, no questions, nobody who is away. */
export function listCard(view: ListView): Card {
  const { people: missing } = view;
  const shared = missing[0]?.dueDay;
  return card(
    heading(view.kind === 'hr' ? 'Not answered yet: for HR' : 'Not answered yet: people you manage', { small: true }),
    plain(`${view.title} · ${view.school}`, { subtle: true }),
    text(countWording(view)),
    ...missing
      .slice(0, NAMES)
      .map(({ name, dueDay }) => plain(`•  ${name}${dueDay === shared ? '' : ` (by ${formatDay(dueDay)})`}`)),
    missing.length > NAMES ? text(`and ${people(missing.length - NAMES)} more`) : undefined,
    shared === undefined ? undefined : plain(`Answer by ${formatDay(shared)}.`),
    missing.length === 0
      ? undefined
      : text('They may need time, a computer or a paper copy. A friendly word helps more than another message.', {
          subtle: true,
        }),
    view.managersTold
      ? undefined
      : plain('Line managers are not told. Write “tell managers” for how they can be.', { small: true, subtle: true }),
    actions([
      execute('Show the latest', SHOW_LIST, { campaign: view.campaign, kind: view.kind }),
      view.kind === 'manager' && missing.length > 0
        ? openDialog('Someone is away, or needs paper', ACT, { campaign: view.campaign })
        : undefined,
    ]),
    plain(`As of ${formatInstant(view.drawnAt)}. Only you get this list.`, { small: true, subtle: true }),
  );
}

function countWording({ kind, people: missing, withManagers, outstanding, managersTold }: ListView): string {
  const whose = managersTold ? ' whose line manager I do not know' : '';
  const own =
    missing.length === 0
      ? kind === 'hr'
        ? managersTold
          ? 'Everyone has a line manager.'
          : 'Nobody else has still to answer.'
        : 'Everyone you manage has answered.'
      : kind === 'hr'
        ? `**${people(missing.length)}**${whose} ${missing.length === 1 ? 'has' : 'have'} not answered:`
        : `**${people(missing.length)}** ${missing.length === 1 ? 'has' : 'have'} not answered:`;
  if (kind === 'manager') return own;
  // The campaign's own number first, so that nobody takes a part of it for the whole.
  const onNoList = outstanding - withManagers - missing.length;
  return [
    `**${people(outstanding)}** in all ${outstanding === 1 ? 'has' : 'have'} not acknowledged yet.`,
    withManagers > 0
      ? `${withManagers === 1 ? '**1** of them is' : `**${withManagers}** of them are`} on a line manager’s list.`
      : '',
    onNoList > 0 ? `${people(onNoList)} on no list: a question, or a card on its way.` : '',
    own,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** No names: a notification may be read on a locked screen. */
export const listSummary = ({ kind, people: missing, outstanding }: ListView): string =>
  `${people(kind === 'hr' ? outstanding : missing.length)} not answered yet`;

/** People on one page of the dialog: with their buttons well below what Teams takes. */
const ACTED_ON = 25;

/** Each person that someone manages, and what may be said about them. Nobody writes down why someone is away. */
export const managerCard = (view: ListView, said?: string): Card =>
  card(
    said === undefined ? undefined : section({ style: 'good' }, plain(said, { bold: true })),
    'People who are away get no reminder until HR says they are back. HR sees what you choose here, but not why.',
    ...view.people
      .slice(0, ACTED_ON)
      .map(({ id, name }) =>
        section(
          { apart: true },
          plain(name, { bold: true }),
          actions([
            submitDialog('Is away', SAY, { campaign: view.campaign, person: id, change: 'away' }),
            submitDialog('Needs it on paper', SAY, { campaign: view.campaign, person: id, change: 'to-paper' }),
          ]),
        ),
      ),
    view.people.length === 0 ? 'Nobody is on your list now.' : undefined,
  );
