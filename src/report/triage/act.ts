import { z } from 'zod/v4';
import type { ConcernId, UserId } from '../../kernel/ids.ts';
import type { School } from '../../school/school.ts';
import type { Actor } from '../actor.ts';
import type { Concern, Entry, EntryKind, NewEntry, Written } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import type { Access } from '../opening/access.ts';
import type { OpenRecord } from '../opening/open.ts';
import type { Plan } from '../record/change.ts';
import { type Asks, boxesIn, type FormOf, type Sent } from './asked.ts';
import type { NOT_NOW } from './not-now.ts';

/** Why something cannot be done as things are. */
export type NotNow = keyof typeof NOT_NOW;

/** Why an act of a feature cannot be done as things are: a code, and how it is said. */
export interface NotDone {
  readonly why: string;
  readonly says: string;
}

/** What an act is decided on: the newest version of the report, for someone who may do it. */
export interface Acting {
  readonly deps: ConcernDeps;
  readonly granted: Extract<Access, { kind: 'granted' }>;
  readonly school: School;
  readonly concern: Concern;
  readonly user: UserId;
  readonly now: Date;
  /** The other report that the act names. */
  readonly other: Concern | undefined;
  entry(kind: EntryKind, rest?: Pick<NewEntry, 'facts' | 'words'>): NewEntry;
}

type Planned = Plan | NotNow | NotDone;
/** What follows once it is written down, outside of the record. */
type Follow = (after: Concern) => Promise<void>;

/** As a report stands on its opened record: nobody has it yet, someone has, they have decided, it is over, or only a stub is left. */
export type Stage = 'waiting' | 'open' | 'decided' | 'closed' | 'stub';
/** Where a button stands: in sight, first of all or last, or beside the clock of a breach; or behind “More”, by what it is for. */
export type Place = 'first' | 'last' | 'clock' | 'who' | 'about' | 'kept';

/** What features and report itself declare of an act that has a form: its button, and what is asked. */
export interface ActForm {
  readonly title: string;
  /** Nothing where it is done at once. */
  readonly asks: Asks;
  /** Its form shows what is in the record: to ask for it is an opening. */
  readonly reads?: true;
  /** By it what is done about the report is decided: the duties with which its words have to do stand above. */
  readonly decides?: true;
  /** It does not say how the account begins: what is written from it into another record begins without what an adult did. */
  readonly hidesAccount?: true;
  /** What is chosen first, each by a button: the form then asks what belongs to it. Sent under this name. */
  readonly first?: {
    readonly name: string;
    readonly asks: string;
    choices(of: FormOf): readonly { readonly value: string; readonly title: string }[];
  };
  /** Where its button stands on an opened record; nowhere where this is absent. */
  readonly at?: Place | Readonly<Partial<Record<Stage, Place | readonly [Place, title: string]>>>;
  /** On which it is what is done first. */
  readonly isMain?: Stage;
  /** Of those who read it and of reports for which it is, where that is not all. */
  isOffered?(record: OpenRecord, reader: UserId | undefined): boolean;
}

/** An act of report's own, declared once: what is asked, what is missing, what it writes down, and what follows. */
interface Declared<Wanted> extends Omit<ActForm, 'title' | 'asks'> {
  /** Not done without a reason in its words, where it has any. */
  readonly needsReason?: false;
  /** It can be done where only a stub is left. */
  readonly isForStubs?: true;
  /** What an act that names another report writes into that one, too. */
  readonly inOther?: EntryKind;
  /** What is still missing before anyone looks whether it can be done. */
  lacks?(wanted: NoInfer<Wanted>, now: Date): NotNow | undefined;
  /** Whether it is what was last said about the other report. */
  isSaid?(entries: readonly Entry[], wanted: NoInfer<Wanted>, other: ConcernId): boolean;
  plan(acting: Acting, wanted: Wanted): Planned | Promise<Planned>;
  follow?(deps: ConcernDeps, before: Extract<Access, { kind: 'granted' }>, after: Concern, actor: Actor): Promise<void>;
  /** Said afterwards in place of the record, which they may not see any more. */
  says?(after: Concern, wanted: NoInfer<Wanted>, user: UserId): string | undefined;
}

export interface OwnAct<Wanted> extends Declared<Wanted>, ActForm {
  /** What was sent with it; `undefined` where it is not what its form asks for. */
  read(sent: unknown, now: Date): Wanted | undefined;
}

/** No more than what its boxes send. */
type Nothing = Readonly<Record<never, z.ZodType>>;
type Wants<P extends Asks, S extends z.ZodRawShape, Wanted> = (
  said: Sent<P> & z.output<z.ZodObject<S>>,
  now: Date,
) => Wanted;

/** Reads what was sent with a form, and with its button. */
function reading<P extends Asks, S extends z.ZodRawShape, Wanted>(asks: P, sends: S, wants: Wants<P, S, Wanted>) {
  const form = z.object({ ...Object.fromEntries(boxesIn(asks).map(([id, { read }]) => [id, read])), ...sends });
  return (sent: unknown, now: Date): Wanted | undefined => {
    const { data } = form.safeParse(sent);
    return data && wants(data as Parameters<typeof wants>[0], now);
  };
}

/** @param declared `sends`: what comes with its button; `wants`: what is made of everything that was sent */
export const act = <W extends object = object, const P extends Asks = readonly [], S extends z.ZodRawShape = Nothing>({
  title = '',
  asks,
  sends,
  wants,
  ...declared
}: Declared<W> & {
  readonly title?: string;
  readonly asks?: P;
  readonly sends?: S;
  readonly wants?: Wants<P, S, NoInfer<W>>;
}): OwnAct<W> => ({
  ...declared,
  title,
  asks: asks ?? [],
  read: reading(asks ?? ([] as unknown as P), sends ?? ({} as S), wants ?? (() => ({}) as W)),
});

/** Of a form that asks for a reason and nothing else. */
export const onlyReason = ({ reason }: { readonly reason: string }) => ({ words: { reason } });

/** What can be done by a feature, with its form. */
export interface FeatureForm extends ActForm {
  read(sent: unknown, now: Date): FeatureAct | undefined;
}
/** The same of a feature: `wants` makes all of it. */
export const featureAct = <const P extends Asks>({
  wants,
  ...form
}: ActForm & { readonly asks: P; readonly wants: Wants<P, Nothing, FeatureAct | undefined> }): FeatureForm => ({
  ...form,
  read: reading(form.asks, {}, wants),
});

/** What a person does with a report by a feature: what comes of it comes with it. */
export interface FeatureAct {
  readonly kind: 'feature';
  /** As a refusal of it is recorded. */
  readonly name: string;
  readonly words: Written;
  /** It is not done without a reason. */
  readonly needsReason: boolean;
  /** It can be done where only a stub is left. */
  readonly isForStubs: boolean;
  /** What it writes down and what follows from it; or why it cannot be done on the record as it is. */
  plan(acting: Acting): Planned | Promise<Planned>;
  /** Looks at what is so before it is done, and answers with what is done after it. */
  prepare?(deps: ConcernDeps, granted: Acting['granted'], actor: Actor): Promise<Follow>;
}

export type ActOutcome =
  | { readonly kind: 'done'; readonly concern: Concern }
  /** Someone else was first; nothing was written. */
  | { readonly kind: 'overtaken'; readonly did: EntryKind; readonly by: string | undefined; readonly at: Date }
  /** It cannot be done as things are; a code says why. */
  | { readonly kind: 'not-now'; readonly why: NotNow; readonly says?: undefined }
  | ({ readonly kind: 'not-now' } & NotDone)
  | Exclude<Access, { kind: 'granted' }>;
