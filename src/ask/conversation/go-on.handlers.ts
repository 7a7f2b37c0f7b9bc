import { z } from 'zod/v4';
import type { Ids, UserId } from '../../kernel/ids.ts';
import { action } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { message } from '../../platform/teams/turn.ts';
import type { School } from '../../school/school.ts';
import { answerCard } from '../answer/answer.cards.ts';
import { titleOf } from '../answer/headings.ts';
import type { Library } from '../library/library.ts';
import { POLICY } from '../verbs.cards.ts';
import { readAs } from './after-answer.cards.ts';
import { firstOf, isSilent, type PlaceMemory, placeOf } from './ask-after.ts';
import { NOTHING_BEFORE, WHOLE_QUESTION } from './follow-up.cards.ts';

interface GoOnDeps {
  readonly library: Library;
  readonly places: PlaceMemory;
  readonly ids: Pick<Ids, 'uuid'>;
  schoolOf(user: UserId): Promise<School | undefined>;
  away(school: School): Promise<readonly UserId[]>;
}

const pressed = z.object({ wants: z.enum(['again', 'whom', 'else']) });

/** The buttons of what is asked back: what could be typed of the last answer. A press is heard for nothing and kept nowhere. */
export function registerGoOn(routes: Routes, { library, places, ids, schoolOf, away }: GoOnDeps): void {
  const press = action(pressed, async ({ wants }, turn) => {
    const { userId: user } = turn.sender;
    const school = await schoolOf(user);
    if (!school || turn.place.kind !== 'personal') return message('This is for school staff.');
    if (wants === 'else') {
      await turn.reply({ text: WHOLE_QUESTION });
      return message('It is below.');
    }
    const asked = { user, school, question: '', reading: undefined, now: turn.now };
    const after = await readAs({ kind: wants }, { library, places, away }, asked);
    if (after.kind === 'alone') await turn.reply({ text: NOTHING_BEFORE });
    if (after.kind === 'about-it') {
      await turn.reply(after.out);
      if (after.place) await places.remember(user, after.place, turn.now, 'same');
    }
    if (after.kind === 'read-with') {
      const { answer, before, whose } = after;
      const card = answerCard({
        answer,
        school,
        asker: user,
        away: await away(school),
        ticket: ids.uuid(),
        question: undefined,
        before,
      });
      await turn.reply({ card, summary: titleOf(answer) });
      const first = firstOf(answer);
      const place = first && placeOf(first, { whose, wasSilent: isSilent(answer) });
      if (place) await places.remember(user, place, turn.now, 'same');
    }
    return message('It is below.');
  });
  routes.action(POLICY.goOn, press);
}
