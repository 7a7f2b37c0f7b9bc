import { Fault } from '../../kernel/calls/fault.ts';
import type { Log } from '../../kernel/log.ts';
import { holdsVisible } from '../../kernel/visible.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { sentFields } from '../../platform/teams/sent-fields.ts';
import type { DialogAnswer } from '../../platform/teams/turn.ts';
import type { School } from '../../school/school.ts';
import { PRINTED } from '../fields/boxes.ts';
import { TEXT_WORDING } from '../fields/entry-texts.ts';
import type { Phone } from '../notice.ts';
import { phoneFacts } from '../own-report/receipt.cards.ts';
import type { DialogTurn, Routes } from './turns.handlers.ts';

/** Everything that is written by hand in a form of ours; the rest of what it sends are ids and choices. */
const WRITTEN: ReadonlyMap<string, string> = new Map<string, string>([
  ...PRINTED.filter(({ id }) => !['named', 'atRisk', 'safeTonight', 'toldInPerson', 'body'].includes(id)).map(
    ({ id, label }) => [id, label] as const,
  ),
  ...TEXT_WORDING,
  ['name', 'Name'],
]);

const isWritten = ([id, value]: readonly [string, unknown]): boolean =>
  WRITTEN.has(id) && typeof value === 'string' && holdsVisible(value);

/** Whether there are words in a form that would be lost with it. */
export const hasWords = (data: unknown): boolean => Object.entries(sentFields(data)).some(isWritten);

/** What someone wrote, each text in a box of its own. */
export const boxesOf = (data: unknown): readonly Element[] =>
  Object.entries(sentFields(data))
    .filter(isWritten)
    .map(([id, value]) => input.text(id, WRITTEN.get(id) ?? id, { multiline: true, value: String(value) }));

/** All that came with a form but what was written by hand: ids and choices. */
export const chosenIn = (data: unknown): object =>
  Object.fromEntries(Object.entries(sentFields(data)).filter((field) => !isWritten(field)));

/**
 * What someone wrote, given back where its own page cannot be shown: none of it is looked up. Anyone who asks for what is
 * not theirs gets no ids back, so that one answer is like the other.
 * @param again the step that may be tried once more, with everything that was chosen
 */
export function heldCard(options: {
  readonly data: unknown;
  readonly said: string;
  readonly phones?: readonly Phone[];
  readonly again?: string;
}): Card {
  const { data, said, phones = [], again } = options;
  return card(
    heading('This is not saved'),
    section({ style: 'attention' }, text(said, { bold: true }), phones.length > 0 ? phoneFacts(phones) : undefined),
    ...boxesOf(data),
    again === undefined
      ? text('Copy what you need before you close this.', { subtle: true, small: true })
      : actions([submitDialog('Try again', again, chosenIn(data), { primary: true })]),
  );
}

/** A step that cannot be taken: its words and the reason, or the reason alone where nothing was written. */
export const givenBack = (data: unknown, said: string, again?: string): DialogAnswer =>
  hasWords(data)
    ? { kind: 'dialog', title: 'Not saved', card: heldCard({ data, said, ...(again && { again }) }), size: 'large' }
    : { kind: 'message', text: said };

/** Who to phone where nothing can be looked up: the office of each school. */
export const officesOf = (schools: readonly School[]): readonly Phone[] =>
  schools.map(({ name, contacts }) => ({ name: `${name}, office`, number: contacts.office }));

/** The database, the key or the directory is away. */
export const NOT_WRITTEN =
  'NOT saved, as far as I can tell: I cannot reach what I need just now. What you wrote is still here. Please try again in a minute. If it cannot wait, phone or go and tell someone.';

export const NOT_FILLED_IN =
  'Please fill in what is marked as required, choose each date in its box, and write no more than 6,000 characters in a box.';
export const STILL_HERE = 'What you wrote is still here. Check that it still fits before you send it.';
export const NOT_LEFT = 'What you wrote here is not saved yet.';

type Step = (turn: DialogTurn) => Promise<DialogAnswer> | DialogAnswer;

/** For a step whose page needs what cannot be reached: its words alone. Without any it is a failed turn like others. */
export const wordsOnly =
  (verb: string) =>
  ({ data }: DialogTurn, error: unknown): DialogAnswer => {
    if (!hasWords(data)) throw error;
    return givenBack(data, NOT_WRITTEN, verb);
  };

export const noteTrouble = (log: Log, error: unknown): void =>
  log.error('concern.not-saved', { fault: error instanceof Fault ? error.code : undefined }, error);

/** Registers steps of forms so that no trouble takes the page away with what is on it. Of that nothing is logged. */
export const keepingSteps =
  (routes: Pick<Routes, 'submit'>, log: Log) =>
  (verb: string, step: Step, otherwise: (turn: DialogTurn, error: unknown) => ReturnType<Step>): void =>
    routes.submit(verb, async (turn) => {
      try {
        return await step(turn);
      } catch (error) {
        const answer = await otherwise(turn, error);
        noteTrouble(log, error);
        return answer;
      }
    });
