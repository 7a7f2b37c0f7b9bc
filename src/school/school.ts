import type { GroupId, SchoolId, TenantId, UserId } from '../kernel/ids.ts';
import type { IsoDay } from '../kernel/time.ts';
import type { FeatureName } from './features.ts';
import type { DrillDecision } from './file/drill-names.ts';

/** What a school knows about itself, as read from lanyard.yml by file/. */
export interface Trust {
  readonly name: string;
  readonly tenantId: TenantId;
  readonly schools: readonly School[];
  /** Files of the school's own cautions, beside text that must not be followed to the letter; relative to lanyard.yml. */
  readonly cautions: readonly string[];
  /** Whether lanyard.yml says which features are on. */
  readonly saysFeatures: boolean;
  /** The trust's name in SharePoint, `oakmill` of oakmill.sharepoint.com: files come from there and nowhere else. */
  readonly sharepoint?: string | undefined;
}

/** The roles that Lanyard routes to. They are people a school names; policies name only titles. */
export const ROLES = [
  'dsl',
  'deputy-dsl',
  'senior-manager',
  'headteacher',
  'chair-of-governors',
  /** Who takes a concern about the chair of governors: trust officer, chair of trustees or the LADO's contact. */
  'governance-officer',
  'hr',
  'policy-owner',
  'dpo',
  /** Asked about computers, and told when Lanyard itself is in trouble; may be nobody. */
  'it-lead',
  /** Of the trust, where it names one: sees what a school's DSL opens to them, and covers for a DSL for a time. May be nobody. */
  'trust-lead',
] as const;
export type Role = (typeof ROLES)[number];

/** A person who holds a role. `phone` is shown to a reporter who needs someone now. */
export interface RoleHolder {
  readonly id: UserId;
  readonly name: string;
  /** Other names by which they are known, such as the directory's where it has another. */
  readonly alsoCalled?: readonly string[] | undefined;
  /** What they work as, as the directory has it. */
  readonly jobs?: readonly string[] | undefined;
  readonly phone?: string | undefined;
  /** They want every colleague to have their number, beside a rule that names their role. */
  readonly phoneForStaff?: boolean | undefined;
  /** They hold the role for a time only, in someone's place, and no longer from then on. */
  readonly coversUntil?: Date | undefined;
}

/** Whose law applies. Duties, titles and guidance differ between them. */
export const NATIONS = ['england', 'wales', 'scotland', 'northern-ireland'] as const;
export type Nation = (typeof NATIONS)[number];

/** Who came to a role when, and on whose authority; nobody's where lanyard.yml was edited. */
export interface RoleChange {
  readonly at: Date;
  readonly role: Role;
  readonly by: readonly UserId[];
  readonly newcomers: readonly UserId[];
}

export interface School {
  readonly id: SchoolId;
  readonly name: string;
  readonly nation: Nation;
  /** What is on beside the three promises; the same at every school of a trust. */
  readonly features: readonly FeatureName[];
  readonly staffGroups: readonly GroupId[];
  /** Members of these are never messaged, whatever other group they are in. */
  readonly pupilGroups: readonly GroupId[];
  readonly roles: Readonly<Record<Role, readonly RoleHolder[]>>;
  /** How they came to be who they are, the oldest first; none where lanyard.yml says it all. */
  readonly roleChanges?: readonly RoleChange[];
  /** Everyone who held a role before, or is in lanyard.yml and holds it no more, by name. */
  readonly formerHolders?: readonly RoleHolder[];
  /** Where concerns about a child go. */
  readonly dslDestination: Destination;
  readonly hours: SchoolHours;
  readonly contacts: Contacts;
  readonly policies: PolicySource;
  readonly concerns: ConcernSettings;
  readonly acknowledgement: AcknowledgementSettings;
  readonly accounts: AccountSettings;
}

/** How a school runs accounts in its name. */
export interface AccountSettings {
  /** Whose holders approve or reject an application. */
  readonly approvedBy: readonly Role[];
  /** Each account is looked through this often; who runs it is reminded. */
  readonly checkEveryDays: number;
  /** Whether hours in which comments are to be answered run on in the holidays, or wait for the next school day. */
  readonly holidays: 'next-school-day' | 'run-on';
  /** The kind of training, of those under `acknowledgement`, that everyone who runs an account needs; leadership gives a date without it. */
  readonly training?: string | undefined;
}

/** A place in Teams that several people read, or the role-holders one by one. */
export type Destination =
  | { readonly kind: 'channel'; readonly teamId: GroupId; readonly channelId: string }
  | { readonly kind: 'chat'; readonly chatId: string }
  | { readonly kind: 'people' };

/** When someone is watching. Times are on the London clock, days inclusive. */
export interface SchoolHours {
  /** `08:00` */
  readonly opens: string;
  readonly closes: string;
  /** 1 Monday … 7 Sunday. */
  readonly weekdays: readonly number[];
  readonly terms: readonly DayRange[];
  /** Half-terms, bank holidays and other days within a term on which nobody is there. */
  readonly closures: readonly DayRange[];
  /** Days on which staff are there and pupils are not, such as INSET days. Someone is watching on them. */
  readonly inset: readonly DayRange[];
}

export interface DayRange {
  readonly name: string;
  readonly from: IsoDay;
  readonly to: IsoDay;
}

/** Numbers to phone. They change, so they are dated and owned, never built in. */
interface Contacts {
  readonly checkedOn: IsoDay;
  readonly checkedBy: string;
  readonly office: string;
  readonly childrensSocialCare: string;
  readonly outOfHours: string;
  readonly lado: string;
  readonly police: string;
  /** For staff whose concern is not acted on: NSPCC's Whistleblowing Advice Line unless the school names another. */
  readonly whistleblowing: string;
  /** The employer's own programme of help for its staff, where there is one. */
  readonly assistance?: { readonly name: string; readonly number: string } | undefined;
  readonly others: readonly { readonly name: string; readonly number: string; readonly note?: string | undefined }[];
}

interface PolicySource {
  /** Files to read, relative to lanyard.yml. */
  readonly files: readonly string[];
  /** A SharePoint document library that is looked at every hour; what changes there waits for the policy owner. */
  readonly library?: PolicyFolder | undefined;
}

export interface PolicyFolder {
  readonly driveId: string;
  /** Below the library's root, `Policies/Staff`; the whole library without it. */
  readonly folder?: string | undefined;
}

interface ConcernSettings {
  /** Minutes in which a person must have acknowledged: urgent ones at any hour, others in school hours. */
  readonly acknowledgeWithinMinutes: { readonly urgent: number; readonly routine: number };
  /** School hours in which a decision is expected. */
  readonly decideWithinHours: { readonly urgent: number; readonly routine: number };
  /** Screenshots of ordinary posts, only for abuse of staff or of an account, never for a child. Off unless turned on. */
  readonly allowScreenshots: boolean;
  /** The first words of a report in the list of open reports, which counts as reading it. Off unless turned on. */
  readonly firstWordsInList: boolean;
  /** What is asked for, beside being signed in, before a record opens. */
  readonly records: RecordSettings;
  /** Personal legal duties that a report does not discharge, each switched on by date and with an owner. */
  readonly duties: readonly LegalDuty[];
  /** What a DSL may say a report about a child is about, by name. */
  readonly categories: readonly string[];
  /** Every pupil of the school, where the roll is read from the directory and not from a file. */
  readonly rollGroup?: GroupId | undefined;
  /** Absent: nothing is ever proposed for removal. */
  readonly retention?: Retention | undefined;
  /** Drills of the rehearsal that it decided to do without. */
  readonly rehearsal?: readonly DrillDecision[] | undefined;
  /** What people without Teams can do at an address that the school hands out. Absent: there is none. */
  readonly sharedAddress?: SharedAddressSettings | undefined;
}

/** The pages behind a sheet with a QR code, for governors, agency workers, volunteers and others without Teams. */
export interface SharedAddressSettings {
  readonly use: 'none' | 'report' | 'report-and-ask';
  /** Roles whose people may be there by name and number; everyone else is there as a role. */
  readonly namesShown: readonly Role[];
}

export interface RecordSettings {
  /** `pin`: a personal PIN for each record, so that a borrowed, unlocked phone opens none. */
  readonly secondStep: 'none' | 'pin';
  /** Minutes without activity after which a record that was opened by a second step asks for it again. */
  readonly closesAfterMinutes: number;
}

/** How long each kind of record is kept. It only proposes: nothing is removed without a person's decision. */
export interface Retention {
  readonly checkedOn: IsoDay;
  readonly checkedBy: string;
  readonly rules: readonly RetentionRule[];
  /** Of low-level concerns, which have no other rule: the years count from the day on which the adult left, so none is proposed before. */
  readonly lowLevel?: { readonly yearsAfterLeaving: number; readonly source: string } | undefined;
  /** Orders not to remove anything, such as a public inquiry's. */
  readonly holds: readonly {
    readonly name: string;
    readonly matters: readonly string[];
    readonly from: IsoDay;
    readonly source: string;
  }[];
}

export interface RetentionRule {
  readonly id: string;
  /** The kinds of report it is for, as the concern slice names them. */
  readonly matters: readonly string[];
  /** Until the birthday of the person it is about, where someone has written down a date of birth. */
  readonly untilAge?: number | undefined;
  readonly yearsAfterClosing: number;
  /** `birthday`: a known birthday decides alone. `longer`: whichever of the two is later. */
  readonly decides: 'birthday' | 'longer';
  readonly source: string;
}

export interface LegalDuty {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Absent: not in force, and shown to nobody. */
  readonly inForceFrom?: IsoDay | undefined;
  /** The kinds of report beside which it is shown, as the concern slice names them. */
  readonly matters: readonly string[];
  readonly nations: readonly Nation[];
  /** Shown in full where one of these is in the report, in any case; absent: beside every report of its kinds. */
  readonly words?: readonly string[] | undefined;
  /** `reader`: what those must do who have the report; it is not beside the form. Absent: the reporter’s own. */
  readonly whose?: 'reporter' | 'reader' | undefined;
  /** Whom those who have a report phone that has to do with it. */
  readonly numbers?: readonly { readonly name: string; readonly number: string }[] | undefined;
  /** Who keeps it true, and by when they look at it again. Past that day it is still shown, and says so. */
  readonly owner: string;
  readonly reviewBy: IsoDay;
}

export interface AcknowledgementSettings {
  /** Days before (positive) the due date on which the missing are reminded; then every `weeklyAfter` days. */
  readonly remindDaysBefore: readonly number[];
  readonly remindEveryDaysAfter: number;
  /** Days that a joiner has from the day they are first seen. */
  readonly joinerDays: number;
  /** Counts for nothing any more: HR enters in Teams when unions were consulted. The doctor says so where a file still has it. */
  readonly tellManagers?: boolean | undefined;
  /** `09-01`: when the yearly campaign proposes itself. */
  readonly proposeOn?: string | undefined;
  /** What has to be shown of a policy before an answer counts, unless HR chooses otherwise for a campaign; `all` its pages without it. */
  readonly reading?: 'opened' | 'all';
  /** Service plan ids that prove a Teams licence. */
  readonly teamsPlans: readonly string[];
  /** The statutory guidance that comes again each year; none without it. */
  readonly guidance?: Guidance | undefined;
  /** Training that a rule asks for beside a signature; none without it. */
  readonly training?: readonly TrainingKind[];
}

/** Statutory guidance that comes again each year, and when. */
export interface Guidance {
  /** What it is called, without a year. */
  readonly name: string;
  /** `07-01`: from when HR and the DSL look out for it. */
  readonly expectedFrom: string;
  /** `09-01`: when it is usually in force. */
  readonly inForceOn: string;
}

/** A kind of training that the school's rules ask for beside a signature. */
export interface TrainingKind {
  /** A short name that stays: dates are kept under it. */
  readonly id: string;
  readonly name: string;
  /** It is due again this many months after it was done. */
  readonly everyMonths: number;
  /** It counts as due soon this many days before that. */
  readonly soonDays: number;
  /** Titles of the policies beside whose acknowledgement it stands; all of them without it. */
  readonly beside?: readonly string[] | undefined;
}

/** Everyone who holds a role, by the order of the roles; who holds two is there twice. */
export const everyHolder = (school: School): readonly (RoleHolder & { readonly role: Role })[] =>
  ROLES.flatMap((role) => school.roles[role].map((holder) => ({ ...holder, role })));
/** Every holder of a role, in the order of the file; the first is the one to name. */
export const holders = (school: School, role: Role): readonly RoleHolder[] => school.roles[role];
/** Whether this person holds one of these roles at this school. */
export const holdsRole = (school: School, user: UserId, ...roles: Role[]): boolean =>
  roles.some((role) => school.roles[role].some((holder) => holder.id === user));
