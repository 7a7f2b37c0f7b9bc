import type { Harmless } from '../../hear/gate.ts';
import type { PolicyId, SchoolId, UserId } from '../../kernel/ids.ts';
import type { MessageRef } from '../../kernel/messages.ts';
import type { PolicyDocument, StatedFacts } from '../../kernel/text/document.ts';
import { type Clock, DAY_MS } from '../../kernel/time.ts';
import { Typed } from '../../kernel/typed.ts';
import { type DocumentReader, policyIdFor, titleFor, withMissed } from '../library/intake.ts';
import type { Library, Submitted } from '../library/library.ts';

/** A file that an owner sent to the bot, from the moment it came to the moment they said which policy it is. */
export interface Upload {
  readonly id: string;
  readonly owner: UserId;
  readonly name: string;
  /** Where it can be fetched for a short time; gone once it was. */
  readonly url?: string;
  /** The message in which its owner sees how far it is. */
  readonly ref: MessageRef;
  readonly document?: PolicyDocument;
  readonly sentAt: Date;
}

/** What a file is called where it is kept and shown. */
export const shortened = (name: string): string => name.slice(0, 200);

/** As it comes in: what its sender called it may become the title that everyone reads. */
export interface NewUpload extends Omit<Upload, 'name'> {
  readonly name: Harmless;
}

export interface UploadStore {
  add(upload: NewUpload): Promise<void>;
  find(id: string): Promise<Upload | undefined>;
  /** Keeps what was read, and forgets where it came from. */
  keep(id: string, document: PolicyDocument): Promise<void>;
  /** False when it was gone already: two clicks on one button are one. */
  forget(id: string): Promise<boolean>;
  forgetBefore(at: Date): Promise<void>;
}

export type FetchedFile =
  | { readonly kind: 'fetched'; readonly bytes: Uint8Array }
  /** In words for the owner. */
  | { readonly kind: 'refused'; readonly why: string };

/** How the owner sees it. */
export interface UploadMessages {
  progress(ref: MessageRef, name: string, progress: { readonly done: number; readonly of: number }): Promise<unknown>;
  ready(ref: MessageRef, upload: Upload): Promise<unknown>;
  failed(ref: MessageRef, name: string, why: string): Promise<unknown>;
  taken(ref: MessageRef, name: string, as: string): Promise<unknown>;
}

/** What the owner says a file is. `policy` is absent for one that the school does not have yet. */
interface Placing {
  readonly school: SchoolId;
  readonly policy?: PolicyId;
  /** What the file states, as its owner has put it right; what is left out is as it was read, '' is not stated. */
  readonly corrected?: Partial<Record<Correctable, string>>;
}

/** What an owner may put right before a version is compared. */
type Correctable = 'title' | 'version' | 'adoptedOn' | 'reviewOn';

type Placed = Submitted | { readonly kind: 'gone' } | { readonly kind: 'no-such-policy' };

export interface Uploads {
  /** Fetches and reads one upload; what comes of it is shown in its message. */
  work(id: string): Promise<void>;
  find(id: string, owner: UserId): Promise<Upload | undefined>;
  /** Hands what was read to the library, where it waits to be put in force. */
  place(id: string, owner: UserId, placing: Placing): Promise<Placed>;
  /** Forgets what nobody said anything about for a week. */
  tidy(): Promise<void>;
}

/** What a file may be a new version of: a policy in force, or a draft that waits and was never in force. */
export async function onShelf(
  library: Pick<Library, 'inForce' | 'proposed'>,
  school: SchoolId,
): Promise<readonly { readonly policyId: PolicyId; readonly title: string; readonly isDraft: boolean }[]> {
  const [inForce, proposed] = await Promise.all([library.inForce(school), library.proposed(school)]);
  const known = new Set(inForce.map(({ policyId }) => policyId));
  return [
    ...inForce.map(({ policyId, title }) => ({ policyId, title, isDraft: false })),
    ...proposed
      .filter(({ identity }) => !known.has(identity.id))
      .map(({ identity, version }) => ({ policyId: identity.id, title: version.title, isDraft: true })),
  ];
}

const NO_TITLE =
  'its title reads as if something has happened. None of it is kept. If something has, please tell a person now, or type report. If it is a policy, give it the title of the policy and send it again. In danger now: phone 999.';

/** Messages are changed no more often, however fast pages go by. */
const PROGRESS_MS = 2_000;
const KEPT_MS = 7 * DAY_MS;

export function createUploads(parts: {
  readonly uploads: UploadStore;
  readonly fetchFile: (url: string) => Promise<FetchedFile>;
  readonly read: DocumentReader;
  /** False for a title that tells of something that has happened: everyone would read it. */
  readonly isTitle: (title: Typed) => Promise<boolean>;
  readonly library: Library;
  readonly messages: UploadMessages;
  readonly clock: Clock;
}): Uploads {
  const { uploads, fetchFile, read, isTitle, library, messages, clock } = parts;

  async function work(id: string): Promise<void> {
    const upload = await uploads.find(id);
    if (!upload?.url) return;
    const { ref, name } = upload;
    const fail = async (why: string) => {
      await uploads.forget(id);
      await messages.failed(ref, name, why);
    };
    const fetched = await fetchFile(upload.url);
    if (fetched.kind === 'refused') return fail(fetched.why);

    // One change of the message at a time: the last progress must not arrive after the result.
    let shown = clock().getTime();
    let showing: Promise<unknown> = Promise.resolve();
    const outcome = await read(fetched.bytes, name, (progress) => {
      if (Math.abs(clock().getTime() - shown) < PROGRESS_MS) return;
      shown = clock().getTime();
      showing = showing.then(() => messages.progress(ref, name, progress)).catch(() => undefined);
    });
    await showing;
    if (outcome.kind === 'unreadable') return fail(outcome.why);
    const { title } = outcome.document.stated;
    if (title !== undefined && !(await isTitle(new Typed(title)))) return fail(NO_TITLE);
    const document = withMissed(outcome.document, outcome.missed);
    await uploads.keep(id, document);
    await messages.ready(ref, { ...upload, document });
  }

  const find = async (id: string, owner: UserId): Promise<Upload | undefined> => {
    const upload = await uploads.find(id);
    return upload?.owner === owner ? upload : undefined;
  };

  return {
    work,
    find,
    async place(id, owner, { school, policy, corrected = {} }) {
      const upload = await find(id, owner);
      if (!upload?.document) return { kind: 'gone' };
      const policies = await onShelf(library, school);
      const chosen = policies.find(({ policyId }) => policyId === policy);
      if (policy !== undefined && !chosen) return { kind: 'no-such-policy' };
      const document = { ...upload.document, stated: statedAs(upload.document.stated, corrected) };
      const title = document.stated.title ?? titleFor(upload.name);
      const taken = new Set(policies.map(({ policyId }) => policyId));
      const identity = chosen
        ? { id: chosen.policyId, fallbackTitle: chosen.title }
        : { id: newId(title, taken), fallbackTitle: titleFor(upload.name) };
      if (!(await uploads.forget(id))) return { kind: 'gone' };
      const submitted = await library.submit(school, identity, document, 'waits');
      await messages.taken(upload.ref, upload.name, chosen?.title ?? title);
      return submitted;
    },
    tidy: () => uploads.forgetBefore(new Date(clock().getTime() - KEPT_MS)),
  };
}

function statedAs(read: StatedFacts, corrected: Partial<Record<Correctable, string>>): StatedFacts {
  const all = Object.entries({ ...read, ...corrected });
  return Object.fromEntries(all.filter(([, value]) => value !== ''));
}

function newId(title: string, taken: ReadonlySet<string>): PolicyId {
  const id = policyIdFor(title);
  for (let count = 1; ; count += 1) {
    const candidate = (count === 1 ? id : `${id}-${count}`) as PolicyId;
    if (!taken.has(candidate)) return candidate;
  }
}

/** The policy that a file is most likely a new version of: by its title, or by what the file is called. */
export function likelyPolicy<P extends { readonly title: string; readonly policyId: PolicyId }>(
  upload: Pick<Upload, 'name' | 'document'>,
  policies: readonly P[],
): P | undefined {
  const flat = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  const title = flat(upload.document?.stated.title ?? '');
  return (
    policies.find((policy) => title !== '' && flat(policy.title) === title) ??
    policies.find(({ policyId }) => policyIdFor(upload.name) === policyId)
  );
}
