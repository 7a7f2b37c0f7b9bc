import { formatDay, formatInstant } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  facts,
  heading,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { type Concern, hasCase } from '../../report/concern.ts';
import { textsOf } from '../../report/entry-wording.ts';
import { RECORD_PAGE } from '../../report/opening/list.cards.ts';
import type { OpenRecord } from '../../report/opening/open.ts';
import {
  AUTHOR_WORDING,
  type CaseStep,
  LOOKED_WORDING,
  PARENT_WORDING,
  PLATFORM_WORDING,
  STEP_WORDING,
  SUPPORT_WORDING,
} from '../../report/record/case-codes.ts';
import { CASE, CASE_FORM } from '../../report/verbs.cards.ts';
import { capital } from '../../report/wording.ts';
import { CASE_ACTS } from './case-forms.cards.ts';
import { type CaseState, caseOf, isGone } from './case-state.ts';

/** The whole case of something online: what stands, what is next, and a form for each step. */
export function caseCard(
  record: OpenRecord,
  state: CaseState,
  now: Date,
  { said }: { readonly said?: string | undefined } = {},
): Card {
  const { concern } = record;
  return card(
    heading(`The case: report ${concern.reference}`),
    said ? section({ style: 'good' }, plain(said, { bold: true })) : undefined,
    facts(standing(state, record)),
    section({ style: 'accent' }, plain(nextStep(state, concern, now), { bold: true })),
    ...authorAdvice(state),
    ...evidenceLog(record),
    ...(concern.status === 'closed'
      ? [text('The report is closed. Open it again to write more in the case.')]
      : buttons(concern, state).flatMap(([title, row]) => [heading(title, { small: true }), actions(row)])),
    actions([submitDialog('Back to the report', RECORD_PAGE, { concern: concern.id, page: 0 })]),
  );
}

function standing(
  state: CaseState,
  { concern, entries }: OpenRecord,
): readonly (readonly [string, string] | undefined)[] {
  const { asked, looked, askedProviderAt, ownComplaint, consent, policeAt, support, author, parent } = state;
  const isKnown = entries.some(({ kind, facts: codes }) => kind === 'case' && codes?.step === 'affected');
  const look = concern.actions.find(({ of }) => of === 'look');
  return [
    [
      'About',
      !isKnown
        ? 'Not recorded yet'
        : state.affected === concern.reporter
          ? 'The person who reported it'
          : 'A colleague of the reporter’s, who can see its progress',
    ],
    ['Evidence', state.evidence === 0 ? 'None yet' : `${state.evidence} recorded below`],
    [
      'Platform',
      asked ? `${capital(PLATFORM_WORDING[asked.platform])}, asked ${formatInstant(asked.at)}` : 'Not asked yet',
    ],
    asked ? ['The policy’s aim', `24 hours: by ${formatInstant(asked.aim)}. Platforms do not promise this`] : undefined,
    looked ? ['Looked', `${LOOKED_WORDING[looked.found]}, ${formatInstant(looked.at)}`] : undefined,
    look ? ['Look again', look.at ? formatInstant(look.at) : formatDay(look.due)] : undefined,
    askedProviderAt ? ['Internet provider', `Asked ${formatInstant(askedProviderAt)}`] : undefined,
    ownComplaint
      ? [
          'Own complaint',
          `Theirs to send to ${PLATFORM_WORDING[ownComplaint.platform]}, since ${formatInstant(ownComplaint.at)}`,
        ]
      : undefined,
    [
      'Police',
      policeAt
        ? `Told ${formatInstant(policeAt)}`
        : `Not told. Consent: ${consent === undefined ? 'not asked yet' : consent ? 'given' : 'not given'}`,
    ],
    ['Support', support ? SUPPORT_WORDING[support.answer] : 'Not offered yet'],
    author ? ['Posted by', AUTHOR_WORDING[author]] : undefined,
    parent.length > 0 ? ['The parent', parent.map((how) => PARENT_WORDING[how]).join('. ')] : undefined,
  ];
}

/** One thing at a time: what stands in the way of the rest comes first. */
function nextStep(state: CaseState, { actions: open }: Concern, now: Date): string {
  const { asked, askedProviderAt } = state;
  if (state.evidence === 0)
    return 'Next: record the evidence. Address, user name, date and time, and where the screenshot is kept.';
  if (!asked) return 'Next: ask the platform to remove it, and record when.';
  if (!isGone(state) && asked.aim <= now && !askedProviderAt)
    return 'The 24 hours have passed. Check whether it has gone. If not, ask the internet provider, which can block a site.';
  if (!state.support) return 'Next: offer support and counselling, and record the answer.';
  if (open.some(({ of }) => of === 'look')) return 'I will remind you when it is time to look again.';
  return isGone(state)
    ? 'It has gone, and every check is done. Record a decision with the reason, and close the report. Should the policy change after this? Tell its owner.'
    : 'Check whether it has gone.';
}

/** What a policy asks for by who posted it. Lanyard names nobody and decides nothing. */
function authorAdvice({ author, parent }: CaseState): readonly Element[] {
  const advice = {
    pupil: 'A pupil: behaviour policy. If the pupil may be at risk as well, report that as a concern about a child.',
    parent: parent.includes('complaints')
      ? 'A parent: this is now for the complaints procedure.'
      : parent.includes('invited')
        ? 'A parent: if the talk does not help, the complaints procedure.'
        : 'A parent: ask them to remove it and invite them to talk. After that, the complaints procedure.',
    colleague:
      'A colleague: HR, under the bullying or disciplinary procedure. Report it as a concern about that adult, so that it goes to the headteacher.',
    outside: undefined,
    unknown: undefined,
  }[author ?? 'unknown'];
  return advice === undefined ? [] : [section({ style: 'emphasis' }, plain(advice))];
}

/** What a card has room for; the whole is in the record. */
const MOST_SHOWN = 6;
const MOST_CHARACTERS = 600;

const evidenceLog = ({ entries }: OpenRecord): readonly Element[] => {
  const all = entries.filter(({ kind, facts: codes }) => kind === 'case' && codes?.step === 'evidence');
  if (all.length === 0) return [];
  return [
    heading('Evidence', { small: true }),
    ...all
      .slice(-MOST_SHOWN)
      .map((entry) =>
        section(
          { style: 'emphasis' },
          ...textsOf(entry).map(({ label, text: written }) =>
            plain(`${label}: ${written.slice(0, MOST_CHARACTERS)}`, { small: true }),
          ),
        ),
      ),
    all.length > MOST_SHOWN ? text('Earlier evidence is in the report.', { subtle: true, small: true }) : undefined,
  ].filter((element) => element !== undefined);
};

/** Twelve buttons in a row are read by nobody: they stand under what they are for, the likeliest first. */
function buttons({ id, version }: Concern, state: CaseState) {
  const form = (step: CaseStep, primary = false) =>
    submitDialog(CASE_ACTS[step].title, CASE_FORM, { concern: id, seen: version, step }, { primary });
  return [
    [
      'Have it removed',
      [
        form('evidence', state.evidence === 0),
        form('asked-host', state.evidence > 0 && !state.asked),
        state.asked ? form('looked', true) : undefined,
        state.asked ? form('asked-provider') : undefined,
        form('own-complaint'),
      ],
    ],
    ['The member of staff', [form('affected'), form('support'), form('consent'), form('police')]],
    ['The person who posted it', [form('author'), state.author === 'parent' ? form('parent') : undefined]],
  ] as const;
}

/** The line and the button on the record of such a report. */
export const caseElements = ({ concern, entries }: OpenRecord): readonly Element[] =>
  hasCase(concern.kind) && !concern.isStub
    ? [
        section(
          { style: 'accent' },
          plain(caseLine(caseOf(concern.reporter, entries)), { bold: true }),
          actions([submitDialog('Open the case', CASE, { concern: concern.id })]),
        ),
      ]
    : [];

const caseLine = (state: CaseState): string => {
  const said = state.asked
    ? isGone(state)
      ? 'gone when last checked'
      : `${PLATFORM_WORDING[state.asked.platform]} asked, not known to be gone`
    : `${STEP_WORDING['asked-host']}: not yet`;
  return capital(`case: ${said}`);
};
