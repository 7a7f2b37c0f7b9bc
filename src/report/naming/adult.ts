import { Fault } from '../../kernel/calls/fault.ts';
import { withTimeout } from '../../kernel/calls/with-timeout.ts';
import { holdsVisible } from '../../kernel/visible.ts';
import type { School } from '../../school/school.ts';
import type { Concern, Written } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { leftOut, readersOf, routeFor, type Subject } from '../routing/routing.ts';
import { type NewTask, THERE_IS_ONE } from '../task.ts';
import { happenedIn } from './reading/mentions.ts';

/** Someone who reports waits for the next page: what is not heard in this time is not asked about. */
const HEARD_MS = 1_500;

type Ears = Pick<ConcernDeps, 'hearsAdult' | 'log'>;

/** Whether these words may be about an adult of the school. Nothing that fails here keeps a report from going on. */
export async function isAdultHeard({ hearsAdult, log }: Ears, school: School, words: Written, report = words) {
  const text = happenedIn(words, report);
  if (text === '') return false;
  try {
    return await withTimeout(
      HEARD_MS,
      () => hearsAdult(text, school),
      () => new Fault('unavailable', 'whether an adult is meant was not heard in time'),
    );
  } catch (error) {
    log.warn('concern.adult-unheard', { fault: error instanceof Fault ? error.code : 'bug' });
    return false;
  }
}

/** Someone was picked or named, or it was answered: then it is settled, and a pupil who wrote to its reporter is the reporter's own matter. */
const isSettled = ({ kind, people, name, adult = 'asked' }: Subject, { contact }: Written): boolean =>
  kind !== 'child' || people.length > 0 || holdsVisible(name) || adult !== 'asked' || contact === 'yes';

/** The subject with whether its reporter is to be asked if an adult of the school is involved, by what is written so far. */
export async function withAdultHeard(ears: Ears, school: School, subject: Subject, words: Written): Promise<Subject> {
  const { adult: before, ...rest } = subject;
  if (isSettled(subject, words)) return before === 'asked' ? rest : subject;
  return (await isAdultHeard(ears, school, words)) ? { ...rest, adult: 'asked' } : rest;
}

/** Whether the reporter of what was sent is still asked, and has said nothing. */
export const asksForAdult = ({ kind, naming, isStub, status }: Concern): boolean =>
  kind === 'child' && naming.adult === 'asked' && !isStub && status !== 'closed';

/** Whether a child's report may involve a colleague whom nothing points at: nobody is shut out, and who has it rings the reporter first. */
export const mayInvolveAdult = ({ kind, naming }: Pick<Concern, 'kind' | 'naming'>): boolean =>
  kind === 'child' && naming.adult !== undefined;

/** Or a deputy, who alone is left out of it. */
export const mayInvolveColleague = (school: School, concern: Concern): boolean =>
  mayInvolveAdult(concern) || leftOut(school, concern).length > 0;

/** Tells those to whom an allegation would go that there is one, as far as they do not have it anyway. */
export function tellsThereIsOne(school: School, concern: Concern, dueAt: Date): readonly NewTask[] {
  if (!mayInvolveColleague(school, concern)) return [];
  const { holder, alsoOpenTo, excluded, reporter } = concern;
  const has = [holder, ...alsoOpenTo].flatMap((one) => readersOf(school, one)).map(({ id }) => id);
  const [to] = routeFor(school, { kind: 'staff', people: excluded }, reporter).steps;
  const people = to === undefined ? [] : readersOf(school, to).filter(({ id }) => id !== reporter && !has.includes(id));
  return people.map(({ id }) => ({ kind: 'news', dueAt, person: id, why: THERE_IS_ONE }));
}
