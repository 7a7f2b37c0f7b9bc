import { Fault } from '../../kernel/calls/fault.ts';
import type { PolicyVersionId, SchoolId, UserId } from '../../kernel/ids.ts';
import type { Delivery, MessageRef } from '../../kernel/messages.ts';
import { type Clock, dayOf, type IsoDay } from '../../kernel/time.ts';
import { holders, type RoleHolder, type School } from '../../school/school.ts';
import type { Comparison, Library } from '../library/library.ts';
import { isPastReview } from '../library/review.ts';
import type { Policy } from '../policy.ts';
import type { Decision, StoredVersion } from '../ports.ts';

/** One policy as its owner sees it. */
export interface Shelved {
  readonly policy: Policy;
  readonly isPastReview: boolean;
  /** A version that waits for the owner's decision. */
  readonly waiting?: StoredVersion;
}

/** Everything on the owner's desk at one school. */
export interface Desk {
  readonly school: School;
  readonly shelf: readonly Shelved[];
  /** Versions of policies that the school does not have yet. */
  readonly newcomers: readonly StoredVersion[];
}

/** A message that told one owner of one version. */
interface Notice {
  readonly owner: UserId;
  readonly ref: MessageRef;
}

export type NoticeKind = 'proposed' | 'review' | 'consulted';

export interface NoticeStore {
  told(school: SchoolId, version: PolicyVersionId, kind: NoticeKind): Promise<readonly Notice[]>;
  remember(school: SchoolId, version: PolicyVersionId, kind: NoticeKind, notice: Notice, at: Date): Promise<void>;
}

/** How owners are told. Throws a Fault for trouble that passes. */
export interface OwnerMessages {
  proposed(owner: UserId, school: School, comparison: Comparison): Promise<Delivery>;
  pastReview(owner: UserId, school: School, policies: readonly Policy[]): Promise<Delivery>;
  /** A file of the school's library that cannot be taken in, and why. */
  unreadable(owner: UserId, school: School, file: string, why: string): Promise<Delivery>;
  /** Someone decided: the message says so in place of its buttons. */
  decided(ref: MessageRef, school: School, comparison: Comparison): Promise<Delivery>;
}

export interface OwnersDesk {
  desk(school: School): Promise<Desk>;
  decide(school: School, version: PolicyVersionId, by: UserId, how: 'put-in-force' | 'set-aside'): Promise<Decision>;
  /** The owners' messages of a version say again where it stands now. */
  redraw(school: School, version: PolicyVersionId): Promise<void>;
  /** Tells each owner once of one version; who cannot be reached now is tried again the next time. */
  tellOnce(
    school: School,
    version: PolicyVersionId,
    kind: NoticeKind,
    send: (owner: UserId) => Promise<Delivery | undefined>,
  ): Promise<void>;
  /** Tells every owner of what waits and of what is past review, each once. Run again, it tells nobody twice. */
  tell(): Promise<void>;
  /** Tells every owner at the school that a file of its library cannot be taken in. Throws a Fault for trouble that passes. */
  tellUnreadable(school: School, file: string, why: string): Promise<void>;
}

interface DeskParts {
  readonly library: Library;
  readonly notices: NoticeStore;
  readonly messages: OwnerMessages;
  readonly schools: readonly School[];
  /** Asked before anyone is written to: a name in a file is no proof that the account is still staff. */
  isStaff(user: UserId): Promise<boolean>;
  readonly clock: Clock;
}

const unlessFault = (error: unknown): void => {
  if (!(error instanceof Fault)) throw error;
};

export function createOwnersDesk({ library, notices, messages, schools, isStaff, clock }: DeskParts): OwnersDesk {
  const ownersToTell = async (school: School, told: readonly Notice[]): Promise<readonly RoleHolder[]> => {
    const missing = holders(school, 'policy-owner').filter(({ id }) => !told.some(({ owner }) => owner === id));
    const staff = await Promise.all(missing.map(({ id }) => isStaff(id)));
    return missing.filter((_, at) => staff[at]);
  };

  const tellOnce: OwnersDesk['tellOnce'] = async (school, version, kind, send) => {
    const told = await notices.told(school.id, version, kind);
    for (const owner of await ownersToTell(school, told)) {
      const delivery = await send(owner.id);
      // Being unreachable now is no reason to give up: the next round tries again.
      if (delivery?.kind !== 'sent') continue;
      await notices.remember(school.id, version, kind, { owner: owner.id, ref: delivery.ref }, clock());
    }
  };

  async function tellOfProposals(school: School): Promise<void> {
    for (const { version } of await library.proposed(school.id))
      await tellOnce(school, version.versionId, 'proposed', async (owner) => {
        const comparison = await library.comparison(school.id, version.versionId);
        return comparison && messages.proposed(owner, school, comparison);
      });
  }

  // What was done counts whether or not a card can be changed: a stale button is answered as too late.
  async function showAgain(school: School, comparison: Comparison): Promise<void> {
    for (const { ref } of await notices.told(school.id, comparison.after.versionId, 'proposed'))
      await messages.decided(ref, school, comparison).catch(unlessFault);
  }

  async function tellOfReviews(school: School): Promise<void> {
    const today = dayOf(clock());
    const past = (await library.inForce(school.id)).filter(({ reviewOn }) => isPastReview(reviewOn, today));
    const told = await Promise.all(past.map(({ versionId }) => notices.told(school.id, versionId, 'review')));
    for (const owner of await ownersToTell(school, [])) {
      const untold = past.filter((_, at) => !told[at]?.some((notice) => notice.owner === owner.id));
      if (untold.length === 0) continue;
      const delivery = await messages.pastReview(owner.id, school, untold);
      if (delivery.kind !== 'sent') continue;
      for (const { versionId } of untold)
        await notices.remember(school.id, versionId, 'review', { owner: owner.id, ref: delivery.ref }, clock());
    }
  }

  return {
    desk: (school) => deskOf(library, school, dayOf(clock())),

    async decide(school, version, by, how) {
      // The comparison is made before: afterwards the version has nothing to be compared with.
      const comparison = await library.comparison(school.id, version);
      const decision =
        how === 'put-in-force'
          ? await library.putInForce(school.id, version, by)
          : await library.setAside(school.id, version, by);
      const after = decision.kind === 'done' ? (await library.comparison(school.id, version))?.stored : undefined;
      if (comparison && after) await showAgain(school, { ...comparison, stored: after });
      return decision;
    },

    async redraw(school, version) {
      const comparison = await library.comparison(school.id, version);
      if (comparison) await showAgain(school, comparison);
    },

    tellOnce,

    async tellUnreadable(school, file, why) {
      for (const owner of await ownersToTell(school, [])) await messages.unreadable(owner.id, school, file, why);
    },

    async tell() {
      for (const school of schools) {
        await tellOfProposals(school);
        await tellOfReviews(school);
      }
    },
  };
}

/** What is in force at a school, what waits beside it, and what is new. */
async function deskOf(library: Library, school: School, today: IsoDay): ReturnType<OwnersDesk['desk']> {
  const [inForce, proposed] = await Promise.all([library.inForce(school.id), library.proposed(school.id)]);
  const waiting = new Map(proposed.map((version) => [version.identity.id, version]));
  const known = new Set(inForce.map(({ policyId }) => policyId));
  return {
    school,
    shelf: inForce.map((policy) => {
      const next = waiting.get(policy.policyId);
      return { policy, isPastReview: isPastReview(policy.reviewOn, today), ...(next && { waiting: next }) };
    }),
    newcomers: proposed.filter(({ identity }) => !known.has(identity.id)),
  };
}
