import type { UserId } from '../../kernel/ids.ts';
import { isWithin, MINUTE_MS } from '../../kernel/time.ts';
import type { Standing } from '../../school/people.ts';
import type { School, Trust } from '../../school/school.ts';
import type { ConcernDeps } from '../deps.ts';
import type { Draft } from './draft.ts';
import { type NamesTyped, namedBesides } from './name-subject.ts';
import { begin, unsent } from './write.ts';

/** Who gets no form: pupils and strangers. Anyone whose account cannot be checked is let in. */
export const mayReport = (standing: Standing): 'yes' | 'pupil' | 'outsider' =>
  standing.kind === 'pupil' || standing.kind === 'outsider' ? standing.kind : 'yes';

/**
 * The school whose people answer a report. Some work at several: what they chose themselves counts before what the directory
 * says first. `undefined` while they have to say.
 */
export function schoolFor(
  { schools }: Pick<Trust, 'schools'>,
  standing: Standing,
  chosen?: string,
): School | undefined {
  if (schools.length === 1) return schools[0];
  const own = chosen ?? (standing.kind === 'staff' ? standing.school : undefined);
  return schools.find(({ id }) => id === own);
}

/** The draft that is left, and who was named on its page since it was kept. */
export interface BeganElsewhere {
  readonly from: string;
  readonly named?: NamesTyped | undefined;
}

/**
 * Begins the report again at another school. What was written and who was named comes along; the old one is removed once it
 * has.
 */
export async function beginElsewhere(
  deps: ConcernDeps,
  user: UserId,
  school: School,
  { from, named }: BeganElsewhere,
): Promise<Draft> {
  const before = await deps.drafts.find(from, user, deps.clock());
  if (!before) return (await movedBefore(deps, user, school)) ?? begin(deps, user, school);
  // Other people answer there: who must not see it is asked again.
  const { named: _shown, ...words } = before.words;
  const { toldInPerson } = before;
  const subject = before.subject && namedBesides(before.subject, named);
  const moved = await begin(deps, user, school, {
    words,
    ...(subject && { subject }),
    ...(toldInPerson && { toldInPerson }),
    ...(before.chat !== undefined && { chat: before.chat }),
    // A test stays a test, wherever it is sent.
    ...(before.isDrill && { isDrill: true }),
  });
  await deps.drafts.remove(before.id, user);
  return moved;
}

/** Pressed again because the first answer never came: what they wrote is at that school already, and an empty form would hide it. */
const AGAIN_WITHIN_MS = 10 * MINUTE_MS;
async function movedBefore(deps: ConcernDeps, user: UserId, school: School): Promise<Draft | undefined> {
  const latest = await unsent(deps, user);
  return latest?.school === school.id && isWithin(latest.startedAt, AGAIN_WITHIN_MS, deps.clock()) ? latest : undefined;
}
