import type { UserId } from '../../kernel/ids.ts';
import type { RoleHolder, School } from '../../school/school.ts';
import type { Kind, Recipient } from '../concern.ts';
import type { Phone, Who } from '../notice.ts';
import { phonesFor, whoIs } from '../record/outline.ts';
import { keptRoute, nextAfter, readersOf, type Subject } from './routing.ts';

/** To whom a message points that sounds like a concern, before anyone was asked who it is about. */
export function pointsTo(
  school: School | undefined,
  route: 'emergency' | Recipient,
): { readonly recipient: Recipient; readonly person: RoleHolder | undefined } {
  // In an emergency after 999: who can stay with the child and call those who must come.
  const recipient = route === 'emergency' ? 'dsl' : route;
  return { recipient, person: school && readersOf(school, recipient)[0] };
}

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
    to: whoIs(school, who, holder),
    isForNobody,
    next: next && whoIs(school, who, next),
    shutOut: excluded.length,
    phones: phonesFor(school, who),
  };
}
