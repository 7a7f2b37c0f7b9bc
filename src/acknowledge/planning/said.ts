import type { PolicyVersionId, SchoolId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';

/** What HR's sentence says of a new campaign, as far as that is sure: what is not stays for them to choose. */
export interface SaidOfCampaign {
  /** `school/version`. */
  readonly policies: readonly string[];
  /** Staff groups as the directory calls them; none is everyone. `undefined`: it is for some, and not told for whom. */
  readonly groups: readonly string[] | undefined;
  /** `undefined`: it names none. */
  readonly dueDay: IsoDay | 'unsure' | undefined;
}

interface Policy {
  readonly versionId: PolicyVersionId;
  readonly title: string;
}
interface Choice {
  readonly school: { readonly id: SchoolId; readonly name: string };
  readonly policies: readonly Policy[];
  /** Known from the campaigns before. */
  readonly groups: readonly string[];
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));
/** In nearly every title: none of these tells one from another. */
const IN_MANY = setOf(
  'policy policies procedure procedures guidance handbook summary for and the of to a an in on with all staff school our',
);
/** Around a policy and whom it is for, and neither. */
const AROUND = setOf(
  `${'new latest updated revised current attached whole year this carefully full'} ${'start create set up run launch begin make do send issue circulate share campaign campaigns acknowledgement acknowledgements signing'} ${'i we you can could would like need want must us it that they have out be read sign signed acknowledge confirm agree accept understood'}`,
);
const EVERYONE = /^(?:all|each|every(?:one|body)?|whole|staff|people|colleagues|employees|school)$/;
/** Beside the name of a group, and no part of it. */
const BESIDE_A_GROUP = setOf(
  'all only just the our of in from at staff team teams department departments people members',
);
const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];
const without = (words: readonly string[], ...sets: readonly ReadonlySet<string>[]): readonly string[] =>
  words.filter((word) => !sets.some((set) => set.has(word)));

const inWords = (name: string): RegExp => new RegExp(`(?<!\\p{L})${wordsOf(name).join('[^\\p{L}]+')}(?!\\p{L})`, 'giu');

/** Reads a sentence such as "ask teaching staff to read the social media policy". Pure. @param own of several schools, the one that is meant where none is named */
export function saidOf(text: string, choices: readonly Choice[], own?: SchoolId): Omit<SaidOfCampaign, 'dueDay'> {
  const said = new Set(wordsOf(text));
  const named = choices.filter(({ school }) => wordsOf(school.name).every((word) => said.has(word)));
  const theirs = named.length > 0 ? named : choices.filter(({ school }) => school.id === own);
  const [one, ...more] = choices.length > 1 ? theirs : choices;
  if (!one || more.length > 0) return { policies: [], groups: [] };
  const { whom, what } = partsOf(text.replace(inWords(one.school.name), ' '));
  const { policies, rest } = policiesIn(what, one.policies);
  return {
    policies: policies.map(({ versionId }) => `${one.school.id}/${versionId}`),
    // What is left may say for whom, or for whom not.
    groups: rest.length > 0 ? undefined : groupsIn(whom, one.groups),
  };
}

const READ = '(?:re-?read|read|sign(?: off)?|acknowledge|confirm|agree(?: to)?|accept|look at)';
const TO_READ = `to ${READ}(?:(?: and|,| then| &)+(?: to)? ${READ})*`;
const COUNT = '(?:\\d+|an?|one|two|three|four|five|six)';
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const WHEN = `(?:\\d[\\w/.:-]*|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|${MONTH}|tomorrow|today|noon|midday|weeks?|months?|(?:half )?term|end of (?:the )?(?:school )?year|christmas|xmas|easter|summer|autumn|spring|winter)`;
const NEAR_IT = '(?:(?:the|this|next|coming|of|end|start|beginning|close|play|business|at|latest),? )*';
/** By when it is to be answered says nothing of whom. What stands behind it may. */
const DAY = new RegExp(
  `\\b(?:(?:by|before|until|till|due|on|no later than) ${NEAR_IT}${WHEN}(?:,? ${NEAR_IT}${WHEN})*(?: at the latest)?|(?:with)?in ${COUNT} (?:days?|weeks?|months?)|(?:this|next) (?:week|month|term)|today|tomorrow|now|again|asap|urgently|please)(?![\\w/])`,
  'gi',
);
const WHAT_FOR =
  / (?:for (?:signing|signature|reading|acknowledgement)|to (?:be )?(?:read|sign|acknowledge|confirm)\w*)$/i;
/** Whom and what, however it is asked for; in this order. */
const SHAPES = [
  new RegExp(`\\b(?:ask|get|want|need|have|tell|remind) (?!to\\b)(?<whom>.{1,80}?) ${TO_READ}\\b(?<what>.*)`, 'i'),
  new RegExp(`^(?<whom>.{1,80}?) (?:needs?|must|should|has|have|ought)(?: to)? ${READ}\\b(?<what>.*)`, 'i'),
  /\b(?:send|issue|circulate|share|email) (?<what>.+) to (?<whom>.+)/i,
  /\b(?:send|issue|circulate|share|email) (?<what>.+)/i,
];

/** Each part of a sentence by itself: a verb of the one is no word of the other. */
function partsOf(text: string): { readonly whom: string | undefined; readonly what: string } {
  const plain = text
    .replace(/\s+/g, ' ')
    .replace(/[.?!]+$/, '')
    .replace(DAY, ' ')
    .trim()
    .replace(/ +/g, ' ');
  const sent = plain.replace(WHAT_FOR, '');
  for (const shape of SHAPES) {
    const found = shape.exec(shape.source.includes(TO_READ) ? plain : sent)?.groups;
    if (found?.what !== undefined) return { whom: found.whom, what: found.what };
  }
  return { whom: undefined, what: plain };
}

/** Without what stands in brackets: nobody says that too. */
const saidTitle = (title: string): readonly string[] => wordsOf(title.replace(/\(.*?\)/g, ' '));

/**
 * Those whose whole title is there, the longest first: of two titles one of which has the other in it, only the one that was said. Where
 * there is none, the only one that has all the words that are said.
 * @returns with the words that are explained by none
 */
function policiesIn(
  what: string,
  all: readonly Policy[],
): { readonly policies: readonly Policy[]; readonly rest: readonly string[] } {
  const spoken = ` ${wordsOf(what).join(' ')} `;
  const titles = all.map((policy) => {
    const words = saidTitle(policy.title);
    const telling = without(words, IN_MANY);
    // How much of it was said in its own words and order.
    const inFull = spoken.includes(` ${words.join(' ')} `) ? words.length : 0;
    return { policy, inFull, telling: (telling.length > 0 ? telling : words).toSorted() };
  });
  let left: readonly string[] = wordsOf(what);
  const found: Policy[] = [];
  for (const length of [...new Set(titles.map(({ telling }) => telling.length))].sort((a, b) => b - a)) {
    const there = left;
    const whole = titles.filter(
      ({ telling }) => telling.length === length && telling.every((word) => there.includes(word)),
    );
    // Of those that differ in such a word as “procedure” alone, the one that was said in full.
    for (const alike of Map.groupBy(whole, ({ telling }) => telling.join(' ')).values()) {
      const most = Math.max(...alike.map(({ inFull }) => inFull));
      found.push(...alike.filter(({ inFull }) => inFull === most).map(({ policy }) => policy));
      for (const word of alike[0]?.telling ?? []) left = left.toSpliced(left.indexOf(word), 1);
    }
  }
  const rest = without(left, IN_MANY, AROUND);
  if (found.length > 0 || rest.length === 0) return { policies: found, rest };
  const [only, ...others] = all.filter(({ title }) => rest.every((word) => wordsOf(title).includes(word)));
  return only && others.length === 0 ? { policies: [only], rest: [] } : { policies: [], rest };
}

const plainly = (group: string): string => without(wordsOf(group), BESIDE_A_GROUP).join(' ');

/** Each of those who are named is a group of that name, or everyone is; or it is not told for whom it is. */
function groupsIn(whom: string | undefined, groups: readonly string[]): readonly string[] | undefined {
  if (whom === undefined) return [];
  const words = wordsOf(whom);
  const named = without(words, BESIDE_A_GROUP).filter((word) => !EVERYONE.test(word));
  if (named.length === 0) return words.some((word) => EVERYONE.test(word)) ? [] : undefined;
  const called = (name: string) => groups.filter((group) => plainly(group) === plainly(name));
  const whole = called(whom);
  if (whole.length === 1) return whole;
  const parts = whom.split(/,|&|\band\b/i).filter((part) => wordsOf(part).length > 0);
  const each = parts.map(called);
  return each.every(({ length }) => length === 1) ? [...new Set(each.flat())] : undefined;
}
