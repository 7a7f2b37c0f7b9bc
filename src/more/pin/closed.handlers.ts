import { sentFields } from '../../platform/teams/sent-fields.ts';
import { type DialogAnswer, dialog } from '../../platform/teams/turn.ts';
import type { DialogTurn } from '../../report/handlers/turns.handlers.ts';
import type { Locked } from '../../report/opening/read-guard.ts';
import { type ClosedPage, closedCard, SECRETS } from './pin.cards.ts';

/** Of the button that came, not of what was chosen and written. */
const NAMES: readonly string[] = ['verb', 'dialog', 'msteams', 'step', ...SECRETS];

/** What came with a button, without its own name and without a PIN or a code. */
export const withoutSecrets = (data: unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(sentFields(data)).filter(([id]) => !NAMES.includes(id)));

export const closedDialog = (page: ClosedPage): DialogAnswer =>
  dialog(
    page.closed.reference === undefined ? 'Search' : `Report ${page.closed.reference}`,
    closedCard({ ...page, data: withoutSecrets(page.data) }),
    'large',
  );

/** Asks for the step; then `verb` goes on with everything that was chosen and written. */
export const askForStep = (turn: Pick<DialogTurn, 'data' | 'now'>, verb: string, closed: Locked): DialogAnswer =>
  closedDialog({ closed, data: turn.data, step: verb, now: turn.now });
