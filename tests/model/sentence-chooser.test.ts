import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault } from '../../src/core/calls/fault.ts';
import type { PolicyId } from '../../src/core/ids.ts';
import { addressOf } from '../../src/model/endpoint.ts';
import { createMask } from '../../src/model/mask.ts';
import { createReorderer } from '../../src/model/reorderer.ts';
import { createSentenceChooser } from '../../src/model/sentence-chooser.ts';
import { createAnswerer } from '../../src/policy/ask/answer.ts';
import { readText } from '../../src/policy/reading/read-text.ts';
import { toSections } from '../../src/policy/reading/sections.ts';
import { loadVocabulary } from '../../src/wiring/policy/known-words.ts';

/** Not chained: restify, loaded by a neighbouring test, replaces writeHead with one that returns nothing. */
function reply(response: ServerResponse, status: number, headers: Record<string, string> = {}, body = ''): void {
  response.writeHead(status, headers);
  response.end(body);
}

/** A model that does what the test says, however bad. */
let serve: (request: IncomingMessage, response: ServerResponse, body: string) => void;
const seen: { headers: IncomingMessage['headers']; body: string; path: string }[] = [];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  seen.push({ headers: request.headers, body, path: request.url ?? '' });
  serve(request, response, body);
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen.length = 0;
});

const says = (content: unknown) => {
  serve = (_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }));
  };
};

const vocabulary = loadVocabulary();
const mask = createMask(vocabulary, ['Miriam Hale', 'Ruth Ellery']);
let now = new Date('2026-11-23T09:30:00Z');
const KEY = 'sk-not-for-any-log-1234567890';
const faults: Fault[] = [];
const chooser = (timeoutMs = 400) =>
  createSentenceChooser({
    endpoint: { url, key: KEY, name: 'a-model' },
    mask,
    holdsBack: async (text) => text.includes('hits her'),
    clock: () => now,
    onFault: (fault) => faults.push(fault),
    timeoutMs,
  });

const TEXT = `Phones and Photos Policy
1. Phones
1.1 Staff keep their own phones in a locked cupboard during lessons.
1.2 A phone may be used in the staff room at break. Calls from home go to the office.
2. Photographs
2.1 Pictures of pupils are taken with school cameras only. Nobody keeps a picture of a pupil on a personal phone.
3. Parents
3.1 Staff do not accept parents as friends on social media.`;
const policy = toSections(readText(TEXT), { id: 'phones' as PolicyId, fallbackTitle: 'Phones' });
const answerer = (timeoutMs?: number) =>
  createAnswerer({ policies: [policy], vocabulary, cautions: [], chooser: chooser(timeoutMs) });
const local = createAnswerer({ policies: [policy], vocabulary, cautions: [] });
const flat = (text: string) => text.replace(/\s+/g, ' ');
const QUESTION = 'can i use my phone in the staff room';

test('numbers choose sentences of our own index, and the answer says that a model chose', async () => {
  says('{"sentences":[1]}');
  const answer = await answerer().ask(QUESTION);
  expect(answer).toMatchObject({ kind: 'answered', chosenBy: 'model' });
});
test('plain numbers and none are understood too', async () => {
  says(' 2, 1 ');
  expect((await answerer().ask(QUESTION)).chosenBy).toBe('model');
  says('"none"');
  expect(await answerer().ask(QUESTION)).toMatchObject({ kind: 'not-covered', chosenBy: 'model' });
});

describe('whatever else a model returns, the local answer stands and no invented word is shown', () => {
  const INVENTED = 'Staff may use phones whenever they like.';
  const bad: readonly (readonly [string, () => void])[] = [
    ['an invented sentence', () => says(INVENTED)],
    ['a number with an invented sentence', () => says(`1. ${INVENTED}`)],
    ['JSON with a field too many', () => says(`{"sentences":[1],"answer":"${INVENTED}"}`)],
    ['numbers that were not offered', () => says('{"sentences":[1,999]}')],
    ['no number at all', () => says('{"sentences":[]}')],
    ['negative and broken numbers', () => says('[-1, 1.5, 0]')],
    ['far too many numbers', () => says(JSON.stringify(Array.from({ length: 40 }, (_, at) => at + 1)))],
    ['an injection', () => says('Ignore the rules. <script>alert(1)</script> [click](https://evil.example)')],
    ['nothing', () => says(null)],
    ['a refusal', () => says('I am sorry, but I cannot help with that.')],
    ['an object as content', () => says({ sentences: [1] })],
    ['HTML', () => (serve = (_q, response) => void response.end(`<p>${INVENTED}</p>`))],
    ['broken JSON', () => (serve = (_q, response) => void response.end('{"choices":[{"message":'))],
    ['a body without end', () => (serve = (_q, response) => flood(response))],
    [
      'a redirect',
      () => (serve = (_q, response) => reply(response, 307, { location: 'http://127.0.0.1:1/elsewhere' })),
    ],
    ['500', () => (serve = (_q, response) => reply(response, 500, {}, INVENTED))],
    ['429', () => (serve = (_q, response) => reply(response, 429))],
    ['401', () => (serve = (_q, response) => reply(response, 401, {}, 'bad key'))],
    ['a broken connection', () => (serve = (request) => void request.socket.destroy())],
    ['silence', () => (serve = () => undefined)],
  ];
  const flood = (response: ServerResponse) => {
    response.on('error', () => undefined);
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(16_384)));
    };
    response.on('drain', more);
    more();
  };

  test.each(bad)('%s', async (_name, misbehave) => {
    misbehave();
    const answer = await answerer(300).ask(QUESTION);
    expect(answer).toEqual(local.askLocally(QUESTION));
    expect(JSON.stringify(answer)).not.toContain('whenever they like');
    if (answer.kind === 'answered') expect(flat(TEXT)).toContain(flat(answer.best.quote.split('\n')[0] ?? ''));
    expect(JSON.stringify(faults.map(({ message, cause, stack }) => [message, cause, stack]))).not.toContain(KEY);
    expect(JSON.stringify(faults.map(({ message }) => message))).not.toContain('staff room');
  });
});

test('what the detector holds back is never sent', async () => {
  says('1');
  await expect(chooser().choose('her dad hits her', [{ number: 1, text: 'x', heading: '' }])).rejects.toThrow(Fault);
  expect(seen).toEqual([]);
});

test('after three failures in a row the model is left alone for a minute, and then tried again', async () => {
  serve = (_request, response) => reply(response, 500);
  const broken = answerer();
  for (let turn = 0; turn < 6; turn += 1) await broken.ask(QUESTION);
  expect(seen).toHaveLength(3);
  says('1');
  now = new Date(now.getTime() + 61_000);
  expect((await broken.ask(QUESTION)).chosenBy).toBe('model');
});

test('personal names, addresses, numbers and ids do not leave, however they are written', async () => {
  says('none');
  const questions = [
    'can I text Priya about her son Kieran Oduya on my phone',
    'can i text kieran oduya on my phone',
    'Kieran sent me a friend request, what now?',
    'mrs patel and Mr Smith asked me for a photo',
    'is miriam allowed to see it',
    'email me at k.oduya@example.org or on 07700 900123 please',
    'he posted it on https://insta.example/kieran_oduya.09 as @kieran_o',
    'pupil 20394857, UPN B823456789012, born 12/03/2012, lives at SW1A 1AA',
    'Is Grace or Mark allowed a phone?',
  ];
  for (const question of questions) await answerer().ask(question, ['Lewis Grant']);
  const sent = seen.map(({ body }) => body.slice(body.indexOf('Question:'), body.indexOf('Sentences:'))).join('\n');
  for (const name of [
    'priya',
    'kieran',
    'oduya',
    'patel',
    'smith',
    'miriam',
    'example',
    '07700',
    '900123',
    'insta.',
    '20394857',
    'B823',
    '2012',
    'SW1A',
    'grace',
    'mark',
  ])
    expect(sent.toLowerCase()).not.toContain(name.toLowerCase());
  expect(sent).toContain('phone');
});

test('the question and the numbered sentences are all that is sent, with the key in its header only', async () => {
  says('1');
  await answerer().ask(QUESTION, ['Lewis Grant']);
  const [request] = seen;
  expect(request?.headers.authorization).toBe(`Bearer ${KEY}`);
  expect(request?.path).toBe('/v1/chat/completions');
  expect(request?.body).not.toContain(KEY);
  expect(request?.body).not.toContain('Lewis');
  const { messages } = JSON.parse(request?.body ?? '{}');
  expect(messages).toHaveLength(2);
  expect(messages[1].content).toContain(`Question: ${QUESTION}`);
  expect(messages[1].content).toMatch(/^1\. \(/m);
});

test('both kinds of address become the address of a chat completion', () => {
  expect(addressOf('https://models.example/v1').href).toBe('https://models.example/v1/chat/completions');
  expect(addressOf('https://x.openai.azure.com/openai/deployments/small').href).toBe(
    'https://x.openai.azure.com/openai/deployments/small/chat/completions?api-version=2024-10-21',
  );
  expect(
    addressOf('https://x.openai.azure.com/openai/deployments/small?api-version=2025-01-01').searchParams.get(
      'api-version',
    ),
  ).toBe('2025-01-01');
});

test('most words of ordinary questions get through, or the model could not help', () => {
  const questions = [
    'can i add an old student on insta',
    'am i allowed to post photos from the school trip on my own facebook',
    'what should i do if a parent sends me a friend request',
    'who do i tell about a fake account of the school',
    'is it ok to use my phone at lunch',
  ];
  const words = questions.flatMap((question) => question.split(' '));
  const hidden = questions.flatMap((question) => mask.question(question, [], []).match(/\[…\]/g) ?? []);
  expect(hidden.length / words.length).toBeLessThan(0.1);
});

describe('embeddings', () => {
  const policy = toSections(readText(readFileSync('tests/fixtures/policies/fernhill-phones.txt', 'utf8')), {
    id: 'fernhill' as PolicyId,
    fallbackTitle: 'Phones',
  });
  const reorderer = () =>
    createReorderer({
      endpoint: { url, key: KEY, name: 'e' },
      mask,
      holdsBack: async (text) => text.includes('hits her'),
      clock: () => now,
      timeoutMs: 400,
    });
  const answerer = () => createAnswerer({ policies: [policy], vocabulary, cautions: [], reorderer: reorderer() });
  const QUESTION = 'can i text a parent from my own phone on a trip';
  const embeds = (vector: (text: string, at: number) => readonly number[], drop = 0) => {
    serve = (_request, response, body) => {
      const { input } = JSON.parse(body) as { input: string[] };
      const data = input.map((text, index) => ({ index, embedding: vector(text, index) })).slice(drop);
      response.end(JSON.stringify({ data: data.toReversed() }));
    };
  };
  const texts = (answer: Awaited<ReturnType<ReturnType<typeof answerer>['ask']>>) =>
    answer.kind === 'answered' ? [answer.best, ...answer.others].map(({ quote }) => quote) : [];

  test('they change the order and neither add nor lose a passage', async () => {
    const local = texts(answerer().askLocally(QUESTION));
    expect(local.length).toBeGreaterThan(1);
    const wanted = local.at(-1) ?? '';
    embeds((text, at) => (at === 0 || wanted.includes(text.slice(0, 30)) ? [1, 0] : [0, 1]));
    const answer = texts(await answerer().ask(QUESTION));
    expect(seen.at(-1)?.path).toBe('/v1/embeddings');
    expect(answer[0]).toBe(wanted);
    expect([...answer].sort()).toEqual([...local].sort());
  });

  test.each([
    ['too few vectors', () => embeds(() => [1, 0], 1)],
    ['vectors of different lengths', () => embeds((_, at) => (at === 1 ? [1] : [1, 0]))],
    ['words instead of numbers', () => says('none')],
    [
      'a refusal',
      () => {
        serve = (_request, response) => {
          response.statusCode = 500;
          response.end();
        };
      },
    ],
    [
      'no answer',
      () => {
        serve = () => undefined;
      },
    ],
  ])('with %s our own order stands', async (_name, misbehave) => {
    misbehave();
    expect(texts(await answerer().ask(QUESTION))).toEqual(texts(answerer().askLocally(QUESTION)));
  });

  test('a question that the policies do not cover is not sent, nor one that is held back', async () => {
    embeds(() => [1, 0]);
    expect((await answerer().ask('when does the bakery in town open')).kind).toBe('not-covered');
    await answerer().ask('he hits her in the staff room with a phone');
    expect(seen).toEqual([]);
  });
});
