import type { UserId } from '../../kernel/ids.ts';
import type { Clock } from '../../kernel/time.ts';
import type { Messenger } from '../../platform/teams/outbound/messenger.ts';
import type { Notice } from '../notice.ts';
import type { Notifier } from '../ports.ts';
import { type NoticeCards, toOutgoing } from './notice.cards.ts';

/** Declared in appPackage/manifest.json under `activities`. */
export const UNREAD_ACTIVITY = 'reportUnread';

/**
 * Notices as messages in Teams, each sent at most once a call: what is due is kept, and who tries again names a repeat.
 * `messenger` installs the app for people who never used it.
 */
export const createConcernNotifier = ({
  messenger,
  clock,
  nudge,
  cards,
}: {
  readonly messenger: Messenger;
  readonly clock: Clock;
  /** Of what features tell. */
  readonly cards: () => NoticeCards;
  /** A line in the activity feed, by the activity type that the manifest declares. */
  readonly nudge: (user: UserId, activityType: string, preview: string) => ReturnType<Notifier['nudge']>;
}): Notifier => {
  const outgoing = (notice: Notice) => toOutgoing(notice, clock(), cards());
  return {
    toPlace: (place, tenant, notice, permit) =>
      place.kind === 'channel'
        ? messenger.once.toChannel(place.channelId, tenant, outgoing(notice), permit)
        : messenger.once.toChat(place.chatId, tenant, outgoing(notice), permit),
    toPerson: (user, tenant, notice, permit) => messenger.once.toPerson(user, tenant, outgoing(notice), permit),
    update: (ref, notice) => messenger.once.update(ref, outgoing(notice)),
    nudge: (user, reference) => nudge(user, UNREAD_ACTIVITY, `Urgent report ${reference}: nobody has acknowledged it`),
  };
};
