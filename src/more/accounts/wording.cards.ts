import { formatDay, formatInstant, type IsoDay } from '../../kernel/time.ts';
import { type Element, plain, section } from '../../platform/teams/card.ts';
import { type AnswerWithin, type Clause, POST_CHECKS, type PostCheck } from '../../school/account-rules.ts';
import { type Account, type AccountEvent, type Comment, EVENT_NAMES, type Platform } from './account.ts';
import type { Gap, RunnerStanding } from './applying/readiness.ts';
import type { Moderated } from './care/comments.ts';

export const PLATFORM_NAMES: Readonly<Record<Platform, string>> = {
  x: 'X (Twitter)',
  facebook: 'Facebook',
  instagram: 'Instagram',
  youtube: 'YouTube',
  tiktok: 'TikTok',
  linkedin: 'LinkedIn',
  other: 'Another platform',
};

export const accountName = ({ name, platform }: Pick<Account, 'name' | 'platform'>): string =>
  platform === 'other' ? name : `${name} on ${PLATFORM_NAMES[platform]}`;

export const STATE_NAMES: Readonly<Record<Account['state'], string>> = {
  applied: 'Waiting for a decision',
  rejected: 'Rejected',
  approved: 'Approved',
  closed: 'Closed',
};

export const OPENNESS_NAMES: Readonly<Record<Account['openness'], string>> = {
  open: 'Open: anyone can see it',
  closed: 'Closed: only people we let in',
};

export const GAP_NAMES: Readonly<Record<Gap, string>> = {
  'not-staff': 'is not on this school’s staff list',
  'not-acknowledged': 'has not acknowledged the current policy',
  'no-training': 'has no training date',
};

/** Why someone may not run it yet, or that they may. */
export const standingWords = ({ runner, gaps }: RunnerStanding): string =>
  gaps.length === 0
    ? `✓ ${runner.name}: ready`
    : `✗ ${runner.name} ${gaps.map((gap) => GAP_NAMES[gap]).join(', and ')}${runner.user || !gaps.includes('not-acknowledged') ? '' : '. HR gives a link to people without Teams'}`;

export const withinWords = (within: AnswerWithin): string =>
  'hours' in within
    ? `within ${within.hours} hours`
    : within.schoolDays === 1
      ? 'by the end of the next school day'
      : `within ${within.schoolDays} school days`;

export const COMMENT_NAMES: Readonly<Record<Comment['kind'], string>> = {
  comment: 'A comment',
  question: 'A question',
  complaint: 'A complaint',
};

export const MODERATED_NAMES: Readonly<Record<Moderated['what'], string>> = {
  hidden: 'Hidden',
  blocked: 'Someone was blocked',
  removed: 'Removed',
  reported: 'Reported to the platform',
};

export const WHY_NAMES: Readonly<Record<Moderated['why'], string>> = {
  offensive: 'Offensive or abusive',
  personal: 'It named or showed someone who had not agreed',
  untrue: 'False or misleading',
  advertising: 'Advertising',
  other: 'Something else',
};

/** How each check is called; the policy's own sentence always stands beside it. */
export const CHECK_NAMES: Readonly<Record<PostCheck, string>> = {
  consent: 'Consent is checked for everyone who can be seen',
  refusal: 'Nobody in it has asked not to be shown',
  names: 'Names are used as the policy allows',
  clothes: 'Everyone is dressed and shown as the policy says',
  'school-account': 'It goes on a school account, not on my own',
  copyright: 'I may use the words, music and pictures in it',
  audience: 'I have thought about everyone who may read it',
  controversial: 'It is not controversial, or a senior leader has agreed',
  'second-opinion': 'I am sure, or I have asked for a second opinion',
};

/** Choices that an event keeps by their short names. */
const CHOICES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(COMMENT_NAMES),
  ...Object.entries(MODERATED_NAMES),
  ...Object.entries(WHY_NAMES),
  ['said', 'Other readers were told why'],
  ['not-said', 'Nothing was said about it there'],
  ['fine', 'Fine'],
  ['not-like-this', 'Not like this'],
]);

function saidWords(name: string, said: string): string {
  if (name === 'checks')
    return POST_CHECKS.filter((check) => said.split(',').includes(check))
      .map((check) => `✓ ${CHECK_NAMES[check]}`)
      .join('\n');
  if (name === 'from') return `From ${said}`;
  if (name === 'to') return `To ${said}`;
  if (name === 'day') return formatDay(said as IsoDay);
  return CHOICES.get(said) ?? said;
}

/** What happened, and below it in one piece what was chosen and written. */
export function eventLine({ at, byName, kind, words }: AccountEvent): Element {
  const all = Object.entries(words).map(([name, said]) => saidWords(name, said));
  return section(
    {},
    plain(`${formatInstant(at)}: ${byName} ${EVENT_NAMES[kind]}`, { small: true }),
    all.length === 0 ? undefined : { ...plain(all.join('\n'), { small: true, subtle: true }), spacing: 'None' },
  );
}

/** "Priya Nair, Frank Doyle and Siobhan Reid". */
export const namesOf = (people: readonly { readonly name: string }[]): string => {
  const names = people.map(({ name }) => name);
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(' and ');
};

/** A policy's own sentence, and where it stands. */
export const clauseQuote = (clause: Clause): Element =>
  section(
    { style: 'emphasis' },
    plain(`“${clause.sentence}”`),
    plain([clause.policy, clause.section].filter(Boolean).join(', '), { subtle: true, small: true }),
  );
