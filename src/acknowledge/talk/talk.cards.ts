import type { CampaignId } from '../../kernel/ids.ts';
import { dayOf, formatDay } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  execute,
  heading,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { TALKS } from '../campaign/buttons.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { SHOW } from '../request/request-verbs.ts';
import type { RequestView } from '../request/request-view.ts';
import type { OpenTalk, TalkKind } from './open-talk.ts';
import type { Listed, TalkList } from './talk.ts';

/** Asks, optionally, why; and says it. */
export const ASK_TALK = 'acknowledgement.ask-talk';
export const WANT_TALK = 'acknowledgement.want-talk';
/** What HR does with their list. */
export const ASK_OFFER = 'campaign.ask-offer';
export const OFFER_TALK = 'campaign.offer-talk';
export const ASK_END_TALK = 'campaign.ask-end-talk';
export const END_TALK = 'campaign.end-talk';

const TITLES: Readonly<Record<TalkKind, string>> = {
  help: 'I need help to read or answer this',
  talk: 'I’d rather talk to someone first',
};
const WANTS: Readonly<Record<TalkKind, string>> = {
  help: 'Needs help to read or answer',
  talk: 'Would rather talk to someone first',
};

/** Said wherever it is offered. */
export const NOTHING_FOLLOWS =
  'Only HR is told. Everyone else sees that you have not answered yet. Nothing follows from it by itself.';

/** Below the answer: two ways to someone before it. Once pressed it says where that stands. */
export function talkPart(view: Pick<RequestView, 'campaign' | 'isTrial' | 'talk' | 'hr'>): Element {
  const data = { campaign: view.campaign, ...(view.isTrial && { trial: true }) };
  if (view.talk) return standingPart(view.talk, view.hr);
  return section(
    { apart: true },
    actions([
      openDialog(TITLES.help, ASK_TALK, { ...data, kind: 'help' }),
      openDialog(TITLES.talk, ASK_TALK, { ...data, kind: 'talk' }),
    ]),
    text(NOTHING_FOLLOWS, { small: true, subtle: true }),
  );
}

const standingPart = ({ kind, offeredAt }: OpenTalk, hr: string | undefined): Element =>
  section(
    { style: 'accent', apart: true },
    text(kind === 'help' ? 'You asked for help to read or answer.' : 'You asked to talk to someone first.', {
      bold: true,
    }),
    plain(
      offeredAt
        ? `${hr ?? 'HR'} offered you a conversation on ${formatDay(dayOf(offeredAt))}. You get no reminders about it meanwhile.`
        : `${hr ?? 'HR'} will offer you a conversation. You get no reminders about it meanwhile.`,
    ),
    text('You can still answer here at any time.', { small: true, subtle: true }),
  );

/** What happens when it is sent, and a box for why that may stay empty. */
export const wantCard = (campaign: CampaignId, kind: TalkKind): Card =>
  card(
    heading(TITLES[kind], { small: true }),
    text(
      kind === 'help'
        ? 'HR will ask what would help: large print, reading it together, another language, more time.'
        : 'HR will offer you a conversation. You may bring a union representative or a colleague, if you like.',
    ),
    text(NOTHING_FOLLOWS),
    input.text('words', 'Would you like to say why? You don’t have to.', { multiline: true, maxLength: 500 }),
    actions([submitDialog('Tell HR', WANT_TALK, { campaign, kind }, { primary: true })]),
  );

/** Someone typed that they will not sign, or need help: the same two ways, for each request that waits for their answer. */
export const talkWaysCard = (open: readonly RequestView[], hr: string | undefined): Card =>
  card(
    heading('You don’t have to answer now'),
    open.length === 0
      ? plain(`Nothing is waiting for your answer. ${hr ?? 'HR'} keeps the register of acknowledgements.`)
      : text('You can ask for help, or talk to someone first.'),
    ...open.map((view) => section({ apart: true }, plain(view.title, { bold: true }), talkPart(view))),
    open.length === 0
      ? undefined
      : actions(open.slice(0, 4).map((view) => execute('Open the request', SHOW, { campaign: view.campaign }))),
  );

/** To those who run campaigns: the list of each. @param open what they are asked to sign themselves */
export const talkListsCard = (running: readonly Pick<Campaign, 'id' | 'title'>[], open: readonly RequestView[]): Card =>
  card(
    heading('Who asked for help or a talk'),
    actions(
      running.slice(0, 4).map(({ id, title }) =>
        openDialog(running.length === 1 ? 'Who would like it' : `Who would like it: ${title}`, TALKS, {
          campaign: id,
        }),
      ),
    ),
    ...(open.length === 0
      ? []
      : [
          plain('Is it about what you are asked to sign yourself? Both ways are on its card.', {
            subtle: true,
            small: true,
          }),
          actions(open.slice(0, 2).map((view) => execute('Open the request', SHOW, { campaign: view.campaign }))),
        ]),
  );

/** To HR: that there is something, and not who. A notification may be read on a locked screen. */
export const talkWantedCard = (campaign: Pick<Campaign, 'id' | 'title'>): Card =>
  card(
    heading('Help or a talk before an answer', { small: true }),
    plain(campaign.title, { subtle: true }),
    'Someone has asked for help to read or answer, or would rather talk first. It is no refusal. Please offer them a conversation.',
    actions([openDialog('Who would like it', TALKS, { campaign: campaign.id }, { primary: true })]),
    text('Only HR has this list. Nobody else sees more than “not answered yet”.', {
      small: true,
      subtle: true,
    }),
  );

/** To the person, from HR. */
export const offerCard = (campaign: Pick<Campaign, 'id' | 'title'>, from: string, words: string): Card =>
  card(
    heading('A conversation, if you would like one', { small: true }),
    plain(`${from} would like to talk with you about: ${campaign.title}.`),
    words === '' ? undefined : section({ style: 'accent' }, plain(words)),
    text(
      'You may bring a union representative or a colleague, if you like. Nothing follows from it by itself, and nobody else sees that you asked.',
    ),
    actions([execute('Open the request', SHOW, { campaign: campaign.id })]),
  );

/** HR's only list. */
export const talksCard = ({ campaign, people }: TalkList, said?: string): Card =>
  card(
    said === undefined ? undefined : section({ style: 'good' }, plain(said, { bold: true })),
    people.length === 0 ? heading('Nobody is waiting for help or a talk', { small: true }) : undefined,
    ...people.map((one) => talkRow(campaign.id, one)),
    text(
      'Only HR has this list. What people wrote is removed once you have talked. They get no reminders until then.',
      {
        small: true,
        subtle: true,
      },
    ),
  );

const talkRow = (campaign: CampaignId, { user, name, jobTitle, kind, at, offeredAt, words }: Listed): Element =>
  section(
    { apart: true },
    plain(`${name}${jobTitle ? `, ${jobTitle}` : ''}`, { bold: true }),
    plain(
      `${WANTS[kind]}, since ${formatDay(dayOf(at))}${offeredAt ? `; a conversation was offered on ${formatDay(dayOf(offeredAt))}` : ''}`,
      { subtle: true },
    ),
    words === '' ? undefined : plain(`“${words}”`),
    actions([
      submitDialog('Offer a conversation', ASK_OFFER, { campaign, user }),
      submitDialog('We have talked', ASK_END_TALK, { campaign, user }),
    ]),
  );

/** A word of HR's with the offer. */
export const askOfferCard = (campaign: CampaignId, { user, name }: Pick<Listed, 'user' | 'name'>): Card =>
  card(
    heading(`Offer ${name} a conversation`, { small: true }),
    text(
      'They get it in their own chat, with your name. It says that they may bring a union representative or a colleague.',
    ),
    input.text('words', 'When and where? You may leave this empty', { multiline: true, maxLength: 300 }),
    actions([
      submitDialog('Send the offer', OFFER_TALK, { campaign, user }, { primary: true }),
      submitDialog('Back to the list', TALKS, { campaign }, { withInputs: false }),
    ]),
  );

/** Once more, before it ends and what they wrote is gone. */
export const askEndCard = (campaign: CampaignId, { user, name }: Pick<Listed, 'user' | 'name'>): Card =>
  card(
    heading(`Have you talked with ${name}?`, { small: true }),
    text(
      'What they wrote is removed then, and cannot be brought back. They leave this list, are still asked to answer, and get reminders again.',
    ),
    actions([
      submitDialog('Yes, we have talked', END_TALK, { campaign, user }, { primary: true }),
      submitDialog('Back to the list', TALKS, { campaign }, { withInputs: false }),
    ]),
  );
