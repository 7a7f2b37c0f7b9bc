import { categoryFields, dateFields, earlierFields, lockFields } from '../../more/children/story-fields.cards.ts';
import { hasCase } from '../../more/online-abuse/steps.ts';
import { leadsFor } from '../../more/trust-lead/trust-plan.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  input,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import type { School } from '../../school/school.ts';
import { type Concern, isOfConduct, KINDS, RECIPIENTS, shelfOf } from '../concern.ts';
import { freedFor } from '../naming/answer-own.ts';
import { RECORD_PAGE } from '../opening/list.cards.ts';
import { openers } from '../routing/openers.ts';
import { readersOf } from '../routing/routing.ts';
import { ACT } from '../verbs.cards.ts';
import { capital, DECISION_WORDING, KIND_WORDING, OUTCOME_WORDING, RECIPIENT_WORDING } from '../wording.ts';
import { decisionsFor, outcomesFor } from './decision.ts';

/** What can be done from the dialog, each with a form of its own or at once. */
export const FORMS = [
  'note',
  'categorise',
  'date',
  'action',
  'ask',
  'decide',
  'review',
  'hand-over',
  'reroute',
  'link',
  'close',
  'reopen',
  'lock',
  'unlock',
  'trust-open',
  'trust-shut',
] as const;

export type Form = (typeof FORMS)[number];

export const FORM_TITLES: Readonly<Record<Form, string>> = {
  note: 'Add a note',
  categorise: 'Set categories',
  date: 'Say when it happened',
  action: 'Record an action',
  ask: 'Ask the reporter',
  decide: 'Record a decision',
  review: 'Set a review date',
  'hand-over': 'Hand over',
  reroute: 'Pass to another role',
  link: 'Link another report',
  close: 'Close the report',
  reopen: 'Open it again',
  lock: 'Lock to two people',
  unlock: 'End the lock',
  'trust-open': 'Open it to the trust’s lead',
  'trust-shut': 'Close it to the trust’s lead',
};

/** Asked for by the handler that takes it in: a box that Teams insists on would stand in the way of going back. */
const reason = (label: string): Element =>
  input.text({ id: 'reason', label: `${label} (required)`, multiline: true, maxLength: 6_000 });

/** The form of one act. Each asks for its reason in writing. */
export function formCard(options: {
  readonly form: Form;
  readonly concern: Concern;
  readonly school: School;
  readonly user: string;
  readonly complaint?: string | undefined;
  /** They want to go back, and something is written: it is left only when they say so. */
  readonly isLeaving?: boolean;
  /** What it has now. */
  readonly categories?: readonly string[];
}): Card {
  const { form, concern, complaint, isLeaving = false } = options;
  const { id, version } = concern;
  return card({
    body: [
      heading(`${FORM_TITLES[form]}: report ${concern.reference}`),
      complaint ? section([text(complaint, { bold: true })], { style: 'warning' }) : undefined,
      ...fields(options),
      actions([
        submitDialog(FORM_TITLES[form], ACT, { concern: id, seen: version, act: form }, { primary: true }),
        isLeaving
          ? submitDialog('Leave without saving', RECORD_PAGE, { concern: id, page: 0 }, { withInputs: false })
          : submitDialog('Back', RECORD_PAGE, { concern: id, page: 0, leaving: form }),
      ]),
    ],
  });
}

function fields({
  form,
  concern,
  school,
  user,
  categories = [],
}: Parameters<typeof formCard>[0]): readonly (Element | undefined)[] {
  switch (form) {
    case 'note':
      return [reason('Your note. It cannot be changed later; you can add another.'), ...earlierFields()];
    case 'categorise':
      return categoryFields(school, categories);
    case 'date':
      return dateFields();
    case 'action':
      return [
        reason('What is to be done?'),
        byWhom(concern, school),
        input.date({ id: 'due', label: 'By (required)' }),
      ];
    case 'ask':
      return [
        text(
          concern.isByLink
            ? 'Anyone who has the code can read this, and nobody has checked who that is. Ask one thing; write no name, and nothing of what was reported, said or decided.'
            : 'The reporter gets a card without the question and opens it in a dialog. Ask one thing; do not repeat what others have said or what has been decided.',
        ),
        reason('What do you want to ask?'),
      ];
    case 'decide':
      return decideFields(concern);
    case 'review':
      return [input.date({ id: 'reviewOn', label: 'Review on (required)' }), reason('What will you look at then?')];
    case 'hand-over':
      return [
        input.choice({
          id: 'to',
          label: 'Who to? (required)',
          choices: openers(school, concern)
            .filter(({ id }) => id !== user)
            .map(({ id, name }) => ({ title: name, value: id })),
        }),
        reason('Why, and what is open'),
      ];
    case 'reroute':
      return rerouteFields(concern, school);
    case 'link':
      return [
        text(
          'For another report about the same child or matter. One child’s story is not copied into another child’s record.',
        ),
        input.text({ id: 'reference', label: 'Reference of the other report (required)', maxLength: 20 }),
        reason('How are they connected?'),
      ];
    case 'close':
      return [
        input.choice({
          id: 'outcome',
          label: 'Outcome (required)',
          choices: outcomesFor(concern.kind).map((outcome) => ({ title: OUTCOME_WORDING[outcome], value: outcome })),
        }),
        reason('What was done, and why it can be closed'),
      ];
    case 'reopen':
      return [reason('Why are you opening it again?')];
    case 'lock':
      return [...lockFields(concern, school, user), reason('Why are you locking it?')];
    case 'unlock':
      return [
        text('Everyone in the team who has these reports can open them again, and what is in them counts again.'),
        reason('Why does the lock end?'),
      ];
    case 'trust-open':
    case 'trust-shut':
      return trustFields(form, concern, school);
    default:
      return form satisfies never;
  }
}

const forWhich = input.choice({
  id: 'all',
  label: 'Which reports?',
  choices: [
    { title: 'This report only', value: 'false' },
    { title: 'All on this child that you may open', value: 'true' },
  ],
  value: 'false',
  expanded: true,
});

const trustFields = (form: 'trust-open' | 'trust-shut', concern: Concern, school: School): readonly Element[] =>
  form === 'trust-open'
    ? [
        plain(
          `${leadsFor(school, concern)
            .map(({ name }) => name)
            .join(', ')} can then read it, with its chronology. They cannot change or export it.`,
        ),
        text('Later reports are not included. You can close it to them at any time.'),
        forWhich,
        reason('Why does the trust’s lead need to read it?'),
      ]
    : [
        text('From now on the trust’s lead can no longer open it. If they have read it, the trail still shows that.'),
        forWhich,
        input.text({ id: 'reason', label: 'Why?', multiline: true, maxLength: 6_000 }),
      ];

/** Someone who may open it: nobody else could do anything about it. */
const byWhom = (concern: Concern, school: School): Element =>
  input.choice({
    id: 'to',
    label: 'Who does it? (required)',
    choices: openers(school, concern).map(({ id, name }) => ({ title: name, value: id })),
  });

const decideFields = ({ kind }: Concern): readonly (Element | undefined)[] => [
  input.choice({
    id: 'decision',
    label: 'What is decided? (required)',
    choices: decisionsFor(kind).map((decision) => ({ title: DECISION_WORDING[decision], value: decision })),
  }),
  reason('Why? Include why anything was not done, and what would change that'),
  isOfConduct(kind)
    ? text(
        'Below, record who advised you, such as the LADO: name, time and what they said. If nobody was asked, say why.',
      )
    : undefined,
  input.text({
    id: 'agency',
    label: 'Who was told: agency, name, time, their reference',
    multiline: true,
    maxLength: 2_000,
  }),
  input.text({
    id: 'parents',
    label: 'Parents or carers: told when and by whom, or why not',
    multiline: true,
    maxLength: 2_000,
  }),
  input.date({
    id: 'reviewOn',
    label: hasCase(kind)
      ? 'Look at it again on (required, unless something is to be done by a day)'
      : 'Review on (required when you monitor). If empty, I remind you: after a referral or the LADO on the next working day, otherwise in four weeks',
  }),
];

const rerouteFields = (concern: Concern, school: School): readonly (Element | undefined)[] => [
  text(
    concern.isByLink
      ? 'After this you can no longer open it, and neither can the others who have it now. The sender is not told.'
      : 'After this you can no longer open it, and neither can the others who have it now. The reporter is told who has it, not why.',
  ),
  concern.isByLink
    ? text(
        'Nobody could ask the sender who a name in it means. By passing it to a role you say that the name means nobody there: read it first.',
        { bold: true },
      )
    : undefined,
  isOfConduct(concern.kind)
    ? text(
        'It is about an adult, so it belongs with the headteacher or those above. If you pass it to the DSL, the whole DSL’s team can open it.',
        { bold: true },
      )
    : undefined,
  input.choice({
    id: 'to',
    label: 'To which role? (required)',
    choices: RECIPIENTS.filter((recipient) => recipient !== concern.holder)
      .filter((recipient) => {
        const readers = readersOf(school, recipient);
        const { excluded } = freedFor(school, concern, recipient);
        return readers.length > 0 && !readers.some(({ id }) => excluded.includes(id));
      })
      .map((recipient) => ({ title: capital(RECIPIENT_WORDING[recipient]), value: recipient })),
  }),
  ...aboutWhom(concern),
  reason('Why'),
];

/** A report about a child may turn out to be about an adult, and is then kept apart from children's records. */
const aboutWhom = (concern: Concern): readonly Element[] => [
  input.choice({
    id: 'about',
    label: 'Who is it about, as you see it now? (required)',
    choices: [
      { title: `As reported: ${KIND_WORDING[concern.kind].toLowerCase()}`, value: 'same' },
      ...KINDS.filter((kind) => shelfOf(kind) === 'adult' && kind !== concern.kind).map((kind) => ({
        title: `Instead: ${KIND_WORDING[kind].toLowerCase()}`,
        value: kind,
      })),
    ],
    ...(concern.kind === 'child' ? {} : { value: 'same' }),
  }),
  text(
    'If it is about an adult, name them here: they can never open it. The record then moves, for good, to a store that is kept apart from children’s records.',
  ),
  input.people({ id: 'people', label: 'The adult it is about, by name', many: true }),
  input.text({ id: 'name', label: 'Or their name, if they are not in the list', maxLength: 200 }),
];
