import type { UserId } from '../../kernel/ids.ts';
import { type NumberChange, SCHOOL_NUMBERS, type SchoolNumber } from '../../school/live-schools.ts';
import { everyHolder, holdsRole, type RoleHolder, type School } from '../../school/school.ts';
import type { Actor } from '../actor.ts';
import type { ConcernDeps } from '../deps.ts';
import { noteRefusal } from '../record/refusal.ts';
import { accountStandingOf } from '../routing/account-standing.ts';
import { takesReports } from '../routing/routing.ts';

/** A school's numbers as someone sees them who takes reports there: only theirs are told to reporters. */
export interface PhonesView {
  readonly kind: 'phones';
  readonly school: School;
  readonly own: RoleHolder;
  /** They are the DSL, a deputy or the headteacher: they answer for whom a reporter is told to phone. */
  readonly mayChangeSchool: boolean;
  /** The newest first. */
  readonly trail: readonly NumberChange[];
}
export type PhonesAnswer = PhonesView | { readonly kind: 'not-available' };

export interface WantedNumbers {
  /** Empty: not to be phoned. */
  readonly own: string;
  readonly school: Readonly<Partial<Record<SchoolNumber, string | undefined>>>;
}

/** Who to phone, kept by those who are phoned and those who answer for it. */
export interface Phones {
  look(actor: Actor): Promise<PhonesAnswer>;
  /** What is unchanged leaves no entry; what they may not change stays as it is. */
  change(actor: Actor, wanted: WantedNumbers): Promise<PhonesAnswer>;
}

const MOST_SHOWN = 8;

export const createPhones = (deps: ConcernDeps): Phones => ({
  look: (actor) => look(deps, actor),
  async change(actor, wanted) {
    const view = await look(deps, actor);
    if (view.kind !== 'phones') return view;
    const by = { at: deps.clock(), by: actor.user, byName: view.own.name };
    for (const change of changesIn(view, actor.user, wanted)) await deps.numbers.correct({ ...by, ...change });
    return look(deps, actor);
  },
});

function changesIn({ school, own, mayChangeSchool }: PhonesView, user: UserId, wanted: WantedNumbers) {
  const changes: Pick<NumberChange, 'of' | 'number'>[] = [];
  if (wanted.own !== (own.phone ?? '')) changes.push({ of: { kind: 'holder', person: user }, number: wanted.own });
  if (!mayChangeSchool) return changes;
  for (const what of SCHOOL_NUMBERS) {
    const number = wanted.school[what];
    if (number !== undefined && number !== school.contacts[what])
      changes.push({ of: { kind: 'school', school: school.id, what }, number });
  }
  return changes;
}

async function look(deps: ConcernDeps, actor: Actor): Promise<PhonesAnswer> {
  const { user, tenant } = actor;
  const school = deps.trust.schools.find((one) => takesReports(one, user));
  const own = school && everyHolder(school).find(({ id }) => id === user);
  if (!school || !own || tenant !== deps.trust.tenantId || (await accountStandingOf(deps, user)) === 'gone') {
    await noteRefusal(deps, actor, 'phones');
    return { kind: 'not-available' };
  }
  const people = new Set(everyHolder(school).map(({ id }) => id));
  const isOfSchool = ({ of }: NumberChange): boolean =>
    of.kind === 'school' ? of.school === school.id : people.has(of.person);
  return {
    kind: 'phones',
    school,
    own,
    mayChangeSchool: holdsRole(school, user, 'dsl', 'deputy-dsl', 'headteacher'),
    trail: (await deps.numbers.changes()).filter(isOfSchool).toReversed().slice(0, MOST_SHOWN),
  };
}
