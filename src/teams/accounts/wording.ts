import type { Account, AccountEvent, EventKind, Platform } from '../../accounts/account.ts';
import type { Gap, RunnerStanding } from '../../accounts/readiness.ts';
import type { AnswerWithin, Clause } from '../../core/school/account-rules.ts';
import { formatInstant } from '../../core/time.ts';
import { type Element, plain, section } from '../card.ts';

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

const GAP_NAMES: Readonly<Record<Gap, string>> = {
  'not-staff': 'is not on the staff list of this school',
  'not-acknowledged': 'has not acknowledged the policy that is in force',
  'no-training': 'has no training date',
};

/** Why someone may not run it yet, or that they may. */
export const standingWords = ({ runner, gaps }: RunnerStanding): string =>
  gaps.length === 0
    ? `✓ ${runner.name}: ready`
    : `✗ ${runner.name} ${gaps.map((gap) => GAP_NAMES[gap]).join(', and ')}`;

export const withinWords = (within: AnswerWithin): string =>
  'hours' in within
    ? `within ${within.hours} hours`
    : within.schoolDays === 1
      ? 'by the end of the next school day'
      : `within ${within.schoolDays} school days`;

const EVENT_NAMES: Readonly<Record<EventKind, string>> = {
  applied: 'applied',
  approved: 'approved it',
  rejected: 'rejected it',
  'login-kept': 'recorded where it is found and where its login is kept',
  checked: 'looked through it',
  signed: 'confirmed the policy by link',
  'runner-added': 'added someone who runs it',
  'runner-ended': 'recorded that someone no longer runs it',
  leaves: 'recorded a last day',
  moderated: 'hid or blocked something',
  comment: 'recorded a comment',
  answered: 'recorded the answer',
  post: 'went through the checks before a post',
  'opinion-asked': 'asked for a second opinion',
  opinion: 'gave a second opinion',
  closed: 'closed it',
};

/** One line of what happened, with what was written. */
export const eventLine = ({ at, byName, kind, words }: AccountEvent): Element =>
  section([
    plain(`${formatInstant(at)}: ${byName} ${EVENT_NAMES[kind]}`, { small: true }),
    ...Object.values(words).map((said) => plain(said, { small: true, subtle: true })),
  ]);

/** A policy's own sentence, and where it stands. */
export const clauseQuote = (clause: Clause): Element =>
  section(
    [
      plain(`“${clause.sentence}”`),
      plain([clause.policy, clause.section].filter(Boolean).join(', '), { subtle: true, small: true }),
    ],
    { style: 'emphasis' },
  );
