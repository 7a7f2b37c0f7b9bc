import type { Answer } from '../../ask/answer/answer.ts';
import { type Quoted, reference } from '../../ask/quoting/quotes.ts';
import { HAPPENED, TRIED_WORDS, type Tried } from './trial.ts';

/** An answer as the page draws it: one of three kinds, several of them, or only words. */
export function shownTried(tried: Tried): object {
  if (tried.kind === 'several')
    return { kind: 'several', each: tried.each.map(({ question, answer }) => ({ question, ...shownAnswer(answer) })) };
  if (tried.kind !== 'answer') return { kind: 'words', words: TRIED_WORDS[tried.kind] };
  return { ...shownAnswer(tried.answer), ...(tried.isOffered && { offer: HAPPENED }) };
}

function shownAnswer(answer: Answer): object {
  if (answer.kind !== 'answered') return { kind: answer.kind, nearest: answer.nearest.map(shownQuote) };
  const { best, together, others, conflicts } = answer;
  return {
    kind: 'answered',
    best: shownQuote(best),
    together: together.map(shownQuote),
    conflicts: conflicts.map(shownQuote),
    others: others.map(shownQuote),
  };
}

const shownQuote = (quoted: Quoted) => ({
  where: reference(quoted),
  parts: quoted.parts,
  ids: quoted.passageIds,
  ...(quoted.caution && { caution: quoted.caution }),
});
