import { everyHolder, type School } from '../../school/school.ts';

/** More is told than that someone is gone. */
const MOST_WORDS = 7;
const GONE =
  /\b(?:(?:has|have|had|is|are|['’]?s|just) (?:just |all |now )?(?:left|gone|run off|ran off|bolted|walked out|disappeared|vanished|missing|scarpered|wandered off)|ran off|run off|run away|ran away|gone missing|walked out|wandered off|disappeared)\b/i;
/** A colleague, a thing, or a day that is over. */
const NOBODY_MISSING =
  /\b(?:colleague|staff|teacher|tas?|governor|cleaner|cook|caretaker|supply|job|notice|leavers?|retir\w+|resign\w*|wifi|internet|power|projector|bus|coach|email|link|card|i|we|me|my|mr|mrs|ms|miss|dr|home|for the day|early|mum|dad|lunch)\b/i;

/**
 * Whether a short message says that someone has left, has gone or has run off, and it may be a child who is missing now: nobody of the
 * staff is named, and it is not said by someone who keeps the staff list.
 */
export function mayBeMissing(text: string, school: School, keepsStaffList: boolean): boolean {
  const words: readonly string[] = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const isNamed = everyHolder(school).some(({ name }) => words.includes(name.toLowerCase().split(/\s+/).at(-1) ?? ''));
  return words.length <= MOST_WORDS && GONE.test(text) && !NOBODY_MISSING.test(text) && !isNamed && !keepsStaffList;
}
