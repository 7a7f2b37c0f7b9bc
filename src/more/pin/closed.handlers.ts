import { z } from 'zod/v4';
import { sentFields } from '../../platform/teams/sent-fields.ts';
import { type DialogAnswer, message } from '../../platform/teams/turn.ts';
import { refusal } from '../../report/handlers/refusals.cards.ts';
import type { DialogTurn } from '../../report/handlers/turns.handlers.ts';
import type { Opened } from '../../report/opening/open.ts';
import { type ClosedPage, closedCard, SECRETS } from './pin.cards.ts';
import type { Locked } from './second-step-gate.ts';

/** Of the button that came, not of what was chosen and written. */
const NAMES: readonly string[] = ['verb', 'dialog', 'msteams', 'step', ...SECRETS];

/** What came with a button, without its own name and without a PIN or a code. */
export const withoutSecrets = (data: unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(sentFields(data)).filter(([id]) => !NAMES.includes(id)));

const pressed = z.object({ verb: z.string() });
/** Which button sent this: several steps end in one page, and each goes on by itself. */
export const pressedIn = (data: unknown): string | undefined => pressed.safeParse(data).data?.verb;

export const closedDialog = (page: ClosedPage): DialogAnswer => ({
  kind: 'dialog',
  title: page.closed.reference === undefined ? 'Search' : `Report ${page.closed.reference}`,
  card: closedCard({ ...page, data: withoutSecrets(page.data) }),
  size: 'large',
});

/** Asks for the step; then `verb` goes on with everything that was chosen and written. */
export const askForStep = (turn: Pick<DialogTurn, 'data' | 'now'>, verb: string, closed: Locked): DialogAnswer =>
  closedDialog({ closed, data: turn.data, step: verb, now: turn.now });

/** Why a record is not shown; where it is only closed, the page that opens it. */
export const notShown = (
  turn: Pick<DialogTurn, 'data' | 'now'>,
  verb: string,
  outcome: Exclude<Opened, { kind: 'open' }>,
): DialogAnswer => (outcome.kind === 'locked' ? askForStep(turn, verb, outcome) : message(refusal(outcome)));
