import { isExpected, isOutstanding, type Person, type PersonState } from './person.ts';

/** How far acknowledgement is among some people. Who is away or has left is in none of the numbers. */
export interface Numbers {
  readonly expected: number;
  readonly acknowledged: number;
  /** Expected, and has not acknowledged. */
  readonly outstanding: number;
}

/** The one count, behind every card, page, file and typed answer. @param rows people, or how many are in a state */
export function numbersOf(rows: readonly { readonly state: PersonState; readonly count?: number }[]): Numbers {
  const sum = (wanted: (state: PersonState) => boolean) =>
    rows.reduce((total, { state, count = 1 }) => total + (wanted(state) ? count : 0), 0);
  return {
    expected: sum(isExpected),
    acknowledged: sum((state) => state === 'acknowledged'),
    outstanding: sum(isOutstanding),
  };
}

/**
 * Who is behind each of two headings that are never added up: people who have not acknowledged, and people who lack what goes with it,
 * such as a date of training, whether they have acknowledged or not.
 */
export const outstandingOf = (
  people: readonly Person[],
  columns?: { of(person: Pick<Person, 'user' | 'name' | 'askedFor'>): { readonly isLacking: boolean } },
) => ({
  acknowledgement: people.filter(({ state }) => isOutstanding(state)),
  beside: columns ? people.filter((person) => isExpected(person.state) && columns.of(person).isLacking) : [],
});
