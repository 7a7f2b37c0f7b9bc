/** With which someone asks for a search; what is left is what they look for. */
const ASKING: ReadonlySet<string> = new Set(
  `please pls can could would you i we me us hi hello find search look looking up pull bring show get see for through have has got do is are there
   what any anything owt something new all the a an my our about on of to in older open closed reports report concerns concern records record cases case
   history histories chronology file files pupil child name called named`.split(/\s+/),
);

/** As long as the box of the search. */
const MOST = 100;
const FEWEST = 3;

/**
 * What someone looks for in a message that asks to search the reports: “Kai Turner” of “have we got anything on Kai Turner please?”.
 * `undefined` where nothing is left to look for, or more than the search takes.
 */
export function soughtIn(message: string): string | undefined {
  const words = message.trim().split(/\s+/);
  const asks = (word: string): boolean => ASKING.has(word.toLowerCase().replace(/[’']s$|[?.!,:;]+$/gu, ''));
  const from = words.findIndex((word) => !asks(word));
  const to = words.findLastIndex((word) => !asks(word));
  const sought = (from < 0 ? [] : words.slice(from, to + 1)).join(' ').replace(/[?.!,:;"“”]+$|^["“”]+/gu, '');
  return sought.length >= FEWEST && sought.length <= MOST ? sought : undefined;
}
