import { Fault } from '../../../kernel/calls/fault.ts';
import { withTimeout } from '../../../kernel/calls/with-timeout.ts';
import type { TenantId, UserId } from '../../../kernel/ids.ts';
import type { Log } from '../../../kernel/log.ts';
import type { Delivery, MessageRef } from '../../../kernel/messages.ts';
import type { Outgoing } from '../card.ts';
import { type Messenger, patiently } from './messenger.ts';

/** What someone who has just spoken is answered, in one turn. */
export interface Answers {
  /** Where they spoke. */
  reply(to: MessageRef, out: Outgoing): Promise<MessageRef>;
  /** In their own chat. */
  toPerson(user: UserId, tenant: TenantId, out: Outgoing): Promise<Delivery>;
}

/** Nobody looks at a reply for longer, and Teams gives up an invoke sooner. */
export const REPLY_MS = 10_000;

const UNSURE: Outgoing = {
  text: 'Teams did not tell me whether my answer arrived. If there is none above this line, please send your message again. To report something, type: report. In danger now: phone 999.',
};

/**
 * Answers may hold what a person has just typed, and the Connector has no key by which it would know a repeat. So one that may have arrived
 * is not sent again: a line that repeats nothing comes instead, and the person decides. What was certainly not taken is tried again.
 */
export function createAnswers({ once }: Messenger, log: Log, longestMs = REPLY_MS): Answers {
  let isSaid = false;
  const late = () => new Fault('unavailable', 'the Connector took no reply in time');
  const answer = async (
    out: Outgoing,
    unknown: MessageRef,
    send: (out: Outgoing) => Promise<Delivery>,
  ): Promise<Delivery> => {
    const sayUnsure = async (fault: Fault): Promise<void> => {
      if (!fault.mayBeDone) throw fault;
      log.warn('turn.answer-unsure', { fault: fault.code });
    };
    const sent = async (): Promise<Delivery> => {
      try {
        return await patiently(() => send(out), false);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        await sayUnsure(error);
      }
      // Once in a turn: more of it would only bury what did arrive.
      if (!isSaid) {
        isSaid = true;
        await patiently(() => send(UNSURE), false);
      }
      return { kind: 'sent', ref: unknown };
    };
    try {
      return await withTimeout(longestMs, sent, late);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      await sayUnsure(error);
      return { kind: 'sent', ref: unknown };
    }
  };
  return {
    async reply(to, out) {
      const answered = await answer(out, { ...to, activityId: '' }, (one) => once.reply(to, one));
      if (answered.kind !== 'sent') throw new Fault('rejected', `the Connector took no reply: ${answered.kind}`);
      return answered.ref;
    },
    toPerson(user, tenant, out) {
      const nowhere = { conversation: { id: '', serviceUrl: '', tenantId: tenant }, activityId: '' };
      return answer(out, nowhere, (one) => once.toPerson(user, tenant, one));
    },
  };
}
