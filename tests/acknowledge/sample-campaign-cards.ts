import { awayCard } from '../../src/acknowledge/campaign/asked-about.handlers.ts';
import type { Campaign } from '../../src/acknowledge/campaign/campaign.ts';
import type { CampaignView } from '../../src/acknowledge/campaign/campaign-view.ts';
import { correctionCard, newCampaignCard } from '../../src/acknowledge/campaign/form.cards.ts';
import { type Person, type PersonState, personIdOf } from '../../src/acknowledge/register/person.ts';
import type { CampaignId, PolicyVersionId } from '../../src/kernel/ids.ts';
import type { IsoDay } from '../../src/kernel/time.ts';
import type { Card } from '../../src/platform/teams/card.ts';
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

/** What those who run campaigns see. */
export const CAMPAIGN_CARDS: readonly (readonly [string, Card])[] = [
  ['new campaign', newCampaignCard(choices, { ...typed, policies: [] }, { hasQuestions: true })],
  ['new campaign, due on a Sunday', newCampaignCard(choices, typed, { hasQuestions: true, problem: closed })],
  ['correct, due on a Sunday', correctionCard({ campaign: id, dueDay: typed.dueDay } as CampaignView, closed)],
  ['who is away', awayCard(registers, '01632 960 200')],
  ['who is away, for anyone else', awayCard([], '01632 960 200')],
];
