import type { IncomingMessage } from 'node:http';

/** Teams sends at most about 100 KB a message; a form with long answers stays far below this. */
const MAX_BODY_BYTES = 256 * 1024;
/** If a sender sends slightly too much we read it all, so that the refusal arrives; beyond this the connection is cut. */
const MAX_HEARD_BYTES = 4 * MAX_BODY_BYTES;

/** The body as text; `undefined` when it is too large. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > MAX_HEARD_BYTES) return undefined;
  const parts: Buffer[] = [];
  let heard = 0;
  try {
    // Leaving early must leave the line open for the answer.
    for await (const part of request.iterator({ destroyOnReturn: false })) {
      heard += part.length;
      if (heard <= MAX_BODY_BYTES) parts.push(part);
      else if (heard > MAX_HEARD_BYTES) return undefined;
    }
  } catch {
    // The sender hung up half-way: nobody hears the answer.
    return '';
  }
  return heard > MAX_BODY_BYTES ? undefined : Buffer.concat(parts).toString('utf8');
}
