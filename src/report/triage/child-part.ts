import type { UserId } from '../../kernel/ids.ts';
import { holdsVisible } from '../../kernel/visible.ts';
import type { School } from '../../school/school.ts';
import { type Concern, type Entry, RECIPIENT_WORDING, type Recipient, shelfOf } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { raise } from '../draft/raise.ts';
import { change } from '../record/change.ts';
import { readersOf, type Subject } from '../routing/routing.ts';
import { raisedIn, whoIn } from '../same-child/telling.ts';

/** What the report says of the child and not of the adult: it is put into the child’s own record, to be looked through first. */
export function childsOwn(entries: readonly Entry[]): string {
  const { said = '', seemed = '', whereNow = '' } = raisedIn(entries);
  return [said, seemed, whereNow].filter(holdsVisible).join('\n\n');
}

/** Whether the adult is of the DSL’s team: then nothing of it stays with that team. */
const isOfTheTeam = (school: School, excluded: readonly UserId[]): boolean =>
  readersOf(school, 'dsl').some(({ id }) => excluded.includes(id));

/** A child is not lost with the matter about an adult because a box was left empty. */
const NOTHING_WRITTEN = 'What the child said and needs was not recorded when the matter was passed on: find out.';

/**
 * The child’s record, which stays with the DSL when the matter about the adult goes on: the same child, what they said and need, and that an
 * adult is dealt with elsewhere. Made once, however often it is asked for; the person who passes it on has it at once.
 */
export async function keepChildsPart(
  deps: ConcernDeps,
  school: School,
  passed: Concern,
  { user, about, text, to }: { user: UserId; about: Subject; text: string; to: Recipient },
): Promise<void> {
  const { id, holder, kind, urgency = 'unsure' } = passed;
  if (shelfOf(kind) !== 'child' || holder !== 'dsl') return;
  const entries = await deps.store.entries(passed);
  const { pupil, pupilPicked } = raisedIn(entries);
  const made = await raise(deps, {
    draft: id,
    reporter: user,
    school,
    subject: { ...about, kind: 'child' },
    urgency,
    words: {
      who: whoIn(entries),
      // The same child of the roll, where they were picked there.
      ...(pupil && { pupil, ...(pupilPicked && { pupilPicked }) }),
      seen: holdsVisible(text) ? text : NOTHING_WRITTEN,
      done: `Passed on: an adult, with ${RECIPIENT_WORDING[to]}.`,
      safeTonight: urgency,
    },
  });
  if (made.kind !== 'raised') return;
  // They have it: nobody is chased for what they have just written.
  await change(deps.store, made.receipt.id, (one) =>
    one.holder === 'dsl' && one.acknowledgedAt === undefined
      ? { entries: [{ at: deps.clock(), actor: user, kind: 'taken' }] }
      : undefined,
  );
}

/** Whether a child’s record stays behind when this goes to others about an adult. */
export const staysBehind = (school: School, before: Concern, excluded: readonly UserId[]): boolean =>
  shelfOf(before.kind) === 'child' && before.holder === 'dsl' && !isOfTheTeam(school, excluded);
