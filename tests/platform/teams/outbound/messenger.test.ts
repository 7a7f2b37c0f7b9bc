import { expect, test } from '@jest/globals';
import type { TenantId, UserId } from '../../../../src/kernel/ids.ts';
import type { Conversation, ConversationStore } from '../../../../src/kernel/messages.ts';
import { asDrawn } from '../../../../src/platform/teams/live-buttons.ts';
import type { Answer, Connector } from '../../../../src/platform/teams/outbound/connector.ts';
import { createMessenger, installingFirst } from '../../../../src/platform/teams/outbound/messenger.ts';

const TENANT = 'a0000000-0000-4000-8000-000000000001' as TenantId;
const PERSON = 'b0000000-0000-4000-8000-000000000001' as UserId;
const NOW = 'https://smba.trafficmanager.net/teams/';
/** As a restored backup of another environment brings it, or one that the configuration does not name any more. */
const FORMER = 'https://former.example/teams/';

/** @param refusals answers to the first calls; after them every call is done */
function given(chat: Conversation, refusals: readonly Answer[] = []) {
  const left = [...refusals];
  const said: string[] = [];
  const called: string[] = [];
  const connector: Connector = {
    async call(method, serviceUrl, path, body) {
      called.push(`${method} ${serviceUrl}${path}`);
      said.push(JSON.stringify(body));
      return left.shift() ?? { kind: 'done', body: { id: 'a:new' } };
    },
  };
  let known: Conversation | undefined = chat;
  const conversations: ConversationStore = {
    find: async () => known,
    remember: async (_user, conversation) => {
      known = conversation;
    },
    forget: async () => {
      known = undefined;
    },
    lastServiceUrl: async () => chat.serviceUrl,
  };
  const messenger = createMessenger({
    connector,
    botId: 'bot',
    conversations,
    pace: { run: (_name, _perSecond, work) => work(), pause: async () => undefined },
    serviceHosts: ['smba.trafficmanager.net'],
    firstServiceUrl: NOW,
    live: asDrawn,
  });
  return { called, said, messenger, known: () => known };
}

test('a chat stored at an address that may not have our token is opened again at one that may', async () => {
  const { called, messenger, known } = given({ id: 'a:old', serviceUrl: FORMER, tenantId: TENANT });
  expect(await messenger.once.toPerson(PERSON, TENANT, { text: 'Hello.' })).toMatchObject({ kind: 'sent' });
  expect(called).toEqual([`POST ${NOW}v3/conversations`, `POST ${NOW}v3/conversations/a%3Anew/activities`]);
  expect(known()).toMatchObject({ id: 'a:new', serviceUrl: NOW });
});

test('a card at such an address counts as gone: nothing is sent there, and nothing else stops for it', async () => {
  const conversation = { id: 'a:old', serviceUrl: FORMER, tenantId: TENANT };
  const { called, messenger } = given(conversation);
  const card = { conversation, activityId: '1' };
  expect(await messenger.update(card, { text: 'Hello.' })).toEqual({ kind: 'gone' });
  expect(await messenger.remove(card)).toEqual({ kind: 'gone' });
  expect(called).toEqual([]);
});

test('a message whose answer was lost says that it may be here twice; one that was refused does not', async () => {
  const chat = { id: 'a:here', serviceUrl: NOW, tenantId: TENANT };
  const refused = (status: number): Answer => ({ kind: 'refused', status, body: '', retryAfterMs: undefined });
  const said = async (...answers: Answer[]): Promise<boolean[]> => {
    const world = given(chat, answers);
    expect(await world.messenger.toPerson(PERSON, TENANT, { text: 'Hello.' })).toMatchObject({ kind: 'sent' });
    return world.said.map((body) => body.includes('You may have this message twice'));
  };
  expect(
    await Promise.all([said(refused(502)), said(refused(429)), said({ kind: 'silent', code: 'x', hasLeft: true })]),
  ).toEqual([
    [false, true],
    [false, false],
    [false, true],
  ]);
});

test('a wait for the app to be put in place ends: certainly nothing was sent, and the next message is not behind it', async () => {
  const { called, messenger } = given({ id: 'a:old', serviceUrl: NOW, tenantId: TENANT });
  const once = { ...messenger.once, toPerson: async () => ({ kind: 'not-installed' }) as const };
  const reaching = installingFirst({ ...messenger, once }, () => new Promise(() => undefined), 50);
  await expect(reaching.once.toPerson(PERSON, TENANT, { text: 'Hello.' })).rejects.toMatchObject({
    code: 'unavailable',
    mayBeDone: false,
  });
  expect(called).toEqual([]);
});
