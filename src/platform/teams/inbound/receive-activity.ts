import type { TeamsAdapter } from '@microsoft/teams-ai/lib/TeamsAdapter.js';
import type restify from 'restify';
import { z } from 'zod/v4';
import type { Log } from '../../../kernel/log.ts';
import type { HandleTurn } from '../bot.ts';
import { readBody } from './body.ts';
import { refusalText } from './refusal.ts';

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

interface ReceivingDeps {
  readonly adapter: TeamsAdapter;
  readonly handleTurn: HandleTurn;
  readonly log: Log;
}

/** One POST of the Connector's: what is refused before anyone looks at its token, and the turn that becomes of the rest. */
export async function receiveActivity(request: restify.Request, deps: ReceivingDeps): Promise<Answer> {
  // Nothing is unpacked: the Connector packs nothing, and a few bytes could become gigabytes or break the unpacker.
  if (!request.is('json') || request.header('content-encoding')) return refusal(415);
  const text = await readBody(request);
  if (text === undefined) return refusal(413);
  const activity = parse(text);
  // The SDK takes fields of a wrong kind for bugs of its own, and logs them.
  if (!roughShape.safeParse(activity).success) return refusal(400);

  const { status, body, outcome } = await askSdk(request, activity, deps);
  if (outcome === 'unreadable') return refusal(400);
  if (outcome === 'refused') return refusal(403);
  // Never the SDK's text: it may hold claims. Many of these are Microsoft's keys that cannot be fetched.
  if (outcome === undefined && status >= 400) deps.log.warn('turn.unchecked', { status });
  // A token whose key nobody published, or keys that cannot be fetched, would be a 500 of the SDK's.
  if (outcome === undefined && status >= 500) return refusal(401);
  return status >= 400 && status !== 501 ? refusal(status) : { status, body };
}

/** Runs the SDK against a response of our own, because it would send its error texts to the caller. */
async function askSdk(
  { method, headers }: restify.Request,
  activity: unknown,
  { adapter, handleTurn, log }: ReceivingDeps,
): Promise<Answer & { readonly outcome: 'handled' | 'refused' | 'unreadable' | undefined }> {
  const heard: { status: number; body?: unknown; outcome: 'handled' | 'refused' | undefined } = {
    status: 200,
    outcome: undefined,
  };
  const response = {
    header: () => undefined,
    status(code: number) {
      heard.status = code;
    },
    send(sent: unknown) {
      heard.body = sent;
    },
    end: () => undefined,
  };
  try {
    await adapter.process({ method, headers, body: activity } as never, response as never, async (context) => {
      heard.outcome = await handleTurn(context);
    });
    return heard;
  } catch {
    // The SDK parses the body outside its own try; what it could not parse was not an activity.
    log.warn('turn.unchecked', { status: 400 });
    return { status: 400, outcome: 'unreadable' };
  }
}

/**
 * What the JSON holds; `undefined`, which no activity is, where it is none. A field that is `null` says as little as one that
 * is left out, and the SDK stumbles over it.
 */
function parse(text: string): unknown {
  try {
    const fields = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  } catch {
    return undefined;
  }
}

/** Enough for the SDK to look at the token without stumbling; what the fields hold is checked after that. */
const roughShape = z.looseObject({
  type: z.string(),
  channelId: z.string().optional(),
  serviceUrl: z.string().optional(),
  from: z.looseObject({ id: z.string().optional() }).optional(),
  conversation: z.looseObject({ id: z.string().optional() }).optional(),
});

const refusal = (status: number): Answer => ({ status, body: { error: refusalText(status) } });
