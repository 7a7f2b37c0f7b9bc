import type { Harmless } from '../../hear/gate.ts';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import { dayOf, type IsoDay } from '../../kernel/time.ts';
import { nextOpening } from '../../school/hours.ts';
import { holders, type School } from '../../school/school.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { mayRun } from '../campaign/campaign-commands.ts';
import type { EventKind } from '../evidence/event.ts';
import { ownDueDay } from '../planning/due-day.ts';
import type { PlanDeps } from '../planning/plan.ts';
import { type Answered, acknowledge } from '../request/answer.ts';
import type { ChaseStore } from '../store-ports.ts';
import { type Person, type PersonId, type PersonState, paperPersonId, type Reason } from './person.ts';

/** What HR can say about one person. */
export const PERSON_CHANGES = ['away', 'back', 'answered', 'try-again', 'to-paper', 'not-staff', 'witnessed'] as const;
export type PersonChange = (typeof PERSON_CHANGES)[number];

interface Rule {
  readonly from: readonly PersonState[];
  readonly kind: EventKind;
}

const RULES: Readonly<Record<Exclude<PersonChange, 'witnessed'>, Rule>> = {
  // Why someone is away is not asked, not kept and not shown.
  away: { from: ['waiting', 'sending', 'asked', 'queried', 'unreachable', 'paper'], kind: 'paused' },
  back: { from: ['paused'], kind: 'returned' },
  answered: { from: ['queried'], kind: 'query-answered' },
  'try-again': { from: ['unreachable'], kind: 'returned' },
  'to-paper': { from: ['waiting', 'asked', 'queried', 'unreachable'], kind: 'moved-to-paper' },
  'not-staff': { from: ['waiting', 'asked', 'queried', 'unreachable', 'paper', 'paused'], kind: 'left' },
};

/** Which changes make sense for someone now. */
export const changesFor = (state: PersonState): readonly PersonChange[] =>
  PERSON_CHANGES.filter((change) =>
    change === 'witnessed' ? state !== 'acknowledged' && state !== 'left' : RULES[change].from.includes(state),
  );

export type Changed = 'changed' | 'not-now' | 'not-allowed';

interface Deps extends PlanDeps {
  readonly chases: ChaseStore;
}

/** One change to one person, by someone who runs the campaign. Repeating it changes nothing. */
export async function changePerson(
  deps: Deps,
  by: UserId,
  id: CampaignId,
  who: PersonId,
  change: PersonChange,
): Promise<Changed> {
  const { campaigns, clock, host } = deps;
  const allowed = await mayRun(deps, by, id);
  if (!allowed) return 'not-allowed';
  const { campaign, school } = allowed;
  const person = await campaigns.person(id, who);
  if (!person || !['running', 'paused', 'finished'].includes(campaign.status)) return 'not-now';
  const now = clock();

  if (change === 'witnessed') {
    const witness = holders(school, 'hr').find((holder) => holder.id === by)?.name ?? by;
    const answered: Answered = await acknowledge(campaigns, id, who, {
      now,
      method: 'witnessed',
      host,
      witness,
      signedOn: dayOf(now),
      by,
    });
    return answered.kind === 'recorded' ? 'changed' : 'not-now';
  }
  return (await moved(deps, { campaign, school }, person, change, by)) ? 'changed' : 'not-now';
}

/**
 * Someone is away from every open campaign of their school: what is said of it in one is done in all, in that one first. Other changes
 * are of one campaign. @returns what came of it in each
 */
export async function everywhere(
  { campaigns, changed }: Pick<Deps, 'campaigns'> & { readonly changed: (id: CampaignId) => Promise<void> },
  id: CampaignId,
  change: PersonChange,
  make: (id: CampaignId) => Promise<Changed>,
): Promise<readonly Changed[]> {
  const campaign = change === 'away' || change === 'back' ? await campaigns.find(id) : undefined;
  const open = campaign ? await campaigns.list([campaign.school]) : [];
  const others = open.filter((other) => other.id !== id && ['running', 'paused'].includes(other.status));
  const results: Changed[] = [];
  for (const each of [id, ...others.map((other) => other.id)]) {
    const result = await make(each);
    if (result === 'changed') await changed(each);
    results.push(result);
    // Where it may not be said in the first, it is said in none.
    if (results[0] !== 'changed') break;
  }
  return results;
}

/** What a line manager can say about someone they manage. Why someone is away is not asked. */
export const MANAGER_CHANGES = ['away', 'to-paper'] as const;
export type ManagerChange = (typeof MANAGER_CHANGES)[number];

/**
 * One change to one person by their line manager, from the list that they were sent: they are away, or need it on paper. Whose
 * manager someone is, is the caller's to ask. HR sees it, and can take it back.
 */
export async function changeByManager(
  deps: Deps & { readonly schoolOf: (campaign: Campaign) => School },
  by: UserId,
  id: CampaignId,
  who: PersonId,
  change: ManagerChange,
): Promise<Changed> {
  const { campaigns, schoolOf } = deps;
  const campaign = await campaigns.find(id);
  const person = campaign && (await campaigns.person(id, who));
  if (!campaign || !person || !['running', 'paused'].includes(campaign.status)) return 'not-now';
  return (await moved(deps, { campaign, school: schoolOf(campaign) }, person, change, by)) ? 'changed' : 'not-now';
}

async function moved(
  { campaigns, clock }: Pick<Deps, 'campaigns' | 'clock'>,
  { campaign, school }: { readonly campaign: Campaign; readonly school: School },
  person: Person,
  change: Exclude<PersonChange, 'witnessed'>,
  by: UserId,
): Promise<boolean> {
  const now = clock();
  const { from, kind } = RULES[change];
  const to = next(person, change);
  // Nobody hears from us at night or in the holidays; the days to answer begin when they can.
  const asking = change === 'back' ? (nextOpening(school.hours, now) ?? now) : now;
  const dueDay = change === 'back' ? later(person.dueDay, ownDueDay(school, dayOf(asking))) : undefined;
  const reason = reasonFor(change);
  return campaigns.changeState(
    campaign.id,
    person.id,
    from,
    to,
    {
      at: now,
      ...(reason && { reason }),
      ...(dueDay && { dueDay }),
      ...(to === 'waiting' && { nextAttemptAt: asking, step: person.step }),
      ...(change === 'away' && { stateBefore: person.state === 'sending' ? 'waiting' : person.state }),
    },
    { kind, at: now, person: person.id, by, ...(dueDay && { facts: { due: dueDay } }) },
  );
}

function next(person: Person, change: Exclude<PersonChange, 'witnessed'>): PersonState {
  switch (change) {
    case 'away':
      return 'paused';
    case 'back':
      // Anyone who had the card still has it; the others are asked now.
      return person.message ? 'asked' : person.stateBefore === 'paper' ? 'paper' : 'waiting';
    case 'answered':
      return person.message ? 'asked' : 'waiting';
    case 'try-again':
      return 'waiting';
    case 'to-paper':
      return 'paper';
    case 'not-staff':
      return 'left';
    default:
      return change satisfies never;
  }
}

const reasonFor = (change: PersonChange): Reason | undefined =>
  change === 'to-paper' ? 'by-hr' : change === 'not-staff' ? 'not-staff' : undefined;

const later = (a: IsoDay, b: IsoDay): IsoDay => (a > b ? a : b);

/** Adds someone without an account, such as kitchen staff or a governor, to the same register. */
export async function addPaperPerson(
  deps: Deps,
  by: UserId,
  id: CampaignId,
  named: { readonly name: Harmless; readonly role: Harmless },
): Promise<Changed> {
  const { ids, chases, clock } = deps;
  const allowed = await mayRun(deps, by, id);
  if (!allowed) return 'not-allowed';
  const { campaign } = allowed;
  if (!['running', 'paused'].includes(campaign.status)) return 'not-now';
  const now = clock();
  await chases.changeRoster(
    id,
    {
      joiners: [
        {
          id: paperPersonId(ids.uuid()),
          user: undefined,
          name: named.name.words,
          jobTitle: named.role.words || undefined,
          staffGroup: 'Without an account',
          site: 'Not stated',
          state: 'paper',
          reason: 'no-account',
          dueDay: campaign.dueDay,
          signedBefore: {},
        },
      ],
      leavers: [],
      returners: [],
      moved: [],
    },
    now,
    now,
  );
  return 'changed';
}
