import type { Campaign } from '../../src/acknowledge/campaign/campaign.ts';
import { downloadsCard, signedCard } from '../../src/acknowledge/evidence/downloads.cards.ts';
import { reminderCard, requestCard } from '../../src/acknowledge/request/request.cards.ts';
import type { PolicyView, RequestView } from '../../src/acknowledge/request/request-view.ts';
import {
  askEndCard,
  askOfferCard,
  offerCard,
  talkListsCard,
  talksCard,
  talkWantedCard,
  talkWaysCard,
  wantCard,
} from '../../src/acknowledge/talk/talk.cards.ts';
import type { Listed } from '../../src/acknowledge/talk/talk.ts';
import type { CampaignId, PolicyId, PolicyVersionId, UserId } from '../../src/kernel/ids.ts';
import type { IsoDay } from '../../src/kernel/time.ts';
import { answeredCard, declinedCard, proposalCard, scenarioCard } from '../../src/more/scenarios/scenario.cards.ts';
import type { Scenario } from '../../src/more/scenarios/scenario.ts';
import type { Card } from '../../src/platform/teams/card.ts';
import { oakfield } from '../report/support.ts';

const now = new Date('2026-11-23T10:31:00Z');
const policy = (title: string, novelty: PolicyView['novelty']): PolicyView => ({
  policyId: 'social' as PolicyId,
  title,
  version: '3',
  date: '1 September 2026',
  minutes: 6,
  novelty,
  mustOpen: true,
  read: undefined,
  quiz: { of: 3, left: 3 },
});
const view: RequestView = {
  campaign: 'c0000000-0000-4000-8000-00000000000c' as CampaignId,
  title: 'Policies for 2026 to 2027',
  school: 'Oakfield Academy',
  dueDay: '2026-11-30' as IsoDay,
  policies: [
    policy('Social media policy', { kind: 'material', sections: ['1.1 Contact', '2.1 Pictures'] }),
    policy('Acceptable use of ICT', { kind: 'unchanged' }),
  ],
  shown: 'shown',
  wording: ['I have read and understood these policies.'],
  note: undefined,
  message: { words: 'Thank you for doing this before the INSET day.', from: 'Joanna Okafor' },
  reading: 'opened',
  asksOfTies: true,
  standing: { kind: 'asked', isOverdue: false },
  hr: 'Sunita Rao',
  talk: undefined,
  isTrial: false,
  mayBeSecond: false,
};
const done: RequestView = {
  ...view,
  policies: view.policies.map((one) => ({ ...one, mustOpen: false, quiz: { of: 3, left: 0 } })),
};
const wish: Listed = {
  ...{ user: 'u0000000-0000-4000-8000-000000000001' as UserId, name: 'Gareth Bevan', jobTitle: 'Teacher of History' },
  ...{ kind: 'talk', at: now, offeredAt: undefined, words: 'I do not agree with 4.2, and my union says to wait.' },
};
const scenario: Scenario = {
  school: oakfield().id,
  halfTerm: '2026-11-02' as IsoDay,
  state: 'proposed',
  sendAt: now,
  toldAt: now,
  question: {
    id: 'q1',
    policyId: 'social' as PolicyId,
    versionId: 'social-v3' as PolicyVersionId,
    title: 'Social media policy',
    version: '3',
    date: undefined,
    scenario: 'A year 10 pupil sends you a friend request on your own account. What do you do?',
    answers: ['Accept it and mute them', 'Leave it, and tell the DSL today', 'Write back that you cannot'],
    right: 1,
    section: '1.1 Contact',
    sectionHash: 'h',
    paragraphs: ['Staff must not add pupils on a personal account.', 'The DSL is told on the same day.'],
  },
};

/** What staff are sent to acknowledge, and the question of the half-term. */
export const ACKNOWLEDGEMENT_CARDS: readonly (readonly [string, Card])[] = [
  ['request', requestCard(view)],
  ['request, read', requestCard(done)],
  ['request, rather talk first', requestCard({ ...done, talk: { kind: 'talk', at: now, offeredAt: undefined } })],
  ['help or a talk: why', wantCard(view.campaign, 'talk')],
  ['I won’t sign this', talkWaysCard([done], 'Sunita Rao')],
  [
    'who wants to talk',
    talkListsCard(
      [
        { id: done.campaign, title: 'Social Media Policy, 2026' },
        { id: done.campaign, title: 'Staff Code of Conduct, 2026' },
      ],
      [done],
    ),
  ],
  ['help or a talk: to HR', talkWantedCard({ id: view.campaign, title: view.title })],
  ['help or a talk: the list', talksCard({ campaign: { id: view.campaign } as Campaign, people: [wish] })],
  ['help or a talk: an offer', askOfferCard(view.campaign, wish)],
  ['help or a talk: before it ends', askEndCard(view.campaign, wish)],
  [
    'help or a talk: offered',
    offerCard({ id: view.campaign, title: view.title }, 'Sunita Rao', 'Tomorrow after school, room 4?'),
  ],
  ['request, overdue', requestCard({ ...done, standing: { kind: 'asked', isOverdue: true } })],
  ['request, acknowledged', requestCard({ ...done, standing: { kind: 'acknowledged', at: now, method: 'teams' } })],
  ['request, withdrawn', requestCard({ ...done, standing: { kind: 'withdrawn' } })],
  ['reminder', reminderCard(view, 3)],
  [
    'reminder by hand',
    reminderCard(view, 3, { words: 'It takes five minutes. Ask me if in doubt.', from: 'Sunita Rao' }),
  ],
  [
    'files of a campaign',
    downloadsCard(view.campaign, [
      { title: 'Register (CSV)', url: 'https://lanyard.example/d/1' },
      { title: 'Register with names (PDF)', url: 'https://lanyard.example/d/0' },
      { title: 'Summary for an inspector (PDF)', url: 'https://lanyard.example/d/2' },
      { title: 'Evidence pack', url: 'https://lanyard.example/d/3' },
    ]),
  ],
  ['file of what I have signed', signedCard([{ title: 'Download (PDF)', url: 'https://lanyard.example/d/4' }])],
  [
    'file of what a leaver has signed',
    signedCard([{ title: 'Download (PDF)', url: 'https://lanyard.example/d/5' }], 'Gareth Bevan'),
  ],
  ['half-term question', scenarioCard(scenario)],
  ['half-term question, right', answeredCard(scenario, true)],
  ['half-term question, not quite', answeredCard(scenario, false)],
  ['half-term question, no more', declinedCard(scenario, '2027-07-20' as IsoDay)],
  [
    'half-term question, for HR',
    proposalCard({ scenario, school: 'Oakfield Academy', halfTerm: 'Autumn term, second half', people: 61 }),
  ],
];
