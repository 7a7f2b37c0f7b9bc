import { z } from 'zod/v4';
import type { UserId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { form, freeText, ownWords, uuid } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { dialog, message } from '../../platform/teams/turn.ts';
import { holders } from '../../school/school.ts';
import { MAX_QUESTION, NOT_STAFF, type PolicyAnswerDeps } from '../answer/ask.handlers.ts';
import { POLICY } from '../verbs.cards.ts';
import { referDialog, referralCard, repliedCard, replyDialog } from './referral.cards.ts';

type ReferralDeps = Pick<PolicyAnswerDeps, 'questions' | 'messenger' | 'ids' | 'schoolOf' | 'ownedBy'>;

const QUESTION = 'Your question';
const asked = z.object({ question: ownWords(QUESTION, MAX_QUESTION) });
const sent = z.object({ question: freeText(QUESTION, MAX_QUESTION, 1) });
const referralData = z.object({ referral: uuid() });
const replyData = referralData.extend({
  answer: freeText('Your reply', 2_000),
  source: freeText('What it is based on', 300),
  curate: z.enum(['true', 'false']).default('false'),
  shown: freeText('The question as others will read it', 500),
});

const NOT_SENT = 'The reply was not sent: fill in both boxes.';

/** A question that the policies do not answer: put to their owner, and answered by one. */
export function registerReferrals(routes: Routes, deps: ReferralDeps): void {
  registerAsking(routes, deps);
  registerReplying(routes, deps);
}

/** More than anyone has to ask in a day; each is a message to every owner. */
const MOST_A_DAY = 20;
const ENOUGH = message(
  'You have reached today’s limit for questions to the policy owner. Please ask in person or by e-mail.',
);

function registerAsking(routes: Routes, { questions, messenger, ids, schoolOf }: ReferralDeps): void {
  const begin = form(asked, async ({ question }, turn) => {
    const school = await schoolOf(turn.sender.userId);
    if (!school) return NOT_STAFF;
    return dialog('Ask a person', referDialog(school, question));
  });
  routes.dialog(POLICY.refer, begin);

  const send = form(
    sent,
    async ({ question }, turn) => {
      const school = await schoolOf(turn.sender.userId);
      if (!school) return NOT_STAFF;
      const since = new Date(turn.now.getTime() - DAY_MS);
      if ((await questions.referredBy(turn.sender.userId, since)) >= MOST_A_DAY) return ENOUGH;
      const referral = {
        id: ids.uuid(),
        school: school.id,
        askerId: turn.sender.userId,
        askerName: turn.sender.name,
        question,
        askedAt: turn.now,
      };
      await questions.refer(referral);
      const reached: string[] = [];
      for (const owner of holders(school, 'policy-owner')) {
        const out = {
          card: referralCard({ ...referral, question: question.words, answer: undefined }),
          summary: 'A question the policies do not answer',
        };
        const delivery = await messenger.toPerson(owner.id, turn.sender.tenantId, out);
        if (delivery.kind === 'sent') reached.push(owner.name);
      }
      if (reached.length === 0)
        return message('I could not reach the policy owner. Please ask in person or by e-mail.');
      return message(`Sent to ${reached.join(' and ')}. The reply will come to this chat.`);
    },
    'Please write your question.',
  );
  routes.submit(POLICY.sendReferral, send);
}

function registerReplying(routes: Routes, { questions, messenger, ownedBy }: ReferralDeps): void {
  const begin = form(
    referralData,
    async ({ referral }, turn) => {
      const found = await ownReferral(turn.sender.userId, referral);
      if (!found) return message('This is for the policy owner.');
      if (found.answer) return message(`${found.answer.by} has already replied.`);
      return dialog('Reply', replyDialog(found));
    },
    'This is for the policy owner.',
  );
  routes.dialog(POLICY.reply, begin);

  const reply = form(
    replyData,
    async (data, turn) => {
      const found = await ownReferral(turn.sender.userId, data.referral);
      if (!found || data.answer.words === '' || data.source.words === '') return message(NOT_SENT);
      const given = {
        text: data.answer,
        source: data.source,
        by: turn.sender.name,
        at: turn.now,
        isCurated: data.curate === 'true',
      };
      const shown = data.shown.words === '' ? undefined : data.shown;
      const answer = { ...given, text: given.text.words, source: given.source.words };
      if (!(await questions.answerOnce(found.id, given, shown))) return message('Someone else has already replied.');
      const answered = { ...found, answer };
      const delivery = await messenger.toPerson(found.askerId, turn.sender.tenantId, {
        card: repliedCard(answered),
        summary: 'A reply to your question',
      });
      if (turn.message) await messenger.update(turn.message, { card: referralCard(answered), summary: 'Answered' });
      return message(
        delivery.kind === 'sent'
          ? `Sent to ${found.askerName}.`
          : `Your reply is kept, but ${found.askerName} cannot be reached in Teams. Please tell them.`,
      );
    },
    NOT_SENT,
  );
  routes.submit(POLICY.sendReply, reply);

  /** The referral, if the person owns policies at its school. */
  async function ownReferral(user: UserId, referral: string) {
    const found = await questions.findReferral(referral);
    const school = found && (await ownedBy(user)).find(({ id }) => id === found.school);
    return school ? found : undefined;
  }
}
