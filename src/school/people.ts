import type { GroupId, SchoolId, TenantId, UserId } from '../kernel/ids.ts';
import type { IsoDay } from '../kernel/time.ts';
import type { Destination } from './school.ts';

/** What the directory must say of an account before anything goes to it. */
export type NeededField = 'accountEnabled' | 'userType' | 'userPrincipalName' | 'assignedPlans';

/** A person as the directory (Entra, through Graph) describes them. */
export interface DirectoryPerson {
  readonly id: UserId;
  readonly name: string;
  readonly userPrincipalName: string;
  /** First and last name, where the directory has them apart from the name that is shown. */
  readonly ownName?: string | undefined;
  /** Every address that reaches them, those of before included. */
  readonly addresses?: readonly string[] | undefined;
  readonly isEnabled: boolean;
  readonly isGuest: boolean;
  /** Enabled service plan ids: proof of a Teams licence. */
  readonly plans: readonly string[];
  readonly jobTitle: string | undefined;
  readonly department: string | undefined;
  readonly site: string | undefined;
  /** Whether a first or a last name of its own is recorded, beside the name that is shown. */
  readonly hasNames?: boolean | undefined;
  /** Where mail reaches them; of a guest the address they were invited by. */
  readonly email?: string | undefined;
  readonly staffNumber?: string | undefined;
  /** The first day, where the directory has it. */
  readonly startsOn?: IsoDay | undefined;
  /** What the directory leaves open about them, so that they count as switched off, as a guest or without a licence. */
  readonly absent?: readonly NeededField[] | undefined;
}

/** Who is really in a place in Teams, and what kind of place it is now. */
export interface DestinationMembers {
  /** `private` is a private channel; `closed` a standard channel of a private team or a chat; `public` must be refused. */
  readonly openness: 'private' | 'closed' | 'public';
  readonly members: readonly {
    readonly id: UserId;
    readonly tenantId: TenantId | undefined;
    readonly isGuest: boolean;
  }[];
}

/** People and groups, read from the directory. Every method throws a Fault when the directory cannot be asked. */
export interface Directory {
  /** Everyone in the group, nested groups included, page after page. Throws Fault('not-found') for an unknown group. */
  groupMembers(group: GroupId): AsyncIterable<DirectoryPerson>;
  /** Those of `groups` that the person is in, directly or through nesting. */
  memberOf(user: UserId, groups: readonly GroupId[]): Promise<readonly GroupId[]>;
  /** Real members of a channel (allMembers) or chat; never the bot's roster. */
  destinationMembers(destination: Exclude<Destination, { kind: 'people' }>): Promise<DestinationMembers>;
  /** `undefined` when there is no such person. */
  person(user: UserId): Promise<DirectoryPerson | undefined>;
  /** `undefined` when none is recorded. */
  managerOf(user: UserId): Promise<UserId | undefined>;
  /** Those whose recorded manager someone is. */
  managedBy(user: UserId): Promise<ReadonlySet<UserId>>;
}

/** Where a person stands with one of our schools. `unknown`: the directory could not be asked and we have no memory. */
export type Standing =
  | { readonly kind: 'staff'; readonly school: SchoolId }
  | { readonly kind: 'pupil' }
  | { readonly kind: 'outsider' }
  | { readonly kind: 'unknown' };

/** What the directory last said about a person: used while it is fresh, and when the directory cannot be asked. */
export interface StandingStore {
  remember(user: UserId, standing: Exclude<Standing, { kind: 'unknown' }>, at: Date): Promise<void>;
  find(user: UserId): Promise<{ readonly standing: Standing; readonly checkedAt: Date } | undefined>;
}
