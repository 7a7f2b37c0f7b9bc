import type { ConcernId, UserId } from '../../kernel/ids.ts';
import type { Actor } from '../actor.ts';
import { type Concern, ENTRIES, type Entry, type Facts, RECIPIENT_WORDING, shelfOf, statusWords } from '../concern.ts';
import { stillToDo } from '../deciding/closing.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { factsWords, textsOf, type WrittenText } from '../entry-wording.ts';
import type { ChildFinder } from '../host.ts';
import { type Access, access, isAsGranted } from '../opening/access.ts';
import { withActionWords } from '../record/action-words.ts';
import { markOf } from '../record/audit-checkpoint.ts';
import { change } from '../record/change.ts';
import { picturesIn } from '../record/pictures.ts';
import { withoutHidden } from '../routing/locked-away.ts';
import { asCorrected } from '../same-child/corrected.ts';
import { KIND_WORDING } from '../wording.ts';
import { actionsTold, type Handled, handledIn, type Moment, momentOf } from './handled.ts';
import { type AboutOnPaper, aboutOnPaper, type SchoolOnPaper } from './on-paper.ts';
import { type Person, peopleNamed } from './people.ts';
import { keepingOf } from './retention.ts';

/** Raised when a field changes its meaning or goes; new fields may come without it. */
export const EXPORT_VERSION = 1;
export const EXPORT_FORMATS = ['pdf', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** On every page and at the top of the file. Our own words: anyone who receives it applies their own scheme. */
export const MARKING = 'Confidential: safeguarding record. Only for those who need it to protect someone.';

export interface ExportedEvent {
  readonly number: number;
  readonly at: Moment;
  /** `null`: Lanyard itself. */
  readonly by: Person | null;
  readonly kind: string;
  readonly words: string;
  readonly facts: Facts;
  readonly texts: readonly WrittenText[];
}

/**
 * One concern, whole, for another system or for paper. This is the JSON file; docs/dsl.md describes it.
 * Nothing in it is shortened, and no text of one event is put into another.
 */
export interface ConcernExport {
  readonly format: 'lanyard-concern';
  readonly version: typeof EXPORT_VERSION;
  readonly marking: string;
  /** `trailMark`: the end of the chain of events, kept for `lanyard verify --since`. */
  readonly exported: { readonly at: Moment; readonly by: Person; readonly trailMark: string | undefined };
  readonly school: SchoolOnPaper & { readonly id: string };
  /** Of a report about a child: who it is by the school's roll, as far as it knows. */
  readonly child: AboutOnPaper | undefined;
  readonly concern: {
    readonly reference: string;
    readonly id: string;
    readonly about: { readonly code: string; readonly words: string };
    /** The adults who must not see it, because it is about them or they are too close. */
    readonly mustNotSee: readonly Person[];
    readonly markedUrgent: boolean;
    readonly status: { readonly code: string; readonly words: string };
    readonly isStub: boolean;
    readonly isOnHold: boolean;
    readonly keepUntil: string | undefined;
    readonly reporter: Person;
    readonly holder: string;
    readonly owner: Person | undefined;
    readonly saved: Moment;
    readonly delivered: Moment | undefined;
    readonly firstReadByAPerson: Moment | undefined;
    readonly acknowledged: Moment | undefined;
    readonly decided: Moment | undefined;
    readonly closed: Moment | undefined;
    readonly reviewOn: string | undefined;
    /** That it is still to be read or decided, actions with who has them and by when, and the review; none: nothing is recorded. */
    readonly stillToDo: readonly string[];
  };
  /** When it happened, when it was taken on, and who was told, as far as the events say. */
  readonly handled: Handled;
  /** The report as it was sent, each part apart: fact, their own words, opinion, what was done. */
  readonly report: readonly WrittenText[];
  /** Everything since, and the report itself as the first event, in order. */
  readonly events: readonly ExportedEvent[];
  readonly links: readonly { readonly reference: string; readonly id: string }[];
  /** Ids of the screenshots, in order. In the JSON file each is an object with `type` and `base64` beside its id. */
  readonly screenshots: readonly string[];
}

export type Exported =
  | { readonly kind: 'exported'; readonly record: ConcernExport; readonly reference: string }
  | Exclude<Access, { kind: 'granted' }>;

/**
 * The whole record, for someone who may open it at this moment: the members of its place are read again now, whenever
 * the file was asked for. That it left, in what form and with whom, is in the trail before it does.
 */
export async function exportConcern(
  deps: ConcernDeps,
  finder: Pick<ChildFinder, 'details'> | undefined,
  id: ConcernId,
  actor: Actor,
  format: ExportFormat,
): Promise<Exported> {
  const granted = await access(deps, id, actor, 'export');
  if (granted.kind !== 'granted') return granted;
  // What cannot be unsealed must not be recorded as having left.
  await deps.store.entries(granted.concern);
  const noted = await change(deps.store, id, (found) =>
    isAsGranted(granted.concern, found, actor.user)
      ? { entries: [{ at: deps.clock(), actor: actor.user, kind: 'exported', facts: { format } }] }
      : undefined,
  );
  // It moved between the check and the reading: the check no longer counts.
  if (noted.kind !== 'changed') return exportConcern(deps, finder, id, actor, format);
  const { concern } = noted;
  const entries = asCorrected(await withoutHidden(deps, await deps.store.entries(concern), actor.user));
  return {
    kind: 'exported',
    record: await recordOf(deps, finder, concern, entries, actor.user),
    reference: concern.reference,
  };
}

async function recordOf(
  deps: ConcernDeps,
  finder: Pick<ChildFinder, 'details'> | undefined,
  concern: Concern,
  entries: readonly Entry[],
  by: UserId,
): Promise<ConcernExport> {
  const school = schoolOf(deps, concern.school);
  // Everything in this file was written before it.
  const end = (await deps.store.chainEnds()).find(({ shelf }) => shelf === shelfOf(concern.kind));
  const people = await peopleNamed(deps, school, concern, [
    by,
    concern.reporter,
    ...concern.excluded,
    ...(concern.owner ? [concern.owner] : []),
    ...entries.map(({ actor }) => actor),
  ]);
  const person = (id: UserId): Person => people.get(id) ?? { id, name: undefined, role: undefined, job: undefined };
  return {
    format: 'lanyard-concern',
    version: EXPORT_VERSION,
    marking: MARKING,
    exported: { at: momentOf(deps.clock()), by: person(by), trailMark: end && markOf(end) },
    school: { id: school.id, name: school.name, trust: deps.trust.name, phone: school.contacts.office },
    child: shelfOf(concern.kind) === 'child' ? await aboutOnPaper(finder, school, [entries]) : undefined,
    concern: {
      reference: concern.reference,
      id: concern.id,
      about: { code: concern.kind, words: KIND_WORDING[concern.kind] },
      mustNotSee: concern.excluded.map(person),
      markedUrgent: concern.isUrgent,
      status: { code: concern.status, words: statusWords(concern.status, actionsTold(concern, entries).length) },
      isStub: concern.isStub,
      isOnHold: concern.isHeld,
      keepUntil: keepingOf(school, concern, entries).until,
      reporter: person(concern.reporter),
      holder: RECIPIENT_WORDING[concern.holder],
      owner: concern.owner && person(concern.owner),
      saved: momentOf(concern.raisedAt),
      delivered: concern.deliveredAt && momentOf(concern.deliveredAt),
      firstReadByAPerson: concern.readAt && momentOf(concern.readAt),
      acknowledged: concern.acknowledgedAt && momentOf(concern.acknowledgedAt),
      decided: concern.decidedAt && momentOf(concern.decidedAt),
      closed: concern.closedAt && momentOf(concern.closedAt),
      reviewOn: concern.reviewOn,
      stillToDo: stillToDo(school, concern, entries),
    },
    handled: handledIn(entries, (id) => (id === 'lanyard' ? null : person(id))),
    report: textsOf(entries.find(({ kind }) => kind === 'raised')),
    // A gap would tell of an event that its reader may not know of.
    events: withActionWords(entries).map((entry, at) => ({
      number: at + 1,
      at: momentOf(entry.at),
      by: entry.actor === 'lanyard' ? null : person(entry.actor),
      kind: entry.kind,
      words: `${ENTRIES[entry.kind].said}${factsWords(school, entry)}`,
      facts: entry.facts ?? {},
      texts: textsOf(entry),
    })),
    screenshots: picturesIn(concern, entries),
    links: entries
      .filter(({ kind }) => kind === 'linked')
      .flatMap(({ facts: { reference, to } = {} }) =>
        typeof reference === 'string' && typeof to === 'string' ? [{ reference, id: to }] : [],
      ),
  };
}
