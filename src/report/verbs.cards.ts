export const OPEN = 'concern.open';

export const LIST_PAGE = 'concern.list-page';

export const ACKNOWLEDGE = 'concern.acknowledge';

/** Closed records that are due for a decision whether they are kept. */
export const DUE = 'concern.due';

export const OWN_STATUS = 'concern.own-status';

export const OWN_ADD = 'concern.own-add';

export const OWN_ANSWER = 'concern.own-answer';

export const BEGIN = 'concern.begin';

export const SUBJECT = 'concern.subject';

export const NAMED = 'concern.named';

export const FACTS = 'concern.facts';

export const SEND = 'concern.send';

/** Who a name in the form means, and who one in a report that was sent. */
export const MEANT = 'concern.meant';

export const OWN_MEANT = 'concern.own-meant';

/** The question who a name in one's own report means. */
export const OWN_WHOM = 'concern.own-whom';

/** The case about something online: its page, a form of it, what is written down. */
export const CASE = 'concern.case';
export const CASE_FORM = 'concern.case-form';
export const CASE_ACT = 'concern.case-act';

/** How far it is, for whom it is about, and what they answer. */
export const OWN_CASE = 'concern.own-case';
export const OWN_CASE_SAY = 'concern.own-case-say';

/** Who the policy names beside those who have the report. */
export const OWN_TELL = 'concern.own-tell';

export const BACK = 'concern.back';

export const ACT = 'concern.act';

export const FORM = 'concern.form';

export const CHRONOLOGY = 'concern.chronology';

/** All reports on one person. */
export const PERSON = 'concern.person';

/** Export, hand-over and how long it is kept. */
export const KEEPING = 'concern.keeping';
export const KEEPING_FORM = 'concern.keeping-form';
export const KEEPING_ACT = 'concern.keeping-act';

/** The PIN before a closed record, and a new one. */
export const ENTER_PIN = 'concern.pin';
export const SET_PIN = 'concern.pin-set';

/** Setting it away from any report. */
export const OWN_PIN = 'concern.pin-own';

/** A code with which someone else sets theirs. */
export const MAKE_CODE = 'concern.pin-code';

/** The rota of the DSL's team. */
export const ROTA = 'concern.rota';
export const ROTA_ENTER = 'concern.rota-enter';
export const ROTA_TAKE_OUT = 'concern.rota-take-out';

/** Marked test reports. */
export const DRILL = 'concern.drill';
export const DRILL_BEGIN = 'concern.drill-begin';
export const DRILL_PLAN = 'concern.drill-plan';

/** Phone numbers: one's own, and the school's. */
export const PHONES = 'concern.phones';
export const PHONES_SAVE = 'concern.phones-save';

/** Role-holders: the page, one role on it, and what is asked for, agreed to and taken back. */
export const ROLES_PAGE = 'concern.roles';
export const CHANGE_ROLE = 'concern.role-change';
export const PROPOSE_ROLE = 'concern.role-propose';
export const SECOND_ROLE = 'concern.role-second';
export const END_ROLE = 'concern.role-end';

/** What stayed with those who had it when their role changed is handed on to those who hold it now. */
export const LET_IN = 'concern.let-in';

/** The trust's safeguarding lead: the page, cover that is given and ended. */
export const TRUST = 'concern.trust';
export const TRUST_COVER = 'concern.trust-cover';
export const TRUST_END = 'concern.trust-end';

/** One screenshot of a record. */
export const PICTURE = 'concern.picture';

/** The school's roll: what a box looks through as one types, and what those do who keep it. */
export const PUPILS = 'concern.pupils';
export const ROLL = 'concern.roll';
export const ROLL_REMOVE = 'concern.roll-remove';

/** What keeps coming back in several reports. */
export const PATTERNS = 'concern.patterns';

/** Subject access requests: all of them, a new one, one of them, a report that names the person, what is decided, and the file of it. */
export const ACCESS_REQUESTS = 'concern.access-requests';
export const ACCESS_NEW = 'concern.access-new';
export const ACCESS_REQUEST = 'concern.access-request';
export const ACCESS_REPORT = 'concern.access-report';
export const ACCESS_DECIDE = 'concern.access-decide';
export const ACCESS_PRINT = 'concern.access-print';

/** A child's chronology for one person at the next school: its page, a new link, an end, and the file to be read before. */
export const NEXT_SCHOOL = 'concern.next-school';
export const NEXT_SCHOOL_MAKE = 'concern.next-school-make';
export const NEXT_SCHOOL_END = 'concern.next-school-end';
export const NEXT_SCHOOL_READ = 'concern.next-school-read';
