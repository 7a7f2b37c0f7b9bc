import type { ConcernId } from '../../../src/kernel/ids.ts';
import type { AnswerSent } from '../../../src/report/naming/question.ts';
import { PRIYA, type World } from '../support.ts';

/** Priya answers the question who the names in her report mean, as the card of her report sends it. */
export async function sayWhom(world: World, id: ConcernId, said: Partial<AnswerSent>) {
  const own = await world.concerns.own.report(id, world.as(PRIYA));
  const key = own.kind === 'receipt' ? (own.whom?.key ?? '') : '';
  const outcome = await world.concerns.own.sayWhom(id, world.as(PRIYA), { key, typed: '', mentioned: '', ...said });
  await world.after(0);
  await world.after(0);
  return outcome.kind;
}
