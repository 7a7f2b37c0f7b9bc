import type { UserId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { DirectoryPerson } from '../../school/people.ts';
import type { Audience, Exclusion, ExclusionReason, LeftOutReason } from './exclusion.ts';

export const NOT_STATED = 'Not stated';

/** Who of the staff is asked. What is absent or empty leaves nobody out. */
export interface Wanted {
  /** Staff groups, sites and roles as the directory calls them; of each kind, one is enough. */
  readonly groups?: readonly string[] | undefined;
  readonly sites?: readonly string[] | undefined;
  readonly roles?: readonly string[] | undefined;
  /** Whose first day is this one or a later one, as far as the directory knows it. */
  readonly startedFrom?: IsoDay | undefined;
  /** These and nobody else. */
  readonly people?: readonly UserId[] | undefined;
  readonly leftOut?: readonly { readonly user: UserId; readonly reason: LeftOutReason }[] | undefined;
}

/** What there is to choose from, with how many each has. */
export interface Choices {
  readonly groups?: readonly (readonly [name: string, count: number])[] | undefined;
  readonly sites?: readonly (readonly [name: string, count: number])[] | undefined;
  readonly roles?: readonly (readonly [name: string, count: number])[] | undefined;
}

export const groupOf = ({ department }: DirectoryPerson): string => department ?? NOT_STATED;
export const siteOf = ({ site }: DirectoryPerson): string => site ?? NOT_STATED;
export const roleOf = ({ jobTitle }: DirectoryPerson): string => jobTitle ?? NOT_STATED;

export function choicesOf({ ask, paper }: Audience): Choices {
  const all = [...ask, ...paper];
  const counted = (key: (person: DirectoryPerson) => string) =>
    [...Map.groupBy(all, key)]
      .map(([name, people]) => [name, people.length] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  return { groups: counted(groupOf), sites: counted(siteOf), roles: counted(roleOf) };
}

/** Those of an audience who are wanted; the others are named with the reason. Pure. */
export function choose(audience: Audience, wanted: Wanted): Audience {
  const leftOut = new Map((wanted.leftOut ?? []).map(({ user, reason }) => [user, reason]));
  const excluded: Exclusion[] = [...audience.excluded];
  const keep = (person: DirectoryPerson): boolean => {
    const reason: ExclusionReason | undefined =
      leftOut.get(person.id) ?? (isWanted(person, wanted) ? undefined : 'not-chosen');
    if (reason === undefined) return true;
    excluded.push({ user: person.id, name: person.name, reason });
    return false;
  };
  return { ...audience, ask: audience.ask.filter(keep), paper: audience.paper.filter(keep), excluded };
}

function isWanted(person: DirectoryPerson, { groups, sites, roles, startedFrom, people }: Wanted): boolean {
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

/** In a few words: who is wanted, for the card and the register. */
export function wantedWords(
  { groups, sites, roles, startedFrom, people }: Wanted,
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
