import type { UserId } from '../../kernel/ids.ts';
import type { RoleHolder, School } from '../../school/school.ts';
import type { Kind, Recipient } from '../concern.ts';
import { meantBy, NOTHING_NAMED, shutOutBy } from '../naming/naming.ts';
import type { Mention } from '../naming/reading/read-mention.ts';
import type { Phone, Who } from '../notice.ts';
import { phonesFor, whoIs } from '../record/outline.ts';
import { answerable } from '../triage/hand-on.ts';
import { keptRoute, nextAfter, readersOf, routeFor, type Subject } from './routing.ts';

/** A message before anyone was asked who it is about. */
export interface Unasked {
  /** Whom its words mean (`mentionsIn`), read once for all that is asked of them. */
  readonly mentions: readonly Mention[];
  readonly writer: UserId;
  /** An adult of the school was heard in it, as the form hears one and then asks. */
  readonly isAdultHeard: boolean;
}

/**
 * To whom a report of these words would go, read for whom they mean as the report itself is. `undefined` while that hangs on what the form
 * asks: then nobody is named, and nothing is chosen for its writer.
 */
export function pointsTo(
  school: School,
  kind: Kind,
  { mentions, writer, isAdultHeard }: Unasked,
): { readonly recipient: Recipient; readonly person: RoleHolder | undefined } | undefined {
  const route = routeFor(school, { kind, people: [], mentions }, writer);
  const [recipient] = route.steps;
  if (recipient === undefined || (kind === 'child' && isAdultHeard)) return undefined;
  const readers = readersOf(school, recipient);
  // Of who was only told it changes nothing but for those who would get it.
  const isOpen = route.open.some(({ id, isTold }) => !isTold || readers.some((one) => one.id === id));
  if (isOpen) return undefined;
  const who = { excluded: route.excluded, reporter: writer, kind, holder: recipient };
  return { recipient, person: answerable(school, who, recipient)[0] };
}

/** Of whom these words may be: nobody is sent to them. */
export const pointedAtIn = (school: School, { mentions, writer }: Unasked): readonly UserId[] =>
  shutOutBy(meantBy(school, { ...NOTHING_NAMED, mentions }, writer));

/** Where a report would go if it were sent now, as its writer may know it. */
export interface RouteNow {
  /** What it is about once it is known who that is. */
  readonly kind: Kind;
  readonly to: Who;
  /** As things stand nobody at the school could open it: it would be kept for them, and who to phone is outside. */
  readonly isForNobody: boolean;
  /** Who is told when they do not act in time. */
  readonly next: Who | undefined;
  /** How many must not see it. */
  readonly shutOut: number;
  /** Who to phone instead. */
  readonly phones: readonly Phone[];
}

/** Works the route out again, at every step of the form: who gets it is shown truthfully, or nobody can have it. */
export function routeNow(school: School, subject: Subject, reporter: UserId): RouteNow {
  const { kind, steps, excluded, isForNobody } = keptRoute(school, subject, reporter);
  const [holder] = steps;
  const who = { excluded, reporter, kind, holder };
  const [next] = nextAfter(school, kind, holder, excluded);
  return {
    kind,
    to: { ...whoIs(school, who, holder), ...(isForNobody && { isKept: true }) },
    isForNobody,
    next: next && whoIs(school, who, next),
    shutOut: excluded.length,
    phones: phonesFor(school, who),
  };
}
