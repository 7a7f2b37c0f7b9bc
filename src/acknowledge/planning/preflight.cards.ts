import { formatDay, formatTime } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  execute,
  facts,
  heading,
  openDialog,
  plain,
  section,
  table,
  text,
  toggle,
} from '../../platform/teams/card.ts';
import { ACCOUNTS, AUDIENCE, MESSAGE, PREVIEW } from '../audience/audience.cards.ts';
import { EXCLUSION_WORDING } from '../audience/exclusion.ts';
import { CHANGE_DATE, CORRECT, countOf, DISCARD, LOOK_AGAIN, PEOPLE, people, TRIAL } from '../campaign/buttons.ts';
import { FEWEST_QUESTIONS } from '../campaign/campaign.ts';
import { audienceWords, type CampaignView } from '../campaign/campaign-view.ts';
import { plannedPart, sendingButtons } from '../delivery/sending.cards.ts';
import { named } from '../text/confirmation.ts';
import { problemWording, READING_AHEAD, REASON_WORDING } from '../wording.ts';

const MORE = 'more-group';

/** Who would be asked and who would not, before anyone is. */
export function preflight(view: CampaignView): Card {
  const data = { campaign: view.campaign };
  const byTeams = countOf(view, 'waiting');
  const onPaper = countOf(view, 'paper');
  const away = countOf(view, 'paused');
  return card(
    heading(view.title),
    view.status === 'planned'
      ? undefined
      : text('Nobody has been asked yet. Please check, then choose when to send it.', { bold: true }),
    plannedPart(view),
    problemPart(view),
    inPlacePart(view),
    facts([
      ['School', view.school],
      ...view.policies.map((policy, index) => [index === 0 ? 'To read' : '', forWhom(view, policy)] as const),
      ['Who', view.asked],
      ['Due', formatDay(view.dueDay)],
      ['Before answering', READING_AHEAD[view.reading]],
    ]),
    ...view.policies.flatMap(quizPart),
    ...view.policies.flatMap(nobodyPart),
    section({ style: 'good' }, text(`**${people(byTeams)}** will get a card in Teams.`)),
    onPaper === 0
      ? undefined
      : section(
          {},
          text(`**${people(onPaper)}** without a Teams licence will be on the paper list.`),
          text(REASON_WORDING['no-teams-licence'].mend, { subtle: true, small: true }),
        ),
    away === 0
      ? undefined
      : section(
          {},
          text(`**${people(away)}** ${away === 1 ? 'is' : 'are'} still paused from the campaign before.`),
          text('They are not asked until you say that they are back, under Update a person.', {
            subtle: true,
            small: true,
          }),
        ),
    ...exclusionParts(view),
    text('By staff group', { bold: true, apart: true }),
    table(
      ['Staff group', 'People'],
      view.groups.map(({ name, expected }) => [name, String(expected)]),
    ),
    text('When should it be sent?', { bold: true, apart: true }),
    actions(sendingButtons(view)),
    // With the button that opens accounts, at most six are seen at once: Teams leaves out a seventh.
    actions([openDialog('Who is asked', AUDIENCE, data), toggle('Message, preview, more…', [MORE])]),
    section(
      { id: MORE, hidden: true },
      actions([
        openDialog(view.message === undefined ? 'Add a message' : 'Change the message', MESSAGE, data),
        openDialog('Preview', PREVIEW, data),
        openDialog(CHANGE_DATE, CORRECT, { ...data, shown: view.dueDay }),
        execute('Trial run to me', TRIAL, data),
        openDialog('See everyone', PEOPLE, { ...data, which: 'all' }),
        execute('Check again', LOOK_AGAIN, data),
        execute('Discard', DISCARD, data),
      ]),
    ),
    plain(`Staff list read at ${formatTime(view.drawnAt)}. I will read it again before sending.`, {
      small: true,
      subtle: true,
    }),
  );
}

/** Why its list could not be read, where it could not. */
const problemPart = (view: CampaignView): Element | undefined =>
  view.problem === undefined
    ? undefined
    : section(
        {
          style: 'attention',
        },
        plain(problemWording(view.problem)),
        text(
          view.isPlanned
            ? 'I try again every minute while the school is open.'
            : 'I do not try again until you press Check again, under Message, preview, more…',
          { small: true },
        ),
      );

/** Why it was prepared, where a withdrawn campaign was to ask these people. */
const inPlacePart = ({ inPlaceOf }: CampaignView): Element | undefined =>
  inPlaceOf === undefined
    ? undefined
    : section(
        { style: 'warning' },
        plain(`${inPlaceOf} was withdrawn.`, { bold: true }),
        'Another campaign had left it to that one to ask these people, and does not ask them itself: they have signed there already, for instance, or it has finished. So nobody asks them for this now. If nobody should, press Discard.',
      );

const forWhom = (view: CampaignView, policy: CampaignView['policies'][number]): string =>
  policy.audience === undefined
    ? named(policy)
    : `${named(policy)}: ${audienceWords(view, policy)}, ${people(policy.audience.expected)}`;

/** A policy whose audience turns out to be empty. */
const nobodyPart = ({ title, audience }: CampaignView['policies'][number]): Element[] =>
  audience?.expected === 0
    ? [section({ style: 'warning' }, plain(`Nobody would be asked to read ${title}. Look under Who is asked.`))]
    : [];

/** What HR should know about the owner's questions before it starts. */
function quizPart({ title, quiz }: CampaignView['policies'][number]): Element[] {
  switch (quiz?.kind) {
    case undefined:
      return [];
    case 'ready':
      return [plain(`${title}: ${quiz.questions.length} questions from the policy owner come before the answer.`)];
    case 'unfinished':
      return [
        section(
          {},
          plain(
            `${title}: the policy owner has written ${quiz.have} of at least ${FEWEST_QUESTIONS} questions. They are left out.`,
          ),
        ),
      ];
    case 'outdated':
      return [
        section(
          { style: 'warning' },
          plain(`${title}: some questions are about wording that has changed (${quiz.sections.join('; ')}).`),
          text('They are left out. The policy owner can check them by typing “policies”. Then press Check again.', {
            small: true,
          }),
        ),
      ];
    default:
      return quiz satisfies never;
  }
}

/** Names shown per reason; the dialog and the CSV have the rest. */
const NAMES = 12;

function exclusionParts(view: CampaignView): Element[] {
  const byReason = Map.groupBy(view.exclusions, ({ reason }) => reason);
  return [...byReason].map(([reason, excluded]) =>
    section(
      {},
      text(
        reason === 'may-be-no-person'
          ? `**${accountsWords(excluded.length)}** may not belong to a person.`
          : `**${people(excluded.length)}** will not be asked.`,
      ),
      plain(EXCLUSION_WORDING[reason], { subtle: true, small: true }),
      reason === 'may-be-no-person'
        ? actions([
            openDialog(`Look at ${excluded.length === 1 ? 'it' : `these ${excluded.length}`}`, ACCOUNTS, {
              campaign: view.campaign,
            }),
          ])
        : undefined,
      reason === 'not-chosen' ? undefined : plain(namesOf(excluded.map(({ name }) => name)), { small: true }),
    ),
  );
}

const accountsWords = (count: number): string => (count === 1 ? '1 account' : `${count} accounts`);

const namesOf = (names: readonly string[]): string =>
  names.length <= NAMES ? names.join(', ') : `${names.slice(0, NAMES).join(', ')} and ${names.length - NAMES} more`;
