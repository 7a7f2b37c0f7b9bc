const PUPIL = '(?:pupil|student|kid|lad|girl|boy|tutee)s?';
const LEFT = '(?:left|leav(?:es|ing)|finished|graduated|moved on)';

/** Someone who was a pupil and is none any more, as people say it. */
const ASKED: readonly RegExp[] = [
  /\b(?:ex|former|past|old)[- ](?:pupil|student|tutee|sixth former|head (?:boy|girl))s?\b/i,
  /\bleavers?\b|\balumn\w+\b/i,
  /\b(?:used to|once) (?:teach|taught|tutor)\b|\bi (?:had in|taught)\b[^.?!]{0,40}\b(?:years? ago|last year|back in)\b/i,
  new RegExp(
    String.raw`\b(?:${LEFT}|done)\b[^.?!]{0,12}\b(?:y(?:ear|r)? ?1[123]|sixth form|school|us)\b(?![^.?!]{0,20}\b(?:early|at lunch|ill|sick|in tears)\b)`,
    'i',
  ),
  new RegExp(
    String.raw`\b${PUPIL}\b[^.?!]{0,40}\b${LEFT}\b[^.?!]{0,20}\b(?:last|in|this) (?:year|summer|june|july|august)\b`,
    'i',
  ),
  /\bno longer (?:a |at |on )[^.?!]{0,10}(?:pupil|student|school|roll)\b/i,
];
const STATED =
  /\b(?:ex|former|past|old)[- ](?:pupil|student)s?\b|\b(?:recent )?leavers?\b|\balumn\w+\b|\bleft (?:the )?(?:school|academy)\b/i;

/** Whether a question is about someone who was a pupil and has left. */
export const asksOfLeaver = (question: string): boolean => ASKED.some((pattern) => pattern.test(question));

/** Whether a passage with its headings speaks of people who were pupils. */
export const speaksOfLeavers = (passage: string): boolean => STATED.test(passage);
