import type { Call } from './http.ts';

/** One call that would change something, as it came in: also when it was then refused, throttled or answered with a fault. */
export interface Received {
  surface: 'connector' | 'graph';
  operation: string;
  method: string;
  /** With its query, as it was sent. */
  target: string;
  /** JSON, whole: what no view shows (`summary`, `speak`, `channelData`), and what a later update replaced. */
  body: string;
}

/** The newest this many are kept: enough for any test, little enough for a long day's playing. */
export const MOST_RECEIVED = 3_000;

export function noteReceived(
  received: Received[],
  surface: Received['surface'],
  operation: string,
  { method, target, body }: Call,
): void {
  if (method === 'GET') return;
  received.push({ surface, operation, method, target, body: JSON.stringify(body ?? null) });
  if (received.length > MOST_RECEIVED) received.shift();
}
