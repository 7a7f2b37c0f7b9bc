import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { createConnector } from '../../../../src/platform/teams/outbound/connector.ts';
import { readRefusal } from '../../../../src/platform/teams/outbound/connector-errors.ts';

const ended: (() => void)[] = [];
afterEach(() => {
  for (const end of ended.splice(0)) end();
});

async function given(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const heard: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    heard.push(request);
    request.resume().on('end', () => answer(request, response));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const end = () => {
    server.closeAllConnections();
    server.close();
  };
  ended.push(end);
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/connector/`;
  const connector = createConnector(async (isRefused) => (isRefused ? 'a-new-token' : 'the-token'));
  return {
    heard,
    end,
    send: () => connector.call('POST', address, 'v3/conversations/a%3A1/activities', { type: 'message' }),
  };
}

const status =
  (code: number, headers: Record<string, string> = {}) =>
  (_: IncomingMessage, response: ServerResponse) => {
    response.statusCode = code;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.end('{"error":{"code":"Some","message":"words of the message"}}');
  };

test.each([502, 503, 504, 500, 408, 429, 412])(
  'a message that is answered with %s is sent once, not again by itself',
  async (code) => {
    const { heard, send } = await given(status(code));
    expect(await send()).toMatchObject({ kind: 'refused', status: code });
    expect(heard).toHaveLength(1);
  },
);

test('a token that is not taken any more is made again, once, and is nobody’s fault', async () => {
  const withdrawn = await given((request, response) =>
    status(request.headers.authorization === 'Bearer a-new-token' ? 200 : 401)(request, response),
  );
  expect(await withdrawn.send()).toMatchObject({ kind: 'done' });
  expect(withdrawn.heard).toHaveLength(2);
  const stays = await given(status(401));
  const answer = await stays.send();
  expect(stays.heard).toHaveLength(2);
  if (answer.kind === 'done') throw new Error('it was refused');
  expect(readRefusal(answer, true)).toMatchObject({ fault: { isPassing: true, mayBeDone: false } });
});

test('an answer that never ends is not read to its end: the message was taken, and nothing names it', async () => {
  let sent = 0;
  const { send } = await given((_, response) => {
    const part = 'x'.repeat(256 * 1024);
    const more = () => {
      while (!response.destroyed && sent < 2_000) {
        sent += 1;
        if (!response.write(part)) return void response.once('drain', more);
      }
      response.end();
    };
    more();
  });
  expect(await send()).toEqual({ kind: 'done', body: undefined });
  expect(sent).toBeLessThan(200);
});

test('a bot that nobody has registered is for a person to mend', () => {
  const body = '{"error":{"code":"BotNotRegistered","message":""}}';
  const answer = { kind: 'refused', status: 401, body, retryAfterMs: undefined } as const;
  expect(readRefusal(answer, true)).toMatchObject({ fault: { code: 'forbidden', isPassing: false } });
});

test('a message whose connection breaks is sent once, and may have arrived', async () => {
  const { heard, send } = await given((request) => request.socket.destroy());
  const answer = await send();
  expect(answer).toMatchObject({ kind: 'silent', hasLeft: true });
  expect(heard).toHaveLength(1);
  expect(answer.kind === 'silent' && readRefusal(answer, true)).toMatchObject({ fault: { mayBeDone: true } });
  // What makes no message can be done again without harm.
  expect(answer.kind === 'silent' && readRefusal(answer, false)).toMatchObject({ fault: { mayBeDone: false } });
});

test('where nobody listens the message certainly did not arrive', async () => {
  const { end, send } = await given(status(201));
  end();
  const answer = await send();
  expect(answer).toMatchObject({ kind: 'silent', code: 'ECONNREFUSED', hasLeft: false });
  expect(answer.kind === 'silent' && readRefusal(answer, true)).toMatchObject({
    fault: { code: 'unavailable', mayBeDone: false },
  });
});

test('a token that nobody makes ends the call after the limit, and the message certainly did not leave', async () => {
  const connector = createConnector(() => new Promise(() => undefined), 50);
  const answer = await connector.call('POST', 'http://127.0.0.1:1/', 'v3/conversations', {});
  expect(answer).toMatchObject({ kind: 'silent', hasLeft: false });
});

test('a pause of days is asked for by mistake: it counts as ten minutes', async () => {
  const { send } = await given(status(429, { 'retry-after': '9999999999' }));
  expect(await send()).toMatchObject({ kind: 'refused', retryAfterMs: 600_000 });
});

test('the token does not follow a redirect', async () => {
  const other = await given(status(201));
  const { send } = await given(status(307, { location: 'http://127.0.0.1:1/elsewhere' }));
  expect(await send()).toMatchObject({ kind: 'silent' });
  expect(other.heard).toHaveLength(0);
});

test.each([
  [502, undefined, true],
  [504, undefined, true],
  [500, undefined, true],
  [503, undefined, true],
  [503, 2_000, false],
  [429, 2_000, false],
  [412, undefined, false],
  [408, undefined, false],
])('%s with a pause of %s ms: the message may have arrived is %s', (code, retryAfterMs, mayBeDone) => {
  const refusal = readRefusal({ kind: 'refused', status: code, body: '', retryAfterMs }, true);
  expect(refusal).toMatchObject({ kind: 'fault', fault: { mayBeDone, retryAfterMs } });
});

test('the pause that the Connector asks for is read; its words are not repeated', async () => {
  const { send } = await given(status(429, { 'retry-after': '3' }));
  const answer = await send();
  const refusal = answer.kind === 'refused' && readRefusal(answer, true);
  expect(refusal).toMatchObject({ fault: { code: 'throttled', retryAfterMs: 3_000 } });
  expect(String(refusal && refusal.kind === 'fault' && refusal.fault.message)).not.toContain('words');
});

test.each([
  ['{"error":{"code":"ConversationNotFound","message":"x"}}', 404, 'gone'],
  ['{"error":{"code":"BotNotInConversationRoster","message":"x"}}', 403, 'not-installed'],
  [
    '{"errorCode":209,"message":"{\\r\\n  \\"subCode\\": \\"MessageWritesBlocked\\",\\r\\n  \\"errorCode\\": null\\r\\n}"}',
    403,
    'blocked',
  ],
])('%s is a state of the person', (body, code, kind) => {
  expect(readRefusal({ kind: 'refused', status: code, body, retryAfterMs: undefined }, true)).toEqual({ kind });
});
