const TITLE = /^(?:table of )?contents(?: page)?:?$/i;
/** A line and the page it points to, parted by dots, a tab or a wide gap: the callers print a wide gap as a tab. */
const ENTRY = /\S(?:[ .…]*\t[\t .…]*|\s*(?:\.\s?){4,}\s*|\s*…+\s*)(?:\d{1,3}|[ivx]{1,6})$/;
const LOOSE_ENTRY = /\S\s+\d{1,3}$/;

/** The indexes of the lines that make a contents page: a run of entries, with the title above it. */
export function findContents(lines: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  let at = 0;
  while (at < lines.length) {
    const isTitled = TITLE.test((lines[at] ?? '').trim());
    const entry = (text: string) => ENTRY.test(text) || (isTitled && LOOSE_ENTRY.test(text));
    let end = isTitled ? at + 1 : at;
    let entries = 0;
    // One line between entries may be an entry that was broken in two.
    while (end < lines.length && (entry(lines[end] ?? '') || (entries > 0 && entry(lines[end + 1] ?? '')))) {
      if (entry(lines[end] ?? '')) entries += 1;
      end += 1;
    }
    if (entries >= 3) for (let index = at; index < end; index += 1) found.add(index);
    at = entries >= 3 ? end : at + 1;
  }
  return found;
}
