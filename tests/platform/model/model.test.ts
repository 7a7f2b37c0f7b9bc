import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { ModelEndpoint } from '../../../src/platform/environment/environment.ts';
import { addressOf } from '../../../src/platform/model/address.ts';
import { createModel } from '../../../src/platform/model/model.ts';
import { answering, FAULTS, type ModelServer, modelServer, replying } from '../../support/model-server.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await modelServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.asked.length = 0;
});

let now = new Date('2026-11-23T09:30:00Z');
const KEY = 'sk-not-for-any-log-1234567890';
const PROMPT = {
  messages: [{ role: 'user', content: '1. One.\n2. Two.\n\nThe question: staff room' }],
  count: 2,
} as const;
const model = (
  auth: ModelEndpoint['auth'] = { kind: 'key', key: KEY },
  more: { token?(): Promise<string>; timeoutMs?: number } = {},
) => createModel({ endpoint: { url: server.url, name: 'a-model', auth, words: 1_000 }, clock: () => now, ...more });

test('numbers are taken as they come, and an empty list means that nothing answers', async () => {
  server.does(answering('{"sentences":[2,1]}'));
  expect(await model()(PROMPT)).toEqual({ kind: 'sentences', numbers: [2, 1] });
  server.does(answering(' {"sentences": []} '));
  expect(await model()(PROMPT)).toEqual({ kind: 'none' });
});

test.each(FAULTS)('%s is a code, and says nothing of what was asked', async (_name, behaviour, why) => {
  server.does(behaviour);
  expect(await model(undefined, { timeoutMs: 400 })(PROMPT)).toEqual({ kind: 'not-used', why });
});

test('it asks for numbers by a strict schema, with the key in its header only', async () => {
  server.does(answering('{"sentences":[1]}'));
  await model()(PROMPT);
  const [asked] = server.asked;
  expect(asked?.path).toBe('/v1/chat/completions');
  expect(asked?.headers.authorization).toBe(`Bearer ${KEY}`);
  expect(asked?.text).not.toContain(KEY);
  expect(asked?.body.response_format).toMatchObject({ type: 'json_schema', json_schema: { strict: true } });
});

describe('a server that does not take a field is asked without it, and from then on at once', () => {
  const refusing =
    (field: string, says?: string) =>
    (response: Parameters<ReturnType<typeof replying>>[0], asked: Parameters<ReturnType<typeof replying>>[1]) => {
      const has =
        field === 'json_schema' ? JSON.stringify(asked.body.response_format).includes(field) : field in asked.body;
      return has
        ? replying(400, { error: { message: 'not supported here', code: 'unsupported_parameter', param: says } })(
            response,
            asked,
          )
        : answering('{"sentences":[1]}')(response, asked);
    };
  test.each([
    ['json_schema', 'response_format'],
    ['json_schema', undefined],
    ['temperature', 'temperature'],
    ['max_completion_tokens', 'max_completion_tokens'],
    ['max_completion_tokens', undefined],
  ])('%s, naming %s', async (field, says) => {
    server.does(refusing(field, says));
    const asking = model();
    expect(await asking(PROMPT)).toEqual({ kind: 'sentences', numbers: [1] });
    const tries = server.asked.length;
    expect(await asking(PROMPT)).toEqual({ kind: 'sentences', numbers: [1] });
    expect(server.asked.length).toBe(tries + 1);
  });

  test('one that refuses everything is asked a few times and no more', async () => {
    server.does(replying(400, { error: { message: 'no' } }));
    expect(await model()(PROMPT)).toEqual({ kind: 'not-used', why: 'rejected' });
    expect(server.asked.length).toBeLessThan(6);
  });
});

describe('it is left alone for a while', () => {
  test('after three failures in a row, for a minute', async () => {
    server.does(replying(500));
    const broken = model();
    for (let turn = 0; turn < 6; turn += 1) await broken(PROMPT);
    expect(server.asked).toHaveLength(3);
    expect(await broken(PROMPT)).toEqual({ kind: 'not-used', why: 'paused' });
    server.does(answering('{"sentences":[1]}'));
    now = new Date(now.getTime() + 61_000);
    expect(await broken(PROMPT)).toEqual({ kind: 'sentences', numbers: [1] });
  });

  test('for as long as it asks; and a clock that was set back makes that no longer', async () => {
    server.does(replying(429, '', { 'retry-after': '30' }));
    const busy = model();
    await busy(PROMPT);
    expect(await busy(PROMPT)).toEqual({ kind: 'not-used', why: 'paused' });
    now = new Date(now.getTime() - 3_600_000);
    server.does(answering('{"sentences":[1]}'));
    expect(await busy(PROMPT)).toEqual({ kind: 'sentences', numbers: [1] });
  });

  test('not for what says something about one question only', async () => {
    const filtered = FAULTS.find(([name]) => name === 'a stopped prompt');
    if (filtered) server.does(filtered[1]);
    const asking = model();
    for (let turn = 0; turn < 5; turn += 1) expect(await asking(PROMPT)).toEqual({ kind: 'not-used', why: 'filtered' });
  });
});

describe('who asks', () => {
  test('without a key nothing is said', async () => {
    server.does(answering('{"sentences":[1]}'));
    await model({ kind: 'none' })(PROMPT);
    expect(server.asked[0]?.headers.authorization).toBeUndefined();
  });
  test('an identity brings its token; without one nothing is sent', async () => {
    server.does(answering('{"sentences":[1]}'));
    await model({ kind: 'identity' }, { token: async () => 'a-token' })(PROMPT);
    expect(server.asked[0]?.headers.authorization).toBe('Bearer a-token');
    const refused = model({ kind: 'identity' }, { token: () => Promise.reject(new Fault('forbidden', 'no')) });
    expect(await refused(PROMPT)).toEqual({ kind: 'not-used', why: 'forbidden' });
    expect(server.asked).toHaveLength(1);
  });
  test('a token that does not come costs no more time than the model itself', async () => {
    const waiting = model({ kind: 'identity' }, { token: () => new Promise(() => undefined), timeoutMs: 200 });
    expect(await waiting(PROMPT)).toEqual({ kind: 'not-used', why: 'late' });
  });
  test('a bug of ours is not hidden', async () => {
    const broken = model({ kind: 'identity' }, { token: () => Promise.reject(new TypeError('a bug')) });
    await expect(broken(PROMPT)).rejects.toThrow('a bug');
  });
});

test('both kinds of address become the address of a chat completion', () => {
  expect(addressOf('https://models.example/v1').href).toBe('https://models.example/v1/chat/completions');
  expect(addressOf('https://x.openai.azure.com/openai/v1/').href).toBe(
    'https://x.openai.azure.com/openai/v1/chat/completions',
  );
  expect(addressOf('https://x.openai.azure.com/openai/deployments/small').href).toBe(
    'https://x.openai.azure.com/openai/deployments/small/chat/completions?api-version=2024-10-21',
  );
  expect(addressOf('https://x.openai.azure.com/openai/deployments/small?api-version=2025-01-01').search).toBe(
    '?api-version=2025-01-01',
  );
});
