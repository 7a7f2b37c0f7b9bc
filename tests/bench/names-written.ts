import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod/v4';
import { createAdultEar } from '../../src/hear/adults.ts';
import type { ConcernId, UserId } from '../../src/kernel/ids.ts';
import { openUnderstanding } from '../../src/platform/encoder/open.ts';
import type { Concern } from '../../src/report/concern.ts';
import { subjectOf } from '../../src/report/draft/draft.ts';
import { isAdultHeard, withAdultHeard } from '../../src/report/naming/adult.ts';
import { askedOf } from '../../src/report/naming/answer-own.ts';
import { namedInAddition } from '../../src/report/naming/in-addition.ts';
import { NOTHING_NAMED } from '../../src/report/naming/naming.ts';
import { type Question, questionOf } from '../../src/report/naming/question.ts';
import { fresh } from '../../src/report/record/event-fold.ts';
import { keptRoute, lastResort, readersOf } from '../../src/report/routing/routing.ts';
import { ROLES, type RoleHolder, type School } from '../../src/school/school.ts';
import { createEar } from '../../src/wiring/ear.ts';
import { oakfield, PRIYA, person } from '../report/support.ts';

const holder = z.strictObject({ key: z.string(), role: z.enum(ROLES), name: z.string(), job: z.string() });
const report = z.strictObject({
  id: z.string(),
  kind: z.enum(['subject', 'nobody', 'told', 'family']),
  out: z.array(z.string()),
  box: z.enum(['seen', 'said', 'addition']),
  text: z.string(),
});
type Written = z.infer<typeof report>;

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

interface Lot {
  readonly name: string;
  readonly school: School;
  /** The account behind each short name of the lot's `out`. */
  readonly ids: ReadonlyMap<string, UserId>;
  readonly reports: readonly Written[];
}

/** Every lot in a folder, with the people of `school.json` above it, some of whom a lot's own `school.json` calls otherwise. */
function lotsIn(folder: string): readonly Lot[] {
  const inside = readdirSync(folder, { withFileTypes: true }).flatMap((one) =>
    one.isDirectory() ? [join(folder, one.name)] : [],
  );
  return [folder, ...inside].flatMap((lot) => {
    if (!existsSync(join(lot, 'reports.jsonl'))) return [];
    const own = join(lot, 'school.json');
    const called = existsSync(own) ? z.record(z.string(), z.string()).parse(read(own)) : {};
    const people = z
      .array(holder)
      .parse(read(join(dirname(lot), 'school.json')))
      .map((one, at) => ({
        ...one,
        name: called[one.key] ?? one.name,
        id: person(`b0000000-0000-4000-8000-00000000${8_000 + at}`),
      }));
    const roles = Object.fromEntries(
      ROLES.map((role): [string, readonly RoleHolder[]] => [
        role,
        people.filter((one) => one.role === role).map(({ id, name, job }) => ({ id, name, jobs: [job] })),
      ]),
    ) as School['roles'];
    const lines = readFileSync(join(lot, 'reports.jsonl'), 'utf8').split('\n').filter(Boolean);
    return [
      {
        name: lot,
        school: { ...oakfield(), roles },
        ids: new Map(people.map(({ key, id }) => [key, id])),
        reports: lines.map((text) => report.parse(JSON.parse(text))),
      },
    ];
  });
}

type Ears = Parameters<typeof withAdultHeard>[0];

/** What the product does with a report about a child before anyone has said more. */
interface Came {
  readonly excluded: readonly UserId[];
  readonly question: Question | undefined;
  /** Whether the DSL's team has it. */
  readonly isWithDsl: boolean;
  readonly isForNobody: boolean;
}

async function came(ears: Ears, school: School, { box, text }: Written): Promise<Came> {
  if (box === 'addition') return cameAsAddition(ears, school, text);
  const words = { [box]: text };
  const heard = await withAdultHeard(ears, school, { kind: 'child', people: [] }, words);
  const { excluded, open, steps, isForNobody } = keptRoute(school, subjectOf(heard, words), PRIYA);
  const question = questionOf(school, open, 'draft', heard.adult === 'asked');
  return { excluded, question, isWithDsl: steps[0] === 'dsl', isForNobody };
}

/** Added to a report of which the DSL's team has heard, and which names nobody. */
async function cameAsAddition(ears: Ears, school: School, text: string): Promise<Came> {
  const at = new Date('2026-11-26T10:00:00Z');
  const concern: Concern = {
    ...fresh({
      ...{ id: 'concern' as ConcernId, reference: 'ABCDEF', school: school.id, kind: 'child', isUrgent: false },
      ...{ urgency: 'no', onDuty: undefined, liesWith: undefined, drillBegunAt: undefined, drillOf: undefined },
      ...{ isBrief: false, isByLink: false, reporter: PRIYA, holder: 'dsl', via: 'people', raisedAt: at },
      ...{ acknowledgeDueAt: at, decideDueAt: at },
    }),
    ...{ status: 'acknowledged', excluded: [], naming: NOTHING_NAMED, lateNamed: [] },
  };
  const isHeard = await isAdultHeard(ears, school, { text });
  const { excluded, naming } = namedInAddition(school, concern, undefined, { text }, isHeard);
  return {
    excluded,
    question: askedOf(school, { ...concern, excluded, naming }),
    isWithDsl: !readersOf(school, 'dsl').some(({ id }) => excluded.includes(id)),
    isForNobody: lastResort(school, { kind: 'child', excluded, reporter: PRIYA }).length === 0,
  };
}

/** Who of those who must be shut out could still read it, and whether its writer is asked about an adult or about one of them. */
function reaching(lot: Lot, { out }: Written, { excluded, question }: Came) {
  const people = out.map((key) => {
    const id = lot.ids.get(key);
    if (id === undefined) throw new Error(`${lot.name}: nobody at the school is called ${key}`);
    return id;
  });
  const still = people.filter((id) => !excluded.includes(id));
  const chain = (['dsl', 'headteacher', 'chair-of-governors'] as const).flatMap((one) => readersOf(lot.school, one));
  const isAsked = question?.asksAdult === true || (question?.mentioned.some(({ id }) => still.includes(id)) ?? false);
  return {
    isReaching: still.length > 0,
    isAsked,
    isInChain: still.some((id) => chain.some((one) => one.id === id)),
  };
}

/**
 * Reports that fresh writers wrote about people of a school, each put through what the product does with a report about a child by anyone
 * else, or with what is added to one. Counts, and with `show` the lines that went wrong.
 */
export async function writtenSets(folder: string, show: boolean): Promise<void> {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const { hear } = createEar({ schools: [], opening: await openUnderstanding(), log });
  const ears: Ears = { hearsAdult: createAdultEar(hear), log };
  const table: Record<string, Record<string, Record<string, number>>> = {};
  for (const lot of lotsIn(folder)) {
    const rows: Record<string, Record<string, number>> = {};
    for (const written of lot.reports) {
      const found = await came(ears, lot.school, written);
      const is = counted(lot, written, found);
      const row = rows[written.kind] ?? {};
      rows[written.kind] = row;
      for (const [name, counts] of Object.entries({ reports: true, ...is }))
        row[name] = (row[name] ?? 0) + (counts ? 1 : 0);
      const wrong = Object.entries(is).flatMap(([name, counts]) => (counts ? [name] : []));
      if (show && wrong.length > 0) console.log(`${written.id} ${wrong.join(', ')} [${written.out}] ${written.text}`);
    }
    table[lot.name] = rows;
  }
  console.log(JSON.stringify(table, null, 1));
}

function counted(lot: Lot, written: Written, found: Came): Readonly<Record<string, boolean>> {
  const { question, isWithDsl, isForNobody } = found;
  if (written.out.length === 0)
    return { asked: question !== undefined, closedToDsl: !isWithDsl, forNobody: isForNobody };
  const { isReaching, isAsked, isInChain } = reaching(lot, written, found);
  return {
    reachingUnasked: isReaching && !isAsked,
    reachingUnaskedInChain: isReaching && !isAsked && isInChain,
    reachingAsked: isReaching && isAsked,
    forNobody: isForNobody,
  };
}
