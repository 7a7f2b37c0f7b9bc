import type { ConcernId } from '../kernel/ids.ts';
import type { Bitmap } from '../kernel/png.ts';
import type { Action, Element } from '../platform/teams/card.ts';
import type { DialogAnswer } from '../platform/teams/turn.ts';
import type { Actor } from './actor.ts';
import type { Concern, Entry } from './concern.ts';
import type { FormPart } from './form/report.cards.ts';
import type { DialogTurn } from './handlers/turns.handlers.ts';
import type { OpenRecord } from './opening/open.ts';
import type { Locked, ReadGuard } from './opening/read-guard.ts';
import type { Picture } from './record/pictures.ts';
import type { SendByAddress } from './rehearsal/hold.ts';
import type { FeatureForm } from './triage/act.ts';

/** Acts of features, by the name that their buttons send. */
export type Acts = Readonly<Record<string, FeatureForm>>;

/** What a feature adds to the form, to opened records and to what can be done with them. */
export interface Hosted {
  /** What can be done with a report beside what report itself offers. */
  readonly acts?: Acts;
  readonly readGuard?: ReadGuard;
  /** Whether something that is open still needs a report as it is, by its trail. */
  isStillNeeded?(trail: readonly Entry[]): Promise<boolean>;
  /** Of what it asks in the form. */
  readonly formParts?: readonly FormPart[];
  /** On an opened record: others that are, or may be, about the same person. */
  others?(turn: DialogTurn, id: ConcernId): Promise<Element | undefined>;
  /** On an opened record: the way to what can be taken away of all reports on that person. */
  copies?(id: ConcernId): readonly Action[];
  /** Beside a copy of the whole record: the way to one from which names of others can be left out. */
  copyToGive?(id: ConcernId): Action;
  /** On an opened record: how far what is done about it has come. */
  work?(record: OpenRecord): readonly Element[];
  /** A picture of the regions of the body that a text names. */
  drawn?(marks: string): Bitmap;
  /** Whether the reporter may add a picture to a report of theirs. */
  mayAddPicture?(id: ConcernId, actor: Actor): Promise<boolean>;
  /** The pictures that a record names which is taken away. */
  pictures?(id: ConcernId, screenshots: readonly string[]): Promise<readonly Picture[]>;
  /** What is shown after an act, by its name; else the record. */
  readonly shownAfter?: Readonly<Record<string, (turn: DialogTurn, concern: Concern) => Promise<DialogAnswer>>>;
  /** What can be taken away beside the record itself, by format. */
  readonly exports?: Readonly<Record<string, (turn: DialogTurn) => Promise<DialogAnswer>>>;
  /** A drill of someone without Teams. */
  readonly drillByAddress?: SendByAddress;
  /** The page that asks for what the guard misses; then `verb` goes on with everything that was chosen and written. */
  askForStep?(turn: Pick<DialogTurn, 'data' | 'now'>, verb: string, closed: Locked): DialogAnswer;
}

/** By a name that came from outside, which may be no name of ours. */
export const named = <T>(all: Readonly<Record<string, T>> | undefined, name: string | undefined): T | undefined =>
  all && name !== undefined && Object.hasOwn(all, name) ? all[name] : undefined;

/** Where each feature adds its own; everything else one feature gives, or none. */
const OF_MANY: readonly string[] = ['acts', 'formParts', 'shownAfter', 'exports'];

/**
 * What all features that are on add.
 * @throws Error where two give what only one can: the start looks, so that no report meets it
 */
export function together(all: readonly Hosted[]): Hosted {
  const given = all.flatMap((one) => Object.keys(one)).filter((name) => !OF_MANY.includes(name));
  const twice = given.find((name, at) => given.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`two features give ${twice} to reports`);
  return {
    ...Object.assign({}, ...all),
    acts: Object.assign({}, ...all.map(({ acts }) => acts)),
    formParts: all.flatMap(({ formParts = [] }) => formParts),
    shownAfter: Object.assign({}, ...all.map(({ shownAfter }) => shownAfter)),
    exports: Object.assign({}, ...all.map(({ exports }) => exports)),
  };
}
