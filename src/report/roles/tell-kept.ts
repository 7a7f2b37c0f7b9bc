import type { SchoolId, UserId } from '../../kernel/ids.ts';
import { dayOf, type IsoDay } from '../../kernel/time.ts';
import type { RoleHolder, School } from '../../school/school.ts';
import type { Concern, Recipient } from '../concern.ts';
import type { SendUntracked } from '../delivery/untracked-notice.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { newcomersTo } from '../routing/lies-with.ts';
import { openers } from '../routing/openers.ts';
import { leftOut } from '../routing/routing.ts';

/** More are only counted. */
const MOST_NAMED = 4;

/** What one person is told of one role: who came to it, and which reports stayed with them. */
interface Kept {
  readonly person: UserId;
  readonly school: School;
  readonly recipient: Recipient;
  readonly newcomers: readonly RoleHolder[];
  readonly reports: readonly Concern[];
}

/**
 * Tells everyone with whom open reports stayed that their role has changed, whatever those who changed it wanted to be said: a report must not
 * change hands behind the back of those who have it. Once for the same newcomers, and again in a later month in which it is looked at.
 * @returns false when Teams did not take one just now
 */
export async function tellWhoKeeps(
  deps: ConcernDeps,
  sendUntracked: SendUntracked,
  concerns: readonly Concern[],
): Promise<boolean> {
  const day = `${dayOf(deps.clock()).slice(0, 7)}-01` as IsoDay;
  let areTold = true;
  for (const { person, school, recipient, newcomers, reports } of keptIn(deps, concerns)) {
    const who = newcomers.map(({ id }) => id).sort();
    const finding = { day, school: school.id, finding: `stayed ${recipient} ${who.join(' ')}`, person };
    if (!(await deps.watch.takeFinding(finding))) continue;
    const isTold = await sendUntracked(`${day} ${finding.finding} ${school.id} ${person}`, person, {
      kind: 'stayed',
      school: school.id,
      schoolName: school.name,
      recipient,
      newcomers: newcomers.map(({ name }) => name),
      reports: reports.slice(0, MOST_NAMED).map(({ id, reference }) => ({ id, reference })),
      more: Math.max(0, reports.length - MOST_NAMED),
    });
    if (isTold) continue;
    await deps.watch.giveFindingBack(finding);
    areTold = false;
  }
  return areTold;
}

/** By person, school and role. Who came is of no report in particular, so that it says of none who it is about. */
function keptIn(deps: ConcernDeps, concerns: readonly Concern[]): readonly Kept[] {
  const found = new Map<string, Kept>();
  for (const concern of concerns) {
    const school = schoolOf(deps, concern.school);
    const aside = leftOut(school, concern);
    const newcomers = newcomersTo(school, { ...concern, excluded: [] }, [concern.holder]).filter(
      ({ id }) => !aside.includes(id),
    );
    if (newcomers.length === 0 || concern.drillBegunAt !== undefined) continue;
    for (const { id: person, coversUntil } of openers(school, concern)) {
      if (coversUntil !== undefined) continue;
      const key = keyOf(person, school.id, concern.holder);
      const before = found.get(key) ?? { person, school, recipient: concern.holder, newcomers: [], reports: [] };
      const all = new Map([...before.newcomers, ...newcomers].map((one) => [one.id, one]));
      found.set(key, { ...before, newcomers: [...all.values()], reports: [...before.reports, concern] });
    }
  }
  return [...found.values()];
}

const keyOf = (person: UserId, school: SchoolId, recipient: Recipient): string => [person, school, recipient].join(' ');
