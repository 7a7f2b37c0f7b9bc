import { z } from 'zod/v4';
import { readAtMost } from '../../../kernel/calls/read-at-most.ts';
import { retryAfterMs } from '../../../kernel/calls/retry-after.ts';
import { withTimeout } from '../../../kernel/calls/with-timeout.ts';
import type { Permit } from '../../../kernel/messages.ts';

/** What happened to one call. It repeats nothing that was sent. */
export type Answer =
  | { readonly kind: 'done'; readonly body: unknown }
  | {
      readonly kind: 'refused';
      readonly status: number;
      /** As it came: the Connector words its refusals in several shapes. */
      readonly body: string;
      readonly retryAfterMs: number | undefined;
    }
  /** No answer. Where the call never left us, it was certainly not taken. */
  | { readonly kind: 'silent'; readonly code: string; readonly hasLeft: boolean };

/** Calls to the Bot Connector, each taken at most once. */
export interface Connector {
  /**
   * @param path below the service address, for example `v3/conversations`
   * @param permit without it nothing leaves, and the call is `silent`
   */
  call(
    method: 'POST' | 'PUT' | 'DELETE',
    serviceUrl: string,
    path: string,
    body?: object,
    permit?: Permit,
  ): Promise<Answer>;
}

/** A card is taken within a second; anyone who waits longer holds a place that someone else could use. */
const LONGEST_MS = 10_000;

/** Of an answer. The Connector's are ids and codes. */
const MOST_BYTES = 1024 * 1024;

/** A connection that was never made: nothing of the call can have arrived. */
const NEVER_LEFT: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/**
 * The SDK's own client repeats a call by itself after a 5xx or a broken connection, although the first may have been taken:
 * a second card that nobody could name. So what the bot sends of its own accord goes out here, without repeats; who asked
 * decides what comes next. Replies within a turn stay with the SDK.
 * @param token the bot's, for the Connector; callers see to it that `serviceUrl` is a host that may have it. Where the last one was refused, a new one
 */
export const createConnector = (
  token: (isRefused?: boolean) => Promise<string>,
  longestMs = LONGEST_MS,
): Connector => ({
  async call(method, serviceUrl, path, body, permit) {
    let hasLeft = false;
    const asked = async (signal: AbortSignal, isRefused = false): Promise<Answer> => {
      // What makes tokens knows no signal: one that comes too late finds the signal aborted, and nothing leaves.
      const authorization = `Bearer ${await token(isRefused)}`;
      // The last thing before it leaves: nothing is waited for in between.
      if (permit && !(await isGiven(permit))) return { kind: 'silent', code: 'NotOurs', hasLeft: false };
      hasLeft = true;
      const response = await fetch(new URL(path, serviceUrl.endsWith('/') ? serviceUrl : `${serviceUrl}/`), {
        method,
        headers: { authorization, ...(body && { 'content-type': 'application/json; charset=utf-8' }) },
        ...(body && { body: JSON.stringify(body) }),
        // Another address would get our token without having been checked.
        redirect: 'error',
        signal,
      });
      const bytes = await readAtMost(response.body, MOST_BYTES);
      // Longer than anything the Connector says: whatever it is, it names nothing that we could use.
      const text = bytes?.toString('utf8') ?? '';
      // Nobody looked at it: a token may be withdrawn before its time, and is kept for up to an hour.
      if (response.status === 401 && !isRefused) return asked(signal, true);
      if (response.ok) return { kind: 'done', body: parsed(text) };
      return {
        kind: 'refused',
        status: response.status,
        body: text,
        retryAfterMs: retryAfterMs(response.headers, Date.now()),
      };
    };
    try {
      return await withTimeout(
        longestMs,
        (signal) => asked(signal),
        () => new DOMException('the Connector did not answer in time', 'TimeoutError'),
      );
    } catch (error) {
      const code = codeOf(error);
      return { kind: 'silent', code, hasLeft: hasLeft && !NEVER_LEFT.includes(code) };
    }
  },
});

/** A permit that took longer than this was given before this process stood still: by now someone else may have one. */
const PERMIT_LASTS_MS = 5_000;

async function isGiven(permit: Permit): Promise<boolean> {
  const asked = performance.now();
  return (await permit()) && performance.now() - asked < PERMIT_LASTS_MS;
}

/** An answer that is no JSON carries no id; that it was taken is what counts. */
function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

const failure = z.object({ name: z.string(), cause: z.object({ code: z.string() }).optional() });

function codeOf(error: unknown): string {
  const read = failure.safeParse(error).data;
  return read?.cause?.code ?? read?.name ?? 'unknown';
}
