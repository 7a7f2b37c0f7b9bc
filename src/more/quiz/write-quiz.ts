import type { BoundQuiz } from '../../acknowledge/campaign/campaign.ts';
import type { PolicyTexts } from '../../acknowledge/ports.ts';
import { type PolicyPart, type PolicyText, sectionLabel } from '../../acknowledge/text/policy-text.ts';
import type { Harmless } from '../../hear/gate.ts';
import type { Ids, PolicyId, SchoolId, UserId } from '../../kernel/ids.ts';
import type { Clock } from '../../kernel/time.ts';
import { holdsRole, type School, type Trust } from '../../school/school.ts';
import { bindQuiz, MOST, MOST_ANSWERS, type QuizStore, sectionHash, type WrittenQuestion } from './quiz.ts';

export interface WriteQuizDeps {
  readonly trust: Trust;
  readonly quizzes: QuizStore;
  readonly policies: PolicyTexts;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Which policy's quiz, at which school. */
export interface QuizPlace {
  readonly school: SchoolId;
  readonly policy: PolicyId;
}

/** All that the owner's dialog shows. */
export interface QuizDesk extends QuizPlace {
  readonly title: string;
  readonly questions: readonly WrittenQuestion[];
  /** As the next campaign would find it. */
  readonly state: BoundQuiz | undefined;
  /** Sections with words of their own: what a question can be about. */
  readonly sections: readonly { readonly id: string; readonly label: string; readonly hash: string }[];
}

/** What an owner filled in; lengths are the form's, the rest is checked here. */
export interface Draft {
  /** Absent for a new question. */
  readonly id?: string;
  readonly scenario: Harmless;
  readonly answers: readonly Harmless[];
  /** Place of the right one in the form, from 0, counting empty lines. */
  readonly right: number;
  /** Id of a section. */
  readonly section: string;
}

export type Saved =
  | { readonly kind: 'saved'; readonly desk: QuizDesk }
  | { readonly kind: 'not-owner' }
  /** In the words of the form. */
  | { readonly kind: 'complaint'; readonly complaint: string; readonly desk: QuizDesk };

/** The quiz of a policy, for the person who looks after the policy at this school. Asked at every step. */
export async function openQuizDesk(
  { trust, quizzes, policies }: Pick<WriteQuizDeps, 'trust' | 'quizzes' | 'policies'>,
  by: UserId,
  place: QuizPlace,
): Promise<QuizDesk | undefined> {
  const school = ownedSchool(trust, by, place.school);
  const policy = school && (await policyOf(policies, school, place.policy));
  if (!policy) return undefined;
  const questions = (await quizzes.find(place.school, place.policy))?.questions ?? [];
  return {
    ...place,
    title: policy.title,
    questions,
    state: bindQuiz(questions, policy.parts),
    sections: sectionsOf(policy),
  };
}

/** What a question can be about. */
export const sectionsOf = ({ parts }: Pick<PolicyText, 'parts'>): QuizDesk['sections'] =>
  parts.filter(hasWords).map((part) => ({ id: part.id, label: sectionLabel(part), hash: sectionHash(part) }));

const hasWords = ({ paragraphs }: PolicyPart): boolean => paragraphs.some((words) => words.trim() !== '');

const ownedSchool = (trust: Trust, by: UserId, id: SchoolId): School | undefined =>
  trust.schools.find((school) => school.id === id && holdsRole(school, by, 'policy-owner'));

const policyOf = async (policies: PolicyTexts, school: School, id: PolicyId): Promise<PolicyText | undefined> =>
  (await policies.inForce(school.id)).find(({ policyId }) => policyId === id);

/** Adds a question, or replaces an earlier one. */
export async function saveQuestion(deps: WriteQuizDeps, by: UserId, place: QuizPlace, draft: Draft): Promise<Saved> {
  const desk = await openQuizDesk(deps, by, place);
  if (!desk) return { kind: 'not-owner' };
  if (!desk.questions.some(({ id }) => id === draft.id) && desk.questions.length >= MOST)
    return { kind: 'complaint', complaint: `A check has at most ${MOST} questions. Remove one first.`, desk };
  const question = questionFrom(draft, desk.sections, deps.ids);
  if ('complaint' in question) return { kind: 'complaint', complaint: question.complaint, desk };
  const known = desk.questions.some(({ id }) => id === draft.id);
  const questions = known
    ? desk.questions.map((earlier) => (earlier.id === draft.id ? question : earlier))
    : [...desk.questions, question];
  return keep(deps, by, place, questions);
}

export async function removeQuestion(
  deps: WriteQuizDeps,
  by: UserId,
  place: QuizPlace,
  question: string,
): Promise<Saved> {
  const desk = await openQuizDesk(deps, by, place);
  if (!desk) return { kind: 'not-owner' };
  return keep(
    deps,
    by,
    place,
    desk.questions.filter(({ id }) => id !== question),
  );
}

async function keep(
  deps: WriteQuizDeps,
  by: UserId,
  place: QuizPlace,
  questions: readonly WrittenQuestion[],
): Promise<Saved> {
  await deps.quizzes.save({ ...place, questions, by, at: deps.clock() });
  const desk = await openQuizDesk(deps, by, place);
  return desk ? { kind: 'saved', desk } : { kind: 'not-owner' };
}

/** A question as it was filled in, or what is wrong with it in the words of the form. */
export function questionFrom(
  draft: Draft,
  sections: QuizDesk['sections'],
  ids: Pick<Ids, 'uuid'>,
): WrittenQuestion | { readonly complaint: string } {
  const complaint = complaintAbout(draft);
  if (complaint !== undefined) return { complaint };
  const section = sections.find(({ id }) => id === draft.section);
  if (!section) return { complaint: 'Choose the section that answers the question.' };
  const filled = draft.answers.flatMap(({ words }, at) => (words === '' ? [] : [{ answer: words, at }]));
  return {
    id: draft.id ?? ids.uuid(),
    scenario: draft.scenario.words,
    answers: filled.map(({ answer }) => answer),
    right: filled.findIndex(({ at }) => at === draft.right),
    sectionHash: section.hash,
    section: section.label,
  };
}

function complaintAbout({ scenario, answers, right }: Draft): string | undefined {
  if (scenario.words.length < 10) return 'Describe the situation in a sentence or two.';
  const filled = answers.map(({ words }) => words).filter((words) => words !== '');
  if (filled.length < 2 || filled.length > MOST_ANSWERS) return `Write two to ${MOST_ANSWERS} answers.`;
  if (new Set(filled.map((answer) => answer.toLocaleLowerCase('en-GB'))).size < filled.length)
    return 'Two answers are the same.';
  if (!answers[right]?.words) return 'You left the right answer empty. Please write it, or choose another.';
  return undefined;
}
