import { z } from 'zod/v4';
import { chosen, form, freeText, madeUpText, nameText } from '../../../platform/teams/entrances.ts';
import type { Routes } from '../../../platform/teams/routes.ts';
import { type DialogAnswer, type MessageTurn, message, type Turn } from '../../../platform/teams/turn.ts';
import { POST_CHECKS, type PostCheck } from '../../../school/account-rules.ts';
import type { School } from '../../../school/school.ts';
import type { AccountParts } from '../account.handlers.ts';
import type { CallId, OpinionId } from '../account.ts';
import { byOf, dialog, NOT_STAFF, NOT_YOURS, pageOf } from '../card-data.handlers.ts';
import { ACCOUNTS } from '../verbs.cards.ts';
import { namesOf } from '../wording.cards.ts';
import {
  beforePostCard,
  notARunnerCard,
  opinionForm,
  postForm,
  pressCard,
  pressForm,
  pressNotice,
  settingsCard,
} from './post.cards.ts';

const tick = z
  .enum(['true', 'false'])
  .default('false')
  .transform((said) => said === 'true');
const ticks = Object.fromEntries(POST_CHECKS.map((check) => [check, tick])) as Record<PostCheck, typeof tick>;
const posting = z.object({ account: chosen(), what: madeUpText('What is it?', 120), ...ticks });
const opinionId = z.object({ opinion: z.uuid().transform((id) => id as OpinionId) });
const giving = opinionId.extend({ fine: tick, words: madeUpText('Anything to add', 400) });
const calling = z.object({
  who: nameText('Who was it?', 120),
  number: nameText('Phone number or email address', 80),
  about: madeUpText('What did they ask about?', 300),
});
const callId = z.object({ call: z.uuid().transform((id) => id as CallId) });

const NOT_FOR_YOU = message('This is for the person who was asked.');

/** Before a post, a call from the press, and one's own settings. */
export function registerPosts(routes: Routes, parts: AccountParts): void {
  registerChecks(routes, parts);
  registerOpinions(routes, parts);
  registerPress(routes, parts);
  registerSettings(routes, parts);
}

/** In the chat, after a question about a post. */
export async function showBeforePost(parts: AccountParts, turn: Turn, school: School): Promise<void> {
  const card = beforePostCard(school, await parts.accounts.checklist(school));
  await turn.replyPrivately({ card, summary: 'Before you post' });
}

export async function showPress(parts: AccountParts, turn: MessageTurn, school: School): Promise<void> {
  const list = await parts.accounts.checklist(school);
  await turn.replyPrivately({ card: pressCard(list), summary: 'A journalist got in touch' });
}

export async function showSettings(parts: AccountParts, turn: MessageTurn, school: School): Promise<void> {
  const card = await settingsOf(parts, turn, school, true);
  await turn.replyPrivately({ card, summary: 'Your own settings' });
}

const settingsOf = async ({ accounts }: AccountParts, { sender }: Turn, school: School, isInChat = false) =>
  settingsCard(await accounts.checklist(school), await accounts.lookedAt(sender.userId, school), { isInChat });

function registerChecks(routes: Routes, parts: AccountParts): void {
  const { accounts, schoolOf } = parts;
  const page = async (
    turn: Turn,
    school: School,
    draft: { account: string; what: string; ticked: readonly PostCheck[] },
    problem?: string,
  ): Promise<DialogAnswer> => {
    const [list, mine] = await Promise.all([accounts.checklist(school), accounts.mine(school, turn.sender.userId)]);
    if (mine.length > 0) return dialog('Before you post', postForm(list, mine, draft, problem));
    const open = (await accounts.register(school)).filter(({ state }) => state === 'approved');
    return dialog('Before you post', notARunnerCard(school, list, open));
  };

  const begin = form(z.object({ account: chosen() }), async ({ account }, turn) => {
    const school = await schoolOf(turn.sender.userId);
    if (!school) return NOT_STAFF;
    const mine = await accounts.mine(school, turn.sender.userId);
    const from = account.among(mine.map(({ id }) => id)) ?? '';
    return page(turn, school, { account: from, what: '', ticked: [] });
  });
  routes.dialog(ACCOUNTS.beforePost, begin);
  routes.submit(ACCOUNTS.beforePost, begin);

  const save = form(posting, async ({ account, what, ...said }, turn) => {
    const school = await schoolOf(turn.sender.userId);
    if (!school) return NOT_STAFF;
    const id = account.among((await accounts.mine(school, turn.sender.userId)).map((one) => one.id));
    const ticked = POST_CHECKS.filter((check) => said[check]);
    const draft = { account: id ?? '', what: what.words, ticked };
    if (!id || what.words === '') return page(turn, school, draft, 'Not saved yet. Please say what it is.');
    const kept = await accounts.post(byOf(turn), id, what, ticked);
    if (kept === 'not-yours') return NOT_YOURS;
    if (kept === 'kept') return pageOf(parts, turn, id, 'Saved with the account. You can post it.');
    return page(
      turn,
      school,
      draft,
      'Not saved yet. Do not post it until every line is ticked, or ask for a second opinion.',
    );
  });
  routes.submit(ACCOUNTS.savePost, save);

  const ask = form(posting, async ({ account, what, ...said }, turn) => {
    const school = await schoolOf(turn.sender.userId);
    if (!school) return NOT_STAFF;
    const id = account.among((await accounts.mine(school, turn.sender.userId)).map((one) => one.id));
    const draft = { account: id ?? '', what: what.words, ticked: POST_CHECKS.filter((check) => said[check]) };
    if (!id || what.words === '') return page(turn, school, draft, 'Not sent yet. Please say what it is.');
    const asked = await accounts.askOpinion(byOf(turn), id, what);
    if (!asked) return NOT_YOURS;
    await accounts.tell();
    return message(
      asked.length === 0
        ? 'I have nobody to send this to. Please ask someone in person before you post.'
        : `Sent to ${asked.map(({ name }) => name).join(' and ')}. Do not post it until you hear back.`,
    );
  });
  routes.submit(ACCOUNTS.askOpinion, ask);
}

function registerOpinions(routes: Routes, { accounts }: AccountParts): void {
  const show = form(opinionId, async ({ opinion }, turn) => {
    const found = await accounts.opinion(turn.sender.userId, opinion);
    if (!found) return NOT_FOR_YOU;
    const open = await accounts.open(turn.sender.userId, found.account);
    return dialog('A second opinion', opinionForm(found, open?.account));
  });
  routes.dialog(ACCOUNTS.opinion, show);

  const give = form(giving, async ({ opinion, fine, words }, turn) => {
    const given = await accounts.giveOpinion(byOf(turn), opinion, { isFine: fine, words });
    if (given === 'given') await accounts.tell();
    if (given === 'not-yours') return NOT_FOR_YOU;
    return message(given === 'given' ? 'Thank you. Your answer is on its way.' : 'Someone has answered this already.');
  });
  routes.submit(ACCOUNTS.giveOpinion, give);
}

function registerPress(routes: Routes, { accounts, schoolOf }: AccountParts): void {
  const show = form(z.object({}), async (_data, turn) => {
    const school = await schoolOf(turn.sender.userId);
    return school ? dialog('The press', pressForm(await accounts.checklist(school))) : NOT_STAFF;
  });
  routes.dialog(ACCOUNTS.press, show);

  const pass = form(calling, async (call, turn) => {
    const school = await schoolOf(turn.sender.userId);
    if (!school) return NOT_STAFF;
    if (call.who.words === '') return message('It was not passed on. Please say who it was.');
    const takers = await accounts.passPress(byOf(turn), school, call);
    await accounts.tell();
    return message(
      takers.length > 0
        ? `Passed to ${namesOf(takers)}. You will hear when someone is dealing with it.`
        : `Saved, but nobody is named as headteacher here. Phone the office: ${school.contacts.office}.`,
    );
  });
  routes.submit(ACCOUNTS.sendPress, pass);

  const take = form(callId, async ({ call }, turn) => {
    const taken = await accounts.takeCall(byOf(turn), call);
    if (!taken) return NOT_FOR_YOU;
    await accounts.tell();
    return dialog('The press', pressNotice(taken));
  });
  routes.dialog(ACCOUNTS.takePress, take);
}

function registerSettings(routes: Routes, parts: AccountParts): void {
  const { accounts, schoolOf } = parts;
  const show = form(z.object({}), async (_data, turn) => {
    const school = await schoolOf(turn.sender.userId);
    return school ? dialog('Your own settings', await settingsOf(parts, turn, school)) : NOT_STAFF;
  });
  routes.dialog(ACCOUNTS.settings, show);

  const look = form(z.object({ line: freeText('Copy it from here', 300) }), async (_data, turn) => {
    const school = await schoolOf(turn.sender.userId);
    if (!school) return NOT_STAFF;
    await accounts.noteLook(turn.sender.userId, school);
    return dialog('Your own settings', await settingsOf(parts, turn, school));
  });
  routes.submit(ACCOUNTS.looked, look);
}
