import type { Role } from '../school/school.ts';
import { type Elsewhere, type Kind, RECIPIENT_WORDING, type Recipient } from './concern.ts';
import type { Who } from './notice.ts';
import type { Relation } from './same-child/joined.ts';

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
  matter: 'another child in the same matter',
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
    'read-again': 'the names in it were read again',
    named: 'a name in it may mean someone responsible for such reports there',
    public: 'others could see where it would be posted',
    guest: 'a guest could see where it would be posted',
    'unexpected-member': 'someone else could see where it would be posted',
    'nobody-there': 'nobody was in the channel or chat for reports',
    'directory-unavailable': 'who is in the channel or chat for reports could not be checked',
    'place-unreachable': 'the channel or chat for reports could not be posted to',
    unreachable: 'nobody there could be reached',
  } satisfies Record<
    | Elsewhere
    | 'not-acknowledged'
    | 'not-delivered'
    | 'not-decided'
    | 'late'
    | 'unread'
    | 'lock-left'
    | 'answered'
    | 'read-again',
    string
  >),
);

/** What is decided of a report for someone who asked what is held about a person. */
export const ACCESS_DECISION_WORDING = {
  give: 'given, without the names taken out',
  withhold: 'withheld',
  other: 'it names someone else',
} as const;

/** Why it is withheld, by the Data Protection Act 2018. */
export const ACCESS_GROUND_WORDING = {
  harm: 'it would be likely to cause serious harm to someone',
  'child-abuse': 'it is about abuse of a child, and a parent asks: it is not in the child’s best interests',
  others: 'it is about other people, and taking their names out would not be enough',
  crime: 'it would make it harder to prevent or detect a crime',
  advice: 'it is advice from a lawyer',
  reference: 'it is a confidential reference',
  else: 'another exemption, named in the reason',
} as const;

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

/** `the headteacher, Joanna Okafor,` where the sentence goes on. */
export const whoAsSubject = (who: Who): string => (who.name === undefined ? whoWording(who) : `${whoWording(who)},`);

/** `the DSL or a deputy`, within a sentence: what is written with capitals keeps them. */
export const uncapital = (words: string): string => `${words.charAt(0).toLowerCase()}${words.slice(1)}`;

/** At the beginning of a sentence or a choice. */
export const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** Until the school has proved its reports to itself, and before it is known who it is about. */
export const PILOT =
  'Pilot: tell the DSL in person as well. If it is about an adult who works here, tell the headteacher instead; about the headteacher, the chair of governors.';
