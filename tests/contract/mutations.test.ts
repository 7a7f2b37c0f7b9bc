import { readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { checkPackage } from '../../src/cli/package/checks.ts';
import { render } from '../../src/cli/package/render.ts';
import { permissions } from '../../src/platform/graph/permissions.ts';
import { SAMPLES } from '../sheets/samples.ts';
import { type Asked, askedOfGraph, everySending, heardAt, sandboxToAsk } from './every-call.ts';
import { complaintsAboutCard } from './microsoft/cards.ts';
import { callOf, complaintsAboutSent } from './microsoft/connector.ts';
import { cardFacts, connectorFacts, graphFacts, permissionFacts } from './microsoft/facts.ts';
import { complaintsAboutAnswer, complaintsAboutAsked, complaintsAboutPermission } from './microsoft/held.ts';

/**
 * The product's own calls, cards, permissions and manifest, each with one thing changed into what Microsoft does not have. What
 * finds nothing to say about one of them would not notice the same slip in the product.
 */
const [graph, tables, connector, cards] = [graphFacts(), permissionFacts(), connectorFacts(), cardFacts()];
const VALUES = {
  ...{ APP_NAME: 'Lanyard', DEVELOPER_NAME: 'Oakmill', WEBSITE_URL: 'https://oakmill.example' },
  ...{ PRIVACY_URL: 'https://oakmill.example/privacy', TERMS_URL: 'https://oakmill.example/terms' },
  TEAMS_APP_ID: 'f0000000-0000-4000-8000-000000000003',
  BOT_ID: 'f0000000-0000-4000-8000-000000000001',
  GRAPH_APP_ID: 'f0000000-0000-4000-8000-000000000004',
};
const icons = { color: readFileSync('appPackage/color.png'), outline: readFileSync('appPackage/outline.png') };
const manifest = render(readFileSync('appPackage/manifest.json', 'utf8'), VALUES).text;

let asked: string;
let sent: string;
let drawn: string;
beforeAll(async () => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const sandbox = await sandboxToAsk();
  asked = JSON.stringify(await askedOfGraph(sandbox));
  sent = JSON.stringify(await heardAt(sandbox.connectorUrl, () => everySending(sandbox)));
  await sandbox.close();
  const samples = (await Promise.all(Object.values(SAMPLES).map((list) => list()))).flat();
  drawn = JSON.stringify(samples.flatMap((sample) => ('card' in sample ? [sample.card] : [])));
});

const listed = (text: string): Asked[] => JSON.parse(text) as Asked[];
/** What is said about everything of one kind, as text, whole or changed. */
const SAID = {
  'what is asked of Graph': (text: string) => listed(text).flatMap((one) => complaintsAboutAsked(graph, one)),
  'what the sandbox answers': (text: string) => listed(text).flatMap((one) => complaintsAboutAnswer(graph, one)),
  'what is sent to the Connector': (text: string) =>
    listed(text).flatMap(({ method, address, body }) => {
      const call = callOf(connector, method, address);
      if (call === undefined) return [`no ${method} ${address}`];
      const takes = connector.calls[call]?.takes;
      return takes ? complaintsAboutSent(connector, takes, body, call) : [];
    }),
  'a card': (text: string) => (JSON.parse(text) as unknown[]).flatMap((one) => complaintsAboutCard(cards, one)),
  'a permission': (text: string) =>
    (JSON.parse(text) as typeof permissions).flatMap((one) => complaintsAboutPermission(tables, one)),
  'the manifest': (text: string) => checkPackage(text, icons),
} as const;
type Which = keyof typeof SAID;
const textOf = (which: Which): string =>
  ({
    'what is asked of Graph': asked,
    'what the sandbox answers': asked,
    'what is sent to the Connector': sent,
    'a card': drawn,
    'a permission': JSON.stringify(permissions),
    'the manifest': manifest,
  })[which];

test.each(Object.keys(SAID) as Which[])('there is nothing to say about %s as it is', async (which) => {
  expect(await SAID[which](textOf(which))).toEqual([]);
});

test.each<[Which, string | RegExp, string]>([
  ['what is asked of Graph', '/transitiveMembers/', '/allTransitiveMembers/'],
  ['what is asked of Graph', 'microsoft.graph.user?', 'microsoft.graph.person?'],
  ['what is asked of Graph', ',userType,', ',userKind,'],
  ['what is asked of Graph', 'sendActivityNotification"', 'sendNotification"'],
  ['what is asked of Graph', '"previewText"', '"preview"'],
  ['what is asked of Graph', '"source":"entityUrl"', '"source":"entityAddress"'],
  ['what is asked of Graph', 'teamsApp@odata.bind', 'app@odata.bind'],
  ['what is asked of Graph', '"groupIds"', '"groups"'],
  ['what the sandbox answers', '"membershipType":"private"', '"membershipType":"closed"'],
  ['what the sandbox answers', '"accountEnabled":true', '"accountEnabled":"true"'],
  ['what the sandbox answers', '"servicePlanId"', '"planId"'],
  ['what is sent to the Connector', '"isGroup"', '"group"'],
  ['what is sent to the Connector', '"contentType"', '"mimeType"'],
  ['what is sent to the Connector', '/activities"', '/messages"'],
  ['a card', '"wrap":true', '"wraps":true'],
  ['a card', '"weight":"Bolder"', '"weight":"Bold"'],
  ['a card', '"Action.Execute"', '"Action.Run"'],
  ['a card', '"isRequired":true', '"required":true'],
  ['a card', '"version":"1.5"', '"version":"1.3"'],
  ['a permission', '"ChatMember.Read.All"', '"ChatMembers.Read.All"'],
  ['a permission', '"ChatMember.Read.All"', '"Chat.ReadBasic.All"'],
  ['a permission', '"ChannelMember.Read.All"', '"ChatMember.Read.All"'],
  ['a permission', '"TeamsActivity.Send"', '"TeamsActivity.Send.User"'],
  ['a permission', '"User.Read.All"', '"Directory.Read.All"'],
  ['a permission', '"GroupMember.ReadBasic.All"', '"GroupMember.Read.All"'],
  ['a permission', '/allMembers', '/everyMember'],
  ['the manifest', '"personal"', '"private"'],
  ['the manifest', '"supportsChannelFeatures"', '"supportsChannels"'],
  ['the manifest', '"activityTypes"', '"activities"'],
])('%s with “%s” made into “%s” is seen', async (which, from, to) => {
  const [before, after] = [textOf(which), textOf(which).replace(from, to)];
  expect(after).not.toBe(before);
  expect(await SAID[which](after)).not.toEqual([]);
});
