import type { UserId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import type { RoleHolder, School } from '../../school/school.ts';
import type { Actor } from '../actor.ts';
import { RECIPIENTS } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { noteRefusal } from '../record/refusal.ts';
import { accountStandingOf } from '../routing/account-standing.ts';
import { readersOf, roleOf, takesReports } from '../routing/routing.ts';
import { onDutyNow } from './on-duty.ts';
import { type Gap, gapsBetween, type RotaEntry, type WantedEntry } from './rota.ts';

/** How far ahead the rota is compared with the school's hours when someone looks at it. */
export const LOOK_AHEAD_MS = 28 * DAY_MS;
/** An entry that is further off than this was mistyped. */
const FARTHEST_MS = 400 * DAY_MS;
const MOST_ENTRIES = 200;

/** A school's rota as someone who takes reports there sees it. */
export interface RotaView {
  readonly kind: 'rota';
  readonly school: School;
  /** They are of the DSL's team: nobody else changes it. */
  readonly mayChange: boolean;
  readonly team: readonly RoleHolder[];
  readonly onDuty: readonly RoleHolder[];
  readonly gaps: readonly Gap[];
  readonly entries: readonly RotaEntry[];
}

export type RotaAnswer = RotaView | { readonly kind: 'not-available' };

/** Why an entry was not taken. */
export type NotEntered = 'over' | 'backwards' | 'too-far' | 'not-of-the-team' | 'too-many';

/** Who of the DSL's team is there when, kept by themselves. Reasons are nobody's business and are not recorded. */
export interface Cover {
  look(actor: Actor): Promise<RotaAnswer>;
  /** Without effect for someone who is not in the team: they see the rota as it is. @param id makes sending it twice harmless */
  enter(
    actor: Actor,
    id: string,
    entry: WantedEntry,
  ): Promise<RotaAnswer | { kind: 'not-entered'; why: NotEntered; rota: RotaView }>;
  /** Removes an entry; one that has gone already stays gone. */
  takeOut(actor: Actor, id: string): Promise<RotaAnswer>;
  /** Who is on duty now at this school, for everyone of its staff who is about to report. */
  onDuty(school: School): Promise<readonly RoleHolder[]>;
}

export const createCover = (deps: ConcernDeps): Cover => ({
  look: (actor) => look(deps, actor),
  async enter(actor, id, entry) {
    const rota = await look(deps, actor);
    if (rota.kind !== 'rota' || !rota.mayChange) return rota;
    const why = wrongWith(entry, rota, deps.clock());
    if (why) return { kind: 'not-entered', why, rota };
    await deps.rota.add({ ...entry, id, school: rota.school.id }, actor.user, deps.clock());
    return look(deps, actor);
  },
  async takeOut(actor, id) {
    const rota = await look(deps, actor);
    if (rota.kind !== 'rota' || !rota.mayChange) return rota;
    await deps.rota.end(id, rota.school.id, actor.user, deps.clock());
    return look(deps, actor);
  },
  onDuty: (school) => onDutyNow(deps, school),
});

async function look(deps: ConcernDeps, actor: Actor): Promise<RotaAnswer> {
  const school = await schoolReadBy(deps, actor);
  if (!school) {
    await noteRefusal(deps, actor, 'rota');
    return { kind: 'not-available' };
  }
  const now = deps.clock();
  const entries = await deps.rota.entries(school.id, now);
  return {
    kind: 'rota',
    school,
    mayChange: roleOf(school, actor.user, ['dsl']) !== undefined,
    team: readersOf(school, 'dsl'),
    onDuty: await onDutyNow(deps, school),
    gaps: gapsBetween(school, entries, now, new Date(now.getTime() + LOOK_AHEAD_MS)),
    entries,
  };
}

/** Where they are of the DSL's team; else where they take other reports. */
export async function schoolReadBy(deps: ConcernDeps, { user, tenant }: Actor): Promise<School | undefined> {
  if (tenant !== deps.trust.tenantId) return undefined;
  const { schools } = deps.trust;
  const school =
    schools.find((one) => roleOf(one, user, ['dsl'])) ??
    schools.find((one) => roleOf(one, user, RECIPIENTS)) ??
    schools.find((one) => takesReports(one, user));
  if (!school) return undefined;
  const standing = await accountStandingOf(deps, user);
  return standing === 'here' || standing === 'presumed' ? school : undefined;
}

function wrongWith(entry: WantedEntry, { team, entries }: RotaView, now: Date): NotEntered | undefined {
  const isOfTeam = (id: UserId): boolean => team.some((holder) => holder.id === id);
  if (entry.kind !== 'needed' && !isOfTeam(entry.person)) return 'not-of-the-team';
  if (entries.length >= MOST_ENTRIES) return 'too-many';
  const { when } = entry;
  if (when.from >= when.until) return 'backwards';
  if (when.kind === 'weekly') return undefined;
  if (when.until <= now) return 'over';
  return when.until.getTime() - now.getTime() > FARTHEST_MS ? 'too-far' : undefined;
}
