import type { TokenCredential } from '@azure/identity';
import type { Config } from '../config/config.ts';
import type { BotIdentity } from '../config/environment.ts';
import type { Pace } from '../core/messages.ts';
import type { Directory } from '../core/school/people.ts';
import { createGraph } from '../graph/client.ts';
import { graphDirectory } from '../graph/directory.ts';
import { graphInstalls } from '../graph/installs.ts';
import { keptToken } from '../graph/kept-token.ts';
import { graphNudges } from '../graph/nudge.ts';
import type { Db } from '../store/database/database.ts';
import { sqlPace } from '../store/jobs/pace.ts';
import { sqlConversationStore } from '../store/people/conversation-store.ts';
import { MICROSOFT_CONNECTOR_HOSTS } from '../teams/inbound/activity.ts';
import { createBotTokens } from '../teams/inbound/adapter.ts';
import { createChats } from '../teams/outbound/chats.ts';
import { createConnector } from '../teams/outbound/connector.ts';
import { createMessenger, installingFirst } from '../teams/outbound/messenger.ts';
import type { Observed } from './observed.ts';

interface Further {
  readonly db: Db;
  /** Of the registration that calls Graph. */
  readonly credential: TokenCredential;
  readonly observed: Observed;
  /** In place of Graph's, in tests. */
  readonly directory: Directory | undefined;
  /** In place of the database's, in tests. */
  readonly pace: Pace | undefined;
}

/** The address for a tenant nobody of which has written yet. Source: Microsoft Learn, proactive messages. */
const FIRST_SERVICE_URL = 'https://smba.trafficmanager.net/teams/';

const CONNECTOR = 'https://api.botframework.com/.default';

/** A token for the Connector where the bot is an app registration without a secret; the SDK has its own way to the others. */
export const botToken = (bot: BotIdentity, registration: TokenCredential): (() => Promise<string>) | undefined =>
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
  };
  const messenger = createMessenger(outbound);
  return {
    graph,
    directory: further.directory ?? graphDirectory(graph),
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
