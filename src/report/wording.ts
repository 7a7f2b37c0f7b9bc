import type { Role } from '../school/school.ts';
import type { Elsewhere, EntryKind, Kind, Recipient, Status } from './concern.ts';
import type { System } from './keeping/stub.ts';
import type { Who } from './notice.ts';
import type { Relation } from './same-child/joined.ts';
import type { Decision, Outcome } from './triage/decision.ts';

/** How a recipient is called in a sentence. */
export const RECIPIENT_WORDING: Readonly<Record<Recipient, string>> = {
  dsl: 'the DSL',
  headteacher: 'the headteacher',
  'chair-of-governors': 'the chair of governors',
  'governance-officer': 'the governance officer',
  'senior-manager': 'the senior manager',
  dpo: 'the data protection officer',
};

/** The same where a reader meets the word for the first time, and who exactly it will be is not known yet. */
export const RECIPIENT_INTRODUCED: Readonly<Record<Recipient, string>> = {
  ...RECIPIENT_WORDING,
  dsl: 'the designated safeguarding lead (DSL)',
  'senior-manager': 'a senior manager',
};

export const ROLE_WORDING: Readonly<Record<Role, string>> = {
  dsl: 'the DSL',
  'deputy-dsl': 'the deputy DSL',
  'senior-manager': 'the senior manager',
  headteacher: 'the headteacher',
  'chair-of-governors': 'the chair of governors',
  'governance-officer': 'the governance officer',
  hr: 'HR',
  'policy-owner': 'the policy owner',
  dpo: 'the data protection officer',
  'it-lead': 'the IT lead',
  'trust-lead': 'the trust’s safeguarding lead',
};

/** The category on a card: enough to know what kind of thing it is, nothing of what happened. */
export const KIND_WORDING: Readonly<Record<Kind, string>> = {
  child: 'A child',
  staff: 'An adult who works or volunteers here',
  headteacher: 'The headteacher',
  dsl: 'The DSL or a deputy',
  chair: 'The chair of governors',
  'online-abuse': 'Abuse online, or an account',
  data: 'Personal data',
};

export const STATUS_WORDING: Readonly<Record<Status, string>> = {
  submitted: 'Not delivered yet',
  delivered: 'Waiting: nobody has acknowledged it',
  acknowledged: 'Acknowledged',
  working: 'Being worked on',
  'need-info': 'Waiting for the reporter’s answer',
  decided: 'Decided, actions open',
  closed: 'Closed',
};

export const DECISION_WORDING: Readonly<Record<Decision, string>> = {
  'child-protection': 'Refer: child protection (significant harm)',
  'child-in-need': 'Refer: child in need',
  'early-help': 'Early help or Family Help',
  'internal-support': 'Support in school and monitor, with a review date',
  police: 'Police, CEOP or Report Remove',
  prevent: 'Prevent referral',
  lado: 'LADO',
  consultation: 'Consultation without names',
  'staff-procedure': 'Staff procedure (with HR)',
  'platform-report': 'Report to the platform, ask for removal',
  'data-breach': 'Data breach procedure',
  'behaviour-policy': 'A pupil did it: behaviour policy',
  'parent-meeting': 'A parent did it: ask to remove, invite in',
  'complaints-procedure': 'Complaints procedure',
  'no-further-action': 'No further action by school',
};

export const OUTCOME_WORDING: Readonly<Record<Outcome, string>> = {
  'support-in-place': 'Support is in place',
  'passed-to-agency': 'Another agency has taken it on',
  'passed-to-other-record': 'Recorded in our safeguarding system',
  resolved: 'Resolved',
  removed: 'It was removed',
  'not-removed': 'It could not be removed',
  'no-further-action': 'No further action by school',
  duplicate: 'Already recorded in another report',
};

/** Where a record may have gone, as the school's people call it. */
export const SYSTEM_WORDING: Readonly<Record<System, string>> = {
  cpoms: 'CPOMS',
  myconcern: 'MyConcern',
  'other-system': 'another safeguarding system',
  'other-school': 'another school',
  paper: 'the paper file',
};

/** How far a hand-over to the next school is, by the step in its event. */
const LINK_STEPS = {
  made: 'a link was made',
  opened: 'the right code was entered',
  fetched: 'the file was downloaded',
  'wrong-code': 'a wrong code was entered',
  blocked: 'five wrong codes ended it',
  withdrawn: 'it was withdrawn',
  expired: 'it expired',
};
export type LinkStep = keyof typeof LINK_STEPS;
export const LINK_STEP_WORDING: ReadonlyMap<string, string> = new Map(Object.entries(LINK_STEPS));

/** What a report about another child has to do with this one. */
export const RELATION_WORDING: Readonly<Record<Relation, string>> = {
  sibling: 'a brother or sister',
  named: 'one is named in the other',
};

/** What someone did, as a sentence without its subject. */
export const ENTRY_WORDING: Readonly<Record<EntryKind, string>> = {
  raised: 'sent it',
  delivered: 'delivered the card',
  redelivered: 'delivered a card as well',
  'not-delivered': 'could not deliver it',
  redirected: 'sent it another way',
  opened: 'read it',
  found: 'found it by a search',
  acknowledged: 'acknowledged it',
  taken: 'took it on',
  'handed-over': 'handed it over',
  noted: 'added a note',
  categorised: 'set its categories',
  dated: 'said when it happened',
  asked: 'asked the reporter',
  answered: 'answered',
  added: 'added to the report',
  decided: 'decided',
  'review-set': 'set a review date',
  'review-due': 'noted that the review is due',
  'action-set': 'recorded an action',
  'action-done': 'completed an action',
  case: 'wrote in the case',
  rerouted: 'passed it to someone else',
  kept: 'noted that its role changed, and that it stays with the people who had it',
  'let-in': 'handed it on to those who hold its role now',
  linked: 'linked another record',
  joined: 'said that another report is about the same person',
  parted: 'said that another report is not about the same person',
  locked: 'locked it',
  unlocked: 'ended the lock',
  resembled: 'noted that a new report may be about the same child',
  escalated: 'told more people',
  closed: 'closed it',
  reopened: 'opened it again',
  exported: 'exported it',
  'sent-to-school': 'recorded on the hand-over to the next school',
  transferred: 'noted that another system holds it',
  reduced: 'reduced it to a stub: its text is destroyed here',
  reclassified: 'recorded that it is about someone other than first reported',
  'retention-set': 'set how long it is kept',
  held: 'put it on hold: none of it may be removed',
  released: 'ended the hold',
  pictured: 'added a screenshot',
  named: 'said who the names in it mean',
  'told-also': 'told the person the policy names, but nothing about the report',
  matched: 'found that a name in it may mean someone who now has a role; they can no longer open it',
  'trust-opened': 'let the trust’s safeguarding lead open it',
  'trust-shut': 'closed it to the trust’s safeguarding lead again',
  refused: 'was refused',
};

/** Why it went another way or to more people, by the code in its trail. */
export const WHY_WORDING: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'not-acknowledged': 'nobody had acknowledged it in time',
    'not-delivered': 'it could not be delivered',
    'not-decided': 'no decision was recorded in time',
    late: 'it had not reached anyone in time',
    unread: 'nobody had opened what its reporter added',
    'lock-left': 'the people it was locked to have left',
    'all-left': 'the people who had it have left',
    'subject-present': 'someone involved could see where it would be posted',
    answered: 'the reporter said who the names in it mean',
    named: 'a name in it may mean someone responsible for such reports there',
    public: 'others could see where it would be posted',
    guest: 'a guest could see where it would be posted',
    'unexpected-member': 'someone else could see where it would be posted',
    'nobody-there': 'nobody was in the channel or chat for reports',
    'directory-unavailable': 'who is in the channel or chat for reports could not be checked',
    'place-unreachable': 'the channel or chat for reports could not be posted to',
    unreachable: 'nobody there could be reached',
  } satisfies Record<
    Elsewhere | 'not-acknowledged' | 'not-delivered' | 'not-decided' | 'late' | 'unread' | 'lock-left' | 'answered',
    string
  >),
);

/** Used in place of a reporter's name. */
export const SENT_BY_LINK = 'Someone at the shared address; nobody checked who';

export const YES_NO_WORDING: ReadonlyMap<string, string> = new Map(
  Object.entries({
    yes: 'Yes',
    no: 'No',
    unsure: 'Not sure',
    'by-me': 'Yes, the reporter told them',
    'by-someone': 'Yes, someone else told them',
  }),
);

/** `the headteacher, Joanna Okafor` */
export const whoWording = ({ recipient, name }: Who): string =>
  name === undefined ? RECIPIENT_WORDING[recipient] : `${RECIPIENT_WORDING[recipient]}, ${name}`;

/** `A, B or C` */
export const anyOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** At the beginning of a sentence or a choice. */
export const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
