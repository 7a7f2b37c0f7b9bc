import type { UserId } from '../../kernel/ids.ts';
import type { School } from '../../school/school.ts';
import type { Concern, NewEntry, Recipient } from '../concern.ts';
import type { Plan } from '../record/change.ts';
import { broughtInBy } from '../routing/brought-in.ts';
import { isTooClose, lastingOf, withFacts } from '../routing/lies-with.ts';
import { callingIn, isLockedAway } from '../routing/openers.ts';
import { closing, excludedBy, nextAfter, readersOf, routeFor } from '../routing/routing.ts';
import { handOn, nowhere, redirect, tellable, wayOf } from '../triage/hand-on.ts';
import { asksForAdult } from './adult.ts';
import { asReporterSaid, clearedOf, meantBy, type Naming, shutOutBy } from './naming.ts';
import { type Answered, type AnswerSent, answered, type Question, questionOf } from './question.ts';

/** What is still open in a report: who its words may mean of those who may get it. Who was only told, by the words themselves, is not. */
export const openIn = (school: School, concern: Concern) => {
  // What was added to a closed report waits for a reader like any other.
  if (concern.isStub || (concern.status === 'closed' && concern.unreadSince === undefined)) return [];
  const chain = [concern.holder, ...concern.alsoOpenTo, ...nextAfter(school, concern.kind, concern.holder, [])];
  const first = routeFor(school, { kind: concern.kind, people: [] }, concern.reporter).steps;
  const readers = new Set([...chain, ...first].flatMap((one) => readersOf(school, one)).map(({ id }) => id));
  return meantBy(school, concern.naming, concern.reporter).open.filter(({ id, isTold }) => !isTold && readers.has(id));
};

/** What the reporter of a report that was sent is asked. */
export const askedOf = (school: School, concern: Concern): Question | undefined =>
  questionOf(school, openIn(school, concern), concern.id, asksForAdult(concern));

/**
 * The reporter's answer to what is asked, or to what was asked until someone else answered it: who has read it may be wrong
 * about whom it means, and be one of them. `undefined` where it answers neither.
 */
export function answerTo(school: School, concern: Concern, sent: AnswerSent): Answered | undefined {
  const unanswered = { ...concern, naming: asReporterSaid(concern.naming) };
  return answered(askedOf(school, concern), sent) ?? answered(askedOf(school, unanswered), sent);
}

/**
 * What follows from the reporter's answer. Before anyone has it, it goes to the first who may have it now; afterwards nobody who
 * has it loses it, unless they are meant, and the person who should have had it is told beside them.
 */
export function answeredPlan(
  school: School,
  concern: Concern,
  answer: Answered,
  pickedAs: readonly string[],
  now: Date,
): Plan {
  const meant = [...answer.typed, ...answer.mentioned, ...answer.people];
  const isOfAdult = answer.mentioned.length > 0 || answer.adult === 'yes';
  const wanted = concern.kind === 'child' && isOfAdult ? 'staff' : concern.kind;
  const about = excludedBy(school, { kind: wanted, people: meant });
  const kind = meant.length === 0 ? wanted : about.kind;
  const settled = [...new Set([...concern.naming.settled, ...(meant.length === 0 ? [] : about.excluded)])];
  const { adult: asked, names, picked = [], ...before } = clearedOf(concern.naming, answer.cleared);
  const adult = answer.adult === undefined ? asked : answer.adult === 'unsure' ? ('unsure' as const) : undefined;
  const allPicked = [...picked, ...pickedAs];
  const naming: Naming = {
    ...before,
    names: answer.name === '' ? names : [...names, answer.name],
    ...(allPicked.length > 0 && { picked: allPicked }),
    ...(adult && { adult }),
    settled,
    ...(before.meant && { meant: [...before.meant, ...meant] }),
  };
  const shutOut = new Set([...settled, ...shutOutBy(meantBy(school, naming, concern.reporter))]);
  const freed = new Set(answer.cleared.map(({ id }) => id).filter((id) => !shutOut.has(id)));
  const excluded = [...new Set([...concern.excluded.filter((id) => !freed.has(id)), ...shutOut])];

  const entries: NewEntry[] = [
    {
      at: now,
      actor: concern.reporter,
      kind: 'named',
      facts: {
        meant: meant.length,
        others: answer.cleared.length,
        ...(answer.adult !== undefined && { adult: answer.adult }),
      },
    },
  ];
  const isMoved = kind !== concern.kind && concern.status !== 'closed';
  if (isMoved)
    entries.push({
      at: now,
      actor: concern.reporter,
      kind: 'reclassified',
      facts: { from: concern.kind, to: kind, shutOut: excluded.length },
    });
  const newest: Concern = { ...concern, kind: isMoved ? kind : concern.kind, excluded, naming, lateNamed: [] };
  const onward = onwardPlan(school, newest, freed, isMoved, now);
  return { entries: [...entries, ...onward.entries], tasks: onward.tasks ?? [], excluded, naming };
}

/** @param freed whom it was closed to until now */
function onwardPlan(
  school: School,
  concern: Concern,
  freed: ReadonlySet<UserId>,
  isMoved: boolean,
  now: Date,
): Pick<Plan, 'entries' | 'tasks'> {
  const { holder } = concern;
  const to = firstFree(school, concern);
  const isHolders = isTooClose(school, concern);
  if (to === undefined) return isHolders ? nowhere(concern, 'named', now) : { entries: [], tasks: [] };
  const isWaiting = concern.status === 'submitted' && concern.deliveredAt === undefined;
  const via = wayOf(school, to, concern);
  if (isMoved || (isWaiting && to !== holder))
    return redirect(school, concern, 'redirected', { to, via, why: 'named' }, now);
  if (to === holder) return togetherAgain(school, concern, freed, isWaiting ? via : undefined, now);
  if (isHolders) return handOn(school, concern, 'named', now) ?? nowhere(concern, 'named', now);
  return toldBeside(school, concern, to, 'answered', now);
}

/** The first who may have it of those who would get it if it came today; `undefined` where nobody may. */
export function firstFree(school: School, concern: Concern): Recipient | undefined {
  const { kind, reporter, naming } = concern;
  const brought = broughtInBy(school, concern);
  const people = closing(school, 'dsl', concern);
  return routeFor(school, { kind, people, cleared: naming.cleared }, reporter).steps.find((one) => {
    const shut = closing(school, one, concern);
    return !readersOf(school, one).some(({ id }) => brought.has(id) || shut.includes(id));
  });
}

/** Who should have had it has it from now on beside those who have it. */
export function toldBeside(
  school: School,
  concern: Concern,
  to: Recipient,
  why: 'answered' | 'read-again',
  now: Date,
): Pick<Plan, 'entries' | 'tasks'> {
  if (concern.alsoOpenTo.includes(to)) return { entries: [], tasks: [] };
  const { facts, called } = callingIn(school, concern, to);
  return {
    entries: [{ at: now, actor: 'lanyard', kind: 'escalated', facts: { to, why, ...facts } }],
    tasks: tellable(school, called, to).map(({ id }) => ({ kind: 'tell-person', dueAt: now, person: id, holder: to })),
  };
}

/**
 * Who was left out among those who have it has it with them.
 * @param via where they are told who have not been told yet; `undefined` where they have
 */
export function togetherAgain(
  school: School,
  concern: Concern,
  freed: ReadonlySet<UserId>,
  via: Concern['via'] | undefined,
  now: Date,
): Pick<Plan, 'entries' | 'tasks'> {
  const { holder, liesWith } = concern;
  const back = lastingOf(school, holder, concern).filter((id) => freed.has(id));
  const entries: NewEntry[] = [];
  if (liesWith && back.some((id) => !liesWith.includes(id)))
    entries.push({
      at: now,
      actor: 'lanyard',
      kind: 'let-in',
      facts: { to: holder, ...withFacts([...new Set([...liesWith, ...back])]) },
    });
  if (via !== undefined && via !== concern.via)
    entries.push({
      at: now,
      actor: 'lanyard',
      kind: 'redirected',
      facts: { from: holder, to: holder, via, why: 'named' },
    });
  if (via !== undefined) return { entries, tasks: [{ kind: 'tell-holder', dueAt: now, holder }] };
  const told = back.filter((id) => !isLockedAway(concern, id));
  return { entries, tasks: told.map((id) => ({ kind: 'tell-person', dueAt: now, person: id, holder })) };
}

/**
 * The same report as those who have it may pass it on. Of one by the shared address nobody could ask who its words mean; the person
 * who passes it to a role has read it, and says so that nobody there is meant. A name that was typed as who it is about stays.
 * @param isSaid they say it in so many words
 */
export function freedFor(school: School, concern: Concern, to: Recipient, isSaid = concern.isByLink): Concern {
  if (!isSaid) return concern;
  const readers = new Set(readersOf(school, to).map(({ id }) => id));
  const mayMean = meantBy(school, concern.naming, concern.reporter).open;
  const freed = mayMean.filter(({ of, id }) => of === 'text' && readers.has(id));
  if (freed.length === 0) return concern;
  const naming = clearedOf(concern.naming, freed, true);
  const still = new Set([...naming.settled, ...shutOutBy(meantBy(school, naming, concern.reporter))]);
  // Anyone else who is shut out stays so, even if no reading finds them any more: they may be called something else by now.
  const isFreed = new Set(freed.map(({ id }) => id).filter((id) => !still.has(id)));
  return { ...concern, naming, excluded: concern.excluded.filter((id) => !isFreed.has(id)) };
}
