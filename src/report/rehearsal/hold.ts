import { nameOf } from '../../kernel/calls/fault.ts';
import type { ConcernId, UserId } from '../../kernel/ids.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import type { DrillId } from '../../school/file/drill-names.ts';
import { holders, type School } from '../../school/school.ts';
import type { Written } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { DRAFT_LIFETIME_MS } from '../draft/draft.ts';
import { send } from '../draft/write.ts';
import { onDutyNow, ringing } from '../rota/on-duty.ts';
import { readersOf, takesReports } from '../routing/routing.ts';
import { REHEARSED, type RehearsedDrill, simulatedIn, subjectFor, wordsOf } from './drills.ts';
import { deadlineOf, lineOf, lookAt } from './judge.ts';
import type { Rehearsal, Wrong } from './rehearsal.ts';

/** A drill as if its form had been sent from the shared address; `undefined` where nobody without Teams could send one. */
export type SendByAddress = (
  school: School,
  drill: { readonly id: string; readonly begunAt: Date; readonly words: Written },
) => Promise<ConcernId | undefined>;

/**
 * Begins each drill of the rehearsal that was asked for, and looks how those that go on stand. They are sent, delivered, chased and
 * opened by what does it for every report: here is only what is sent, and what is made of what came of it.
 */
export function createRehearsal(deps: ConcernDeps, byAddress: () => SendByAddress | undefined): () => Promise<void> {
  return async () => {
    for (const one of await deps.rehearsals.goingOn())
      try {
        const school = deps.trust.schools.find(({ id }) => id === one.school);
        if (school) await goOn(deps, school, one, byAddress());
      } catch (error) {
        // The others go on, and so do the reports.
        deps.log.warn('rehearsal.stopped', { drill: one.drill, reason: nameOf(error) });
      }
  };
}

/** What may still become right in the time that an urgent report has. */
const TAKES_TIME: readonly Wrong[] = [
  'no-card-in-place',
  'not-told',
  'could-not-open',
  'not-opened',
  'not-acknowledged',
];

async function goOn(deps: ConcernDeps, school: School, one: Rehearsal, byAddress?: SendByAddress): Promise<void> {
  const now = deps.clock();
  const { begunAt } = one;
  if (begunAt === undefined) {
    if (await deps.rehearsals.begin(one.id, now)) await begin(deps, school, { ...one, begunAt: now }, byAddress);
    return;
  }
  const found = one.concern && (await lookAt(deps, one.concern));
  if (!found) {
    if (now.getTime() - begunAt.getTime() > MINUTE_MS) await fail(deps, school, { ...one, begunAt }, 'not-begun');
    return;
  }
  const line = lineOf(school, { ...one, begunAt }, found);
  if (now < deadlineOf(school, begunAt) && line.wrong.some(({ why }) => TAKES_TIME.includes(why))) return;
  await deps.rehearsals.settle(one.id, { at: now, hasPassed: line.wrong.length === 0, line });
}

type Begun = Rehearsal & { readonly begunAt: Date };

async function fail(deps: ConcernDeps, school: School, { id, drill, begunAt }: Begun, why: Wrong): Promise<void> {
  const simulated = simulatedIn(drill, school, begunAt);
  const line = { simulated, told: [], opened: [], acknowledged: [], tried: [], wrong: [{ why, names: [] }] };
  await deps.rehearsals.settle(id, { at: deps.clock(), hasPassed: false, line });
}

type Sent = { readonly concern: ConcernId } | { readonly wrong: Wrong };

async function begin(deps: ConcernDeps, school: School, one: Begun, byAddress?: SendByAddress): Promise<void> {
  const drill = REHEARSED[one.drill];
  const expected = await expectedFor(deps, school, one.drill);
  const sent = await (drill.isByLink ? sendByLink(school, one, drill, byAddress) : sendForm(deps, school, one, drill));
  if ('wrong' in sent) return fail(deps, school, one, sent.wrong);
  await deps.rehearsals.noteRaised(one.id, sent.concern, expected);
}

/** Who must be told in their own chat: of the DSL's team those who are on duty, or all of them; else everyone who holds the role. */
async function expectedFor(deps: ConcernDeps, school: School, drill: DrillId): Promise<readonly UserId[]> {
  const { to } = REHEARSED[drill];
  if (to !== 'dsl') return readersOf(school, to).map(({ id }) => id);
  const onDuty = await onDutyNow(deps, school, drill);
  return ringing(
    school,
    onDuty.map(({ id }) => id),
  );
}

async function sendByLink(school: School, one: Begun, drill: RehearsedDrill, byAddress?: SendByAddress): Promise<Sent> {
  const { id, begunAt } = one;
  const concern = await byAddress?.(school, { id, begunAt, words: wordsOf(drill, school) });
  return concern ? { concern } : { wrong: 'no-address' };
}

/** The form as it stands before its last button, and that button. */
async function sendForm(deps: ConcernDeps, school: School, one: Begun, drill: RehearsedDrill): Promise<Sent> {
  const user = one.sender ?? senderFor(school);
  if (user === undefined) return { wrong: 'no-sender' };
  const { id, begunAt: startedAt } = one;
  const expiresAt = new Date(startedAt.getTime() + DRAFT_LIFETIME_MS);
  await deps.drafts.save(
    {
      ...{ id, user, startedAt, expiresAt, school: school.id, toldInPerson: 'no', isDrill: true },
      subject: subjectFor(drill, school),
      words: wordsOf(drill, school),
      drillOf: one.drill,
    },
    startedAt,
  );
  const sent = await send(deps, undefined, id, user, { urgent: 'yes', words: {} });
  return (sent.kind === 'raised' && !sent.isForNobody) || sent.kind === 'already-raised'
    ? { concern: sent.receipt.id }
    : { wrong: 'nobody-may-have-it' };
}

/** In whose name they are sent: someone who gets none of them. */
export const senderFor = (school: School): UserId | undefined =>
  (['it-lead', 'hr', 'policy-owner'] as const)
    .flatMap((role) => holders(school, role))
    .find(({ id }) => !takesReports(school, id))?.id;
