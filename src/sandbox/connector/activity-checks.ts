import type { Reply } from '../http.ts';
import { at, isObject, listAt, textAt } from '../json.ts';
import { refuse } from './context.ts';

const MOST_BYTES = 100 * 1024;
const MOST_CITATIONS = 20;
const MOST_REFRESH_USERS = 60;

/** The Connector's complaint about an activity that the bot sends; undefined if it may pass. */
export function complaintAbout(activity: unknown): Reply | undefined {
  if (!isObject(activity)) return refuse(400, 'BadSyntax', 'Activity is missing or is not an object.');
  const type = textAt(activity, 'type');
  if (type === undefined) return refuse(400, 'BadSyntax', 'Activity type is missing.');
  if (sizeOf(activity) > MOST_BYTES) return refuse(413, 'MessageSizeTooBig', 'Message size too large.');
  if (type !== 'message') return undefined;
  return complaintAboutContent(activity) ?? complaintAboutEntities(activity) ?? complaintAboutCards(activity);
}

/** Bytes in UTF-16, as Teams counts: pictures inside the JSON are not counted. */
function sizeOf(activity: unknown): number {
  return JSON.stringify(activity).replace(/data:image\/[a-z+.-]+;base64,[A-Za-z0-9+/=]+/g, '').length * 2;
}

function complaintAboutContent(activity: unknown): Reply | undefined {
  const isEmpty = !textAt(activity, 'text') && listAt(activity, 'attachments').length === 0;
  return isEmpty ? refuse(400, 'Bad Argument', 'Message has neither text nor attachments.') : undefined;
}

function complaintAboutEntities(activity: unknown): Reply | undefined {
  const roots = listAt(activity, 'entities').filter((e) => textAt(e, 'type') === 'https://schema.org/Message');
  if (roots.length > 1) return refuse(400, 'Bad Argument', 'More than one root Message entity.');
  const citations = listAt(roots[0], 'citation');
  if (citations.length > MOST_CITATIONS) return refuse(400, 'Bad Argument', 'Too many citations.');
  for (const citation of citations) {
    const appearance = at(citation, 'appearance');
    if (!textAt(appearance, 'name')) return refuse(400, 'Bad Argument', 'A citation has no appearance.');
    const isTooLong =
      (textAt(appearance, 'name')?.length ?? 0) > 80 || (textAt(appearance, 'abstract')?.length ?? 0) > 160;
    if (isTooLong) return refuse(400, 'Bad Argument', 'The name or abstract of a citation is too long.');
  }
  return undefined;
}

function complaintAboutCards(activity: unknown): Reply | undefined {
  for (const attachment of listAt(activity, 'attachments')) {
    if (textAt(attachment, 'contentType') !== 'application/vnd.microsoft.card.adaptive') continue;
    const card = at(attachment, 'content');
    if (!isObject(card) || card.type !== 'AdaptiveCard') {
      return refuse(
        400,
        'BadSyntax',
        'Activity resulted into multiple skype activities: the card is not an AdaptiveCard.',
      );
    }
    if (listAt(card, 'refresh', 'userIds').length > MOST_REFRESH_USERS) {
      return refuse(400, 'Bad Argument', 'refresh.userIds has more than 60 entries.');
    }
  }
  return undefined;
}
