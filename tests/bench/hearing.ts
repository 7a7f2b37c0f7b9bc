import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Weighed } from '../../src/hear/weighing/heard-as.ts';
import { readSchoolFile } from '../../src/school/file/school-file.ts';
import type { School } from '../../src/school/school.ts';
import type { Ear } from '../../src/wiring/ear.ts';
import type { HeardLine } from '../../training/data.ts';
import { registeredRoutes } from '../entrances/entrances.ts';
import { openBlind } from './understanding/blind.ts';
import {
  BEFORE,
  type Beginning,
  type Done,
  doneOf,
  hearingFigures,
  isDistress,
  isReport,
  missOf,
  type Tried,
  written,
} from './understanding/hearing-figures.ts';
import { earOf, heardApart, linesOf, openShipped, type Place } from './understanding/left-out.ts';

/**
 * `npm run bench -- hearing`: what is done with every line of the training data's `heard.jsonl`, heard as in the sample school by sums that
 * were learnt without its writer (left-out.ts). `--data FOLDER`: with those below a folder that nothing was learnt from, as the product
 * ships. `--blind`: with those of the blind part, twice at most. What must not be missed is also heard behind a greeting, a command and an
 * answer: is less heard then? `--misses FILE`: each report, emergency and distress that was missed, or heard less so, a JSON object a line; who reads
 * those of the blind part has read them. What is done without the hearing (who tells that a pupil got in touch is offered the form for
 * that) counts nowhere.
 */
export default async function hearing(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      blind: { type: 'boolean', default: false },
      misses: { type: 'string' },
    },
  });
  const blind = values.blind ? openBlind('heard.jsonl') : undefined;
  const opening = await openShipped();
  const { school, ...place } = sampleSchool();
  const parts = blind
    ? blind.folders.map((folder) => ({ ear: earOf(opening, place), folder, writers: undefined }))
    : heardApart(values.data, opening, place);
  const tried: TriedLine[] = [];
  for (const part of parts) for (const line of linesOf(part)) tried.push(await tryOn(part.ear, school, line));
  const figures = hearingFigures(tried);
  blind?.record({ hearing: figures });
  console.log(
    `${tried.length} lines by ${new Set(tried.map(({ line }) => line.writer)).size} writers\n${written(figures)}`,
  );
  if (values.misses) writeFileSync(values.misses, tried.flatMap(missed).join(''));
}

/** The first of the sample school's trust, with the commands that the product knows. */
function sampleSchool(): Place & { readonly school: School } {
  const schools = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools ?? [];
  const [school] = schools;
  if (!school) throw new Error('lanyard.yml has no school that can be read');
  const routes = registeredRoutes();
  return { school, schools, isCommand: (words) => routes.findCommand(words) !== undefined };
}

interface Heard {
  readonly done: Done;
  /** `undefined` where exact words decided. */
  readonly weighed: Weighed | undefined;
}

type TriedLine = Tried & Pick<Heard, 'weighed'>;

/** As a message is: exact words are never heard for more. */
async function hear({ readExact, hear: listen }: Ear, school: School, text: string): Promise<Heard> {
  if (readExact(text)) return { done: doneOf({ kind: 'none' }), weighed: undefined };
  const { detection, weighed } = await listen(text, school);
  return { done: doneOf(detection), weighed };
}

async function tryOn(ear: Ear, school: School, line: HeardLine): Promise<TriedLine> {
  const { done, weighed } = await hear(ear, school, line.text);
  if (!isReport(line) && !isDistress(line)) return { line, done, weighed, behind: undefined };
  const behind = async (beginning: Beginning): Promise<Done> =>
    (await hear(ear, school, `${BEFORE[beginning]}${line.text}`)).done;
  return {
    ...{ line, done, weighed },
    behind: {
      'a greeting': await behind('a greeting'),
      'a command': await behind('a command'),
      'an answer': await behind('an answer'),
    },
  };
}

/** A line of the file of misses; none where nothing was missed. */
function missed(one: TriedLine): readonly string[] {
  const miss = missOf(one);
  if (!miss) return [];
  const { line, done, weighed } = one;
  const { id, kind, route, told, second, text } = line;
  const { chances, danger } = weighed ?? {};
  return [`${JSON.stringify({ id, miss, kind, route, told, second, text, chances, danger, done })}\n`];
}
