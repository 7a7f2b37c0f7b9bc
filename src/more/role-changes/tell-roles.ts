import { Fault } from '../../kernel/calls/fault.ts';
import type { SendUntracked } from '../../report/delivery/untracked-notice.ts';
import type { Role } from '../../school/school.ts';
import type { RoleNews } from './proposal.ts';
import type { RoleDeps } from './role-book.ts';

declare module '../../report/host.ts' {
  interface FeatureNotices {
    /** A role changes hands, or is asked to. Of no report. */
    readonly role: {
      readonly news: RoleNews;
      readonly school: string;
      readonly role: Role;
      readonly newcomer: string | undefined;
      readonly outgoing: readonly string[];
      /** On whose authority; none: lanyard.yml was edited. */
      readonly by: readonly string[];
      readonly cover?: { readonly from: string; readonly until: string };
    };
  }
}

/** Looks at rows, so that a lost or repeated run is harmless. */
export const ROLE_WORDS = 'concern-role-words';

const AT_ONCE = 50;

/** Tells everyone who is still to be told about a change of roles. Throws when Teams does not take one just now: it is tried again. */
export async function tellOfRoles(
  deps: Pick<RoleDeps, 'roles' | 'trust' | 'clock'>,
  sendUntracked: SendUntracked,
): Promise<void> {
  let isLeft = false;
  for (const { id, person, school, role, news, newcomer, outgoing, by, cover } of await deps.roles.untold(AT_ONCE)) {
    const name = deps.trust.schools.find((one) => one.id === school)?.name ?? school;
    const isTold = await sendUntracked(`role ${id}`, person, {
      kind: 'role',
      news,
      school: name,
      role,
      newcomer,
      outgoing,
      by,
      ...(cover && { cover }),
    });
    if (isTold) await deps.roles.noteTold(id, deps.clock());
    else isLeft = true;
  }
  if (isLeft) throw new Fault('unavailable', 'someone was not told of a change of roles yet');
}
