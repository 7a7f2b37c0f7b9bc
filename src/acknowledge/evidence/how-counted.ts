import { few } from '../../school/merged-figures.ts';
import { countOf } from '../campaign/buttons.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { CampaignView } from '../campaign/campaign-view.ts';
import type { Person, PersonId } from '../register/person.ts';
import type { Signature } from '../request/signature.ts';
import { METHOD_WORDING, READING_WORDING } from '../wording.ts';
import type { CampaignEvent } from './event.ts';

/** What is so for the numbers of every campaign, wherever they stand. */
export const COUNTED_ALIKE: readonly string[] = [
  'Someone counts as having acknowledged once they have confirmed every policy that they were asked for: one person counts once, however many policies there are.',
  'Outstanding is everyone else on the list, among them those who asked a question, could not be reached or are to sign on paper.',
  'Who is away, and who has left the list, is in none of the numbers of who has acknowledged and who has not.',
  'A signature on paper counts when a witness stands for it and HR has entered it. An entry that HR took back counts nowhere.',
  'Groups and sites of fewer than five people, or in which fewer than five have answered or have still to answer, are put together, with the next smallest where that is not enough. Nobody can be recognised by a number.',
  'Every card, list and file counts in this one way, at the moment that it names.',
];

/** What stands behind one campaign's numbers. */
export interface Behind {
  readonly campaign: Campaign;
  readonly people: readonly Person[];
  readonly signatures: readonly Signature[];
  readonly events: readonly CampaignEvent[];
}

/** How the numbers of one campaign came about, line by line. Numbers under five are told as fewer than five. */
export function howCounted(view: CampaignView, behind: Behind): readonly string[] {
  const { campaign, people, signatures, events } = behind;
  const counted = new Set<PersonId>(people.filter(({ state }) => state === 'acknowledged').map(({ id }) => id));
  const methods = Map.groupBy(
    signatures.filter(({ person }) => counted.has(person)),
    ({ method }) => method,
  );
  const how = [...methods].map(([method, some]) => `${few(some.length)} ${METHOD_WORDING[method]}`);
  const takenBack = events.filter(({ kind }) => kind === 'taken-back').length;
  const silent = countOf(view, 'paused') + countOf(view, 'left');
  return [
    `On the list: ${view.asked}, as the staff groups of ${view.school} were when the list was last compared with them, and the people HR added by name.`,
    view.policies.some(({ audience }) => audience)
      ? 'Some policies were for some of these people only, as this page says beside each. Nobody was asked for one that was not for them.'
      : '',
    how.length > 0 ? `Acknowledged: ${how.join(', ')}. Before that ${READING_WORDING[campaign.reading]}.` : '',
    silent > 0
      ? `Away, or no longer on the list: ${few(silent)}. “Where everyone is” has them, under “Anywhere else” where they are few.`
      : '',
    view.exclusions.length > 0
      ? `Accounts of the staff groups that were not asked: ${few(view.exclusions.length)}. The register names each of them with the reason.`
      : '',
    takenBack > 0
      ? `Entries that were taken back: ${few(takenBack)}. The evidence pack has each of them with the reason.`
      : '',
    ...COUNTED_ALIKE,
    'The register has a row for each person and policy, so it has more rows than people where there are several policies.',
  ].filter((line) => line !== '');
}
