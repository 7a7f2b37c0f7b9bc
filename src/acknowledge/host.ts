import type { CampaignId, SchoolId, UserId } from '../kernel/ids.ts';
import type { IsoDay } from '../kernel/time.ts';
import type { School } from '../school/school.ts';
import type { BoundPolicy, BoundQuiz, Question } from './campaign/campaign.ts';
import type { Total } from './campaign/campaign-view.ts';
import type { EntryKind, Person, PersonId } from './register/person.ts';
import type { WorkTurn } from './store-ports.ts';
import type { PolicyPart, PolicyText } from './text/policy-text.ts';

/** What one feature adds to acknowledgement. It fills in what it has; what no feature fills in is nowhere to be seen. */
export interface Extension {
  /** Beside “New campaign”, for those who run campaigns. */
  readonly button?: HostButton;
  /** Of one feature. */
  readonly questions?: Questions;
  /** Of one feature. */
  readonly goesWith?: GoesWith;
  /** Looks at what may be due by now, while nobody else does. Harmless to repeat or to run late. */
  sweep?(turn: WorkTurn): Promise<unknown>;
  /** An entry about this person is being taken back: what was given out for it ends. Harmless to repeat. */
  takingBack?(person: Person, kind: EntryKind): Promise<void>;
  /** What it has in the coming twelve months. @param people on lists that are open */
  ahead?(school: School, people: readonly Person[], now: Date): Promise<readonly Ahead[]>;
}

export interface HostButton {
  readonly title: string;
  readonly verb: string;
}

/** Questions that have to be answered before “I have read and understood”. */
export interface Questions {
  /** What is asked about a policy, tied to its words; the campaign keeps it. `undefined` where nobody wrote any. */
  bind(school: SchoolId, policy: Pick<PolicyText, 'policyId' | 'parts'>): Promise<BoundQuiz | undefined>;
  /** @param opened what is kept of the person, see `CampaignStore.opened` */
  asked(policy: Pick<BoundPolicy, 'versionId' | 'check'>, opened: ReadonlyMap<string, Date>): Asked;
  /** One answer by someone who is asked. A right one is kept. `undefined` for a question that is not theirs. */
  answer(who: UserId | PersonId, campaign: CampaignId, given: GivenAnswer): Promise<AnswerResult | undefined>;
}

/** How many questions there are, and those that have no right answer yet. */
export interface Asked {
  readonly of: number;
  readonly left: readonly Question[];
}

export interface GivenAnswer {
  /** Place of the policy in the campaign. */
  readonly index: number;
  readonly question: string;
  readonly answer: number;
}

/** `part` holds the policy's own words if the answer was wrong. */
export type AnswerResult =
  | { readonly isRight: true }
  | { readonly isRight: false; readonly part: PolicyPart | undefined };

/** Something that the school asks for as well as a signature, such as training. */
export interface GoesWith {
  /** Stands above it. */
  readonly title: string;
  /** `undefined` where the school asks for none beside these policies. */
  columns(school: School, policies: readonly Pick<BoundPolicy, 'policyId' | 'title'>[]): Promise<Columns | undefined>;
  /** Someone's own. */
  own(school: School, user: UserId): Promise<readonly OwnRow[]>;
}

/** What stands beside the signatures of one register, for those who run the campaign. */
export interface Columns {
  /** Stands above those who lack it. */
  readonly title: string;
  /** In the CSV. */
  readonly headings: readonly string[];
  of(person: Pick<Person, 'user' | 'name' | 'askedFor'>): {
    readonly lines: readonly string[];
    /** In the order of `headings`. */
    readonly cells: readonly string[];
    /** They are not done yet, even if they have signed. */
    readonly isLacking: boolean;
  };
  totals(people: readonly Person[]): readonly Total[];
}

export interface OwnRow {
  readonly words: string;
  readonly note?: { readonly words: string; readonly tone: 'default' | 'warning' };
}

/** One thing that happens, or is to be done, on one day of the coming twelve months. */
export interface Ahead {
  /** The same for the same thing, however often the year is worked out. */
  readonly id: string;
  readonly kind: 'goes-out' | 'to-do';
  readonly day: IsoDay;
  /** Where it has a moment; otherwise it is for the whole day. */
  readonly at?: Date;
  /** In plain words, without names of people. */
  readonly title: string;
}

export type Host = ReturnType<typeof hostOf>;

/** Acknowledgement with these features. They are asked for when someone acts: at the start not all have begun. */
export const hostOf = (extensions: () => readonly Extension[]) => ({
  buttons: (): readonly HostButton[] => extensions().flatMap(({ button }) => button ?? []),
  questions: (): Questions | undefined => extensions().find(({ questions }) => questions)?.questions,
  goesWith: (): GoesWith | undefined => extensions().find(({ goesWith }) => goesWith)?.goesWith,
  async sweep(turn: WorkTurn): Promise<void> {
    for (const extension of extensions()) await extension.sweep?.(turn);
  },
  async takingBack(person: Person, kind: EntryKind): Promise<void> {
    for (const extension of extensions()) await extension.takingBack?.(person, kind);
  },
  async ahead(...about: Parameters<NonNullable<Extension['ahead']>>): Promise<readonly Ahead[]> {
    return (await Promise.all(extensions().map((extension) => extension.ahead?.(...about)))).flatMap(
      (some) => some ?? [],
    );
  },
});
