import { z } from 'zod/v4';
import { OVERDUE_ACTIVITY } from '../acknowledge/delivery/courier.messages.ts';
import { Fault } from '../kernel/calls/fault.ts';
import { parseGuid, type UserId } from '../kernel/ids.ts';
import type { Delivery } from '../kernel/messages.ts';
import type { Config } from '../platform/environment/config.ts';
import { card, heading, type Outgoing, text } from '../platform/teams/card.ts';
import type { Destination } from '../school/school.ts';
import type { reachMicrosoft } from './microsoft.ts';

/** What Microsoft 365 does for one named person and one place, really done. Every method throws a Fault for an outside that fails. */
export interface Trial {
  /** By address or object id. @throws Fault('not-found') */
  find(person: string): Promise<{ readonly id: UserId; readonly name: string }>;
  install(user: UserId): ReturnType<Reach['installs']['install']>;
  /** A card that asks for nothing, into the person's own chat. */
  card(user: UserId): Promise<Delivery>;
  /** A card into the place for concerns; `undefined` where there is none but people. */
  post(place: Destination): Promise<Delivery> | undefined;
  /** Takes a card away again. */
  remove(delivery: Extract<Delivery, { kind: 'sent' }>): Promise<Delivery>;
  nudge(user: UserId): Promise<'nudged' | 'not-possible'>;
}

type Reach = Pick<ReturnType<typeof reachMicrosoft>, 'graph' | 'installs' | 'messenger' | 'nudges'>;

const person = z.object({ id: z.string(), displayName: z.string() });

export function createTrial(config: Pick<Config, 'trust'>, { graph, installs, messenger, nudges }: Reach): Trial {
  const { tenantId } = config.trust;
  return {
    async find(address) {
      const found = person.parse(await graph.get(`/users/${encodeURIComponent(address)}?$select=id,displayName`));
      const id = parseGuid<UserId>(found.id);
      if (!id) throw new Fault('malformed', 'Graph gives no object id');
      return { id, name: found.displayName };
    },
    install: installs.install,
    // Once: anyone who looks on would take a second card for a fault.
    card: (user) => messenger.once.toPerson(user, tenantId, said('Your IT lead is trying Lanyard out', NOTHING_TO_DO)),
    post(place) {
      const out = said('Lanyard can post here', 'A trial by your IT lead. This card is taken away again at once.');
      if (place.kind === 'channel') return messenger.once.toChannel(place.channelId, tenantId, out);
      return place.kind === 'chat' ? messenger.once.toChat(place.chatId, tenantId, out) : undefined;
    },
    remove: ({ ref }) => messenger.once.remove(ref),
    nudge: (user) => nudges.nudge(user, OVERDUE_ACTIVITY, `A trial by your IT lead. ${NOTHING_TO_DO}`),
  };
}

const NOTHING_TO_DO = 'There is nothing to do.';

const said = (title: string, words: string): Outgoing => ({
  summary: title,
  card: card(heading(title), text(words)),
});
