import { z } from 'zod/v4';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import { form, freeText } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogAnswer, dialog, message, type Turn } from '../../platform/teams/turn.ts';
import type { School } from '../../school/school.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { TALKS } from '../campaign/buttons.ts';
import { inCampaign, NOT_ASKED } from '../card-data.handlers.ts';
import { NOT_YOURS } from '../register/people.handlers.ts';
import { TRIED } from '../request/request.handlers.ts';
import { TALK_KINDS } from './open-talk.ts';
import {
  ASK_END_TALK,
  ASK_OFFER,
  ASK_TALK,
  askEndCard,
  askOfferCard,
  END_TALK,
  OFFER_TALK,
  talkListsCard,
  talksCard,
  talkWaysCard,
  WANT_TALK,
  wantCard,
} from './talk.cards.ts';
import type { Talks } from './talk.ts';

const asking = inCampaign.extend({ kind: z.enum(TALK_KINDS), trial: z.boolean().default(false) });
const wanting = inCampaign.extend({ kind: z.enum(TALK_KINDS), words: freeText('Why', 500) });
const onList = inCampaign.extend({ user: z.uuid().transform((one) => one as UserId) });
const offering = onList.extend({ words: freeText('When and where', 300) });

const SAID =
  'HR is told, and nobody else. They will offer you a conversation. You get no reminders about it meanwhile.';

/** Help or a talk before an answer: the person's own wish, and HR's list. Whether someone may is asked at every press. */
export function registerTalks(routes: Routes, talks: Talks): void {
  const ask = form(asking, async ({ campaign, kind, trial }) =>
    trial ? message(TRIED) : dialog('Before you answer', wantCard(campaign, kind), 'medium'),
  );
  routes.dialog(ASK_TALK, ask);
  const want = form(
    wanting,
    async ({ campaign, kind, words }, { sender }) => {
      const result = await talks.want(sender.userId, campaign, kind, words.words === '' ? undefined : words);
      if (result === 'already-answered')
        return message('You have answered already, so nothing was sent. HR can still help you.');
      return message(result === 'wanted' ? SAID : NOT_ASKED);
    },
    'Please write at most 500 characters, or nothing.',
  );
  routes.submit(WANT_TALK, want);

  const list = async (by: UserId, campaign: CampaignId, said?: string): Promise<DialogAnswer> => {
    const found = await talks.list(by, campaign);
    return found ? dialog('Help or a talk', talksCard(found, said), 'large') : message(NOT_YOURS);
  };
  const show = form(inCampaign, ({ campaign }, { sender }) => list(sender.userId, campaign));
  routes.dialog(TALKS, show);
  routes.submit(TALKS, show);

  const nameOn = async (by: UserId, campaign: CampaignId, user: UserId) =>
    (await talks.list(by, campaign))?.people.find((one) => one.user === user);
  const asksFirst = (drawn: typeof askOfferCard) =>
    form(onList, async ({ campaign, user }, { sender }) => {
      const one = await nameOn(sender.userId, campaign, user);
      return one ? dialog('Help or a talk', drawn(campaign, one), 'medium') : list(sender.userId, campaign);
    });
  routes.submit(ASK_OFFER, asksFirst(askOfferCard));
  routes.submit(ASK_END_TALK, asksFirst(askEndCard));
  const offer = form(
    offering,
    async ({ campaign, user, words }, { sender: { userId: by } }) => {
      const one = await nameOn(by, campaign, user);
      const result = await talks.offer(by, campaign, user, words);
      const name = one?.name ?? 'them';
      if (result === 'offered') return list(by, campaign, `A conversation was offered to ${name}, in their own chat.`);
      if (result === 'unreachable')
        return list(by, campaign, `Teams could not deliver it to ${name}. Please speak to them yourself.`);
      return list(by, campaign);
    },
    'Please write at most 300 characters, or nothing.',
  );
  routes.submit(OFFER_TALK, offer);
  const end = form(onList, async ({ campaign, user }, { sender: { userId: by } }) => {
    const one = await nameOn(by, campaign, user);
    const result = await talks.end(by, campaign, user);
    return list(
      by,
      campaign,
      result === 'ended'
        ? `${one?.name ?? ''}: you have talked. What they wrote is removed; they are still asked.`
        : undefined,
    );
  });
  routes.submit(END_TALK, end);
}

/** "I won't sign this", "can someone read it to me": the two ways, and no word of refusal. Who runs a campaign comes to its list. */
export async function showTalkWays(
  acknowledgements: Pick<Acknowledgements, 'own' | 'registers'>,
  turn: Turn,
  school: School,
): Promise<void> {
  const [own, registers] = await Promise.all([
    acknowledgements.own(turn.sender.userId),
    acknowledgements.registers(turn.sender.userId),
  ]);
  const running = registers.filter(({ campaign }) => campaign.status !== 'finished').map(({ campaign }) => campaign);
  const open = own.filter(({ standing }) => standing.kind === 'asked' || standing.kind === 'queried');
  await turn.replyPrivately({
    card: running.length > 0 ? talkListsCard(running, open) : talkWaysCard(open, school.roles.hr[0]?.name),
    summary: 'Help, or a talk before you answer',
  });
}
