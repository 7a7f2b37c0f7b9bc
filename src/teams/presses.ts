import { z } from 'zod/v4';
import type { UserId } from '../core/ids.ts';
import type { MessageRef } from '../core/messages.ts';
import type { Standing } from '../core/school/people.ts';
import { OUTSIDER_TEXT } from './help-cards.ts';
import { createRateLimit } from './inbound/rate.ts';
import type { RouteTable } from './routes.ts';
import { type ActionAnswer, type DialogAnswer, message, type SearchAnswer, type Turn } from './turn.ts';

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
}

/** Buttons, forms and every letter of a search; cards that are refreshed on their own count too. */
const PRESSES_PER_MINUTE = 120;
const TOO_FAST = message('That was too much at once. Please wait a minute and try again.');
const NOT_OURS = message(OUTSIDER_TEXT);
/** For the rate and for who is refused, every search is one thing. */
const SEARCHING = 'search';

export function createPresses(routes: RouteTable, standingOf: (user: UserId) => Promise<Standing>): Presses {
  const withinRate = createRateLimit(PRESSES_PER_MINUTE);

  /**
   * Why something may not be used: too often in this minute, or by somebody who is not, or no longer, of the school. What
   * belongs to a concern is never made to wait, and has checks of its own.
   */
  const refused = async (
    { sender, now }: Turn,
    name: string,
  ): Promise<typeof TOO_FAST | typeof NOT_OURS | undefined> => {
    if (name.startsWith('concern.')) return undefined;
    if (!withinRate(sender.userId, now)) return TOO_FAST;
    return (await standingOf(sender.userId)).kind === 'outsider' ? NOT_OURS : undefined;
  };

  return {
    async action({ turn, value, message: ref }) {
      const { verb, data, isRefresh } = readAction(value);
      const refusal = await refused(turn, verb);
      if (refusal) return refusal;
      const handler = routes.findAction(verb);
      if (!handler)
        return { kind: 'refused', code: 404, text: 'This button is no longer in use. Please use a newer card.' };
      return handler({ ...turn, data, isRefresh, message: ref });
    },

    async dialog({ turn, value, message: ref }, step) {
      const { data } = z.object({ data: z.unknown() }).safeParse(value).data ?? { data: {} };
      const named = namesInForm.safeParse(data).data;
      const name = (step === 'fetch' ? named?.dialog : named?.verb) ?? '';
      const refusal = await refused(turn, name);
      if (refusal) return refusal;
      const handler = step === 'fetch' ? routes.findDialog(name) : routes.findSubmit(name);
      if (!handler) return message('This form is no longer in use. Please start again from a newer card.');
      return handler({ ...turn, data, message: ref });
    },

    async search({ turn, value }) {
      const { commandId = '', parameters = [] } = searched.safeParse(value).data ?? {};
      const handler = routes.findSearch(commandId);
      if (!handler) return message('This search is no longer in use.');
      const refusal = await refused(turn, SEARCHING);
      if (refusal) return refusal;
      // Before anything is typed, Teams sends a parameter of its own.
      const typed = parameters.find(({ name }) => name !== 'initialRun')?.value;
      return handler({ sender: turn.sender, now: turn.now, words: typeof typed === 'string' ? typed.trim() : '' });
    },
  };
}

const namesInForm = z.object({ dialog: z.string().optional(), verb: z.string().optional() });
const searched = z.object({
  commandId: z.string(),
  parameters: z.array(z.object({ name: z.string(), value: z.unknown() })).default([]),
});
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
