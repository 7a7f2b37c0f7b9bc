import type { ServerResponse } from 'node:http';
import type { Call, Reply } from '../http.ts';
import { at, textAt } from '../json.ts';
import type { SandboxClock } from '../tenant/clock.ts';

const reading = (clock: SandboxClock) => ({ offsetMs: clock.offsetMs(), now: clock.now().toISOString() });

/** GET reads; PUT moves by `{offsetMs}`, to `{now}` (ISO 8601) or on by `{advanceMs}`. */
export function serveClock(call: Call, clock: SandboxClock): Reply {
  if (call.method === 'GET') return { status: 200, body: reading(clock) };
  if (call.method !== 'PUT') return { status: 405, body: { error: 'Use GET or PUT.' } };
  const to = new Date(textAt(call.body, 'now') ?? Number.NaN);
  const offsetMs = at(call.body, 'offsetMs');
  const advanceMs = at(call.body, 'advanceMs');
  if (!Number.isNaN(to.getTime())) clock.set(to);
  else if (typeof offsetMs === 'number' && Number.isFinite(offsetMs)) clock.setOffset(offsetMs);
  else if (typeof advanceMs === 'number' && Number.isFinite(advanceMs)) clock.advance(advanceMs);
  else return { status: 400, body: { error: 'Give offsetMs, now or advanceMs.' } };
  return { status: 200, body: reading(clock) };
}

/** Server-sent events: the reading now, and again after each move. */
export function followClock(response: ServerResponse, clock: SandboxClock): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  const tell = () => response.write(`data: ${JSON.stringify(reading(clock))}\n\n`);
  tell();
  const stop = clock.onMove(tell);
  response.on('close', stop);
}
