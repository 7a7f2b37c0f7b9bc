import type { BoundPolicy } from '../campaign/campaign.ts';

const TIE = /\b(?:relat(?:ed|ives?|ions?|ionships?)|famil(?:y|ies)|friends?|friendships?)\b/i;
const TO_WHOM = /\b(?:pupils?|students?|children|parents?|carers?)\b/i;

/** Whether a policy speaks of staff who are related to, or friends with, a pupil or a parent: then its card offers to declare it. */
export const asksOfTies = (policies: readonly Pick<BoundPolicy, 'parts'>[]): boolean =>
  policies.some(({ parts }) =>
    parts.some(({ paragraphs }) => paragraphs.some((words) => TIE.test(words) && TO_WHOM.test(words))),
  );
