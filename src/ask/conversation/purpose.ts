import { splitSentences } from '../parsing/sentences.ts';
import { type Policy, passageOf, type Section, sectionsOf } from '../policy.ts';
import type { Spot } from './ask-after.ts';

/** A policy's own words on why, and the passages that they are from. */
export interface Reason {
  readonly kind: 'of-rule' | 'of-policy';
  readonly section: Section;
  readonly passages: readonly string[];
}

/** A sentence that gives a reason. */
const BECAUSE =
  /\b(?:because|so that|in order (?:to|that)|so as (?:not )?to|the (?:reason|purpose|aim) (?:of|for|is)|this is (?:to|because|so)|this (?:protects|helps|keeps|makes sure|avoids)|which is why)\b/i;
const OF_PURPOSE = /\b(?:purpose|aims?|objectives?|rationale|why we|introduction|intent)\b/i;
/** Says what it is for, the plainest first. */
const PURPOSE: readonly RegExp[] = [
  /\b(?:meant to|aims? (?:to|are)|purposes? (?:of|is|are)|intended to|designed to|so that|in order to)\b/i,
  /\b(?:exists? (?:to|for|so)|sets? out|to (?:protect|keep|help|make sure|ensure))\b/i,
];

/**
 * Why a rule is: the reason that its own clause or the next one gives, else what the policy says that it is for; `undefined` where it says
 * neither.
 */
export function reasonFor(policy: Policy, { section, passage }: Spot): Reason | undefined {
  const own = [...sectionsOf(policy)].find(({ id }) => id === section);
  const at = policy.passages.findIndex(({ id }) => id === passage);
  const near = policy.passages.slice(at, at + 2).filter((one) => one.sectionId === section);
  const giving = at < 0 ? undefined : near.find(({ text }) => splitSentences(text).some((one) => BECAUSE.test(one)));
  if (own && giving) return { kind: 'of-rule', section: own, passages: withItems(policy, giving.id) };
  const ofPurpose = [...sectionsOf(policy)].filter(({ heading }) => OF_PURPOSE.test(heading));
  for (const pattern of PURPOSE)
    for (const one of ofPurpose) {
      const found = policy.passages.find(
        ({ sectionId, text, kind }) => sectionId === one.id && kind !== 'heading' && pattern.test(text),
      );
      if (found) return { kind: 'of-policy', section: one, passages: withItems(policy, found.id) };
    }
  return undefined;
}

/** A passage with the list that it leads into, or with what leads into it. */
function withItems(policy: Policy, id: string): readonly string[] {
  const above = passageOf(policy, id)?.leadIns ?? [];
  const below = policy.passages.filter(({ leadIns }) => leadIns.includes(id as never)).map((one) => one.id);
  return [id, ...above, ...below];
}
