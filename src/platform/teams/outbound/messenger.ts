import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../../../kernel/calls/fault.ts';
import { withTimeout } from '../../../kernel/calls/with-timeout.ts';
import type { UserId } from '../../../kernel/ids.ts';
import type { Delivery } from '../../../kernel/messages.ts';
import { type Outgoing, text } from '../card.ts';
import { createMessages, type Messages, type MessengerDeps } from './messages.ts';

/** Passing trouble is tried again a few times; what may have arrived before says so. */
export interface Messenger extends Messages {
  /** Each message is sent at most once a call: for a caller that keeps what is due, tries again in turn and names a repeat. */
  readonly once: Messages;
}

export function createMessenger(deps: MessengerDeps): Messenger {
  const once = createMessages(deps);
  return {
    once,
    toPerson: (user, tenant, out, permit) =>
      patiently((again) => once.toPerson(user, tenant, again ? repeated(out) : out, permit)),
    toChannel: (channel, tenant, out, permit) =>
      patiently((again) => once.toChannel(channel, tenant, again ? repeated(out) : out, permit)),
    toChat: (chat, tenant, out, permit) =>
      patiently((again) => once.toChat(chat, tenant, again ? repeated(out) : out, permit)),
    reply: (to, out) => patiently(() => once.reply(to, out), false),
    // The same message is drawn, or is gone, however often.
    update: (...message) => patiently(() => once.update(...message)),
    remove: (...message) => patiently(() => once.remove(...message)),
  };
}

/** Before each further try; a Connector that asks for longer is not waited for. */
const PAUSES_MS = [1_000, 2_000, 4_000];
const LONGEST_WAITED_MS = 10_000;

/** @param repeats whether what may have arrived is sent again */
export async function patiently(send: (again: boolean) => Promise<Delivery>, repeats = true): Promise<Delivery> {
  let again = false;
  for (const ms of PAUSES_MS) {
    try {
      return await send(again);
    } catch (error) {
      if (!(error instanceof Fault) || !error.isPassing || (error.retryAfterMs ?? 0) > LONGEST_WAITED_MS) throw error;
      if (error.mayBeDone && !repeats) throw error;
      again ||= error.mayBeDone;
      await pause(Math.max(ms, error.retryAfterMs ?? 0));
    }
  }
  return send(again);
}

const AGAIN = 'You may have this message twice, because Teams did not say whether the first arrived.';

/** The same message once more, after nobody could say whether it arrived. */
export const repeated = (out: Outgoing): Outgoing =>
  'text' in out
    ? { text: `${out.text}\n\n${AGAIN}` }
    : { ...out, card: { ...out.card, body: [...out.card.body, text(AGAIN, { small: true, subtle: true })] } };

/**
 * Putting the app in place shares its limit with campaigns, and waits while Graph has asked for a pause. Anyone who waits for
 * longer than this tries again later, and holds up no other message meanwhile.
 */
const INSTALL_MS = 8_000;
const putOff = () => new Fault('unavailable', 'the app could not be put in place in time', { mayBeDone: false });

/** A messenger that puts the app in place for someone who never used it, and tries once more. */
export function installingFirst(
  messenger: Messenger,
  install: (user: UserId) => Promise<string>,
  longestMs = INSTALL_MS,
): Messenger {
  const installing = (messages: Messages): Messages => ({
    ...messages,
    async toPerson(user, tenant, out, permit) {
      const delivery = await messages.toPerson(user, tenant, out, permit);
      if (delivery.kind !== 'not-installed') return delivery;
      const result = await withTimeout(longestMs, () => install(user), putOff);
      return result === 'installed' || result === 'already' ? messages.toPerson(user, tenant, out, permit) : delivery;
    },
  });
  return { ...installing(messenger), once: installing(messenger.once) };
}
