import type { TenantId, UserId } from '../../kernel/ids.ts';
import { DAY_MS, isWithin, MINUTE_MS } from '../../kernel/time.ts';
import { everyHolder, type Role, type RoleHolder, type School } from '../../school/school.ts';
import { RECIPIENTS } from '../concern.ts';
import { roleOf } from '../routing/routing.ts';

/** Why nothing can be sent to someone, as a code for the log and the doctor. */
export type Trouble =
  /** Graph or Teams does not answer just now. */
  | 'unavailable'
  /** The app was put in place a moment ago, and Teams does not know it yet. */
  | 'not-yet'
  /** We lack a permission. */
  | 'not-allowed'
  | 'not-in-catalogue'
  /** Microsoft said no in words that we do not know. */
  | 'refused'
  | 'no-teams'
  | 'app-not-allowed'
  | 'blocked'
  | 'account-gone'
  | 'pupil';

/** What stays as it is until a person does something about it, whatever chat was known before. */
const CERTAIN: readonly Trouble[] = ['no-teams', 'app-not-allowed', 'blocked', 'account-gone', 'pupil'];

/** How it stands with the chat of one person. */
export interface Reach {
  readonly person: UserId;
  /** An address to send to is kept. */
  readonly hasChat: boolean;
  /** When they last wrote, or pressed something; long ago where only we opened the chat. */
  readonly heardAt: Date | undefined;
  readonly triedAt: Date;
  /** When it was last found open. */
  readonly openAt: Date | undefined;
  readonly trouble: Trouble | undefined;
  /** Since when there is trouble, of one kind or another. */
  readonly troubleSince: Date | undefined;
  /** When it was last said that they cannot be reached. */
  readonly saidAt: Date | undefined;
}

/** What is known about the chats of everyone who holds a role. The addresses themselves are where all chats are. */
export interface ReachStore {
  all(): Promise<readonly Reach[]>;
  /** What a look found; without trouble the chat is open. */
  note(person: UserId, found: { readonly at: Date; readonly trouble: Trouble | undefined }): Promise<void>;
  noteSaid(person: UserId, at: Date): Promise<void>;
  /** The others hold no role any more: of them nothing is kept here. */
  keepOnly(people: readonly UserId[]): Promise<void>;
  /** A card was refused because they have blocked us. Of someone whose chat is not kept here nothing is noted. */
  noteBlocked(person: UserId, at: Date): Promise<void>;
  /** A card arrived: they have not. */
  noteReached(person: UserId): Promise<void>;
}

/** Opens people's own chats with the bot, and keeps where they are. Nothing is shown in them. */
export interface ChatOpener {
  /** @throws Fault for trouble that passes, or that someone has to mend for everyone */
  open(
    user: UserId,
    tenant: TenantId,
  ): Promise<'open' | Extract<Trouble, 'not-yet' | 'no-teams' | 'app-not-allowed' | 'blocked'>>;
}

/** A chat that is known is looked at again after this: people remove chats, and administrators remove apps. */
const AGAIN_MS = DAY_MS;
/** What passes is tried again at every look. */
const SOON_MS = MINUTE_MS;
/** What someone has to mend is not mended within a minute. */
const AGAIN_CERTAIN_MS = 15 * MINUTE_MS;

/** Whether a person's chat is to be looked at now. */
export function isDue(before: Reach | undefined, now: Date): boolean {
  if (!before) return true;
  const { trouble, hasChat, triedAt } = before;
  if (trouble === undefined) return !hasChat || !isWithin(triedAt, AGAIN_MS, now);
  // A look that comes a second early must not wait for another whole minute.
  return !isWithin(triedAt, CERTAIN.includes(trouble) ? AGAIN_CERTAIN_MS : SOON_MS / 2, now);
}

/** Trouble that passes, as an app that Teams does not know for a moment, is said once it has lasted for this long. */
const PATIENCE_MS = 2 * MINUTE_MS;

/**
 * Why someone cannot be told anything, whatever is tried; `undefined` where they can. A chat that is known stays a way to them while
 * Graph does not answer.
 */
export function whyUnreachable(reach: Reach, now: Date): Trouble | undefined {
  const { trouble, troubleSince, hasChat } = reach;
  if (trouble === undefined) return undefined;
  if (CERTAIN.includes(trouble)) return trouble;
  return hasChat || troubleSince === undefined || isWithin(troubleSince, PATIENCE_MS, now) ? undefined : trouble;
}

/** Said again after this for as long as it is so. */
export const isSaid = ({ saidAt }: Reach, now: Date): boolean => saidAt !== undefined && isWithin(saidAt, DAY_MS, now);

/** Someone who holds a role at a school, by the role for which they are told of reports, if there is one. */
export interface Named {
  readonly holder: RoleHolder;
  readonly role: Role;
  readonly takesReports: boolean;
}

/** Everyone who holds a role at this school, once. */
export function namedAt(school: School): readonly Named[] {
  const people = new Map<UserId, Named>();
  for (const { role, ...holder } of everyHolder(school)) {
    const taking = roleOf(school, holder.id, RECIPIENTS);
    if (!people.has(holder.id))
      people.set(holder.id, { holder, role: taking ?? role, takesReports: taking !== undefined });
  }
  return [...people.values()];
}
