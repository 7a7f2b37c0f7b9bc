import { Fault } from '../../../kernel/calls/fault.ts';
import type { Answer } from './connector.ts';

/** What the Connector said, in our words. `gone`, `blocked` and `not-installed` are states of a person, not faults. */
type Refusal =
  | { readonly kind: 'not-installed' | 'blocked' | 'gone' }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** Codes of Microsoft Learn, "Send and receive messages", status codes; one that is not listed there is not retried. */
const STATES: ReadonlyMap<string, 'not-installed' | 'blocked' | 'gone'> = new Map(
  Object.entries({
    BotNotInConversationRoster: 'not-installed',
    ForbiddenOperationException: 'not-installed',
    BotDisabledByAdmin: 'blocked',
    ConversationBlockedByUser: 'blocked',
    MessageWritesBlocked: 'blocked',
    ConversationNotFound: 'gone',
    ActivityNotFoundInConversation: 'gone',
  }),
);
const PASSING = [408, 412, 502, 503, 504];

/**
 * Reads what came instead of an answer. Only status and code are kept: the answer's text may repeat what we sent.
 * @param isMessage the call would have made a message: then a Fault says whether it may have
 */
export function readRefusal(answer: Exclude<Answer, { kind: 'done' }>, isMessage: boolean): Refusal {
  if (answer.kind === 'silent') {
    const said = `Connector did not answer (${answer.code})`;
    return { kind: 'fault', fault: new Fault('unavailable', said, { mayBeDone: isMessage && answer.hasLeft }) };
  }
  const { status, retryAfterMs } = answer;
  const code = codeIn(answer.body);
  const state = code === undefined ? undefined : STATES.get(code);
  if (state) return { kind: state };

  const said = `Connector ${status}${code ? ` ${code}` : ''}`;
  // A server that says when to come back has put the call off; one that only fails may have done it.
  const mayBeDone = isMessage && status >= 500 && !(status === 503 && retryAfterMs !== undefined);
  const fault = (kind: Fault['code']): Refusal => ({
    kind: 'fault',
    fault: new Fault(kind, said, { retryAfterMs, mayBeDone }),
  });
  if (status === 429) return fault('throttled');
  if (PASSING.includes(status)) return fault('unavailable');
  if (status === 404) return fault('not-found');
  // A token that is not taken is another soon. Only a bot that is not registered stays so until a person acts.
  if (status === 401) return fault(code === 'BotNotRegistered' ? 'forbidden' : 'unavailable');
  if (status === 403) return fault('forbidden');
  return fault('rejected');
}

/** The code is in different places, once inside JSON inside a string: `{"errorCode":209,"message":"{ \"subCode\": …}"}`. */
const codeIn = (body: string): string | undefined =>
  /\\*"subCode\\*"\s*:\s*\\*"([A-Za-z]+)\\*"/.exec(body)?.[1] ?? /"code"\s*:\s*"([A-Za-z]+)"/.exec(body)?.[1];
