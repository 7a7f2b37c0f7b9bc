/** Why installing the app for a person answers as it does. */
export type InstallBehaviour = 'ok' | 'never-activated' | 'blocked-by-policy';

/** What an account really is. The product must find this out through Graph; the sandbox knows it to count mistakes. */
export type PersonKind = 'staff' | 'pupil' | 'governor' | 'guest' | 'resource';

/** One Entra account. */
export interface SchoolPerson {
  id: string;
  displayName: string;
  givenName: string;
  surname: string;
  userPrincipalName: string;
  jobTitle: string;
  department: string;
  /** `officeLocation` in Graph. */
  site?: string;
  /** `employeeHireDate` in Graph, a day. */
  startsOn?: string;
  kind: PersonKind;
  /** Shown first in the page's list: someone with a role in the sample configuration. */
  role?: string;
  enabled: boolean;
  /** `null`: an account so old that Entra never gave it a type. */
  userType: 'Member' | 'Guest' | null;
  /** Has the TEAMS1 service plan, enabled. */
  hasTeams: boolean;
  managerId?: string;
  install: InstallBehaviour;
}

/** An Entra group; members are ids of people or of other groups. */
export interface SchoolGroup {
  id: string;
  displayName: string;
  description: string;
  members: string[];
  /** As groups that School Data Sync makes do: without a permission of its own an app sees nobody in it. */
  hidesMembers?: boolean;
}

export type MembershipType = 'standard' | 'private' | 'shared';

export interface SchoolChannel {
  id: string;
  displayName: string;
  membershipType: MembershipType;
  /** Only for private and shared channels; a standard channel has the members of its team. */
  members: string[];
  /** The app was added to this channel (for a standard channel it follows the team). */
  appAdded: boolean;
}

/** A Team. `id` is the Entra group id; `internalId` is the `19:` thread that bots see as `team.id`. */
export interface SchoolTeam {
  id: string;
  internalId: string;
  displayName: string;
  members: string[];
  owners: string[];
  channels: SchoolChannel[];
  appInstalled: boolean;
}

/** A document in the SharePoint library of policies. */
export interface LibraryFile {
  id: string;
  name: string;
  content: string | Uint8Array;
  modifiedAt: string;
}

/** The app as the organisation's Teams catalogue lists it. */
export interface CatalogueApp {
  catalogId: string;
  /** The id in the manifest. */
  externalId: string;
  displayName: string;
}

/** Everything the sandbox needs to know about a tenant. */
export interface SandboxSchool {
  tenantId: string;
  name: string;
  app: CatalogueApp;
  people: SchoolPerson[];
  groups: SchoolGroup[];
  teams: SchoolTeam[];
  library: { siteId: string; driveId: string; files: LibraryFile[] };
}
