import type { ModelEndpoint } from '../config/environment.ts';
import { Fault, nameOf } from '../core/calls/fault.ts';
import { readAtMost } from '../core/calls/read-at-most.ts';
import type { Clock } from '../core/time.ts';
import { MINUTE_MS } from '../core/time.ts';

export interface EndpointParts {
  readonly endpoint: ModelEndpoint;
  readonly clock: Clock;
  /** Why the local answer had to do; a code, nothing that was written. */
  onFault?(fault: Fault): void;
  readonly timeoutMs?: number;
}

/** Nobody waits longer for a second opinion. */
const TIMEOUT_MS = 2_500;
/** After so many failures in a row the endpoint is left alone for a while, so that not every question waits for it. */
const FAILURES = 3;
const PAUSE_MS = MINUTE_MS;

export type Operation = 'chat/completions' | 'embeddings';

/**
 * Calls one operation of an OpenAI-compatible or Azure OpenAI address. `read` turns the reply into what is wanted and
 * throws for anything else; such a reply counts as a failure. Every trouble is a Fault.
 */
export function createEndpoint(parts: EndpointParts, operation: Operation, mostBytes: number) {
  const { endpoint, clock, onFault, timeoutMs = TIMEOUT_MS } = parts;
  const address = addressOf(endpoint.url, operation);
  let failures = 0;
  let pausedUntil = 0;

  async function call(body: object): Promise<unknown> {
    const response = await fetch(address, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { 'content-type': 'application/json', ...keyHeader(address, endpoint.key) },
      body: JSON.stringify({ model: endpoint.name, ...body }),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Fault(response.status === 429 ? 'throttled' : 'unavailable', `the model answered ${response.status}`);
    }
    return readJson(response, mostBytes);
  }

  return async <T>(body: object, read: (reply: unknown) => T): Promise<T> => {
    const left = pausedUntil - clock().getTime();
    // A clock that was set back makes the pause no longer.
    if (left > 0 && left <= PAUSE_MS) throw new Fault('unavailable', 'the model is left alone for a while');
    try {
      const result = read(await call(body));
      failures = 0;
      return result;
    } catch (error) {
      const fault = toFault(error);
      failures += 1;
      if (failures >= FAILURES) {
        failures = 0;
        pausedUntil = clock().getTime() + PAUSE_MS;
      }
      onFault?.(fault);
      throw fault;
    }
  };
}

const AZURE = /\.(?:openai\.azure\.com|cognitiveservices\.azure\.com|services\.ai\.azure\.com|openai\.azure\.us)$/;
/** Used where the address of an Azure deployment names none. */
const AZURE_VERSION = '2024-10-21';

/** `…/v1` or `…/openai/deployments/<name>[?api-version=…]`, with or without the operation. */
export function addressOf(url: string, operation: Operation = 'chat/completions'): URL {
  const address = new URL(url);
  const path = address.pathname.replace(/\/+$/, '');
  if (!path.endsWith(`/${operation}`)) address.pathname = `${path}/${operation}`;
  if (/\/openai\/deployments\//.test(path) && !address.searchParams.has('api-version'))
    address.searchParams.set('api-version', AZURE_VERSION);
  return address;
}

const keyHeader = ({ hostname, pathname }: URL, key: string): Record<string, string> =>
  AZURE.test(hostname) || /\/openai\/deployments\//.test(pathname)
    ? { 'api-key': key }
    : { authorization: `Bearer ${key}` };

/** The body, if it is JSON of a reasonable size; a server that never ends is cut off by the timeout above. */
async function readJson(response: Response, mostBytes: number): Promise<unknown> {
  const bytes = await readAtMost(response.body, mostBytes);
  if (!bytes) throw new Fault('malformed', 'the model answered far too much');
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Fault('malformed', 'the model did not answer in JSON');
  }
}

/** No cause is kept: an error of the network layer may hold the address, the key or what was asked. */
const toFault = (error: unknown): Fault =>
  error instanceof Fault ? error : new Fault('unavailable', `the model did not answer (${nameOf(error)})`);
