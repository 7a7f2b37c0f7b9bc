import type { UserId } from '../../kernel/ids.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { clearedOf } from '../naming/naming.ts';
import { type AnswerSent, answered, type Question, questionOf } from '../naming/question.ts';
import { namesOfAccounts } from '../naming/second-account.ts';
import { routeFor } from '../routing/routing.ts';
import { type Draft, subjectOf } from './draft.ts';
import { keep } from './write.ts';

/** Who the words of a draft may mean; `undefined` when there is nobody to ask about. */
export function whomIn(deps: Pick<ConcernDeps, 'trust'>, draft: Draft): Question | undefined {
  if (!draft.subject) return undefined;
  const school = schoolOf(deps, draft.school);
  const { open } = routeFor(school, subjectOf(draft.subject, draft.words), draft.user);
  return questionOf(school, open, draft.id, draft.subject.adult === 'asked');
}

/** Keeps what the reporter said who they mean. An answer to another question than the one of now changes nothing. */
export async function sayWhom(
  deps: ConcernDeps,
  id: string,
  user: UserId,
  sent: AnswerSent,
): Promise<{ readonly kind: 'kept' | 'not-said'; readonly draft: Draft } | { readonly kind: 'no-draft' }> {
  const draft = await deps.drafts.find(id, user, deps.clock());
  if (!draft?.subject) return { kind: 'no-draft' };
  const said = answered(whomIn(deps, draft), sent);
  if (!said) return { kind: 'not-said', draft };
  const school = schoolOf(deps, draft.school);
  const { naming } = routeFor(school, subjectOf(draft.subject, draft.words), user);
  const { kind, name = said.name } = draft.subject;
  const isOfAdult = kind === 'child' && (said.mentioned.length > 0 || said.adult === 'yes');
  const picked = await namesOfAccounts(deps, school, said.people);
  const kept = await keep(deps, id, user, {
    subject(before) {
      const { people = [], pickedAs = [], meant = [] } = before ?? {};
      const names = [...pickedAs, ...picked];
      return (
        before && {
          ...before,
          // What they wrote is about an adult: it goes to the person who answers for them, and apart from children's records.
          kind: isOfAdult ? 'staff' : kind,
          people: [...new Set([...people, ...said.typed, ...said.mentioned, ...said.people])],
          ...(names.length > 0 && { pickedAs: names }),
          meant: [...meant, ...said.mentioned, ...said.people],
          ...(name !== '' && { name }),
          ...(said.adult && { adult: said.adult }),
          cleared: clearedOf(naming, said.cleared).cleared,
        }
      );
    },
  });
  return kept ? { kind: 'kept', draft: kept } : { kind: 'no-draft' };
}
