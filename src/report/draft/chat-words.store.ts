import { z } from 'zod/v4';
import { Fault, nameOf } from '../../kernel/calls/fault.ts';
import { withTimeout } from '../../kernel/calls/with-timeout.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { type Clock, isWithin } from '../../kernel/time.ts';
import { Typed } from '../../kernel/typed.ts';
import type { BriefSeal } from '../../platform/postgres/brief-seal.ts';
import { mostOf } from '../fields/boxes.ts';
import type { KeyWrap } from '../ports.ts';
import type { ChatWords } from './chat-words.ts';
import { DRAFT_LIFETIME_MS } from './draft.ts';

/** An offer comes at once, with its buttons as they are without the words. */
const SEALED_MS = 500;

const said = z.object({ at: z.coerce.date(), words: z.string() });
const parts = z.tuple([z.base64url(), z.base64url()]);
const place = (user: UserId): string => `chat words ${user}`;

/**
 * Sealed words that lie on buttons: what opens them is here, and they are as old as a draft at most. Which key wraps them is not on the
 * button, where anyone could write another.
 */
export function sealedChatWords(
  brief: BriefSeal,
  keys: Pick<KeyWrap, 'currentKeyId'>,
  clock: Clock,
  log: Pick<Log, 'warn'>,
): ChatWords {
  const orNone = async <T>(work: () => Promise<T | undefined>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      log.warn('concern.chat-words', { reason: nameOf(error) });
      return undefined;
    }
  };
  const late = () => new Fault('unavailable', 'what was typed was not sealed in time');
  return {
    seal: (user, typed) =>
      orNone(async () => {
        const words = Typed.open(typed);
        if (typed.isEmpty || words.length > mostOf('seen')) return undefined;
        const text = JSON.stringify({ at: clock(), words });
        const { wrapped, sealed } = await withTimeout(SEALED_MS, () => brief.seal(place(user), text), late);
        return [wrapped, sealed].map((part) => part.toString('base64url')).join('.');
      }),
    open: (user, sealed) =>
      orNone(async () => {
        const [wrapped, bytes] = parts.parse(sealed.split('.'));
        const text = await brief.open(place(user), {
          keyId: keys.currentKeyId,
          wrapped: Buffer.from(wrapped, 'base64url'),
          sealed: Buffer.from(bytes, 'base64url'),
        });
        const { at, words } = said.parse(JSON.parse(text));
        return isWithin(at, DRAFT_LIFETIME_MS, clock()) ? words : undefined;
      }),
  };
}
