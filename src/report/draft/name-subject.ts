import { Fault } from '../../kernel/calls/fault.ts';
import { parseGuid, type UserId } from '../../kernel/ids.ts';
import { holdsVisible } from '../../kernel/visible.ts';
import type { School, Trust } from '../../school/school.ts';
import type { Kind, Recipient } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { PUPIL_CONTACT } from '../form/contact.ts';
import { type Account, accountsIn } from '../naming/second-account.ts';
import { roleOf, type Subject } from '../routing/routing.ts';
import { type Draft, lacksRisk } from './draft.ts';
import { keep } from './write.ts';

export interface SubjectSaid {
  readonly about: Kind | typeof PUPIL_CONTACT | 'own-distress';
  /** Absent if the page does not ask. */
  readonly toldInPerson?: 'yes' | 'no' | undefined;
}

/** Of a report that is about themselves and nobody else there is nothing to send: they are told who listens. */
export type ChosenSubject =
  | { readonly kind: 'kept'; readonly draft: Draft }
  | { readonly kind: 'own-distress'; readonly school: School }
  | { readonly kind: 'no-draft' };

/** The first question: what it is about. A person who was named before stays named until the next question says otherwise. */
export async function chooseSubject(
  deps: ConcernDeps,
  id: string,
  user: UserId,
  said: SubjectSaid,
): Promise<ChosenSubject> {
  const draft = await deps.drafts.find(id, user, deps.clock());
  if (!draft) return { kind: 'no-draft' };
  if (said.about === 'own-distress') {
    await deps.drafts.remove(id, user);
    return { kind: 'own-distress', school: schoolOf(deps, draft.school) };
  }
  const isContact = said.about === PUPIL_CONTACT;
  // What was answered about an adult, or about a child at risk, was said of another choice.
  const kind = said.about === PUPIL_CONTACT ? ('child' as const) : said.about;
  const kept = await keep(deps, id, user, {
    subject(before) {
      const { adult: _before, ...chosen } = { people: [], ...before };
      return { ...chosen, kind };
    },
    ...(said.toldInPerson && { toldInPerson: said.toldInPerson }),
    words: {
      ...((isContact || draft.words.contact) && { contact: isContact ? 'yes' : '' }),
      ...(draft.words.atRisk && draft.subject?.kind !== kind && { atRisk: '' }),
    },
  });
  return kept ? { kind: 'kept', draft: kept } : { kind: 'no-draft' };
}

/** What was said about whom it names. */
export interface NamesSaid {
  /** Ids picked from the directory, as they were sent. */
  readonly people: readonly string[];
  /** A name typed because the person is not in the list; empty without one. */
  readonly name: string;
  /** Of a report about a child: whether it is about what the adult named here did. Empty while that is not answered. */
  readonly conduct: 'yes' | 'no' | '';
  /** Of a child in a report that is not about a child: whether the child is hurt or at risk. Empty while that is not answered. */
  readonly atRisk?: 'yes' | 'no' | '';
  /** They know that someone they named answers at another school, and say that it happened here. */
  readonly isHere: boolean;
}

export type NamedSubject =
  | { readonly kind: 'kept'; readonly draft: Draft }
  /** Nothing was kept: this must be answered first. */
  | { readonly kind: 'unknown-person' | 'needs-name' | 'needs-conduct' | 'needs-risk'; readonly draft: Draft }
  /** Someone named answers for such reports at these schools, and not at the one that would get it. */
  | { readonly kind: 'elsewhere'; readonly draft: Draft; readonly schools: readonly School[] }
  | { readonly kind: 'no-draft' };

/** The second question: who it names. It settles who must not see it, and whether it is a matter about an adult. */
export async function nameSubject(deps: ConcernDeps, id: string, user: UserId, said: NamesSaid): Promise<NamedSubject> {
  const draft = await withRisk(deps, id, user, said.atRisk ?? '');
  if (!draft?.subject) return { kind: 'no-draft' };
  const { kind, adult } = draft.subject;
  if (lacksRisk(kind, draft.words)) return { kind: 'needs-risk', draft };
  const found = await findPeople(deps, said.people);
  if (found === 'unknown') return { kind: 'unknown-person', draft };
  const hasNamed = found.ids.length > 0 || holdsVisible(said.name);
  if (kind === 'staff' && !hasNamed && adult !== 'yes') return { kind: 'needs-name', draft };
  if (kind === 'child' && hasNamed && said.conduct === '') return { kind: 'needs-conduct', draft };

  // What an adult did is a matter about that adult: it goes to the person who answers for them, and apart from children's records.
  const isConduct = kind === 'child' && hasNamed && said.conduct === 'yes';
  const subject: Subject = {
    kind: isConduct ? 'staff' : kind,
    people: found.ids,
    pickedAs: accountsIn(schoolOf(deps, draft.school), found.named).map(({ name }) => name),
    ...(said.name !== '' && { name: said.name }),
    ...(draft.subject.meant && { meant: draft.subject.meant.filter((id) => found.ids.includes(id)) }),
    ...(draft.subject.cleared && { cleared: draft.subject.cleared }),
    ...(adult && { adult }),
  };
  const schools = subject.kind === 'staff' && !said.isHere ? answeringElsewhere(deps, draft, found.ids) : [];
  if (schools.length > 0) return { kind: 'elsewhere', draft, schools };
  const named = [...found.named.map(({ name }) => name), said.name].filter((name) => name !== '').join(', ');
  const kept = await keep(deps, id, user, { subject, words: { named } });
  return kept ? { kind: 'kept', draft: kept } : { kind: 'no-draft' };
}

/**
 * A child who is hurt or at risk makes it a report about that child, whatever was chosen. Kept before the other questions of its page, which are
 * those of such a report then.
 */
async function withRisk(
  deps: ConcernDeps,
  id: string,
  user: UserId,
  atRisk: 'yes' | 'no' | '',
): Promise<Draft | undefined> {
  const draft = await deps.drafts.find(id, user, deps.clock());
  if (!draft?.subject || atRisk === '' || !lacksRisk(draft.subject.kind, draft.words)) return draft;
  const subject = (before: Subject | undefined) =>
    before && { ...before, ...(atRisk === 'yes' && { kind: 'child' as const }) };
  return keep(deps, id, user, { subject, words: { atRisk } });
}

/** Who is on a page that is not answered yet. */
export interface NamesTyped {
  readonly people: readonly UserId[];
  readonly name: string;
}

/** Who is named now beside those named before: going back, or to another school, lets nobody in again. */
export function namedBesides(subject: Subject, typed: NamesTyped | undefined): Subject {
  if (!typed) return subject;
  const name = typed.name === '' ? subject.name : typed.name;
  return {
    kind: subject.kind,
    people: [...new Set([...subject.people, ...typed.people])],
    ...(subject.pickedAs && { pickedAs: subject.pickedAs }),
    ...(name !== undefined && { name }),
    ...(subject.meant && { meant: subject.meant }),
    ...(subject.cleared && { cleared: subject.cleared }),
    ...(subject.adult && { adult: subject.adult }),
  };
}

/** Anyone who runs a school or answers for its children. */
const ANSWERING: readonly Recipient[] = ['headteacher', 'dsl', 'chair-of-governors'];

/** The head of one school is no party to what people of another report. */
function answeringElsewhere(
  { trust }: { readonly trust: Trust },
  draft: Draft,
  people: readonly UserId[],
): readonly School[] {
  const own = schoolOf({ trust }, draft.school);
  const answers = (school: School, id: UserId): boolean => roleOf(school, id, ANSWERING) !== undefined;
  return trust.schools.filter(
    (school) => school.id !== own.id && people.some((id) => answers(school, id) && !answers(own, id)),
  );
}

const MOST_PEOPLE = 20;

/** Checks picked ids in the directory. While it does not answer they count as they are: leaving one out is the worse error. */
async function findPeople(
  { directory }: Pick<ConcernDeps, 'directory'>,
  picked: readonly string[],
): Promise<{ readonly ids: readonly UserId[]; readonly named: readonly Account[] } | 'unknown'> {
  const ids: UserId[] = [];
  const named: Account[] = [];
  for (const text of picked.slice(0, MOST_PEOPLE)) {
    const id = parseGuid<UserId>(text);
    if (!id) return 'unknown';
    try {
      const person = await directory.person(id);
      if (!person) return 'unknown';
      named.push({ id, name: person.name });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
    ids.push(id);
  }
  return { ids, named };
}
