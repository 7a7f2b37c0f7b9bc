import type { UserId } from '../../kernel/ids.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  input,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import type { School } from '../../school/school.ts';
import { type Concern, hasCase, isOfConduct, KINDS, RECIPIENTS, shelfOf } from '../concern.ts';
import { freedFor } from '../naming/answer-own.ts';
import { RECORD_PAGE } from '../opening/list.cards.ts';
import type { OpenRecord } from '../opening/open.ts';
import { openers } from '../routing/openers.ts';
import { readersOf } from '../routing/routing.ts';
import { ACT } from '../verbs.cards.ts';
import { capital, DECISION_WORDING, KIND_WORDING, OUTCOME_WORDING, RECIPIENT_WORDING } from '../wording.ts';
import { decisionsFor, outcomesFor } from './decision.ts';
import { categoryFields, dateFields, earlierFields } from './story-fields.cards.ts';

/** What the form of an act is about. */
export interface FormOf {
  readonly concern: Concern;
  readonly school: School;
  readonly user: string;
  /** The categories that it has now. */
  readonly categories?: readonly string[];
}

/** The form of an act, with its button. */
export interface ActForm {
  readonly title: string;
  boxes(of: FormOf): readonly (Element | undefined)[];
  /** Whether it stands on the opened record as it is now, beside what is kept of it. */
  isOffered?(record: OpenRecord, reader: UserId): boolean;
}

/** Asked for by the handler that takes it in: a box that Teams insists on would stand in the way of going back. */
export const reason = (label: string): Element =>
  input.text({ id: 'reason', label: `${label} (required)`, multiline: true, maxLength: 6_000 });

/** What can be done from the dialog of a record, each with a form of its own, which asks for its reason in writing. */
export const FORMS = {
  note: {
    title: 'Add a note',
    boxes: () => [reason('Your note. It cannot be changed later; you can add another.'), ...earlierFields()],
  },
  categorise: {
    title: 'Set categories',
    boxes: ({ school, categories = [] }) => categoryFields(school, categories),
  },
  date: {
    title: 'Say when it happened',
    boxes: () => dateFields(),
  },
  action: {
    title: 'Record an action',
    boxes: ({ concern, school }) => [
      reason('What is to be done?'),
      byWhom(concern, school),
      input.date({ id: 'due', label: 'By (required)' }),
    ],
  },
  ask: {
    title: 'Ask the reporter',
    boxes: ({ concern }) => [
      text(
        concern.isByLink
          ? 'Anyone who has the code can read this, and nobody has checked who that is. Ask one thing; write no name, and nothing of what was reported, said or decided.'
          : 'The reporter gets a card without the question and opens it in a dialog. Ask one thing; do not repeat what others have said or what has been decided.',
      ),
      reason('What do you want to ask?'),
    ],
  },
  decide: {
    title: 'Record a decision',
    boxes: ({ concern }) => decideFields(concern),
  },
  review: {
    title: 'Set a review date',
    boxes: () => [input.date({ id: 'reviewOn', label: 'Review on (required)' }), reason('What will you look at then?')],
  },
  'hand-over': {
    title: 'Hand over',
    boxes: ({ concern, school, user }) => [
      input.choice({
        id: 'to',
        label: 'Who to? (required)',
        choices: openers(school, concern)
          .filter(({ id }) => id !== user)
          .map(({ id, name }) => ({ title: name, value: id })),
      }),
      reason('Why, and what is open'),
    ],
  },
  reroute: {
    title: 'Pass to another role',
    boxes: ({ concern, school }) => rerouteFields(concern, school),
  },
  link: {
    title: 'Link another report',
    boxes: () => [
      text(
        'For another report about the same child or matter. One child’s story is not copied into another child’s record.',
      ),
      input.text({ id: 'reference', label: 'Reference of the other report (required)', maxLength: 20 }),
      reason('How are they connected?'),
    ],
  },
  close: {
    title: 'Close the report',
    boxes: ({ concern }) => [
      input.choice({
        id: 'outcome',
        label: 'Outcome (required)',
        choices: outcomesFor(concern.kind).map((outcome) => ({ title: OUTCOME_WORDING[outcome], value: outcome })),
      }),
      reason('What was done, and why it can be closed'),
    ],
  },
  reopen: {
    title: 'Open it again',
    boxes: () => [reason('Why are you opening it again?')],
  },
} as const satisfies Readonly<Record<string, ActForm>>;

export type Form = keyof typeof FORMS;

/** The form of one act, of report's own or of a feature. */
export function formCard(
  options: FormOf & {
    readonly form: string;
    readonly act: ActForm;
    readonly complaint?: string | undefined;
    /** They want to go back, and something is written: it is left only when they say so. */
    readonly isLeaving?: boolean;
  },
): Card {
  const { form, act, concern, complaint, isLeaving = false } = options;
  const { id, version } = concern;
  return card({
    body: [
      heading(`${act.title}: report ${concern.reference}`),
      complaint ? section([text(complaint, { bold: true })], { style: 'warning' }) : undefined,
      ...act.boxes(options),
      actions([
        submitDialog(act.title, ACT, { concern: id, seen: version, act: form }, { primary: true }),
        isLeaving
          ? submitDialog('Leave without saving', RECORD_PAGE, { concern: id, page: 0 }, { withInputs: false })
          : submitDialog('Back', RECORD_PAGE, { concern: id, page: 0, leaving: form }),
      ]),
    ],
  });
}

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
