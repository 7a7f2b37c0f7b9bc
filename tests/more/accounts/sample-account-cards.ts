import { codesOf } from '../../../src/kernel/codes.ts';
import type { PolicyId, SchoolId, UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { accountCard, decideCard, listCard, loginForm } from '../../../src/more/accounts/account.cards.ts';
import {
  type Account,
  COMMENT_KINDS,
  type Comment,
  type CommentId,
  EVENT_NAMES,
  type Opinion,
  type OpinionId,
  type PressCall,
  type Runner,
  type RunnerId,
} from '../../../src/more/accounts/account.ts';
import type { OpenAccount } from '../../../src/more/accounts/accounts.ts';
import {
  addForm,
  applyForm,
  EMPTY_DRAFT,
  leavingForm,
  openingCard,
  refusedCard,
} from '../../../src/more/accounts/applying/apply.cards.ts';
import type { Opening } from '../../../src/more/accounts/applying/apply.ts';
import type { Readiness } from '../../../src/more/accounts/applying/readiness.ts';
import { commentForm, handOverForm, leaverForm, moderateForm } from '../../../src/more/accounts/care/care.cards.ts';
import { noticeOut } from '../../../src/more/accounts/notices/notice.cards.ts';
import type { Notice } from '../../../src/more/accounts/notices/notices.ts';
import {
  beforePostCard,
  notARunnerCard,
  opinionForm,
  postForm,
  pressCard,
  pressForm,
  pressNotice,
  settingsCard,
} from '../../../src/more/accounts/posts/post.cards.ts';
import type { Checklist } from '../../../src/more/accounts/posts/posts.ts';
import type { ProposedRules } from '../../../src/more/accounts/rules/account-clauses.ts';
import { rulesCard } from '../../../src/more/accounts/rules/rules.cards.ts';
import type { Card } from '../../../src/platform/teams/card.ts';
import { type Clause, type ConfirmedRules, POST_CHECKS } from '../../../src/school/account-rules.ts';
import { JOANNA, LEWIS, oakfield, PRIYA } from '../../report/support.ts';

const now = new Date('2026-11-23T10:31:00Z');
const school = oakfield();
const uuid = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`;
const day = (words: string): IsoDay => words as IsoDay;

const clauseOf = (sentence: string, section: string): Clause => ({
  sentence,
  section,
  policyId: 'oakfield/00000000' as PolicyId,
  policy: 'Oakfield Academy Social Media Policy',
});
const onAccounts = clauseOf(
  'Anyone who wants a new account in the academy’s name puts a case to leadership, with its aim, its audience and the names of at least two staff who will run it.',
  '7 School accounts',
);
const onNone = clauseOf('Millbrook has one public page. Staff must not set up any other account.', '4 Our page');
const onPress = clauseOf(
  'Staff who are contacted by a journalist tell the headteacher before they respond.',
  '9 Press',
);
const onSettings = clauseOf('Staff check their privacy settings every year.', '3.2 Your own accounts');

const runner = (last: number, name: string, over: Partial<Runner> = {}): Runner => ({
  id: uuid(last) as RunnerId,
  user: uuid(last + 100) as UserId,
  name,
  trainedOn: day('2026-09-02'),
  leavesOn: undefined,
  endedAt: undefined,
  ...over,
});
const frank = runner(1, 'Frank Doyle', { leavesOn: day('2026-12-18') });
const priya = runner(2, 'Priya Nair');
const helper = runner(3, 'Siobhan Featherstonehaugh-Cholmondeley', { user: undefined, trainedOn: undefined });

const applied: Account = {
  id: uuid(20) as Account['id'],
  school: school.id as SchoolId,
  name: 'PE department',
  platform: 'x',
  aim: 'Share the results of matches and thank the families who drive to them.',
  audience: 'Families, and pupils who might join a team',
  promotion: 'The newsletter',
  openness: 'open',
  state: 'applied',
  applicant: LEWIS,
  applicantName: 'Lewis Grant',
  appliedAt: now,
  decided: undefined,
  address: undefined,
  loginKept: undefined,
  checkedAt: undefined,
  checkedBy: undefined,
  runners: [frank, priya, helper],
};
const decided = {
  by: JOANNA,
  byName: 'Joanna Okafor',
  at: now,
  reasons: 'A good idea. Please keep faces out of pictures of swimming.',
  clause: onAccounts,
};
const approved: Account = {
  ...applied,
  state: 'approved',
  decided,
  address: 'https://x.example/oakfield_pe_department_official',
  loginKept: 'The office safe',
  checkedAt: now,
  checkedBy: 'Priya Nair',
};
const rejected: Account = { ...applied, state: 'rejected', decided };

const standing: Readiness = {
  policy: 'Oakfield Academy Social Media Policy',
  areTooFew: false,
  runners: [
    { runner: frank, trainedOn: day('2026-09-02'), gaps: [] },
    { runner: priya, trainedOn: undefined, gaps: ['not-acknowledged', 'no-training'] },
    { runner: helper, trainedOn: undefined, gaps: ['not-acknowledged', 'no-training'] },
  ],
};
const comments: readonly Comment[] = COMMENT_KINDS.map((kind, at) => ({
  id: uuid(30 + at) as CommentId,
  account: applied.id,
  kind,
  receivedAt: now,
  about: 'Asks why the match on Saturday was called off',
  answerBy: at === 0 ? undefined : new Date('2026-11-24T10:31:00Z'),
  notedBy: PRIYA,
  notedByName: 'Priya Nair',
  answered: undefined,
}));
const opening: Opening = { kind: 'apply', clause: onAccounts, isConfirmed: false };
const open: OpenAccount = {
  account: approved,
  school,
  readiness: standing,
  comments,
  opening,
  events: codesOf(EVENT_NAMES).map((kind) => ({
    at: now,
    by: PRIYA,
    byName: 'Priya Nair',
    kind,
    words:
      kind === 'post'
        ? { what: 'The netball cup', checks: POST_CHECKS.join(',') }
        : kind === 'moderated'
          ? { what: 'hidden', why: 'offensive', said: 'said' }
          : {},
  })),
  may: { decide: true, keep: true },
};

const checks = POST_CHECKS.map((check) => ({
  check,
  clause: clauseOf('Before a picture is posted, consent is checked for everyone who can be seen in it.', '8 Pictures'),
}));
const checklist: Checklist = {
  checks,
  isConfirmed: true,
  consentList: 'Arbor',
  disclaimer: { words: 'My views are my own and not those of my school.', clause: onSettings },
  press: onPress,
  pressTo: [{ id: JOANNA, name: 'Joanna Okafor' }],
  settings: onSettings,
};
const nothing: Checklist = {
  checks: [],
  isConfirmed: false,
  consentList: undefined,
  disclaimer: undefined,
  press: undefined,
  pressTo: [],
  settings: undefined,
};
const opinion: Opinion = {
  id: uuid(40) as OpinionId,
  account: applied.id,
  asker: PRIYA,
  askerName: 'Priya Nair',
  askedAt: now,
  what: 'The under-13 team in the mud',
  asked: [JOANNA],
  answered: undefined,
};
const given = { at: now, byName: 'Joanna Okafor', isFine: true, words: 'A lovely picture.' };
const call: PressCall = {
  id: uuid(50) as PressCall['id'],
  school: school.id as SchoolId,
  by: LEWIS,
  byName: 'Lewis Grant',
  at: now,
  who: 'Sam Hill, Hill Evening News',
  about: 'A post about the new timetable',
  number: '01632 960 777',
  asked: [JOANNA],
  taken: undefined,
};
const proposed: ProposedRules = {
  newAccounts: { rule: 'none', clause: onNone },
  comments: { within: { hours: 24 }, clause: clauseOf('Comments are answered within 24 hours.', '7.3') },
  checks,
  press: onPress,
  settings: onSettings,
  disclaimer: onSettings,
};
const unread: ProposedRules = {
  newAccounts: undefined,
  comments: undefined,
  checks: [],
  press: undefined,
  settings: undefined,
  disclaimer: undefined,
};
const confirmed: ConfirmedRules = { checks, press: onPress, opinionBy: 'senior-manager', at: now, by: JOANNA };

const NOTICES: readonly (readonly [string, Notice])[] = [
  ['to decide', { kind: 'to-decide', account: applied }],
  ['approved', { kind: 'decided', account: approved }],
  ['rejected', { kind: 'decided', account: rejected }],
  ['check', { kind: 'check', account: approved }],
  ['comment', { kind: 'comment', account: approved, comment: comments[2] as Comment }],
  ['comment, late', { kind: 'comment-late', account: approved, comment: comments[2] as Comment }],
  ['hand over', { kind: 'hand-over', account: approved, runner: frank, leavesOn: day('2026-12-18') }],
  ['opinion asked', { kind: 'opinion-asked', account: approved, opinion }],
  ['opinion, fine', { kind: 'opinion', account: approved, opinion: { ...opinion, answered: given } }],
  [
    'opinion, not like this',
    {
      kind: 'opinion',
      account: approved,
      opinion: { ...opinion, answered: { ...given, isFine: false, words: 'Crop the left side.' } },
    },
  ],
  ['press', { kind: 'press', school, call }],
  ['press, taken', { kind: 'press-taken', school, call: { ...call, taken: { at: now, byName: 'Joanna Okafor' } } }],
].map(([name, news]) => [`notice: ${name}`, { key: 'k', to: JOANNA, ...(news as object) } as Notice]);

/** Every card and dialog of school accounts and of what stands around a post. */
export const ACCOUNT_CARDS: readonly (readonly [string, Card])[] = [
  ['register', listCard(school, [approved, rejected, { ...applied, platform: 'other' }], () => true)],
  ['register, empty', listCard(school, [], () => false)],
  ['application, in the chat', openingCard(school, opening)],
  ['application, nothing found', openingCard(school, { kind: 'apply', clause: undefined, isConfirmed: false })],
  ['refused', refusedCard(school, { kind: 'none', clause: onNone })],
  [
    'application',
    applyForm(opening, [{ id: JOANNA, name: 'Joanna Okafor' }], EMPTY_DRAFT, 'Please name at least two people.'),
  ],
  ['add to the register', addForm(school)],
  ['decide', decideCard({ account: applied, readiness: standing, opening }, 'It cannot be approved yet.', 'Not yet.')],
  [
    'account, to be decided',
    accountCard({ ...open, account: applied, comments: [], may: { decide: true, keep: false } }),
  ],
  ['account, approved', accountCard(open, { text: 'Recorded. Thank you.' })],
  ['account, rejected', accountCard({ ...open, account: rejected, comments: [], may: { decide: false, keep: false } })],
  ['login', loginForm(approved, { address: '', kept: '' }, 'That looks like the login itself. I have not kept it.')],
  ['comment', commentForm(approved, now, 'Please say when it came.')],
  ['moderated', moderateForm(approved)],
  ['leaver', leaverForm(approved, 'Please give a day.')],
  ['hand over', handOverForm(approved, {}, 'Please say that the password was changed.')],
  ['someone is leaving', leavingForm('Please choose someone.')],
  ['before you post, in the chat', beforePostCard(school, checklist)],
  ['before you post, no checks', beforePostCard(school, nothing)],
  [
    'before you post',
    postForm(
      { ...checklist, isConfirmed: false },
      [approved],
      { account: '', what: '', ticked: ['consent', 'names'] },
      'Not everything is ticked.',
    ),
  ],
  ['before you post, by someone who runs none', notARunnerCard(school, checklist, [approved])],
  ['before you post, no accounts', notARunnerCard(school, nothing, [])],
  ['second opinion', opinionForm(opinion, approved)],
  ['second opinion, answered', opinionForm({ ...opinion, answered: given }, approved)],
  ['the press', pressForm(checklist)],
  ['the press, in the chat', pressCard(checklist)],
  ['the press, taken', pressNotice({ ...call, taken: { at: now, byName: 'Joanna Okafor' } })],
  ['own settings', settingsCard(checklist, undefined)],
  ['own settings, looked', settingsCard(checklist, now)],
  ['own settings, nothing confirmed', settingsCard(nothing, undefined, { isInChat: true })],
  ['rules', rulesCard(school, proposed, confirmed, { isSaved: true })],
  ['rules, nothing found', rulesCard(school, unread, undefined)],
  ...NOTICES.map(([name, notice]) => [name, (noticeOut(notice) as { readonly card: Card }).card] as const),
];
