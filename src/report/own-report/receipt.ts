import { isOpen, nextOpening } from '../../school/hours.ts';
import type { School } from '../../school/school.ts';
import { type Concern, hasCase, isOfConduct } from '../concern.ts';
import { asksForAdult } from '../naming/adult.ts';
import { openIn } from '../naming/answer-own.ts';
import type { Receipt } from '../notice.ts';
import { phonesFor, whoIs } from '../record/outline.ts';
import { hourUnder } from '../rehearsal/conditions.ts';
import { nextFor } from '../routing/brought-in.ts';
import { roleIn } from '../routing/lies-with.ts';
import { roleOf } from '../routing/routing.ts';
import { firstWay } from '../triage/hand-on.ts';

/** What the reporter may know, and no more: never a decision, an outcome, or why it went elsewhere. */
export function receiptOf(school: School, concern: Concern): Receipt {
  const told = [concern.holder, ...concern.alsoOpenTo];
  const next = nextFor(school, concern).find((one) => !told.includes(one));
  return {
    id: concern.id,
    reference: concern.reference,
    raisedAt: concern.raisedAt.toISOString(),
    to: whoIs(school, concern, concern.holder),
    alsoTold: concern.alsoOpenTo.map((recipient) => whoIs(school, concern, recipient)),
    via: concern.via,
    wasRedirected: concern.wasRedirected,
    isOutsidePlace:
      concern.via === 'people' && concern.whyElsewhere !== undefined && firstWay(school, concern.holder) === 'place',
    deliveredAt: concern.deliveredAt?.toISOString(),
    readAt: concern.readAt?.toISOString(),
    readBy: concern.readBy && (roleOf(school, concern.readBy, told) ?? roleIn(school, concern, concern.readBy, told)),
    acknowledgedAt: concern.acknowledgedAt?.toISOString(),
    isDecided: concern.decidedAt !== undefined,
    ...(isOfConduct(concern.kind) && hasPublishingBan(school) && { mayNotBePublished: true }),
    isAsked: concern.status === 'need-info',
    asksWhom: openIn(school, concern).length > 0,
    asksAdult: asksForAdult(concern),
    isLate: concern.isLate,
    unreadSince: concern.unreadSince?.toISOString(),
    expectBy: concern.acknowledgeDueAt.toISOString(),
    isUrgent: concern.isUrgent,
    next: next && whoIs(school, concern, next),
    isDrill: concern.drillBegunAt !== undefined,
    isBrief: concern.isBrief && concern.drillBegunAt === undefined,
    ...(hasCase(concern.kind) && { hasCase: true }),
    unwatched: unwatchedAt(school, concern),
    phones: phonesFor(school, concern),
  };
}

/** Education Act 2002, section 141F: England and Wales. */
export const hasPublishingBan = ({ nation }: Pick<School, 'nation'>): boolean =>
  nation === 'england' || nation === 'wales';

/** Whether nobody was promised to be reading when it came, by the rota of then where there is one. */
function unwatchedAt({ hours }: School, { onDuty, holder, ...concern }: Concern): Receipt['unwatched'] {
  const raisedAt = hourUnder(concern.drillOf, concern.raisedAt);
  const isOpenThen = isOpen(hours, raisedAt);
  const isWatched = holder === 'dsl' && onDuty ? onDuty.length > 0 : isOpenThen;
  if (isWatched) return undefined;
  return { until: isOpenThen ? undefined : nextOpening(hours, raisedAt)?.toISOString() };
}
