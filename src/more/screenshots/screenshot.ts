import { createHash } from 'node:crypto';
import type { ConcernId, UserId } from '../../kernel/ids.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import type { Actor } from '../../report/actor.ts';
import type { Concern } from '../../report/concern.ts';
import { type ConcernDeps, schoolOf } from '../../report/deps.ts';
import { type Access, access, isAsGranted } from '../../report/opening/access.ts';
import { newsFor } from '../../report/own-report/own-report.ts';
import { change } from '../../report/record/change.ts';
import { type Picture, picturesIn, pictureType, type SealedPicture } from '../../report/record/pictures.ts';
import { noteRefusal } from '../../report/record/refusal.ts';
import { checkRead } from '../../report/triage/hand-on.ts';

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

export const AWAITED_MS = 10 * MINUTE_MS;

/** What its sender says about a picture before it may be sent. */
export type PictureAnswers = Readonly<Record<'young' | 'intimate', 'yes' | 'no' | 'unsure'>>;

export type Awaiting =
  | { readonly kind: 'awaited'; readonly until: Date }
  | { readonly kind: 'not-here' | 'enough' }
  /** It may show a child, or someone undressed: nobody may send it, and they are told who to phone. */
  | { readonly kind: 'must-not-be-sent' };

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
export const createScreenshots = (deps: ConcernDeps, pictures: ScreenshotStore) => ({
  /** Whether a button for one is shown. */
  mayAdd: async (id: ConcernId, actor: Actor): Promise<boolean> => (await ownOf(deps, id, actor)) !== undefined,
  /** Only a clear no to each question lets a picture in. */
  await: (id: ConcernId, actor: Actor, answers: PictureAnswers): Promise<Awaiting> =>
    awaitOne(deps, pictures, id, actor, answers),
  isAwaited: (user: UserId): Promise<boolean> => pictures.isAwaited(user, deps.clock()),
  /** @param fetch is called only when a picture of this person is awaited, and at most once */
  take: (actor: Actor, fetch: () => Promise<Fetched>): Promise<TakenPicture> => take(deps, pictures, actor, fetch),
  /** One screenshot, for someone who may open the record now; that it left is recorded first. */
  show: (id: ConcernId, screenshot: string, actor: Actor): Promise<Shown> =>
    show(deps, pictures, id, screenshot, actor),
  /** Those that a record which was just exported names, for its file. */
  async of(id: ConcernId, screenshots: readonly string[]): Promise<readonly Picture[]> {
    const found = await Promise.all(screenshots.map((one) => pictures.find(id, one)));
    return found.filter((picture) => picture !== undefined);
  },
});

const mayHave = (deps: ConcernDeps, concern: Concern): boolean =>
  concern.kind === 'online-abuse' && !concern.isStub && schoolOf(deps, concern.school).concerns.allowScreenshots;

/** A report of this person's own to which a screenshot may be added. */
async function ownOf(deps: ConcernDeps, id: ConcernId, actor: Actor): Promise<Concern | undefined> {
  const concern = await deps.store.find(id);
  if (concern?.reporter !== actor.user || actor.tenant !== deps.trust.tenantId) {
    await noteRefusal(deps, actor, 'own-picture', concern?.id);
    return undefined;
  }
  return mayHave(deps, concern) ? concern : undefined;
}

async function awaitOne(
  deps: ConcernDeps,
  pictures: ScreenshotStore,
  id: ConcernId,
  actor: Actor,
  { young, intimate }: PictureAnswers,
): Promise<Awaiting> {
  if (young !== 'no' || intimate !== 'no') return { kind: 'must-not-be-sent' };
  const concern = await ownOf(deps, id, actor);
  if (!concern) return { kind: 'not-here' };
  if (picturesIn(concern, await deps.store.entries(concern)).length >= MOST_PICTURES) return { kind: 'enough' };
  const until = new Date(deps.clock().getTime() + AWAITED_MS);
  await pictures.await(actor.user, id, until);
  return { kind: 'awaited', until };
}

async function take(
  deps: ConcernDeps,
  pictures: ScreenshotStore,
  actor: Actor,
  fetch: () => Promise<Fetched>,
): Promise<TakenPicture> {
  const now = deps.clock();
  const id = await pictures.takeAwaited(actor.user, now);
  if (id === undefined) return { kind: 'not-awaited' };
  if (!(await ownOf(deps, id, actor))) return { kind: 'refused', why: 'not-here' };
  const fetched = await fetch();
  if (fetched.kind !== 'fetched') return { kind: 'refused', why: fetched.kind };
  if (fetched.bytes.byteLength > MOST_PICTURE_BYTES) return { kind: 'refused', why: 'size' };
  const type = pictureType(fetched.bytes);
  if (!type) return { kind: 'refused', why: 'type' };

  const picture = await pictures.seal(id, { id: deps.ids.uuid(), type, bytes: fetched.bytes });
  const digest = digestOf(picture.sealed);
  const facts = { screenshot: picture.id, type, bytes: fetched.bytes.byteLength, digest };
  const noted = await change(deps.store, id, (concern) =>
    mayHave(deps, concern)
      ? {
          entries: [{ at: now, actor: actor.user, kind: 'pictured', facts }],
          picture,
          tasks: [
            ...newsFor(deps, concern, 'added', now),
            ...(concern.unreadSince === undefined
              ? [checkRead(schoolOf(deps, concern.school), concern.holder, false, now)]
              : []),
          ],
        }
      : undefined,
  );
  // It became a stub, or about someone else, in the meantime.
  if (noted.kind !== 'changed') return { kind: 'refused', why: 'not-here' };
  await deps.wake();
  return { kind: 'taken', reference: noted.concern.reference };
}

async function show(
  deps: ConcernDeps,
  pictures: ScreenshotStore,
  id: ConcernId,
  screenshot: string,
  actor: Actor,
): Promise<Shown> {
  const granted = await access(deps, id, actor, 'screenshot');
  if (granted.kind !== 'granted') return granted;
  const { concern } = granted;
  const entries = await deps.store.entries(concern);
  const picture = picturesIn(concern, entries).includes(screenshot) ? await pictures.find(id, screenshot) : undefined;
  if (!picture) return { kind: 'gone' };
  const noted = await change(deps.store, id, (found) =>
    isAsGranted(concern, found, actor.user)
      ? {
          entries: [
            { at: deps.clock(), actor: actor.user, kind: 'exported', facts: { format: 'screenshot', screenshot } },
          ],
        }
      : undefined,
  );
  return noted.kind === 'changed'
    ? { kind: 'picture', picture, reference: concern.reference }
    : { kind: 'not-available' };
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
