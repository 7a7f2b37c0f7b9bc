import type { Campaign } from '../../acknowledge/campaign/campaign.ts';
import { mayRun } from '../../acknowledge/campaign/campaign-commands.ts';
import type { Host } from '../../acknowledge/host.ts';
import { entryFacts } from '../../acknowledge/register/entries.ts';
import type { Person, Reason } from '../../acknowledge/register/person.ts';
import type { CampaignStore } from '../../acknowledge/store-ports.ts';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import type { Tickets } from '../../kernel/pages/tickets.ts';
import { addDays, type Clock, dayOf, formatDay, type IsoDay, instantOf } from '../../kernel/time.ts';
import type { School, Trust } from '../../school/school.ts';

export interface LinkDeps {
  readonly trust: Trust;
  readonly campaigns: CampaignStore;
  readonly host: Pick<Host, 'questions' | 'takingBack'>;
  readonly tickets: Tickets;
  readonly clock: Clock;
}

/** Of the tickets that personal links are. */
export const PURPOSE = 'acknowledgement';
/** Late answers are welcome: a link outlives the due date by this. */
const LASTS_DAYS = 30;
/** One page each: more would be a file that nobody prints at once, and a long wait for everyone else. */
export const LARGEST_SHEET = 300;

/** Reasons why Teams will never deliver the card, however long we wait. */
const NO_TEAMS: ReadonlySet<Reason> = new Set([
  'app-not-allowed',
  'never-used-teams',
  'blocked-the-app',
  'keeps-failing',
]);

/** Has to answer, and cannot in Teams. */
const isWithoutTeams = ({ state, reason }: Pick<Person, 'state' | 'reason'>): boolean =>
  state === 'paper' || (state === 'unreachable' && reason !== undefined && NO_TEAMS.has(reason));

export interface WithoutTeams {
  readonly campaign: Campaign;
  readonly school: School;
  /** By name. */
  readonly people: readonly Person[];
}

/** Who a sheet is for, for those who may run the campaign while it is open. */
export async function withoutTeams(
  deps: LinkDeps,
  by: UserId,
  id: CampaignId,
  group?: string,
): Promise<WithoutTeams | undefined> {
  const allowed = await mayRun(deps, by, id);
  if (!allowed || !['running', 'paused'].includes(allowed.campaign.status)) return undefined;
  const people = await deps.campaigns.people(id);
  return {
    ...allowed,
    people: people.filter((person) => isWithoutTeams(person) && (group === undefined || person.staffGroup === group)),
  };
}

export interface Letter {
  readonly person: Person;
  readonly secret: string;
  readonly until: IsoDay;
}

/** A personal link for each of them. Links made earlier for the same people end; that they were made is kept, they are not. */
export async function makeLinks(
  deps: LinkDeps,
  by: UserId,
  id: CampaignId,
  group?: string,
): Promise<(Omit<WithoutTeams, 'people'> & { readonly letters: readonly Letter[] }) | 'too-many' | undefined> {
  const found = await withoutTeams(deps, by, id, group);
  if (!found) return undefined;
  const { campaign, school, people } = found;
  if (people.length > LARGEST_SHEET) return 'too-many';
  const now = deps.clock();
  const untils = people.map(({ dueDay }) => addDays(dueDay > dayOf(now) ? dueDay : dayOf(now), LASTS_DAYS));
  const secrets = await deps.tickets.make(
    people.map((person, at) => ({
      purpose: PURPOSE,
      subject: id,
      holder: person.id,
      expiresAt: instantOf(addDays(untils[at] ?? dayOf(now), 1), '00:00'),
      usesLeft: undefined,
    })),
    now,
    { replacing: true },
  );
  if (people.length > 0)
    await deps.campaigns.note(
      id,
      ...people.map((one) => ({ kind: 'links-made', at: now, person: one.id, by, facts: entryFacts('link') }) as const),
    );
  return {
    campaign,
    school,
    letters: people.map((person, at) => ({ person, secret: secrets[at] ?? '', until: untils[at] ?? dayOf(now) })),
  };
}

/** By when, on what is printed: once the date has passed it is not named as one that can still be kept. */
export const answerBy = (dueDay: IsoDay, madeAt: Date): string =>
  dueDay < dayOf(madeAt)
    ? `Please answer now. The date was ${formatDay(dueDay)}; it is not too late.`
    : `Please answer by ${formatDay(dueDay)}.`;
