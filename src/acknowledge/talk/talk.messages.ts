import type { TenantId } from '../../kernel/ids.ts';
import type { Messenger } from '../../platform/teams/outbound/messenger.ts';
import { offerCard, talkWantedCard } from './talk.cards.ts';
import type { TalkMessages } from './talk.ts';

/** What HR and the person are sent. No notification says who, or why. */
export const createTalkMessages = (messenger: Messenger, tenant: TenantId): TalkMessages => ({
  wanted: (hr, campaign) =>
    messenger.toPerson(hr, tenant, { card: talkWantedCard(campaign), summary: 'Help or a talk before an answer' }),
  offer: (user, { campaign, from, words }) =>
    messenger.toPerson(user, tenant, {
      card: offerCard(campaign, from, words),
      summary: 'A conversation, if you would like one',
    }),
});
