import type { UserId } from '../../kernel/ids.ts';
import { Typed } from '../../kernel/typed.ts';
import type { Kind, Recipient } from '../../report/concern.ts';
import { mostOf } from '../../report/fields/boxes.ts';
import { mentionsIn } from '../../report/naming/reading/mentions.ts';
import { pointedAtIn, pointsTo } from '../../report/routing/route-now.ts';
import { holders, type Role, type RoleHolder, type School } from '../../school/school.ts';
import type { ConcernRoute, Detection } from '../detection.ts';

type Reportable = Exclude<Detection, { kind: 'none' | 'own-distress' }>;

/** To whom an offer may send its writer, by the reading that decides who gets the report once it is sent. */
export interface Whom {
  /** Who would get it; `undefined` while that hangs on what the form asks: then no person is named. */
  to(route: ConcernRoute): { readonly recipient: Recipient; readonly person: RoleHolder | undefined } | undefined;
  /** The first who holds one of these roles and of whom the words are not. */
  first(...roles: readonly Role[]): RoleHolder | undefined;
}

/** What the form asks first, as far as the message told; its writer can choose otherwise. */
export const KIND_OF_ROUTE: Readonly<Record<ConcernRoute, Kind>> = {
  emergency: 'child',
  dsl: 'child',
  headteacher: 'staff',
  'chair-of-governors': 'headteacher',
  'governance-officer': 'chair',
  'senior-manager': 'online-abuse',
  dpo: 'data',
};

/** Of a school that is not known just now, or where nothing was read for names, nobody is named. */
export const NOBODY_NAMED: Whom = { to: () => undefined, first: () => undefined };

/** @param said what was typed in one go: read here, and kept nowhere */
export function whomBy(
  school: School | undefined,
  { isOfAdult, second }: Reportable,
  said: { readonly words: readonly Typed[]; readonly writer: UserId },
): Whom {
  const words = said.words.map((typed) => Typed.open(typed)).join('\n');
  // What is longer than any account is not read for names: it would hold up everyone else, and the form asks.
  if (!school || words.length > mostOf('seen')) return NOBODY_NAMED;
  // Where two routes are told apart by a question, that asks whether it is about an adult.
  const unasked = {
    mentions: mentionsIn({ seen: words }),
    writer: said.writer,
    isAdultHeard: isOfAdult === true && second === undefined,
  };
  const pointedAt = pointedAtIn(school, unasked);
  return {
    to: (route) => pointsTo(school, KIND_OF_ROUTE[route], unasked),
    first: (...roles) => roles.flatMap((role) => holders(school, role)).find(({ id }) => !pointedAt.includes(id)),
  };
}
