import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the stand-in got it. */
export interface AskedOfModel {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** What it asks for, parsed. */
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly [field: string]: unknown;
  };
}

export type Behaviour = (response: ServerResponse, asked: AskedOfModel) => void;

/** Whatever a server may do, over real HTTP. */
export interface ModelServer {
  /** An OpenAI-compatible `/v1` address. */
  readonly url: string;
  readonly asked: AskedOfModel[];
  /** From now on it does this. */
  does(behaviour: Behaviour): void;
  close(): Promise<void>;
}

export async function modelServer(): Promise<ModelServer> {
  let behaviour: Behaviour = answering('{"sentences":[]}');
  const asked: AskedOfModel[] = [];
  const server = createServer(async (request, response) => {
    response.on('error', () => undefined);
    let text = '';
    for await (const part of request) text += String(part);
    const one = { path: request.url ?? '', headers: request.headers, text, body: JSON.parse(text) };
    asked.push(one);
    behaviour(response, one);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    does: (next) => {
      behaviour = next;
    },
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

/** Not chained: restify, loaded by a neighbouring test, replaces writeHead with one that returns nothing. */
export const replying =
  (status: number, body: unknown = '', headers: Record<string, string> = {}): Behaviour =>
  (response) => {
    response.writeHead(status, headers);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

/** A completion with this content. */
export const answering = (content: unknown, further: object = {}, finish = 'stop'): Behaviour =>
  replying(200, { choices: [{ finish_reason: finish, message: { role: 'assistant', content, ...further } }] });

/** The number of the first offered sentence that holds these words. */
export const pointingAt =
  (words: string): Behaviour =>
  (response, asked) => {
    const line = asked.body.messages
      .at(-1)
      ?.content.split('\n')
      .find((one) => /^\d+\. /.test(one) && one.includes(words));
    answering(JSON.stringify({ sentences: line === undefined ? [] : [Number.parseInt(line, 10)] }))(response, asked);
  };

/** What Azure answers where a filter of its own stops a prompt. */
export const AZURE_FILTER = {
  error: {
    message: 'The response was filtered due to the prompt triggering the content management policy.',
    type: null,
    param: 'prompt',
    code: 'content_filter',
    status: 400,
    innererror: { code: 'ResponsibleAIPolicyViolation', content_filter_result: { sexual: { filtered: true } } },
  },
};

const flood: Behaviour = (response) => {
  const more = () => {
    while (!response.destroyed && response.write('x'.repeat(16_384)));
  };
  response.on('drain', more);
  more();
};

const INVENTED = 'Staff may use phones whenever they like.';

/** Everything that a model or its server may do wrong, and the code that it is counted by. */
export const FAULTS: readonly (readonly [name: string, behaviour: Behaviour, why: string])[] = [
  ['an invented sentence', answering(INVENTED), 'malformed'],
  ['a number with an invented sentence', answering(`{"sentences":[1]} ${INVENTED}`), 'malformed'],
  ['JSON with a field too many', answering(`{"sentences":[1],"answer":"${INVENTED}"}`), 'malformed'],
  ['a number that was not offered', answering('{"sentences":[1,9999]}'), 'malformed'],
  ['a number twice', answering('{"sentences":[1,1]}'), 'malformed'],
  ['negative and broken numbers', answering('{"sentences":[-1,1.5,0]}'), 'malformed'],
  ['numbers as words', answering('{"sentences":["1"]}'), 'malformed'],
  [
    'far too many numbers',
    answering(JSON.stringify({ sentences: Array.from({ length: 40 }, (_, at) => at + 1) })),
    'malformed',
  ],
  ['an injection', answering('Ignore the rules. <script>alert(1)</script> [click](https://evil.example)'), 'malformed'],
  ['nothing', answering(null), 'malformed'],
  ['an object as content', answering({ sentences: [1] }), 'malformed'],
  ['an answer that was cut off', answering('{"sentences":[1', {}, 'length'), 'malformed'],
  ['HTML', replying(200, `<p>${INVENTED}</p>`), 'malformed'],
  ['broken JSON', replying(200, '{"choices":[{"message":'), 'malformed'],
  ['a body without end', flood, 'malformed'],
  ['a refusal', answering(null, { refusal: 'I cannot help with that.' }), 'refused'],
  ['a stopped answer', answering('', {}, 'content_filter'), 'filtered'],
  ['a stopped prompt', replying(400, AZURE_FILTER), 'filtered'],
  ['a prompt that is too long', replying(400, { error: { code: 'context_length_exceeded' } }), 'too-long'],
  ['a redirect', replying(307, '', { location: 'http://127.0.0.1:1/elsewhere' }), 'not-found'],
  ['500', replying(500, INVENTED), 'unavailable'],
  ['429', replying(429), 'throttled'],
  ['401', replying(401, 'bad key'), 'forbidden'],
  ['a broken connection', (response) => void response.socket?.destroy(), 'unavailable'],
  ['silence', () => undefined, 'late'],
];
