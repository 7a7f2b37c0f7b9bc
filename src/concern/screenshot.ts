import { createHash } from 'node:crypto';
import type { ConcernId, UserId } from '../core/ids.ts';
import { MINUTE_MS } from '../core/time.ts';
import { type Access, access } from './access.ts';
import type { Actor } from './actor.ts';
import { change } from './change.ts';
import type { Concern, Entry, NewEntry } from './concern.ts';
import { checkRead, tellable } from './hand-on.ts';
import { type ConcernParts, schoolOf } from './parts.ts';
import type { SealedPicture } from './picture.ts';
import { type Picture, pictureType } from './picture.ts';
import { noteRefusal } from './refusal.ts';
import type { NewTask } from './task.ts';

/** Keeps screenshots, each sealed with the key of its record. Only records about adults can have one. */
export interface ScreenshotStore {
  /** The next picture that this person sends belongs to this concern, until then. */
  await(reporter: UserId, concern: ConcernId, until: Date): Promise<void>;
  /** What a picture of this person belongs to; of two pictures at once one gets the answer. */
  takeAwaited(reporter: UserId, now: Date): Promise<ConcernId | undefined>;
  isAwaited(reporter: UserId, now: Date): Promise<boolean>;
  /** Made ready to be stored together with the event that names it. */
  seal(concern: ConcernId, picture: Picture): Promise<SealedPicture>;
  /** `undefined` when it is not there; a Fault when it was changed. */
  find(concern: ConcernId, id: string): Promise<Picture | undefined>;
}

export const MOST_PICTURES = 5;

export const MOST_PICTURE_BYTES = 5 * 1024 * 1024;

const AWAITED_MS = 10 * MINUTE_MS;

/** The ids of the screenshots of a record, in the order in which they came; none once it is a stub. */
export const picturesIn = (concern: Pick<Concern, 'isStub'>, entries: readonly Entry[]): readonly string[] =>
  concern.isStub
    ? []
    : entries.flatMap(({ kind, facts }) =>
        kind === 'pictured' && typeof facts?.screenshot === 'string' ? [facts.screenshot] : [],
      );

export type Awaiting = { readonly kind: 'awaited'; readonly until: Date } | { readonly kind: 'not-here' | 'enough' };

export type TakenPicture =
  /** No picture of this person is awaited: nothing was fetched. */
  | { readonly kind: 'not-awaited' }
  | { readonly kind: 'taken'; readonly reference: string }
  | { readonly kind: 'refused'; readonly why: 'unfetched' | 'size' | 'type' | 'not-here' };

export type Fetched =
  | { readonly kind: 'fetched'; readonly bytes: Uint8Array }
  | { readonly kind: 'unfetched' | 'size' };

export type Shown =
  | { readonly kind: 'picture'; readonly picture: Picture; readonly reference: string }
  | { readonly kind: 'gone' }
  | Exclude<Access, { kind: 'granted' }>;

export type Screenshots = ReturnType<typeof createScreenshots>;

/** Screenshots of ordinary posts, for abuse of staff or of an account, where the school has turned it on. */
export function createScreenshots(parts: ConcernParts, pictures: ScreenshotStore) {
  const mayHave = (concern: Concern): boolean =>
    concern.kind === 'online-abuse' && !concern.isStub && schoolOf(parts, concern.school).concerns.allowScreenshots;
  const own = async (id: ConcernId, actor: Actor): Promise<Concern | undefined> => {
    const concern = await parts.store.find(id);
    if (concern?.reporter !== actor.user || actor.tenant !== parts.trust.tenantId) {
      await noteRefusal(parts, actor, 'own-picture', concern?.id);
      return undefined;
    }
    return mayHave(concern) ? concern : undefined;
  };

  return {
    /** Whether a button for one is shown. */
    mayAdd: async (id: ConcernId, actor: Actor): Promise<boolean> => (await own(id, actor)) !== undefined,

    /** After the image question was answered with no. */
    async await(id: ConcernId, actor: Actor): Promise<Awaiting> {
      const concern = await own(id, actor);
      if (!concern) return { kind: 'not-here' };
      if (picturesIn(concern, await parts.store.entries(concern)).length >= MOST_PICTURES) return { kind: 'enough' };
      const until = new Date(parts.clock().getTime() + AWAITED_MS);
      await pictures.await(actor.user, id, until);
      return { kind: 'awaited', until };
    },

    isAwaited: (user: UserId): Promise<boolean> => pictures.isAwaited(user, parts.clock()),

    /** @param fetch is called only when a picture of this person is awaited, and at most once */
    async take(actor: Actor, fetch: () => Promise<Fetched>): Promise<TakenPicture> {
      const now = parts.clock();
      const id = await pictures.takeAwaited(actor.user, now);
      if (id === undefined) return { kind: 'not-awaited' };
      if (!(await own(id, actor))) return { kind: 'refused', why: 'not-here' };
      const fetched = await fetch();
      if (fetched.kind !== 'fetched') return { kind: 'refused', why: fetched.kind };
      if (fetched.bytes.byteLength > MOST_PICTURE_BYTES) return { kind: 'refused', why: 'size' };
      const type = pictureType(fetched.bytes);
      if (!type) return { kind: 'refused', why: 'type' };

      const picture = await pictures.seal(id, { id: parts.ids.uuid(), type, bytes: fetched.bytes });
      const digest = digestOf(picture.sealed);
      const noted = await change(parts.store, id, (concern) => {
        if (!mayHave(concern)) return undefined;
        const { holder, owner } = concern;
        const school = schoolOf(parts, concern.school);
        const people = owner === undefined ? tellable(school, concern, holder).map((one) => one.id) : [owner];
        const facts = { screenshot: picture.id, type, bytes: fetched.bytes.byteLength, digest };
        const entry: NewEntry = { at: now, actor: actor.user, kind: 'pictured', facts };
        return {
          entries: [entry],
          picture,
          tasks: [
            ...people.map((person): NewTask => ({ kind: 'news', dueAt: now, person, holder, why: 'added' })),
            ...(concern.unreadSince === undefined ? [checkRead(school, holder, false, now)] : []),
          ],
        };
      });
      // It became a stub, or about somebody else, in the meantime.
      if (noted.kind !== 'changed') return { kind: 'refused', why: 'not-here' };
      await parts.wake();
      return { kind: 'taken', reference: noted.concern.reference };
    },

    /** One screenshot, for somebody who may open the record now; that it left is recorded first. */
    async show(id: ConcernId, screenshot: string, actor: Actor): Promise<Shown> {
      const granted = await access(parts, id, actor, 'screenshot');
      if (granted.kind !== 'granted') return granted;
      const { concern } = granted;
      const entries = await parts.store.entries(concern);
      const picture = picturesIn(concern, entries).includes(screenshot)
        ? await pictures.find(id, screenshot)
        : undefined;
      if (!picture) return { kind: 'gone' };
      const noted = await change(parts.store, id, (found) =>
        found.holder === concern.holder && found.via === concern.via
          ? {
              entries: [
                { at: parts.clock(), actor: actor.user, kind: 'exported', facts: { format: 'screenshot', screenshot } },
              ],
            }
          : undefined,
      );
      return noted.kind === 'changed'
        ? { kind: 'picture', picture, reference: concern.reference }
        : { kind: 'not-available' };
    },

    /** Those that a record which was just exported names, for its file. */
    async of(id: ConcernId, screenshots: readonly string[]): Promise<readonly Picture[]> {
      const found = await Promise.all(screenshots.map((one) => pictures.find(id, one)));
      return found.filter((picture) => picture !== undefined);
    },
  };
}

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
