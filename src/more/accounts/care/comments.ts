import type { Harmless } from '../../../hear/gate.ts';
import type { Ids } from '../../../kernel/ids.ts';
import { DAY_MS } from '../../../kernel/time.ts';
import type { AccountId, Comment, CommentId } from '../account.ts';
import type { AccountPolicies, By, CommentStore } from '../account-ports.ts';
import { eventOf, keptBy, type LookupDeps } from '../lookup.ts';
import { answerBy } from './answer-by.ts';

export interface CommentDeps extends LookupDeps {
  readonly comments: CommentStore;
  readonly policies: AccountPolicies;
  readonly ids: Pick<Ids, 'uuid'>;
}

export interface Received {
  readonly kind: Comment['kind'];
  readonly receivedAt: Date;
  readonly about: Harmless;
}

/** What was hidden, blocked, removed or reported on an account, and why. */
export const MODERATED = ['hidden', 'blocked', 'removed', 'reported'] as const;
export const MODERATED_WHY = ['offensive', 'personal', 'untrue', 'advertising', 'other'] as const;
export interface Moderated {
  readonly what: (typeof MODERATED)[number];
  readonly why: (typeof MODERATED_WHY)[number];
  /** Whether those who read along were told why. */
  readonly isSaid: boolean;
  readonly words: Harmless;
}

/** Nobody records what came in a month ago, or tomorrow. */
const LONGEST_AGO_MS = 31 * DAY_MS;

/** Comments and complaints: by when they are answered, that they were, and what was hidden. */
export const commenting = (deps: CommentDeps) => ({
  async comment(by: By, id: AccountId, { kind, receivedAt, about }: Received) {
    const { comments, policies, ids, clock } = deps;
    const found = await keptBy(deps, by.user, id);
    if (found?.account.state !== 'approved') return 'not-yours' as const;
    const now = clock();
    if (receivedAt > now || receivedAt.getTime() < now.getTime() - LONGEST_AGO_MS) return 'no-time' as const;
    const { school } = found;
    const within = (await policies.confirmed(school.id))?.comments?.within;
    const due = within && answerBy(within, receivedAt, school.hours, school.accounts.holidays);
    const comment = { id: ids.uuid() as CommentId, account: id, kind, receivedAt, about, answerBy: due };
    await comments.note(
      { ...comment, notedBy: by.user, notedByName: by.name },
      eventOf(deps, by, 'comment', { kind, about }),
    );
    return 'noted' as const;
  },

  /** Someone says that it was answered, even if only that it was received. */
  async answered(by: By, comment: CommentId) {
    const found = await deps.comments.find(comment);
    const kept = found && (await keptBy(deps, by.user, found.account));
    if (!found || !kept) return undefined;
    await deps.comments.answerOnce(comment, eventOf(deps, by, 'answered', { kind: found.kind }));
    return found.account;
  },

  async moderated(by: By, id: AccountId, { what, why, isSaid, words }: Moderated) {
    const found = await keptBy(deps, by.user, id);
    if (found?.account.state !== 'approved') return 'not-yours' as const;
    const said = isSaid ? 'said' : 'not-said';
    await deps.accounts.noteEvent(id, eventOf(deps, by, 'moderated', { what, why, said, words }));
    return 'noted' as const;
  },
});
