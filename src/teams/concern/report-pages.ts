import type { Kind } from '../../concern/concern.ts';
import type { Concerns } from '../../concern/concerns.ts';
import { type Draft, isSettled } from '../../concern/draft.ts';
import { dutiesOn } from '../../concern/duties.ts';
import type { Who } from '../../concern/notice.ts';
import { phonesFor, whoIs } from '../../concern/outline.ts';
import { nextAfter, routeFor } from '../../concern/routing.ts';
import type { Directory } from '../../core/people.ts';
import type { School, Trust } from '../../core/school.ts';
import type { Card } from '../card.ts';
import { type DialogAnswer, message } from '../turn.ts';
import { beforeCard, nobodyCard } from './before-cards.ts';
import { filledIn } from './filled-in.ts';
import { namedPicks } from './picked.ts';
import { type Complaint, factsCard, NOT_KEPT, NOT_SAVED, namedCard, STALE_DRAFT, sendCard } from './report-cards.ts';

export const dialog = (card: Card): DialogAnswer => ({
  kind: 'dialog',
  title: 'Report a concern',
  card,
  size: 'large',
});

/** The pages of the form, each made from a draft as it stands. */
export function createReportPages({
  concerns,
  trust,
  directory,
}: {
  readonly concerns: Pick<Concerns, 'discard'>;
  readonly trust: Trust;
  readonly directory: Pick<Directory, 'person'>;
}) {
  const schoolOf = (draft: Draft): School => {
    const school = trust.schools.find(({ id }) => id === draft.school);
    if (!school) throw new Error('a draft belongs to a school that is no longer in lanyard.yml');
    return school;
  };

  function showBefore(
    draft: Draft,
    now: Date,
    { complaint, typed }: { readonly complaint?: string; readonly typed?: unknown } = {},
  ): DialogAnswer {
    const isOneOfSeveral = trust.schools.length > 1;
    const form = beforeCard({ school: schoolOf(draft), draft: draft.id, now, isOneOfSeveral, complaint });
    const chosen = { about: draft.subject?.kind, toldInPerson: draft.toldInPerson };
    return dialog(filledIn(form, typed ?? chosen));
  }

  async function resume(draft: Draft, now: Date): Promise<DialogAnswer> {
    if (!draft.subject) return showBefore(draft, now);
    if (!isSettled(draft)) return showNamed(draft);
    return draft.words.seen || draft.words.said ? showSend(draft) : showFacts(draft, now);
  }

  async function showNamed(draft: Draft, complaint?: string, elsewhere: readonly School[] = []): Promise<DialogAnswer> {
    const { subject } = draft;
    if (!subject) return message(STALE_DRAFT);
    const picked = await namedPicks(directory, subject.people);
    const { kind, name } = subject;
    return dialog(namedCard({ kind, draft: draft.id, picked, name, complaint, elsewhere }));
  }

  function showFacts(draft: Draft, now: Date, complaint?: string): Promise<DialogAnswer> {
    const school = schoolOf(draft);
    return showForm(draft, (kind, to, who) => {
      const [next] = nextAfter(school, kind, to.recipient, who.excluded);
      return factsCard({
        kind,
        draft: draft.id,
        words: draft.words,
        to,
        next: next && whoIs(school, who, next),
        duties: dutiesOn(school, kind, now),
        ...(complaint !== undefined && { complaint: complaintOf(school, complaint, who) }),
      });
    });
  }

  /** Numbers only where something could not be saved: elsewhere they would only frighten. */
  const complaintOf = (school: School, said: string, who: Parameters<typeof phonesFor>[1]): Complaint => ({
    text: said,
    phones: said === NOT_SAVED || said === NOT_KEPT ? phonesFor(school, who) : [],
  });

  function showSend(draft: Draft, complaint?: string): Promise<DialogAnswer> {
    const school = schoolOf(draft);
    return showForm(draft, (kind, to, who) =>
      sendCard({
        kind,
        draft: draft.id,
        words: draft.words,
        to,
        shutOut: who.excluded.length,
        ...(complaint !== undefined && { complaint: complaintOf(school, complaint, who) }),
      }),
    );
  }

  /** The route is worked out anew at every step: who it goes to is shown truthfully, or nobody can have it. */
  async function showForm(
    draft: Draft,
    form: (kind: Kind, to: Who, who: Parameters<typeof phonesFor>[1]) => Card,
  ): Promise<DialogAnswer> {
    const { subject } = draft;
    if (!subject) return message(STALE_DRAFT);
    const school = schoolOf(draft);
    const { kind, steps, excluded } = routeFor(school, subject, draft.user);
    const [to] = steps;
    const who = { excluded, reporter: draft.user, kind, holder: to };
    if (to === undefined) {
      await concerns.discard(draft.id, draft.user);
      return dialog(nobodyCard(phonesFor(school, who), draft.words));
    }
    return dialog(form(kind, whoIs(school, who, to), who));
  }

  return { schoolOf, resume, showBefore, showNamed, showFacts, showSend };
}
