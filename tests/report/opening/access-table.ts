import { readFileSync } from 'node:fs';
import { parseGuid, type UserId } from '../../../src/kernel/ids.ts';
import { KINDS, type Kind, RECIPIENTS } from '../../../src/report/concern.ts';
import { roleOf, takesReports } from '../../../src/report/routing/routing.ts';
import { PEOPLE, pupilId } from '../../../src/sandbox/tenant/sample-school.ts';
import type { Trust } from '../../../src/school/school.ts';

/** The two tables of docs/access.md, as data: the page that a DSL reads is what the tests expect. */

/** What someone is to one report. */
export type Capacity = 'has it' | 'as deputy' | 'reported it' | 'takes reports' | 'other staff' | 'pupil';
const CAPACITIES: readonly Capacity[] = ['has it', 'as deputy', 'reported it', 'takes reports', 'other staff', 'pupil'];
export type May = 'yes' | 'own' | 'for the DSL' | '–';

/** One button, dialog, command or link: `submit concern.act note`. */
export type Key = string;
export interface Line {
  readonly what: string;
  readonly may: Readonly<Record<Capacity, May>>;
  readonly keys: readonly Key[];
}

const person = (number: number) => `b0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Who stands for each line of the first table. */
export const ROSTER: Readonly<Record<string, string>> = {
  'The DSL': PEOPLE.miriamHale,
  'A deputy DSL': PEOPLE.tomAshworth,
  'The headteacher': PEOPLE.joannaOkafor,
  'The chair of governors': PEOPLE.colinMarsh,
  'The governance officer': person(60),
  'The senior manager': PEOPLE.danielPrior,
  'The data protection officer': PEOPLE.anilKapoor,
  'The trust’s safeguarding lead': person(57),
  'The trust’s safeguarding lead, while they cover for the DSL': person(56),
  'The HR lead': PEOPLE.sunitaRao,
  'The policy owner': PEOPLE.ruthEllery,
  'The IT lead': PEOPLE.garethBevan,
  'Its reporter': PEOPLE.priyaNair,
  'A teacher it is about': PEOPLE.lewisGrant,
  'Another teacher': PEOPLE.marcusLindley,
  'The reporter’s line manager': PEOPLE.helenWhitcombe,
  'A guest account': PEOPLE.guestTeacher,
  'A switched-off account': person(35),
  'A pupil': pupilId(2),
  'A pupil in a staff group by mistake': PEOPLE.pupilInStaffGroup,
  'The DSL of another school': PEOPLE.bethanLloyd,
  'A deputy of another school': PEOPLE.yusufDemir,
  'The headteacher of another school': PEOPLE.eleanorFrith,
  'The chair of another school': person(59),
  'The governance officer of another school': person(53),
  'The senior manager of another school': person(54),
  'The data protection officer of another school': person(51),
  'The HR lead of another school': person(58),
  'A teacher of another school': person(49),
};
const PUPILS: readonly string[] = ['A pupil', 'A pupil in a staff group by mistake'];

/** At the second school every role is held by someone of its own, so that no name stands for two lines. */
export const OTHER_SCHOOL_ROLES: Readonly<Record<string, number>> = {
  'senior-manager': 54,
  hr: 58,
  'chair-of-governors': 59,
  'governance-officer': 53,
  'policy-owner': 52,
  dpo: 51,
};

const PAGE = 'docs/access.md';
const RELATIONS = ['has it', 'as deputy', 'reported it', 'about them', '–'] as const;
type Relation = (typeof RELATIONS)[number];

/** The rows below a table's head, cell by cell. */
export function tableUnder(heading: string): readonly { head: readonly string[]; cells: readonly string[] }[] {
  const section = readFileSync(PAGE, 'utf8').split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const [head = [], , ...body] = rows;
  return body.map((cells) => ({ head, cells }));
}

function oneOf<T extends string>(words: readonly T[], word: string | undefined, where: string): T {
  const found = words.find((one) => one === word);
  if (found === undefined) throw new Error(`${PAGE}: “${word ?? ''}” in the line “${where}” is no word of the table`);
  return found;
}

const WHO: ReadonlyMap<string, ReadonlyMap<Kind, Relation>> = new Map(
  tableUnder('Who has a report').map(({ head, cells: [who = '', ...words] }) => [
    who.replace("'", '’'),
    new Map(
      head
        .slice(1)
        .map((name, at): [Kind, Relation] => [
          oneOf(KINDS, name === 'a child' ? 'child' : name, 'Who'),
          oneOf(RELATIONS, words[at], who),
        ]),
    ),
  ]),
);

export const LINES: readonly Line[] = tableUnder('What they may do').map(({ head, cells }) => {
  const [what = '', ...words] = cells;
  const may = CAPACITIES.map((capacity): [Capacity, May] => [
    capacity,
    oneOf(['yes', 'own', 'for the DSL', '–'], words[head.indexOf(capacity) - 1], what),
  ]);
  const keys = [...(words.at(-1) ?? '').matchAll(/`([^`]+)`/g)].flatMap(([, key]) => key ?? []);
  return { what, keys, may: Object.fromEntries(may) as Record<Capacity, May> };
});

export const EVERYONE: readonly string[] = [...WHO.keys()];
export const KEYS: readonly Key[] = LINES.flatMap(({ keys }) => keys);
/** A key without what only tells two forms of one button apart: `submit concern.act`. */
export const routeOf = (key: Key): string => (key.startsWith('command ') ? key : key.split(' ').slice(0, 2).join(' '));

/** What this person is to a report of this kind. */
export function capacityOf(trust: Trust, who: string, kind: Kind): Capacity {
  const relation = WHO.get(who)?.get(kind) ?? '–';
  if (relation === 'has it' || relation === 'as deputy' || relation === 'reported it') return relation;
  if (PUPILS.includes(who)) return 'pupil';
  const user = userOf(who);
  const takes = trust.schools.some((school) => takesReports(school, user));
  return takes ? 'takes reports' : 'other staff';
}

export function userOf(who: string): UserId {
  const user = parseGuid<UserId>(ROSTER[who]);
  if (!user) throw new Error(`nobody stands for the line “${who}”`);
  return user;
}

/** One thing that one person could try on a report of one kind. */
export interface Cell {
  readonly who: string;
  readonly kind: Kind;
  readonly key: Key;
  readonly may: May;
}

/** Kinds that make no difference to those who take no reports at this school: two of seven are left out for them. */
const LEFT_OUT: readonly Kind[] = ['chair', 'data'];

/** The whole matrix, from the page. */
export const cellsOf = (trust: Trust): readonly Cell[] =>
  EVERYONE.flatMap((who) =>
    KINDS.filter((kind) => takesReportsHere(trust, who) || !LEFT_OUT.includes(kind)).flatMap((kind) => {
      const capacity = capacityOf(trust, who, kind);
      return LINES.flatMap(({ keys, may }) => keys.map((key) => ({ who, kind, key, may: may[capacity] })));
    }),
  );

const takesReportsHere = ({ schools: [school] }: Trust, who: string): boolean =>
  school !== undefined && roleOf(school, userOf(who), RECIPIENTS) !== undefined;
