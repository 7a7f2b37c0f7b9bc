import type { UserId } from '../../kernel/ids.ts';
import type { School } from '../../school/school.ts';
import type { Concern, Entry } from '../concern.ts';
import { firstFree, togetherAgain, toldBeside } from '../naming/answer-own.ts';
import { meantBy, type Naming, shutOutBy } from '../naming/naming.ts';
import { mentionsIn } from '../naming/reading/mentions.ts';
import type { Plan } from '../record/change.ts';
import { isTooClose } from '../routing/lies-with.ts';
import { readersOf } from '../routing/routing.ts';
import { handOn, isReadAlong, nowhere, redirect, tellOneByOne, wayOf } from '../triage/hand-on.ts';
import { asCorrected } from './corrected.ts';

interface NamedAfter {
  readonly naming: Naming;
  /** Everyone who is shut out from then on. */
  readonly excluded: readonly UserId[];
  /** Those of them who were not before. */
  readonly late: readonly UserId[];
  /** Who was shut out by the wrong child's name alone. */
  readonly freed: ReadonlySet<UserId>;
}

const keyOf = ({ said, isTold }: Naming['mentions'][number]): string => `${said} ${isTold}`;

/**
 * Who the words may mean once they are about another child: what only the wrong child's name said of anyone is gone, and the right one's is
 * read. Who was picked, or said to be meant, stays shut out, and so does anyone else who may be meant by the report or by what was added to it.
 * @param entries as they are kept, with what was said of the wrong child
 */
export function namedAfter(school: School, concern: Concern, entries: readonly Entry[], who: string): NamedAfter {
  const raisedIn = (all: readonly Entry[]) => all.find(({ kind }) => kind === 'raised')?.words ?? {};
  const reported = raisedIn(entries);
  const raised = raisedIn(asCorrected(entries));
  const { who: _, ...others } = raised;
  const right = { ...raised, who };
  const added = entries.flatMap(({ kind, words }) =>
    (kind === 'added' || kind === 'answered') && words ? [words] : [],
  );
  const gone = new Set(mentionsIn(raised).map(keyOf));
  // An addition is read with the child's name of its time: the first, or the one that this takes away.
  for (const child of [raised, reported])
    for (const words of [others, ...added]) for (const one of mentionsIn(words, child)) gone.delete(keyOf(one));
  const kept = concern.naming.mentions.filter((one) => !gone.has(keyOf(one)));
  const read = [...mentionsIn(right), ...added.flatMap((words) => mentionsIn(words, right))];
  const mentions = new Map([...kept, ...read].map((one) => [keyOf(one), one]));
  // What was said of a name in the words was not said of it as part of this child's.
  const ofChild = new Set(mentionsIn({ who }).flatMap(({ said, isTold }) => (isTold ? [] : [said])));
  const naming: Naming = {
    ...concern.naming,
    mentions: [...mentions.values()],
    cleared: concern.naming.cleared.filter(({ said }) => !ofChild.has(said)),
  };
  const before = shutOutBy(meantBy(school, concern.naming, concern.reporter));
  const meant = shutOutBy(meantBy(school, naming, concern.reporter));
  const stays = new Set([...meant, ...naming.settled]);
  const freed = new Set(concern.excluded.filter((id) => before.includes(id) && !stays.has(id)));
  const excluded = [...new Set([...concern.excluded.filter((id) => !freed.has(id)), ...meant])];
  return { naming, excluded, late: excluded.filter((id) => !concern.excluded.includes(id)), freed };
}

/**
 * Where it goes once its names were read again: on from whom the right name may mean, and to those from whom the wrong one alone kept it.
 * Nobody who has it loses it, unless they are meant.
 * @param concern as it is with those names
 */
export function onwardAfter(
  school: School,
  concern: Concern,
  { late, freed }: Pick<NamedAfter, 'late' | 'freed'>,
  now: Date,
): Pick<Plan, 'entries' | 'tasks'> {
  const first = firstFree(school, concern);
  const back = first !== undefined && readersOf(school, first).some(({ id }) => freed.has(id)) ? first : undefined;
  if (isTooClose(school, { ...concern, excluded: late })) {
    // Only those behind the holder would get it else, and who was freed may come before.
    if (back !== undefined && back !== concern.holder)
      return redirect(
        school,
        concern,
        'redirected',
        { to: back, via: wayOf(school, back, concern), why: 'named' },
        now,
      );
    return handOn(school, concern, 'named', now) ?? nowhere(concern, 'named', now);
  }
  const apart = late.length > 0 && isReadAlong(school, concern) ? tellOneByOne(school, concern, 'named', now) : NOTHING;
  const together = togetherAgain(school, concern, freed, undefined, now);
  const beside =
    back !== undefined && back !== concern.holder ? toldBeside(school, concern, back, 'read-again', now) : NOTHING;
  return {
    entries: [...together.entries, ...apart.entries, ...beside.entries],
    tasks: [...(apart === NOTHING ? (together.tasks ?? []) : []), ...(apart.tasks ?? []), ...(beside.tasks ?? [])],
  };
}

const NOTHING: Pick<Plan, 'entries' | 'tasks'> = { entries: [], tasks: [] };
