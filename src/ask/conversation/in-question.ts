import type { PolicyId } from '../../kernel/ids.ts';
import type { Answer } from '../answer/answer.ts';
import type { Quoted } from '../quoting/quotes.ts';
import { MOST_NEAREST } from '../quoting/quotes.ts';

/** A policy in question goes first if it answers nearly as surely as all policies together. */
const AS_SURE = 0.8;

/**
 * What to answer someone who has a question about some policies: those first, and nothing hidden that another policy says
 * better. Without an encoder nothing says how sure an answer is; then the one place of theirs stands before the others.
 * @param about the policies in question
 * @param theirs the answer from these alone
 * @param wide the answer from all policies of the school, these among them
 */
export function inQuestionFirst(about: readonly PolicyId[], theirs: Answer, wide: Answer): Answer {
  const first = firstOf(theirs);
  if (!first || theirs.kind === 'not-covered') return wide;
  if (theirs.kind === 'nearest' && wide.kind !== 'nearest') return wide;
  const before = firstOf(wide);
  // It stands first as it is, and with it what other policies say beside it or against it.
  if (theirs.kind === wide.kind && before && about.includes(before.policyId)) return wide;
  if ((theirs.explain.chance ?? 1) < AS_SURE * (wide.explain.chance ?? 1)) return wide;
  if (theirs.kind === 'answered' || wide.kind !== 'nearest') return theirs;
  const others = wide.nearest.filter((one) => !isSamePlace(one, first));
  return { ...theirs, nearest: [first, ...others].slice(0, MOST_NEAREST) };
}

/** What an answer shows first. */
const firstOf = (answer: Answer): Quoted | undefined => (answer.kind === 'answered' ? answer.best : answer.nearest[0]);

const isSamePlace = (one: Quoted, other: Quoted): boolean =>
  one.versionId === other.versionId && one.passageIds.some((id) => other.passageIds.includes(id));
