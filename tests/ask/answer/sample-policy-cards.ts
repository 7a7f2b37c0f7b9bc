import { answerCard, chatCard, thanksCard } from '../../../src/ask/answer/answer.cards.ts';
import type { Answer } from '../../../src/ask/answer/answer.ts';
import { aboutAnswerCard, askBackCard, toldCard } from '../../../src/ask/conversation/follow-up.cards.ts';
import { peopleTold } from '../../../src/ask/named/people-named.ts';
import { editKeptDialog, questionsCard } from '../../../src/ask/owner/asked.cards.ts';
import { readText } from '../../../src/ask/parsing/read-text.ts';
import { toSections } from '../../../src/ask/parsing/sections.ts';
import type { PassageId, Section, SectionId } from '../../../src/ask/policy.ts';
import type { Quoted } from '../../../src/ask/quoting/quotes.ts';
import { sectionCard } from '../../../src/ask/quoting/section.cards.ts';
import { referDialog, referralCard, repliedCard, replyDialog } from '../../../src/ask/referral/referral.cards.ts';
import type { Referral } from '../../../src/ask/referral/referrals.ts';
import { placeDialog, readingCard } from '../../../src/ask/upload/upload.cards.ts';
import type { PolicyId, PolicyVersionId } from '../../../src/kernel/ids.ts';
import { Typed } from '../../../src/kernel/typed.ts';
import type { Card } from '../../../src/platform/teams/card.ts';
import { MIRIAM, oakfield, PRIYA, TENANT } from '../../report/support.ts';

const school = oakfield();
const now = new Date('2026-11-23T10:31:00Z');
const TICKET = '00000000-0000-4000-8000-000000000001';
const policy = toSections(
  readText(`Social Media Policy

1. Contact

Staff must not add pupils, or former pupils under 18, on a personal account.

A pupil who writes to a member of staff in private is not answered; the DSL is told on the same day.

2. Pictures

Pictures of pupils are taken with school devices only.
`),
  { id: 'oakfield/social' as PolicyId, fallbackTitle: 'Social Media Policy' },
);
const section = policy.sections.find(({ heading }) => heading.includes('Contact')) as Section;

const quoted = (number: string, heading: string, words: string): Quoted => ({
  policyId: 'social' as PolicyId,
  versionId: 'social-v3' as PolicyVersionId,
  contentHash: 'social',
  policyTitle: 'Social media policy',
  version: '3',
  adoptedOn: '1 September 2026',
  reviewOn: '1 September 2027',
  sectionId: `s${number}` as SectionId,
  section: number,
  heading: `Social media policy › ${heading}`,
  passageIds: [`p${number}` as PassageId],
  parts: [{ kind: 'words', text: words }],
  quote: words,
});
const rule = quoted('1.1', 'Contact', 'Staff must not add pupils, or former pupils under 18, on a personal account.');
const near = quoted('2.1', 'Pictures', 'Pictures of pupils are taken with school devices only.');
const further = quoted(
  '4.2',
  'Groups',
  'A group for a class is made by the school and has two members of staff in it.',
);
const found = { chosenBy: 'index', explain: { ranked: [] } } as const;
const question = new Typed('can I add a year 11 on Insta?');
const answered = (answer: Answer): Card => answerCard({ answer, school, ticket: TICKET, question });

const referral: Referral = {
  id: TICKET,
  school: school.id,
  askerId: PRIYA,
  askerName: 'Priya Nair',
  question: 'May I follow a former pupil who is 19?',
  askedAt: now,
  answer: undefined,
};
const replied: Referral = {
  ...referral,
  answer: {
    text: 'From 18 on, after they have left; tell your line manager first.',
    source: 'Staff handbook, September 2026',
    by: 'Ruth Ellery',
    at: now,
    isCurated: true,
  },
  shownQuestion: 'May I follow a former pupil?',
};
const tally = (kind: 'answered' | 'nearest' | 'not-covered', heading: string | undefined, asked: number) => ({
  kind,
  policyId: 'social',
  sectionId: 's1.1',
  heading,
  asked,
  chance: 0.8,
  wrong: kind === 'answered' ? 1 : 0,
});

/** What is answered to a question, what becomes of one that no policy answers, and a file on its way in. */
export const POLICY_CARDS: readonly (readonly [string, Card])[] = [
  [
    'answer: the rule',
    answered({ kind: 'answered', ...found, best: rule, together: [], others: [near], conflicts: [] }),
  ],
  [
    'answer: two policies differ',
    answered({ kind: 'answered', ...found, best: rule, together: [], others: [], conflicts: [further] }),
  ],
  [
    'answer: nearest',
    answered({ kind: 'nearest', ...found, nearest: [rule, near, further], lead: 'open', ask: 'policy-owner' }),
  ],
  [
    'answer: one stands out',
    answered({ kind: 'nearest', ...found, nearest: [rule, near], lead: 'clear', ask: 'policy-owner' }),
  ],
  ['answer: not covered', answered({ kind: 'not-covered', ...found, ask: 'policy-owner', nearest: [near] })],
  ['a friendly word', chatCard()],
  ['that was it', thanksCard(true, school, undefined)],
  ['that was not it', thanksCard(false, school, { own: question })],
  ['a whole section', sectionCard(policy, section, section.passages.slice(0, 1))],
  ...(['page', 'why', 'whole', 'before'] as const).map(
    (kind) => [`about the answer: ${kind}`, aboutAnswerCard(kind, { before: rule, policy, section, school })] as const,
  ),
  [
    'about the answer: why, with a reason',
    aboutAnswerCard('why', { before: rule, policy, section, school, reason: { given: rule, kind: 'of-policy' } }),
  ],
  [
    'about the answer: who to go to',
    toldCard({
      before: rule,
      people: peopleTold([rule.quote, 'Tell the DSL or the line manager.'], { school }),
      whose: 'dsl',
      school,
    }),
  ],
  [
    'about the answer: who to go to, where the rule names nobody',
    toldCard({ before: rule, people: [], whose: 'dsl', school }),
  ],
  [
    'about the answer: who to go to, where no rule was found',
    toldCard({ before: rule, wasSilent: true, people: [], whose: undefined, school }),
  ],
  ['asked back', askBackCard(rule, false)],
  ['asked back where no rule was found', askBackCard(rule, true)],
  ['question to be sent on', referDialog(school, { own: question })],
  ['question for the owner', referralCard(referral)],
  ['question for the owner, answered', referralCard(replied)],
  ['reply', replyDialog(referral)],
  ['replied', repliedCard(replied)],
  [
    'what staff ask',
    questionsCard([
      {
        school,
        days: 30,
        kept: [replied],
        tally: [
          tally('answered', 'Social media policy › Contact', 42),
          tally('nearest', 'Social media policy › Pictures', 9),
          tally('not-covered', undefined, 4),
        ],
      },
    ]),
  ],
  ['a reply that others see', editKeptDialog(replied)],
  ['file being read', readingCard('Social media policy.docx', { done: 4, of: 12 })],
  [
    'file to be placed',
    placeDialog(
      {
        id: TICKET,
        owner: MIRIAM,
        name: 'Social media policy v4.docx',
        ref: { conversation: { id: 'c', serviceUrl: 'https://smba.example', tenantId: TENANT }, activityId: '1' },
        sentAt: now,
      },
      [{ school, policies: [{ policyId: 'social' as PolicyId, title: 'Social media policy', isDraft: false }] }],
    ),
  ],
];
