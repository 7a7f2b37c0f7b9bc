import { z } from 'zod/v4';
import { nameOf } from '../../../kernel/calls/fault.ts';
import { retryAfterMs } from '../../../kernel/calls/retry-after.ts';
import { Failure, Refusal } from './failure.ts';

/** One of Microsoft's services, asked with the administrator's own token. */
export interface Service {
  readonly url: string;
  get(path: string, headers?: Headers): Promise<unknown>;
  /** `undefined` where there is none. */
  find(path: string): Promise<unknown>;
  /** Every page of a list. */
  list(path: string, headers?: Headers): Promise<readonly unknown[]>;
  send(method: 'PUT' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<unknown>;
  /** As it came; anything but a refusal of ours is an answer. */
  raw(method: string, path: string, options?: RawOptions): Promise<Response>;
}

type Headers = Readonly<Record<string, string>>;
interface RawOptions {
  readonly headers?: Headers;
  readonly body?: Uint8Array | string;
  /** For what is large. */
  readonly longestMs?: number;
}

export interface ServiceParts {
  /** Without a slash at its end. */
  readonly url: string;
  token(): Promise<string>;
  pause(ms: number): Promise<void>;
}

const LONGEST_MS = 100_000;
const TRIES = 5;
const MOST_PAGES = 200;
/** Refused for now, by the service or by what stands before it. */
const PASSING = new Set([429, 502, 503, 504]);

const page = z.object({
  value: z.array(z.unknown()),
  nextLink: z.string().nullish(),
  '@odata.nextLink': z.string().nullish(),
});

/** @throws Refusal for an answer that is no success, Failure where there is no answer */
export function createService({ url, token, pause }: ServiceParts): Service {
  async function once(method: string, path: string, { headers, body, longestMs = LONGEST_MS }: RawOptions) {
    const address = path.startsWith('https://') || path.startsWith(url) ? path : `${url}${path}`;
    // A next link could lead anywhere; the token goes nowhere else.
    if (new URL(address).origin !== new URL(url).origin)
      throw new Failure(`${url} points to another host`, ['Try again']);
    return fetch(address, {
      method,
      headers: { authorization: `Bearer ${await token()}`, ...headers },
      ...(body !== undefined && { body }),
      redirect: 'error',
      signal: AbortSignal.timeout(longestMs),
    });
  }

  async function raw(method: string, path: string, options: RawOptions = {}): Promise<Response> {
    for (let tried = 1; ; tried += 1) {
      try {
        const response = await once(method, path, options);
        if (!PASSING.has(response.status) || tried === TRIES) return response;
        await response.body?.cancel();
        await pause(retryAfterMs(response.headers, Date.now()) ?? 1_000 * 2 ** tried);
      } catch (error) {
        if (error instanceof Failure) throw error;
        if (tried === TRIES || method === 'POST')
          throw new Failure(`${new URL(url).host} does not answer (${nameOf(error)})`, [
            'Check the connection to the internet and run the same command again: steps already done are skipped',
          ]);
        await pause(1_000 * 2 ** tried);
      }
    }
  }

  async function json(method: string, path: string, options: RawOptions): Promise<unknown> {
    const response = await raw(method, path, options);
    const text = await response.text();
    const body = parsed(text);
    if (response.ok) return body;
    throw refusalOf(`${method} ${new URL(`${url}${path}`, url).pathname}`, response.status, body);
  }

  const service: Service = {
    url,
    raw,
    get: (path, headers = {}) => json('GET', path, { headers }),
    async find(path) {
      try {
        return await json('GET', path, {});
      } catch (error) {
        if (error instanceof Refusal && error.status === 404) return undefined;
        throw error;
      }
    },
    async list(path, headers = {}) {
      const all: unknown[] = [];
      let next: string | undefined = path;
      for (let pages = 0; next !== undefined && pages < MOST_PAGES; pages += 1) {
        const read: z.infer<typeof page> = page.parse(await service.get(next, headers));
        all.push(...read.value);
        const link: string | undefined = read.nextLink ?? read['@odata.nextLink'] ?? undefined;
        next = link?.startsWith(url) ? link.slice(url.length) : link;
      }
      return all;
    },
    send: (method, path, body) =>
      json(method, path, {
        ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      }),
  };
  return service;
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface ErrorShape {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly details?: readonly ErrorShape[] | undefined;
}
const errorShape: z.ZodType<ErrorShape> = z.object({
  code: z.string().optional(),
  message: z.string().optional(),
  get details() {
    return z.array(errorShape).optional();
  },
});

/** A template's error holds those of its parts, whose messages hold JSON of their own. */
export function refusalOf(asked: string, status: number, body: unknown): Refusal {
  const outer = z.object({ error: errorShape }).safeParse(body).data?.error;
  const found: { code: string; message: string }[] = [];
  const gather = (error: ErrorShape | undefined): void => {
    if (!error) return;
    found.push({ code: error.code ?? '', message: error.message ?? '' });
    const inner = z.object({ error: errorShape }).safeParse(parsed(error.message ?? '')).data?.error;
    if (inner) gather(inner);
    for (const detail of error.details ?? []) gather(detail);
  };
  gather(outer);
  const codes = found.map(({ code }) => code).filter((code) => code !== '');
  const message = found.findLast(({ message }) => message !== '' && !message.startsWith('{'))?.message ?? '';
  return new Refusal(asked, status, codes, message);
}
