import { z } from 'zod/v4';
import type { Acknowledgements } from '../../acknowledgement/acknowledgements.ts';
import type { CheckDesk, Saved } from '../../acknowledgement/write-check.ts';
import type { PolicyId, SchoolId } from '../../core/ids.ts';
import type { Card } from '../card.ts';
import { EDIT_CHECK } from '../dialogs.ts';
import type { Routes } from '../routes.ts';
import { type DialogAnswer, type DialogTurn, message } from '../turn.ts';
import { ANSWER_CHECK, checkCard, TAKE_CHECK } from './check-cards.ts';
import { checkDeskCard, questionForm, REMOVE_QUESTION, SAVE_QUESTION, WRITE_QUESTION } from './check-writing-cards.ts';
import { BAD_WORDS, campaignId, NOT_ASKED } from './handlers.ts';

const index = z.coerce.number().int().min(0).max(50);
const taking = z.object({ campaign: campaignId, index });
const answering = taking.extend({
  question: z.string().max(60),
  answer: z.coerce.number().int().min(0).max(10),
});

const place = z.object({
  school: z
    .string()
    .max(100)
    .transform((id) => id as SchoolId),
  policy: z
    .string()
    .max(100)
    .transform((id) => id as PolicyId),
});
const onQuestion = place.extend({ question: z.string().max(60).optional() });
const line = (most: number) => z.string().trim().max(most).default('');
const draft = onQuestion.extend({
  scenario: line(400),
  answer0: line(200),
  answer1: line(200),
  answer2: line(200),
  answer3: line(200),
  right: z.coerce.number().int().min(0).max(3).default(0),
  section: z.string().max(60).default(''),
});

const NOT_OWNER = 'Only the people who look after this policy may write questions about it.';
const bad: DialogAnswer = message(BAD_WORDS);
const notOwner: DialogAnswer = message(NOT_OWNER);

/** The understanding check: staff answer it, the policy's owner writes it. Whose it is comes from the signed activity. */
export function registerChecks(routes: Routes, acknowledgements: Acknowledgements): void {
  const shown = (card: Card, title: string): DialogAnswer => ({ kind: 'dialog', title, card, size: 'large' });

  routes.dialog(TAKE_CHECK, async (turn) => {
    const parsed = taking.safeParse(turn.data);
    if (!parsed.success) return bad;
    const asking = await acknowledgements.takeCheck(turn.sender.userId, parsed.data.campaign, parsed.data.index);
    return asking ? shown(checkCard(parsed.data.campaign, asking), 'A few questions') : message(NOT_ASKED);
  });

  routes.submit(ANSWER_CHECK, async (turn) => {
    const parsed = answering.safeParse(turn.data);
    if (!parsed.success) return bad;
    const { campaign, ...given } = parsed.data;
    const asking = await acknowledgements.answerQuestion(turn.sender.userId, campaign, given);
    return asking ? shown(checkCard(campaign, asking), 'A few questions') : message(NOT_ASKED);
  });

  const desk = async (turn: DialogTurn): Promise<DialogAnswer> => {
    const parsed = place.safeParse(turn.data);
    if (!parsed.success) return bad;
    const found = await acknowledgements.check(turn.sender.userId, parsed.data);
    return found ? deskDialog(found) : notOwner;
  };
  const deskDialog = (found: CheckDesk, complaint?: string): DialogAnswer =>
    shown(checkDeskCard(found, complaint), 'Understanding check');
  routes.dialog(EDIT_CHECK, desk);
  routes.submit(EDIT_CHECK, desk);

  routes.submit(WRITE_QUESTION, async (turn) => {
    const parsed = onQuestion.safeParse(turn.data);
    if (!parsed.success) return bad;
    const found = await acknowledgements.check(turn.sender.userId, parsed.data);
    if (!found) return notOwner;
    const question = found.questions.find(({ id }) => id === parsed.data.question);
    const section = found.sections.find(({ hash }) => hash === question?.sectionHash);
    return shown(
      questionForm(found, question ? { ...question, section: section?.id ?? '' } : {}),
      question ? 'Change a question' : 'A new question',
    );
  });

  routes.submit(SAVE_QUESTION, async (turn) => {
    const parsed = draft.safeParse(turn.data);
    if (!parsed.success) return bad;
    const { school, policy, question, scenario, answer0, answer1, answer2, answer3, right, section } = parsed.data;
    const filled = {
      ...(question !== undefined && { id: question }),
      scenario,
      answers: [answer0, answer1, answer2, answer3],
      right,
      section,
    };
    const saved = await acknowledgements.saveQuestion(turn.sender.userId, { school, policy }, filled);
    return saved.kind === 'complaint'
      ? shown(questionForm(saved.desk, filled, saved.complaint), 'Change a question')
      : answer(saved);
  });

  routes.submit(REMOVE_QUESTION, async (turn) => {
    const parsed = onQuestion.safeParse(turn.data);
    if (!parsed.success) return bad;
    const { school, policy, question = '' } = parsed.data;
    return answer(await acknowledgements.removeQuestion(turn.sender.userId, { school, policy }, question));
  });

  const answer = (saved: Saved): DialogAnswer =>
    saved.kind === 'not-owner'
      ? notOwner
      : deskDialog(saved.desk, saved.kind === 'complaint' ? saved.complaint : undefined);
}
