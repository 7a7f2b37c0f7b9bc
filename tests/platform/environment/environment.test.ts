import { describe, expect, test } from '@jest/globals';
import { readEnvironment } from '../../../src/platform/environment/environment.ts';
import type { Problem } from '../../../src/school/file/problems.ts';

/** What is said about one address in production. */
function saidOf(PUBLIC_URL: string, NODE_ENV = 'production'): string[] {
  const problems: Problem[] = [];
  readEnvironment({ NODE_ENV, PUBLIC_URL }, problems);
  return problems.filter(({ place }) => place === 'PUBLIC_URL').map(({ message }) => message);
}

test.each([
  ['http://lanyard.school.example', 'https://'],
  ['lanyard.school.example', 'not a web address'],
  ['https://school.example/lanyard', 'host alone'],
  ['https://user@school.example', 'host alone'],
  ['https://school.example/?x=1', 'host alone'],
])('%s cannot be the address on a printed sheet', (address, said) => {
  expect(saidOf(address).join(' ')).toContain(said);
});

test('a host of the school’s own can, with or without a slash, capitals or a port', () => {
  for (const address of ['https://lanyard.school.example', 'https://Lanyard.School.example/', 'https://a.example:8443'])
    expect(saidOf(address)).toEqual([]);
  expect(saidOf('http://localhost:3978', 'development')).toEqual([]);
});

/** Where problems are found in settings that are otherwise none of this test's business. */
function placesIn(env: Record<string, string>): readonly string[] {
  const problems: Problem[] = [];
  readEnvironment(env, problems);
  return problems.map(({ place }) => place);
}
const KEY = 'AQgPFh0kKzI5QEdOVVxjanF4f4aNlJuiqbC3vsXM09o=';
const VAULT_KEY = 'https://kv-oakmill.vault.azure.net/keys/records';

test.each(['Production', 'prod', 'PRODUCTION', 'live'])(
  'NODE_ENV %s is no quiet way round what production checks',
  (NODE_ENV) => {
    expect(placesIn({ NODE_ENV })).toContain('NODE_ENV');
  },
);

test('a space behind it makes production no less production', () => {
  expect(placesIn({ NODE_ENV: 'production ' })).toEqual(expect.arrayContaining(['DATABASE_URL', 'RECORD_KEY']));
});

test.each<[string, Record<string, string>, string]>([
  ['two keys at once', { KEY_VAULT_KEY_ID: VAULT_KEY, RECORD_KEY: KEY }, 'RECORD_KEY'],
  ['an earlier key without a present one', { RECORD_KEY_PREVIOUS: KEY }, 'RECORD_KEY_PREVIOUS'],
  ['a vault without a key', { KEY_VAULT_KEY_ID: 'https://kv-oakmill.vault.azure.net/' }, 'KEY_VAULT_KEY_ID'],
  ['a secret of a vault', { KEY_VAULT_KEY_ID: VAULT_KEY.replace('keys', 'secrets') }, 'KEY_VAULT_KEY_ID'],
  ['a password that breaks the address', { DATABASE_URL: 'postgres://lanyard:a/b#c@db:5432/lanyard' }, 'DATABASE_URL'],
  ['a port that is none', { DATABASE_URL: 'postgres://lanyard@db:99999/lanyard' }, 'DATABASE_URL'],
  ['a catalogue id that is a name', { TEAMS_APP_CATALOG_ID: 'Lanyard' }, 'TEAMS_APP_CATALOG_ID'],
])('%s: said at the start, not found out by the first report', (_, env, place) => {
  expect(placesIn(env)).toContain(place);
});

test.each([VAULT_KEY, `${VAULT_KEY}/0123456789abcdef0123456789abcdef`])('%s is a key of a vault', (keyId) => {
  expect(placesIn({ KEY_VAULT_KEY_ID: keyId })).not.toContain('KEY_VAULT_KEY_ID');
});

test.each(['CONNECTOR_URL', 'GRAPH_URL', 'CLOCK_URL', 'CONNECTOR_OPENID_URL'])(
  'a mistake in %s is found at the start',
  (name) => {
    expect(placesIn({ [name]: '127.0.0.1:4300/connector/' })).toContain(name);
    expect(placesIn({ [name]: 'http://127.0.0.1:4300/connector/' })).not.toContain(name);
  },
);

test('spaces between hosts, or between earlier keys, mean nothing', () => {
  const env = {
    RECORD_KEY: KEY,
    RECORD_KEY_PREVIOUS: `${KEY} , ${KEY},`,
    CONNECTOR_HOSTS: '127.0.0.1:4300, a.example',
  };
  expect(readEnvironment(env, [])).toMatchObject({
    connectorHosts: ['127.0.0.1:4300', 'a.example'],
    recordKey: { previous: [KEY, KEY] },
  });
});

test.each([
  ['http://localhost:4318', true],
  ['http://127.0.0.1:4318/', true],
  ['http://[::1]:4318', true],
  ['http://localhost.example.org:4318', false],
  ['http://collector.example:4318', false],
  ['localhost:4318', false],
])('in production a collector at %s may be reached without a certificate: %s', (address, may) => {
  const places = placesIn({ NODE_ENV: 'production', OTEL_EXPORTER_OTLP_ENDPOINT: address });
  expect(!places.includes('OTEL_EXPORTER_OTLP_ENDPOINT')).toBe(may);
});

describe('a model', () => {
  const modelIn = (env: Record<string, string>, problems: Problem[] = []) => readEnvironment(env, problems).model;
  const MODEL_NAME = 'small';

  test('is none without an address', () => {
    expect(modelIn({ MODEL_NAME, MODEL_KEY: 'k' })).toBeUndefined();
  });

  test.each([
    ['https://oakmill.openai.azure.com/openai/deployments/small', 'identity'],
    ['https://oakmill.services.ai.azure.com/openai/v1', 'identity'],
    ['https://models.oakmill.example/v1', 'none'],
    ['https://openai.azure.com.evil.example/v1', 'none'],
    ['http://127.0.0.1:8080/v1', 'none'],
  ])('at %s is asked with %s where there is no key', (MODEL_URL, kind) => {
    for (const NODE_ENV of ['production', 'development']) {
      expect(placesIn({ NODE_ENV, MODEL_URL, MODEL_NAME })).not.toContain('MODEL_URL');
      expect(modelIn({ NODE_ENV, MODEL_URL, MODEL_NAME })?.auth).toEqual({ kind });
    }
    expect(modelIn({ MODEL_URL, MODEL_NAME, MODEL_KEY: 'k' })?.auth).toEqual({ kind: 'key', key: 'k' });
  });

  test.each([
    [{ MODEL_URL: 'http://models.oakmill.example/v1' }, 'MODEL_URL'],
    [{ MODEL_URL: 'models' }, 'MODEL_URL'],
    [{ MODEL_URL: 'https://models.oakmill.example/v1', MODEL_NAME: '' }, 'MODEL_NAME'],
    [{ MODEL_URL: 'https://models.oakmill.example/v1', MODEL_WORDS: 'many' }, 'MODEL_WORDS'],
    [{ MODEL_URL: 'https://models.oakmill.example/v1', MODEL_WORDS: '10' }, 'MODEL_WORDS'],
  ])('with %j is refused', (env, place) => {
    expect(placesIn({ MODEL_NAME, ...env })).toContain(place);
  });
});

const BOT = 'f0000000-0000-4000-8000-000000000001';
const REGISTRATION = 'f0000000-0000-4000-8000-000000000004';
const IDENTITY = 'f0000000-0000-4000-8000-000000000005';
const production = { NODE_ENV: 'production', BOT_ID: BOT };

test.each<[string, Record<string, string>, string]>([
  ['a managed identity without a registration beside it', { BOT_TYPE: 'UserAssignedMSI' }, 'GRAPH_APP_ID'],
  ['the identity in the place of the registration', { BOT_TYPE: 'UserAssignedMSI', GRAPH_APP_ID: BOT }, 'GRAPH_APP_ID'],
  ['a registration that is no GUID', { BOT_TYPE: 'UserAssignedMSI', GRAPH_APP_ID: 'Lanyard' }, 'GRAPH_APP_ID'],
  ['two registrations', { BOT_TYPE: 'SingleTenant', BOT_PASSWORD: 'x', GRAPH_APP_ID: REGISTRATION }, 'GRAPH_APP_ID'],
  ['a registration with no way in', { BOT_TYPE: 'SingleTenant' }, 'BOT_PASSWORD'],
  [
    'a registration with two ways in',
    { BOT_TYPE: 'SingleTenant', BOT_PASSWORD: 'x', MANAGED_IDENTITY_ID: IDENTITY },
    'BOT_PASSWORD',
  ],
  ['an identity that is no GUID', { BOT_TYPE: 'SingleTenant', MANAGED_IDENTITY_ID: 'id' }, 'MANAGED_IDENTITY_ID'],
])('%s is refused before anyone is left without an answer', (_, env, place) => {
  expect(placesIn({ ...production, ...env })).toContain(place);
});

test.each<[Record<string, string>, string, Record<string, string>]>([
  [{ BOT_TYPE: 'UserAssignedMSI', GRAPH_APP_ID: REGISTRATION }, REGISTRATION, { kind: 'managed-identity' }],
  [
    { BOT_TYPE: 'SingleTenant', MANAGED_IDENTITY_ID: IDENTITY, GRAPH_APP_ID: BOT },
    BOT,
    { kind: 'federated', identityId: IDENTITY },
  ],
  [{ BOT_TYPE: 'SingleTenant', BOT_PASSWORD: 'x' }, BOT, { kind: 'secret', secret: 'x' }],
])('%j: Graph is called by %s', (env, appId, credential) => {
  const problems: Problem[] = [];
  const { bot, graph } = readEnvironment({ ...production, ...env }, problems);
  expect({ appId: graph.appId, credential: bot.credential }).toEqual({ appId, credential });
  const places = problems.map(({ place }) => place);
  for (const name of ['BOT_TYPE', 'BOT_PASSWORD', 'GRAPH_APP_ID', 'MANAGED_IDENTITY_ID'])
    expect(places).not.toContain(name);
});
