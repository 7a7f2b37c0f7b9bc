import { z } from 'zod/v4';
import type { Pointed, WhyNotUsed } from '../../ask/ports.ts';
import { Fault } from '../../kernel/calls/fault.ts';
import { readAtMost } from '../../kernel/calls/read-at-most.ts';
import { retryAfterMs } from '../../kernel/calls/retry-after.ts';
import { withTimeout } from '../../kernel/calls/with-timeout.ts';
import type { Clock } from '../../kernel/time.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import type { ModelEndpoint } from '../environment/environment.ts';
import { addressOf, isAzure } from './address.ts';
import type { Prompt } from './prompt.ts';
import { REPLY_SCHEMA, readCompletion } from './reply.ts';

export interface ModelParts {
  readonly endpoint: ModelEndpoint;
  readonly clock: Clock;
  /** A token of the bot's own identity, where the endpoint takes that in place of a key. @throws Fault */
  token?(): Promise<string>;
  /** For everything together: the token, a form that the server does not take, and the answer. */
  readonly timeoutMs?: number;
}

/** Nobody waits longer for a second opinion: with our own answer it stays within three seconds. */
const TIMEOUT_MS = 2_500;
/** After this many failures in a row the model is left alone for a while, so that not every question waits for it. */
const FAILURES = 3;
const PAUSE_MS = MINUTE_MS;
const MOST_BYTES = 64 * 1024;
/** Room for eight numbers; a model that wants to say more is cut off, and not used. */
const MOST_TOKENS = 100;

/** These say something about one question, or about one answer; the others about the service. */
const OF_ONE_QUESTION: readonly WhyNotUsed[] = ['filtered', 'refused', 'malformed', 'too-long'];

/**
 * A language model behind an OpenAI-compatible or Azure OpenAI address. Every trouble is a code; no word of the question,
 * of the policy, of the key or of what the server wrote is in it. What cannot be foreseen is thrown.
 */
export function createModel({ endpoint, clock, token, timeoutMs = TIMEOUT_MS }: ModelParts) {
  const address = addressOf(endpoint.url);
  let form: Form = BEST_FORM;
  let failures = 0;
  let pause = { until: 0, ms: 0 };

  async function headers(): Promise<Record<string, string>> {
    const { auth } = endpoint;
    if (auth.kind === 'none') return {};
    if (auth.kind === 'key')
      return isAzure(address) ? { 'api-key': auth.key } : { authorization: `Bearer ${auth.key}` };
    if (!token) throw new Fault('forbidden', 'there is no identity to ask the model with');
    return { authorization: `Bearer ${await token()}` };
  }

  /** Asks once, and again in a plainer form for as long as the server says that it does not take one. */
  async function call({ messages, count }: Prompt, signal: AbortSignal): Promise<Pointed> {
    const head = await headers();
    for (;;) {
      const asked = form;
      const response = await fetch(address, {
        method: 'POST',
        // A redirect would take the question to a place that nobody chose.
        redirect: 'manual',
        signal,
        headers: { 'content-type': 'application/json', ...head },
        body: JSON.stringify({ model: endpoint.name, messages, ...fieldsOf(asked) }),
      });
      if (response.ok) return readCompletion(await readJson(response), count);
      const refusal = await readRefusal(response);
      const next = refusal.why === 'rejected' ? plainerForm(asked, refusal.field) : undefined;
      if (!next) return notUsed(refusal.why, refusal.retryAfterMs);
      form = next;
    }
  }

  function notUsed(why: WhyNotUsed, restMs?: number): Pointed {
    if (OF_ONE_QUESTION.includes(why)) return { kind: 'not-used', why };
    failures += 1;
    if (restMs !== undefined || failures >= FAILURES) {
      failures = 0;
      const ms = restMs ?? PAUSE_MS;
      pause = { until: clock().getTime() + ms, ms };
    }
    return { kind: 'not-used', why };
  }

  return async (prompt: Prompt): Promise<Pointed> => {
    const left = pause.until - clock().getTime();
    // A clock that was set back makes the pause no longer.
    if (left > 0 && left <= pause.ms) return { kind: 'not-used', why: 'paused' };
    try {
      const pointed = await withTimeout(
        timeoutMs,
        (signal) => call(prompt, signal),
        () => new TooLate(),
      );
      if (pointed.kind !== 'not-used') failures = 0;
      return pointed;
    } catch (error) {
      // No cause is kept: an error of the network layer may hold the address, the key or what was asked.
      if (error instanceof TooLate) return notUsed('late');
      if (error instanceof Fault) return notUsed(error.code === 'throttled' ? 'unavailable' : error.code);
      if (isOfNetwork(error)) return notUsed('unavailable');
      throw error;
    }
  };
}

export type Model = ReturnType<typeof createModel>;

class TooLate extends Error {
  override readonly name = 'TooLate';
}

/** What fetch throws for every trouble of the line: a TypeError with a cause, and an abort. */
const isOfNetwork = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'AbortError' || (error instanceof TypeError && error.cause !== undefined));

/** Servers of this interface differ in what they take; the first call finds out, and it is kept. */
interface Form {
  readonly format: 'json_schema' | 'json_object';
  readonly hasTemperature: boolean;
  readonly limit: 'max_completion_tokens' | 'max_tokens';
}
const BEST_FORM: Form = { format: 'json_schema', hasTemperature: true, limit: 'max_completion_tokens' };

const fieldsOf = ({ format, hasTemperature, limit }: Form): object => ({
  response_format:
    format === 'json_schema'
      ? { type: format, json_schema: { name: 'pointed', strict: true, schema: REPLY_SCHEMA } }
      : { type: format },
  ...(hasTemperature && { temperature: 0 }),
  [limit]: MOST_TOKENS,
});

/** What is sent for a prompt, but for the model's name. */
export const requestFor = ({ messages }: Prompt): object => ({ messages, ...fieldsOf(BEST_FORM) });

/** The form without the field that the server refused; where it names none, without what is most often missing. */
function plainerForm(form: Form, field: string | undefined): Form | undefined {
  if (field === 'temperature' && form.hasTemperature) return { ...form, hasTemperature: false };
  if (field === 'max_completion_tokens' && form.limit === field) return { ...form, limit: 'max_tokens' };
  if (form.format === 'json_schema') return { ...form, format: 'json_object' };
  if (form.limit === 'max_completion_tokens') return { ...form, limit: 'max_tokens' };
  return form.hasTemperature ? { ...form, hasTemperature: false } : undefined;
}

const STATUS: Readonly<Record<number, WhyNotUsed>> = {
  400: 'rejected',
  401: 'forbidden',
  403: 'forbidden',
  404: 'not-found',
  413: 'too-long',
  422: 'rejected',
  429: 'throttled',
};
const refusalShape = z.object({
  error: z.object({
    code: z.unknown(),
    param: z.unknown(),
    innererror: z.object({ code: z.unknown() }).optional().catch(undefined),
  }),
});

/** Why the server said no. Its words are looked through for codes that we know, and for nothing else. */
async function readRefusal(response: Response): Promise<{ why: WhyNotUsed; field?: string; retryAfterMs?: number }> {
  const { status } = response;
  const why = STATUS[status] ?? (status >= 300 && status < 400 ? 'not-found' : 'unavailable');
  const rest = retryAfterMs(response.headers, Date.now()) || undefined;
  if (why !== 'rejected') {
    await response.body?.cancel();
    return { why, ...(why === 'throttled' && rest !== undefined && { retryAfterMs: rest }) };
  }
  const said = refusalShape.safeParse(await readJson(response).catch(() => undefined)).data?.error;
  if (said?.code === 'content_filter' || said?.innererror?.code === 'ResponsibleAIPolicyViolation')
    return { why: 'filtered' };
  if (said?.code === 'context_length_exceeded') return { why: 'too-long' };
  return { why, ...(typeof said?.param === 'string' && { field: said.param }) };
}

/** The body, if it is JSON of a reasonable size; a server that never ends is cut off. @throws Fault */
async function readJson(response: Response): Promise<unknown> {
  const bytes = await readAtMost(response.body, MOST_BYTES);
  if (!bytes) throw new Fault('malformed', 'the model answered far too much');
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Fault('malformed', 'the model did not answer in JSON');
  }
}
