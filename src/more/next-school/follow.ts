import { dayOf } from '../../kernel/time.ts';
import type { Written } from '../../report/concern.ts';
import { schoolOf } from '../../report/deps.ts';
import { change } from '../../report/record/change.ts';
import { accountStandingOf } from '../../report/routing/account-standing.ts';
import { openers } from '../../report/routing/openers.ts';
import type { School } from '../../school/school.ts';
import { typedCode } from '../pin/pin-rules.ts';
import type { Receiver, SchoolLink } from './link-ports.ts';
import {
  ASKING,
  FETCH_MS,
  type LinkDeps,
  MOST_FETCHES,
  MOST_WRONG,
  noteStep,
  OPENED,
  RECEIPT_MS,
  tellOf,
} from './parts.ts';

/** What a link leads to. Nothing on the way says whose chronology it is. */
export type Followed =
  | { readonly kind: 'unknown' | 'expired' | 'replaced' | 'used-up' }
  /** Ended by the school, or its content may no longer leave. */
  | { readonly kind: 'withdrawn' | 'blocked'; readonly school: School }
  | { readonly kind: 'asks'; readonly school: School; readonly triesLeft: number }
  | {
      readonly kind: 'opened';
      readonly school: School;
      readonly isFetched: boolean;
      /** Until when it may still be downloaded; `undefined` once that has passed. */
      readonly fetchUntil: Date | undefined;
      readonly receiptUntil: Date;
    }
  | { readonly kind: 'received'; readonly school: School };

interface Found {
  readonly link: SchoolLink;
  readonly school: School;
  readonly door: typeof ASKING | typeof OPENED;
}

/** Looks, and changes nothing: what fetches links on someone's behalf is no reader. */
export async function followLink(deps: LinkDeps, secret: string): Promise<Followed> {
  const found = await findLink(deps, secret);
  return 'kind' in found ? found : standing(deps, found);
}

async function findLink(deps: LinkDeps, secret: string): Promise<Found | Exclude<Followed, { school: School }>> {
  const ticket = await deps.tickets.find(secret, deps.clock());
  if (ticket.kind !== 'good') return ticket;
  const door = [ASKING, OPENED].find((purpose) => purpose === ticket.ticket.purpose) as Found['door'] | undefined;
  const link = door && (await deps.schoolLinks.find(ticket.ticket.subject));
  const concern = link && (await deps.store.findSealed(link.concern));
  return door && concern ? { link, door, school: schoolOf(deps, concern.school) } : { kind: 'unknown' };
}

async function standing(deps: LinkDeps, { link, school, door }: Found): Promise<Followed> {
  const now = deps.clock();
  if (link.state === 'blocked' || link.state === 'withdrawn') return { kind: link.state, school };
  // Anyone who has the first link learns nothing about what the second one led to.
  if (door === ASKING && link.state !== 'waiting') return { kind: link.state === 'expired' ? 'expired' : 'used-up' };
  if (link.state === 'received') return { kind: 'received', school };
  if (link.state === 'expired' || link.expiresAt <= now) return { kind: 'expired' };
  if (!(await mayStillLeave(deps, link))) return { kind: 'withdrawn', school };
  if (door === ASKING) return { kind: 'asks', school, triesLeft: MOST_WRONG - link.misses };
  const until = new Date((link.openedAt ?? link.at).getTime() + FETCH_MS);
  const isOver = until <= now || link.fetches >= MOST_FETCHES;
  return {
    kind: 'opened',
    school,
    isFetched: link.fetches > 0,
    fetchUntil: isOver ? undefined : until,
    receiptUntil: link.expiresAt,
  };
}

/** The person who made it may still open every report in it, and none of them was reduced since. */
async function mayStillLeave(deps: LinkDeps, { concerns, by }: SchoolLink): Promise<boolean> {
  if ((await accountStandingOf(deps, by)) === 'gone') return false;
  for (const id of concerns) {
    const concern = await deps.store.find(id);
    if (!concern || concern.isStub) return false;
    if (!openers(schoolOf(deps, concern.school), concern).some((one) => one.id === by)) return false;
  }
  return true;
}

export type Entered = { readonly kind: 'right'; readonly secret: string } | Followed;

/** The code, said on the phone. The right one uses up the link and gives another, which nobody was sent. */
export async function enterCode(deps: LinkDeps, secret: string, code: string): Promise<Entered> {
  const found = await findLink(deps, secret);
  if ('kind' in found) return found;
  const { link } = found;
  const before = await standing(deps, found);
  if (before.kind !== 'asks') return before;
  const now = deps.clock();
  const until = new Date(now.getTime() + RECEIPT_MS);
  const tried = await deps.schoolLinks.tryCode(link.id, typedCode(code.slice(0, 40)), now, { most: MOST_WRONG, until });
  deps.log.info('concern.school-link', { step: tried.kind, concern: link.concern });
  if (tried.kind === 'right') {
    await noteStep(deps, link, 'opened');
    const [opened = ''] = await deps.tickets.make(
      [{ purpose: OPENED, subject: link.id, holder: link.by, expiresAt: until, usesLeft: undefined }],
      now,
    );
    return { kind: 'right', secret: opened };
  }
  if (tried.kind === 'wrong') {
    const isLast = tried.misses >= MOST_WRONG;
    await noteStep(deps, link, 'wrong-code', { facts: { wrong: tried.misses } });
    if (isLast && (await deps.schoolLinks.end(link.id, 'blocked')))
      await noteStep(deps, link, 'blocked', { news: 'school-blocked' });
  }
  return followLink(deps, secret);
}

/** The file, for the person who typed the code. */
export async function fetchHandOver(
  deps: LinkDeps,
  secret: string,
): Promise<{ readonly kind: 'file'; readonly bytes: Uint8Array } | Followed> {
  const found = await findLink(deps, secret);
  if ('kind' in found) return found;
  const before = await standing(deps, found);
  if (before.kind !== 'opened' || before.fetchUntil === undefined) return before;
  const bytes = await deps.schoolLinks.fetchFile(found.link.id, MOST_FETCHES);
  if (!bytes) return followLink(deps, secret);
  await noteStep(deps, found.link, 'fetched');
  return { kind: 'file', bytes };
}

/**
 * Someone there says that it arrived: their name, role and school are in every report of it as received, and those who made it
 * are told. Said twice it stands once.
 */
export async function giveReceipt(
  deps: LinkDeps,
  secret: string,
  from: Receiver & { readonly reference: string },
): Promise<Followed | { readonly kind: 'incomplete' }> {
  const found = await findLink(deps, secret);
  if ('kind' in found) return found;
  const before = await standing(deps, found);
  if (before.kind !== 'opened' || !before.isFetched) return before;
  if ([from.name, from.role, from.school].some((part) => part === '')) return { kind: 'incomplete' };
  const { link } = found;
  const at = deps.clock();
  const words: Written = {
    receiver: from.school,
    receivedBy: `${from.name}, ${from.role}`,
    receivedOn: dayOf(at),
    reference: from.reference === '' ? 'none given' : from.reference,
  };
  // Before it ends: a recorded receipt must not be lost between the two.
  for (const id of link.concerns)
    await change(deps.store, id, async (concern) => {
      const isSaid = (await deps.store.entries(concern)).some(
        ({ kind, facts }) => kind === 'transferred' && facts?.link === link.id,
      );
      if (isSaid || concern.isStub) return undefined;
      return {
        entries: [{ at, actor: 'lanyard', kind: 'transferred', facts: { to: 'other-school', link: link.id }, words }],
        tasks: id === link.concern ? tellOf(deps.trust.schools, concern, link, 'school-received', at) : [],
      };
    });
  await deps.schoolLinks.end(link.id, 'received');
  await deps.wake();
  return followLink(deps, secret);
}

/** Ends those that have expired, and destroys files that may no longer be downloaded: no file is kept longer than allowed. */
export async function endOldLinks(deps: LinkDeps): Promise<void> {
  const now = deps.clock();
  await deps.schoolLinks.removeFiles(new Date(now.getTime() - FETCH_MS));
  for (const link of await deps.schoolLinks.due(now))
    if (await deps.schoolLinks.end(link.id, 'expired'))
      await noteStep(deps, link, 'expired', { news: 'school-expired', facts: { isFetched: link.fetches > 0 } });
}
