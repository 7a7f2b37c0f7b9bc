import { expect, test } from '@jest/globals';
import type { TenantId, UserId } from '../../../../src/kernel/ids.ts';
import type { Log } from '../../../../src/kernel/log.ts';
import { asDrawn } from '../../../../src/platform/teams/live-buttons.ts';
import { createAnswers } from '../../../../src/platform/teams/outbound/answers.ts';
import type { Answer } from '../../../../src/platform/teams/outbound/connector.ts';
import { createMessenger } from '../../../../src/platform/teams/outbound/messenger.ts';

const TENANT = 'a0000000-0000-4000-8000-000000000001' as TenantId;
const PERSON = 'b0000000-0000-4000-8000-000000000001' as UserId;
const CHAT = { id: 'a:here', serviceUrl: 'https://smba.trafficmanager.net/teams/', tenantId: TENANT };
const SPOKEN = { conversation: CHAT, activityId: '3' };
const TYPED = 'You wrote that Ivy was locked in a cupboard.';

/** @param refusals what the first calls come to; after them every call is done; `undefined`: the Connector says nothing at all */
function given(...refusals: (Answer | undefined)[]) {
  const said: string[] = [];
  const logged: string[] = [];
  const note = (event: string) => void logged.push(event);
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const messenger = createMessenger({
    connector: {
      async call(_method, _serviceUrl, _path, body) {
        said.push(body && 'text' in body ? String(body.text) : '');
        const left = refusals.length > 0 ? refusals.shift() : ({ kind: 'done', body: { id: '7' } } as const);
        return left ?? new Promise(() => undefined);
      },
    },
    botId: 'bot',
    conversations: {
      find: async () => CHAT,
      remember: async () => undefined,
      forget: async () => undefined,
      lastServiceUrl: async () => CHAT.serviceUrl,
    },
    // What nobody asked for waits here for ever: an answer must not wait behind it.
    pace: { run: () => new Promise(() => undefined), pause: async () => undefined },
    serviceHosts: ['smba.trafficmanager.net'],
    firstServiceUrl: CHAT.serviceUrl,
    live: asDrawn,
  });
  return { said, logged, messenger, answers: createAnswers(messenger, log, 2_500) };
}
const refused = (status: number, retryAfterMs?: number): Answer => ({
  kind: 'refused',
  status,
  body: '',
  retryAfterMs,
});
const broken: Answer = { kind: 'silent', code: 'ECONNRESET', hasLeft: true };
const neverLeft: Answer = { kind: 'silent', code: 'ECONNREFUSED', hasLeft: false };

test.each([
  ['502', refused(502)],
  ['504', refused(504)],
  ['a server error', refused(500)],
  ['a broken connection', broken],
])('after %s what a person typed is not said again: a line without it asks them to look', async (_what, lost) => {
  const { said, logged, answers } = given(lost);
  expect(await answers.reply(SPOKEN, { text: TYPED })).toEqual({ conversation: CHAT, activityId: '' });
  expect(said).toHaveLength(2);
  expect(said[0]).toBe(TYPED);
  expect(said[1]).not.toContain('cupboard');
  expect(said[1]).toContain('999');
  expect(logged).toEqual(['turn.answer-unsure']);
});

test('while nothing is answered for at all, two messages left and no third', async () => {
  const { said, answers } = given(broken, broken, broken);
  await answers.reply(SPOKEN, { text: TYPED });
  expect(said.filter((text) => text === TYPED)).toHaveLength(1);
  expect(said).toHaveLength(2);
});

test('in one turn that line comes once, however much of it may be lost', async () => {
  const { said, answers } = given(broken, broken, broken);
  await answers.reply(SPOKEN, { text: TYPED });
  await answers.reply(SPOKEN, { text: 'And one more thing.' });
  expect(said).toEqual([TYPED, said[1], 'And one more thing.']);
});

test('a Connector that says nothing holds no turn open', async () => {
  const { said, answers } = given(undefined);
  expect(await answers.reply(SPOKEN, { text: TYPED })).toMatchObject({ activityId: '' });
  expect(said).toEqual([TYPED]);
});

test.each([
  ['one that never left', neverLeft],
  ['a conflict', refused(412)],
  ['too many', refused(429)],
  ['a server that says when to come back', refused(503, 500)],
])('%s was certainly not taken, and is sent again', async (_what, refusal) => {
  const { said, logged, answers } = given(refusal);
  expect(await answers.reply(SPOKEN, { text: TYPED })).toEqual({ conversation: CHAT, activityId: '7' });
  expect(said).toEqual([TYPED, TYPED]);
  expect(logged).toEqual([]);
});

test('a clear no is not hidden from what answers', async () => {
  await expect(given(refused(403)).answers.reply(SPOKEN, { text: TYPED })).rejects.toMatchObject({ code: 'forbidden' });
});

test('what is said in someone’s own chat because they spoke in a channel is not said again either', async () => {
  const { said, messenger } = given(broken);
  const once = {
    ...messenger.once,
    toPerson: async (_user: UserId, _tenant: TenantId, out: object) => messenger.once.reply(SPOKEN, out as never),
  };
  const answers = createAnswers({ ...messenger, once }, { debug() {}, info() {}, warn() {}, error() {} } as Log, 2_500);
  expect(await answers.toPerson(PERSON, TENANT, { text: TYPED })).toMatchObject({ kind: 'sent' });
  expect(said.filter((text) => text === TYPED)).toHaveLength(1);
});
