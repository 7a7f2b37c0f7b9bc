import type { BoundPolicy, Question } from '../../acknowledge/campaign/campaign.ts';
import { type CampaignDeps, mayRun } from '../../acknowledge/campaign/campaign-commands.ts';
import type { AnswerResult, GivenAnswer } from '../../acknowledge/host.ts';
import type { PersonId } from '../../acknowledge/register/person.ts';
import { findRequest } from '../../acknowledge/request/answer.ts';
import { sha256 } from '../../acknowledge/text/text-shown.ts';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import { answeredKey, passedKey, questionsLeft, questionsOf } from './quiz.ts';

/** Where someone is in the questions about one policy. */
export interface Asking {
  readonly policy: BoundPolicy;
  readonly index: number;
  /** The question to answer now; absent when all are answered. */
  readonly question: Question | undefined;
  /** Its place, from 1. */
  readonly number: number;
  readonly of: number;
  /** Of the answer just given. */
  readonly last: AnswerResult | undefined;
  /** All were answered just now, for the first time. */
  readonly isJustPassed: boolean;
}

interface Taker {
  readonly policy: BoundPolicy;
  /** Absent for the person who prepares the campaign and only tries it: nothing is kept. */
  readonly person: PersonId | undefined;
}

async function taker(
  deps: CampaignDeps,
  who: UserId | PersonId,
  id: CampaignId,
  index: number,
): Promise<Taker | undefined> {
  const found = await findRequest(deps.campaigns, id, who);
  if (found.kind === 'found') {
    const policy = found.campaign.policies[index];
    return policy && { policy, person: found.person.acknowledgedAt ? undefined : found.person.id };
  }
  const policy = (await mayRun(deps, who as UserId, id))?.campaign.policies[index];
  return policy && { policy, person: undefined };
}

/** The first question that is still open. */
export async function openQuiz(
  deps: CampaignDeps,
  user: UserId,
  id: CampaignId,
  index: number,
): Promise<Asking | undefined> {
  const who = await taker(deps, user, id, index);
  if (!who || questionsOf(who.policy).length === 0) return undefined;
  const opened = who.person ? await deps.campaigns.opened(id, who.person) : new Map<string, Date>();
  return asking(who.policy, index, questionsLeft(who.policy, opened)[0], undefined, false);
}

/** One answer. A right one is kept, and the next question follows; a wrong one shows the policy's words, and leaves no trace. */
export async function answerQuestion(
  deps: CampaignDeps,
  user: UserId | PersonId,
  id: CampaignId,
  given: GivenAnswer,
): Promise<Asking | undefined> {
  const who = await taker(deps, user, id, given.index);
  const questions = who ? questionsOf(who.policy) : [];
  const at = questions.findIndex((question) => question.id === given.question);
  const question = questions[at];
  if (!who || !question) return undefined;
  const { policy, person } = who;
  if (question.right !== given.answer) {
    const part = policy.parts.find((candidate) => candidate.id === question.part);
    return asking(policy, given.index, question, { isRight: false, part }, false);
  }
  if (!person) return asking(policy, given.index, questions[at + 1], { isRight: true }, false);

  const now = deps.clock();
  await deps.campaigns.noteOpened(id, person, answeredKey(policy, question), now);
  const left = questionsLeft(policy, await deps.campaigns.opened(id, person));
  const isJustPassed =
    left.length === 0 &&
    (await deps.campaigns.noteOpened(id, person, passedKey(policy), now, {
      kind: 'check-passed',
      at: now,
      person,
      facts: { policy: policy.title, questions: questions.length, check: sha256(JSON.stringify(questions)) },
    }));
  const after = left.find((candidate) => questions.indexOf(candidate) > at) ?? left[0];
  return asking(policy, given.index, after, { isRight: true }, isJustPassed);
}

function asking(
  policy: BoundPolicy,
  index: number,
  question: Question | undefined,
  last: Asking['last'],
  isJustPassed: boolean,
): Asking {
  const questions = questionsOf(policy);
  const number = question ? questions.indexOf(question) + 1 : questions.length;
  return { policy, index, question, number, of: questions.length, last, isJustPassed };
}
