import { type PolicyText, sectionLabel } from '../../acknowledge/text/policy-text.ts';
import { sectionHash, type WrittenQuestion, type WrittenQuiz } from '../quiz/quiz.ts';
import type { Scenario, ScenarioQuestion } from './scenario.ts';

/** A written question with the words that decide it, as they are now; `undefined` where those words have changed. Pure. */
export function boundQuestion(
  question: WrittenQuestion,
  { policyId, versionId, title, version, date, parts }: PolicyText,
): ScenarioQuestion | undefined {
  const part = parts.find((each) => sectionHash(each) === question.sectionHash);
  if (!part) return undefined;
  const { id, scenario, answers, right, sectionHash: hash } = question;
  return {
    ...{ id, policyId, versionId, title, version, date, scenario, answers, right },
    section: sectionLabel(part),
    sectionHash: hash,
    paragraphs: part.paragraphs,
  };
}

/** Everything that could be asked now: what the owners wrote, where the words it is about have not changed. */
export const bankOf = (policies: readonly PolicyText[], quizzes: readonly WrittenQuiz[]): readonly ScenarioQuestion[] =>
  policies.flatMap((policy) =>
    (quizzes.find((quiz) => quiz.policy === policy.policyId)?.questions ?? []).flatMap(
      (question) => boundQuestion(question, policy) ?? [],
    ),
  );

/**
 * What is proposed for a half-term: a question that was never asked, else the one asked longest ago; of several the one whose policy was
 * asked about longest ago. Pure.
 * @param before newest first
 */
export function proposedQuestion(
  bank: readonly ScenarioQuestion[],
  before: readonly Pick<Scenario, 'halfTerm' | 'question' | 'state'>[],
): ScenarioQuestion | undefined {
  const asked = before.filter(({ state }) => state !== 'left-out');
  const lastOf = (is: (question: ScenarioQuestion) => boolean): string =>
    asked.find(({ question }) => is(question))?.halfTerm ?? '';
  const rank = ({ id, policyId }: ScenarioQuestion) =>
    [lastOf((one) => one.id === id), lastOf((one) => one.policyId === policyId)] as const;
  return bank.toSorted((left, right) => {
    const [a, b] = [rank(left), rank(right)];
    return a[0].localeCompare(b[0]) || a[1].localeCompare(b[1]);
  })[0];
}

/** The same question with the words as they are now; `undefined` when it can no longer be asked. */
export function stillAsked(question: ScenarioQuestion, policies: readonly PolicyText[]): ScenarioQuestion | undefined {
  const policy = policies.find(({ policyId }) => policyId === question.policyId);
  return policy && boundQuestion({ ...question, section: question.section }, policy);
}

const RULES = /\b(?:must|never|may not|should|do not|always|only)\b/gi;

/** A section that lays down rules, for someone who wants to write about one: the one with the most of them. Pure. */
export function sectionToWriteAbout(
  { parts }: Pick<PolicyText, 'parts'>,
  before: readonly string[],
): string | undefined {
  const rules = (words: readonly string[]): number => words.join(' ').match(RULES)?.length ?? 0;
  const found = parts
    .filter((part) => part.paragraphs.some((words) => words.trim() !== ''))
    .toSorted(
      (a, b) =>
        Number(before.includes(sectionHash(a))) - Number(before.includes(sectionHash(b))) ||
        rules(b.paragraphs) - rules(a.paragraphs),
    );
  return found[0]?.id;
}
