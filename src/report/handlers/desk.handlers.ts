import { z } from 'zod/v4';
import type { ConcernId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import type { Action } from '../../platform/teams/card.ts';
import { type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import type { Directory } from '../../school/people.ts';
import type { Concern } from '../concern.ts';
import type { Concerns } from '../concerns.ts';
import { named } from '../host.handlers.ts';
import type { OpenedFrom } from '../opening/list.cards.ts';
import type { ListPlace } from '../opening/morning.ts';
import type { ActForm, ActOutcome, OwnAct } from '../triage/act.ts';
import type { Act } from '../triage/acts.ts';
import { boxesIn, type FormOf } from '../triage/asked.ts';
import { type DeskVerbs, formCard } from '../triage/triage.cards.ts';
import { type Hosting, refused } from './closed.handlers.ts';
import { filledIn } from './filled-in.cards.ts';
import {
  givenBack,
  hasWords,
  keepingSteps,
  NOT_FILLED_IN,
  NOT_LEFT,
  STILL_HERE,
  wordsOnly,
} from './form-recovery.cards.ts';
import { namedPicks, picksIn } from './picked.ts';
import { NOT_AVAILABLE, overtaken, saysNotNow } from './refusals.cards.ts';
import { concernId, listPlace, openedFrom, page } from './sent.handlers.ts';
import type { DialogTurn, Routes } from './turns.handlers.ts';
import { actorOf } from './who-acts.handlers.ts';

export interface DeskDeps extends Hosting {
  readonly concerns: Pick<Concerns, 'record' | 'form'>;
  readonly directory: Pick<Directory, 'person'>;
  readonly log: Log;
}

/** What can be done at a desk: what report declares, or a feature. */
type Doable = ActForm & Pick<OwnAct<never>, 'says'> & { read(sent: unknown, now: Date): object | undefined };

/** A page about one record, and what can be done from it: each act opens its form, is sent, refused, overtaken and given back in one way. */
export interface Desk extends DeskVerbs {
  /** What asks for a form. */
  readonly form: string;
  /** What its dialogs are called, with the reference. */
  readonly what: string;
  /** Its form comes back when someone was first, also where nothing is written in it. */
  readonly isFormKept?: boolean;
  acts(): Readonly<Record<string, Doable>>;
  show(
    turn: DialogTurn,
    at: {
      readonly concern: ConcernId;
      readonly page?: number;
      readonly trail?: 'whole' | undefined;
      readonly inList?: ListPlace | undefined;
      readonly openedFrom?: OpenedFrom | undefined;
    },
    said?: string,
  ): Promise<DialogAnswer>;
  /** What the form is about; or what is said instead of it. */
  about(
    turn: DialogTurn,
    id: ConcernId,
    act: string,
    verb: string,
  ): Promise<(Omit<FormOf, 'user'> & { readonly goesOn?: Action | undefined }) | DialogAnswer>;
  /** What is shown once it is done, where that is not the page. */
  done?(turn: DialogTurn, concern: Concern, act: string): Promise<DialogAnswer> | undefined;
  /** What is shown where it cannot be done, where that is not its form. */
  notNow?(
    turn: DialogTurn,
    id: ConcernId,
    act: string,
    outcome: Extract<ActOutcome, { kind: 'not-now' }>,
  ): Promise<DialogAnswer | undefined>;
}

const paged = z.object({
  concern: concernId,
  page,
  /** Also how it was delivered, and who read it. */
  trail: z.literal('whole').optional().catch(undefined),
  /** The page of the list from which it was opened. */
  inList: listPlace.optional().catch(undefined),
  /** The page about another report from which it was opened. */
  openedFrom: openedFrom.optional().catch(undefined),
  /** The form from which they want to go back. */
  leaving: z.string().max(60).optional().catch(undefined),
});
const name = z.string().max(60).optional().catch(undefined);
/** What was pressed: a form by its name, or what is done with it. */
const pressed = z.object({
  concern: concernId,
  ...{ form: name, act: name, step: name },
  inList: listPlace.optional().catch(undefined),
  openedFrom: openedFrom.optional().catch(undefined),
  seen: z.coerce.number().int().min(0).max(1_000_000).optional().catch(undefined),
});
type Complaint = Pick<Parameters<typeof formCard>[0], 'complaint' | 'isLeaving'>;
const picking = z.object({ people: z.string().max(2_000).catch(''), pupil: z.string().max(60).catch('') });

const BAD_FORM = 'Something was missing or too long. Please open the report again.';

/** A dialog about one report, as large as it goes. */
export const aboutReport = (
  reference: string,
  card: Extract<DialogAnswer, { kind: 'dialog' }>['card'],
  what = 'Report',
): DialogAnswer => dialog(`${what} ${reference}`, card, 'large');

/** Shows a form once more, with everything that was chosen and written in it. */
type Again = (turn: DialogTurn, id: ConcernId, act: string, complaint: string, verb?: string) => Promise<DialogAnswer>;

/** Registers a page, its forms and what they send. */
export function registerDesk(routes: Routes, deps: DeskDeps, desk: Desk): Again {
  const step = keepingSteps(routes, deps.log);
  const hasForm = (name: string | undefined): boolean => (named(desk.acts(), name)?.asks.length ?? 0) > 0;

  async function form(turn: DialogTurn, id: ConcernId, name: string, verb: string, more?: Complaint) {
    const of = await desk.about(turn, id, name, verb);
    const act = named(desk.acts(), name);
    if (!('concern' in of) || !act) return 'concern' in of ? message(NOT_AVAILABLE) : of;
    const chosen =
      act.first && z.object({ [act.first.name]: z.string().max(60) }).safeParse(turn.data).data?.[act.first.name];
    const { people, pupil } = picking.parse(turn.data);
    const asksForPupil = boxesIn(act.asks).some(([, box]) => box.form === 'pupil');
    const roll = asksForPupil ? await deps.concerns.form.roll(of.school, more ? pupil : '') : undefined;
    const card = formCard({ ...of, user: turn.sender.userId, form: name, act, desk, chosen, roll, ...more });
    const filled = more ? filledIn(card, turn.data, await namedPicks(deps.directory, picksIn(people))) : card;
    return aboutReport(of.concern.reference, filled, desk.what);
  }
  const again: Again = (turn, id, act, complaint, verb = desk.act) => form(turn, id, act, verb, { complaint });

  step(
    desk.page,
    async (turn) => {
      const { data } = paged.safeParse(turn.data);
      if (!data) return message(NOT_AVAILABLE);
      return data.leaving !== undefined && hasForm(data.leaving) && hasWords(turn.data)
        ? form(turn, data.concern, data.leaving, desk.page, { complaint: NOT_LEFT, isLeaving: true })
        : desk.show(turn, data);
    },
    wordsOnly(desk.page),
  );
  routes.submit(desk.form, async (turn) => {
    const { data } = pressed.safeParse(turn.data);
    const act = data?.form ?? data?.step;
    return data && act !== undefined && hasForm(act)
      ? form(turn, data.concern, act, desk.form)
      : message(NOT_AVAILABLE);
  });
  step(desk.act, (turn) => doAct(turn), wordsOnly(desk.act));

  async function doAct(turn: DialogTurn): Promise<DialogAnswer> {
    const at = pressed.safeParse(turn.data).data;
    const act = at?.act ?? at?.step ?? '';
    const one = named(desk.acts(), act);
    const canAsk = hasForm(act);
    const wanted = at?.seen === undefined ? undefined : one?.read(turn.data, turn.now);
    if (!at || at.seen === undefined || !wanted)
      return at && canAsk ? again(turn, at.concern, act, NOT_FILLED_IN) : givenBack(turn.data, BAD_FORM);
    const doing = { kind: act, ...wanted } as Act;
    const outcome = await deps.concerns.record.act(at.concern, actorOf(turn), at.seen, doing);
    switch (outcome.kind) {
      case 'done': {
        const said = one?.says?.(outcome.concern, doing as never, turn.sender.userId);
        return (await desk.done?.(turn, outcome.concern, act)) ?? (said ? message(said) : shown(turn, at));
      }
      case 'not-now': {
        const otherwise = await desk.notNow?.(turn, at.concern, act, outcome);
        const says = saysNotNow(outcome);
        return otherwise ?? (canAsk ? again(turn, at.concern, act, says) : desk.show(turn, at, says));
      }
      case 'overtaken': {
        const says = overtaken(outcome, turn.now);
        return canAsk && (desk.isFormKept || hasWords(turn.data))
          ? again(turn, at.concern, act, `${says} ${STILL_HERE}`)
          : desk.show(turn, at, says);
      }
      case 'not-available':
      case 'moved':
      case 'cannot-check':
      case 'key-lost':
      case 'locked':
        return refused(deps, turn, outcome, desk.act);
      default:
        return outcome satisfies never;
    }
  }
  /** What is written down is never called not saved because the record cannot be shown. */
  const shown = (turn: DialogTurn, at: Parameters<Desk['show']>[1]): Promise<DialogAnswer> =>
    desk.show(turn, at, DONE).catch(() => message(`${DONE} I cannot show the report just now.`));
  return again;
}

const DONE = 'Done, and recorded.';
