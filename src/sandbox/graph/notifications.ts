import { type Call, type Reply, type Route, route } from '../http.ts';
import { type Json, listAt, objectAt, textAt } from '../json.ts';
import { type FeedItem, findPerson, type World } from '../tenant/world.ts';
import { type GraphContext, graphError } from './context.ts';

const MOST_RECIPIENTS = 100;
const MOST_IN_FEED = 200;
const PREVIEW_SHOWN = 150;
const BULK_TOKEN_SECONDS = 45 * 60;

function complaintAbout(body: unknown): Reply | undefined {
  if (!textAt(body, 'activityType')) return graphError(400, 'BadRequest', 'activityType is missing.');
  if (!textAt(body, 'previewText', 'content')) return graphError(400, 'BadRequest', 'previewText is missing.');
  const topic = objectAt(body, 'topic');
  if (topic.source !== 'entityUrl' && topic.source !== 'text')
    return graphError(400, 'BadRequest', 'topic.source is wrong.');
  if (!textAt(topic, 'value')) return graphError(400, 'BadRequest', 'topic.value is missing.');
  if (topic.source === 'text' && !textAt(topic, 'webUrl'))
    return graphError(400, 'BadRequest', 'topic.webUrl is missing.');
  return undefined;
}

function put(world: World, userId: string, body: unknown): void {
  const chainId = listOrNumber(body);
  const item: FeedItem = {
    id: String(world.nextNumber()),
    activityType: textAt(body, 'activityType') ?? '',
    preview: (textAt(body, 'previewText', 'content') ?? '').slice(0, PREVIEW_SHOWN),
    topic: objectAt(body, 'topic'),
    parameters: listAt(body, 'templateParameters').filter((p): p is Json => typeof p === 'object' && p !== null),
    ...(chainId === undefined ? {} : { chainId }),
    at: world.clock.now(),
  };
  const before = (world.feeds.get(userId) ?? []).filter((old) => chainId === undefined || old.chainId !== chainId);
  world.feeds.set(userId, [item, ...before].slice(0, MOST_IN_FEED));
  if (world.people.get(userId)?.kind === 'pupil') world.messagesToPupils += 1;
  world.announce({ kind: 'feed', userId });
}

const listOrNumber = (body: unknown): string | undefined => {
  const chainId = objectAt(body).chainId;
  return typeof chainId === 'number' || typeof chainId === 'string' ? String(chainId) : undefined;
};

function sendOne(call: Call, { world }: GraphContext): Reply {
  const person = findPerson(world, call.params.user ?? '');
  if (!person) return graphError(404, 'NotFound', 'User not found.');
  const complaint = complaintAbout(call.body);
  if (complaint) return complaint;
  if (!world.installations.has(person.id)) {
    return graphError(403, 'Forbidden', 'The app must be installed for the recipient.');
  }
  put(world, person.id, call.body);
  return { status: 204 };
}

/** Taken, and worked off without a word about anyone: people without the app simply get nothing. */
function sendMany(call: Call, { world, tokenExpiresAtSeconds }: GraphContext): Reply {
  const complaint = complaintAbout(call.body);
  if (complaint) return complaint;
  const recipients = listAt(call.body, 'recipients');
  if (recipients.length === 0 || recipients.length > MOST_RECIPIENTS) {
    return graphError(400, 'BadRequest', 'There must be between 1 and 100 recipients.');
  }
  const value = textAt(call.body, 'topic', 'value') ?? '';
  if (
    objectAt(call.body, 'topic').source === 'entityUrl' &&
    !value.includes(`appCatalogs/teamsApps/${world.app.catalogId}`)
  ) {
    return graphError(400, 'BadRequest', 'The topic of a bulk notification must be the app in the catalogue.');
  }
  if (tokenExpiresAtSeconds - Date.now() / 1000 < BULK_TOKEN_SECONDS) {
    return graphError(412, 'PreconditionFailed', 'The access token expires too soon for this request.');
  }
  for (const recipient of recipients) {
    const person = findPerson(world, textAt(recipient, 'userId') ?? '');
    if (person && world.installations.has(person.id)) put(world, person.id, call.body);
  }
  return { status: 202 };
}

export const notificationRoutes: Route<GraphContext>[] = [
  route('POST', '/users/{user}/teamwork/sendActivityNotification', 'sendNotification', sendOne),
  route('POST', '/teamwork/sendActivityNotificationToRecipients', 'sendNotifications', sendMany),
];
