import type { School } from '../../school/school.ts';
import { type Concern, isDecidedOn, isOfConduct, type Recipient } from '../concern.ts';
import { mayInvolveAdult } from '../naming/adult.ts';
import { isUnknownToDsl } from '../naming/unknown-to-dsl.ts';
import type { AdviceFirst, Notice, Outline, Phone, Said, Who } from '../notice.ts';
import { type Lying, peopleOf } from '../routing/lies-with.ts';
import { isBeyondChain, leftOut, readersOf } from '../routing/routing.ts';
import { answerable } from '../triage/hand-on.ts';
import { breachEnds } from './breach-clock.ts';

/** A recipient with the person to name, never one it is about. */
export const whoIs = (school: School, concern: Lying & Pick<Concern, 'reporter'>, recipient: Recipient): Who => {
  const [first, ...others] = answerable(school, concern, recipient);
  return { recipient, name: first?.name, ...(others.length === 0 && recipient === 'dsl' && { isAlone: true }) };
};

/** What a card may show of a concern: codes, names of role-holders, times. */
export function outlineOf(school: School, concern: Concern): Outline {
  const nameOf = (id: string | undefined): string | undefined =>
    [concern.holder, ...concern.alsoOpenTo]
      .flatMap((recipient) => [...peopleOf(school, concern, recipient), ...readersOf(school, recipient)])
      .find((holder) => holder.id === id)?.name;
  return {
    id: concern.id,
    reference: concern.reference,
    school: school.name,
    kind: concern.kind,
    isUrgent: concern.isUrgent,
    urgency: concern.urgency,
    drillBegunAt: concern.drillBegunAt?.toISOString(),
    ...(concern.isByLink && { isByLink: true }),
    onDuty: concern.onDuty?.map(
      (id) => readersOf(school, 'dsl').find((holder) => holder.id === id)?.name ?? 'someone who has left the team',
    ),
    status: concern.status,
    raisedAt: concern.raisedAt.toISOString(),
    acknowledgeBy: concern.acknowledgeDueAt.toISOString(),
    acknowledgedAt: concern.acknowledgedAt?.toISOString(),
    acknowledgedBy: nameOf(concern.acknowledgedBy),
    owner: nameOf(concern.owner),
    reviewOn: concern.reviewOn,
    ...(concern.actions.length > 0 && { actionsOpen: concern.actions.length }),
    hasUnread: concern.unreadSince !== undefined,
    ...(isDecidedOn(concern) && { isDecided: true }),
    adviceFirst: adviceFirstOn(school, concern),
    ...(concern.kind === 'data' &&
      !isDecidedOn(concern) &&
      concern.drillBegunAt === undefined && { breachEnds: breachEnds(concern.raisedAt).toISOString() }),
    ...(isUnknownToDsl(school, concern) && !isDecidedOn(concern) && { isUnknownToDsl: true }),
    ...(mayInvolveAdult(concern) && !isDecidedOn(concern) && { mayInvolveAdult: true }),
  };
}

/** Who anyone who has a report about an adult asks first, until a decision is in it. */
export const adviceFirstOn = (
  { nation, contacts }: School,
  concern: Pick<Concern, 'kind' | 'status' | 'decidedAt' | 'drillBegunAt'>,
): AdviceFirst | undefined =>
  isOfConduct(concern.kind) && !isDecidedOn(concern) && concern.drillBegunAt === undefined
    ? { nation, lado: contacts.lado }
    : undefined;

/**
 * The same for a card that tells someone: the person who reads it has got it. Without this every card would be updated once for
 * its own delivery, and a channel takes only two messages and updates a second.
 */
export function alertOf(school: School, concern: Concern, to: Recipient | undefined): Said {
  const outline = outlineOf(school, concern);
  const because = concern.whyElsewhere ?? (leftOut(school, concern).length > 0 ? 'named' : undefined);
  return {
    kind: 'alert',
    outline: { ...outline, status: outline.status === 'submitted' ? 'delivered' : outline.status },
    ...(because && concern.via === 'people' && { because }),
    ...(to !== undefined && to !== concern.holder && { isAlsoTold: true }),
  };
}

/** Who to phone when nobody answers: those who were told about it, never anyone it is about, then the outside numbers. */
export function phonesFor(school: School, concern: Lying & Pick<Concern, 'reporter' | 'kind'>): readonly Phone[] {
  const { contacts } = school;
  const told = concern.holder === undefined ? [] : [concern.holder, ...(concern.alsoOpenTo ?? [])];
  const people = told.flatMap((recipient) => answerable(school, concern, recipient));
  const numbers: Phone[] = people.flatMap(({ name, phone }) => (phone === undefined ? [] : [{ name, number: phone }]));
  // The office is not named for a matter between adults: the people who answer there may be part of it.
  // Beyond the chain of its kind those outside may have to act first.
  const isBeyond = concern.holder !== undefined && isBeyondChain(concern.kind, concern.holder);
  const lado = { name: 'The LADO (allegations about adults)', number: contacts.lado };
  if (concern.kind === 'child') {
    numbers.push(
      { name: 'Children’s social care', number: contacts.childrensSocialCare },
      { name: 'Out of hours', number: contacts.outOfHours },
      // Last: this is read at night too, when nobody answers there.
      ...(isBeyond ? [lado] : []),
      { name: 'School office, when it is open', number: contacts.office },
    );
  } else if (concern.kind !== 'data' && concern.kind !== 'online-abuse') {
    numbers.push(
      lado,
      ...(isBeyond
        ? [
            { name: 'Children’s social care', number: contacts.childrensSocialCare },
            { name: 'Out of hours', number: contacts.outOfHours },
          ]
        : []),
    );
  }
  if (concern.kind === 'online-abuse') numbers.push(...contacts.others.map(({ name, number }) => ({ name, number })));
  numbers.push({ name: 'Police, when it is not an emergency', number: contacts.police });
  return numbers;
}

/** Whether two notices would look the same, so that a card is not updated for nothing. */
export const looksAlike = (left: Notice, right: Notice): boolean => inOrder(left) === inOrder(right);

/** As text with its fields in one order: what comes back from the database has them in another. */
const inOrder = (notice: Notice): string =>
  JSON.stringify(notice, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
      : value,
  );
