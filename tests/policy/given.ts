import type { PolicyId } from '../../src/core/ids.ts';
import { type Answer, type Answerer, createAnswerer } from '../../src/policy/ask/answer.ts';
import type { Policy } from '../../src/policy/policy.ts';
import type { SentenceChooser } from '../../src/policy/ports.ts';
import { readText } from '../../src/policy/reading/read-text.ts';
import { toSections } from '../../src/policy/reading/sections.ts';
import { loadCautions, loadVocabulary } from '../../src/wiring/policy/known-words.ts';

export const vocabulary = loadVocabulary();
export const cautions = loadCautions();

/** A policy from its plain text, named for the test. */
export const policyOf = (text: string, id = 'made'): Policy =>
  toSections(readText(text), { id: id as PolicyId, fallbackTitle: id });

export const answererOf = (texts: readonly string[], chooser?: SentenceChooser): Answerer =>
  createAnswerer({
    policies: texts.map((text, at) => policyOf(text, `policy-${at + 1}`)),
    vocabulary,
    cautions,
    ...(chooser ? { chooser } : {}),
  });

/** Every quote of an answer, best first. */
export const quotesOf = (answer: Answer): string[] =>
  (answer.kind === 'answered' ? [answer.best, ...answer.others, ...answer.conflicts] : answer.nearest).map(
    ({ quote }) => quote,
  );

export const letters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
