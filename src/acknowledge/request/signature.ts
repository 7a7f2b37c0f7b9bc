import type { CampaignId, PolicyId, PolicyVersionId, SchoolId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { PersonId } from '../register/person.ts';

const METHODS = ['teams', 'link', 'witnessed'] as const;
/** How someone answered: in Teams, through their personal link, or on paper before a witness. */
export type Method = (typeof METHODS)[number];

/**
 * Whether the questions of a policy's owner came before the confirmation: `none` were to be asked of this person; on paper
 * they are not asked.
 */
const QUIZ_TAKEN = ['answered', 'none', 'not-asked'] as const;
export type QuizTaken = (typeof QUIZ_TAKEN)[number];

/** What one person confirmed, bound to the words they were shown. Written once, never changed. */
export interface Signature {
  readonly campaign: CampaignId;
  readonly school: SchoolId;
  readonly person: PersonId;
  readonly name: string;
  /** Their role at the time. */
  readonly jobTitle: string | undefined;
  readonly at: Date;
  readonly method: Method;
  readonly language: string;
  readonly wording: readonly string[];
  readonly policies: readonly SignedPolicy[];
  /** Name of the witness, for a paper form. */
  readonly witness: string | undefined;
  /** The day on the paper form; `at` is when it was entered. */
  readonly signedOn: IsoDay | undefined;
}

export interface SignedPolicy {
  readonly policyId: PolicyId;
  readonly versionId: PolicyVersionId;
  readonly title: string;
  readonly version: string | undefined;
  readonly date: string | undefined;
  readonly contentHash: string;
  readonly textHash: string;
  /** Whether they had the text, or what changed in it, open in Lanyard before; the page of a link shows all of it. */
  readonly opened: boolean;
  /** Absent in what was signed before this was kept. */
  readonly check?: QuizTaken;
  /** What had to be shown before the answer, and how many of its pages had been. Absent in what was signed before this was kept. */
  readonly rule?: Campaign['reading'];
  readonly pages?: number;
  readonly seen?: number;
}
