import { z } from 'zod/v4';
import { type DialogAnswer, message } from '../../platform/teams/turn.ts';
import type { Hosted } from '../host.handlers.ts';
import type { Opened } from '../opening/open.ts';
import type { Locked } from '../opening/read-guard.ts';
import { givenBack } from './form-recovery.cards.ts';
import { numbersOf, refusal } from './refusals.cards.ts';
import type { DialogTurn } from './turns.handlers.ts';

/** What shows records asks, when someone acts, for what features add: at the start not all have begun. */
export interface Hosting {
  readonly hosted: () => Hosted;
}

const pressed = z.object({ verb: z.string() });
/** Which button sent this: several steps end in one page, and each goes on by itself. */
export const pressedIn = (data: unknown): string | undefined => pressed.safeParse(data).data?.verb;

/** Asks for the second step; then `verb` goes on with everything that was chosen and written. Where nobody can take it, it stays closed. */
export const askForStep = (
  { hosted }: Hosting,
  turn: Pick<DialogTurn, 'data' | 'now'>,
  verb: string,
  closed: Locked,
): DialogAnswer => hosted().askForStep?.(turn, verb, closed) ?? message(staysClosed(closed));

const staysClosed = ({ phones }: Locked): string => {
  const meanwhile = phones.length > 0 ? ` Until then phone: ${numbersOf(phones)}.` : '';
  return `Your school asks for a second step before reports open, and that step is switched off. So this stays closed: tell the IT lead now.${meanwhile} In danger now: 999.`;
};

/** Why a record is not shown; where it is only closed, the page that opens it. */
export const notShown = (
  hosting: Hosting,
  turn: Pick<DialogTurn, 'data' | 'now'>,
  verb: string,
  outcome: Exclude<Opened, { kind: 'open' }>,
): DialogAnswer => (outcome.kind === 'locked' ? askForStep(hosting, turn, verb, outcome) : message(refusal(outcome)));

/** The same for what someone has written: it may be theirs no longer since they began to write, but the words still are. */
export const refused = (
  hosting: Hosting,
  turn: Pick<DialogTurn, 'data' | 'now'>,
  outcome: Exclude<Opened, { kind: 'open' }>,
  verb: string,
): DialogAnswer =>
  outcome.kind === 'locked'
    ? askForStep(hosting, turn, verb, outcome)
    : givenBack(turn.data, refusal(outcome), outcome.kind === 'not-available' ? undefined : verb);
