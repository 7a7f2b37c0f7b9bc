import type { ConcernId } from '../../kernel/ids.ts';
import { DAY_MS, dayOf, type IsoDay } from '../../kernel/time.ts';
import type { Actor } from '../../report/actor.ts';
import { type Concern, shelfOf } from '../../report/concern.ts';
import { type Access, access } from '../../report/opening/access.ts';
import { joinedTo } from '../../report/same-child/locked.ts';
import { everyHolder, type School } from '../../school/school.ts';
import { chronologyToPrint, namesInPrint } from '../children/print.ts';
import { typedCode } from '../pin/pin-rules.ts';
import type { Rolls } from '../roll/rolls.ts';
import type { Receiver, SchoolLink } from './link-ports.ts';
import { ASKING, type LinkDeps, noteStep } from './parts.ts';

/** For how many days a code may be typed. */
export const LINK_DAYS = [3, 7, 14] as const;
export type LinkDays = (typeof LINK_DAYS)[number];

const CODE_LENGTH = 8;

type Refused = Exclude<Access, { kind: 'granted' }>;

/** What the page of a hand-over shows before one is made. */
export type BeforeHandOver =
  | {
      readonly kind: 'before';
      readonly concern: Concern;
      readonly school: School;
      readonly today: IsoDay;
      /** Names that may be other children's, to be left out one by one. */
      readonly names: readonly string[];
      /** How many reports it leaves out, because nobody has said whether they are about the same child. */
      readonly undecided: number;
      /** The reports in it that nobody has acknowledged. */
      readonly waiting: readonly string[];
      readonly links: readonly SchoolLink[];
    }
  | { readonly kind: 'not-now'; readonly why: 'status' }
  | Refused;

export type HandOverMade =
  | {
      readonly kind: 'made';
      readonly concern: Concern;
      readonly link: SchoolLink;
      readonly url: string;
      /** Said on the phone; seen once. */
      readonly code: string;
    }
  /** `changed`: the names are others by now. `not-whole`: a report that belongs to it could not be opened just now. */
  | { readonly kind: 'not-now'; readonly why: 'status' | 'no-receiver' | 'no-why' | 'changed' | 'not-whole' }
  | Refused;

export async function beforeHandOver(
  deps: LinkDeps,
  rolls: Pick<Rolls, 'pupils'>,
  id: ConcernId,
  actor: Actor,
): Promise<BeforeHandOver> {
  const granted = await access(deps, id, actor, 'next-school');
  if (granted.kind !== 'granted') return granted;
  const { concern, school } = granted;
  if (shelfOf(concern.kind) !== 'child') return { kind: 'not-now', why: 'status' };
  const found = await namesInPrint(deps, rolls, id, actor);
  if (found.kind !== 'names') return found;
  const ids = [concern, ...(await joinedTo(deps, concern, actor))].map((one) => one.id);
  return {
    kind: 'before',
    concern,
    school,
    today: dayOf(deps.clock()),
    names: found.names,
    undecided: found.undecided,
    waiting: found.waiting,
    links: await deps.schoolLinks.of(ids),
  };
}

/**
 * Makes the file as it is now, and a link and a code for it. Exactly this file leaves the school: what is added later is not
 * in it. That it was made is in the trail of each report in it before anyone could open it.
 * @param wanted `choice`: which names of other children are left out, as `choiceOf` wrote it
 */
export async function makeHandOver(
  deps: LinkDeps,
  rolls: Pick<Rolls, 'pupils' | 'details'>,
  id: ConcernId,
  actor: Actor,
  wanted: {
    readonly to: Receiver;
    readonly days: LinkDays;
    readonly choice: string;
    /** Why it is passed on and what comes next, in their own words: it stands first in the file. */
    readonly passedOn: string;
  },
): Promise<HandOverMade> {
  const granted = await access(deps, id, actor, 'next-school');
  if (granted.kind !== 'granted') return granted;
  const { concern } = granted;
  if (shelfOf(concern.kind) !== 'child') return { kind: 'not-now', why: 'status' };
  const { to, days } = wanted;
  if ([to.name, to.role, to.school].some((part) => part === '')) return { kind: 'not-now', why: 'no-receiver' };
  if (wanted.passedOn === '') return { kind: 'not-now', why: 'no-why' };
  const { choice, passedOn } = wanted;
  const sender = everyHolder(granted.school).find((one) => one.id === actor.user && one.phone !== undefined);
  const story = await chronologyToPrint(deps, rolls, id, actor, {
    choice,
    passedOn: { to, phone: sender?.phone, why: passedOn },
  });
  if (story.kind === 'changed') return { kind: 'not-now', why: 'changed' };
  if (story.kind !== 'chronology') return story;
  if (story.isPartial || story.closed.length > 0) return { kind: 'not-now', why: 'not-whole' };

  const at = deps.clock();
  const expiresAt = new Date(at.getTime() + days * DAY_MS);
  const concerns = [...new Set(story.lines.map(({ concern: one }) => one.id))];
  const link = { id: deps.ids.uuid(), concern: id, concerns, by: actor.user, at, expiresAt, to };
  const code = typedCode(deps.ids.reference(CODE_LENGTH));
  const file = await deps.print(story, `${to.name}, ${to.school}`, at);
  const made: SchoolLink = { ...link, state: 'waiting', misses: 0, openedAt: undefined, fetches: 0 };
  // In the trail first: no link may exist that is not recorded.
  await noteStep(deps, made, 'made', {
    by: actor.user,
    facts: { days, reports: concerns.length },
    words: { receiver: `${to.name}, ${to.role}, ${to.school}`, passedOn },
  });
  await deps.schoolLinks.keep(link, { code, file });
  const [secret = ''] = await deps.tickets.make(
    [{ purpose: ASKING, subject: link.id, holder: actor.user, expiresAt, usesLeft: undefined }],
    at,
  );
  deps.log.info('concern.school-link', { step: 'made', concern: id, by: actor.user });
  return { kind: 'made', concern, link: made, url: deps.address(secret), code };
}

/** Ends a hand-over whose receipt has not been given; the file is destroyed. Nothing else can be called back. */
export async function withdrawHandOver(
  deps: LinkDeps,
  id: ConcernId,
  linkId: string,
  actor: Actor,
): Promise<{ readonly kind: 'done' } | { readonly kind: 'not-now' } | Refused> {
  const granted = await access(deps, id, actor, 'next-school');
  if (granted.kind !== 'granted') return granted;
  const link = await linkOf(deps, id, linkId);
  if (!link || !(await deps.schoolLinks.end(link.id, 'withdrawn'))) return { kind: 'not-now' };
  await noteStep(deps, link, 'withdrawn', { by: actor.user });
  return { kind: 'done' };
}

/** What its receiver would get, for someone who may open the report: read before the link is given away. */
export async function readHandOver(
  deps: LinkDeps,
  id: ConcernId,
  linkId: string,
  actor: Actor,
): Promise<{ readonly reference: string; readonly bytes: Uint8Array } | undefined> {
  const granted = await access(deps, id, actor, 'next-school');
  if (granted.kind !== 'granted') return undefined;
  const link = await linkOf(deps, id, linkId);
  const bytes = link && (await deps.schoolLinks.file(link.id));
  return bytes && { reference: granted.concern.reference, bytes };
}

/** A hand-over that was made from this report. */
async function linkOf(deps: LinkDeps, id: ConcernId, linkId: string): Promise<SchoolLink | undefined> {
  const link = await deps.schoolLinks.find(linkId);
  return link?.concern === id ? link : undefined;
}
