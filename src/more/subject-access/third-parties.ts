import { ENTRIES, type Entry, type EntryKind } from '../../report/concern.ts';
import { factsWords, textsOf } from '../../report/entry-wording.ts';
import { isOnPaper } from '../../report/keeping/on-paper.ts';
import { TITLES } from '../../report/naming/reading/people.ts';
import { inPlainLetters } from '../../report/naming/reading/plain-words.ts';
import { namesWritten } from '../../report/same-child/names-written.ts';
import { everyHolder, type School } from '../../school/school.ts';
import { withoutNames } from '../children/redaction.ts';
import type { Pupil } from '../roll/pupil.ts';
import type { Subject } from './request.ts';
import { namesOf } from './who-is-named.ts';

/** Stands where a name was taken out. */
const INSTEAD = '[name removed]';

/** What of a report may be given: what was written, decided and done, and nothing of how it went from one to another. */
export interface GivenEntry {
  readonly at: Date;
  /** What they were in it. Who they are is another person's data. */
  readonly by: 'reporter' | 'handler' | 'lanyard';
  /** `isChosen`: from a list, where nobody can be named. */
  readonly texts: readonly { readonly label: string; readonly text: string; readonly isChosen?: true }[];
}

/** What these say beside their words is about the person too. */
const DECIDED: readonly EntryKind[] = ['decided', 'step', 'closed'];

/** Who wrote an entry, as anyone may know it. */
export const AUTHOR_WORDING: Readonly<Record<GivenEntry['by'], string>> = {
  reporter: 'the person who reported it',
  handler: 'someone who deals with reports',
  lanyard: 'Lanyard',
};

/** What a report says, without these names. */
export const givenOf = (
  school: School,
  reporter: string,
  entries: readonly Entry[],
  removed: readonly string[],
): readonly GivenEntry[] =>
  entries
    .filter(({ kind }) => isOnPaper(kind))
    .map((entry) => ({
      at: entry.at,
      by:
        entry.actor === 'lanyard'
          ? ('lanyard' as const)
          : entry.actor === reporter
            ? ('reporter' as const)
            : ('handler' as const),
      texts: [
        ...(DECIDED.includes(entry.kind) ? [{ ...chosenIn(school, entry), isChosen: true as const }] : []),
        ...textsOf(entry).map(({ label, text }) => ({ label, text: withoutNames(text, removed, INSTEAD) })),
      ],
    }))
    .filter(({ texts }) => texts.length > 0);

function chosenIn(school: School, entry: Entry): { readonly label: string; readonly text: string } {
  const said = `${ENTRIES[entry.kind].said}${factsWords(school, entry)}`;
  return { label: 'What was decided or done', text: `${said.slice(0, 1).toUpperCase()}${said.slice(1)}` };
}

const plain = (text: string): string => inPlainLetters(text).toLowerCase();
const AFTER_TITLE = /\b(?:Mr|Mrs|Miss|Ms|Mx|Dr|Sir|Rev)\.?\s+(\p{Lu}[\p{L}’'-]+)/gu;

/**
 * Names of other people in a report, its reporter among them: by capitals, by titles, of the roll and of those who hold a role; a whole
 * name of these also where nothing has a capital. Each is only proposed: whose name goes is for someone who knows them.
 * @param reporter as the directory calls them
 */
export function othersNamed(
  given: readonly GivenEntry[],
  subject: Pick<Subject, 'name' | 'alsoCalled'>,
  known: { readonly school: School; readonly pupils: readonly Pupil[]; readonly reporter: string | undefined },
): readonly string[] {
  const texts = given.flatMap((entry) => entry.texts.flatMap(({ text, isChosen }) => (isChosen ? [] : [text])));
  const own = new Set(namesOf(subject).flat());
  const isOther = (words: readonly string[]): boolean => words.some((word) => !own.has(word));
  const people = [...known.pupils, ...everyHolder(known.school)]
    .map(({ name }) => name)
    .concat(known.reporter ?? [])
    .map((name) => plain(name).split(' '));
  const titled = texts.flatMap((text) => [...text.matchAll(AFTER_TITLE)].map(([, name = '']) => plain(name)));
  const found = [
    ...titledAlike(texts, subject),
    ...wholeNames(texts, new Set(people.map((words) => `${words[0]} ${words.at(-1)}`))),
    ...namesWritten(texts, new Set([...people.flat(), ...titled]), isOther),
  ];
  return [...new Map(found.map((name) => [plain(name), name])).values()]
    .filter((name) => isOther(plain(name).split(' ')))
    .toSorted((left, right) => left.localeCompare(right));
}

/** The person's own family name after a title with which they are not called: of a child, their mother. */
function titledAlike(texts: readonly string[], { name, alsoCalled }: Pick<Subject, 'name' | 'alsoCalled'>) {
  const families = new Set(namesOf({ name, alsoCalled }).map((words) => words.at(-1)));
  const own = new Set([name, ...alsoCalled].map((one) => plain(one).split(/[\s.]/)[0]));
  return texts.flatMap((text) =>
    [...text.matchAll(TITLED)].flatMap(([, title = '', between = '', family = '']) => {
      const called = family.replace(/['’]s$/u, '');
      return families.has(plain(called)) && !own.has(plain(title)) ? [`${title}${between.trim()} ${called}`] : [];
    }),
  );
}
const TITLED = new RegExp(`(?<!\\p{L})(${[...TITLES].join('|')})(\\.?\\s+)(\\p{L}[\\p{L}\\p{M}’'-]*)`, 'giu');

/** Two words beside one another that are someone's name, as they were written. */
const wholeNames = (texts: readonly string[], names: ReadonlySet<string>): readonly string[] =>
  texts.flatMap((text) => {
    const words = text.split(/[^\p{L}\p{M}’'-]+/u).filter((word) => word !== '');
    return words.flatMap((word, at) => {
      const both = `${word} ${(words[at + 1] ?? '').replace(/['’]s$/u, '')}`;
      return names.has(plain(both)) ? [both] : [];
    });
  });
