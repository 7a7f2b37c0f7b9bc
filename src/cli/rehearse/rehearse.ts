import { Fault } from '../../kernel/calls/fault.ts';
import { parseGuid, type UserId } from '../../kernel/ids.ts';
import { formatTime, MINUTE_MS } from '../../kernel/time.ts';
import { numberOf, REHEARSED } from '../../report/rehearsal/drills.ts';
import { senderFor } from '../../report/rehearsal/hold.ts';
import { calledAs } from '../../report/rehearsal/proof.ts';
import { outstanding, type Rehearsal, type RehearsalStore } from '../../report/rehearsal/rehearsal.ts';
import { WRONG_WORDING } from '../../report/rehearsal/wording.ts';
import { DRILLS, type DrillId } from '../../school/file/drill-names.ts';
import type { School, Trust } from '../../school/school.ts';

export interface RehearseOptions {
  readonly school?: string;
  readonly only?: readonly string[];
  readonly by?: string;
}

export interface Rehearsing {
  readonly rehearsals: RehearsalStore;
  readonly school: School;
  readonly newId: () => string;
  readonly pause: (ms: number) => Promise<void>;
  readonly say: (line: string) => void;
}

const LOOK_EVERY_MS = 2_000;
/** A Lanyard that runs looks every few seconds. */
const BEGUN_WITHIN_MS = MINUTE_MS;
/** The terminal is not kept longer than this, however long the school gives an urgent report; it goes on all the same. */
const LONGEST_WAIT_MS = 13 * MINUTE_MS;

/** The school that is meant. @throws Fault('rejected') naming those there are */
export function schoolNamed({ schools }: Trust, id: string | undefined): School {
  const found = id === undefined && schools.length === 1 ? schools[0] : schools.find((one) => one.id === id);
  if (found) return found;
  throw new Fault('rejected', `Say which school with --school: ${schools.map((one) => one.id).join(', ')}.`);
}

/** Has the Lanyard that runs hold the drills, and waits for how they end. @returns how many of those asked for have not passed */
export async function rehearse(rehearsing: Rehearsing, { only, by }: RehearseOptions): Promise<number> {
  const { rehearsals, school, say } = rehearsing;
  const drills = only ? only.map(drillNamed) : await outstanding({ rehearsals }, school);
  if (drills.length === 0) {
    say('All drills have passed, or were decided on. To hold one again: --only, with its name.');
    return 0;
  }
  const sender = senderNamed(by);
  const asked = new Map<string, DrillId>();
  for (const drill of drills) {
    const id = rehearsing.newId();
    asked.set(id, drill);
    await rehearsals.ask({ id, school: school.id, drill, sender });
  }
  sayWhatComes(school, sender, drills, say);
  const ended = await waited(rehearsing, [...asked.keys()]);
  return drills.length - ended.filter(({ settled }) => settled?.hasPassed).length;
}

function drillNamed(name: string): DrillId {
  const found = DRILLS.find((one) => one === name);
  if (found) return found;
  throw new Fault('rejected', `There is no drill ${name}. There are: ${DRILLS.join(', ')}.`);
}

function senderNamed(by: string | undefined): UserId | undefined {
  if (by === undefined) return undefined;
  const id = parseGuid<UserId>(by);
  if (id) return id;
  throw new Fault('rejected', '--by takes the Entra object id of the person in whose name drills are sent: a GUID.');
}

function sayWhatComes(
  school: School,
  sender: UserId | undefined,
  drills: readonly DrillId[],
  say: (line: string) => void,
): void {
  const standIn = senderFor(school);
  const name = sender ?? (standIn && (calledAs(school, standIn) ?? standIn)) ?? 'nobody';
  const minutes = school.concerns.acknowledgeWithinMinutes.urgent;
  say(`${drills.length} ${drills.length === 1 ? 'drill' : 'drills'} at ${school.name}, sent in the name of ${name}.`);
  say(
    `Everyone who gets a card that says DRILL opens it, reads it and presses Acknowledge, within ${minutes} minutes.`,
  );
  say('');
}

/** Says how each ends when it does. */
async function waited(
  { rehearsals, school, say, pause }: Rehearsing,
  ids: readonly string[],
): Promise<readonly Rehearsal[]> {
  const said = new Set<string>();
  const longest = Math.min(LONGEST_WAIT_MS, (school.concerns.acknowledgeWithinMinutes.urgent + 2) * MINUTE_MS);
  for (let waitedMs = 0; ; waitedMs += LOOK_EVERY_MS) {
    const found = await rehearsals.find(ids);
    for (const one of found.filter(({ id, settled }) => settled && !said.has(id))) {
      said.add(one.id);
      for (const line of asLines(one)) say(line);
    }
    if (said.size === ids.length) return found;
    if (waitedMs >= BEGUN_WITHIN_MS && found.every(({ begunAt }) => begunAt === undefined)) {
      await rehearsals.withdraw(ids);
      throw new Fault('unavailable', 'No Lanyard that runs on this database took them up: start it, then ask again.');
    }
    if (waitedMs >= longest) {
      say(`${ids.length - said.size} still go on. Run it again with --page in a while.`);
      return found;
    }
    await pause(LOOK_EVERY_MS);
  }
}

function asLines({ drill, settled }: Rehearsal): readonly string[] {
  if (!settled) return [];
  const { hasPassed, line } = settled;
  const title = `${hasPassed ? '✓' : '✗'} ${numberOf(drill)}. ${REHEARSED[drill].title} (${drill})`;
  const [acknowledged] = line.acknowledged;
  return [
    acknowledged ? `${title}: acknowledged by ${acknowledged.name}, ${formatTime(new Date(acknowledged.at))}` : title,
    ...line.wrong.map(({ why, names }) => `    → ${WRONG_WORDING[why](names)}.`),
  ];
}
