import type { ConcernId } from '../../kernel/ids.ts';
import { formatInstant } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  facts,
  heading,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import type { FeatureNotice } from '../../report/host.ts';
import type { NoticeCards } from '../../report/notice/notice.cards.ts';
import { PLATFORM_WORDING, SUPPORT_WORDING } from '../../report/record/case-codes.ts';
import { OWN_CASE, OWN_CASE_SAY } from '../../report/verbs.cards.ts';
import { capital } from '../../report/wording.ts';
import type { CaseState } from './case-state.ts';
import type { OwnCase } from './own-case.ts';
import { complaintText, HELPLINE, HOW_TO_ASK } from './platforms.ts';

type Mine = Extract<OwnCase, { kind: 'case' }>;

/** In the chat of the member of staff: that there is something new, and not what. */
const caseNewsCard = ({ id, reference }: FeatureNotice<'case'>): Card =>
  card(
    heading('Something new in your case'),
    plain(`Report ${reference}, on something online. Only you can open this.`),
    actions([openDialog('How far has it got?', OWN_CASE, { concern: id }, { primary: true })]),
  );

/** How far it is, in plain words, with what only they can answer. */
export const ownCaseCard = (
  id: ConcernId,
  { reference, state, isClosed, isAsked, address }: Mine,
  { isRecorded = false }: { readonly isRecorded?: boolean } = {},
): Card =>
  card(
    heading(`Progress of report ${reference}`),
    isRecorded ? section({ style: 'good' }, text('Recorded.', { bold: true })) : undefined,
    facts(progress(state, isClosed)),
    'Do not answer it, and do not look for more. If you see it again, tell the senior manager.',
    ...(isClosed || !isAsked
      ? []
      : [...complaint(state, address), ...policeQuestion(id, state), ...supportQuestion(id, state)]),
    text('In danger now: phone **999**. You may go to the police yourself at any time.', { tone: 'attention' }),
  );

function progress(state: CaseState, isClosed: boolean): readonly (readonly [string, string] | undefined)[] {
  const { asked, looked, askedProviderAt, policeAt, support, evidence } = state;
  return [
    ['Evidence', evidence === 0 ? 'Nothing noted yet' : `${evidence} noted, in the record`],
    [
      'Removal',
      asked
        ? `${capital(PLATFORM_WORDING[asked.platform])} was asked: ${formatInstant(asked.at)}`
        : 'Nobody has been asked to remove it yet',
    ],
    asked
      ? ['Aim', `The policy aims at 24 hours, which is ${formatInstant(asked.aim)}. They may take longer`]
      : undefined,
    looked ? ['Last checked', `${formatInstant(looked.at)}: ${FOUND[looked.found]}`] : undefined,
    askedProviderAt ? ['Internet provider', `Asked: ${formatInstant(askedProviderAt)}`] : undefined,
    policeAt ? ['Police', `Told: ${formatInstant(policeAt)}`] : undefined,
    support ? ['Support', SUPPORT_WORDING[support.answer]] : undefined,
    isClosed ? ['Now', 'The case is closed. Say so if it comes back'] : undefined,
  ];
}

const FOUND = { gone: 'it was gone', changed: 'it was changed', there: 'it was still there' } as const;

/** The platform takes it from nobody else. */
function complaint({ ownComplaint }: CaseState, address: string | undefined): readonly Element[] {
  if (!ownComplaint) return [];
  return [
    section(
      { style: 'warning' },
      heading('You need to complain yourself', { small: true }),
      plain(`${HOW_TO_ASK[ownComplaint.platform]} The senior manager will help you.`),
      text('Wording that you can copy and change:', { bold: true }),
      section({ style: 'emphasis' }, plain(complaintText(address))),
      text(HELPLINE, { small: true }),
    ),
  ];
}

/** Theirs alone to say, and to take back. Where a child is concerned or someone is in danger, nobody asks. */
const policeQuestion = (id: ConcernId, { consent, policeAt }: CaseState): readonly (Element | undefined)[] =>
  policeAt
    ? []
    : [
        heading('May the school tell the police?', { small: true }),
        text(
          consent === undefined
            ? 'This is your decision, and you can change it. If a child is affected or someone is in danger, the school does not wait for it.'
            : consent
              ? 'You said yes.'
              : 'You said no.',
        ),
        actions([
          consent === true
            ? undefined
            : submitDialog('Yes, they may', OWN_CASE_SAY, { concern: id, about: 'police', answer: 'yes' }),
          consent === false
            ? undefined
            : submitDialog('No', OWN_CASE_SAY, { concern: id, about: 'police', answer: 'no' }),
        ]),
      ];

const supportQuestion = (id: ConcernId, { support }: CaseState): readonly (Element | undefined)[] =>
  support === undefined
    ? []
    : [
        heading('Support and counselling', { small: true }),
        text('The school offers it. Only those who have the case see what you say here.'),
        actions(
          SUPPORT.filter(([, answer]) => answer !== support.answer).map(([title, answer]) =>
            submitDialog(title, OWN_CASE_SAY, { concern: id, about: 'support', answer }),
          ),
        ),
      ];

const SUPPORT = [
  ['Yes, please', 'accepted'],
  ['Not now', 'later'],
  ['No, thank you', 'declined'],
] as const;

export const caseNotices: NoticeCards = {
  case: (notice) => ({ card: caseNewsCard(notice), summary: `Your report ${notice.reference}: something new` }),
};
