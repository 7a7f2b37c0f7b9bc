import { type Answer, type Answerer, type AnswererParts, createAnswerer } from '../../src/ask/answer/answer.ts';
import { createPassageIndex } from '../../src/ask/finding/passage-index.ts';
import { NOTHING_KEPT } from '../../src/ask/finding/vectors.ts';
import { readText } from '../../src/ask/parsing/read-text.ts';
import { toSections } from '../../src/ask/parsing/sections.ts';
import type { Policy } from '../../src/ask/policy.ts';
import type { PolicyId } from '../../src/kernel/ids.ts';
import { readCautions } from '../../src/wiring/policy/cautions.ts';
import { wordUnderstanding } from '../support/word-encoder.ts';

export const cautions = readCautions();

/** A policy from its plain text, named for the test. */
export const policyOf = (text: string, id = 'made'): Policy =>
  toSections(readText(text), { id: id as PolicyId, fallbackTitle: id });

/** Answers by the shared words of texts, which stand in for their meaning. */
export async function answererOf(texts: readonly string[], parts: Partial<AnswererParts> = {}): Promise<Answerer> {
  const words = await createPassageIndex(texts.map((text, at) => policyOf(text, `policy-${at + 1}`)));
  const index = await words.learn({ encoder: wordUnderstanding.encoder, vectors: NOTHING_KEPT });
  return createAnswerer({ index, cautions, understanding: wordUnderstanding, ...parts });
}

/** By the words alone, as where there is no encoder. */
export async function wordsAlone(texts: readonly string[], parts: Partial<AnswererParts> = {}): Promise<Answerer> {
  const index = await createPassageIndex(texts.map((text, at) => policyOf(text, `policy-${at + 1}`)));
  return createAnswerer({ index, cautions, ...parts });
}

/** Every quote of an answer, best first. */
export const quotesOf = (answer: Answer): string[] =>
  (answer.kind === 'answered'
    ? [answer.best, ...answer.together, ...answer.others, ...answer.conflicts]
    : answer.nearest
  ).map(({ quote }) => quote);

export const letters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
