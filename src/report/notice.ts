import type { ConcernId, SchoolId } from '../kernel/ids.ts';
import type { Nation, Role } from '../school/school.ts';
import type { Elsewhere, Kind, Recipient, Status, Urgency } from './concern.ts';
import type { FeatureNotice } from './host.ts';
import type { PlaceKind } from './routing/safe-place.ts';

/** A role and, where there is one, the person to name. */
export interface Who {
  readonly recipient: Recipient;
  readonly name: string | undefined;
  /** Nobody answers for it beside the person named. */
  readonly isAlone?: boolean;
  /** As things stand none of them can open it: it is only kept for them. */
  readonly isKept?: boolean;
}

/** A number to phone, with whose it is. */
export interface Phone {
  readonly name: string;
  readonly number: string;
}

/** What a card in a channel or chat may show of a concern. There is no field for anything a person wrote. */
export interface Outline {
  readonly id: ConcernId;
  readonly reference: string;
  readonly school: string;
  readonly kind: Kind;
  readonly isUrgent: boolean;
  /** What the reporter said of today; absent in cards from before it was kept. */
  readonly urgency?: Urgency | undefined;
  /** By name, who of the DSL's team was on duty when it came; absent where that plays no part. */
  readonly onDuty?: readonly string[] | undefined;
  /** When the form of a drill was opened; absent for what is a report. */
  readonly drillBegunAt?: string | undefined;
  /** It came by the shared address: nobody checked who sent it. Absent in cards from before. */
  readonly isByLink?: boolean;
  readonly status: Status;
  readonly raisedAt: string;
  readonly acknowledgeBy: string;
  readonly acknowledgedAt: string | undefined;
  readonly acknowledgedBy: string | undefined;
  readonly owner: string | undefined;
  readonly reviewOn: string | undefined;
  /** How much is still to be done; absent where nothing is. */
  readonly actionsOpen?: number;
  /** The reporter added something that nobody has opened. */
  readonly hasUnread: boolean;
  /** Someone who has it has decided, whatever was done with it since. Absent otherwise. */
  readonly isDecided?: boolean;
  /** What an adult did, and nothing is decided: who to ask before anything else is done. Absent otherwise. */
  readonly adviceFirst?: AdviceFirst | undefined;
  /** Of personal data, and nothing is decided: when 72 hours from the report end. Absent otherwise. */
  readonly breachEnds?: string | undefined;
  /** A child’s report that the DSL has never had, because its words may mean someone of the team. Absent otherwise. */
  readonly isUnknownToDsl?: boolean;
  /** The reporter could not say whether a colleague is involved, and nothing points at one. Absent otherwise. */
  readonly mayInvolveAdult?: boolean;
}

/** Who advises on an allegation against an adult who works with children, and by the procedures of which nation. */
export interface AdviceFirst {
  readonly nation: Nation;
  readonly lado: string;
}

/** What the reporter may know. */
export interface Receipt {
  readonly id: ConcernId;
  readonly reference: string;
  readonly raisedAt: string;
  readonly to: Who;
  readonly alsoTold: readonly Who[];
  readonly via: 'place' | 'people';
  readonly wasRedirected: boolean;
  /** It is with the people it was sent to, but not in their usual place, which cannot be used just now. */
  readonly isOutsidePlace: boolean;
  readonly deliveredAt: string | undefined;
  readonly readAt: string | undefined;
  readonly readBy: Role | undefined;
  readonly acknowledgedAt: string | undefined;
  /** Someone decided something, if only to do nothing: the reporter never learns which. */
  readonly isDecided: boolean;
  /** What an adult did: in England and Wales, what identifies a teacher may not be published. */
  readonly mayNotBePublished?: boolean;
  readonly isAsked: boolean;
  /** A name in it may mean someone who might get it, and the reporter has not said. Absent in older cards. */
  readonly asksWhom?: boolean | undefined;
  /** It sounds as if an adult of the school may be involved, and the reporter has not said. Absent in older cards. */
  readonly asksAdult?: boolean | undefined;
  readonly isLate: boolean;
  /** Since when something that they added waits for someone to open it. */
  readonly unreadSince: string | undefined;
  readonly expectBy: string;
  /** Someone may need to act today, so nobody waits for opening hours. */
  readonly isUrgent?: boolean;
  /** Who is told as well when nobody acknowledges it in time. */
  readonly next?: Who | undefined;
  /** A marked test, and no report. */
  readonly isDrill?: boolean;
  /** The rest of it is still to come. */
  readonly isBrief?: boolean;
  /** There is a case of its own for it, of which the member of staff sees how far it is. */
  readonly hasCase?: boolean;
  /** Nobody was on duty when it came; `until` when someone is next promised to be, where that is known. */
  readonly unwatched?: { readonly until: string | undefined } | undefined;
  readonly phones: readonly Phone[];
}

/** Why someone is reminded of a report. */
type ReminderWhy = 'not-acknowledged' | 'not-delivered' | 'not-decided' | 'review-due' | 'action-due' | 'unread';

/** Of a report that shares a reminder with others: what its line says. */
export type Reminded = Pick<Outline, 'id' | 'reference' | 'kind' | 'raisedAt'> & {
  readonly why: ReminderWhy;
};

/** Everything Lanyard says about a concern outside a checked dialog. Times are ISO instants. */
export type Notice = Said & {
  /** An earlier attempt may have arrived: Teams did not answer, or the process ended. The card says so. */
  readonly isRepeat: boolean;
};

/** A notice before it is known whether it may be the second. */
export type Said =
  | FeatureNotice
  | {
      readonly kind: 'alert';
      readonly outline: Outline;
      /** Why it came to this reader, or here, when not by the usual way. */
      readonly because?: Elsewhere;
      /** This reader is told beside those it is for. */
      readonly isAlsoTold?: boolean;
    }
  /** The card stays, emptied: the concern is no longer for the person who reads it here. */
  | { readonly kind: 'moved'; readonly reference: string; readonly isDrill?: boolean }
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  | {
      readonly kind: 'chase';
      readonly outline: Outline;
      readonly why: ReminderWhy;
      readonly at: string;
      /** This person is told because someone else did not act. */
      readonly isEscalation: boolean;
      /** Other reports on the same card; absent where it was sent about one. */
      readonly beside?: readonly Reminded[];
    }
  | {
      readonly kind: 'news';
      readonly outline: Outline;
      readonly why:
        | 'added'
        | 'added-urgent'
        | 'answered'
        | 'case-answered'
        | 'handed-over'
        | 'reopened'
        | 'locked'
        | 'locked-match'
        | 'school-received'
        | 'school-blocked'
        | 'school-expired'
        | 'drill-done'
        | 'trust-opened';
    }
  | {
      readonly kind: 'late';
      readonly receipt: Receipt;
      readonly why: 'not-delivered' | 'not-acknowledged' | 'nobody-left' | 'unread';
    }
  /** Someone began a report and did not send it. */
  | { readonly kind: 'unsent'; readonly startedAt: string; readonly expiresAt: string }
  /** The destination of reports about children is not as it should be. Of no report in particular. */
  | {
      readonly kind: 'unsafe-place';
      readonly school: string;
      readonly place: PlaceKind;
      readonly why: 'public' | 'guest' | 'unexpected-member' | 'nobody-there';
      readonly names: readonly string[];
      readonly more: number;
      /** Who is told as well as the DSL's team while this lasts. */
      readonly next: Recipient | undefined;
    }
  /** Of a child’s report that others have: that there is one, and that a colleague may be involved. Nothing of what it says. */
  | {
      readonly kind: 'there-is-one';
      readonly reference: string;
      readonly with: Recipient;
      /** Its words may mean a colleague; absent where its reporter was not sure whether one is involved. */
      readonly isNamed?: boolean;
      readonly isDrill?: boolean;
    }
  /** That a report waits, in a place of which nobody can tell just now who is in it. Nothing of any report. */
  | {
      readonly kind: 'one-waits';
      readonly isUrgent: boolean;
      readonly at: string;
      readonly phones: readonly Phone[];
      readonly isDrill?: boolean;
    }
  /** A colleague would like to talk to the reader, whom the policy names for it. Names no report. */
  | { readonly kind: 'talk'; readonly from: string }
  /** Nobody of the DSL's team is on duty between these times, though someone has to be. Of no report. */
  | { readonly kind: 'uncovered'; readonly school: string; readonly from: string; readonly until: string }
  /** A role of the reader's changed, and the reports that were open stayed with them. Nothing of any report but its reference. */
  | {
      readonly kind: 'stayed';
      readonly school: SchoolId;
      readonly schoolName: string;
      readonly recipient: Recipient;
      /** Who came to the role. */
      readonly newcomers: readonly string[];
      readonly reports: readonly { readonly id: ConcernId; readonly reference: string }[];
      /** Beside those named. */
      readonly more: number;
    }
  /** Someone who answers for reports about children is not where they stand. Of no report in particular. */
  | {
      readonly kind: 'not-in-place';
      readonly school: string;
      readonly place: PlaceKind;
      readonly names: readonly string[];
    }
  /** Every school morning, in figures only. */
  | {
      readonly kind: 'summary';
      readonly day: string;
      readonly open: number;
      readonly waiting: number;
      readonly late: number;
      /** To which something was added that nobody has opened, closed ones as well. */
      readonly unread: number;
      readonly reviews: number;
      /** Closed records for which it has to be decided whether they are kept. */
      readonly due: number;
    }
  | {
      readonly kind: 'question';
      readonly isDrill?: boolean;
      readonly id: ConcernId;
      readonly reference: string;
      /** Absent: those who look after it ask. `whom`: a name in it may mean someone; `elsewhere`: it did, and others have it now. */
      readonly about?: 'whom' | 'elsewhere';
    };
