import type { Notifier } from '../concern/ports.ts';
import type { Clock } from '../core/time.ts';
import { toOutgoing } from './concern-cards.ts';
import type { Messenger } from './messenger.ts';

/** Notices as messages in Teams. `messenger` installs the app for people who never used it. */
export const createConcernNotifier = ({
  messenger,
  clock,
}: {
  readonly messenger: Messenger;
  readonly clock: Clock;
}): Notifier => ({
  toPlace: (place, tenant, notice) =>
    place.kind === 'channel'
      ? messenger.toChannel(place.channelId, tenant, toOutgoing(notice, clock()))
      : messenger.toChat(place.chatId, tenant, toOutgoing(notice, clock())),
  toPerson: (user, tenant, notice) => messenger.toPerson(user, tenant, toOutgoing(notice, clock())),
  update: (ref, notice) => messenger.update(ref, toOutgoing(notice, clock())),
});
