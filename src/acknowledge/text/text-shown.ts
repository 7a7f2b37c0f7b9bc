import { createHash } from 'node:crypto';
import type { PolicyPart } from './policy-text.ts';

/** Exactly the words a person is shown of a policy, in order: title, then each part. What a signature is bound to. */
export function textShown(title: string, parts: readonly PolicyPart[]): string {
  const lines = parts.flatMap(({ number, heading, paragraphs }) => [`${number} ${heading}`.trim(), ...paragraphs]);
  return [title, ...lines].filter((line) => line !== '').join('\n');
}

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Names what a card or page shows to be signed: the versions of its policies, in their order. 16 hexadecimal characters. */
export const shownOf = (policies: readonly { readonly versionId: string }[]): string =>
  sha256(policies.map(({ versionId }) => versionId).join('\n')).slice(0, 16);

export const countWords = (text: string): number =>
  text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** Adults read policies at about 200 words a minute; rounded up, never nothing. */
const WORDS_PER_MINUTE = 200;
export const readingMinutes = (words: number): number => Math.max(1, Math.ceil(words / WORDS_PER_MINUTE));
