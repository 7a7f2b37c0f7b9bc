import { type Quoted, reference } from '../../policy/ask/quotes.ts';
import { HAPPENED, TRIED_WORDS, type Tried } from './trial.ts';

/** An answer as the page draws it: one of three kinds, or only words. */
export function shownTried(tried: Tried): object {
  if (tried.kind !== 'answer') return { kind: 'words', words: TRIED_WORDS[tried.kind] };
  const { answer } = tried;
  const offer = tried.isOffered ? { offer: HAPPENED } : {};
  if (answer.kind !== 'answered') return { kind: answer.kind, ...offer, nearest: answer.nearest.map(shownQuote) };
  const { best, together, others, conflicts } = answer;
  return {
    kind: 'answered',
    ...offer,
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
