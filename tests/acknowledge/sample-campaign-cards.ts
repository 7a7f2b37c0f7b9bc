import { addByNameCard } from '../../src/acknowledge/audience/add-by-name.cards.ts';
import { audienceCard } from '../../src/acknowledge/audience/audience.cards.ts';
import { handPreviewCard, remindCard } from '../../src/acknowledge/by-hand/by-hand.cards.ts';
import type { HandPlan } from '../../src/acknowledge/by-hand/by-hand.ts';
import { awayCard } from '../../src/acknowledge/campaign/asked-about.handlers.ts';
import { campaignCard } from '../../src/acknowledge/campaign/campaign.cards.ts';
import type { Campaign } from '../../src/acknowledge/campaign/campaign.ts';
import { type CampaignView, campaignView, type Tally } from '../../src/acknowledge/campaign/campaign-view.ts';
import { correctionCard, newCampaignCard } from '../../src/acknowledge/campaign/form.cards.ts';
import { askedForCard } from '../../src/acknowledge/register/asked-for.handlers.ts';
import { type Person, type PersonState, personIdOf } from '../../src/acknowledge/register/person.ts';
import { consultedCard, stopTellingCard, tellingCard } from '../../src/acknowledge/telling/telling.cards.ts';
import type { SchoolTelling } from '../../src/acknowledge/telling/telling.ts';
import type { CampaignId, PolicyVersionId } from '../../src/kernel/ids.ts';
import type { IsoDay } from '../../src/kernel/time.ts';
import type { Card } from '../../src/platform/teams/card.ts';
import { harmless } from '../support/harmless.ts';
import { school, userId } from './school.ts';

const id = 'c0000000-0000-4000-8000-00000000000c' as CampaignId;
const campaign = { id, title: 'Social Media Policy, 2026', status: 'running' } as Campaign;
const person = (n: number, name: string, state: PersonState) =>
  ({ id: personIdOf(userId(n)), user: userId(n), name, state, staffGroup: 'Teaching' }) as Person;
const registers = [
  {
    campaign,
    people: [
      person(2, 'Priya Nair', 'paused'),
      person(3, 'Gethin Rees', 'asked'),
      person(4, 'Maureen Oyelaran', 'paused'),
    ],
  },
];
const choices = [
  {
    school,
    policies: [
      { versionId: 'v1' as PolicyVersionId, title: 'Social Media Policy', version: '5.0', date: '1 September 2026' },
      { versionId: 'v2' as PolicyVersionId, title: 'Staff Code of Conduct', version: '3', date: undefined },
    ],
  },
];
const typed = { dueDay: '2026-10-25' as IsoDay, policies: ['oakfield/v1'], checks: true, pages: false };
const closed = {
  kind: 'closed-due-day',
  day: '2026-10-25' as IsoDay,
  instead: '2026-10-23' as IsoDay,
} as const;

const untold: SchoolTelling = { school, telling: undefined, isOn: false };
const wrote = { by: userId(1), name: 'Sunita Rao', at: new Date('2026-10-01T08:00:00Z') };
const told: SchoolTelling = {
  school,
  telling: {
    consulted: { ...wrote, kind: 'consulted', day: '2026-09-17' as IsoDay },
    stopped: { ...wrote, kind: 'stopped', day: '2026-12-31' as IsoDay },
  },
  isOn: true,
};

const plan: HandPlan = {
  campaign,
  choices: [
    { value: 'all', kind: 'everyone', name: '', count: 3 },
    { value: 'g:Teaching', kind: 'group', name: 'Teaching', count: 3 },
    { value: 'p:1', kind: 'person', name: 'Gethin Rees', count: 1 },
  ],
  goesTo: [person(3, 'Gethin Rees', 'asked'), person(5, 'Aled Morgan', 'asked')],
  goesLater: [person(6, 'Wendy Achebe', 'asked')],
  later: { from: '2026-10-12' as IsoDay, until: '2026-10-14' as IsoDay },
  onItsWay: [],
  lastDay: '2026-10-21' as IsoDay,
  waiting: [
    {
      wantedAt: new Date('2026-10-12T08:00:00Z'),
      by: 'Sunita Rao',
      words: 'It takes five minutes.',
      people: [person(6, 'Wendy Achebe', 'asked')],
      from: '2026-10-14' as IsoDay,
      until: '2026-10-16' as IsoDay,
    },
  ],
  waitsUntil: undefined,
};

/** A campaign that asks some people for less than others. */
const forSome = {
  ...campaign,
  choices: {
    groups: [
      ['Site and office', 6],
      ['Teaching', 31],
    ],
    sites: [['Oakfield', 37]],
    roles: [
      ['Caretaker', 2],
      ['Teacher', 24],
      ['Teaching assistant', 7],
    ],
  },
  policies: ['Social Media Policy', 'Educational Visits Policy', 'Keys and Alarms Policy'].map((title, at) => ({
    ...{ title, policyId: `policy-${at}`, version: '1.0', date: '2026-09-01' },
  })),
  wanted: { policies: { 'policy-1': { groups: ['Teaching'] }, 'policy-2': { groups: ['Boarding'] } } },
  reading: 'opened',
  held: { leavers: 0, joiners: 0 },
  status: 'draft',
  dueDay: typed.dueDay,
} as unknown as Campaign;
const forSomeView = campaignView(
  forSome,
  { name: school.name },
  [
    ['Teaching', ['policy-0', 'policy-1'], 31],
    ['Site and office', ['policy-0'], 6],
  ].map(
    ([staffGroup, askedFor, count]) => ({ staffGroup, askedFor, count, site: 'Oakfield', state: 'waiting' }) as Tally,
  ),
  [],
  new Date('2026-10-12T07:00:00Z'),
);

/** What those who run campaigns see. */
export const CAMPAIGN_CARDS: readonly (readonly [string, Card])[] = [
  ['new campaign', newCampaignCard(choices, { ...typed, policies: [] }, { hasQuestions: true })],
  ['new campaign, due on a Sunday', newCampaignCard(choices, typed, { hasQuestions: true, problem: closed })],
  ['correct, due on a Sunday', correctionCard({ campaign: id, dueDay: typed.dueDay } as CampaignView, closed)],
  ['line managers, not told', tellingCard([untold])],
  ['line managers, told until a day', tellingCard([told])],
  [
    'unions were consulted, on a day to come',
    consultedCard(untold, { day: typed.dueDay, complaint: 'The date must be between 12 October 2016 and today.' }),
  ],
  ['stop telling managers', stopTellingCard(told, { day: typed.dueDay })],
  ['add someone', addByNameCard(id, [])],
  ['add someone, a guest without HR’s word', addByNameCard(id, [], { kind: 'not-them', reason: 'guest' })],
  [
    'add someone, added',
    addByNameCard(id, [], {
      kind: 'added',
      name: 'Gwen Pryce',
      dueDay: typed.dueDay,
      askedAt: new Date('2026-10-12T07:00:00Z'),
      isAway: false,
      elsewhere: ['Keys and Alarms Policy'],
    }),
  ],
  [
    'add someone, signed before',
    addByNameCard(id, [], {
      ...{ kind: 'signed', name: 'Gwen Pryce', at: new Date('2026-10-05T07:00:00Z') },
      lacking: ['Educational Visits Policy', 'Keys and Alarms Policy'],
    }),
  ],
  ['who is asked, several policies', audienceCard(forSome, new Map())],
  ['who is asked, one policy', audienceCard(forSome, new Map(), { at: 1 })],
  ['add someone, to what', addByNameCard(id, forSomeView.policies)],
  ['before it is sent, policies for some only', campaignCard(forSomeView)],
  ['remind by hand', remindCard(plan)],
  ['remind by hand, looked at', handPreviewCard(plan, 'all', harmless('It takes five minutes. Ask me if in doubt.'))],
  ['remind by hand, nobody', handPreviewCard({ ...plan, goesTo: [] }, 'all', harmless(''))],
  ['asked for: the due date', askedForCard('due', [{ ...campaign, dueDay: typed.dueDay }])],
  ['asked for: someone new', askedForCard('joining', [{ ...campaign, dueDay: typed.dueDay }])],
  ['asked for: no campaign', askedForCard('files', [])],
  ['who is away', awayCard(registers, '01632 960 200')],
  ['who is away, for anyone else', awayCard([], '01632 960 200')],
];
