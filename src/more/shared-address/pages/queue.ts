import { LRUCache } from 'lru-cache';
import type { SchoolId } from '../../../kernel/ids.ts';
import { MINUTE_MS } from '../../../kernel/time.ts';

/** How far back reports are counted. */
const WITHIN_MS = 10 * MINUTE_MS;
/** A staff room or a family sends so many from one place; a script, or a class with a sheet, sends more. */
const FROM_ONE_PLACE = { free: 5, thenEveryMs: 3_000 };
/** All of a school's together, from wherever they come: a channel takes two cards a second, and staff report there too. */
const FOR_ONE_SCHOOL = { free: 30, thenEveryMs: 1_000 };
/** Places remembered at once, the longest silent forgotten first: memory must not grow with those who knock. */
const MOST_PLACES = 10_000;

/** When those who have a report are told about it, in milliseconds from now. */
export type Queue = (from: string, school: SchoolId) => number;

/**
 * Reports that come too fast are taken like any other and told about one after the other: none is refused, and what staff report
 * meanwhile is not held up by a flood. Each instance counts on its own; what it counts is gone when it ends.
 * @param elapsed milliseconds that never go back
 */
export function createQueue(elapsed: () => number): Queue {
  const places = new LRUCache<string, Line>({ max: MOST_PLACES });
  const schools = new Map<SchoolId, Line>();
  return (from, school) => {
    const now = elapsed();
    const [ofPlace, atPlace] = next(places.get(from), FROM_ONE_PLACE, now);
    const [ofSchool, atSchool] = next(schools.get(school), FOR_ONE_SCHOOL, now);
    places.set(from, ofPlace);
    schools.set(school, ofSchool);
    return Math.max(atPlace, atSchool) - now;
  };
}

interface Line {
  /** When reports came, of the last so many that go through at once. */
  readonly came: readonly number[];
  /** When the last of them is told of. */
  readonly last: number;
}

function next(
  line: Line = { came: [], last: 0 },
  { free, thenEveryMs }: { readonly free: number; readonly thenEveryMs: number },
  now: number,
): readonly [Line, number] {
  const lately = line.came.filter((at) => now - at < WITHIN_MS);
  const isFree = lately.length < free && line.last <= now;
  const at = isFree ? now : Math.max(now, line.last + thenEveryMs);
  return [{ came: [...lately, now].slice(-free), last: at }, at];
}
