import { z } from 'zod/v4';
import { Fault } from '../core/fault.ts';

/** What the Connector said, in our words. `gone`, `blocked` and `not-installed` are states of a person, not faults. */
export type Refusal =
  | { readonly kind: 'not-installed' | 'blocked' | 'gone' }
  | { readonly kind: 'fault'; readonly fault: Fault };

const shape = z.object({
  statusCode: z.number().optional(),
  code: z.string().optional(),
  details: z.unknown().optional(),
  body: z.unknown().optional(),
  response: z
    .object({ headers: z.custom<{ get?(name: string): unknown }>().optional(), bodyAsText: z.string().nullish() })
    .optional(),
});

/** Codes by platform.md §1.2; a code that is not listed there is not retried. */
const STATES: Readonly<Record<string, 'not-installed' | 'blocked' | 'gone'>> = {
  BotNotInConversationRoster: 'not-installed',
  ForbiddenOperationException: 'not-installed',
  BotDisabledByAdmin: 'blocked',
  ConversationBlockedByUser: 'blocked',
  MessageWritesBlocked: 'blocked',
  ConversationNotFound: 'gone',
  ActivityNotFoundInConversation: 'gone',
};
const PASSING = [408, 412, 502, 503, 504];

/** Reads an error of the Connector client. Only status and code are kept: the answer's text may repeat what we sent. */
export function readRefusal(error: unknown): Refusal {
  const { data } = shape.safeParse(error);
  const status = data?.statusCode;
  const code = codeOf(data);
  const state = code !== undefined && Object.hasOwn(STATES, code) ? STATES[code] : undefined;
  if (state) return { kind: state };

  const said = `Connector ${status ?? 'did not answer'}${code ? ` ${code}` : ''}`;
  const fault = (kind: Fault['code'], retryAfterMs?: number): Refusal => ({
    kind: 'fault',
    fault: new Fault(kind, said, { retryAfterMs }),
  });
  // No status: the connection broke or never came to be. The message may have arrived.
  if (status === undefined) return fault('unavailable');
  if (status === 429) return fault('throttled', retryAfter(data?.response?.headers?.get?.('retry-after')));
  if (PASSING.includes(status)) return fault('unavailable');
  if (status === 404) return fault('not-found');
  if (status === 401 || status === 403) return fault('forbidden');
  return fault('rejected');
}

/** The code stands in different places, once inside JSON inside a string: `{"errorCode":209,"message":"{ \"subCode\": …}"}`. */
function codeOf(data: z.output<typeof shape> | undefined): string | undefined {
  const texts = [
    data?.response?.bodyAsText,
    typeof data?.body === 'string' ? data.body : JSON.stringify(data?.body ?? data?.details ?? ''),
  ];
  for (const text of texts) {
    const sub = /\\*"subCode\\*"\s*:\s*\\*"([A-Za-z]+)\\*"/.exec(text ?? '')?.[1];
    if (sub) return sub;
  }
  for (const text of texts) {
    const found = /"code"\s*:\s*"([A-Za-z]+)"/.exec(text ?? '')?.[1];
    if (found) return found;
  }
  return data?.code;
}

function retryAfter(header: unknown): number | undefined {
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds >= 0 && header !== null && header !== undefined
    ? seconds * 1_000
    : undefined;
}
