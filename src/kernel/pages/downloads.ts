import type { UserId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../time.ts';
import { MINUTE_MS } from '../time.ts';
import { type Tickets, writtenSecret } from './tickets.ts';

export interface DownloadFile {
  /** As it lands on the disk, with its ending. */
  readonly name: string;
  /** Media type, e.g. `application/pdf`. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** One kind of file that can be fetched by a link. */
export interface DownloadKind {
  /** What the page calls it, in our own words: anyone who has the link reads this, so nothing of the content. */
  readonly title: string;
  /** Said on the page before it is fetched. */
  readonly note?: string;
  /** How often one link may be used; 3 unless told. */
  readonly uses?: number;
  /**
   * Makes the file at the moment it is fetched: nothing is stored, and the right of the person who asked is checked again.
   * `undefined` when they may not have it, or it is no longer there.
   */
  make(by: UserId, subject: string): Promise<DownloadFile | undefined>;
}

interface DownloadOffer {
  readonly url: string;
  readonly until: Date;
}

type DownloadFound =
  | { readonly kind: 'ready'; readonly title: string; readonly note: string | undefined; readonly until: Date }
  | { readonly kind: 'expired' | 'replaced' | 'used-up' | 'unknown' };

type Downloaded =
  | { readonly kind: 'file'; readonly file: DownloadFile }
  | { readonly kind: 'refused' | 'expired' | 'replaced' | 'used-up' | 'unknown' };

/** Long enough to find the browser window, too short to help anyone who finds the link later. */
const LASTS_MS = 10 * MINUTE_MS;
/** A broken download may be tried again. */
const USES = 3;

const PURPOSE = 'download.';

export type Downloads = ReturnType<typeof createDownloads>;

/** Files for people who may have them, by a link of a few minutes that is made when they ask. */
export function createDownloads(parts: {
  readonly tickets: Tickets;
  readonly clock: Clock;
  readonly log: Log;
  /** The address of the service as people outside Teams see it, without a slash at the end. */
  readonly address: () => string;
}) {
  const { tickets, clock, log, address } = parts;
  const kinds = new Map<string, DownloadKind>();
  const kindOf = (purpose: string): DownloadKind | undefined =>
    purpose.startsWith(PURPOSE) ? kinds.get(purpose.slice(PURPOSE.length)) : undefined;

  return {
    /** Every instance must know every kind: any of them may be asked for the file. */
    handle(name: string, kind: DownloadKind): void {
      kinds.set(name, kind);
    },

    /**
     * A fresh link for one person. Ask for it only after checking that they may have the file; it is checked again when
     * they fetch it.
     * @param subject what to make, e.g. a campaign's id; kept in the database as it is
     */
    async offer(name: string, subject: string, by: UserId): Promise<DownloadOffer> {
      const kind = kinds.get(name);
      if (!kind) throw new Error(`nobody makes downloads of the kind ${name}`);
      const now = clock();
      const until = new Date(now.getTime() + LASTS_MS);
      const usesLeft = kind.uses ?? USES;
      const [secret = ''] = await tickets.make(
        [{ purpose: `${PURPOSE}${name}`, subject, holder: by, expiresAt: until, usesLeft }],
        now,
      );
      return { url: `${address()}/d/${writtenSecret(secret)}`, until };
    },

    /** What a link would give. Changes nothing. */
    async find(secret: string): Promise<DownloadFound> {
      const found = await tickets.find(secret, clock());
      if (found.kind !== 'good') return found;
      const kind = kindOf(found.ticket.purpose);
      return kind
        ? { kind: 'ready', title: kind.title, note: kind.note, until: found.ticket.expiresAt }
        : { kind: 'unknown' };
    },

    /** Makes the file and takes one use of the link. */
    async fetch(secret: string): Promise<Downloaded> {
      const now = clock();
      const seen = await tickets.find(secret, now);
      if (seen.kind !== 'good') return seen;
      const kind = kindOf(seen.ticket.purpose);
      if (!kind) return { kind: 'unknown' };
      const used = await tickets.use(secret, now);
      if (used.kind !== 'good') return used;
      const { holder, subject, purpose } = used.ticket;
      const file = await kind.make(holder as UserId, subject);
      log.info('download.fetched', { what: purpose, user: holder, given: file !== undefined });
      return file ? { kind: 'file', file } : { kind: 'refused' };
    },
  };
}
