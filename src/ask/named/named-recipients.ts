import type { Clause } from '../../school/account-rules.ts';
import {
  type ConfirmedName,
  type NamedByPolicy,
  POLICY_MATTERS,
  type PolicyMatter,
} from '../../school/policy-names.ts';
import type { Policy } from '../policy.ts';
import { clausesOf, stillStands } from './sentences.ts';

/** Someone a policy's own words seem to name for a matter. A proposal: it counts once a person has confirmed it. */
export interface ProposedName {
  readonly matter: PolicyMatter;
  /** Absent: the sentence that the owner chose names nobody I know. */
  readonly who: NamedByPolicy | 'nobody' | undefined;
  /** The policy's own words, for the person who confirms it. */
  readonly clause: Clause;
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

/** Who is to hear about it. A title alone is not enough: the sentence must say that something is told, reported or logged. */
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
  for (const { sentence, clause } of policies.flatMap(clausesOf)) {
    const name = nameIn(sentence);
    if (name && !found.has(name.matter)) found.set(name.matter, { ...name, clause: { ...clause, sentence } });
  }
  return [...found.values()];
}

function nameIn(sentence: string): Pick<ProposedName, 'matter' | 'who'> | undefined {
  const matter = ABOUT.find(([, words]) => words.test(sentence))?.[0];
  const who = whoIn(sentence);
  return matter && who && TELLS.test(sentence) ? { matter, who } : undefined;
}

const whoIn = (sentence: string): NamedByPolicy | undefined => WHO.find(([, words]) => words.test(sentence))?.[0];

/** What is proposed of each matter: the sentence that the owner has just chosen, or else the one that stands confirmed, or else what was found. */
export function namesWith(
  policies: readonly Policy[],
  confirmed: readonly ConfirmedName[],
  chosen: ReadonlyMap<PolicyMatter, Clause>,
): readonly ProposedName[] {
  const found = namesIn(policies);
  return POLICY_MATTERS.flatMap((matter): readonly ProposedName[] => {
    const before = confirmed.find((one) => one.matter === matter);
    const clause = chosen.get(matter);
    if (clause) return [{ matter, who: whoIn(clause.sentence) ?? before?.who, clause }];
    if (before?.clause && stillStands(before.clause, policies))
      return [{ matter, who: before.who, clause: before.clause }];
    return found.filter((one) => one.matter === matter);
  });
}
