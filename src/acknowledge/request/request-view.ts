import type { CampaignId, PolicyId, PolicyVersionId, UserId } from '../../kernel/ids.ts';
import { dayOf, type IsoDay } from '../../kernel/time.ts';
import { everyHolder, type School } from '../../school/school.ts';
import type { BoundPolicy, Campaign } from '../campaign/campaign.ts';
import type { Asked, Host } from '../host.ts';
import type { Person } from '../register/person.ts';
import type { OpenTalk } from '../talk/open-talk.ts';
import { asAsked } from '../text/as-asked.ts';
import { readingMinutes, shownOf } from '../text/text-shown.ts';
import { asksOfTies } from './asks-of-ties.ts';
import { pagesOf, type ReadPart, type ReadSoFar, readSoFar } from './pages.ts';
import type { Method } from './signature.ts';

/** How a policy stands to what this person signed last. */
type Novelty =
  | { readonly kind: 'first' }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'minor' | 'material'; readonly sections: readonly string[] };

export interface PolicyView {
  readonly policyId: PolicyId;
  readonly title: string;
  readonly version: string | undefined;
  readonly date: string | undefined;
  readonly minutes: number;
  readonly novelty: Novelty;
  /** What has to be opened before answering, and has not been. */
  readonly mustOpen: boolean;
  /** How far and how long this person has read what is to be read of it; absent where nothing is, or nothing was opened. */
  readonly read: ReadSoFar | undefined;
  /** Questions to answer before confirming, and how many are left; absent where there are none for this person. */
  readonly quiz: { readonly of: number; readonly left: number } | undefined;
}

type RequestStanding =
  | { readonly kind: 'asked'; readonly isOverdue: boolean }
  | { readonly kind: 'queried'; readonly isOverdue: boolean }
  | { readonly kind: 'acknowledged'; readonly at: Date; readonly method: Method }
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'left' };

/** All that a person's own card shows. */
export interface RequestView {
  readonly campaign: CampaignId;
  readonly title: string;
  readonly school: string;
  readonly dueDay: IsoDay;
  readonly policies: readonly PolicyView[];
  /** Names these policies in these versions; an answer comes back with it. See `shownOf`. */
  readonly shown: string;
  readonly wording: readonly string[];
  readonly note: string | undefined;
  /** Words of HR's or the head's that come with it, and who they are from. */
  readonly message: { readonly words: string; readonly from: string } | undefined;
  /** What has to be shown before an answer counts. */
  readonly reading: Campaign['reading'];
  readonly standing: RequestStanding;
  /** They asked for help or a talk first, and HR has not talked with them yet. */
  readonly talk: OpenTalk | undefined;
  /** Who to turn to. */
  readonly hr: string | undefined;
  /** Sent to the person who prepares the campaign, so that they see it before anyone else; answers are not kept. */
  readonly isTrial: boolean;
  /** The card may be in the chat twice: a send was cut off, and nobody can say whether it had arrived. */
  readonly mayBeSecond: boolean;
  /** A policy among these speaks of relatives or friends who are pupils or parents. */
  readonly asksOfTies: boolean;
}

/** A word of HR's on a reminder that they send by hand. */
export interface ReminderWord {
  readonly words: string;
  readonly from: string;
}

export const noveltyOf = (policy: BoundPolicy, signed: PolicyVersionId | undefined): Novelty => {
  if (signed === undefined) return { kind: 'first' };
  if (signed === policy.versionId) return { kind: 'unchanged' };
  const changes = policy.changes[signed];
  // An earlier version that nobody can compare any more: as good as new.
  if (changes === undefined) return { kind: 'first' };
  return { kind: changes.isMaterial ? 'material' : 'minor', sections: changes.sections.map(({ heading }) => heading) };
};

/** What must have been open before this policy can be confirmed; `undefined` when nothing must. */
export function toOpen(policy: BoundPolicy, signed: PolicyVersionId | undefined): string | undefined {
  const { kind } = noveltyOf(policy, signed);
  if (kind === 'first') return policy.versionId;
  return kind === 'material' ? changesOf(policy.versionId) : undefined;
}

/**
 * The questions about a policy that this person answers first, if there are any. What is unchanged, or changed in small things only, is one
 * tap: questions go with what has to be opened.
 */
export function askedFirst(
  host: Pick<Host, 'questions'>,
  policy: BoundPolicy,
  signed: PolicyVersionId | undefined,
  opened: ReadonlyMap<string, Date>,
): Asked | undefined {
  const asked = toOpen(policy, signed) === undefined ? undefined : host.questions()?.asked(policy, opened);
  return asked && asked.of > 0 ? asked : undefined;
}

/** The name under which opening the list of changes is kept. */
export const changesOf = (version: PolicyVersionId): string => `changes:${version}`;

/**
 * Whether the text, or all that is new in it, has been shown as far as the campaign asks for. The whole text covers its changes.
 * @param signed what the person signed before, which is what its changes are compared with
 */
export function hasRead(
  policy: BoundPolicy,
  signed: PolicyVersionId | undefined,
  reading: Campaign['reading'],
  opened: ReadonlyMap<string, Date>,
): boolean {
  const wanted = toOpen(policy, signed);
  if (wanted === undefined) return true;
  if (reading === 'opened') return opened.has(wanted) || opened.has(policy.versionId);
  const isWhole = (part: ReadPart): boolean => {
    const { pages, seen } = soFar(policy, signed, part, opened, new Date(0));
    return seen === pages;
  };
  return isWhole('text') || (wanted !== policy.versionId && isWhole('changes'));
}

/** How far someone is with a policy, or with what changed in it. */
export const soFar = (
  policy: BoundPolicy,
  signed: PolicyVersionId | undefined,
  part: ReadPart,
  opened: ReadonlyMap<string, Date>,
  now: Date,
): ReadSoFar => {
  const changes = (signed && policy.changes[signed]?.sections) ?? [];
  return readSoFar(policy.versionId, part, pagesOf(policy, part, changes), opened, now);
};

/** What this person has to read of it, or has begun to read instead. */
function readOf(
  policy: BoundPolicy,
  signed: PolicyVersionId | undefined,
  { opened, now }: { readonly opened: ReadonlyMap<string, Date>; readonly now: Date },
): ReadSoFar | undefined {
  const text = soFar(policy, signed, 'text', opened, now);
  const wanted = toOpen(policy, signed);
  const changed =
    wanted !== undefined && wanted !== policy.versionId ? soFar(policy, signed, 'changes', opened, now) : undefined;
  if (text.seen === 0 && (changed?.seen ?? 0) === 0) return undefined;
  return changed && changed.seen > 0 && text.seen < text.pages ? changed : text;
}

export function requestView(
  whole: Campaign,
  person: Pick<Person, 'state' | 'dueDay' | 'signedBefore' | 'acknowledgedAt'> &
    Partial<Pick<Person, 'possibleDuplicates' | 'askedFor'>>,
  school: School,
  context: {
    readonly now: Date;
    readonly opened: ReadonlyMap<string, Date>;
    readonly host: Pick<Host, 'questions'>;
    readonly method?: Method;
    readonly isTrial?: boolean;
    readonly talk?: OpenTalk | undefined;
  },
): RequestView {
  const campaign = asAsked(whole, person);
  return {
    campaign: campaign.id,
    title: campaign.title,
    school: school.name,
    dueDay: person.dueDay,
    policies: campaign.policies.map((policy) => {
      const signed = person.signedBefore[policy.policyId];
      const asked = askedFirst(context.host, policy, signed, context.opened);
      return {
        policyId: policy.policyId,
        title: policy.title,
        version: policy.version,
        date: policy.date,
        minutes: readingMinutes(policy.words),
        novelty: noveltyOf(policy, signed),
        mustOpen: !hasRead(policy, signed, campaign.reading, context.opened),
        read: readOf(policy, signed, context),
        quiz: asked && { of: asked.of, left: asked.left.length },
      };
    }),
    shown: shownOf(campaign.policies),
    wording: campaign.wording,
    note: campaign.note,
    message: campaign.message && { words: campaign.message.words, from: nameOf(school, campaign.message.by) },
    reading: campaign.reading,
    standing: standingOf(campaign, person, context.now, context.method),
    talk: context.talk,
    hr: school.roles.hr[0]?.name,
    isTrial: context.isTrial ?? false,
    mayBeSecond: (person.possibleDuplicates ?? 0) > 0,
    asksOfTies: school.features.includes('declarations') && asksOfTies(campaign.policies),
  };
}

/** The person who wrote it, with their role at the school. */
function nameOf(school: School, by: UserId): string {
  const holder = everyHolder(school).find(({ id, role }) => id === by && (role === 'headteacher' || role === 'hr'));
  if (holder === undefined) return school.name;
  return `${holder.name}, ${holder.role === 'hr' ? 'HR' : 'headteacher'}`;
}

function standingOf(
  campaign: Campaign,
  person: Pick<Person, 'state' | 'dueDay' | 'acknowledgedAt'>,
  now: Date,
  method: Method = 'teams',
): RequestStanding {
  if (person.acknowledgedAt) return { kind: 'acknowledged', at: person.acknowledgedAt, method };
  if (campaign.status === 'withdrawn') return { kind: 'withdrawn' };
  if (person.state === 'left') return { kind: 'left' };
  const isOverdue = dayOf(now) > person.dueDay;
  return person.state === 'queried' ? { kind: 'queried', isOverdue } : { kind: 'asked', isOverdue };
}
