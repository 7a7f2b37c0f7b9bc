import type { Notifier } from '../../../concern/ports.ts';
import type { Clock } from '../../../core/time.ts';
import type { Messenger } from '../../outbound/messenger.ts';
import { toOutgoing } from './notice-cards.ts';

/**
 * Notices as messages in Teams, each sent at most once a call: what is due is kept, and who tries again names a repeat.
 * `messenger` installs the app for people who never used it.
 */
export const createConcernNotifier = ({
  messenger,
  clock,
}: {
  readonly messenger: Messenger;
  readonly clock: Clock;
}): Notifier => ({
  toPlace: (place, tenant, notice, permit) =>
    place.kind === 'channel'
      ? messenger.once.toChannel(place.channelId, tenant, toOutgoing(notice, clock()), permit)
      : messenger.once.toChat(place.chatId, tenant, toOutgoing(notice, clock()), permit),
  toPerson: (user, tenant, notice, permit) =>
    messenger.once.toPerson(user, tenant, toOutgoing(notice, clock()), permit),
  update: (ref, notice) => messenger.once.update(ref, toOutgoing(notice, clock())),
});
