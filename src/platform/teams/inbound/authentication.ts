import { type Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { LRUCache } from 'lru-cache';
import { remembering } from '../../../kernel/remember.ts';
import { MINUTE_MS } from '../../../kernel/time.ts';

type Sdk = ConfigurationBotFrameworkAuthentication;
type Authenticated = Awaited<ReturnType<Sdk['authenticateRequest']>>;
type ConnectorFactory = ReturnType<Sdk['createConnectorFactory']>;
type ConnectorClient = ReturnType<ConnectorFactory['create']>;
type UserTokenClient = ReturnType<Sdk['createUserTokenClient']>;

/** The Connector sends one token for an hour, with every activity. A key that is withdrawn counts at most so much longer. */
const KEPT_MS = 5 * MINUTE_MS;
/** Tokens, each with the channel and the service address it was checked against. */
const MOST_TOKENS = 200;
/** Service addresses: a tenant has one or two. */
const MOST_CLIENTS = 50;

/**
 * The SDK's own checks and clients, without doing the same work at every turn: a token that passed counts for the same
 * channel and service address until it expires, at most five minutes, and the clients that a turn needs are made once. A
 * token that did not pass is never remembered, and neither is anything about who sent the activity.
 */
export class SparingAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #passed = new LRUCache<
    string,
    { readonly result: Authenticated; readonly until: number; readonly checkedAt: number }
  >({
    max: MOST_TOKENS,
  });
  readonly #now: () => number;
  #connectors: ConnectorFactory | undefined;
  #userTokens: UserTokenClient | undefined;

  /** @param now this machine's time in ms, as the SDK takes it for a token's */
  constructor(now: () => number, ...settings: ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>) {
    super(...settings);
    this.#now = now;
  }

  override async authenticateRequest(activity: Activity, header: string): Promise<Authenticated> {
    const key = JSON.stringify([header, activity.channelId, activity.serviceUrl]);
    const known = this.#passed.get(key);
    // A clock that was set back makes no token good for longer.
    if (known && this.#now() >= known.checkedAt && this.#now() < known.until) return known.result;
    const checked = await super.authenticateRequest(activity, header);
    const result = { ...checked, connectorFactory: this.createConnectorFactory(checked.claimsIdentity) };
    // Beyond its expiry the SDK allows for clocks that differ: that judgement stays its own, each time.
    const expires = Number(checked.claimsIdentity.getClaimValue('exp') ?? Number.NaN) * 1_000;
    // The SDK lets a token in that says nothing about its end, and so is good for ever for anyone who found it.
    if (!Number.isFinite(expires)) throw new Error('the token has no expiry');
    const until = Math.min(this.#now() + KEPT_MS, expires);
    this.#passed.set(key, { result, until, checkedAt: this.#now() });
    return result;
  }

  /** Every identity here is our own app's: what was checked is that the token was made for it. */
  override createConnectorFactory(identity: Parameters<Sdk['createConnectorFactory']>[0]): ConnectorFactory {
    this.#connectors ??= keepingClients(super.createConnectorFactory(identity));
    return this.#connectors;
  }

  /** For sign-in, which Lanyard does not use; the SDK wants one for every turn. */
  override createUserTokenClient(identity: Parameters<Sdk['createUserTokenClient']>[0]): UserTokenClient {
    this.#userTokens ??= super.createUserTokenClient(identity);
    return this.#userTokens;
  }
}

function keepingClients(factory: ConnectorFactory): ConnectorFactory {
  const clients = remembering(MOST_CLIENTS, (key: string): ConnectorClient => {
    const [serviceUrl, audience] = JSON.parse(key) as [string, string];
    return factory.create(serviceUrl, audience);
  });
  return { create: (serviceUrl, audience) => clients(JSON.stringify([serviceUrl, audience])) };
}
