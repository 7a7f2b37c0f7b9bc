import { chooseButton, type Picks, writtenPicks } from '../../../ask/named/sentence.cards.ts';
import { dayOf, formatDay } from '../../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  plain,
  section,
  submitDialog,
  text,
} from '../../../platform/teams/card.ts';
import { input } from '../../../platform/teams/input.ts';
import type { ChosenBy, ConfirmedRules } from '../../../school/account-rules.ts';
import { ROLE_TITLES } from '../../../school/role-titles.ts';
import { everyHolder, type School } from '../../../school/school.ts';
import { ACCOUNTS } from '../verbs.cards.ts';
import { CHECK_NAMES, clauseQuote, withinWords } from '../wording.cards.ts';
import type { ProposedRules, RuleMatter } from './account-clauses.ts';

/** Who may be asked for a second opinion. */
export const OPINION_ROLES = ['headteacher', 'senior-manager', 'policy-owner', 'dsl', 'it-lead'] as const;

/** Who may be told of a journalist's call. */
export const PRESS_ROLES = ['headteacher', 'chair-of-governors', 'senior-manager', 'policy-owner', 'it-lead'] as const;

/** What a sentence may be chosen for. */
export const RULE_NAMES: Readonly<Record<RuleMatter, string>> = {
  newAccounts: 'New accounts',
  comments: 'Comments and complaints',
  ...CHECK_NAMES,
  press: 'When a journalist gets in touch',
  settings: 'Checking your own settings once a year',
  disclaimer: 'Wording for staff’s own profiles',
};

const NOTHING = 'I found nothing about this in your policies.';

/** What the policies say on school accounts: what was read in them as a proposal, and what a person confirmed. */
export const rulesCard = (
  school: School,
  proposed: ProposedRules,
  confirmed: ConfirmedRules | undefined,
  {
    isSaved = false,
    picks = new Map(),
    problem,
  }: { readonly isSaved?: boolean; readonly picks?: Picks; readonly problem?: string | undefined } = {},
): Card =>
  card(
    heading(`What your policies say about accounts, ${school.name}`),
    problem === undefined ? undefined : section({ style: 'attention' }, text(problem, { bold: true })),
    isSaved ? section({ style: 'good' }, text('Saved. It is in use from now on.', { bold: true })) : undefined,
    'These sentences are from your policies. I quote to staff what you confirm, and use it when someone applies or posts.',
    actions([chooseButton({ verb: ACCOUNTS.sentence, school: school.id, picks })]),
    ...newAccounts(proposed, confirmed),
    ...comments(proposed, confirmed, picks),
    ...checks(proposed, confirmed, picks),
    ...single('press', proposed.press, isUsed('press', confirmed, picks)),
    ...pressParts(confirmed),
    ...single('settings', proposed.settings, isUsed('settings', confirmed, picks)),
    heading('Your own words', { small: true }),
    proposed.disclaimer ? clauseQuote(proposed.disclaimer) : undefined,
    input.text('disclaimer', 'Wording that staff may copy to their own profile', {
      maxLength: 300,
      value: confirmed?.disclaimer?.words ?? '',
    }),
    input.choice('opinionBy', 'Who gives a second opinion, or agrees to something controversial?', {
      choices: OPINION_ROLES.map((role) => ({ title: ROLE_TITLES[role], value: role })),
      value: roleIn(confirmed?.opinionBy),
    }),
    personIn('opinionPerson', 'Or someone by name', confirmed?.opinionBy),
    input.text('consentList', 'Where is the list of people who may be shown? For example: Arbor', {
      maxLength: 100,
      value: confirmed?.consentList ?? '',
    }),
    actions([
      submitDialog('Confirm', ACCOUNTS.saveRules, { school: school.id, picks: writtenPicks(picks) }, { primary: true }),
    ]),
    plain(confirmed ? confirmedWords(school, confirmed) : 'Nothing is used until you confirm it.', {
      subtle: true,
      small: true,
    }),
  );

const newAccounts = (proposed: ProposedRules, confirmed: ConfirmedRules | undefined): readonly Element[] => {
  const found = proposed.newAccounts;
  return [
    heading('New accounts', { small: true }),
    found ? clauseQuote(found.clause) : text(NOTHING, { subtle: true }),
    input.choice('newAccounts', 'What does it mean for someone who wants an account?', {
      choices: [
        ...(found ? [{ title: 'No new accounts: I refuse, and quote this sentence', value: 'none' }] : []),
        { title: 'They apply, and leadership decides', value: 'apply' },
        { title: 'Say nothing about it', value: 'unsaid' },
      ],
      value: confirmed ? (confirmed.newAccounts?.rule ?? 'unsaid') : (found?.rule ?? 'unsaid'),
    }),
  ];
};

/** Proposed as used until someone left it out; what was just chosen is meant to be used. */
const isUsed = (
  matter: 'comments' | 'press' | 'settings',
  confirmed: ConfirmedRules | undefined,
  picks: Picks,
): boolean => confirmed === undefined || confirmed[matter] !== undefined || picks.has(matter);

/** A policy may name an officer of its own. */
const pressParts = (confirmed: ConfirmedRules | undefined): readonly Element[] => [
  input.choice('pressTo', 'Who deals with journalists?', {
    choices: PRESS_ROLES.map((role) => ({ title: ROLE_TITLES[role], value: role })),
    value: roleIn(confirmed?.pressTo),
  }),
  personIn('pressPerson', 'Or someone by name, such as a press officer', confirmed?.pressTo),
];

const roleIn = (chosen: ChosenBy | undefined): string => (typeof chosen === 'string' ? chosen : 'headteacher');

/** The person picked here counts, and not the role above. */
const personIn = (id: string, label: string, chosen: ChosenBy | undefined): Element =>
  input.people(id, label, { ...(chosen !== undefined && typeof chosen !== 'string' && { picked: [chosen] }) });

const comments = (
  { comments: found }: ProposedRules,
  confirmed: ConfirmedRules | undefined,
  picks: Picks,
): readonly Element[] => [
  heading('Comments and complaints', { small: true }),
  ...(found
    ? [
        clauseQuote(found.clause),
        input.toggle('comments', 'Use it', {
          title: `Remind those who run an account: answered ${withinWords(found.within)}`,
          value: `${isUsed('comments', confirmed, picks)}`,
        }),
      ]
    : [text(NOTHING, { subtle: true })]),
];

const checks = (
  { checks: found }: ProposedRules,
  confirmed: ConfirmedRules | undefined,
  picks: Picks,
): readonly Element[] => {
  const used = found
    .map(({ check }) => check)
    .filter((check) => !confirmed || picks.has(check) || confirmed.checks.some((one) => one.check === check));
  return [
    heading('Before someone posts', { small: true }),
    ...(found.length === 0 ? [text(NOTHING, { subtle: true })] : []),
    ...found
      .filter(({ clause }, at) => found.findIndex((one) => one.clause.sentence === clause.sentence) === at)
      .map(({ clause }) => clauseQuote(clause)),
    ...(found.length === 0
      ? []
      : [
          input.choice('checks', 'Which of these must people tick?', {
            choices: found.map(({ check }) => ({ title: CHECK_NAMES[check], value: check })),
            value: used.join(','),
            many: true,
            expanded: true,
          }),
        ]),
  ];
};

const single = (id: 'press' | 'settings', clause: ProposedRules['press'], used: boolean): readonly Element[] => [
  heading(RULE_NAMES[id], { small: true }),
  ...(clause
    ? [clauseQuote(clause), input.toggle(id, 'Use it', { title: 'Quote this sentence to staff', value: `${used}` })]
    : [text(NOTHING, { subtle: true })]),
];

const confirmedWords = (school: School, { at, by }: ConfirmedRules): string => {
  const name = everyHolder(school).find(({ id }) => id === by)?.name ?? 'someone';
  return `Confirmed by ${name} on ${formatDay(dayOf(at))}`;
};
