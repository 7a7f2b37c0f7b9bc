import type { SchoolId, UserId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import type { Named, RoleEvent } from '../../school/live-roles.ts';
import type { Role, RoleHolder, School } from '../../school/school.ts';

/** Those whose approval counts when a role changes hands. A deputy's does not: they work for one of these. */
export const WORDS = [
  'headteacher',
  'chair-of-governors',
  'governance-officer',
  'dsl',
] as const satisfies readonly Role[];

/** Roles that may be nobody's. Anything else must always have someone. */
const MAY_BE_EMPTY: readonly Role[] = ['deputy-dsl', 'it-lead', 'trust-lead'];

/** A role that takes no reports, and does not approve who does, changes on one approval. */
const ON_ONE_WORD: readonly Role[] = ['hr', 'policy-owner', 'it-lead'];

/**
 * Whether a role needs two words. Issue is taken with more than head, chair and DSL: anyone who could name the governance officer
 * alone would hold two words, and a deputy reads what the DSL reads.
 */
export const needsTwo = (role: Role): boolean => !ON_ONE_WORD.includes(role);

/** A proposal that nobody agreed to in a week is forgotten rather than pressed by mistake. */
export const OPEN_MS = 7 * DAY_MS;

/** Someone's approval of a proposal. */
export interface Word {
  readonly by: Named;
  readonly at: Date;
  /** They say that the people who leave the role must not be told by us. Why, nobody writes down. */
  readonly isQuiet: boolean;
}

export interface WantedChange {
  readonly role: Role;
  readonly newcomer: Named | undefined;
  /** Who holds the role no longer. */
  readonly outgoing: readonly Named[];
}

export interface Proposal extends WantedChange {
  readonly id: string;
  readonly school: SchoolId;
  readonly first: Word;
  readonly expiresAt: Date;
  readonly state:
    | { readonly kind: 'open' }
    /** The approvals it counts on; one where one is enough. */
    | { readonly kind: 'made'; readonly second: Word | undefined }
    /** Taken back, or said no to. */
    | { readonly kind: 'ended'; readonly second: Word }
    /** It fits no longer: others hold the role meanwhile, or the person who proposed it has no word any more. */
    | { readonly kind: 'overtaken'; readonly at: Date };
}

/** What someone is told about it in their own chat. */
export type RoleNews = 'asked' | 'given' | 'taken' | 'changed' | 'covers' | 'cover-given' | 'cover-ended';
export interface RoleWord {
  readonly person: UserId;
  readonly news: RoleNews;
  readonly school: SchoolId;
  readonly role: Role;
  readonly newcomer: string | undefined;
  readonly outgoing: readonly string[];
  /** On whose authority; none: lanyard.yml was edited. */
  readonly by: readonly string[];
  /** Of a cover: from when until when, as ISO instants. */
  readonly cover?: { readonly from: string; readonly until: string };
}

export type NotChanged =
  | 'nothing-chosen'
  | 'holds-it'
  | 'not-a-holder'
  | 'nobody-left'
  | 'is-newcomer'
  | 'nobody-else'
  | 'pupil'
  | 'no-account'
  | 'cannot-check'
  | 'waits-already'
  | 'own-word'
  | 'expired'
  | 'gone';

/** What is to be written, all or nothing. */
export interface RoleWrites {
  readonly proposal: Proposal;
  /** It was asked for just now: nothing is known under its id. Else it is open until this moment. */
  readonly isNew: boolean;
  readonly event?: Pick<RoleEvent, 'holders' | 'role' | 'at'>;
  readonly words: readonly RoleWord[];
}

export type Decision =
  | {
      readonly kind: 'write';
      readonly writes: RoleWrites;
      readonly outcome: 'proposed' | 'made' | 'ended' | NotChanged;
    }
  | { readonly kind: 'refuse'; readonly why: NotChanged };

/** Everyone whose approval counts, each once. */
export function voices(roles: School['roles']): readonly RoleHolder[] {
  const all = new Map(WORDS.flatMap((role) => roles[role]).map((holder) => [holder.id, holder]));
  return [...all.values()];
}

export const hasWord = (roles: School['roles'], user: UserId): boolean => voices(roles).some(({ id }) => id === user);

const includes = (people: readonly Named[], user: UserId): boolean => people.some(({ id }) => id === user);

/** Who may give the second word: not the first again, not the newcomer, and nobody who must not hear about it. */
export function seconds(roles: School['roles'], { first, newcomer, outgoing }: Proposal): readonly RoleHolder[] {
  return voices(roles).filter(
    ({ id }) => id !== first.by.id && id !== newcomer?.id && !(first.isQuiet && includes(outgoing, id)),
  );
}

/** Whether this person may know about it: anyone with a word, but for those of whom it was said that they are not to be told. */
export function maySee(proposal: Proposal, user: UserId): boolean {
  const { first, state, outgoing } = proposal;
  if (!includes(outgoing, user)) return true;
  return state.kind === 'made' ? !isKeptFrom(first, state.second) : !first.isQuiet;
}

/** Only where both say so: one person alone keeps nothing from the people who leave a role. */
const isKeptFrom = (first: Word, second: Word | undefined): boolean => first.isQuiet && second?.isQuiet === true;

/** Who would hold the role after it. The newcomer stands where the first who leaves stood. */
function holdersAfter(now: readonly RoleHolder[], { newcomer, outgoing }: WantedChange): readonly Named[] {
  const named = ({ id, name }: Named): Named => ({ id, name });
  const at = outgoing.length === 0 ? now.length : now.findIndex(({ id }) => includes(outgoing, id));
  const staying = now.filter(({ id }) => !includes(outgoing, id)).map(named);
  return newcomer ? staying.toSpliced(at, 0, named(newcomer)) : staying;
}

/** Why it cannot be, as the roles are now; `undefined`: it can. */
function unfit(roles: School['roles'], wanted: WantedChange): NotChanged | undefined {
  const now = roles[wanted.role];
  const { newcomer, outgoing } = wanted;
  if (!newcomer && outgoing.length === 0) return 'nothing-chosen';
  if (newcomer && includes(now, newcomer.id)) return 'holds-it';
  if (outgoing.some(({ id }) => !includes(now, id))) return 'not-a-holder';
  if (holdersAfter(now, wanted).length === 0 && !MAY_BE_EMPTY.includes(wanted.role)) return 'nobody-left';
  return undefined;
}

interface Known {
  readonly school: SchoolId;
  /** As they are at this moment for every instance, not as this one last read them. */
  readonly roles: School['roles'];
  readonly open: readonly Proposal[];
}

/** Asks for a change. Where one approval is enough it counts at once. */
export function propose(
  { school, roles, open }: Known,
  { id, first, ...wanted }: WantedChange & { readonly id: string; readonly first: Word },
): Decision {
  if (!hasWord(roles, first.by.id)) return { kind: 'refuse', why: 'gone' };
  if (wanted.newcomer?.id === first.by.id) return { kind: 'refuse', why: 'is-newcomer' };
  const why = unfit(roles, wanted);
  if (why) return { kind: 'refuse', why };
  const expiresAt = new Date(first.at.getTime() + OPEN_MS);
  const proposal: Proposal = { id, school, ...wanted, first, expiresAt, state: { kind: 'open' } };
  if (!needsTwo(wanted.role)) return make(roles, proposal, undefined, first.at);
  if (open.some((one) => one.role === wanted.role && isStanding(one, first.at) && maySee(one, first.by.id)))
    return { kind: 'refuse', why: 'waits-already' };
  const asked = seconds(roles, proposal);
  if (asked.length === 0) return { kind: 'refuse', why: 'nobody-else' };
  const words = asked.map(({ id: person }) => wordTo(person, 'asked', proposal, [first.by]));
  return { kind: 'write', writes: { proposal, isNew: true, words }, outcome: 'proposed' };
}

export const isStanding = ({ state, expiresAt }: Proposal, now: Date): boolean =>
  state.kind === 'open' && now < expiresAt;

/** The second word. Everything is looked at again: a week may lie between the two. */
export function confirm({ roles, open }: Known, id: string, word: Word): Decision {
  const proposal = open.find((one) => one.id === id);
  const user = word.by.id;
  if (!proposal || !hasWord(roles, user) || !maySee(proposal, user)) return { kind: 'refuse', why: 'gone' };
  if (user === proposal.newcomer?.id) return { kind: 'refuse', why: 'is-newcomer' };
  if (user === proposal.first.by.id) return { kind: 'refuse', why: 'own-word' };
  if (!isStanding(proposal, word.at)) return { kind: 'refuse', why: 'expired' };
  if (!hasWord(roles, proposal.first.by.id) || unfit(roles, proposal)) {
    const overtaken: Proposal = { ...proposal, state: { kind: 'overtaken', at: word.at } };
    return { kind: 'write', writes: { proposal: overtaken, isNew: false, words: [] }, outcome: 'gone' };
  }
  return make(roles, proposal, word, word.at);
}

/** Taken back by the person who asked, or said no to by anyone who could have agreed. */
export function end({ roles, open }: Known, id: string, word: Word): Decision {
  const proposal = open.find((one) => one.id === id);
  const may = (one: Proposal): boolean => one.first.by.id === word.by.id || includes(seconds(roles, one), word.by.id);
  if (!proposal || !hasWord(roles, word.by.id) || !may(proposal)) return { kind: 'refuse', why: 'gone' };
  const ended: Proposal = { ...proposal, state: { kind: 'ended', second: word } };
  return { kind: 'write', writes: { proposal: ended, isNew: false, words: [] }, outcome: 'ended' };
}

function make(roles: School['roles'], proposal: Proposal, second: Word | undefined, at: Date): Decision {
  const { first, role, newcomer, outgoing } = proposal;
  const by = second ? [first.by, second.by] : [first.by];
  const isKept = isKeptFrom(first, second);
  const leaving = outgoing.filter(({ id }) => !includes(by, id));
  const others = voices(roles).filter(({ id }) => !includes(by, id) && !includes(outgoing, id) && id !== newcomer?.id);
  const words = [
    ...(newcomer ? [wordTo(newcomer.id, 'given', proposal, by)] : []),
    ...(isKept ? [] : leaving.map(({ id }) => wordTo(id, 'taken', proposal, by))),
    ...others.map(({ id }) => wordTo(id, 'changed', proposal, by)),
  ];
  const made: Proposal = { ...proposal, state: { kind: 'made', second } };
  const event = { at, role, holders: holdersAfter(roles[role], proposal) };
  return { kind: 'write', writes: { proposal: made, isNew: second === undefined, event, words }, outcome: 'made' };
}

const wordTo = (
  person: UserId,
  news: RoleNews,
  { school, role, newcomer, outgoing }: Proposal,
  by: readonly Named[],
): RoleWord => ({
  person,
  news,
  school,
  role,
  newcomer: newcomer?.name,
  outgoing: outgoing.map(({ name }) => name),
  by: by.map(({ name }) => name),
});
