import { Fault } from '../../kernel/calls/fault.ts';
import type { ConcernId, UserId } from '../../kernel/ids.ts';
import type { NamedByPolicy, PolicyMatter } from '../../school/policy-names.ts';
import { holders, type School } from '../../school/school.ts';
import type { Actor } from '../actor.ts';
import type { Concern, Entry } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { meantBy } from '../naming/naming.ts';
import { type NotShown, ownConcern } from '../own-report/own-report.ts';
import { change } from '../record/change.ts';
import { accountStandingOf } from '../routing/account-standing.ts';
import { roleOf } from '../routing/routing.ts';
import { TALK } from '../task.ts';

/** Someone the school's own policy names for what was reported, beside those who have the report. */
export interface AlsoNamed {
  readonly matter: PolicyMatter;
  readonly who: NamedByPolicy;
  /** Who that means for this reporter. */
  readonly name: string;
  /** They were told already that there is something to talk about. */
  readonly isTold: boolean;
}

export type AlsoTold =
  | { readonly kind: 'told'; readonly reference: string; readonly name: string }
  /** Nobody is named any more, or who it means is who it is about. */
  | { readonly kind: 'nobody'; readonly reference: string }
  | NotShown;

export type AlsoOffered =
  | { readonly kind: 'named'; readonly reference: string; readonly named: readonly AlsoNamed[] }
  | NotShown;

/**
 * What a policy says beyond the safeguarding route: "tell your headteacher". After a report, never instead of it. Who it names
 * hears from whom, and that there is something to talk about: nothing of the report, and not that it is one.
 */
export interface AlsoTell {
  /** Who a reporter's policy names for their own report. */
  named(id: ConcernId, actor: Actor): Promise<AlsoOffered>;
  /** Has them told, once, by a row that is tried until it is done. */
  tell(id: ConcernId, actor: Actor, matter: PolicyMatter): Promise<AlsoTold>;
}

export const createAlsoTell = (deps: ConcernDeps): AlsoTell => ({
  async named(id, actor) {
    const own = await ownConcern(deps, id, actor, 'also-tell');
    if (own.kind !== 'opens') return own;
    const found = await namedFor(deps, own.concern);
    return {
      kind: 'named',
      reference: own.concern.reference,
      named: found.map(({ person: _person, ...named }) => named),
    };
  },
  tell: (id, actor, matter) => tell(deps, id, actor, matter),
});

interface Found extends AlsoNamed {
  readonly person: UserId;
}

async function tell(deps: ConcernDeps, id: ConcernId, actor: Actor, matter: PolicyMatter): Promise<AlsoTold> {
  const own = await ownConcern(deps, id, actor, 'also-tell');
  if (own.kind !== 'opens') return own;
  const { reference } = own.concern;
  let said: Found | undefined;
  const changed = await change(deps.store, id, async (concern) => {
    // Worked out on the version that is written: someone may have been found to be meant since the button was shown.
    said = (await namedFor(deps, concern)).find((one) => one.matter === matter);
    if (!said || said.isTold) return undefined;
    const now = deps.clock();
    const { who, person } = said;
    return {
      entries: [{ at: now, actor: actor.user, kind: 'told-also', facts: { matter, who, person } }],
      tasks: [{ kind: 'news', dueAt: now, person, why: TALK }],
    };
  });
  if (changed.kind === 'changed') await deps.wake();
  return said ? { kind: 'told', reference, name: said.name } : { kind: 'nobody', reference };
}

/** Everyone the policy names for this report and who may hear that there is something to talk about. */
async function namedFor(deps: ConcernDeps, concern: Concern): Promise<readonly Found[]> {
  if (concern.drillBegunAt !== undefined || concern.isStub) return [];
  const entries = await deps.store.entries(concern);
  const matters = mattersOf(concern, entries);
  if (matters.length === 0) return [];
  const school = schoolOf(deps, concern.school);
  const told = entries.filter(({ kind }) => kind === 'told-also').map(({ facts }) => facts?.person);
  const found: Found[] = [];
  for (const { matter, who } of await deps.policyNames.of(school.id)) {
    if (who === 'nobody' || !matters.includes(matter)) continue;
    const person = await personNamed(deps, school, concern, who);
    if (person && !found.some(({ person: other }) => other === person.id))
      found.push({ matter, who, person: person.id, name: person.name, isTold: told.includes(person.id) });
  }
  return found;
}

/** Only of what a child did, or was done to staff online: what is said about a colleague stays with those who have it. */
function mattersOf(concern: Concern, entries: readonly Entry[]): readonly PolicyMatter[] {
  if (concern.kind === 'online-abuse') return ['about-staff', 'pupil-on-staff'];
  const isContact = entries.some(({ kind, words }) => kind === 'raised' && words?.contact === 'yes');
  return concern.kind === 'child' && isContact ? ['pupil-contact'] : [];
}

/** Who a title means for this reporter; nobody who has the report anyway, and nobody who may be the one it is about. */
async function personNamed(
  deps: ConcernDeps,
  school: School,
  concern: Concern,
  who: NamedByPolicy,
): Promise<{ readonly id: UserId; readonly name: string } | undefined> {
  const mayHear = (id: UserId): boolean =>
    id !== concern.reporter &&
    !concern.excluded.includes(id) &&
    roleOf(school, id, [concern.holder, ...concern.alsoOpenTo]) === undefined;
  if (who !== 'manager') {
    const all = holders(school, who);
    // Colleagues of the same role are too close, as they are for the report itself.
    if (all.some(({ id }) => concern.excluded.includes(id))) return undefined;
    const holder = all.find(({ id }) => mayHear(id));
    return holder && (await accountStandingOf(deps, holder.id)) !== 'gone' ? holder : undefined;
  }
  try {
    const id = await deps.directory.managerOf(concern.reporter);
    if (!id || !mayHear(id)) return undefined;
    const person = await deps.directory.person(id);
    if (!person?.isEnabled || person.isGuest) return undefined;
    if ((await deps.directory.memberOf(id, school.pupilGroups)).length > 0) return undefined;
    return mayMean(school, concern, person) ? undefined : person;
  } catch (error) {
    // Without the directory nobody is named: the report itself is with those who must have it.
    if (!(error instanceof Fault)) throw error;
    deps.log.warn('concern.manager-unknown', { fault: error.code });
    return undefined;
  }
}

/** Whether a name in the report may mean this person, who has no role and was not thought of when it was read. */
function mayMean(school: School, concern: Concern, person: { readonly id: UserId; readonly name: string }): boolean {
  const roles = { ...school.roles, 'it-lead': [...school.roles['it-lead'], { id: person.id, name: person.name }] };
  const { certain, open } = meantBy({ ...school, roles }, concern.naming, concern.reporter);
  return certain.includes(person.id) || open.some(({ id }) => id === person.id);
}
