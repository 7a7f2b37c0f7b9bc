import type { TokenCredential } from '@azure/identity';
import type { Pace } from '../kernel/messages.ts';
import type { Config } from '../platform/environment/config.ts';
import type { BotIdentity } from '../platform/environment/environment.ts';
import { createGraph } from '../platform/graph/client.ts';
import { graphDirectory } from '../platform/graph/directory.ts';
import { graphInstalls } from '../platform/graph/installs.ts';
import { keptToken, type Token } from '../platform/graph/kept-token.ts';
import { graphNudges } from '../platform/graph/nudge.ts';
import type { Db } from '../platform/postgres/database.ts';
import { sqlPace } from '../platform/postgres/jobs/pace.ts';
import { sqlConversationStore } from '../platform/postgres/people/conversations.store.ts';
import { MICROSOFT_CONNECTOR_HOSTS } from '../platform/teams/inbound/activity.ts';
import { createBotTokens } from '../platform/teams/inbound/adapter.ts';
import type { LiveButtons } from '../platform/teams/live-buttons.ts';
import { createChats } from '../platform/teams/outbound/chats.ts';
import { createConnector } from '../platform/teams/outbound/connector.ts';
import { createMessenger, installingFirst } from '../platform/teams/outbound/messenger.ts';
import type { Directory } from '../school/people.ts';
import type { Observed } from './observed.ts';

interface Further {
  readonly db: Db;
  /** Of the registration that calls Graph. */
  readonly credential: TokenCredential;
  readonly observed: Observed;
  readonly live: LiveButtons;
  /** In place of Graph's, in tests. */
  readonly directory: Directory | undefined;
  /** In place of the database's, in tests. */
  readonly pace: Pace | undefined;
}

/** The address for a tenant nobody of which has written yet. Source: Microsoft Learn, proactive messages. */
const FIRST_SERVICE_URL = 'https://smba.trafficmanager.net/teams/';

const CONNECTOR = 'https://api.botframework.com/.default';

/** A token for the Connector where the bot is an app registration without a secret; the SDK has its own way to the others. */
const botToken = (bot: BotIdentity, registration: TokenCredential): Token | undefined =>
  bot.credential.kind === 'federated' ? keptToken(registration, CONNECTOR, 'the Connector') : undefined;

/** Microsoft 365 as we reach it: people and installs through Graph, messages through the Connector. */
export function reachMicrosoft(config: Config, further: Further) {
  const { db, credential, observed } = further;
  const graphUrl = config.graph.url;
  const graph = observed.graph(createGraph(graphUrl, credential));
  const pace = further.pace ?? sqlPace(db);
  const installs = graphInstalls({ graph, pace, app: config.graph, graphUrl });
  const nudges = graphNudges({ graph, pace, graphUrl, catalogueId: installs.catalogueId });

  /** Whose activities come in, and which service addresses are answered. */
  const doors = {
    tenants: [config.trust.tenantId],
    serviceHosts: [...MICROSOFT_CONNECTOR_HOSTS, ...config.connectorHosts],
  };
  const conversations = sqlConversationStore(db);
  const token = createBotTokens(config.bot, botToken(config.bot, credential));
  const outbound = {
    connector: observed.connector(createConnector(token)),
    botId: config.bot.id,
    conversations,
    pace,
    serviceHosts: doors.serviceHosts,
    firstServiceUrl: config.connectorUrl ?? FIRST_SERVICE_URL,
    live: further.live,
  };
  const messenger = createMessenger(outbound);
  return {
    graph,
    directory: further.directory ?? graphDirectory(graph, config.trust),
    installs,
    nudges,
    doors,
    token,
    conversations,
    messenger,
    chats: createChats(outbound, installs.install),
    reaching: installingFirst(messenger, installs.install),
  };
}
