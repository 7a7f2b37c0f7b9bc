import { randomUUID } from 'node:crypto';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { toOutgoing } from '../../../src/report/notice/notice.cards.ts';
import type { Rehearsal } from '../../../src/report/rehearsal/rehearsal.ts';
import { SCHEMA } from '../../../src/report/trail/schemas.ts';
import { DRILLS, type DrillId } from '../../../src/school/file/drill-names.ts';
import { MIRIAM, type World } from '../support.ts';

/** A sheet for people without Teams is out, as a school has it before it rehearses. */
export const withSheet = (world: World) => world.more.sharedDoor.addresses.make(world.as(MIRIAM), undefined);

/** What people do about each drill that reaches them: open it and acknowledge it, unless it is said otherwise. */
export interface Doing {
  readonly leave?: readonly DrillId[];
  /** Before anyone opens it. */
  /** Whether the time is waited for in which it may still become right. */
  readonly isWaitedFor?: false;
  readonly before?: (drill: DrillId, concern: ConcernId) => Promise<void>;
}

/** Asks for these drills, has them delivered, and has those who are told do what they are asked. @returns how each ended */
export async function rehearsed(
  world: World,
  drills: readonly DrillId[] = DRILLS,
  doing: Doing = {},
): Promise<ReadonlyMap<DrillId, Rehearsal>> {
  const { rehearsals } = world.deps;
  const ids: string[] = [];
  for (const drill of drills) {
    const id = randomUUID();
    ids.push(id);
    await rehearsals.ask({ id, school: world.school.id, drill, sender: undefined });
  }
  await world.after(0);
  await world.after(0.1);
  await world.after(0.1);
  for (const { drill, concern } of await rehearsals.find(ids)) {
    if (!concern || doing.leave?.includes(drill)) continue;
    await doing.before?.(drill, concern);
    for (const person of toldOf(world, concern)) {
      await world.concerns.record.open(concern, world.as(person));
      const outside = await world.deps.store.findSealed(concern);
      if (outside?.acknowledgedAt === undefined)
        await world.concerns.record.act(concern, world.as(person), outside?.version ?? 0, { kind: 'acknowledge' });
    }
  }
  await world.after(0.5);
  // Until the time of an urgent report is over.
  if (doing.isWaitedFor !== false) await world.after(11);
  return new Map((await rehearsals.find(ids)).map((one) => [one.drill, one]));
}

/** Who was told in their own chat of one that waits for them. */
const toldOf = (world: World, concern: ConcernId): readonly UserId[] =>
  world.teams.told.flatMap(({ to, notice }) =>
    to !== 'place' && notice.kind === 'alert' && notice.outline.id === concern ? [to] : [],
  );

/** The drills that did not pass, each with what was wrong. */
export const failures = (ended: ReadonlyMap<DrillId, Rehearsal>): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    [...ended].flatMap(([drill, { settled }]) =>
      settled?.hasPassed ? [] : [[drill, settled?.line.wrong.map(({ why }) => why) ?? ['not settled']]],
    ),
  );

/** Every card that went out, as it is shown. */
export const cardsOf = (world: World) =>
  world.teams.told.map(({ notice }) => {
    const { card, summary } = toOutgoing(notice, world.now());
    return { kind: notice.kind, summary, text: JSON.stringify(card) };
  });

/** As where the key of one record was lost. */
export const loseKey = (world: World, concern: ConcernId) =>
  world.db
    .withSchema(SCHEMA.child)
    .updateTable('concern')
    .set({ key_id: 'of-another-vault' })
    .where('id', '=', concern)
    .execute();
