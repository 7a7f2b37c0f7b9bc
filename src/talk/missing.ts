import { everyHolder, type School } from '../core/school/school.ts';

/**
 * Whether someone who "has left" or "is gone" may be a child who is missing now: nobody of the staff is named, and it is not said by
 * someone who keeps the staff list.
 */
export function isWhoMayBeMissing(text: string, school: School, keepsStaffList: boolean): boolean {
  const words = new Set(text.toLowerCase().match(/\p{L}+/gu) ?? []);
  const isNamed = everyHolder(school).some(({ name }) => {
    const family = name.toLowerCase().split(/\s+/).at(-1);
    return family !== undefined && words.has(family);
  });
  return !keepsStaffList && !isNamed && !OF_STAFF.test(text);
}

const OF_STAFF =
  /\b(?:colleague|staff|teacher|ta|tas|governor|cleaner|cook|caretaker|supply|member of|job|notice|leavers?|last day|retir\w+|resign\w*)\b/i;
