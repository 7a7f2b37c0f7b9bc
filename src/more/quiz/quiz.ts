import {
  type BoundPolicy,
  type BoundQuiz,
  FEWEST_QUESTIONS,
  type Question,
} from '../../acknowledge/campaign/campaign.ts';
import type { PolicyPart } from '../../acknowledge/text/policy-text.ts';
import { sha256 } from '../../acknowledge/text/text-shown.ts';
import type { PolicyId, SchoolId, UserId } from '../../kernel/ids.ts';

/** A quiz has at most this many questions, and no fewer than a campaign asks: enough to show understanding, few enough for a break. */
export const MOST = 5;
export const MOST_ANSWERS = 4;

/** A question as its owner wrote it. It belongs to the words of one section: when they change, it waits for its owner. */
export interface WrittenQuestion {
  readonly id: string;
  readonly scenario: string;
  readonly answers: readonly string[];
  /** Place of the right one among `answers`. */
  readonly right: number;
  /** Of the section's heading and words, see `sectionHash`. */
  readonly sectionHash: string;
  /** What the section was called when the question was written. */
  readonly section: string;
}

/** The quiz of one policy at one school. */
export interface WrittenQuiz {
  readonly school: SchoolId;
  readonly policy: PolicyId;
  readonly questions: readonly WrittenQuestion[];
  readonly by: UserId;
  readonly at: Date;
}

/** The questions that owners wrote about their policies. */
export interface QuizStore {
  find(school: SchoolId, policy: PolicyId): Promise<WrittenQuiz | undefined>;
  ofSchool(school: SchoolId): Promise<readonly WrittenQuiz[]>;
  /** In the place of what was there. */
  save(quiz: WrittenQuiz): Promise<void>;
}

/** Sections have numbers that move and ids that are counted; their heading and words are what a question is about. */
export const sectionHash = ({ heading, paragraphs }: Pick<PolicyPart, 'heading' | 'paragraphs'>): string =>
  sha256([heading, ...paragraphs].join('\n'));

/** Ties a quiz to one version of its policy. Pure. `undefined` where nothing was written. */
export function bindQuiz(written: readonly WrittenQuestion[], parts: readonly PolicyPart[]): BoundQuiz | undefined {
  if (written.length === 0) return undefined;
  const places = new Map(parts.map((part) => [sectionHash(part), part.id]));
  const lost = written.filter((question) => !places.has(question.sectionHash));
  if (lost.length > 0) return { kind: 'outdated', sections: lost.map(({ section }) => section) };
  if (written.length < FEWEST_QUESTIONS) return { kind: 'unfinished', have: written.length };
  return {
    kind: 'ready',
    questions: written.slice(0, MOST).map(({ id, scenario, answers, right, sectionHash: hash }) => ({
      id,
      scenario,
      answers,
      right,
      part: places.get(hash) ?? '',
    })),
  };
}

/** The questions a campaign asks about a policy; none where there is no quiz that can be used. */
export const questionsOf = ({ check }: Pick<BoundPolicy, 'check'>): readonly Question[] =>
  check?.kind === 'ready' ? check.questions : [];

/** A version with its quiz, as a campaign has bound it. */
type QuizzedPolicy = Pick<BoundPolicy, 'versionId' | 'check'>;

export const answeredKey = (policy: QuizzedPolicy, question: Question): string =>
  `answered:${policy.versionId}:${question.id}`;
export const passedKey = (policy: QuizzedPolicy): string => `passed:${policy.versionId}`;

/** Questions that someone has not yet answered correctly. How often they tried is not stored anywhere. */
export const questionsLeft = (policy: QuizzedPolicy, opened: ReadonlyMap<string, Date>): readonly Question[] =>
  questionsOf(policy).filter((question) => !opened.has(answeredKey(policy, question)));
