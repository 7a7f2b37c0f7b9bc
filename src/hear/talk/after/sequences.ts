import { addDays, type IsoDay } from '../../../kernel/time.ts';
import type { DayRange, School } from '../../../school/school.ts';
import type { WishId } from '../../wishes/wishes.ts';
import { isHoliday, nextSchoolDay } from '../dates/dates.ts';
import { datesSource, named, range } from '../dates/day-told.ts';
import type { Told } from '../told.ts';

/** What comes again and again, so that "the one after" can be asked. */
export type Sequence = 'half-term' | 'break' | 'back' | 'inset';

const SEQUENCES: readonly Sequence[] = ['half-term', 'break', 'back', 'inset'];
export const isSequence = (of: string | undefined): of is Sequence => SEQUENCES.some((one) => one === of);

/** Which sequence a fact is of, by the wish and what was said. */
export function sequenceOf(wish: WishId, said = ''): Sequence | undefined {
  if (wish === 'dates.inset') return 'inset';
  if (wish === 'dates.back') return 'back';
  if (wish !== 'dates.break-up') return undefined;
  return /\bhalf[ -]?terms?\b/i.test(said) ? 'half-term' : 'break';
}

/** The first of a sequence that begins on that day or after it. */
export const firstFrom = (of: Sequence, school: School, day: IsoDay): DayRange | undefined =>
  allOf(of, school).find(({ from }) => from >= day);

function allOf(of: Sequence, { hours: { terms, closures, inset } }: School): readonly DayRange[] {
  const between = terms.flatMap(({ name, to }, at): DayRange[] => {
    const next = terms[at + 1];
    return next ? [{ name: `After ${name}`, from: addDays(to, 1), to: addDays(next.from, -1) }] : [];
  });
  const holidays = closures.filter(isHoliday);
  const all =
    of === 'inset'
      ? inset
      : of === 'half-term'
        ? holidays.filter(({ name }) => /half/i.test(name))
        : [...holidays, ...between];
  return all.toSorted((one, other) => one.from.localeCompare(other.from));
}

const AFTER_THAT: Readonly<Record<Sequence, string>> = {
  'half-term': 'The half-term after that',
  break: 'The break after that',
  back: 'When we are back after that',
  inset: 'The INSET day after that',
};

/** The one that comes after it, and where the conversation has come to then. */
export function tellNext(of: Sequence, school: School, day: IsoDay): { readonly told: Told; readonly day: IsoDay } {
  const next = firstFrom(of, school, addDays(day, 1));
  if (!next)
    return {
      told: {
        heading: `${AFTER_THAT[of]}: I have not been told`,
        lines: [`Ask the school office: ${school.contacts.office}.`],
        source: datesSource(school),
      },
      day,
    };
  const back = of === 'inset' ? undefined : nextSchoolDay(school, next.to);
  return {
    told: {
      heading: AFTER_THAT[of],
      lines: [[next.name, range(next)], ...(back ? [['Back on', named(back)] as const] : [])],
      source: datesSource(school),
    },
    day: next.from,
  };
}

/** How long the one lasts that was told. */
export function tellEnd(of: Sequence, school: School, day: IsoDay): Told | undefined {
  const one = firstFrom(of, school, day);
  const back = one && of !== 'inset' ? nextSchoolDay(school, one.to) : undefined;
  return (
    one && {
      heading: one.name,
      lines: [range(one), ...(back ? [['Back on', named(back)] as const] : [])],
      source: datesSource(school),
    }
  );
}
