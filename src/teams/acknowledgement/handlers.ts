import { z } from 'zod/v4';
import type { Acknowledgements } from '../../acknowledgement/acknowledgements.ts';
import type { CampaignId, PolicyVersionId, SchoolId } from '../../core/ids.ts';
import type { Routes } from '../routes.ts';
import { type ActionAnswer, type ActionTurn, type DialogAnswer, type DialogTurn, message } from '../turn.ts';
import { alreadyWords, CONFIRM, FORMAT, QUESTION, READ, requestCard, SHOW } from './cards.ts';
import { READ_PAGE, readingCard } from './reading-cards.ts';

/** Ids come from a card that anybody can forge: they say which campaign, never who asks. */
export const campaignId = z.uuid().transform((id) => id as CampaignId);
export const inCampaign = z.object({ campaign: campaignId });
const answering = inCampaign.extend({ trial: z.boolean().default(false) });
const reading = z.object({
  campaign: campaignId,
  index: z.coerce.number().int().min(0).max(50),
  part: z.enum(['text', 'changes']),
  page: z.coerce.number().int().min(0).max(500).default(0),
});

export const BAD_WORDS = 'This card could not be read. Please use a newer one.';
export const BAD_DATA: ActionAnswer = { kind: 'refused', code: 400, text: BAD_WORDS };
const TRIED = 'That works. It was a trial run: nothing is recorded.';
export const NOT_ASKED = 'You are not on the list for this. If it was a trial run, all is well: nothing is recorded.';

/** What staff do with their own request. */
export function registerAcknowledgements(routes: Routes, acknowledgements: Acknowledgements): void {
  routes.action(CONFIRM, async (turn) => {
    const parsed = answering.safeParse(turn.data);
    if (!parsed.success) return BAD_DATA;
    const { campaign, trial } = parsed.data;
    if (trial) return message(TRIED);
    const answered = await acknowledgements.acknowledge(turn.sender.userId, campaign);
    switch (answered.kind) {
      case 'recorded':
        return ownCard(turn, campaign);
      case 'already-recorded':
        // The receipt says when; the words are for clients that show no card.
        return (await acknowledgements.request(turn.sender.userId, campaign))
          ? ownCard(turn, campaign)
          : message(alreadyWords(answered.signature));
      case 'open-first':
        return message(`Please open this first: ${answered.titles.join(', ')}. Then answer again.`);
      case 'check-first':
        return message(`Please answer the questions first: ${answered.titles.join(', ')}. Then answer again.`);
      case 'withdrawn':
        return message('This request was withdrawn. You need do nothing.');
      case 'left':
      case 'not-asked':
        return message(NOT_ASKED);
      default:
        return answered satisfies never;
    }
  });

  for (const [verb, what] of [
    [QUESTION, 'queried'],
    [FORMAT, 'format-wanted'],
  ] as const) {
    routes.action(verb, async (turn) => {
      const parsed = answering.safeParse(turn.data);
      if (!parsed.success) return BAD_DATA;
      if (parsed.data.trial) return message(TRIED);
      const queried = await acknowledgements.query(turn.sender.userId, parsed.data.campaign, what);
      if (queried.kind !== 'queried' && queried.kind !== 'already-answered') return message(NOT_ASKED);
      if (queried.kind === 'queried' && what === 'queried') {
        await turn.replyPrivately({
          text: `Type your question about the ${listed(queried.request.campaign.policies.map(({ title }) => title))} here and I will look for it. HR can see that you have a question, not what it is.`,
        });
      }
      return ownCard(turn, parsed.data.campaign);
    });
  }

  routes.action(SHOW, (turn) => {
    const parsed = inCampaign.safeParse(turn.data);
    return parsed.success ? ownCard(turn, parsed.data.campaign) : Promise.resolve(BAD_DATA);
  });

  const read = async (turn: DialogTurn): Promise<DialogAnswer> => {
    const parsed = reading.safeParse(turn.data);
    if (!parsed.success) return message(BAD_WORDS);
    const { campaign, index, part, page } = parsed.data;
    const found = await acknowledgements.read(turn.sender.userId, campaign, index, part);
    if (!found) return message(NOT_ASKED);
    return {
      kind: 'dialog',
      title: found.part === 'changes' ? 'What changed' : 'Policy',
      card: readingCard(campaign, found, page),
      size: 'large',
    };
  };
  routes.dialog(READ, read);
  routes.submit(READ_PAGE, read);

  async function ownCard(turn: ActionTurn, campaign: CampaignId): Promise<ActionAnswer> {
    const view = await acknowledgements.request(turn.sender.userId, campaign);
    return view ? { kind: 'card', card: requestCard(view) } : message(NOT_ASKED);
  }
}

const listed = (titles: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(titles);

/** `school/version`, as the choices of the form have it. */
export const choice = z.string().transform((value, context) => {
  const [school, version, ...rest] = value.split('/');
  if (!school || !version || rest.length > 0) {
    context.addIssue({ code: 'custom', message: 'not a choice of ours' });
    return z.NEVER;
  }
  return { school: school as SchoolId, version: version as PolicyVersionId };
});
