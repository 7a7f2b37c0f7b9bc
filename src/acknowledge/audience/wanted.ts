import type { PolicyId, UserId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { DirectoryPerson } from '../../school/people.ts';
import { sha256 } from '../text/text-shown.ts';
import type { Audience, Exclusion, ExclusionReason, LeftOutReason } from './exclusion.ts';

export const NOT_STATED = 'Not stated';

/** What the directory says of someone by which they are chosen. */
export type Account = Pick<DirectoryPerson, 'id' | 'department' | 'site' | 'jobTitle' | 'startsOn'>;

/** By what people are chosen. What is absent or empty leaves nobody out. */
export interface Chosen {
  /** Staff groups, sites and roles as the directory calls them; of each kind, one is enough. */
  readonly groups?: readonly string[] | undefined;
  readonly sites?: readonly string[] | undefined;
  readonly roles?: readonly string[] | undefined;
  /** Whose first day is this one or a later one, as far as the directory knows it. */
  readonly startedFrom?: IsoDay | undefined;
  /** These and nobody else. */
  readonly people?: readonly UserId[] | undefined;
}

/** Who of the staff is asked, and for what. */
export interface Wanted extends Chosen {
  readonly leftOut?: readonly { readonly user: UserId; readonly reason: LeftOutReason }[] | undefined;
  /** The policies that are for some of these people only, and for whom. Any other is for everyone asked. */
  readonly policies?: Readonly<Record<PolicyId, Chosen>> | undefined;
}

/** As it is kept: without what leaves nobody out, so that one choice is always kept in the same words. @returns JSON */
export const wantedAsKept = (wanted: Wanted): string =>
  JSON.stringify(wanted, (key, value: unknown) => {
    const isNothing = Array.isArray(value) ? value.length === 0 : key === 'policies' && !isForSome(wanted);
    return isNothing ? undefined : value;
  });

/** Whether a campaign asks some people for less than others. */
export const isForSome = ({ policies }: Pick<Wanted, 'policies'>): boolean => Object.keys(policies ?? {}).length > 0;

/** Whether some people of a campaign are, or would be, asked for less than others. */
export const asksDifferently = (
  wanted: Wanted,
  people: readonly { readonly askedFor?: readonly PolicyId[] | undefined }[],
): boolean => isForSome(wanted) || people.some(({ askedFor }) => askedFor !== undefined);

/**
 * The policies that HR chooses for someone whom they add by hand, by their places in the campaign.
 * @returns `undefined` for all of them, where none is for some only
 */
export const policiesAt = (
  { wanted, policies }: { readonly wanted: Wanted; readonly policies: readonly { readonly policyId: PolicyId }[] },
  places: readonly number[],
): readonly PolicyId[] | undefined => {
  const chosen = policies.flatMap(({ policyId }, at) => (places.includes(at) ? [policyId] : []));
  const isSome = isForSome(wanted) || (chosen.length > 0 && chosen.length < policies.length);
  return isSome ? chosen : undefined;
};

/** With one of its policies for these people only; for everyone asked where nothing is chosen. */
export function withAudience(wanted: Wanted, policy: PolicyId, chosen: Chosen): Wanted {
  const { [policy]: _before, ...others } = wanted.policies ?? {};
  const isEveryone = Object.values(chosen).every((value) => value === undefined || value.length === 0);
  return { ...wanted, policies: isEveryone ? others : { ...others, [policy]: chosen } };
}

/**
 * Which of these policies someone is asked for when they are put on a list. Pure.
 * @returns `undefined` for all of them, where none is for some only
 */
export const policiesFor = (
  person: Account,
  wanted: Wanted,
  policies: readonly PolicyId[],
): readonly PolicyId[] | undefined =>
  isForSome(wanted) ? policies.filter((policy) => isAmong(person, wanted.policies?.[policy] ?? {})) : undefined;

/** What there is to choose from, with how many each has. */
export interface Choices {
  readonly groups?: readonly (readonly [name: string, count: number])[] | undefined;
  readonly sites?: readonly (readonly [name: string, count: number])[] | undefined;
  readonly roles?: readonly (readonly [name: string, count: number])[] | undefined;
}

/** By which a name is known on a form: its place may be another one once the list is read again. */
export const keyOf = (name: string): string => sha256(name).slice(0, 12);

/** As many of each kind are offered, the most frequent first; someone else is chosen by name. */
const MOST_CHOICES = 12;

/** What a form offers of one kind. All that is picked is among it, on the list or not: what is not offered does not come back. */
export function offered(all: Choices['groups'] = [], picked: readonly string[] = []): NonNullable<Choices['groups']> {
  const gone = picked.filter((name) => !all.some(([listed]) => listed === name)).map((name) => [name, 0] as const);
  const byNumber = [...all, ...gone].toSorted(([, a], [, b]) => b - a);
  const others = byNumber
    .filter(([name]) => !picked.includes(name))
    .slice(0, Math.max(0, MOST_CHOICES - picked.length));
  return byNumber.filter((one) => picked.includes(one[0]) || others.includes(one));
}

/** The names of these keys among those on the list and those picked before. @returns `isWhole`: whether each has one */
export function namesOf(
  all: Choices['groups'] = [],
  picked: readonly string[] = [],
  chosen: readonly string[],
): { readonly names: readonly string[]; readonly isWhole: boolean } {
  const byKey = new Map([...all.map(([name]) => name), ...picked].map((name) => [keyOf(name), name]));
  const names = chosen.flatMap((key) => byKey.get(key) ?? []);
  return { names, isWhole: names.length === chosen.length };
}

export const groupOf = ({ department }: Account): string => department ?? NOT_STATED;
export const siteOf = ({ site }: Account): string => site ?? NOT_STATED;
export const roleOf = ({ jobTitle }: Account): string => jobTitle ?? NOT_STATED;

export function choicesOf({ ask, paper }: Audience): Choices {
  const all = [...ask, ...paper];
  const counted = (key: (person: DirectoryPerson) => string) =>
    [...Map.groupBy(all, key)]
      .map(([name, people]) => [name, people.length] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  return { groups: counted(groupOf), sites: counted(siteOf), roles: counted(roleOf) };
}

/**
 * Those of an audience who are wanted, for one of these policies or more; the others are named with the reason. Pure.
 */
export function choose(audience: Audience, wanted: Wanted, policies: readonly PolicyId[]): Audience {
  const leftOut = new Map((wanted.leftOut ?? []).map(({ user, reason }) => [user, reason]));
  const excluded: Exclusion[] = [...audience.excluded];
  const keep = (person: DirectoryPerson): boolean => {
    const reason: ExclusionReason | undefined =
      leftOut.get(person.id) ??
      (isAmong(person, wanted) ? undefined : 'not-chosen') ??
      (policiesFor(person, wanted, policies)?.length === 0 ? 'no-policy' : undefined);
    if (reason === undefined) return true;
    excluded.push({ user: person.id, name: person.name, reason });
    return false;
  };
  return { ...audience, ask: audience.ask.filter(keep), paper: audience.paper.filter(keep), excluded };
}

function isAmong(person: Account, { groups, sites, roles, startedFrom, people }: Chosen): boolean {
  const among = (list: readonly string[] | undefined, value: string) =>
    !list || list.length === 0 || list.includes(value);
  return (
    among(people, person.id) &&
    among(groups, groupOf(person)) &&
    among(sites, siteOf(person)) &&
    among(roles, roleOf(person)) &&
    (startedFrom === undefined || (person.startsOn !== undefined && person.startsOn >= startedFrom))
  );
}

/** In a few words: who is chosen, for the card and the register. */
export function wantedWords(
  { groups, sites, roles, startedFrom, people }: Chosen,
  day: (day: IsoDay) => string,
): string {
  const parts = [
    people && people.length > 0 ? `${people.length} chosen by name` : '',
    groups?.join(', ') ?? '',
    sites?.join(', ') ?? '',
    roles?.join(', ') ?? '',
    startedFrom ? `first day from ${day(startedFrom)}` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'All staff' : parts.join('; ');
}
