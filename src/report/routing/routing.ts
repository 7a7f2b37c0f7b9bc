import type { UserId } from '../../kernel/ids.ts';
import { holders, holdsRole, type Role, type RoleHolder, type School } from '../../school/school.ts';
import { type Concern, type Kind, RECIPIENTS, type Recipient } from '../concern.ts';
import {
  type Cleared,
  clearedOf,
  type Meant,
  meantBy,
  type Naming,
  type OpenReading,
  shutOutBy,
} from '../naming/naming.ts';
import type { AdultSaid } from '../naming/question.ts';
import type { Mention } from '../naming/reading/read-mention.ts';

/** Who takes a concern of each kind, and who comes next when they cannot. After the last, the LADO. */
const CHAINS: Readonly<Record<Kind, readonly Recipient[]>> = {
  child: ['dsl', 'headteacher', 'chair-of-governors'],
  staff: ['headteacher', 'chair-of-governors'],
  headteacher: ['chair-of-governors', 'governance-officer'],
  dsl: ['headteacher', 'chair-of-governors'],
  chair: ['governance-officer'],
  'online-abuse': ['senior-manager', 'headteacher', 'chair-of-governors', 'governance-officer'],
  data: ['dpo', 'headteacher', 'chair-of-governors'],
};

/** The roles whose holders answer for a recipient, the first to be named first. */
const ROLES_OF: Readonly<Record<Recipient, readonly Role[]>> = {
  dsl: ['dsl', 'deputy-dsl'],
  headteacher: ['headteacher'],
  'chair-of-governors': ['chair-of-governors'],
  'governance-officer': ['governance-officer'],
  'senior-manager': ['senior-manager'],
  dpo: ['dpo'],
};

/** Saying "about the headteacher" names the headteacher, no matter who that is. */
export const ABOUT: Readonly<Partial<Record<Kind, readonly Role[]>>> = {
  headteacher: ['headteacher'],
  dsl: ['dsl', 'deputy-dsl'],
  chair: ['chair-of-governors'],
};

/** A matter between adults needs someone other than its reporter; a DSL or DPO may well record their own. */
export const NEEDS_ANOTHER_PERSON: readonly Kind[] = ['staff', 'headteacher', 'dsl', 'chair', 'online-abuse'];

/** Who it is about, as far as the reporter said before typing anything about it. */
export interface Subject {
  readonly kind: Kind;
  /** Picked from the directory and checked there: the person it is about, and anyone too close to it. */
  readonly people: readonly UserId[];
  /** What the directory calls those of `people` who have no role here: each may be a second account of someone who has. */
  readonly pickedAs?: readonly string[] | undefined;
  /** A name typed because the person is not in the list. */
  readonly name?: string;
  /** Those of `people` whom the reporter said that the words of what happened mean. */
  readonly meant?: readonly UserId[] | undefined;
  /** Places in what was written that may name an adult. */
  readonly mentions?: readonly Mention[];
  /** What the reporter answered when asked who the words mean. */
  readonly cleared?: readonly Cleared[];
  /** Whether an adult of the school may be involved whom nothing points at, as far as its reporter was asked. */
  readonly adult?: AdultSaid | undefined;
}

export interface Route {
  /** What it is about once it is known who that is. */
  readonly kind: Kind;
  /** Recipients that may have it, in order. Empty: everyone who gets reports here may be meant. */
  readonly steps: readonly Recipient[];
  /** Everyone who must not see it. */
  readonly excluded: readonly UserId[];
  /** What was written that may name someone, to be read again with every look at the record. */
  readonly naming: Naming;
  /** Those of whom only the reporter knows whether they are meant, as far as they may get it. */
  readonly open: readonly OpenReading[];
}

/** The roles whose change is a change of those who answer for a recipient. */
export const rolesOf = (recipient: Recipient): readonly Role[] => ROLES_OF[recipient];

/** Everyone who answers for a recipient at this school, the first to be named first. */
export function readersOf(school: School, recipient: Recipient): readonly RoleHolder[] {
  const seen = new Set<UserId>();
  return ROLES_OF[recipient].flatMap((role) => holders(school, role)).filter(({ id }) => !seen.has(id) && seen.add(id));
}

/**
 * Deputies whom nothing but the words of a child's report may mean. They alone are left out: a name that may be theirs must not keep the report
 * from the child's DSL. Where they were picked, typed as a name or said to be meant, their colleagues are too close, and so they are
 * where no DSL is left beside the reporter.
 */
export function leftOut(
  school: School,
  {
    kind,
    naming,
    excluded,
    reporter,
  }: Pick<Concern, 'kind' | 'naming' | 'excluded'> & { reporter?: UserId | undefined },
): readonly UserId[] {
  const leads = holders(school, 'dsl').map(({ id }) => id);
  if (kind !== 'child' || !leads.some((id) => id !== reporter)) return [];
  const { certain, open } = meantBy(school, naming, reporter);
  const { typed = [], text = [] } = Object.groupBy(open, ({ of }) => of);
  const said = new Set([...naming.settled, ...certain, ...typed.map(({ id }) => id)]);
  // Shut out by words that no longer read as their name; where a name was typed, nobody can tell any more by which.
  const isByWords = naming.names.length + (naming.picked?.length ?? 0) + naming.settled.length === 0;
  const mayBe = new Set(text.filter(({ id, isTold }) => !isTold && !said.has(id)).map(({ id }) => id));
  if (leads.some((id) => excluded.includes(id) || said.has(id) || mayBe.has(id))) return [];
  return holders(school, 'deputy-dsl').flatMap(({ id }) =>
    mayBe.has(id) || (isByWords && excluded.includes(id) && !said.has(id)) ? [id] : [],
  );
}

/** Those because of whom a recipient may not have it: everyone who is shut out but those who alone are left out. */
export const closing = (
  school: School,
  recipient: Recipient,
  concern: Parameters<typeof leftOut>[1],
): readonly UserId[] => {
  if (recipient !== 'dsl') return concern.excluded;
  const aside = leftOut(school, concern);
  return concern.excluded.filter((id) => !aside.includes(id));
};

/**
 * Decides who a concern goes to. A recipient is passed over when any of its people is the one it is about: colleagues of
 * the same role are too close. Anyone who may be meant counts until the reporter has said otherwise.
 */
export function routeFor(school: School, subject: Subject, reporter: UserId): Route {
  const { kind, settled, meant, excluded } = readSubject(school, subject, reporter);
  const chain = chainOf(school, kind, meant.open);
  const naming = { ...namingOf(subject), settled };
  const inChain = chain.filter((recipient) =>
    mayTake(school, recipient, {
      kind,
      excluded: closing(school, recipient, { kind, naming, excluded, reporter }),
      reporter,
    }),
  );
  const steps = inChain.length > 0 ? inChain : lastResort(school, { kind, excluded, reporter });
  const readers = new Set(chain.flatMap((recipient) => readersOf(school, recipient)).map(({ id }) => id));
  return { kind, steps, excluded, naming, open: meant.open.filter(({ id }) => readers.has(id)) };
}

type Taking = Pick<Concern, 'kind' | 'excluded' | 'reporter'>;

/** Nobody there is meant, and a matter between adults has someone other than its reporter. */
const mayTake = (school: School, recipient: Recipient, { kind, excluded, reporter }: Taking): boolean =>
  mayHave(school, recipient, excluded) &&
  (!NEEDS_ANOTHER_PERSON.includes(kind) || readersOf(school, recipient).some(({ id }) => id !== reporter));

/** Where everyone in the chain of its kind may be meant: those of whom nobody is, the highest first. A report waits for no chain to be free. */
const LAST: readonly Recipient[] = [
  'headteacher',
  'chair-of-governors',
  'governance-officer',
  'dsl',
  'senior-manager',
  'dpo',
];
export const lastResort = (school: School, concern: Taking): readonly Recipient[] =>
  LAST.filter((recipient) => mayTake(school, recipient, concern));

/** Whether it lies with someone who would not take such a report but for who it may be about. */
export const isBeyondChain = (kind: Kind, holder: Recipient): boolean =>
  !CHAINS[kind].includes(holder) || CHAINS[kind].at(-1) === holder;

/** The route of a report that is taken in whatever its words may mean. */
export interface KeptRoute extends Route {
  readonly steps: readonly [Recipient, ...Recipient[]];
  /** Everyone who gets reports here may be meant: it is kept for the last in the chain, closed to each of them. */
  readonly isForNobody: boolean;
}

/**
 * A report is on disk before anything else. Where everyone who gets reports here may be meant, it is kept for the last in the chain, closed to
 * each of them: an answer gives it to someone, and anyone who is given that role later is chased about it.
 * @param isByLink by the shared address, whose pages must not tell whether a name fits someone, nobody can be asked
 */
export function keptRoute(school: School, subject: Subject, reporter: UserId, isByLink = false): KeptRoute {
  const route = routeFor(school, subject, reporter);
  const [first, ...others] = route.steps;
  if (first !== undefined) return { ...route, steps: [first, ...others], isForNobody: false };
  const last = CHAINS[route.kind].at(-1) ?? 'governance-officer';
  const shut = readersOf(school, last).map(({ id }) => id);
  const { naming, excluded } = route;
  return {
    ...route,
    steps: [last],
    isForNobody: true,
    excluded: [...new Set([...excluded, ...shut])],
    ...(isByLink && { naming: { ...naming, settled: [...new Set([...naming.settled, ...shut])] } }),
  };
}

/** The same as if the reporter had said that nobody is meant of whom they can be asked. */
export const routeIfNobody = (school: School, subject: Subject, reporter: UserId): Route => {
  const { open, naming } = routeFor(school, subject, reporter);
  return routeFor(school, { ...subject, cleared: clearedOf(naming, open).cleared }, reporter);
};

/**
 * While a name may mean the headteacher or the chair, those who would take a matter about them are behind them: the chain of
 * its kind alone could end before anyone no reading means.
 */
function chainOf(school: School, kind: Kind, open: readonly OpenReading[]): readonly Recipient[] {
  const chain = CHAINS[kind];
  if (kind !== 'staff' && kind !== 'dsl') return chain;
  // A name that may mean the IT lead or the HR lead closes nobody's way: they get no report.
  const readers = new Set(chain.flatMap((recipient) => readersOf(school, recipient)).map(({ id }) => id));
  return open.some(({ id }) => readers.has(id)) ? [...chain, 'governance-officer'] : chain;
}

const namingOf = ({
  kind,
  people,
  pickedAs = [],
  name,
  meant = [],
  mentions = [],
  cleared = [],
  adult,
}: Subject): Naming => ({
  names: name === undefined ? [] : [name],
  ...(pickedAs.length > 0 && { picked: pickedAs }),
  mentions,
  cleared,
  settled: people,
  meant,
  ...(kind === 'child' && (adult === 'asked' || adult === 'unsure') && { adult }),
});

interface ReadSubject {
  readonly kind: Kind;
  /** Named by a pick or by the kind itself: of them nothing is asked. */
  readonly settled: readonly UserId[];
  readonly meant: Meant;
  readonly excluded: readonly UserId[];
}

function readSubject(school: School, subject: Subject, reporter?: UserId): ReadSubject {
  const naming = namingOf(subject);
  const { certain } = meantBy(school, naming, reporter);
  const kind = kindOf(school, { ...subject, people: [...subject.people, ...certain] });
  const roles = [subject.kind, kind].flatMap((one) => ABOUT[one] ?? []);
  const implied = roles.flatMap((role) => holders(school, role)).map(({ id }) => id);
  const settled = [...new Set([...subject.people, ...implied])];
  const meant = meantBy(school, { ...naming, settled }, reporter);
  return { kind, settled, meant, excluded: [...new Set([...settled, ...shutOutBy(meant)])] };
}

/** Someone answers for it, none of them is excluded, and who they work for is not. */
function mayHave(school: School, recipient: Recipient, excluded: readonly UserId[]): boolean {
  const readers = readersOf(school, recipient);
  const isTooClose = ({ id }: RoleHolder): boolean => excluded.includes(id);
  if (readers.length === 0 || readers.some(isTooClose)) return false;
  return recipient !== 'senior-manager' || !readersOf(school, 'headteacher').some(isTooClose);
}

/** Anyone who turns out to be the person it is about has a kind of their own; the highest of several counts. */
const KIND_OF_ROLE: readonly (readonly [Role, Kind])[] = [
  ['headteacher', 'headteacher'],
  ['chair-of-governors', 'chair'],
  ['dsl', 'dsl'],
  ['deputy-dsl', 'dsl'],
];

/** A matter about an adult that names the headteacher is about the headteacher, whatever was chosen before. */
export function kindOf(school: School, { kind, people }: Pick<Subject, 'kind' | 'people'>): Kind {
  if (kind !== 'staff' && kind !== 'dsl') return kind;
  const found = KIND_OF_ROLE.find(([role]) => holders(school, role).some(({ id }) => people.includes(id)))?.[1];
  return found === undefined || (kind === 'dsl' && found !== 'headteacher') ? kind : found;
}

/** The role in which this person answers for one of these recipients, if they do. */
export function roleOf(school: School, user: UserId, recipients: readonly Recipient[]): Role | undefined {
  return recipients
    .flatMap((recipient) => ROLES_OF[recipient])
    .find((role) => holders(school, role).some(({ id }) => id === user));
}

/** Who pages about reports are for: they answer for some at this school, or may be shown some as the trust's safeguarding lead. */
export const takesReports = (school: School, user: UserId): boolean =>
  roleOf(school, user, RECIPIENTS) !== undefined || holdsRole(school, user, 'trust-lead');

/** Those left after `current`, for when it turns out not to be safe or does not act. */
export function nextAfter(
  school: School,
  kind: Kind,
  current: Recipient,
  excluded: readonly UserId[],
): readonly Recipient[] {
  const chain = CHAINS[kind];
  // A recipient reached by hand may be outside the chain of its kind: then the whole chain is still to come.
  return chain.slice(chain.indexOf(current) + 1).filter((recipient) => mayHave(school, recipient, excluded));
}

/** Everyone who must not see a concern about this subject, and what was typed of them. */
export function excludedBy(school: School, subject: Subject): Pick<Route, 'kind' | 'excluded' | 'naming'> {
  const { kind, settled, excluded } = readSubject(school, subject);
  return { kind, excluded, naming: { ...namingOf(subject), settled } };
}
