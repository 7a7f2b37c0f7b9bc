import type { Campaign } from '../../../src/acknowledge/campaign/campaign.ts';
import { addCard, backCard, enterCard, findPersonCard } from '../../../src/acknowledge/register/entries.cards.ts';
import type { Entry } from '../../../src/acknowledge/register/entries.ts';
import { listCard, managerCard } from '../../../src/acknowledge/register/list.cards.ts';
import type { ListView } from '../../../src/acknowledge/register/missing-list.ts';
import { peopleCard } from '../../../src/acknowledge/register/people.cards.ts';
import type { Person, PersonId } from '../../../src/acknowledge/register/person.ts';
import type { CampaignId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import type { Card } from '../../../src/platform/teams/card.ts';

const campaign = 'c0000000-0000-4000-8000-00000000000c' as CampaignId;
const due = '2026-11-30' as IsoDay;
const person = (name: string, jobTitle: string, state: Person['state']): Person => ({
  ...{ campaign, name, jobTitle, state, id: `paper:${name}` as PersonId, user: undefined, dueDay: due },
  ...{ staffGroup: 'Kitchen', site: 'Main site', reason: state === 'paper' ? 'no-account' : undefined },
  ...{ stateAt: new Date('2026-11-16T09:00:00Z'), step: 'install', attempts: 0, nextAttemptAt: undefined },
  ...{ askedAt: undefined, message: undefined, acknowledgedAt: undefined, possibleDuplicates: 0, reminders: 0 },
  ...{ lastRemindedAt: undefined, reminderOpen: false, reminder: undefined, stateBefore: undefined, signedBefore: {} },
});
const entry = (seq: number, kind: Entry['kind'], rest: Partial<Entry>): Entry => ({
  ...{ seq, kind, person: 'paper:1' as PersonId, at: new Date('2026-11-18T14:05:00Z'), by: 'hr', was: undefined },
  ...{ who: 'Karen Osgood', day: '2026-11-17' as IsoDay, takenBack: undefined, ...rest },
});
const cook = person('Beryl Tranter', 'Kitchen assistant', 'acknowledged');
const driver = person('Winston Achebe', 'Minibus driver', 'paper');
const signed = entry(41, 'witnessed', {});
const wrong = entry(38, 'witnessed', {
  takenBack: { at: new Date('2026-11-18T14:00:00Z'), by: 'hr', why: 'The paper was Brenda Tranter’s' },
});
const list: ListView = {
  ...{
    campaign,
    title: 'Policies for 2026 to 2027',
    school: 'Oakfield Academy',
    kind: 'manager',
    managersTold: true,
    withManagers: 0,
    outstanding: 0,
  },
  people: [cook, driver].map(({ id, name, dueDay }) => ({ id, name, dueDay })),
  drawnAt: new Date('2026-11-18T14:10:00Z'),
};
const shown = { id: campaign } as Campaign;

/** What HR enters about one person and takes back, and the lists of who has not answered. */
export const REGISTER_CARDS: readonly (readonly [string, Card])[] = [
  [
    'update a person',
    findPersonCard(
      { id: campaign, title: 'Social Media Policy, 2026' },
      'r',
      [
        { person: cook, entries: [entry(12, 'added', {}), wrong, signed] },
        { person: driver, entries: [entry(13, 'added', {}), entry(30, 'link', { who: undefined })] },
      ],
      {
        words: 'Entered for Beryl Tranter: signed on paper on 17 November 2026, seen by Karen Osgood.',
        isComplaint: false,
      },
    ),
  ],
  [
    'enter: signed on paper',
    enterCard(campaign, cook, 'witnessed', { who: 'Sunita Rao', day: '2026-11-18' as IsoDay }),
  ],
  ['enter: away', enterCard(campaign, driver, 'away', { who: 'Sunita Rao', day: '2026-11-18' as IsoDay })],
  [
    'add someone without an account',
    addCard(campaign, { name: '', role: '', who: 'Sunita Rao', day: undefined, policies: [] }),
  ],
  ['take back an entry', backCard(campaign, cook, signed)],
  ['outstanding', peopleCard(shown, [cook, driver], 'outstanding', { page: 0 })],
  ['list of a line manager', listCard(list)],
  [
    'what a line manager says',
    managerCard(list, 'Winston Achebe: away, and paused. HR can see it, and can take it back.'),
  ],
];
