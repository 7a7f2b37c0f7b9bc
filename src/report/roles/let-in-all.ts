import type { SchoolId } from '../../kernel/ids.ts';
import type { Actor } from '../actor.ts';
import type { Recipient } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { mayList, within } from '../opening/lists.ts';
import { mayLetIn } from '../triage/let-in.ts';
import { act } from '../triage/triage.ts';

export type LetInAll =
  | { readonly kind: 'not-available' }
  | {
      readonly kind: 'done';
      readonly handedOn: number;
      /** Closed until the second step: each is handed on by itself. */
      readonly locked: number;
      /** What could not be: someone it is about holds that role now, or it could not be checked. */
      readonly left: number;
    };

/** Hands on to those who hold a role now what stayed with this person when it changed, each checked and recorded by itself. */
export async function letInAll(
  deps: ConcernDeps,
  actor: Actor,
  school: SchoolId,
  recipient: Recipient,
): Promise<LetInAll> {
  if (!(await mayList(deps, actor))) return { kind: 'not-available' };
  const { concerns } = await within(deps, actor, { isOpen: true });
  const waiting = concerns.filter(
    (one) => one.school === school && one.holder === recipient && mayLetIn(schoolOf(deps, one.school), one, actor.user),
  );
  const found = { kind: 'done', handedOn: 0, locked: 0, left: 0 };
  for (const { id, version } of waiting) {
    const { kind } = await act(deps, id, actor, version, { kind: 'let-in' });
    if (kind === 'done') found.handedOn += 1;
    else if (kind === 'locked') found.locked += 1;
    else found.left += 1;
  }
  return { ...found, kind: 'done' };
}
