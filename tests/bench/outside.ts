import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { generateSchool } from '../../src/sandbox/tenant/generated-school.ts';
import { BOT_ID, GROUPS, TENANT_ID } from '../../src/sandbox/tenant/sample-school.ts';

/**
 * The world outside the product, in a process of its own: a sandbox, and an honest witness who counts what really
 * arrived. Speaks with the bench over IPC.
 */
export type Ask =
  | { readonly kind: 'begin'; readonly people: number; readonly limits: boolean }
  | { readonly kind: 'witness'; readonly campaign: string }
  | { readonly kind: 'answers' }
  | { readonly kind: 'end' };

/** How often each activity that someone sent was answered in their own chat. */
export type Answers = Readonly<Record<string, number>>;

export interface Testimony {
  /** Everyone who should get a card, by what their accounts really are. */
  readonly expected: number;
  /** Those of them who have none. */
  readonly lost: readonly string[];
  /** Who has more than one, and how many. */
  readonly duplicates: readonly { readonly user: string; readonly cards: number }[];
  /** Anyone else who got one. */
  readonly strangers: readonly string[];
  readonly messagesToPupils: number;
  /** Since the last time it was asked. */
  readonly calls: {
    readonly installs: number;
    readonly creates: number;
    readonly sends: number;
    readonly updates: number;
  };
  readonly throttled: { readonly connector: number; readonly graph: number };
  /** When each card of this campaign was taken, in ms of the machine's clock, in order. */
  readonly cardsAt: readonly number[];
}

const counts = { installs: 0, creates: 0, sends: 0, updates: 0, connector: 0, graph: 0 };

subscribe('http.server.response.finish', (message) => {
  const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
  const path = request.url ?? '';
  const isConnector = path.startsWith('/connector/');
  if (response.statusCode === 429) counts[isConnector ? 'connector' : 'graph'] += 1;
  if (response.statusCode >= 300) return;
  if (isConnector && request.method === 'PUT') counts.updates += 1;
  if (request.method !== 'POST') return;
  if (path.endsWith('/teamwork/installedApps')) counts.installs += 1;
  else if (isConnector && /\/activities(\/|$)/.test(path)) counts.sends += 1;
  else if (isConnector && path.endsWith('/v3/conversations')) counts.creates += 1;
});

process.on('message', (ask: Ask) => void take(ask));

let sandbox: Awaited<ReturnType<typeof createSandbox>> | undefined;

async function take(ask: Ask): Promise<void> {
  if (ask.kind === 'begin') {
    sandbox = await createSandbox({
      school: generateSchool({ staff: ask.people }),
      botId: BOT_ID,
      tenantId: TENANT_ID,
      limits: ask.limits,
    });
    process.send?.({ url: sandbox.url });
  } else if (ask.kind === 'witness') {
    process.send?.(witness(ask.campaign));
  } else if (ask.kind === 'answers') {
    process.send?.(answers());
  } else {
    await sandbox?.close();
    process.exit(0);
  }
}

function witness(campaign: string): Testimony {
  if (!sandbox) throw new Error('the sandbox has not begun');
  const { world } = sandbox;
  const pupils = membersOf(GROUPS.pupilsAll);
  const expected = new Set(
    [...membersOf(GROUPS.staffOakfield)].filter((id) => {
      const person = world.people.get(id);
      return (
        person?.enabled && person.userType === 'Member' && person.hasTeams && person.install === 'ok' && !pupils.has(id)
      );
    }),
  );
  const cards = new Map<string, number>();
  const cardsAt: number[] = [];
  for (const conversation of world.conversations.values()) {
    if (!conversation.userId) continue;
    for (const message of conversation.messages) {
      const text = JSON.stringify(message.activity.attachments ?? []);
      // What answers a message of theirs, such as the list of what they have still to read, is no card.
      if (message.activity.replyToId) continue;
      // A request for this campaign: answered or not, it carries the campaign and is no card of those who run it.
      if (!text.includes(`"campaign":"${campaign}"`) || text.includes('"campaign.')) continue;
      cards.set(conversation.userId, (cards.get(conversation.userId) ?? 0) + 1);
      cardsAt.push(message.createdAt.getTime() - sandbox.clock.offsetMs());
    }
  }
  const testimony: Testimony = {
    expected: expected.size,
    lost: [...expected].filter((id) => !cards.has(id)),
    duplicates: [...cards].filter(([, count]) => count > 1).map(([user, count]) => ({ user, cards: count })),
    strangers: [...cards.keys()].filter((id) => !expected.has(id)),
    messagesToPupils: world.messagesToPupils,
    calls: { installs: counts.installs, creates: counts.creates, sends: counts.sends, updates: counts.updates },
    throttled: { connector: counts.connector, graph: counts.graph },
    cardsAt: cardsAt.sort((left, right) => left - right),
  };
  for (const name of Object.keys(counts) as (keyof typeof counts)[]) counts[name] = 0;
  return testimony;
}

function answers(): Answers {
  const found: Record<string, number> = {};
  for (const conversation of sandbox?.world.conversations.values() ?? []) {
    for (const { from, activity } of conversation.messages) {
      // Only a card is an answer: a line of text is an apology, or a request to wait.
      const isAnswer = from === 'bot' && typeof activity.replyToId === 'string' && Array.isArray(activity.attachments);
      if (isAnswer) found[String(activity.replyToId)] = (found[String(activity.replyToId)] ?? 0) + 1;
    }
  }
  return found;
}

/** Members with those of nested groups. */
function membersOf(group: string, seen = new Set<string>()): Set<string> {
  if (!sandbox || seen.has(group)) return new Set();
  seen.add(group);
  const found = new Set<string>();
  for (const id of sandbox.world.groups.get(group)?.members ?? []) {
    if (sandbox.world.groups.has(id)) for (const inner of membersOf(id, seen)) found.add(inner);
    else found.add(id);
  }
  return found;
}
