import type { CampaignId } from '../../kernel/ids.ts';
import { dayOf, formatDay, formatInstant } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import type { CampaignView } from '../campaign/campaign-view.ts';
import { named } from '../text/confirmation.ts';
import { NOTHING_TO_READ, problemWording } from '../wording.ts';
import type { AddedByName } from './add-by-name.ts';

export const ADD_BY_NAME = 'campaign.add-by-name';
export const PUT_ON_LIST = 'campaign.put-on-list';

/** Someone with an account who is in none of the staff groups. @param said what came of the last one */
export const addByNameCard = (campaign: CampaignId, policies: CampaignView['policies'], said?: AddedByName): Card =>
  card(
    said && section({ style: isWell(said) ? 'good' : 'attention' }, plain(saidOf(said), { bold: true })),
    'For someone with a school account who is in none of the staff groups: agency staff, a governor, a volunteer.',
    input.people('who', 'Find them by name'),
    input.toggle('guest', 'Guest account', {
      title: 'If they have a guest account: I know this person, and they work with us',
      value: 'false',
    }),
    whatToRead(policies),
    text(
      'They are asked once, by a school day of their own. Nobody who is in a pupil group of any of our schools is ever added. For a guest your word is kept in the evidence, with your name.',
      { small: true, subtle: true },
    ),
    actions([submitDialog('Ask them too', PUT_ON_LIST, { campaign }, { primary: true })]),
  );

/**
 * What someone whom HR adds is to read, where some policies are not for everyone: those that are, unless HR chooses otherwise.
 * @param chosen places among the policies that were chosen before
 */
export const whatToRead = (policies: CampaignView['policies'], chosen?: readonly number[]): Element | undefined =>
  policies.every(({ audience }) => audience === undefined)
    ? undefined
    : input.choice('read', 'What are they to read?', {
        ...{ many: true, expanded: true, required: true, error: NOTHING_TO_READ },
        choices: policies.map((policy, at) => ({ title: named(policy), value: String(at) })),
        value: policies
          .flatMap(({ audience }, at) => ((chosen?.includes(at) ?? audience?.words === undefined) ? [at] : []))
          .join(','),
      });

/** Nothing is left for HR to do about it. */
const isWell = (said: AddedByName): boolean =>
  said.kind === 'added' || (said.kind === 'signed' && said.lacking.length === 0);

const or = (titles: readonly string[]): string => new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(titles);
const and = (titles: readonly string[]): string => new Intl.ListFormat('en-GB').format(titles);

/** What follows for someone who was put on the list. */
function onListWords({ isAway, askedAt, dueDay }: Extract<AddedByName, { kind: 'added' }>): string {
  if (isAway) return ', and is still away. Nothing is sent until you say that they are back, under Update a person.';
  return askedAt
    ? `, and is asked in Teams from ${formatInstant(askedAt)}. They have until ${formatDay(dueDay)}.`
    : `, without Teams: give them a personal link, under People without Teams. They have until ${formatDay(dueDay)}.`;
}

function saidOf(added: AddedByName): string {
  switch (added.kind) {
    case 'added':
      return [
        `${added.name} is on the list${onListWords(added)}`,
        added.elsewhere.length > 0 ? `Another campaign asks them for ${and(added.elsewhere)}.` : '',
      ]
        .filter((part) => part !== '')
        .join(' ');
    case 'signed':
      return added.lacking.length === 0
        ? `${added.name} is on the list again, and signed this on ${formatDay(dayOf(added.at))}.`
        : `${added.name} is on the list again, and signed on ${formatDay(dayOf(added.at))}. That was not for ${or(added.lacking)}, and nobody signs twice in one campaign: ask for it in a new campaign.`;
    case 'already':
      return `${added.name} is on the list already.`;
    case 'cannot-check':
      return `Nobody was added. ${problemWording(added.problem)}`;
    case 'not-now':
      return 'Nobody was added: this campaign no longer runs.';
    case 'nothing-to-read':
      return `Nobody was added. ${NOTHING_TO_READ}`;
    case 'not-allowed':
      return 'Nobody was added: this campaign is run by HR.';
    case 'not-them':
      return `Nobody was added. ${NOT_THEM[added.reason] ?? 'I can’t find this account. Ask the IT lead to look.'}`;
    default:
      return added satisfies never;
  }
}

const NOT_THEM: Readonly<Partial<Record<Extract<AddedByName, { kind: 'not-them' }>['reason'], string>>> = {
  pupil: 'This account is in a pupil group of one of our schools. If that is a mistake, the IT lead can take it out.',
  guest: 'This is a guest account. If you know the person, choose them again, tick the box and press once more.',
  disabled: 'This account is switched off. Ask the IT lead.',
  'asked-elsewhere': 'Another campaign asks them for the same policy.',
  'no-person': 'You decided that this account does not belong to a person.',
};
