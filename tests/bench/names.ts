import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod/v4';
import { createAdultEar } from '../../src/hear/adults.ts';
import type { UserId } from '../../src/kernel/ids.ts';
import { openUnderstanding } from '../../src/platform/encoder/open.ts';
import { happenedIn, mentionsIn } from '../../src/report/naming/reading/mentions.ts';
import { candidatesAt } from '../../src/report/naming/reading/people.ts';
import { readings } from '../../src/report/naming/reading/readings.ts';
import { type Route, routeFor, type Subject } from '../../src/report/routing/routing.ts';
import { createEar } from '../../src/wiring/ear.ts';
import { CALLED, schoolWithJobs } from '../report/naming/called.ts';
import {
  reportsAboutNamesakes,
  reportsThatAccuse,
  reportsThatOnlyMention,
  type Written,
} from '../report/naming/reports.ts';
import { namesOfNobody, schoolOfTwelve, waysToName } from '../report/naming/ways-to-name.ts';
import { PRIYA } from '../report/support.ts';
import { writtenSets } from './names-written.ts';

/**
 * `npm run bench -- names [--count 2000] [--seed 1]`: how who a report names is read, by seeded generators: missed, asked about,
 * asked for nothing, and sent past the DSL while nobody has answered. By way of typing where any is missed. Beside them what was written by
 * hand: ways to name someone by job, role, form or script, and ordinary reports that name nobody here. `--heard` has the shipped encoder hear
 * reports that it has not learnt from: how many are asked about whether an adult of the school is involved. `--set FOLDER`: what fresh writers
 * wrote, as `tests/fixtures/accused`, and nothing else; `--show` prints the lines that went wrong.
 */
export default async function names(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      count: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      heard: { type: 'boolean', default: false },
      set: { type: 'string' },
      show: { type: 'boolean', default: false },
    },
  });
  if (values.set !== undefined) return writtenSets(values.set, values.show);
  await generated(Number(values.count), Number(values.seed), values.heard);
}

async function generated(count: number, seed: number, isHeard: boolean): Promise<void> {
  const school = schoolOfTwelve();
  const people = candidatesAt(school);
  const began = performance.now();
  const typed = waysToName(count, seed).map((way) => {
    const { certain, possible } = readings(way.typed, people);
    const meant = [...certain, ...possible];
    const missed = way.named.filter(({ id }) => !meant.includes(id));
    return { ...way, isAsked: possible.length > 0, isMissed: missed.length > 0 };
  });
  const each = (performance.now() - began) / count;
  const nobody = namesOfNobody(count, seed).filter((name) => {
    const { certain, possible } = readings(name, people);
    return certain.length + possible.length > 0;
  });
  const routed = ({ words }: Written): Route => {
    const subject: Subject = { kind: 'child', people: [], mentions: mentionsIn(words) };
    return routeFor(school, subject, PRIYA);
  };
  const past = (reports: readonly Written[]) => reports.filter((report) => routed(report).steps[0] !== 'dsl').length;
  const read = (seen: string): Route =>
    routeFor(schoolWithJobs(), { kind: 'child', people: [], mentions: mentionsIn({ seen }) }, PRIYA);
  const called = Object.values<readonly (readonly [string, readonly UserId[]])[]>(CALLED).flat();
  const ordinary = namesNobody().map(read);
  const told = reportsThatOnlyMention(500, seed);
  const accusing = reportsThatAccuse(500, seed);
  const pupils = reportsAboutNamesakes(500, seed);
  console.log(
    JSON.stringify(
      {
        typed: {
          ways: count,
          missed: typed.filter(({ isMissed }) => isMissed).map(({ kind, typed }) => `${kind}: ${typed}`),
          asked: typed.filter(({ isAsked }) => isAsked).length,
          msEach: Number(each.toFixed(2)),
        },
        nobody: { names: count, asked: nobody.length },
        toldOrPresent: { reports: told.length, pastTheDsl: past(told) },
        accusing: {
          reports: accusing.length,
          reachingThem: accusing.filter((report) => !routed(report).excluded.includes(report.named.id)).length,
        },
        called: {
          ways: called.length,
          reachingThem: called.filter(([text, people]) => people.some((id) => !read(text).excluded.includes(id)))
            .length,
        },
        namingNobody: {
          reports: ordinary.length,
          pastTheDsl: ordinary.filter(({ steps }) => steps[0] !== 'dsl').length,
          asked: ordinary.filter(({ open }) => open.length > 0).length,
        },
        pupilsOfThatName: {
          reports: pupils.length,
          pastTheDsl: past(pupils),
          asked: pupils.filter((one) => routed(one).open.length > 0).length,
        },
        ...(isHeard && { heard: await heardAdults() }),
      },
      null,
      1,
    ),
  );
}

const namesNobody = (): readonly string[] =>
  readFileSync('tests/report/naming/names-nobody.txt', 'utf8').split('\n').filter(Boolean);

/** Lots of reports from which the shipped hearing has not learnt. */
const UNLEARNT = ['zv6', 'zw1', 'zw2'];
const line = z.looseObject({ text: z.string(), route: z.string().optional() });

/** In how many reports of each route it would be asked whether an adult of the school is involved. */
async function heardAdults(): Promise<Readonly<Record<string, { readonly reports: number; readonly asked: number }>>> {
  const { hear } = createEar({ schools: [], opening: await openUnderstanding(), log: { warn() {}, error() {} } });
  const isAdult = createAdultEar(hear);
  const found = new Map<string, { reports: number; asked: number }>();
  const note = async (of: string, text: string): Promise<void> => {
    const row = found.get(of) ?? { reports: 0, asked: 0 };
    const asked = await isAdult(text, schoolOfTwelve());
    found.set(of, { reports: row.reports + 1, asked: row.asked + (asked ? 1 : 0) });
  };
  for (const lot of UNLEARNT)
    for (const one of readFileSync(`training/data/open/${lot}/heard.jsonl`, 'utf8').split('\n').filter(Boolean)) {
      const { text, route } = line.parse(JSON.parse(one));
      if (route !== undefined) await note(route, text);
    }
  for (const seen of namesNobody()) await note('in other words of roles', happenedIn({ seen }));
  return Object.fromEntries(found);
}
