const YEARS = String.raw`(1\d|2\d|[4-9])`;
/** As people say it of someone: "if he's 19", "a 17 year old", "19yo". */
const SAID: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:(?:s?he|they|it|who|now|just|only|even|aged?|turn(?:s|ed)|over|at least)(?:['’]?s|['’]?re| is| are| was| were)?|is|are) ${YEARS}(?! ?(?:am|pm|o['’]?clock|minutes?|hours?|days?|weeks?|months?|%|p\b|:|quid|pounds?))\b`,
    'i',
  ),
  new RegExp(String.raw`\b${YEARS} ?-?(?:years?|yrs?|y)(?: |-)?(?:olds?|o)\b`, 'i'),
];
const OF_AGE = 18;

/** Whether a question is about someone who is of age, as far as it says how old they are. */
export function asksOfAdult(question: string): boolean {
  const years = SAID.map((pattern) => pattern.exec(question)?.[1]).find((one) => one !== undefined);
  return years !== undefined && Number(years) >= OF_AGE;
}

const OF_MINORS = /\bunder (?:the age of )?(?:18|eighteen)\b|\bnot yet (?:18|eighteen)\b/i;
const OF_ADULTS =
  /\b(?:over|turned|reached|are|is|already|or) (?:the age of )?(?:18|eighteen|adults?|an adult|over)\b/i;

/** Whether a rule speaks of people under age, and of nobody else. */
export const isForMinorsAlone = (words: string): boolean => OF_MINORS.test(words) && !OF_ADULTS.test(words);
