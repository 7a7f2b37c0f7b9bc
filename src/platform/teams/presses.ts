import { z } from 'zod/v4';
import type { Caught, Gate } from '../../hear/gate.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { MessageRef } from '../../kernel/messages.ts';
import { Typed } from '../../kernel/typed.ts';
import { withoutBlank } from '../../kernel/visible.ts';
import type { Standing } from '../../school/people.ts';
import type { School } from '../../school/school.ts';
import { actions, card, section, submitDialog, text } from './card.ts';
import { type Entry, fieldsOf, textsIn, unreadDays } from './entrances.ts';
import { createRateLimit } from './inbound/rate.ts';
import { input } from './input.ts';
import { OUTSIDER_TEXT, PUPIL_TEXT } from './plain-answers.ts';
import { isOfReport, type RouteTable } from './routes.ts';
import { sentFields } from './sent-fields.ts';
import {
  type ActionAnswer,
  type DialogAnswer,
  type DialogTurn,
  dialog,
  message,
  type SearchAnswer,
  type Turn,
  type TypeaheadAnswer,
} from './turn.ts';

/** A button, a form or a search that was used. */
export interface Press {
  readonly turn: Turn;
  /** What came with it: hostile until parsed. */
  readonly value: unknown;
  /** The message whose card was used. */
  readonly message: MessageRef | undefined;
}

/** Hands each press to its handler, with one answer for those that may not, or no longer, be used. */
interface Presses {
  action(press: Press): Promise<ActionAnswer>;
  /** `fetch` opens a form, `submit` sends it. */
  dialog(press: Press, step: 'fetch' | 'submit'): Promise<DialogAnswer>;
  search(press: Press): Promise<SearchAnswer>;
  /** Never made to wait: it is how a report says which child it is about. Its handler decides who is answered. */
  typeahead(press: Press): Promise<TypeaheadAnswer>;
}

/** Buttons, forms and every letter of a search; cards that are refreshed on their own count too. */
const PRESSES_PER_MINUTE = 120;
const TOO_FAST = message('That was too much at once. Please wait a minute and try again.');
const NOT_OURS = message(OUTSIDER_TEXT);
/** For the rate and for who is refused, every search is one thing. */
const SEARCHING = 'search';

export interface PressDeps {
  readonly routes: RouteTable;
  /** Who someone is to us now; `unknown` while the directory does not answer and we have no memory. */
  standingOf(user: UserId): Promise<Standing>;
  schoolOfStanding(standing: Standing): School | undefined;
  /** Whether someone who is in none of our groups may use this all the same, because it was sent to them. */
  isSentTo(user: UserId, name: string): Promise<boolean>;
  readonly gate: Gate;
  /** The offer to report, in the place of a form whose words were held back. */
  onHeld(held: HeldForm): DialogAnswer;
}

/** A form whose words may be a disclosure: nothing was done with any of it. */
export interface HeldForm {
  readonly turn: DialogTurn;
  readonly detection: Caught;
  readonly school: School | undefined;
  /** Its writer was asked whether it has happened, and did not say that it has not. */
  readonly isToldReal: boolean;
  /** The verb that sends it, with everything in it that is not written by hand. */
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** What is written in it, for its writer alone. */
  readonly boxes: readonly { readonly name: string; readonly label: string; readonly text: Typed }[];
}

/** What its writer answers to "has this happened?"; it comes back with the same form. */
export const HAPPENED = { id: 'hasHappened', yes: 'yes', unsure: 'unsure', no: 'no' } as const;

export function createPresses(deps: PressDeps): Presses {
  const { routes, standingOf } = deps;
  const withinRate = createRateLimit(PRESSES_PER_MINUTE);

  /**
   * Why something may not be used: too often in this minute, or by someone who is not, or no longer, of the school. What
   * belongs to a concern is never made to wait, and has checks of its own.
   */
  const refused = async (
    { sender, now }: Turn,
    name: string,
  ): Promise<typeof TOO_FAST | typeof NOT_OURS | undefined> => {
    if (isOfReport(name)) return undefined;
    if (!withinRate(sender.userId, now)) return TOO_FAST;
    const isOutsider = (await standingOf(sender.userId)).kind === 'outsider';
    return isOutsider && !(await deps.isSentTo(sender.userId, name)) ? NOT_OURS : undefined;
  };

  /** Hears what a form holds, and only then reads the form. */
  async function take(
    entry: Entry<DialogTurn, DialogAnswer>,
    turn: DialogTurn,
    verb: string,
    data: unknown,
  ): Promise<DialogAnswer> {
    const texts = textsIn(entry.shape, data);
    let passed = {};
    if (Object.keys(texts).length > 0) {
      const standing = await standingOf(turn.sender.userId);
      // No form of the school's is for pupils, and no offer either: what they are told is where to turn.
      if (standing.kind === 'pupil') return message(PUPIL_TEXT);
      const school = deps.schoolOfStanding(standing);
      const { happened, rest } = readAnswer(entry.shape, data);
      const looked = await deps.gate.look(texts, school, { isGeneral: happened === HAPPENED.no });
      if (looked.kind === 'held') {
        const boxes = boxesOf(entry.shape, data).filter(({ name }) => name in texts);
        const isToldReal = happened !== undefined && happened !== HAPPENED.no;
        return deps.onHeld({ turn, detection: looked.detection, school, isToldReal, verb, data: rest, boxes });
      }
      passed = looked.texts;
    }
    const unread = unreadDays(entry.shape, data);
    if (unread.length > 0)
      return daysAgain(unread, boxesOf(entry.shape, data), verb, readAnswer(entry.shape, data).rest);
    const read = entry.shape.safeParse(data);
    return read.success ? entry.handle({ ...read.data, ...passed }, turn) : entry.unreadable(turn);
  }

  return {
    async action({ turn, value, message: ref }) {
      const { verb, data, isRefresh } = readAction(value);
      const refusal = await refused(turn, verb);
      if (refusal) return refusal;
      const route = routes.findAction(verb);
      if (!route)
        return { kind: 'refused', code: 404, text: 'This button is no longer in use. Please use a newer card.' };
      const pressed = { ...turn, isRefresh, message: ref };
      if (route.kind === 'report') return route.handle({ ...pressed, data });
      const read = route.entry.shape.safeParse(data);
      return read.success ? route.entry.handle(read.data, pressed) : route.entry.unreadable(pressed);
    },

    async dialog({ turn, value, message: ref }, step) {
      const { data } = inForm.safeParse(value).data ?? { data: {} };
      const named = namesInForm.safeParse(data).data;
      const name = (step === 'fetch' ? named?.dialog : named?.verb) ?? '';
      const refusal = await refused(turn, name);
      if (refusal) return refusal;
      const route = step === 'fetch' ? routes.findDialog(name) : routes.findSubmit(name);
      if (!route) return message('This form is no longer in use. Please start again from a newer card.');
      const pressed = { ...turn, message: ref };
      return route.kind === 'report' ? route.handle({ ...pressed, data }) : take(route.entry, pressed, name, data);
    },

    ...searches(routes, refused),
  };
}

/** What is looked up while someone types: no form, and nothing that is kept. */
function searches(
  routes: PressDeps['routes'],
  refused: (turn: Turn, name: string) => Promise<typeof TOO_FAST | typeof NOT_OURS | undefined>,
): Pick<Presses, 'typeahead' | 'search'> {
  return {
    async typeahead({ turn, value }) {
      const { dataset = '', queryText = '' } = lookedUp.safeParse(value).data ?? {};
      const handler = routes.findTypeahead(dataset);
      return handler ? handler({ sender: turn.sender, now: turn.now, typed: queryText.trim() }) : [];
    },

    async search({ turn, value }) {
      const { commandId = '', parameters = [] } = searched.safeParse(value).data ?? {};
      const handler = routes.findSearch(commandId);
      if (!handler) return message('This search is no longer in use.');
      const refusal = await refused(turn, SEARCHING);
      if (refusal) return refusal;
      // Before anything is typed, Teams sends a parameter of its own.
      const typed = parameters.find(({ name }) => name !== 'initialRun')?.value;
      return handler({
        sender: turn.sender,
        now: turn.now,
        words: new Typed(typeof typed === 'string' ? typed.trim() : ''),
      });
    },
  };
}

/** What is written in a form, for its writer alone. */
function boxesOf(shape: z.ZodObject, data: unknown): HeldForm['boxes'] {
  const sent = sentFields(data);
  return fieldsOf(shape).flatMap(({ name, kind, label }) => {
    const text = sent[name];
    const typed = new Typed(typeof text === 'string' ? withoutBlank(text) : '');
    return kind === 'fixed' || typed.isEmpty ? [] : [{ name, label, text: typed }];
  });
}

/** In the place of a form with a date that cannot be read: that date is asked for once more, and all the rest is sent with it. */
const daysAgain = (
  unread: ReturnType<typeof unreadDays>,
  boxes: HeldForm['boxes'],
  verb: string,
  rest: HeldForm['data'],
): DialogAnswer =>
  dialog(
    'Please choose the date again',
    card(
      section(
        { style: 'attention' },
        text('I can’t read this date, so nothing has been done yet. Please choose it again.', { bold: true }),
      ),
      ...unread.map(({ name, label }) => input.date(name, label)),
      ...boxes.map(({ name, label, text: value }) => input.text(name, label, { multiline: true, value })),
      actions([
        submitDialog(
          'Go on',
          verb,
          Object.fromEntries(Object.entries(rest).filter(([name]) => !unread.some((one) => one.name === name))),
          { primary: true },
        ),
      ]),
    ),
    'large',
  );

/** What its writer said about it, and all of the form that is not written by hand. */
function readAnswer(shape: z.ZodObject, data: unknown) {
  const { [HAPPENED.id]: happened, ...all } = sentFields(data);
  const kept = fieldsOf(shape).filter(({ kind, name }) => kind === 'fixed' && Object.hasOwn(all, name));
  return {
    happened: typeof happened === 'string' && happened !== '' ? happened : undefined,
    rest: Object.fromEntries(kept.map(({ name }) => [name, all[name]])),
  };
}

const inForm = z.object({ data: z.unknown() });
const namesInForm = z.object({ dialog: z.string().optional(), verb: z.string().optional() });
const searched = z.object({
  commandId: z.string(),
  parameters: z.array(z.object({ name: z.string(), value: z.unknown() })).default([]),
});
/** Anything more than a name is nobody's name. */
const lookedUp = z.object({ dataset: z.string(), queryText: z.string().max(100) });
const executed = z.object({
  action: z.object({ verb: z.string().optional(), data: z.unknown() }),
  trigger: z.string().optional(),
});
const submitted = z.looseObject({ verb: z.string() });

/** Action.Execute wraps verb and data; Action.Submit is the data alone. */
function readAction(value: unknown): { verb: string; data: unknown; isRefresh: boolean } {
  const execute = executed.safeParse(value).data;
  if (execute)
    return {
      verb: execute.action.verb ?? '',
      data: execute.action.data ?? {},
      isRefresh: execute.trigger === 'automatic',
    };
  const submit = submitted.safeParse(value).data;
  return { verb: submit?.verb ?? '', data: submit ?? {}, isRefresh: false };
}
