import type { Harmless } from '../../hear/gate.ts';
import { Fault } from '../../kernel/calls/fault.ts';
import type { Ids, PolicyVersionId, SchoolId, UserId } from '../../kernel/ids.ts';
import type { Delivery, MessageRef } from '../../kernel/messages.ts';
import { type Clock, DAY_MS, dayOf, type IsoDay } from '../../kernel/time.ts';
import type { School } from '../../school/school.ts';
import type { Comparison, Library } from '../library/library.ts';
import type { OwnersDesk } from '../owner/desk.ts';
import type { Consultation, Decision, NewAdoption } from '../ports.ts';
import { demandsConsultation } from './demands.ts';
import type { Gap } from './gaps.ts';

/** Someone who is asked what they think of a version. */
export interface Colleague {
  readonly id: UserId;
  readonly name: string;
}

export interface Comment {
  readonly name: string;
  readonly words: string;
  readonly at: Date;
}

/** Who is consulted on which version, and what they said. Every method throws a Fault when the store cannot be asked. */
export interface ConsultedStore {
  /** Adds those who are not there yet. */
  add(school: SchoolId, version: PolicyVersionId, people: readonly Colleague[], at: Date): Promise<void>;
  people(school: SchoolId, version: PolicyVersionId): Promise<readonly Colleague[]>;
  /** Those whose card has not left yet. */
  untold(school: SchoolId, version: PolicyVersionId): Promise<readonly Colleague[]>;
  told(school: SchoolId, version: PolicyVersionId, user: UserId, ref: MessageRef): Promise<void>;
  /** The same words of the same person are one comment, however often they come. */
  comment(id: string, of: OfVersion, by: UserId, words: Harmless, at: Date): Promise<void>;
  forgetCommentsBefore(at: Date): Promise<void>;
  /** Oldest first. */
  comments(school: SchoolId, version: PolicyVersionId): Promise<readonly Comment[]>;
}

interface OfVersion {
  readonly school: SchoolId;
  readonly version: PolicyVersionId;
}

/** Who can be asked. */
export interface Colleagues {
  /** `undefined` for anyone who is not staff now. */
  find(user: UserId): Promise<Colleague | undefined>;
  /** `undefined` where the staff groups cannot be read as a whole: then nobody is asked. */
  staffOf(school: School): Promise<readonly Colleague[] | undefined>;
}

/** How people hear about it. Throws a Fault for trouble that passes. */
export interface AdoptionMessages {
  consulted(user: UserId, school: School, comparison: Comparison, consultation: Consultation): Promise<Delivery>;
  /** To an owner, once the last day for comments has passed. */
  ended(owner: UserId, school: School, view: AdoptionView): Promise<Delivery>;
}

/** Everything on record of how a version becomes the school's policy. For those who look after it. */
export interface AdoptionView {
  readonly comparison: Comparison;
  readonly gaps: readonly Gap[];
  /** Its own sentence, where it is a change and the policy wants people consulted before one. */
  readonly demand: string | undefined;
  readonly consulted: readonly Colleague[];
  readonly comments: readonly Comment[];
  readonly today: IsoDay;
}

/** What an owner enters. `meant`: places in `gaps` of the view, confirmed as text. */
export interface Entered extends Pick<NewAdoption, 'adoptedBy' | 'adoptedOn' | 'minute' | 'consulted' | 'review'> {
  readonly meant: readonly number[];
  /** Today where it is left out. */
  readonly from?: IsoDay;
}

export type Adopted =
  | { readonly kind: 'in-force' }
  /** It comes into force by itself on that day. */
  | { readonly kind: 'scheduled'; readonly from: IsoDay }
  | { readonly kind: 'gaps'; readonly gaps: readonly Gap[] }
  /** The policy wants people consulted first, and nothing is said about it. */
  | { readonly kind: 'consult-first' }
  | Exclude<Decision, { kind: 'done' | 'gaps' }>;

/** What someone who is consulted is shown; `isOpen` while comments are taken. */
export interface ConsultedView {
  readonly comparison: Comparison;
  readonly consultation: Consultation;
  readonly isOpen: boolean;
}

export interface Adoptions {
  view(school: School, version: PolicyVersionId): Promise<AdoptionView | undefined>;
  adopt(school: School, version: PolicyVersionId, by: UserId, entered: Entered): Promise<Adopted>;
  /** Before its first day. */
  takeBack(school: School, version: PolicyVersionId, by: UserId): Promise<Decision>;
  consult(
    school: School,
    version: PolicyVersionId,
    by: UserId,
    whom: { readonly people: readonly UserId[]; readonly allStaff: boolean; readonly until: IsoDay },
  ): Promise<{ readonly kind: 'asked'; readonly people: number } | { readonly kind: 'nobody' | 'unread' | 'closed' }>;
  /** `undefined` for everyone who was not asked. */
  asked(user: UserId, school: School, version: PolicyVersionId): Promise<ConsultedView | undefined>;
  comment(user: UserId, school: School, version: PolicyVersionId, words: Harmless): Promise<'kept' | 'closed'>;
  /** Puts in force what is due, and sends what is still to be sent. Running it again does nothing twice. */
  work(): Promise<void>;
}

interface AdoptionParts {
  readonly library: Library;
  readonly desk: Pick<OwnersDesk, 'decide' | 'redraw' | 'tellOnce'>;
  readonly consulted: ConsultedStore;
  readonly messages: AdoptionMessages;
  readonly colleagues: Colleagues;
  readonly schools: readonly School[];
  readonly ids: Ids;
  readonly clock: Clock;
  /** Has `work` done soon. */
  wake(): Promise<void>;
  onTrouble(error: Fault): void;
}

export function createAdoptions(parts: AdoptionParts): Adoptions {
  const { library, desk, consulted, ids, clock } = parts;
  const view = createView(parts);

  async function asked(user: UserId, school: School, version: PolicyVersionId): Promise<ConsultedView | undefined> {
    const isAsked = (await consulted.people(school.id, version)).some(({ id }) => id === user);
    const comparison = isAsked ? await library.comparison(school.id, version) : undefined;
    const consultation = comparison?.stored.consultation;
    if (!comparison || !consultation) return undefined;
    const isOpen = comparison.stored.state === 'proposed' && dayOf(clock()) <= consultation.until;
    return { comparison, consultation, isOpen };
  }

  return {
    view,
    adopt: createAdopt(parts, view),

    async takeBack(school, version, by) {
      const decision = await library.adopt(school.id, version, undefined, by, clock());
      await desk.redraw(school, version);
      return decision;
    },

    consult: createConsult(parts),

    asked,

    async comment(user, school, version, words) {
      if (!(await asked(user, school, version))?.isOpen) return 'closed';
      await consulted.comment(ids.uuid(), { school: school.id, version }, user, words, clock());
      return 'kept';
    },

    work: createWork(parts, view),
  };
}

type View = Adoptions['view'];

const createView =
  ({ library, consulted, clock }: AdoptionParts): View =>
  async (school, version) => {
    const comparison = await library.comparison(school.id, version);
    if (!comparison) return undefined;
    return {
      comparison,
      gaps: library.gaps(comparison.stored),
      // What the version before asks for decides, a model that was handed in unchanged too: the new one counts for nobody yet.
      demand: comparison.before && demandsConsultation(comparison.before),
      consulted: await consulted.people(school.id, version),
      comments: await consulted.comments(school.id, version),
      today: dayOf(clock()),
    };
  };

const createAdopt =
  ({ library, desk, clock }: AdoptionParts, view: View): Adoptions['adopt'] =>
  async (school, version, by, { meant, from, ...entered }) => {
    const seen = await view(school, version);
    if (!seen) return { kind: 'unknown' };
    const left = seen.gaps.filter((_, at) => !meant.includes(at));
    if (left.length > 0) return { kind: 'gaps', gaps: left };
    if (seen.demand !== undefined && seen.consulted.length === 0 && !entered.consulted)
      return { kind: 'consult-first' };
    const first = from === undefined || from < seen.today ? seen.today : from;
    const confirmed = [...(seen.comparison.stored.adoption?.meant ?? []), ...seen.gaps.map(({ text }) => text)];
    const adoption = { ...entered, meant: confirmed, from: first, by, at: clock() };
    const kept = await library.adopt(school.id, version, adoption, by, clock());
    if (kept.kind !== 'done') return kept;
    if (first > seen.today) {
      await desk.redraw(school, version);
      return { kind: 'scheduled', from: first };
    }
    const decision = await desk.decide(school, version, by, 'put-in-force');
    return decision.kind === 'done' ? { kind: 'in-force' } : decision;
  };

const createConsult =
  ({ library, consulted, colleagues, clock, wake }: AdoptionParts): Adoptions['consult'] =>
  async (school, version, by, { people, allStaff, until }) => {
    const found = (await Promise.all(people.map((user) => colleagues.find(user)))).filter((one) => one !== undefined);
    const staff = allStaff ? await colleagues.staffOf(school) : [];
    if (!staff) return { kind: 'unread' };
    const all = [...new Map([...found, ...staff].map((one) => [one.id, one])).values()];
    if (all.length === 0) return { kind: 'nobody' };
    if (until < dayOf(clock())) return { kind: 'closed' };
    const opened = await library.consult(school.id, version, { until, by, at: clock() });
    if (opened.kind !== 'done') return { kind: 'closed' };
    await consulted.add(school.id, version, all, clock());
    await wake();
    return { kind: 'asked', people: all.length };
  };

/** The consultation they belong to is long decided then; that there was one stays. */
const COMMENTS_KEPT_MS = 365 * DAY_MS;

const createWork =
  (parts: AdoptionParts, view: View): Adoptions['work'] =>
  async () => {
    await parts.consulted.forgetCommentsBefore(new Date(parts.clock().getTime() - COMMENTS_KEPT_MS));
    for (const school of parts.schools) {
      const today = dayOf(parts.clock());
      for (const { version, adoption, consultation } of await parts.library.proposed(school.id)) {
        if (adoption && adoption.from <= today)
          await parts.desk.decide(school, version.versionId, adoption.by, 'put-in-force');
        else if (consultation && today <= consultation.until) await ask(parts, school, version.versionId, consultation);
        else if (consultation) await tellEnded(parts, view, school, version.versionId);
      }
    }
  };

/** Someone who cannot be reached now holds up nobody, and is tried again next time. */
async function ask(
  { library, consulted, messages, onTrouble }: AdoptionParts,
  school: School,
  version: PolicyVersionId,
  consultation: Consultation,
): Promise<void> {
  const untold = await consulted.untold(school.id, version);
  const comparison = untold.length > 0 ? await library.comparison(school.id, version) : undefined;
  for (const { id } of comparison ? untold : []) {
    try {
      const delivery = comparison && (await messages.consulted(id, school, comparison, consultation));
      if (delivery?.kind === 'sent') await consulted.told(school.id, version, id, delivery.ref);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      onTrouble(error);
    }
  }
}

const tellEnded = (
  { desk, messages }: AdoptionParts,
  view: View,
  school: School,
  version: PolicyVersionId,
): Promise<void> =>
  desk.tellOnce(school, version, 'consulted', async (owner) => {
    const seen = await view(school, version);
    return seen && messages.ended(owner, school, seen);
  });
