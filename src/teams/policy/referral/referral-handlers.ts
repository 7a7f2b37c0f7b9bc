import { z } from 'zod/v4';
import type { UserId } from '../../../core/ids.ts';
import { holders } from '../../../core/school/school.ts';
import type { Routes } from '../../routes.ts';
import { message } from '../../turn.ts';
import { MAX_QUESTION, NOT_STAFF, type PolicyAnswerDeps } from '../ask/ask-handlers.ts';
import { POLICY } from '../verbs.ts';
import { referDialog, referralCard, repliedCard, replyDialog } from './referral-cards.ts';

type ReferralDeps = Pick<PolicyAnswerDeps, 'questions' | 'messenger' | 'ids' | 'schoolOf' | 'ownedBy'>;

const questionData = z.object({ question: z.string().trim().min(1).max(MAX_QUESTION) });
const referralData = z.object({ referral: z.uuid() });
const replyData = referralData.extend({
  answer: z.string().trim().min(1).max(2_000),
  source: z.string().trim().min(1).max(300),
  curate: z.enum(['true', 'false']).default('false'),
  shown: z.string().trim().max(500).default(''),
});

/** A question that the policies do not answer: put to their owner, and answered by one. */
export function registerReferrals(routes: Routes, deps: ReferralDeps): void {
  registerAsking(routes, deps);
  registerReplying(routes, deps);
}

function registerAsking(routes: Routes, { questions, messenger, ids, schoolOf }: ReferralDeps): void {
  routes.dialog(POLICY.refer, async (turn) => {
    const school = await schoolOf(turn.sender.userId);
    if (!school) return NOT_STAFF;
    return {
      kind: 'dialog',
      title: 'Ask a person',
      card: referDialog(school, questionData.safeParse(turn.data).data?.question ?? ''),
    };
  });

  routes.submit(POLICY.sendReferral, async (turn) => {
    const school = await schoolOf(turn.sender.userId);
    const data = questionData.safeParse(turn.data).data;
    if (!school) return NOT_STAFF;
    if (!data) return message('Please write your question.');
    const referral = {
      id: ids.uuid(),
      school: school.id,
      askerId: turn.sender.userId,
      askerName: turn.sender.name,
      question: data.question,
      askedAt: turn.now,
    };
    await questions.refer(referral);
    const reached: string[] = [];
    for (const owner of holders(school, 'policy-owner')) {
      const out = {
        card: referralCard({ ...referral, answer: undefined }),
        summary: 'A question the policies do not answer',
      };
      const delivery = await messenger.toPerson(owner.id, turn.sender.tenantId, out);
      if (delivery.kind === 'sent') reached.push(owner.name);
    }
    if (reached.length === 0) return message('I could not reach the policy owner. Please ask in person or by e-mail.');
    return message(`Sent to ${reached.join(' and ')}. The reply will come to this chat.`);
  });
}

function registerReplying(routes: Routes, { questions, messenger, ownedBy }: ReferralDeps): void {
  routes.dialog(POLICY.reply, async (turn) => {
    const found = await ownReferral(turn.sender.userId, turn.data);
    if (!found) return message('This is for the policy owner.');
    if (found.answer) return message(`${found.answer.by} has already replied.`);
    return { kind: 'dialog', title: 'Reply', card: replyDialog(found) };
  });

  routes.submit(POLICY.sendReply, async (turn) => {
    const data = replyData.safeParse(turn.data).data;
    const found = await ownReferral(turn.sender.userId, turn.data);
    if (!found || !data) return message('The reply was not sent: fill in both boxes.');
    const answer = {
      text: data.answer,
      source: data.source,
      by: turn.sender.name,
      at: turn.now,
      isCurated: data.curate === 'true',
    };
    const shown = data.shown === '' ? undefined : data.shown;
    if (!(await questions.answerOnce(found.id, answer, shown))) return message('Somebody else has already replied.');
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
  });

  /** The referral, if the person owns policies at its school. */
  async function ownReferral(user: UserId, raw: unknown) {
    const data = referralData.safeParse(raw).data;
    const found = data && (await questions.findReferral(data.referral));
    const school = found && (await ownedBy(user)).find(({ id }) => id === found.school);
    return school ? found : undefined;
  }
}
