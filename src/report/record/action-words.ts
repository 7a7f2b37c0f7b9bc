import type { Entry } from '../concern.ts';

/** What is to be done, as it was recorded; an action has the number of the event that recorded it. */
export const wordsOfAction = (entries: readonly Entry[], number: number): string | undefined =>
  entries.find(({ kind, facts }) => kind === 'action-set' && facts?.number === number)?.words?.text;

/** What was to be done is said where it is done, too: a number alone says nothing. */
export const withActionWords = <E extends Entry>(entries: readonly E[]): readonly E[] =>
  entries.map((entry) => {
    if (entry.kind !== 'action-done') return entry;
    const text = wordsOfAction(entries, Number(entry.facts?.number));
    return text === undefined ? entry : { ...entry, words: { text } };
  });
