import { z } from 'zod/v4';
import type { UserId } from '../../kernel/ids.ts';
import { addDays, dayOf } from '../../kernel/time.ts';
import type { Card } from '../../platform/teams/card.ts';
import { action, form, freeText, uuid } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type ActionAnswer, type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import type { School } from '../../school/school.ts';
import type { QuestionStore, Referral } from '../referral/referrals.ts';
import { editKeptDialog, QUESTIONS, questionsCard } from './asked.cards.ts';
import { NOT_OWNER } from './desk.handlers.ts';

interface QuestionDeps {
  readonly questions: QuestionStore;
  ownedBy(user: UserId): Promise<readonly School[]>;
}

/** A term, roughly. */
const DAYS = 90;
const GONE = 'This reply is not kept for others.';

const keptData = z.object({ referral: uuid() });
const editData = keptData.extend({
  shown: freeText('The question, as other staff will read it', 500, 1),
  answer: freeText('Your reply', 2_000, 1),
  source: freeText('What it is based on', 300, 1),
});

/** The owner's view of what is asked, and of the replies that others see. The role is asked for at every click. */
export function registerPolicyQuestions(routes: Routes, { questions, ownedBy }: QuestionDeps): void {
  const show = async (schools: readonly School[], now: Date): Promise<Card> =>
    questionsCard(
      await Promise.all(
        schools.map(async (school) => {
          const since = addDays(dayOf(now), -DAYS);
          const [tally, kept] = await Promise.all([questions.tally(school.id, since), questions.curated(school.id)]);
          return { school, tally, kept, days: DAYS };
        }),
      ),
    );

  routes.command(['questions'], async (turn) => {
    const schools = await ownedBy(turn.sender.userId);
    if (schools.length === 0) return void (await turn.replyPrivately({ text: NOT_OWNER, whose: ['policy-owner'] }));
    await turn.replyPrivately({ card: await show(schools, turn.now), summary: 'What staff ask' });
  });

  async function findKept(user: UserId, referral: string): Promise<Referral | undefined> {
    const found = await questions.findReferral(referral);
    const owned = await ownedBy(user);
    return found?.answer?.isCurated && owned.some(({ id }) => id === found.school) ? found : undefined;
  }

  const edit = form(
    keptData,
    async ({ referral }, turn): Promise<DialogAnswer> => {
      const found = await findKept(turn.sender.userId, referral);
      return found ? dialog('Change the reply', editKeptDialog(found)) : message(GONE);
    },
    GONE,
  );
  routes.dialog(QUESTIONS.edit, edit);

  const save = form(
    editData,
    async (data, turn): Promise<DialogAnswer> => {
      const found = await findKept(turn.sender.userId, data.referral);
      if (!found) return message(GONE);
      const answer = { text: data.answer, source: data.source, by: turn.sender.name, at: turn.now, isCurated: true };
      const changed = await questions.editCurated(found.id, answer, data.shown);
      return message(changed ? 'Changed. Others see the new wording from now on.' : GONE);
    },
    'Nothing was changed: fill in every box.',
  );
  routes.submit(QUESTIONS.saveKept, save);

  const withdraw = action(keptData, async ({ referral }, turn): Promise<ActionAnswer> => {
    const found = await findKept(turn.sender.userId, referral);
    if (!found) return { kind: 'refused', code: 404, text: GONE };
    await questions.withdrawCurated(found.id);
    return { kind: 'card', card: await show(await ownedBy(turn.sender.userId), turn.now) };
  });
  routes.action(QUESTIONS.withdraw, withdraw);
}
