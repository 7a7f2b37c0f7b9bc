/** A long word with one letter wrong is the only known one that it can be. */
export function spelt(word: string, known: ReadonlySet<string>): string {
  if (word.length < 5 || known.has(word)) return word;
  const meant = [...known].filter((other) => other.length >= 5 && isOneSlipAway(word, other));
  return meant.length === 1 ? (meant[0] ?? word) : word;
}

/** One letter more, less or other, or two changed round. */
function isOneSlipAway(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const [rest, others] = [one.slice(at), other.slice(at)];
  return (
    rest.slice(1) === others.slice(1) ||
    rest.slice(1) === others ||
    rest === others.slice(1) ||
    (rest[0] === others[1] && rest[1] === others[0] && rest.slice(2) === others.slice(2))
  );
}
