import { Fault } from '../../kernel/calls/fault.ts';
import { parseGuid, type UserId } from '../../kernel/ids.ts';
import type { SendUntracked } from '../../report/delivery/untracked-notice.ts';
import type { ConcernDeps } from '../../report/deps.ts';
import { everyHolder } from '../../school/school.ts';

/** What someone is told about a PIN: theirs, or one that was set with their code. */
export const PIN_NEWS = ['code', 'set', 'set-with-yours', 'paused'] as const;
export type PinNews = (typeof PIN_NEWS)[number];

declare module '../../report/host.ts' {
  interface FeatureNotices {
    /** Something about the reader's own PIN, or one that was set with their code. Of no report. */
    readonly pin: {
      readonly what: PinNews;
      /** Who else was involved. */
      readonly name: string | undefined;
    };
  }
}

/** One thing to tell one person. */
interface PinWord {
  readonly what: PinNews;
  readonly to: UserId;
  /** Who else had to do with it: who made the code, or who set a PIN with it. */
  readonly other: UserId;
  readonly at: Date;
}

/** How it is kept until it is told. */
export const pinWordKey = ({ what, to, other, at }: PinWord): string => `${at.toISOString()} ${what} ${to} ${other}`;

/** Tells it in the person's own chat. Throws when Teams does not take it just now: the caller tries again. */
export async function tellPinWord(
  { trust }: Pick<ConcernDeps, 'trust'>,
  sendUntracked: SendUntracked,
  key: string,
): Promise<void> {
  const [, name, first, second] = key.split(' ');
  const what = PIN_NEWS.find((one) => one === name);
  const to = parseGuid<UserId>(first);
  const other = parseGuid<UserId>(second);
  if (!what || !to || !other) return;
  const named = holderName(trust, other);
  if (!(await sendUntracked(`pin ${key}`, to, { kind: 'pin', what, name: named })))
    throw new Fault('unavailable', 'someone was not told of a PIN yet');
}

/** By the name in lanyard.yml, at whichever school. */
export const holderName = ({ schools }: ConcernDeps['trust'], user: UserId): string | undefined =>
  schools.flatMap(everyHolder).find(({ id }) => id === user)?.name;
