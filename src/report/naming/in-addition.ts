import type { UserId } from '../../kernel/ids.ts';
import type { School } from '../../school/school.ts';
import type { Concern, NewEntry, Written } from '../concern.ts';
import type { Plan } from '../record/change.ts';
import { isTooClose } from '../routing/lies-with.ts';
import { leftOut } from '../routing/routing.ts';
import type { NewTask } from '../task.ts';
import { handOn, isReadAlong, nowhere, tellOneByOne } from '../triage/hand-on.ts';
import { tellsThereIsOne } from './adult.ts';
import { openIn } from './answer-own.ts';
import { meantBy, type Naming, shutOutBy } from './naming.ts';
import { ANSWER_MS } from './question.ts';
import { mentionsAfter, mentionsIn } from './reading/mentions.ts';
import type { Mention } from './reading/read-mention.ts';

/** A report holds this many places that may name someone, with everything that was added to it. */
const MOST_MENTIONS = 1_000;

export interface NamedInAddition {
  readonly naming: Naming;
  /** Everyone shut out of the report from now on. */
  readonly excluded: readonly UserId[];
  /** Those of them who were not before. */
  readonly late: readonly UserId[];
  /** It may be about an adult of the school, and its writer is asked. */
  readonly isAdultHeard: boolean;
}

/**
 * Who an addition may mean: its writer has read no question yet, so all who could be meant are shut out of the report with it.
 * What they cleared before was said about other words: where someone is named again, and not as one who was told, it is asked again.
 * Who was only told of the report, or there, may be the one it speaks of as "him" or "her", and is shut out then as well.
 * @param report the report's own words, which tell the child's names
 * @param isAdultHeard it may be about an adult of the school: its reporter is asked
 */
export function namedInAddition(
  school: School,
  concern: Concern,
  report: Written | undefined,
  addition: Written,
  isAdultHeard = false,
): NamedInAddition {
  const mentions = mentionsIn(addition, report);
  const { naming } = concern;
  const isAsked = isAdultHeard && concern.kind === 'child';
  const before = mentionsAfter(naming.mentions, addition, report);
  const pointedAt = before.filter((one, at) => one.isTold !== naming.mentions[at]?.isTold);
  const isKnown = ({ said, isTold }: Mention): boolean =>
    before.some((one) => one.said === said && one.isTold === isTold);
  const named: Naming = {
    ...naming,
    ...(isAsked && { adult: 'asked' }),
    mentions: [...before, ...mentions.filter((one) => !isKnown(one))].slice(0, MOST_MENTIONS),
    cleared: naming.cleared.filter(
      ({ said }) => ![...mentions, ...pointedAt].some((one) => one.said === said && !one.isTold),
    ),
  };
  const meant = shutOutBy(meantBy(school, named, concern.reporter));
  const late = meant.filter((id) => !concern.excluded.includes(id));
  return { naming: named, excluded: [...concern.excluded, ...late], late, isAdultHeard: isAsked };
}

/** What follows from an addition for those who have the report. */
interface Onward {
  readonly entries: readonly NewEntry[];
  readonly tasks: readonly NewTask[];
  /** So long its writer is waited for, unless it is urgent. */
  readonly waitsUntil: Date | undefined;
  /** When those who have the report hear of it: not before its writer was asked whether a colleague is involved, but for what cannot wait. */
  readonly newsAt: Date;
}

/**
 * Where someone who has it may be meant it goes on to the next nothing can mean, at once where it is urgent, else when the reporter has
 * been asked for a while.
 */
export function onwardFrom(
  school: School,
  concern: Concern,
  { excluded, late, naming, isAdultHeard }: NamedInAddition,
  isUrgent: boolean,
  now: Date,
): Onward {
  const answerBy = new Date(now.getTime() + ANSWER_MS);
  const newsAt = isAdultHeard && !isUrgent ? answerBy : now;
  const newest = { ...concern, excluded, naming };
  const isOfOurs = isAdultHeard || leftOut(school, newest).some((id) => late.includes(id));
  const told = isOfOurs ? tellsThereIsOne(school, newest, newsAt) : [];
  const waiting = newsAt === now ? undefined : newsAt;
  if (late.length === 0) return { entries: [], tasks: told, waitsUntil: waiting, newsAt };
  const found: NewEntry = { at: now, actor: 'lanyard', kind: 'matched', facts: { people: late.length } };
  const { holder } = concern;
  const isClose = isTooClose(school, { ...newest, excluded: late });
  if (!isClose && !isReadAlong(school, newest)) return { entries: [found], tasks: told, waitsUntil: waiting, newsAt };
  if (!isUrgent) {
    const check: NewTask = { kind: 'check-named', dueAt: answerBy, plannedAt: now, holder };
    return { entries: [found], tasks: [check, ...told], waitsUntil: answerBy, newsAt };
  }
  const onward = isClose
    ? onwardPlan(school, { ...concern, excluded }, now)
    : tellOneByOne(school, newest, 'named', now);
  return {
    entries: [found, ...onward.entries],
    tasks: [...(onward.tasks ?? []), ...told],
    waitsUntil: undefined,
    newsAt,
  };
}

/** The time to answer is over: nothing to do if it was answered. */
export function unansweredPlan(school: School, concern: Concern, now: Date): Plan | undefined {
  const open = openIn(school, concern).map(({ id }) => id);
  if (isTooClose(school, { ...concern, excluded: open })) return onwardPlan(school, concern, now);
  return isReadAlong(school, concern) ? tellOneByOne(school, concern, 'named', now) : undefined;
}

const onwardPlan = (school: School, concern: Concern, now: Date): Plan =>
  handOn(school, concern, 'named', now) ?? nowhere(concern, 'named', now);
