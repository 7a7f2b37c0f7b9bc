import { dayOf, formatDay } from '../../kernel/time.ts';
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
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import type { ConfirmedName, NamedByPolicy, PolicyMatter } from '../../school/policy-names.ts';
import { ADVISERS, type Adviser, NAMED_BY_POLICY, POLICY_MATTERS } from '../../school/policy-names.ts';
import { everyHolder, type School } from '../../school/school.ts';
import { POLICY } from '../verbs.cards.ts';
import type { ProposedName } from './named-recipients.ts';
import { chooseButton, type Picks, writtenPicks } from './sentence.cards.ts';

/** What each matter is called on the pages of the policy owner. */
export const MATTERS: Readonly<Record<PolicyMatter, string>> = {
  'pupil-contact': 'A pupil contacts a member of staff privately',
  'about-staff': 'Something about a member of staff is online',
  'pupil-on-staff': 'A pupil behaves badly towards staff online',
};

const ADVISER_TITLES: Readonly<Record<Adviser, string>> = {
  hr: 'HR',
  headteacher: 'The headteacher',
  'senior-manager': 'The senior manager',
  manager: 'Their line manager',
};

const TITLES: Readonly<Record<NamedByPolicy, string>> = {
  headteacher: 'The headteacher',
  'senior-manager': 'The senior manager',
  dsl: 'The safeguarding team (DSL)',
  manager: 'The reporter’s line manager',
};

/** Who the school's policies name, matter by matter: what was read in them as a proposal, and what a person confirmed. */
export const namesCard = (
  school: School,
  proposed: readonly ProposedName[],
  confirmed: readonly ConfirmedName[],
  {
    isSaved = false,
    picks = new Map(),
    adviser,
  }: { readonly isSaved?: boolean; readonly picks?: Picks; readonly adviser: Adviser },
): Card =>
  card(
    heading(`Who your policies name, ${school.name}`),
    isSaved ? section({ style: 'good' }, text('Saved. It is in use from now on.', { bold: true })) : undefined,
    'A report always goes to the people who need to have it. Afterwards, the reporter can choose to tell the person named here. That person is told who would like to talk, and nothing about the report. Anyone it is about is never told.',
    actions([chooseButton({ verb: POLICY.sentence, school: school.id, picks })]),
    ...POLICY_MATTERS.flatMap((matter) =>
      ofMatter(
        school,
        matter,
        proposed.find((one) => one.matter === matter),
        picks.has(matter) ? undefined : confirmed.find((one) => one.matter === matter),
      ),
    ),
    heading('Someone is related to, or already friends with, a pupil or parent', { small: true }),
    text(
      'They declare it to HR and the headteacher. The adviser is told who wants to talk, but not what was declared.',
      {
        subtle: true,
        small: true,
      },
    ),
    input.choice('adviser', 'Who speaks with them about what it means?', {
      choices: ADVISERS.map((who) => ({ title: ADVISER_TITLES[who], value: who })),
      value: adviser,
    }),
    actions([
      submitDialog('Confirm', POLICY.saveNames, { school: school.id, picks: writtenPicks(picks) }, { primary: true }),
    ]),
    text('Nothing is used until you confirm it.', { subtle: true, small: true }),
  );

const ofMatter = (
  school: School,
  matter: PolicyMatter,
  proposed: ProposedName | undefined,
  confirmed: ConfirmedName | undefined,
): readonly (Element | undefined)[] => [
  heading(MATTERS[matter], { small: true }),
  proposed
    ? section(
        {},
        plain(`“${proposed.clause.sentence}”`),
        plain([proposed.clause.policy, proposed.clause.section].filter(Boolean).join(', '), {
          subtle: true,
          small: true,
        }),
      )
    : text('Your policies do not seem to name anyone for this.', { subtle: true }),
  input.choice(matter, 'Who else is told that there is something to talk about?', {
    choices: [
      { title: 'Nobody', value: 'nobody' },
      ...NAMED_BY_POLICY.map((who) => ({ title: TITLES[who], value: who })),
    ],
    value: confirmed?.who ?? proposed?.who ?? 'nobody',
  }),
  plain(confirmed ? confirmedWords(school, confirmed) : 'Not confirmed yet', { subtle: true, small: true }),
];

const confirmedWords = (school: School, { at, by }: ConfirmedName): string => {
  const name = everyHolder(school).find(({ id }) => id === by)?.name ?? 'someone';
  return `Confirmed by ${name} on ${formatDay(dayOf(at))}`;
};
