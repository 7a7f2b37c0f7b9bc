import { z } from 'zod/v4';
import { parseGuid, type UserId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { sentFields } from '../../platform/teams/sent-fields.ts';
import { type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import { givenBack, hasWords, keepingSteps, NOT_WRITTEN } from '../../report/handlers/form-recovery.cards.ts';
import { NOT_AVAILABLE, NOT_THEIRS, refusal } from '../../report/handlers/refusals.cards.ts';
import { concernId } from '../../report/handlers/sent.handlers.ts';
import type { Steps } from '../../report/handlers/steps.handlers.ts';
import type { DialogTurn, Routes } from '../../report/handlers/turns.handlers.ts';
import { actorOf } from '../../report/handlers/who-acts.handlers.ts';
import { FIND, SEARCH } from '../../report/opening/list.cards.ts';
import type { Door } from '../../report/opening/read-guard.ts';
import { ENTER_PIN, MAKE_CODE, OWN_PIN, SET_PIN } from '../../report/verbs.cards.ts';
import type { Trust } from '../../school/school.ts';
import { closedDialog, withoutSecrets } from './closed.handlers.ts';
import { aboutPinCard, codeCard, makeCodeCard, ownPinCard } from './pin.cards.ts';
import { holderName } from './pin-told.ts';
import type { Entered, SecondStep } from './second-step.ts';

interface PinDeps {
  readonly secondStep: SecondStep;
  readonly trust: Trust;
  readonly log: Log;
}

const word = z.string().max(100).catch('');
const typed = z
  .object({ pin: word, pinAgain: word, code: word, person: word })
  .catch({ pin: '', pinAgain: '', code: '', person: '' });
const going = z.object({ step: z.string().max(60), concern: concernId.optional() });

/** What they want to get to, and with what. */
interface Going {
  readonly step: string;
  readonly door: Door;
  readonly data: Readonly<Record<string, unknown>>;
}

const SEARCHES: readonly string[] = [SEARCH, FIND];

function goingIn(data: unknown): Going | undefined {
  const { step, concern } = going.safeParse(data).data ?? {};
  if (step === undefined) return undefined;
  const door = SEARCHES.includes(step) ? 'search' : concern;
  return door && { step, door, data: withoutSecrets(data) };
}

const namesStep = (data: unknown): boolean => sentFields(data).step !== undefined;

/** The PIN before a record opens: typed and set in dialogs only, whose inputs stay in no chat. */
export function registerSecondStep(routes: Routes, find: Steps['find'], { secondStep, trust, log }: PinDeps): void {
  const step = keepingSteps(routes, log);
  /** What was written in the form behind the closed page is not lost with the database, and no PIN comes along. */
  const wordsBehind = ({ data }: DialogTurn, error: unknown): DialogAnswer => {
    if (!hasWords(data)) throw error;
    return givenBack(withoutSecrets(data), NOT_WRITTEN, goingIn(data)?.step);
  };

  /** What follows from what they typed. */
  async function onward(turn: DialogTurn, to: Going, outcome: Entered, isNew: boolean): Promise<DialogAnswer> {
    const { step, data } = to;
    const page = { data, step, now: turn.now, isNew };
    switch (outcome.kind) {
      case 'open': {
        const next = find(step);
        return next ? next({ ...turn, data: { ...data, verb: step } }) : message(NOT_AVAILABLE);
      }
      case 'not-entered':
        return closedDialog({ ...page, closed: outcome.closed, why: outcome.why });
      case 'locked':
        return closedDialog({ ...page, closed: outcome, isNew: outcome.has !== 'pin' });
      default:
        return givenBack(data, refusal(outcome), outcome.kind === 'not-available' ? undefined : step);
    }
  }

  step(
    ENTER_PIN,
    async (turn) => {
      const to = goingIn(turn.data);
      if (!to) return message(NOT_AVAILABLE);
      const { pin } = typed.parse(turn.data);
      return onward(turn, to, await secondStep.enter(to.door, actorOf(turn), pin), false);
    },
    wordsBehind,
  );

  step(
    SET_PIN,
    async (turn) => {
      const to = goingIn(turn.data);
      // What names a step and leads nowhere was not sent by the page of one's own PIN.
      if (!to && namesStep(turn.data)) return message(NOT_AVAILABLE);
      const { pin, pinAgain: again, code } = typed.parse(turn.data);
      const outcome = await secondStep.set(to?.door, actorOf(turn), { pin, again, code });
      if (to && outcome.kind !== 'not-set') {
        const isBlank = pin === '' && again === '' && code === '';
        return outcome.kind === 'not-entered' && isBlank
          ? closedDialog({ closed: outcome.closed, data: to.data, step: to.step, now: turn.now, isNew: true })
          : onward(turn, to, outcome, true);
      }
      if (outcome.kind === 'open') return message('Your PIN is set. You need it from now on when you open a report.');
      return outcome.kind === 'not-set'
        ? dialog('Your PIN', ownPinCard(turn.now, outcome.why))
        : message(NOT_AVAILABLE);
    },
    wordsBehind,
  );

  registerOwnPin(routes, { secondStep, trust });
}

/** How it stands with one's own PIN, and a code for someone else's. */
function registerOwnPin(routes: Routes, { secondStep, trust }: Pick<PinDeps, 'secondStep' | 'trust'>): void {
  const about = (turn: Pick<DialogTurn, 'sender'>) => secondStep.about(actorOf(turn));

  routes.command(['pin', 'my pin'], async (turn) => {
    const found = await about(turn);
    if (found.kind !== 'about') return void (await turn.replyPrivately(NOT_THEIRS));
    const nameOf = (id: string) => holderName(trust, id as UserId) ?? 'A colleague';
    await turn.replyPrivately({ card: aboutPinCard(found, nameOf), summary: 'Your PIN' });
  });

  routes.dialog(OWN_PIN, async (turn) =>
    (await about(turn)).kind === 'about' ? dialog('Your PIN', ownPinCard(turn.now)) : message(NOT_AVAILABLE),
  );

  routes.dialog(MAKE_CODE, async (turn) => {
    const found = await about(turn);
    return found.kind === 'about' ? dialog('A code', makeCodeCard(found, turn.now)) : message(NOT_AVAILABLE);
  });
  routes.submit(MAKE_CODE, async (turn) => {
    const found = await about(turn);
    if (found.kind !== 'about') return message(NOT_AVAILABLE);
    const { person, pin } = typed.parse(turn.data);
    const made = await secondStep.makeCode(actorOf(turn), parseGuid<UserId>(person), pin);
    switch (made.kind) {
      case 'code':
        return dialog('A code', codeCard(made.code, made.name, made.until));
      case 'nobody':
        return dialog('A code', makeCodeCard(found, turn.now, { isNobody: true }));
      case 'not-made':
        return dialog('A code', makeCodeCard(found, turn.now, { why: made.why }));
      case 'not-available':
        return message(NOT_AVAILABLE);
      default:
        return made satisfies never;
    }
  });
}
