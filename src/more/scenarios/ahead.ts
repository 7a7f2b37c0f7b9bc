import type { Ahead } from '../../acknowledge/host.ts';
import { dayOf } from '../../kernel/time.ts';
import type { School } from '../../school/school.ts';
import { halfTerms, usualMoment } from './half-terms.ts';
import type { ScenarioDeps } from './send.ts';

/** The questions that will go out: one for each half-term that is long enough, unless HR has said no to it or it is out. */
export async function scenariosAhead(
  { scenarios, quizzes }: Pick<ScenarioDeps, 'scenarios' | 'quizzes'>,
  { id, hours }: Pick<School, 'id' | 'hours'>,
  now: Date,
): Promise<readonly Ahead[]> {
  if (await scenarios.isOff(id)) return [];
  const decided = await scenarios.list(id);
  // Those that are not decided yet are proposed from what the owners wrote.
  const areMore = (await quizzes.ofSchool(id)).some(({ questions }) => questions.length > 0);
  return halfTerms(hours).flatMap((halfTerm): Ahead[] => {
    const known = decided.find((scenario) => scenario.halfTerm === halfTerm.id);
    const at = known ? known.sendAt : areMore ? usualMoment(hours, halfTerm) : undefined;
    if (!at || at < now || (known && known.state !== 'proposed')) return [];
    const title = `A short question to people who have signed: ${halfTerm.name}`;
    return [{ id: `scenario-${id}-${halfTerm.id}`, kind: 'goes-out', day: dayOf(at), at, title }];
  });
}
