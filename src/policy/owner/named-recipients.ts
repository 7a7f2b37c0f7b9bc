import type { NamedByPolicy, PolicyMatter } from '../../core/school/policy-names.ts';
import type { Passage, Policy } from '../policy.ts';
import { splitSentences } from '../reading/sentences.ts';

/** Someone whom a policy's own words seem to name for a matter. A proposal: it counts once a person has confirmed it. */
export interface ProposedName {
  readonly matter: PolicyMatter;
  readonly who: NamedByPolicy;
  /** The policy's own sentence, for the person who confirms it. */
  readonly sentence: string;
  readonly policy: string;
  readonly section: string;
}

const CHILD = '(?:pupil|student|child|children|learner|young pe(?:rson|ople))s?';

/** What a sentence is about. The first that fits counts: a pupil who behaves badly is named before one who gets in touch. */
const ABOUT: readonly (readonly [PolicyMatter, RegExp])[] = [
  [
    'pupil-on-staff',
    new RegExp(
      String.raw`\b${CHILD}\b.{0,40}\b(?:behav\w+|abus\w+|harass\w*|bull(?:y|ies)\w*|threaten\w*|insult\w*)\b.{0,40}\b(?:staff|teachers?|employees?)\b`,
      'i',
    ),
  ],
  [
    'pupil-contact',
    new RegExp(
      String.raw`\b(?:contact\w*|approach\w*|messag\w+|correspond\w*)\b.{0,30}\bby (?:a |any )?${CHILD}\b|\b${CHILD}\b.{0,90}\b(?:contacts?|messages?|correspond|get in touch|send)\b.{0,40}\b(?:staff|adult|you|them|employee)`,
      'i',
    ),
  ],
  [
    'about-staff',
    /\b(?:material|images?|photographs?|posts?|comments?|website|page|account)\b.{0,120}\b(?:relating to|about|of|impersonat\w+) (?:you|them|a member of staff|staff|employees?)\b/i,
  ],
];

/** Who is to hear of it. A title alone is not enough: the sentence must say that something is told, reported or logged. */
const TELLS = /\b(?:report\w*|tell|told|inform\w*|notif(?:y|ied)|bring|brought|log(?:ged)?|refer\w*|let)\b/i;
const WHO: readonly (readonly [NamedByPolicy, RegExp])[] = [
  ['dsl', /\b(?:designated safeguarding|safeguarding (?:lead|team|officer)|dsl|cpoms|myconcern)\b/i],
  ['headteacher', /\bhead ?-?teacher\b|\bprincipal\b/i],
  ['senior-manager', /\bsenior (?:manager|leader|member of staff|leadership)\b/i],
  ['manager', /\b(?:line |their |your )manager\b/i],
];

/** Of each matter the first sentence of these policies that names someone for it. */
export function namesIn(policies: readonly Policy[]): readonly ProposedName[] {
  const found = new Map<PolicyMatter, ProposedName>();
  for (const policy of policies)
    for (const passage of policy.passages)
      for (const sentence of sentencesOf(passage)) {
        const name = nameIn(sentence);
        if (!name || found.has(name.matter)) continue;
        found.set(name.matter, { ...name, sentence, policy: policy.title, section: sectionOf(policy, passage) });
      }
  return [...found.values()];
}

function nameIn(sentence: string): Pick<ProposedName, 'matter' | 'who'> | undefined {
  const matter = ABOUT.find(([, words]) => words.test(sentence))?.[0];
  const who = WHO.find(([, words]) => words.test(sentence))?.[0];
  return matter && who && TELLS.test(sentence) ? { matter, who } : undefined;
}

/** A heading names nobody. */
const sentencesOf = ({ kind, text }: Passage): readonly string[] => (kind === 'heading' ? [] : splitSentences(text));

function sectionOf(policy: Policy, { sectionId }: Passage): string {
  const search = (sections: Policy['sections']): string | undefined => {
    for (const section of sections) {
      const inside = section.id === sectionId ? section.heading : search(section.children);
      if (inside !== undefined) return inside;
    }
    return undefined;
  };
  return search(policy.sections) ?? '';
}
