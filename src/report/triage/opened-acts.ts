import { z } from 'zod/v4';
import type { UserId } from '../../kernel/ids.ts';
import { dayOf, type IsoDay } from '../../kernel/time.ts';
import { isOfConduct, KINDS, RECIPIENT_WORDING, RECIPIENTS, shelfOf, type Written } from '../concern.ts';
import { CLOSE, NOTHING_MORE } from '../deciding/closing-form.ts';
import type { When } from '../deciding/decide.ts';
import { DECIDE, dated, STEP } from '../deciding/decide-form.ts';
import { CONFIRM, TOLD } from '../deciding/next-form.ts';
import { freedFor } from '../naming/answer-own.ts';
import { givenBackPlan, mayGiveBack } from '../naming/give-back.ts';
import { happenedFacts, happenedInstant, readHappened } from '../record/happened.ts';
import { openers } from '../routing/openers.ts';
import { readersOf } from '../routing/routing.ts';
import { CORRECT, isChilds, LINK, OF_OTHERS } from '../same-child/person-acts.ts';
import { KIND_WORDING, uncapital } from '../wording.ts';
import { act, type NotNow, onlyReason, type Place } from './act.ts';
import { actionPlan } from './actions.ts';
import { box, colleague, day, type FormOf, line, oneOf, people, reason, time } from './asked.ts';
import { childsOwn } from './child-part.ts';
import { categoriesFor, categoriesPlan } from './chosen-categories.ts';
import { reviewTask } from './hand-on.ts';
import { forgetPinsAfter } from './let-in.ts';
import { drillDone, letInPlan, reopened, reroutePlan } from './plan-act.ts';

interface Worded {
  readonly words: Written;
}
const IN_SIGHT = { waiting: 'first', open: 'first', decided: 'first', closed: 'first', stub: 'first' } as const;
const ONCE_OPEN = (place: Place) => ({ open: place, decided: place });

/** Days and times, never a guess: what is not known is left empty. */
const happened = (required = '') => ({
  happenedOn: day(`Day it happened${required}`),
  happenedAt: time('Time, if you know it'),
});
const noTime = ({ happened: said }: { readonly happened?: When }): NotNow | undefined =>
  said === 'no-time' ? said : undefined;
const happenedAs = (said: When) => (typeof said === 'object' ? { facts: happenedFacts(said) } : {});

/** What can be done with a report from its opened record, each with a form of its own. They stand there in this order. */
export const FORMS = {
  note: act({
    title: 'Add a note',
    at: IN_SIGHT,
    asks: [
      { reason: reason('Your note. It cannot be changed later; you can add another.') },
      'Is it about something earlier? Say when it was: the chronology shows both times.',
      happened(),
    ],
    wants: (said, now) => ({
      words: { text: said.reason },
      happened: readHappened(said.happenedOn, said.happenedAt, now),
    }),
    isForStubs: true,
    plan: ({ entry }, said: Worded & { readonly happened?: When }) => ({
      entries: [entry('noted', { ...happenedAs(said.happened), words: said.words })],
    }),
    lacks: noTime,
  }),
  action: act({
    title: 'Record an action',
    at: ONCE_OPEN('first'),
    asks: [
      {
        reason: reason('What is to be done?'),
        // Someone who may open it: nobody else could do anything about it.
        to: colleague('Who does it? (required)', ({ concern, school }) => openers(school, concern)),
        due: day('By (required)'),
      },
    ],
    wants: ({ to, due, reason: text }) => ({ to, due, words: { text } }),
    plan: actionPlan,
    lacks: ({ due }, now) => (due === undefined ? 'no-day' : due < dayOf(now) ? 'past-review-date' : undefined),
  }),
  ask: act({
    title: 'Ask the reporter',
    at: ONCE_OPEN('first'),
    asks: [
      {
        says: ({ concern }: FormOf) =>
          concern.isByLink
            ? 'Anyone who has the code can read this, and nobody has checked who that is. Ask one thing; write no name, and nothing of what was reported, said or decided.'
            : 'The reporter gets a card without the question and opens it in a dialog. Ask one thing; do not repeat what others have said or what has been decided.',
      },
      { reason: reason('What do you want to ask?') },
    ],
    wants: ({ reason: text }) => ({ words: { text } }),
    plan: ({ concern, entry, now }, { words }: Worded) => ({
      entries: [entry('asked', { words })],
      tasks: [{ kind: 'question', dueAt: now, person: concern.reporter, holder: concern.holder }],
    }),
  }),
  'hand-over': act({
    title: 'Hand over',
    at: ONCE_OPEN('who'),
    asks: [
      {
        to: colleague('Who to? (required)', ({ concern, school, user }) =>
          openers(school, concern).filter(({ id }) => id !== user),
        ),
        reason: reason('Why, and what is open'),
      },
    ],
    wants: ({ to, reason: why }) => ({ to, words: { reason: why } }),
    plan({ school, concern, entry, now }, { to, words }: Worded & { readonly to: UserId }) {
      if (!openers(school, concern).some(({ id }) => id === to)) return 'not-a-reader';
      return {
        entries: [entry('handed-over', { facts: { to }, words })],
        tasks: [{ kind: 'news', dueAt: now, person: to, holder: concern.holder, why: 'handed-over' }],
      };
    },
  }),
  reroute: act({
    title: 'Pass to another role',
    at: { waiting: 'first', ...ONCE_OPEN('who') },
    asks: [
      {
        says: ({ concern }: FormOf) =>
          concern.isByLink
            ? 'After this you can no longer open it, and neither can the others who have it now. The sender is not told.'
            : 'After this you can no longer open it, and neither can the others who have it now. The reporter is told who has it, not why.',
      },
      {
        says: ({ concern }: FormOf) =>
          concern.isByLink
            ? 'Nobody could ask the sender who a name in it means. By passing it to a role you say that the name means nobody there: read it first.'
            : undefined,
        as: 'bold',
      },
      {
        says: ({ concern }: FormOf) =>
          isOfConduct(concern.kind)
            ? 'It is about an adult, so it belongs with the headteacher or those above. If you pass it to the DSL, the whole DSL’s team can open it.'
            : undefined,
        as: 'bold',
      },
      {
        to: oneOf('To which role? (required)', RECIPIENT_WORDING, ({ concern, school }) =>
          RECIPIENTS.filter((recipient) => {
            const readers = readersOf(school, recipient);
            const { excluded } = freedFor(school, concern, recipient);
            return (
              recipient !== concern.holder && readers.length > 0 && !readers.some(({ id }) => excluded.includes(id))
            );
          }),
        ),
        // A report about a child may turn out to be about an adult, and is then kept apart from children's records.
        about: {
          form: 'choice',
          label: 'Who is it about, as you see it now? (required)',
          read: z.enum(['same', ...KINDS]).optional(),
          choices: ({ concern: { kind } }: FormOf) => [
            { title: `As reported: ${uncapital(KIND_WORDING[kind])}`, value: 'same' },
            ...KINDS.filter((one) => shelfOf(one) === 'adult' && one !== kind).map((one) => ({
              title: `Instead: ${uncapital(KIND_WORDING[one])}`,
              value: one,
            })),
          ],
          value: ({ concern }: FormOf) => (concern.kind === 'child' ? undefined : 'same'),
        },
      },
      'If it is about an adult, name them here: they can never open it. The record then moves, for good, to a store that is kept apart from children’s records.',
      {
        people: people('The adult it is about, by name', true),
        name: line('Or their name, if they are not in the list', 200),
        reason: reason('Why'),
      },
      {
        childPart: {
          ...box(
            'If it is about an adult: what the child said and needs. It becomes the child’s own record and stays with you, unless the adult is of your team. Take out what the adult did.',
            6_000,
          ),
          isFor: (of: FormOf) => isChilds(of) && of.concern.holder === 'dsl',
          value: ({ entries = [] }: FormOf) => childsOwn(entries).slice(0, 6_000),
        },
      },
    ],
    reads: true,
    hidesAccount: true,
    wants: ({ reason: why, to, about, people: picked, name, childPart }) => ({
      to,
      childPart,
      about: about === undefined || about === 'same' ? about : { kind: about, people: picked, name },
      words: { reason: why, ...(name !== '' && { named: name }) },
    }),
    plan: reroutePlan,
    says: (_after, { to }) => `Passed to ${RECIPIENT_WORDING[to]}. You can no longer open it.`,
    // Left open, a matter about an adult would stay among children's records.
    lacks: ({ about }) => (about === undefined ? 'no-about' : undefined),
  }),
  categorise: act({
    title: 'Set categories',
    at: { ...ONCE_OPEN('about'), closed: 'about' },
    isOffered: isChilds,
    reads: true,
    asks: [
      'For this report only. Linked reports, and any other child in it, have their own.',
      {
        categories: {
          form: 'choice',
          label: 'Tick all that apply',
          read: z
            .string()
            .max(4_000)
            .default('')
            .transform((names) => names.split(',').filter((name) => name !== '')),
          choices: ({ school, categories = [] }: FormOf) =>
            categoriesFor(school, categories).map((name) => ({ title: name, value: name })),
          many: true,
          expanded: true,
          value: ({ categories = [] }: FormOf) => categories.join(','),
        },
      },
    ],
    wants: (said) => said,
    plan: async ({ deps, school, concern, entry }, { categories }: { readonly categories: readonly string[] }) =>
      categoriesPlan(school, concern, await deps.store.entries(concern), categories, entry),
  }),
  date: act({
    title: 'Say when it happened',
    at: { ...ONCE_OPEN('about'), closed: 'about' },
    isOffered: isChilds,
    asks: [
      'When did it happen, as far as you can tell? The chronology shows it at that time, and also shows when it was recorded. What the reporter wrote does not change.',
      happened(' (required)'),
    ],
    wants: (said, now) => ({ happened: readHappened(said.happenedOn, said.happenedAt, now) }),
    plan: ({ entry }, said: { readonly happened: When }) => ({
      entries: [entry('dated', happenedAs(said.happened))],
    }),
    lacks: (said) => noTime(said) ?? (said.happened === undefined ? 'no-day' : undefined),
  }),
  known: act({
    title: 'Say when it was first known',
    at: { waiting: 'clock', ...ONCE_OPEN('clock') },
    isOffered: ({ concern }) => concern.kind === 'data',
    asks: [
      'When did the first member of staff know of it? The 72 hours count from then, not from the report.',
      { happenedOn: day('Day (required)'), happenedAt: time('Time (required)') },
    ],
    wants: (said, now) => ({ happened: readHappened(said.happenedOn, said.happenedAt, now) }),
    plan({ concern, entry }, said: { readonly happened: When }) {
      if (typeof said.happened !== 'object' || concern.kind !== 'data') return 'no-time';
      if (happenedInstant(said.happened) > concern.raisedAt) return 'after-report';
      return { entries: [entry('known', { facts: happenedFacts(said.happened) })] };
    },
    lacks: ({ happened: said }) => (typeof said === 'object' && said.at !== undefined ? undefined : 'no-time'),
  }),
  correct: CORRECT,
  link: LINK,
  review: act({
    title: 'Set a review date',
    at: ONCE_OPEN('about'),
    asks: [{ reviewOn: day('Review on (required)'), reason: reason('What will you look at then?') }],
    wants: ({ reviewOn, reason: why }) => ({ reviewOn, words: { reason: why } }),
    plan: ({ school, concern, entry }, { reviewOn, words }: Worded & { readonly reviewOn: IsoDay | undefined }) =>
      reviewOn === undefined
        ? 'no-day'
        : {
            entries: [entry('review-set', { facts: { reviewOn }, words })],
            tasks: [reviewTask(school, reviewOn, concern.holder)],
          },
    lacks: (said, now) => (said.reviewOn === undefined ? 'no-day' : dated(said, now)),
  }),
  decide: DECIDE,
  step: STEP,
  'no-further-action': NOTHING_MORE,
  confirm: CONFIRM,
  told: TOLD,
  close: CLOSE,
  reopen: act({
    title: 'Open it again',
    at: { closed: 'last' },
    reads: true,
    asks: [{ reason: reason('Why are you opening it again?') }],
    wants: onlyReason,
    plan: reopened,
  }),
};

/** Done at once, by a button. */
const AT_ONCE = {
  acknowledge: act({
    title: 'Acknowledge',
    at: { waiting: 'first' },
    isMain: 'waiting',
    plan: ({ school, concern, entry, now }) => ({
      entries: [entry('acknowledged')],
      tasks: drillDone(school, concern, now),
    }),
  }),
  take: act({
    title: 'Take it on',
    at: { waiting: ['first', 'Acknowledge and take it on'], ...ONCE_OPEN('who') },
    isOffered: ({ concern }, reader) => concern.owner !== reader,
    plan({ school, concern, user, entry, now }) {
      if (concern.owner === user) return 'same';
      return {
        entries: [entry('taken')],
        tasks: concern.acknowledgedAt === undefined ? drillDone(school, concern, now) : [],
      };
    },
  }),
  // The words of a child's report kept it from the DSL's team or a deputy, and they mean nobody there.
  'give-back': act({
    title: 'Not about them: give it to the DSL’s team',
    at: { waiting: 'first', ...ONCE_OPEN('first') },
    isOffered: ({ school, concern }) => mayGiveBack(school, concern),
    plan: givenBackPlan,
    says: ({ liesWith }, _wanted, user) =>
      liesWith?.includes(user) ? undefined : 'Given to the DSL’s team. You can no longer open it.',
  }),
  'let-in': act({
    isForStubs: true,
    plan: letInPlan,
    follow: (deps, { concern }, after) => forgetPinsAfter(deps, concern, after),
    says: ({ liesWith }, _wanted, user) =>
      liesWith?.includes(user) === false
        ? 'Handed on to those who hold its role now. You can no longer open it.'
        : undefined,
  }),
  'action-done': act({
    sends: { number: z.coerce.number().int().min(1).max(1_000_000) },
    wants: (said) => said,
    plan: ({ concern, entry }, { number }: { readonly number: number }) =>
      concern.actions.some((action) => action.number === number)
        ? { entries: [entry('action-done', { facts: { number } })] }
        : 'same',
  }),
  ...OF_OTHERS,
};

/** What report itself offers on an opened record. */
export const OPENED_ACTS = { ...AT_ONCE, ...FORMS };
