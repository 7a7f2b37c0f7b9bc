import { splitSentences } from '../parsing/sentences.ts';
import type { Policy } from '../policy.ts';

const CONSULTED = /\bconsult(?:s|ed|ing|ation)?\b/i;
const WHOM = /\b(?:trades? unions?|unions?|staff|employees|professional associations?|governors?)\b/i;
const CHANGE = /\b(?:chang\w+|amend\w*|modif\w+|revis\w+|alter\w*|adopt\w*|var(?:y|ied|iation))\b/i;

/** The policy's own sentence that asks for people to be consulted before it changes; `undefined` where it asks for none. */
export function demandsConsultation({ passages }: Pick<Policy, 'passages'>): string | undefined {
  return passages
    .filter(({ kind }) => kind !== 'heading')
    .flatMap(({ text }) => splitSentences(text))
    .find((sentence) => [CONSULTED, WHOM, CHANGE].every((words) => words.test(sentence)));
}
