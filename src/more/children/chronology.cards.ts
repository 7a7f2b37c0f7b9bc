import type { ConcernId } from '../../kernel/ids.ts';
import { formatFullDay, formatInstant, formatTime } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  plain,
  section,
  submitDialog,
  text,
  toggle,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { type Concern, ENTRIES, type Entry } from '../../report/concern.ts';
import { actorWords, textsOf } from '../../report/entry-wording.ts';
import { personWords } from '../../report/keeping/people.ts';
import { opensOther, RECORD_PAGE } from '../../report/opening/list.cards.ts';
import { type Block, block, pagesOf } from '../../report/opening/story-pages.cards.ts';
import { CHRONOLOGY } from '../../report/verbs.cards.ts';
import type { School } from '../../school/school.ts';
import {
  type Chronology,
  type ChronologyLine,
  categoriesOf,
  inStory,
  instantOfLine,
  lineWords,
  type Reader,
  timeWords,
  undecidedWords,
} from './chronology.ts';
import { personButton, printButton } from './person.cards.ts';

/** A record with those about the same person, as one story in order of time. */
export function chronologyCard(
  concern: ConcernId,
  story: Omit<Extract<Chronology, { kind: 'chronology' }>, 'kind'>,
  page: number,
  category?: string,
): Card {
  const { lines, isPartial, undecided, closed, readers, people, mayPrint } = story;
  const all = categoriesOf(lines);
  const only = all.some(({ name }) => name === category) ? category : undefined;
  const chosen = only === undefined ? lines : lines.filter((line) => isIn(all, only, line));
  const pages = pagesOf(chronologyBlocks(inStory(chosen), people));
  const at = { concern, ...(only !== undefined && { category: only }) };
  const here = Math.min(page, pages.length - 1);
  return card(
    heading('Chronology'),
    isPartial
      ? section(
          { style: 'warning' },
          'A report about the same person is missing here: I cannot check just now whether you may see it, or it has just gone to someone else. Open this again in a few minutes.',
        )
      : undefined,
    ...undecidedSection(concern, undecided),
    ...(closed.length === 0
      ? []
      : [
          text(
            'Other reports about the same person that are closed are not in it. Open each one, then come back here before it closes again.',
          ),
          actions(closed.map((one) => opensOther(one, { concern, page: 'chronology' }))),
        ]),
    ...categoryFilter(all, concern, only),
    ...timesInWords(chosen),
    ...(pages[here] ?? []),
    actions([
      here > 0 ? submitDialog('Earlier part', CHRONOLOGY, { ...at, page: here - 1 }) : undefined,
      here < pages.length - 1 ? submitDialog('Next part', CHRONOLOGY, { ...at, page: here + 1 }) : undefined,
      readers.length > 0 ? toggle('Who opened what', [READERS]) : undefined,
      mayPrint ? printButton(concern, 'chronology') : undefined,
      submitDialog('Back to the report', RECORD_PAGE, { concern, page: 0 }),
    ]),
    readersSection(readers, people),
  );
}

/** What is left out because nobody has decided, with the way to decide; nothing where there is none. */
export function undecidedSection(concern: ConcernId, undecided: number): readonly Element[] {
  const words = undecidedWords(undecided);
  return words === undefined
    ? []
    : [section({ style: 'warning' }, text(`${words} Decide first.`, { bold: true }), actions([personButton(concern)]))];
}

const READERS = 'readers';
/** A card has room for so many beside a full page; each report lists its own. */
const MOST_READERS = 30;

function readersSection(readers: readonly Reader[], people: People): Element | undefined {
  const more = readers.length - MOST_READERS;
  return readers.length === 0
    ? undefined
    : section(
        { style: 'emphasis', id: READERS, hidden: true },
        ...readers.slice(0, MOST_READERS).map((one) => readerLine(one, people)),
        more > 0 ? text(`and ${more} more: each report lists its own.`, { small: true }) : undefined,
      );
}

const readerLine = ({ school, concern, actor, kind, last }: Reader, people: People): Element => ({
  ...plain(
    `${concern.reference}: ${authorWords(people, school, concern, actor)} ${ENTRIES[kind].said}, last on ${formatInstant(last)}`,
    { small: true },
  ),
  spacing: 'Small',
});

type People = Extract<Chronology, { kind: 'chronology' }>['people'];

/** Who did it and what they are at the school. */
function authorWords(people: People, school: School, concern: Concern, actor: Entry['actor']): string {
  const author = actor === 'lanyard' ? undefined : people.get(actor);
  if (!author?.name) return actorWords(school, concern, actor);
  const isReporter = actor === concern.reporter && !author.role && !author.job;
  return `${personWords(author)}${isReporter ? ', who reported it,' : ''}`;
}

/** Reports whose writer said in words when it happened: each stands where it was sent until someone says the day. */
function timesInWords(lines: readonly ChronologyLine[]): readonly Element[] {
  const found = lines.filter(
    ({ entry, happened, concern: { isStub } }) =>
      entry.kind === 'raised' && !happened && !isStub && textsOf(entry).some(({ field }) => field === 'happened'),
  );
  if (found.length === 0) return [];
  const references = found.map(({ concern: { reference } }) => reference).join(', ');
  return [
    text(
      `A report that says only in words when it happened stands at the time at which it was sent: ${references}. Open it and say when it happened.`,
      { small: true },
    ),
  ];
}

type Categories = ReturnType<typeof categoriesOf>;

const isIn = (all: Categories, name: string, { concern }: ChronologyLine): boolean =>
  all.some((one) => one.name === name && one.reports.includes(concern.id));

/** Only what the reports in it have: a list of everything that could be would say nothing. */
function categoryFilter(all: Categories, concern: ConcernId, only: string | undefined): readonly Element[] {
  if (all.length === 0) return [];
  return [
    input.choice('category', 'Category', {
      choices: [
        { title: 'All reports', value: ALL },
        ...all.map(({ name, reports: { length } }) => ({
          title: `${name} (${length === 1 ? '1 report' : `${length} reports`})`,
          value: name,
        })),
      ],
      value: only ?? ALL,
    }),
    actions([submitDialog('Show these', CHRONOLOGY, { concern, page: 0 })]),
  ];
}

/** No school calls a category so: it is what a choice without one sends. */
const ALL = '*';

/**
 * One line each, in order of time, over a record and those about the same person. What was written down later than it happened says
 * both times in full.
 */
export const chronologyBlocks = (lines: readonly ChronologyLine[], people: People): readonly Block[] =>
  lines.flatMap((line) => {
    const { school, concern, entry, happened } = line;
    const when = happened ? timeWords({ happened, entry }) : formatTime(entry.at);
    const what = `${authorWords(people, school, concern, entry.actor)} ${lineWords(school, entry)}`;
    return [
      {
        element: plain(`${when}, report ${concern.reference}: ${what}`, { bold: true, small: true, apart: true }),
        day: formatFullDay(new Date(instantOfLine(line))),
      },
      ...textsOf(entry).flatMap(({ label, text: written }) =>
        [
          { ...text(label, { small: true, subtle: true }), spacing: 'Small' },
          { ...plain(written), spacing: 'None' },
        ].map(block),
      ),
    ];
  });
