import type { ConcernId, UserId } from '../core/ids.ts';
import type { School } from '../core/school.ts';
import type { Actor } from './actor.ts';
import { type Aside, createAside } from './aside.ts';
import type { Words } from './concern.ts';
import { createDestinationWatch, type DestinationFinding } from './destination.ts';
import type { Draft } from './draft.ts';
import { type Exported, type ExportFormat, exportConcern } from './export.ts';
import { chronologyFor, type Listing, listFor, mayList, searchFor } from './lists.ts';
import { look, type Opened, open } from './open.ts';
import { createTaskKeeper } from './owed.ts';
import type { ConcernParts } from './parts.ts';
import { remindOfDrafts, summarise } from './remind.ts';
import { type Added, addToOwn, type OwnReport, ownReport, ownReports } from './reporter.ts';
import { createRests, type Rests } from './rests.ts';
import { type DueListing, dueFor } from './retention.ts';
import { type StrayPicture, tellOfStrayPicture } from './stray-picture.ts';
import { type Reducible, reducible } from './stub.ts';
import { deliver, sweep } from './sweep.ts';
import { type Act, type ActOutcome, act } from './triage.ts';
import { createWitness } from './witness.ts';
import { begin, beginBeside, keep, type Sent, type Step, send, unsent } from './write.ts';

/** Everything that can be done with concerns. Each method checks for itself who may. */
export interface Concerns {
  begin(user: UserId, school: School): Promise<Draft>;
  /** A report about another child in the same matter, linked with the first once it is sent. */
  beginBeside(id: ConcernId, actor: Actor): Promise<Draft | undefined>;
  /** The unsent report of this person, if there is one. */
  unsent(user: UserId): Promise<Draft | undefined>;
  draft(id: string, user: UserId): Promise<Draft | undefined>;
  keep(id: string, user: UserId, step: Step): Promise<Draft | undefined>;
  discard(id: string, user: UserId): Promise<void>;
  send(id: string, user: UserId, last: { readonly isUrgent: boolean; readonly words: Words }): Promise<Sent>;
  open(id: ConcernId, actor: Actor): Promise<Opened>;
  /** The record without its words. */
  look(id: ConcernId, actor: Actor): Promise<Opened>;
  act(id: ConcernId, actor: Actor, seen: number | undefined, wanted: Act): Promise<ActOutcome>;
  /** The whole record to take away, for somebody who may open it now; recorded in its trail. */
  exportRecord(id: ConcernId, actor: Actor, format: ExportFormat): Promise<Exported>;
  /** Whether this record may be reduced to a stub as it stands. */
  reducible(id: ConcernId, actor: Actor): Promise<Reducible>;
  /** Closed records whose time has come, for a decision whether they are kept. */
  due(actor: Actor): Promise<DueListing>;
  /** Whether lists are for this person at all; a refusal is recorded. */
  mayList(actor: Actor): Promise<boolean>;
  /** What this person may open: all, or only what is open. */
  list(actor: Actor, isOpen?: boolean): Promise<Listing>;
  search(actor: Actor, sought: string): Promise<Listing>;
  chronology(id: ConcernId, actor: Actor): ReturnType<typeof chronologyFor>;
  ownReport(id: ConcernId, actor: Actor): Promise<OwnReport>;
  ownReports(actor: Actor): ReturnType<typeof ownReports>;
  /** `isUrgent`: they say that somebody may have to act today. */
  addToOwn(id: ConcernId, actor: Actor, kind: 'added' | 'answered', words: Words, isUrgent?: boolean): Promise<Added>;
  /** What each school's destination is and whether it is safe; read anew when the last look is an hour old. */
  destinations(): Promise<readonly DestinationFinding[]>;
  /** Tells the DSL's team of a picture that nobody asked for; throws while one of them cannot be told. */
  tellOfStrayPicture(stray: StrayPicture): Promise<void>;
  /** Brings what is due to those who must act on it, and nothing else. Beside `sweep`, so that nothing slow is before it. */
  deliver(): Promise<void>;
  /** Does what is due: deliveries, chases, cards. Wake it often; it may run any number of times. */
  sweep(): Promise<void>;
}

const build = (
  parts: ConcernParts,
  aside: Aside,
  rests: Rests,
  summarised: Set<string>,
  keepTasks: () => Promise<void>,
  witness: () => Promise<void>,
): Concerns => ({
  begin: (user, school) => begin(parts, user, school),
  beginBeside: (id, { user, tenant }) => beginBeside(parts, id, user, tenant),
  unsent: (user) => unsent(parts, user),
  draft: (id, user) => parts.drafts.find(id, user, parts.clock()),
  keep: (id, user, step) => keep(parts, id, user, step),
  discard: (id, user) => parts.drafts.remove(id, user),
  send: (id, user, last) => send(parts, id, user, last),
  open: (id, actor) => open(parts, id, actor),
  look: (id, actor) => look(parts, id, actor),
  act: (id, actor, seen, wanted) => act(parts, id, actor, seen, wanted),
  exportRecord: (id, actor, format) => exportConcern(parts, id, actor, format),
  reducible: (id, actor) => reducible(parts, id, actor),
  due: (actor) => dueFor(parts, actor),
  mayList: (actor) => mayList(parts, actor),
  list: (actor, isOpen) => listFor(parts, actor, isOpen),
  search: (actor, sought) => searchFor(parts, actor, sought),
  chronology: (id, actor) => chronologyFor(parts, id, actor),
  ownReport: (id, actor) => ownReport(parts, id, actor),
  ownReports: (actor) => ownReports(parts, actor),
  addToOwn: (id, actor, kind, words, isUrgent) => addToOwn(parts, id, actor, kind, words, isUrgent),
  destinations: createDestinationWatch(parts, aside),
  tellOfStrayPicture: (stray) => tellOfStrayPicture(parts, aside, stray),
  deliver: () => deliver(parts, rests),
  async sweep() {
    await keepTasks();
    await sweep(parts, rests);
    await remindOfDrafts(parts, aside);
    await summarise(parts, aside, summarised);
    await parts.drafts.removeExpired(parts.clock());
    await witness();
  },
});

export const createConcerns = (parts: ConcernParts): Concerns =>
  build(parts, createAside(parts), createRests(), new Set(), createTaskKeeper(parts), createWitness(parts));
