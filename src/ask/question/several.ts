import { asksSomething } from './asks.ts';

/** How many are answered; who asks more asks again. */
const MOST = 4;
/** A question has so many words at least, and a courtesy beside the questions so many at most. */
const LEAST_WORDS = 3;
const MOST_BESIDE = 5;
/** Spoken into a telephone there are no marks: what is longer than this may be several questions one after the other. */
const SPOKEN_WORDS = 14;
/** And each of those says on its own what it is about. */
const SPOKEN_LEAST = 5;

const countOf = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/**
 * The questions of a message that holds nothing else, at most four; none where it is one question, or where something is told
 * beside them that belongs to each. A list needs no question marks, nor does a voice note; of a pasted mail only what it asks counts.
 */
export function severalQuestions(text: string): readonly string[] {
  const mail = asMail(text);
  const lines = (mail ?? text).split('\n').filter((line) => /\p{L}/u.test(line));
  const isList = lines.length > 1 && lines.every((line) => LISTED.test(line));
  const sentences = lines.flatMap((line) => sentencesOf(line.replace(LISTED, '')));
  if (mail === undefined && sentences.length === 1) return spokenQuestions(sentences[0] ?? '');
  const questions = sentences.filter(
    (one) => (one.endsWith('?') || (isList && asksSomething(one))) && countOf(one) >= LEAST_WORDS,
  );
  const beside = sentences.filter((one) => !questions.includes(one));
  if (mail !== undefined) return questions.slice(0, MOST);
  if (questions.length < 2 || beside.some((one) => countOf(one) > MOST_BESIDE)) return [];
  // "He is in year 9. Can I?" and "Can I? Even then?" are one question.
  return questions.some(isTied) ? [] : questions.slice(0, MOST);
}

const sentencesOf = (line: string): readonly string[] =>
  line
    .split(/(?<=[?!.])\s+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

const LISTED = /^\s*(?:[-*•–]|\(?\d{1,2}[.):]|\(?[a-h][.)])\s*/;

const isTied = (question: string): boolean =>
  /^(?:and|but|or|if|even|what if|then|so|does (?:it|that|this)|is (?:it|that|this))\b/i.test(question);

/** "um so can i add parents on facebook and can i use my own phone on trips": each begins as a question does. */
function spokenQuestions(text: string): readonly string[] {
  if (countOf(text) < SPOKEN_WORDS) return [];
  const parts = text
    .split(
      /(?:,?\s+(?:and|also|and also|plus|and then|oh and|and um|and er)\s+|,\s+)(?=(?:can|could|may|should|do|does|is|are|am|who|what|when|where|how)\s+(?:i|we|staff|you|the|a|an|there|do|does|is|are|should|can|time|much|many|long|happens|about)\b)/i,
    )
    .map((one) => one.trim());
  const areWhole = parts.every((one) => countOf(one) >= SPOKEN_LEAST && asksSomething(one) && !POINTS.test(one));
  return parts.length > 1 && areWhole && !parts.some(isTied) ? parts.slice(0, MOST) : [];
}

/** It points at something, which may be in the question before it. */
const POINTS = /\b(?:it|that|those|these|them|they|he|she|him|her|there|anyone|someone|one)\b/i;

const HEADER = /^\s*(?:>\s*)?(?:from|sent|to|cc|date|subject)\s*:\s*\S/i;
const SIGNED = /^\s*(?:kind regards|many thanks|best wishes|regards|yours (?:sincerely|faithfully)|warm regards)\b/i;

/** The words of a pasted mail without its head, what it quotes and who signed it; `undefined` for anything else. */
function asMail(text: string): string | undefined {
  const lines = text.split('\n');
  const isMail =
    lines.filter((line) => HEADER.test(line)).length >= 2 ||
    (lines.length >= 4 && lines.some((line) => SIGNED.test(line)));
  if (!isMail) return undefined;
  const end = lines.findIndex((line) => SIGNED.test(line));
  return lines
    .slice(0, end < 0 ? lines.length : end)
    .filter((line) => !HEADER.test(line) && !/^\s*>/.test(line))
    .join('\n');
}

/** Longer than anyone types: pasted. */
const PASTED = 1_000;

/** Whether a message was pasted: a mail, or another long text. Only what it asks can be answered, not the whole. */
export const isPasted = (text: string): boolean => text.length > PASTED || asMail(text) !== undefined;
