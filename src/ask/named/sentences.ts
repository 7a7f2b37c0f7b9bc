import { createHash } from 'node:crypto';
import type { Clause } from '../../school/account-rules.ts';
import { splitSentences } from '../parsing/sentences.ts';
import { type Passage, type Policy, passageOf, sectionsOf } from '../policy.ts';

/** A clause that is no longer than this is quoted whole: its second sentence may be the one that matters. */
const SHORT = 320;

/** A sentence of a policy. */
export interface Found {
  /** Names it while its words are in this policy; without a word of it. */
  readonly key: string;
  /** The section that it stands in, as `placesIn` names it. */
  readonly place: string;
  /** By which it was found. */
  readonly sentence: string;
  readonly clause: Clause;
}

/** Every sentence, with the clause that is quoted for it: with what leads into it, whole where it is short. Pure. */
export function clausesOf(policy: Policy): readonly Found[] {
  const headings = new Map([...sectionsOf(policy)].map((section) => [section.id, headingOf(section)] as const));
  const { policyId, title } = policy;
  return policy.passages.flatMap((passage) => {
    const lead = passage.leadIns.map((id) => passageOf(policy, id)?.text ?? '').join(' ');
    return sentencesOf(passage).map((sentence) => {
      const said = passage.text.length <= SHORT ? passage.text : sentence;
      const quoted = [lead.length <= SHORT ? lead : '', said].filter(Boolean).join(' ');
      return {
        key: keyOf(policyId, sentence),
        place: placeOf(policy, passage.sectionId),
        sentence,
        clause: { sentence: quoted, policyId, policy: title, section: headings.get(passage.sectionId) ?? '' },
      };
    });
  });
}

const keyOf = (policyId: string, sentence: string): string =>
  createHash('sha256').update(`${policyId}\n${sentence}`).digest('hex').slice(0, 12);

const placeOf = ({ versionId }: Policy, section: string): string => `${versionId}:${section}`;

/** Every section with a sentence in it, in reading order, by a name that a card can carry. */
export function placesIn(policies: readonly Policy[]): readonly { readonly place: string; readonly title: string }[] {
  return policies.flatMap((policy) => {
    const filled = new Set(clausesOf(policy).map(({ place }) => place));
    const before = policies.length > 1 ? `${policy.title}: ` : '';
    return [...sectionsOf(policy)].flatMap((section) => {
      const place = placeOf(policy, section.id);
      return filled.has(place) ? [{ place, title: `${before}${headingOf(section) || 'At the beginning'}` }] : [];
    });
  });
}

/** Whether a sentence that was confirmed still stands in what is in force. */
export function stillStands(clause: Clause, policies: readonly Policy[]): boolean {
  const policy = policies.find(({ policyId }) => policyId === clause.policyId);
  return (
    policy !== undefined &&
    clausesOf(policy).some((now) => [now.sentence, now.clause.sentence].includes(clause.sentence))
  );
}

const headingOf = ({ number, heading }: { readonly number?: string; readonly heading: string }): string =>
  [number, heading].filter(Boolean).join(' ');

/** A heading says nothing by itself. */
const sentencesOf = ({ kind, text }: Passage): readonly string[] => (kind === 'heading' ? [] : splitSentences(text));
