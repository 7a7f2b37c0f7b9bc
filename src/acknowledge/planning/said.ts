import type { PolicyVersionId, SchoolId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';

/** What HR's sentence says of a new campaign, as far as that is sure: what is not stays for them to choose. */
export interface SaidOfCampaign {
  /** `school/version`. */
  readonly policies: readonly string[];
  /** Staff groups as the directory calls them; none is everyone. */
  readonly groups: readonly string[];
  readonly dueDay: IsoDay | undefined;
}

interface Choice {
  readonly school: { readonly id: SchoolId; readonly name: string };
  readonly policies: readonly { readonly versionId: PolicyVersionId; readonly title: string }[];
  /** Known from the campaigns before. */
  readonly groups: readonly string[];
}

/** In nearly every title: none of these tells one from another. */
const IN_MANY: ReadonlySet<string> = new Set(
  'policy policies procedure procedures guidance handbook summary for and the of to a an in on with all staff school our'.split(
    ' ',
  ),
);
const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];

/** Reads a sentence such as "ask teaching staff to read the social media policy". Pure. @param own of several schools, the one that is meant where none is named */
export function saidOf(text: string, choices: readonly Choice[], own?: SchoolId): Omit<SaidOfCampaign, 'dueDay'> {
  const said = new Set(wordsOf(text));
  const named = choices.filter(({ school }) => wordsOf(school.name).every((word) => said.has(word)));
  const theirs = named.length > 0 ? named : choices.filter(({ school }) => school.id === own);
  const [one, ...more] = choices.length > 1 ? theirs : choices;
  if (!one || more.length > 0) return { policies: [], groups: [] };
  return {
    policies: policiesIn(said, one).map(({ versionId }) => `${one.school.id}/${versionId}`),
    groups: groupsIn(text, one.groups),
  };
}

/** Those whose whole title is there; where there is none, the only one of which there is anything. */
function policiesIn(said: ReadonlySet<string>, { policies }: Choice): Choice['policies'] {
  const found = policies
    .map((policy) => ({ policy, words: wordsOf(policy.title).filter((word) => !IN_MANY.has(word)) }))
    .map(({ policy, words }) => ({ policy, of: words.length, there: words.filter((word) => said.has(word)).length }))
    .filter(({ there }) => there > 0);
  const whole = found.filter(({ of, there }) => of === there);
  if (whole.length > 0) return whole.map(({ policy }) => policy);
  return found.length === 1 ? found.map(({ policy }) => policy) : [];
}

/** Who is to do what, or gets it: between the verb and the next "to", or at the end. */
const WHOM = [
  /\b(?:ask|get|want|need|have|tell)\s+(.{1,60}?)\s+to\s+(?:re-?read|read|sign|acknowledge|confirm|agree|look)\b/i,
  /\b(?:send|issue|circulate)\b.*\bto\s+(.{1,60}?)(?:\s+(?:by|for|before|to)\b.*|[.?!]*)$/i,
];
const plainly = (group: string): string =>
  wordsOf(group)
    .filter((word) => !['all', 'only', 'the', 'our', 'my', 'staff', 'team', 'department', 'people'].includes(word))
    .join(' ');

/** Each of those who are named is a group of that name, or none of it is sure. */
function groupsIn(text: string, groups: readonly string[]): readonly string[] {
  const whom = WHOM.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined);
  if (whom === undefined || plainly(whom) === '') return [];
  const whole = groups.filter((group) => plainly(group) === plainly(whom));
  if (whole.length === 1) return whole;
  const parts = whom.split(/,|&|\band\b/i).map((part) => groups.filter((group) => plainly(group) === plainly(part)));
  return parts.every(({ length }) => length === 1) ? parts.flat() : [];
}
