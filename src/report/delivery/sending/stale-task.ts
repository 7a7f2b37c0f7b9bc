import type { Concern } from '../../concern.ts';
import { isLockedAway } from '../../routing/openers.ts';
import { CASE, TALK, TALK_HR, type Task, WAITS } from '../../task.ts';

/** The person who sent it by the shared address is nobody in Teams: what they may know stands where they come back with their code. */
export const isForNobody = (task: Task, concern: Concern): boolean =>
  concern.isByLink && task.person === concern.reporter;

/** Whether it says that someone would like to talk: of no report in particular. */
export const isTalk = ({ why }: Pick<Task, 'why'>): boolean => why === TALK || why === TALK_HR;
/** What is said to people outside the record holds no word of it, however closed it is. */
const isNoWordOfIt = (task: Pick<Task, 'why'>): boolean => task.why === CASE || isTalk(task);

/** Planned for someone who no longer holds it, or who must not be told at all. */
export function isStale(task: Task, concern: Concern): boolean {
  if (task.person !== undefined && task.person !== concern.reporter && concern.excluded.includes(task.person))
    return true;
  if (task.kind === 'receipt' || task.kind === 'late' || task.kind === 'question') return false;
  // Planned before it was locked to others. What is for a member of staff a case is about is no word of the record.
  if (task.person !== undefined && isLockedAway(concern, task.person) && !isNoWordOfIt(task)) return true;
  // It waited for the reporter's answer, which came earlier: another card was sent then.
  if (task.why === WAITS && concern.status !== 'submitted') return true;
  return task.holder !== undefined && task.holder !== concern.holder && !concern.alsoOpenTo.includes(task.holder);
}
