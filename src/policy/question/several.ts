/** So many are answered; who asks more asks again. */
const MOST = 4;
/** A question has so many words at least, and a courtesy beside the questions so many at most. */
const LEAST_WORDS = 3;
const MOST_BESIDE = 5;

const countOf = (text: string): number => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/**
 * The questions of a message that holds nothing else, at most four; none where it is one question, or where something is told
 * beside them that belongs to each.
 */
export function severalQuestions(text: string): readonly string[] {
  const sentences = text
    .split(/(?<=[?!.])\s+|\n+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const questions = sentences.filter((one) => one.endsWith('?') && countOf(one) >= LEAST_WORDS);
  const beside = sentences.filter((one) => !questions.includes(one));
  if (questions.length < 2 || beside.some((one) => countOf(one) > MOST_BESIDE)) return [];
  // "He is in year 9. Can I?" and "Can I? Even then?" are one question.
  const isTied = questions.some((one) =>
    /^(?:and|but|or|if|even|what if|then|so|does (?:it|that|this)|is (?:it|that|this))\b/i.test(one),
  );
  return isTied ? [] : questions.slice(0, MOST);
}
