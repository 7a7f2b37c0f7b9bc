import type { Dialog } from '../../src/sandbox/inbound/results.ts';
import { MOST_RECEIVED } from '../../src/sandbox/received.ts';
import { BOT_ID, CHANNELS } from '../../src/sandbox/tenant/sample-school.ts';
import type { Running } from '../support/running.ts';

export const shown = (thing: unknown): string => JSON.stringify(thing ?? '');

/** The same without what is in boxes to type in: there it is given back to the person who typed it. */
export const withoutBoxes = (thing: unknown): string =>
  JSON.stringify(thing, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && 'type' in value && value.type === 'Input.Text'
      ? { ...value, value: '' }
      : value,
  );

/** Sends a dialog and returns the one that takes its place. */
export async function next(
  { sandbox }: Running,
  user: string,
  dialog: Dialog,
  button: string,
  inputs: Record<string, string> = {},
): Promise<Dialog> {
  const result = await sandbox.submitDialog(user, dialog, button, inputs);
  if (result.kind !== 'dialog') throw new Error(`${button}: expected a dialog, got ${shown(result)}`);
  return result.dialog;
}

/** What each of these buttons leads to, one after the other. */
export async function through(world: Running, user: string, dialog: Dialog, ...buttons: string[]): Promise<Dialog> {
  let at = dialog;
  for (const button of buttons) at = await next(world, user, at, button);
  return at;
}

/** From the first page of the form to the one with every box of what happened. */
export async function toFacts(
  world: Running,
  user: string,
  before: Dialog,
  first: { about: string; who?: string; people?: string; name?: string },
): Promise<Dialog> {
  const { name = '', ...chosen } = first;
  // Of a report about something else a child is asked about.
  const child: Record<string, string> = first.about === 'child' ? { who: 'Not known' } : {};
  const second = await next(world, user, before, 'Next', { ...child, people: '', ...chosen });
  // Someone is named who only should not see it, unless the report is about what they did.
  const isAsked = shown(second.card).includes('"concern.named"');
  const conduct: Record<string, string> = first.about === 'child' ? { conduct: 'no' } : {};
  const account = isAsked ? await next(world, user, second, 'Next', { name, ...conduct }) : second;
  return next(world, user, account, 'Write more first');
}

/** Reports by clicking, from the typed word to the receipt; returns the reference. */
export async function reportByClicking(
  world: Running,
  user: string,
  report: {
    about: string;
    people?: string;
    /** Beside what the report is about, on the first page. */
    first?: Record<string, string>;
    words?: Record<string, string>;
    last?: Record<string, string>;
  },
): Promise<string> {
  const { sandbox } = world;
  await sandbox.say(user, 'report a concern');
  // On a busy machine the notice of an earlier report may come after it.
  const invitation = sandbox.messages(user).findLast((one) => shown(one).includes('"Report a concern"'));
  const before = await sandbox.openDialog(user, invitation?.id ?? '', 'Report a concern');
  const { about, people, words } = report;
  const facts = await toFacts(world, user, before, { about, ...(people !== undefined && { people }), ...report.first });
  const after = await next(world, user, facts, 'Next', { seen: 'Something.', ...words });
  // What is typed here may sound as if an adult of the school were in it.
  const isAsked = shown(after.card).includes('"id":"adult"');
  const last = isAsked ? await next(world, user, after, 'Next', { adult: 'no' }) : after;
  const button = /"title":"(Send to [^"]+)"/.exec(shown(last.card))?.[1] ?? '';
  const sent = await next(world, user, last, button, { urgent: 'no', ...report.last });
  return /Your reference is ([A-Z0-9]+)/.exec(shown(sent.card))?.[1] ?? '';
}

/** The card in the DSL's channel, once it is there. */
export const channelCard = ({ sandbox }: Running, reference: string) =>
  sandbox.until(() =>
    sandbox
      .channel(CHANNELS.dsl)
      .flatMap(({ messages }) => messages)
      .find((message) => shown(message).includes(reference)),
  );

/** The id that the card's buttons carry. */
export const concernIn = (card: unknown): string => /"concern":"([0-9a-f-]{36})"/.exec(shown(card))?.[1] ?? '';

/**
 * Which calls of the bot's carried this phrase: every message, update, deletion, typing notice and notification as it came in,
 * with what no window shows (`summary`, `speak`, `channelData`) and what a later update replaced.
 */
export function callsWith({ sandbox }: Running, phrase: string): string[] {
  const received = sandbox.received();
  if (received.length >= MOST_RECEIVED) throw new Error('the sandbox has forgotten the first calls');
  return received
    .filter(({ target, body }) => target.includes(phrase) || body.includes(phrase))
    .map(({ operation, method }) => `${method} ${operation}`);
}

/** Puts the phrase where nobody sees it, past the product, as a faulty bot would: in everything a call can carry. */
export async function plant({ sandbox }: Running, phrase: string, user: string): Promise<void> {
  const call = async (resource: string, method: string, url: string, body?: object): Promise<string> => {
    const query = new URLSearchParams({ resource, 'api-version': '2019-08-01', client_id: BOT_ID });
    const asked = await fetch(`${sandbox.identity.endpoint}?${query}`, {
      headers: { 'x-identity-header': sandbox.identity.header },
    });
    const { access_token } = (await asked.json()) as { access_token: string };
    const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' };
    const answer = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status}`);
    const text = await answer.text();
    return /"id":"([^"]+)"/.exec(text)?.[1] ?? '';
  };
  const activities = `${sandbox.url}/connector/v3/conversations/${encodeURIComponent(CHANNELS.dsl)}/activities`;
  const connector = (method: string, path: string, body?: object) =>
    call('https://api.botframework.com', method, `${activities}${path}`, body);
  // A channel takes two writes a second, and the product may be writing there.
  sandbox.limits.setOn(false);
  const words = { type: 'message', text: 'Nothing.' };
  const message = await connector('POST', '', { ...words, summary: phrase });
  await connector('PUT', `/${message}`, { ...words, speak: phrase });
  await connector('PUT', `/${message}`, words);
  await connector('POST', '', { type: 'typing', channelData: { phrase } });
  const gone = await connector('POST', '', { ...words, text: phrase });
  await connector('DELETE', `/${gone}`);
  await call(
    'https://graph.microsoft.com',
    'POST',
    `${sandbox.graphUrl}/users/${user}/teamwork/sendActivityNotification`,
    {
      topic: { source: 'text', value: 'A', webUrl: 'https://teams.microsoft.com/l/x' },
      activityType: 'reminder',
      previewText: { content: `${'A long preview. '.repeat(20)}${phrase}` },
    },
  );
}
