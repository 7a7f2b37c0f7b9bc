import {
  adoptCard,
  commentsCard,
  consultCard,
  draftCard,
  endedCard,
} from '../../../src/ask/adoption/adoption.cards.ts';
import type { AdoptionView } from '../../../src/ask/adoption/adoptions.ts';
import { commentCard, consultedCard } from '../../../src/ask/adoption/consulted.cards.ts';
import { gapsIn } from '../../../src/ask/adoption/gaps.ts';
import { compareVersions } from '../../../src/ask/library/compare.ts';
import type { Comparison } from '../../../src/ask/library/library.ts';
import { namesIn } from '../../../src/ask/named/named-recipients.ts';
import { namesCard } from '../../../src/ask/named/names.cards.ts';
import { sentenceCard } from '../../../src/ask/named/sentence.cards.ts';
import { placesIn } from '../../../src/ask/named/sentences.ts';
import { changesDialog, keptCard, proposalCard } from '../../../src/ask/owner/change.cards.ts';
import { adoptedCard, deskCard, reviewCard, unreadableCard } from '../../../src/ask/owner/desk.cards.ts';
import { readingDialog, versionsDialog } from '../../../src/ask/owner/version-dialogs.cards.ts';
import { readText } from '../../../src/ask/parsing/read-text.ts';
import { toSections } from '../../../src/ask/parsing/sections.ts';
import { documentOf } from '../../../src/ask/parsing/stated-facts.ts';
import type { StoredVersion } from '../../../src/ask/ports.ts';
import { readyCard } from '../../../src/ask/upload/upload.cards.ts';
import type { PolicyId, SchoolId, UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import type { Card } from '../../../src/platform/teams/card.ts';
import { JOANNA, oakfield } from '../../report/support.ts';

const now = new Date('2026-11-23T10:31:00Z');
const today = '2026-11-23' as IsoDay;
const school = oakfield();
const IDENTITY = { id: 'oakfield/00000000' as PolicyId, fallbackTitle: 'Phones' };

const MODEL = `Model Social Media Policy

Version 2

1. Purpose

This policy is for the staff of [establishment name]. It was adopted on [date].

Staff and their unions are consulted before this policy is changed.

2. Contact

Staff who are contacted by a pupil must report it to their line manager.

Staff should not be friends with pupils online.

3. Pictures

Pictures of pupils are taken on school cameras.
`;
const ADAPTED = MODEL.replace('Version 2', 'Version 3')
  .replace('their line manager', 'the headteacher on the same day')
  .replace('should not', 'must not')
  .replace(
    '3. Pictures',
    '3. Pictures of pupils, of staff, of visitors and of everyone else on the site of the academy',
  );

const read = (text: string) => {
  const document = readText(text);
  return { document, policy: toSections(document, IDENTITY) };
};
const MISSED = [
  'Words that are struck through are left out: ‘their line manager’, under ‘2 Contact’.',
  'A picture of a page has no text that can be quoted: page 4.',
];
const before = read(MODEL).policy;
const { document, policy: after } = read(ADAPTED);
const stored: StoredVersion = {
  school: school.id as SchoolId,
  identity: IDENTITY,
  version: after,
  document: { ...document, missed: MISSED },
  state: 'proposed',
  proposedAt: now,
};
const comparison: Comparison = {
  stored,
  after,
  before,
  isBeforeInForce: true,
  changes: compareVersions(before, after),
  displaced: undefined,
};
const draft: AdoptionView = {
  comparison,
  gaps: gapsIn(document),
  demand: 'Staff and their unions are consulted before this policy is changed.',
  consulted: [],
  comments: [],
  today,
};
const consultation = { until: '2026-12-07' as IsoDay, by: JOANNA, at: now };
const consulting: AdoptionView = {
  ...draft,
  comparison: { ...comparison, stored: { ...stored, consultation } },
  consulted: ['Priya Nair', 'Frank Doyle'].map((name, at) => ({
    id: `00000000-0000-4000-8000-00000000000${at}` as UserId,
    name,
  })),
  comments: [{ name: 'Priya Nair', at: now, words: 'Who is told when the head is on leave? Please say so.' }],
};
const adoption = {
  adoptedBy: 'The full governing body',
  adoptedOn: '2026-11-20' as IsoDay,
  minute: '2026/41',
  consulted: 'Unions, by letter of 2 November 2026',
  meant: ['[date]'],
  from: '2027-01-04' as IsoDay,
  review: '2027-11-20' as IsoDay,
  by: JOANNA,
  at: now,
};
const adopted: AdoptionView = {
  ...consulting,
  gaps: [],
  demand: undefined,
  comparison: { ...comparison, stored: { ...stored, consultation, adoption } },
};
const inForce: Comparison = {
  ...comparison,
  stored: { ...stored, adoption, state: 'in-force', inForceAt: now, inForceBy: JOANNA },
};
const desk = {
  school,
  newcomers: [stored],
  shelf: [
    {
      policy: { ...after, reviewOn: 'June 2026' },
      isPastReview: true,
      waiting: { ...stored, consultation, adoption },
    },
  ],
};

const CHOOSING = {
  verb: 'policy.sentence',
  school: school.id as SchoolId,
  picks: new Map<string, string>(),
  matters: [{ matter: 'pupil-contact', title: 'A pupil contacts a member of staff privately' }],
};

/** Every card and page of how a policy becomes the school's own, and of who it names. */
const upload = {
  ...{ id: 'u1', owner: JOANNA, name: 'Phones and photographs v3.pdf', ref: { conversation: 'c', id: 'm' } as never },
  sentAt: now,
};
const boxed = documentOf([
  { kind: 'row', columns: ['', ''], cells: ['Policy title', 'Phones and Photographs'] },
  { kind: 'row', columns: ['', ''], cells: ['DATE OF NEXT REVIEW', 'Autumn 2027'] },
  { kind: 'row', columns: ['', ''], cells: ['To be reviewed by', 'Curriculum and Standards Committee'] },
  ...document.blocks.filter(({ kind }) => kind !== 'furniture').slice(1),
]);

export const ADOPTION_CARDS: readonly (readonly [string, Card])[] = [
  ['a file is read', readyCard({ ...upload, document: { ...boxed, missed: MISSED } })],
  ['a new version', proposalCard(school, comparison)],
  ['a new version, in force', proposalCard(school, inForce)],
  ['a new policy', proposalCard(school, { ...comparison, before: undefined, isBeforeInForce: false, changes: [] })],
  ['left for later', keptCard(school, comparison)],
  ['what changed', changesDialog(school, comparison, 0)],
  ['put in force', adoptCard(school, draft, 'Please say who was consulted, or why nobody was.')],
  ['put in force, while people are consulted', adoptCard(school, consulting)],
  ['adopted', adoptCard(school, adopted)],
  ['consult', consultCard(school, draft, 'Please choose someone.')],
  ['consult, more people', consultCard(school, consulting)],
  ['comments', commentsCard(school, consulting, 0)],
  ['comments, none', commentsCard(school, draft, 0)],
  ['the consultation has ended', endedCard(school, consulting)],
  ['ask the draft', draftCard(school, after)],
  ['ask the draft, not covered', draftCard(school, after, { kind: 'not-covered' } as Parameters<typeof draftCard>[2])],
  ['being consulted', consultedCard(school, comparison, consultation)],
  [
    'being consulted, on a model that was changed',
    consultedCard(school, { ...comparison, isBeforeInForce: false }, consultation),
  ],
  ['comment', commentCard(school, { comparison, consultation, isOpen: true })],
  ['desk', deskCard([desk])],
  ['desk of two schools', deskCard([desk, { ...desk, school: { ...school, name: 'Millbrook Primary School' } }])],
  ['policies in force, for the head', adoptedCard([{ school, policies: [after] }])],
  ['past its review', reviewCard(school, [{ ...after, reviewOn: 'June 2026' }])],
  [
    'a file that cannot be read',
    unreadableCard(school, 'Social media policy (scan).pdf', 'It holds pictures of pages.'),
  ],
  ['read', readingDialog(school, after, stored, 0)],
  ['versions', versionsDialog(school, [inForce.stored, { ...stored, state: 'replaced' }], { mayRead: true })],
  ['who they name', namesCard(school, namesIn([after]), [], { adviser: 'hr' })],
  ['another sentence', sentenceCard(CHOOSING, [after])],
  [
    'another sentence, of a section',
    sentenceCard(CHOOSING, [after], { matter: 'pupil-contact', place: placesIn([after])[2]?.place ?? '' }),
  ],
  [
    'who they name, confirmed',
    namesCard(school, namesIn([before]), [{ matter: 'pupil-contact', who: 'manager', at: now, by: JOANNA }], {
      isSaved: true,
      adviser: 'headteacher',
    }),
  ],
];
