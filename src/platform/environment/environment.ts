import { isThisMachine } from '../../kernel/calls/address.ts';
import { isGuid, parseGuid, type TenantId } from '../../kernel/ids.ts';
import { LOG_LEVELS, type LogLevel } from '../../kernel/log.ts';
import type { Problem } from '../../school/file/problems.ts';

/**
 * Everything read from the environment. This type is the reference of all variables; docs/deploy.md explains them
 * to the IT lead, env/.env.* set them.
 */
export interface Environment {
  readonly isProduction: boolean;
  /** PORT. Taken by someone else: outside production the next free one is used. */
  readonly port: number;
  readonly bot: BotIdentity;
  readonly graph: {
    /** GRAPH_URL: `https://graph.microsoft.com/v1.0`, or the sandbox's. */
    readonly url: string;
    /** TEAMS_APP_CATALOG_ID: the app's id in the organisation's catalogue; looked up by TEAMS_APP_ID when absent. */
    readonly catalogAppId: string | undefined;
    /** TEAMS_APP_ID: the manifest's id. */
    readonly manifestId: string;
    /**
     * GRAPH_APP_ID: the app registration that calls Graph and is in the manifest (`webApplicationInfo`). Teams takes no
     * managed identity there; the bot's identity vouches for the registration, so that it needs no secret. Where absent, outside
     * production or with SingleTenant, the bot's own.
     */
    readonly appId: string;
  };
  /** CONNECTOR_HOSTS: hosts that a serviceUrl may name, beside Microsoft's own. Development only. */
  readonly connectorHosts: readonly string[];
  /** CONNECTOR_URL: where to open a chat with someone when the Connector has not yet told us. Development only. */
  readonly connectorUrl: string | undefined;
  /** CONNECTOR_OPENID_URL: where the keys of inbound tokens are published. Development only. */
  readonly openIdUrl: string | undefined;
  /** DATABASE_URL; DATABASE_AUTH: `entra` where the bot's own identity is the user and a token the password. */
  readonly database:
    | { readonly kind: 'server'; readonly url: string; readonly auth: 'address' | 'entra' }
    | { readonly kind: 'embedded'; readonly folder: string };
  /** LANYARD_CONFIG: path of lanyard.yml. */
  readonly configFile: string;
  /** ERRANDS_FOLDER: where an administrator asks for commands to be run here; absent where there is a shell. */
  readonly errandsFolder: string | undefined;
  readonly recordKey: RecordKeySource;
  /** PUBLIC_URL: what links for people without Teams and downloads begin with; `http://localhost:<port>` where absent. */
  readonly publicUrl: string | undefined;
  /** CLOCK_URL: a clock to follow instead of the machine's. Development only. */
  readonly clockUrl: string | undefined;
  readonly model: ModelEndpoint | undefined;
  readonly telemetry: TelemetryAddresses;
  readonly logLevel: LogLevel;
}

/** Where traces and figures go; nowhere, where neither is set. They hold codes, counts and durations only. */
export interface TelemetryAddresses {
  /** OTEL_EXPORTER_OTLP_ENDPOINT: a collector that speaks OTLP over HTTP, without `/v1/…`. */
  readonly otlp: string | undefined;
  /** APPLICATIONINSIGHTS_CONNECTION_STRING: an Application Insights resource of the school's own. */
  readonly azure: string | undefined;
}

export interface BotIdentity {
  /** BOT_ID: the client id of the bot's registration, which is a managed identity or an app registration. */
  readonly id: string;
  readonly tenantId: TenantId;
  /** BOT_TYPE: `UserAssignedMSI`, or `SingleTenant` for an app registration. */
  readonly credential: /** The bot is the managed identity. */
    | { readonly kind: 'managed-identity' }
    /** MANAGED_IDENTITY_ID: the client id of the identity that vouches for the app registration, in Azure. No secret. */
    | { readonly kind: 'federated'; readonly identityId: string }
    /** BOT_PASSWORD: the client secret of the app registration, on a server of one's own. */
    | { readonly kind: 'secret'; readonly secret: string };
}

/** Where the key that wraps each record's own key comes from. */
export type RecordKeySource =
  /** KEY_VAULT_KEY_ID: a key in Azure Key Vault. */
  | { readonly kind: 'key-vault'; readonly keyId: string }
  /**
   * RECORD_KEY: 32 bytes in base64; RECORD_KEY_PREVIOUS: earlier ones, comma-separated. Each is needed for as long as a
   * record is wrapped with it: until `lanyard rewrap` says that none is.
   */
  | { readonly kind: 'local'; readonly key: string; readonly previous: readonly string[] }
  /** Outside production: made on first start and kept in this folder. */
  | { readonly kind: 'generated'; readonly folder: string };

/** A language model that may point at sentences of a policy. Absent: our own ranking answers alone. */
export interface ModelEndpoint {
  /** MODEL_URL: an OpenAI-compatible `/v1` address or an Azure OpenAI deployment. */
  readonly url: string;
  /** MODEL_NAME: the model, or the deployment, to use. */
  readonly name: string;
  /** MODEL_KEY. Without one Azure's service gets a token of the bot's own identity, and any other server nothing. */
  readonly auth:
    | { readonly kind: 'key'; readonly key: string }
    | { readonly kind: 'identity' }
    | { readonly kind: 'none' };
  /** MODEL_WORDS: so many words of policy it is given at once; where the policies are longer, the sections nearest to the question. */
  readonly words: number;
}

/** Hosts of Azure's own model service: to no other is a token of the bot's identity sent. */
export const AZURE_MODEL_HOST =
  /\.(?:openai\.azure\.com|cognitiveservices\.azure\.com|services\.ai\.azure\.com|openai\.azure\.us)$/;

const KINDS_OF_RUN: readonly string[] = ['production', 'development', 'test'];

/** What stands between commas; spaces around it mean nothing. */
const listed = (value = ''): string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Reads the environment; every problem found is added to `problems`, and the result may be used only if there is none. */
export function readEnvironment(env: NodeJS.ProcessEnv, problems: Problem[]): Environment {
  const reader = createReader(env, problems);
  const { isProduction, optional, guid, url, developmentOnly } = reader;
  const tenant = guid('BOT_TENANT_ID', 'the Entra tenant id of the school or trust');
  const folder = optional('DATA_FOLDER') ?? '.lanyard';
  const bot: BotIdentity = {
    id: guid('BOT_ID', 'the application (client) id of the bot'),
    // Anything else has been reported, and then nobody uses this.
    tenantId: parseGuid<TenantId>(tenant) ?? (tenant as TenantId),
    credential: readCredential(reader),
  };
  return {
    isProduction,
    port: readPort(reader),
    bot,
    graph: {
      url: url('GRAPH_URL', developmentOnly('GRAPH_URL')) ?? 'https://graph.microsoft.com/v1.0',
      catalogAppId:
        optional('TEAMS_APP_CATALOG_ID') &&
        guid('TEAMS_APP_CATALOG_ID', 'the id of the app in the Teams catalogue, or leave it out'),
      manifestId: guid('TEAMS_APP_ID', 'the id in the Teams app manifest'),
      appId: readGraphApp(reader, bot),
    },
    connectorHosts: listed(developmentOnly('CONNECTOR_HOSTS')),
    connectorUrl: url('CONNECTOR_URL', developmentOnly('CONNECTOR_URL')),
    openIdUrl: url('CONNECTOR_OPENID_URL', developmentOnly('CONNECTOR_OPENID_URL')),
    database: readDatabase(reader, folder),
    configFile: optional('LANYARD_CONFIG') ?? 'lanyard.yml',
    errandsFolder: optional('ERRANDS_FOLDER'),
    recordKey: readRecordKey(reader, folder),
    publicUrl: readPublicUrl(reader),
    clockUrl: url('CLOCK_URL', developmentOnly('CLOCK_URL')),
    model: readModel(reader),
    telemetry: readTelemetry(reader),
    logLevel: readLogLevel(reader),
  };
}

type Reader = ReturnType<typeof createReader>;

/** Reads one variable at a time, each in its kind. */
function createReader(env: NodeJS.ProcessEnv, problems: Problem[]) {
  const complain = (place: string, message: string) => problems.push({ place, message });
  const optional = (name: string): string | undefined => env[name]?.trim() || undefined;
  const isProduction = optional('NODE_ENV') === 'production';
  // `Production` or `prod` would leave out every check that production makes.
  if (!KINDS_OF_RUN.includes(optional('NODE_ENV') ?? 'development'))
    complain('NODE_ENV', `is not known. Write ${KINDS_OF_RUN.join(', ')}, or leave it out on your own computer.`);
  const required = (name: string, what: string): string => {
    const value = optional(name);
    if (value === undefined) complain(name, `is missing. Set it to ${what}.`);
    return value ?? '';
  };
  const guid = (name: string, what: string): string => {
    const value = required(name, what);
    if (value !== '' && !isGuid(value)) complain(name, `is not a GUID. Set it to ${what}.`);
    return value.toLowerCase();
  };
  const url = (name: string, value: string | undefined): string | undefined => {
    // An absent one that is needed has been complained about already.
    if (value === undefined || value === '') return undefined;
    if (!URL.canParse(value)) complain(name, 'is not a web address. Write it with https:// in front.');
    else if (isProduction && new URL(value).protocol !== 'https:')
      complain(name, 'must begin with https:// in production.');
    return value.replace(/\/+$/, '');
  };
  const developmentOnly = (name: string): string | undefined => {
    const value = optional(name);
    if (value !== undefined && isProduction) {
      complain(name, 'points at the sandbox and is refused in production. Remove it.');
    }
    return value;
  };
  return { isProduction, complain, optional, required, guid, url, developmentOnly };
}

function readPort({ optional, complain }: Reader): number {
  const portText = optional('PORT') ?? '3978';
  const port = Number(portText);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    complain('PORT', 'is not a port. Write a number such as 3978.');
  return port;
}

function readLogLevel({ optional, complain }: Reader): Environment['logLevel'] {
  const logLevel = LOG_LEVELS.find((level) => level === (optional('LOG_LEVEL') ?? 'info'));
  if (logLevel === undefined) complain('LOG_LEVEL', `is not a level. Write one of ${LOG_LEVELS.join(', ')}.`);
  return logLevel ?? 'info';
}

function readDatabase(reader: Reader, folder: string): Environment['database'] {
  const { isProduction, optional, complain } = reader;
  const databaseUrl = optional('DATABASE_URL');
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    complain('DATABASE_URL', 'is not a PostgreSQL address. Write it as postgres://user@host:5432/database.');
  } else if (databaseUrl !== undefined && !URL.canParse(databaseUrl)) {
    complain(
      'DATABASE_URL',
      'cannot be read. Write it as postgres://user@host:5432/database; in a password write / as %2F, # as %23, @ as %40.',
    );
  }
  if (databaseUrl === undefined && isProduction) {
    complain('DATABASE_URL', 'is missing. Set it to the address of a PostgreSQL database.');
  }
  return databaseUrl === undefined
    ? { kind: 'embedded', folder }
    : { kind: 'server', url: databaseUrl, auth: readAuth(reader, databaseUrl) };
}

function readTelemetry({ optional, complain, url }: Reader): TelemetryAddresses {
  const name = 'OTEL_EXPORTER_OTLP_ENDPOINT';
  const collector = optional(name);
  // A collector beside the product, on the same machine, is reached without a certificate.
  const isBeside = collector !== undefined && isThisMachine(collector) && new URL(collector).protocol === 'http:';
  const azure = optional('APPLICATIONINSIGHTS_CONNECTION_STRING');
  if (azure !== undefined && !/(^|;)InstrumentationKey=/i.test(azure)) {
    complain(
      'APPLICATIONINSIGHTS_CONNECTION_STRING',
      'is not a connection string. Copy it from the overview of the Application Insights resource.',
    );
  }
  return { otlp: isBeside ? collector.replace(/\/+$/, '') : url(name, collector), azure };
}

function readPublicUrl({ isProduction, optional, required, complain, url }: Reader): string | undefined {
  const address = url(
    'PUBLIC_URL',
    isProduction ? required('PUBLIC_URL', 'the https address of this service') : optional('PUBLIC_URL'),
  );
  // It is printed and typed, and our pages refer to each other from the root.
  if (address !== undefined && URL.canParse(address)) {
    const { pathname, search, hash, username } = new URL(address);
    if (`${username}${pathname}${search}${hash}` !== '/')
      complain('PUBLIC_URL', 'must be a host alone, without a path. Write it as https://lanyard.school.example.');
  }
  return address;
}

function readAuth({ isProduction, optional, complain }: Reader, address: string): 'address' | 'entra' {
  const auth = optional('DATABASE_AUTH');
  if (auth === undefined) return 'address';
  if (auth !== 'entra') complain('DATABASE_AUTH', 'is not known. Write entra, or leave it out.');
  if (isProduction && /[?&]sslmode=disable/.test(address))
    complain('DATABASE_URL', 'switches encryption off, and a token must not be sent in the clear. Remove sslmode.');
  return 'entra';
}

function readCredential({ optional, required, guid, complain }: Reader): BotIdentity['credential'] {
  const type = required(
    'BOT_TYPE',
    'UserAssignedMSI, or SingleTenant (with MANAGED_IDENTITY_ID in Azure, BOT_PASSWORD elsewhere)',
  ).toLowerCase();
  if (type === 'userassignedmsi') return { kind: 'managed-identity' };
  // Anything else would make the SDK accept unsigned requests: a missing type must never mean "no check".
  if (type !== 'singletenant') {
    if (type !== '') complain('BOT_TYPE', 'is not a supported type. Write UserAssignedMSI or SingleTenant.');
    return { kind: 'managed-identity' };
  }
  if (optional('MANAGED_IDENTITY_ID') === undefined)
    return {
      kind: 'secret',
      secret: required('BOT_PASSWORD', 'the client secret of the bot, or set MANAGED_IDENTITY_ID in Azure'),
    };
  // One of them would be left out in silence: nobody would know which way in is the one to look after.
  if (optional('BOT_PASSWORD') !== undefined)
    complain('BOT_PASSWORD', 'is set beside MANAGED_IDENTITY_ID, which needs no secret. Remove one.');
  return {
    kind: 'federated',
    identityId: guid('MANAGED_IDENTITY_ID', 'the client id of the managed identity that vouches for the bot'),
  };
}

/** The bot of an app registration is that registration for Graph too; a managed identity needs one beside it. */
function readGraphApp({ isProduction, optional, guid, complain }: Reader, bot: BotIdentity): string {
  const isIdentity = bot.credential.kind === 'managed-identity';
  if (optional('GRAPH_APP_ID') === undefined && !(isProduction && isIdentity)) return bot.id;
  const id = guid('GRAPH_APP_ID', 'the app registration that calls Graph; docs/deploy.md says how it is made');
  if (isProduction && isIdentity && id !== '' && id === bot.id)
    complain('GRAPH_APP_ID', 'is the managed identity itself, which Teams refuses. Set it to an app registration.');
  if (!isIdentity && id !== bot.id)
    complain('GRAPH_APP_ID', 'differs from BOT_ID. With SingleTenant the two are one registration: leave it out.');
  return id;
}

function readRecordKey({ isProduction, optional, complain, url }: Reader, folder: string): RecordKeySource {
  const keyId = url('KEY_VAULT_KEY_ID', optional('KEY_VAULT_KEY_ID'));
  const key = optional('RECORD_KEY');
  if (keyId !== undefined) {
    if (!/^https:\/\/[^/?#@]+\/keys\/[\w-]+(\/\w+)?$/.test(keyId))
      complain('KEY_VAULT_KEY_ID', 'is not a key. Write it as https://<vault>.vault.azure.net/keys/<name>.');
    // One of them would be left out in silence, and with it every record that it opens.
    if (key !== undefined) complain('RECORD_KEY', 'is set beside KEY_VAULT_KEY_ID. Only one can be used: remove one.');
    return { kind: 'key-vault', keyId };
  }
  if (key === undefined) {
    if (optional('RECORD_KEY_PREVIOUS') !== undefined)
      complain('RECORD_KEY_PREVIOUS', 'is set without RECORD_KEY. Set RECORD_KEY to the current key.');
    if (isProduction)
      complain('RECORD_KEY', 'is missing. Set KEY_VAULT_KEY_ID, or RECORD_KEY to 32 random bytes in base64.');
    return { kind: 'generated', folder };
  }
  const previous = listed(optional('RECORD_KEY_PREVIOUS'));
  for (const [name, value] of [
    ['RECORD_KEY', key] as const,
    ...previous.map((part) => ['RECORD_KEY_PREVIOUS', part] as const),
  ]) {
    const bytes = Buffer.from(value, 'base64');
    if (bytes.length !== 32) complain(name, 'is not 32 bytes in base64. Make one with: openssl rand -base64 32');
    else if (new Set(bytes).size < 8) complain(name, 'is not random. Make one with: openssl rand -base64 32');
  }
  return { kind: 'local', key, previous };
}

/** About 16,000 tokens: a long policy whole, read by a small model in about a second. */
export const MODEL_WORDS = 12_000;
const FEWEST_WORDS = 500;
const MOST_WORDS = 100_000;

function readModel({ optional, required, complain, url }: Reader): ModelEndpoint | undefined {
  const written = optional('MODEL_URL');
  if (written === undefined) return undefined;
  // A server beside the product, on the same machine, is reached without a certificate.
  const address = isThisMachine(written) ? written.replace(/\/+$/, '') : url('MODEL_URL', written);
  if (address === undefined) return undefined;
  if (URL.canParse(address) && !isThisMachine(address) && new URL(address).protocol !== 'https:')
    complain('MODEL_URL', 'must begin with https://; questions never travel in the clear.');
  const key = optional('MODEL_KEY');
  const isAzure = URL.canParse(address) && AZURE_MODEL_HOST.test(new URL(address).hostname);
  const words = Number(optional('MODEL_WORDS') ?? MODEL_WORDS);
  if (!Number.isInteger(words) || words < FEWEST_WORDS || words > MOST_WORDS)
    complain('MODEL_WORDS', `is not a number from ${FEWEST_WORDS} to ${MOST_WORDS}. Leave it out for ${MODEL_WORDS}.`);
  return {
    url: address,
    name: required('MODEL_NAME', 'the model to use, or the name of the deployment'),
    auth: key !== undefined ? { kind: 'key', key } : { kind: isAzure ? 'identity' : 'none' },
    words,
  };
}
