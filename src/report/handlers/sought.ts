/** With which someone asks for a search; what is left is what they look for. */
const ASKING: ReadonlySet<string> = new Set(
  `please pls can could would you i we me us hi hello find search look looking up pull bring show get see for through have has got do is are there
   what any anything owt something new all the a an my our about on of to in older open closed reports report concerns concern records record cases case
   history histories chronology file files pupil child name called named know need want come been before from since this last term week month today
   yesterday did does was were had it if so and but ok where who when how why which tell give let check anyone`.split(
    /\s+/,
  ),
);

/** What stands between the parts of a name. */
const BETWEEN: ReadonlySet<string> = new Set(
  'van von der den de da di del la le bin ibn bint al el ap ab ferch'.split(' '),
);

/** As long as the box of the search. */
const MOST = 100;
const FEWEST = 3;

interface Word {
  readonly text: string;
  /** Nothing of a name goes on after it. */
  readonly isLast: boolean;
}

const wordsOf = (message: string): readonly Word[] =>
  message
    .trim()
    .split(/\s+/)
    .map((typed) => ({
      text: typed.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').replace(/[’']s$/iu, ''),
      isLast: /[^\p{L}\p{N}]$/u.test(typed) || /[’']s$/iu.test(typed),
    }))
    .filter(({ text }) => text !== '');

/** “I’m” and “where’s” ask as “I” and “where” do. */
const asks = (word: string): boolean => ASKING.has(word.toLowerCase().replace(/[’'](?:m|ve|d|ll|re|s)$/u, ''));
/** A year or a class says of whom, and stands in few reports. */
const isOfClass = (word: string): boolean => /^(?:\d{1,2}[a-z]{0,2}|year|yr|y\d{1,2}|class|form)$/iu.test(word);

/**
 * The longest run of words with capitals, as a name is written: “An Nguyen” and “Will Case” are names although “an” and “case” ask. The
 * first word has its capital from the sentence.
 */
function nameIn(words: readonly Word[]): string | undefined {
  const runs: string[][] = [[]];
  for (const [at, { text, isLast }] of words.entries()) {
    const isCapital = /^(?:\p{Lu}|\d+\p{Lu})/u.test(text) && !isOfClass(text) && !(at === 0 && asks(text));
    const run = runs.at(-1) ?? [];
    if (isCapital || (run.length > 0 && BETWEEN.has(text))) run.push(text);
    else if (run.length > 0) runs.push([]);
    if (isLast && run.length > 0) runs.push([]);
  }
  const names = runs
    .map((run) => run.slice(0, run.findLastIndex((word) => !BETWEEN.has(word)) + 1))
    .filter((run) => run.some((word) => !asks(word)));
  return (
    names.reduce<readonly string[]>((best, run) => (run.length > best.length ? run : best), []).join(' ') || undefined
  );
}

/** Without capitals, what stands between the words that ask. */
function withinAsking(words: readonly Word[]): string {
  const left = words.map(({ text }) => text);
  const isAside = (word: string): boolean => asks(word) || isOfClass(word);
  const from = left.findIndex((word) => !isAside(word));
  return from < 0 ? '' : left.slice(from, left.findLastIndex((word) => !isAside(word)) + 1).join(' ');
}

/**
 * What someone looks for in a message that asks to search the reports: “Kai Turner” of “have we got anything on Kai Turner in 8C this term?”. All
 * of it has to stand in a report, so that what may be no part of the name is left away. `undefined` where nothing is left to look for, or
 * more than the search takes.
 */
export function soughtIn(message: string): string | undefined {
  const words = wordsOf(message);
  const sought = (/\p{Ll}/u.test(message) ? nameIn(words) : undefined) ?? withinAsking(words);
  return sought.length >= FEWEST && sought.length <= MOST ? sought : undefined;
}
