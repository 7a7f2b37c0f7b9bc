import type { ConcernId, UserId } from '../../kernel/ids.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Actor } from '../../report/actor.ts';
import { type Concern, ENTRIES, type Entry } from '../../report/concern.ts';
import type { ConcernDeps } from '../../report/deps.ts';
import { factsWords } from '../../report/entry-wording.ts';
import { isOnPaper } from '../../report/keeping/on-paper.ts';
import { type Person, peopleNamed } from '../../report/keeping/people.ts';
import { type Opened, type OpenRecord, open } from '../../report/opening/open.ts';
import { searchClosedTo } from '../../report/opening/second-step.ts';
import { withActionWords } from '../../report/record/action-words.ts';
import { type Happened, happenedIn, happenedInstant, happenedWords } from '../../report/record/happened.ts';
import { asCorrected } from '../../report/same-child/corrected.ts';
import { joinedIn, relatedIn } from '../../report/same-child/joined.ts';
import { comparedWith, type OthersOnPerson, othersOnPerson } from '../../report/same-child/others.ts';
import { categoriesIn } from '../../report/triage/chosen-categories.ts';
import type { School } from '../../school/school.ts';

/** One event of one of several records about the same person. */
export interface ChronologyLine {
  readonly school: School;
  readonly concern: Concern;
  readonly entry: Entry;
  /** When it happened, where that is not when it was written down. */
  readonly happened?: Happened | undefined;
}

/** That someone opened one of several records about the same person, or took a copy of it, and when they last did. */
export interface Reader {
  readonly school: School;
  readonly concern: Concern;
  readonly actor: Entry['actor'];
  readonly kind: 'opened' | 'exported';
  readonly last: Date;
}

const isReading = (kind: Entry['kind']): kind is Reader['kind'] => kind === 'opened' || kind === 'exported';

function readersOf({ school, concern, entries }: OpenRecord): readonly Reader[] {
  const found = new Map<string, Reader>();
  for (const { kind, actor, at } of entries)
    if (isReading(kind)) found.set(`${actor} ${kind}`, { school, concern, actor, kind, last: at });
  return [...found.values()].toSorted((left, right) => right.last.getTime() - left.last.getTime());
}

/** `2 November 2026, 14:30 (recorded Thursday 5 November 2026, 09:10)`: where they differ both are said, always. */
export const timeWords = ({ happened, entry: { at } }: Pick<ChronologyLine, 'happened' | 'entry'>): string =>
  happened ? `${happenedWords(happened)} (recorded ${formatInstant(at)})` : formatInstant(at);

export type Chronology =
  | {
      readonly kind: 'chronology';
      readonly lines: readonly ChronologyLine[];
      /** One about the same person is left out that could not be checked just now, or has just gone elsewhere. */
      readonly isPartial: boolean;
      /** How many may be about the same person, and are left out of it because nobody has said whether they are. */
      readonly undecided: number;
      /** Those about the same person that are theirs and closed until the second step: each is opened by itself. */
      readonly closed: readonly { readonly id: ConcernId; readonly reference: string }[];
      /** Who opened which of them, and who took a copy: report by report, the latest first. */
      readonly readers: readonly Reader[];
      /** Who wrote what is in it, acknowledged one of its reports, or asked for it. */
      readonly people: ReadonlyMap<UserId, Person>;
      /** They do more than read along: they may take it away. */
      readonly mayPrint: boolean;
    }
  | Exclude<Opened, { readonly kind: 'open' }>;

/**
 * One record and those about the same person that the reader may open, each checked and recorded like any opening. Where the first
 * cannot be shown, why; of another that is not theirs nothing is said.
 */
export async function chronologyFor(deps: ConcernDeps, id: ConcernId, actor: Actor): Promise<Chronology> {
  const seen = new Set<ConcernId>();
  const waiting: ConcernId[] = [id];
  const lines: ChronologyLine[] = [];
  const closed: { readonly id: ConcernId; readonly reference: string }[] = [];
  const readers: Reader[] = [];
  let isPartial = false;
  let mayPrint = false;
  let near: readonly Concern[] = [];
  /** What was said about other reports in the first one: a report that is joined to two who were said to be two makes one of neither. */
  let saidInFirst: ReadonlyMap<ConcernId, boolean> = new Map();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const opened = await open(deps, next, actor);
    if (opened.kind !== 'open') {
      if (next === id) return opened;
      if (opened.kind === 'locked') closed.push({ id: next, reference: opened.reference ?? '' });
      else isPartial ||= opened.kind !== 'not-available';
      continue;
    }
    readers.push(...readersOf(opened));
    if (next === id) {
      mayPrint = opened.role !== 'trust-lead';
      saidInFirst = joinedIn(opened.entries);
      const others = await othersOnPerson(deps, opened.concern, actor);
      waiting.push(...others.joined.map((one) => one.id));
      near = await undecidedFor(deps, opened, others, actor);
    }
    const entries = withActionWords(asCorrected(opened.entries));
    const dated = entries.findLast(({ kind }) => kind === 'dated');
    for (const entry of entries) {
      const happened = entry.kind === 'raised' ? dated && happenedIn(dated) : happenedIn(entry);
      if (TOLD.includes(entry.kind)) lines.push({ school: opened.school, concern: opened.concern, entry, happened });
    }
    // What is only linked is another story: someone says that it is about the same person, or it is not in here.
    for (const [to, isJoined] of joinedIn(opened.entries))
      if (isJoined && saidInFirst.get(to) !== false) waiting.push(to);
  }
  // In the order in which it happened: what was written down late is not lost at the end.
  lines.sort((left, right) => instantOfLine(left) - instantOfLine(right));
  return {
    kind: 'chronology',
    lines,
    isPartial,
    undecided: near.filter((one) => !seen.has(one.id)).length,
    closed,
    readers,
    people: await peopleIn(deps, lines, actor.user),
    mayPrint,
  };
}

/** Everyone by whom its entries are, with what they are at the school: anyone who may open a report sees who reported it. */
async function peopleIn(
  deps: ConcernDeps,
  lines: readonly ChronologyLine[],
  by: UserId,
): Promise<ReadonlyMap<UserId, Person>> {
  const people = new Map<UserId, Person>();
  for (const ofOne of Map.groupBy(lines, ({ concern }) => concern.id).values())
    for (const { school, concern } of ofOne.slice(0, 1)) {
      const acknowledgedBy = concern.acknowledgedBy ? [concern.acknowledgedBy] : [];
      const actors = ofOne.map(({ entry }) => entry.actor);
      for (const [id, one] of await peopleNamed(deps, school, concern, [by, ...acknowledgedBy, ...actors]))
        people.set(id, one);
    }
  return people;
}

/** Nothing is compared while words are closed until the second step. */
const undecidedFor = async (
  deps: ConcernDeps,
  { school, concern }: OpenRecord,
  others: OthersOnPerson,
  actor: Actor,
): Promise<readonly Concern[]> =>
  (await searchClosedTo(deps, [school], actor.user)) === undefined ? comparedWith(concern, others).undecided : [];

/** What a reader is told of those that are left out; `undefined` where there is none. */
export const undecidedWords = (undecided: number): string | undefined =>
  undecided === 0
    ? undefined
    : `${undecided} ${undecided === 1 ? 'report' : 'reports'} that may be about the same person ${undecided === 1 ? 'is' : 'are'} not in here: nobody has said yet whether ${undecided === 1 ? 'it is' : 'they are'}.`;

/**
 * What stands in the story, on screen and in print: what happened and what was done about it, and that a child was said to have a brother or
 * sister. Who linked, joined or parted reports otherwise stands in the trail of each.
 */
export function inStory(lines: readonly ChronologyLine[]): readonly ChronologyLine[] {
  const related = new Map(
    [...Map.groupBy(lines, ({ concern }) => concern.id)].map(([id, ofOne]) => [
      id,
      relatedIn(ofOne.map(({ entry }) => entry).toSorted((left, right) => left.seq - right.seq)),
    ]),
  );
  // Said, taken back and said again, it was last said then.
  const lastSaid = new Map<string, ChronologyLine>();
  for (const line of lines) {
    const { kind, facts } = line.entry;
    const key = `${line.concern.id} ${facts?.to}`;
    const isSibling =
      kind === 'linked' &&
      facts?.relation === 'sibling' &&
      related.get(line.concern.id)?.get(facts.to as ConcernId) === 'sibling';
    if (isSibling && line.entry.seq > (lastSaid.get(key)?.entry.seq ?? 0)) lastSaid.set(key, line);
  }
  const siblings = new Set(lastSaid.values());
  return lines.filter((line) => isOnPaper(line.entry.kind) || siblings.has(line));
}

/** What someone did. Of a link with a brother or sister only that it was made: the other report is another child's. */
export const lineWords = (school: School, entry: Entry): string =>
  entry.kind === 'linked'
    ? 'linked it with a report about a brother or sister'
    : `${ENTRIES[entry.kind].said}${factsWords(school, entry)}`;

/** When it stands in the story. */
export const instantOfLine = ({ happened, entry }: ChronologyLine): number =>
  (happened ? happenedInstant(happened) : entry.at).getTime();

/** The categories in a story, in the order of the alphabet, and which of its reports have each. */
export function categoriesOf(
  lines: readonly ChronologyLine[],
): readonly { readonly name: string; readonly reports: readonly ConcernId[] }[] {
  const found = new Map<string, ConcernId[]>();
  for (const [id, ofOne] of Map.groupBy(lines, ({ concern }) => concern.id))
    for (const name of categoriesIn(ofOne.map(({ entry }) => entry).toSorted((left, right) => left.seq - right.seq)))
      found.set(name, [...(found.get(name) ?? []), id]);
  return [...found]
    .map(([name, reports]) => ({ name, reports }))
    .toSorted((left, right) => left.name.localeCompare(right.name));
}

/** What belongs in a chronology: what was said and decided, not who was told by which card. */
const TOLD: readonly Entry['kind'][] = [
  'raised',
  'taken',
  'added',
  'asked',
  'answered',
  'noted',
  'categorised',
  'action-set',
  'action-done',
  'decided',
  'case',
  'step',
  'known',
  'confirmed',
  'told',
  'review-set',
  'rerouted',
  'linked',
  'joined',
  'parted',
  'closed',
  'reopened',
  'reclassified',
  'held',
  'released',
  'retention-set',
  'pictured',
  'named',
  'matched',
  'transferred',
  'reduced',
];
