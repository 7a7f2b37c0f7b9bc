import type { ServerResponse } from 'node:http';
import type { Sandbox } from '../running-sandbox.ts';
import { readersOf } from '../tenant/conversations.ts';
import { viewOf } from '../tenant/views.ts';
import type { Change, World } from '../tenant/world.ts';

const HEARTBEAT_MS = 20_000;

/** Server-sent events for one person's window: messages they may see, their feed, and what concerns everyone. */
export function followPerson(response: ServerResponse, sandbox: Sandbox, userId: string): void {
  const { world, clock } = sandbox;
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
  });
  const tell = (event: unknown) => response.write(`data: ${JSON.stringify(event)}\n\n`);
  tell({ kind: 'hello' });
  const stopWorld = world.onChange((change) => {
    const event = eventFor(world, change, userId);
    if (event) tell(event);
  });
  const stopClock = clock.onMove(() =>
    tell({ kind: 'clock', now: clock.now().toISOString(), offsetMs: clock.offsetMs() }),
  );
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  heartbeat.unref();
  response.on('close', () => {
    stopWorld();
    stopClock();
    clearInterval(heartbeat);
  });
}

function eventFor(world: World, change: Change, userId: string): unknown {
  switch (change.kind) {
    case 'people':
    case 'controls':
      return { kind: change.kind };
    case 'chat':
    case 'feed':
      return change.userId === userId ? { kind: change.kind } : undefined;
    case 'typing':
      return readersOf(world, change.conversation).includes(userId)
        ? { kind: 'typing', conversationId: change.conversation.id }
        : undefined;
    default: {
      const { conversation, message, onlyFor } = change;
      if (onlyFor !== undefined && onlyFor !== userId) return undefined;
      if (!readersOf(world, conversation).includes(userId)) return undefined;
      return { kind: change.kind, message: viewOf(world, message, userId) };
    }
  }
}
