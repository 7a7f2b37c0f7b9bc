import type { WishId } from '../../src/hear/wishes/wishes.ts';

/** What takes a message to tell of something, as its writer sees it; a button in help is none of these. */
const RAISED: readonly (readonly [as: 'report' | 'people' | 'line', shown: RegExp])[] = [
  ['report', /This may be something to report|(?:Or h|"H)as this happened\?|I only understand English/],
  ['people', /Please talk to someone|Please phone someone now/],
  ['line', /Having a hard time yourself\?/],
];

/** As what a message was raised, if at all. */
export const raisedAs = (shown: string): readonly string[] =>
  RAISED.flatMap(([as, pattern]) => (pattern.test(shown) ? [as] : []));

/** How the answer to each wish looks, beside what the writer of a line expects in it. `theirs`: that it is for someone in another role. */
const ANSWERS: Readonly<Record<WishId, RegExp>> = {
  'holder.dsl': /Miriam Hale/,
  'holder.deputy-dsl': /Tom Ashworth/,
  'holder.headteacher': /Joanna Okafor/,
  'holder.senior-manager': /Daniel Prior/,
  'holder.hr': /Sunita Rao/,
  'holder.chair-of-governors': /Colin Marsh/,
  'holder.governance-officer': /Eleanor Frith/,
  'holder.policy-owner': /Ruth Ellery/,
  'holder.dpo': /Anil Kapoor/,
  'holder.it-lead': /Gareth Bevan/,
  'holder.trust-lead': /trust(?:’s)? safeguarding lead/i,
  'number.office': /01632 960 200/,
  'number.outside': /Numbers outside the school|LADO|999/,
  'dates.break-up': /break|broken up|half-term|\d{4}/i,
  'dates.back': /back/i,
  'dates.all': /Term|half-term|school day|holiday|\d{4}/i,
  'dates.inset': /INSET/,
  'dates.hours': /When someone is at|08:00/,
  'policy.review': /review/i,
  'policy.changed': /changed since|What changed/i,
  'policy.list': /policies I have|policy I have/,
  'own.signed': /signed|acknowledge/i,
  'own.to-read': /to read|to sign|nothing|acknowledge/i,
  'own.waiting': /waiting|to read|open|nothing|asked to acknowledge/i,
  'own.reports': /report/i,
  'own.add': /report/i,
  'own.read-yet': /report/i,
  'own.wrong-name': /If you named the wrong person/,
  'own.declare': /[Dd]eclar/,
  'own.talk-first': /You don’t have to answer now/,
  declarations: /[Dd]eclar/,
  'lanyard.privacy': /Who sees what you write/,
  'lanyard.working': /I am working/,
  'lanyard.answers': /How I come to an answer/,
  'lanyard.place': /Where things are kept/,
  'lanyard.kept': /How long things are kept/,
  'lanyard.held': /What is held about a person/,
  'lanyard.recipients': /Who gets a report depends/,
  'lanyard.name': /Who sees your name/,
  'lanyard.roles': /Changing who holds a role|Who holds which role/,
  'lanyard.running': /How Lanyard is run/,
  'lanyard.report': /Report a concern/,
  'reports.open': /open|reports/i,
  'reports.search': /Search/,
  'records.due': /due/i,
  pin: /PIN/,
  rota: /rota/i,
  campaigns: /[Cc]ampaign/,
  'campaigns.missing': /signed|answered|campaign/i,
  'campaigns.person': /signed|campaign|answered|register/i,
  'campaigns.away': /away/,
  'campaigns.due': /Change the due date/,
  'campaigns.remind': /Remind people by hand/,
  'campaigns.change': /About one person/,
  'campaigns.files': /For an inspector|at a glance/,
  'campaigns.managers': /Line managers/,
  'campaigns.outstanding': /to read|to sign|nothing|acknowledge|answered|open|reports/i,
  'governors.page': /at a glance/,
  'policies.desk': /[Pp]olic(?:y|ies)/,
  'policies.questions': /asked|questions/i,
  'accounts.list': /School accounts|accounts/i,
  'accounts.apply': /account/i,
  'posts.before': /Before you post|before a post|Before/,
  'posts.press': /press|journalist/i,
  'posts.settings': /settings/i,
  'people.leaving': /Someone is leaving|Leavers/,
  'people.joining': /Someone new who is to sign/,
};

/** What an answer of the policies, the help and a word look like: none of these is an answer to a wish. */
const OTHERS =
  /Did (?:this|one of these) help\?|Hello, I am Lanyard|what I know is your school’s policies|Your policies don’t seem to say|About the policies that you are asked to sign/;

/** Whether what was shown answers a wish. */
export function answersWish(shown: string, wish: string, expected: readonly string[] | undefined): boolean {
  const holds = (text: string): boolean => shown.toLowerCase().includes(text.toLowerCase());
  // Who has no such role hears who has it: that is the right answer for them.
  if (/for people in another role/.test(shown)) return true;
  const looksRight = ANSWERS[wish as WishId]?.test(shown) === true && !OTHERS.test(shown);
  return looksRight || (expected?.some(holds) === true && !OTHERS.test(shown));
}

export const LOOKS = {
  word: /You’re welcome|👍|Goodbye|what I know is your school’s policies/,
  help: /Hello, I am Lanyard/,
  signing: /About the policies that you are asked to sign|to sign|to read|signed/,
  answer: /Did (?:this|one of these) help\?|Your polic/,
  /** A policy from its owner, a roll, a list: it was taken, or read and found wanting. */
  taken: /read|draft|version|roll|training|rows|list/i,
  caution: /I have not opened/,
} as const;
