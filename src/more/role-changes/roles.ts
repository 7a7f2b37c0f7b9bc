import { Fault } from '../../kernel/calls/fault.ts';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { Actor } from '../../report/actor.ts';
import { noteRefusal } from '../../report/record/refusal.ts';
import { accountStandingOf } from '../../report/routing/account-standing.ts';
import { takesReports } from '../../report/routing/routing.ts';
import { forgetPinOf } from '../../report/triage/let-in.ts';
import type { Named } from '../../school/live-roles.ts';
import type { Role, School } from '../../school/school.ts';
import {
  confirm,
  type Decision,
  end,
  hasWord,
  isStanding,
  maySee,
  type NotChanged,
  type Proposal,
  propose,
  seconds,
  type Word,
} from './proposal.ts';
import type { RoleDeps } from './role-book.ts';

/** Who holds which role at a school, as someone sees it who takes reports there. */
export interface RolesView {
  readonly kind: 'roles';
  readonly school: School;
  /** Others of the trust where they take reports. */
  readonly elsewhere: readonly School[];
  /** Their word counts here: the rest is for them alone. */
  readonly mayChange: boolean;
  readonly open: readonly { readonly proposal: Proposal; readonly isOwn: boolean; readonly mayConfirm: boolean }[];
  /** What was changed, the newest first. */
  readonly trail: readonly Proposal[];
}
export type RolesAnswer = RolesView | { readonly kind: 'not-available' };

export type RolesChanged =
  | { readonly kind: 'done'; readonly outcome: 'proposed' | 'made' | 'ended'; readonly view: RolesView }
  | { readonly kind: 'not-done'; readonly why: NotChanged; readonly view: RolesView }
  | { readonly kind: 'not-available' };

export interface WantedRole {
  /** Made with the page: twice is once. */
  readonly id: string;
  readonly role: Role;
  readonly newcomer: UserId | undefined;
  readonly outgoing: readonly UserId[];
  /** The people who leave it are not to be told. */
  readonly isQuiet: boolean;
}

/** Role-holders, changed by those who answer for the school. */
export interface Roles {
  look(actor: Actor, school?: SchoolId): Promise<RolesAnswer>;
  propose(actor: Actor, school: SchoolId, wanted: WantedRole): Promise<RolesChanged>;
  confirm(actor: Actor, school: SchoolId, id: string, isQuiet: boolean): Promise<RolesChanged>;
  /** Takes back what one asked for oneself, or says no to what others ask for. */
  end(actor: Actor, school: SchoolId, id: string): Promise<RolesChanged>;
}

const MOST_READ = 60;
const MOST_SHOWN = 8;

export const createRoles = (deps: RoleDeps): Roles => ({
  look: (actor, school) => look(deps, actor, school),
  propose: (actor, school, wanted) => proposeNew(deps, actor, school, wanted),
  confirm: (actor, school, id, isQuiet) => confirmOpen(deps, actor, school, id, isQuiet),
  end: (actor, school, id) =>
    decided(deps, actor, school, async (by) => (known) => end({ school, ...known }, id, { ...by, isQuiet: false })),
});

async function look(deps: RoleDeps, actor: Actor, wanted?: SchoolId): Promise<RolesAnswer> {
  const { user, tenant } = actor;
  const theirs = deps.trust.schools.filter((one) => takesReports(one, user));
  const school = wanted === undefined ? theirs[0] : theirs.find(({ id }) => id === wanted);
  if (!school || tenant !== deps.trust.tenantId || (await accountStandingOf(deps, user)) === 'gone') {
    await noteRefusal(deps, actor, 'roles');
    return { kind: 'not-available' };
  }
  const mayChange = hasWord(school.roles, user);
  const known = mayChange ? (await deps.roles.proposals(school.id, MOST_READ)).filter((one) => maySee(one, user)) : [];
  const now = deps.clock();
  return {
    kind: 'roles',
    school,
    elsewhere: theirs.filter((one) => one !== school),
    mayChange,
    open: known
      .filter((one) => isStanding(one, now))
      .map((proposal) => ({
        proposal,
        isOwn: proposal.first.by.id === user,
        mayConfirm: seconds(school.roles, proposal).some(({ id }) => id === user),
      })),
    trail: known.filter(({ state }) => state.kind === 'made').slice(0, MOST_SHOWN),
  };
}

type Decide = Parameters<RoleDeps['roles']['decide']>[1];

/** Looks whether they may at all, decides upon what is true for every instance, and shows what it is then. */
async function decided(
  deps: RoleDeps,
  actor: Actor,
  school: SchoolId,
  prepare: (by: Omit<Word, 'isQuiet'>, view: RolesView) => Promise<Decide | NotChanged>,
): Promise<RolesChanged> {
  const view = await look(deps, actor, school);
  if (view.kind !== 'roles') return view;
  if (!view.mayChange) {
    await noteRefusal(deps, actor, 'roles');
    return { kind: 'not-available' };
  }
  // A day-old word of the directory lets someone read on; who decides is looked up now.
  if ((await accountStandingOf(deps, actor.user)) !== 'here') return { kind: 'not-done', why: 'cannot-check', view };
  const by = { by: { id: actor.user, name: nameOf(view.school, actor.user) }, at: deps.clock() };
  const decide = await prepare(by, view);
  const decision: Decision =
    typeof decide === 'string' ? { kind: 'refuse', why: decide } : await deps.roles.decide(school, decide);
  if (decision.kind === 'write') {
    deps.log.info('concern.roles', { school, role: decision.writes.proposal.role, outcome: decision.outcome });
    await afterwards(deps, decision.writes.proposal);
  }
  const after = await look(deps, actor, school);
  // Whose own role went with it sees the page no longer, and that it was done.
  const shown = after.kind === 'roles' ? after : view;
  if (decision.kind === 'refuse') return { kind: 'not-done', why: decision.why, view: shown };
  const { outcome } = decision;
  return outcome === 'proposed' || outcome === 'made' || outcome === 'ended'
    ? { kind: 'done', outcome, view: shown }
    : { kind: 'not-done', why: outcome, view: shown };
}

const nameOf = ({ roles }: School, user: UserId): string =>
  Object.values(roles)
    .flat()
    .find(({ id }) => id === user)?.name ?? 'Someone';

/** What leaves with a role: a PIN and what it had opened. Everyone concerned is told soon. */
async function afterwards(deps: RoleDeps, { state, outgoing }: Proposal): Promise<void> {
  await deps.tellOfRoles().catch(() => deps.log.warn('concern.roles-untold'));
  if (state.kind !== 'made') return;
  // The person who took it on may have to be told something within the hour.
  await deps.openChats().catch(() => deps.log.warn('concern.chats-unwoken'));
  for (const { id } of outgoing) await forgetPinOf(deps, id);
  // Reports that are open are looked at again: the people who answer for them are others now.
  await deps.wake().catch(() => deps.log.warn('concern.roles-unwoken'));
}

async function proposeNew(
  deps: RoleDeps,
  actor: Actor,
  school: SchoolId,
  { id, role, newcomer, outgoing, isQuiet }: WantedRole,
): Promise<RolesChanged> {
  return decided(deps, actor, school, async (by, view) => {
    if ((await deps.roles.proposals(school, MOST_READ)).some((one) => one.id === id)) return 'waits-already';
    const person = newcomer && (await newcomerOf(deps, newcomer));
    if (typeof person === 'string') return person;
    const leaving = outgoing.map((user) => ({ id: user, name: nameOf(view.school, user) }));
    const wanted = {
      id,
      role,
      newcomer: person,
      outgoing: leaving,
      first: { ...by, isQuiet: isQuiet && leaving.length > 0 },
    };
    return (known) => propose({ school, ...known }, wanted);
  });
}

async function confirmOpen(
  deps: RoleDeps,
  actor: Actor,
  school: SchoolId,
  id: string,
  isQuiet: boolean,
): Promise<RolesChanged> {
  return decided(deps, actor, school, async (by, view) => {
    const found = view.open.find(({ proposal }) => proposal.id === id)?.proposal;
    if (found?.newcomer) {
      const person = await newcomerOf(deps, found.newcomer.id);
      if (typeof person === 'string') return person;
    }
    // The person who asked must still be here: the word of someone who has since left does not count.
    const first = found && (await accountStandingOf(deps, found.first.by.id));
    if (first !== undefined && first !== 'here') return first === 'gone' ? 'gone' : 'cannot-check';
    return (known) => confirm({ school, ...known }, id, { ...by, isQuiet });
  });
}

/** Someone of the trust's own who could take on a role, by the name that the directory has; or why not. */
async function newcomerOf(deps: RoleDeps, user: UserId): Promise<Named | NotChanged> {
  try {
    const person = await deps.directory.person(user);
    if (!person?.isEnabled || person.isGuest) return 'no-account';
    const pupils = deps.trust.schools.flatMap(({ pupilGroups }) => pupilGroups);
    if ((await deps.directory.memberOf(user, pupils)).length > 0) return 'pupil';
    return { id: user, name: person.name };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return 'cannot-check';
  }
}
