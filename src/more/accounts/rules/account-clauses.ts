import { clausesOf } from '../../../ask/named/sentences.ts';
import type { Policy } from '../../../ask/policy.ts';
import type { AccountRules, AnswerWithin, Clause, NewAccounts, PostCheck } from '../../../school/account-rules.ts';
import { POST_CHECKS } from '../../../school/account-rules.ts';

/** What the policies of a school seem to say on its accounts. A proposal: none of it counts until a person confirms it. */
export interface ProposedRules {
  readonly newAccounts: { readonly rule: NewAccounts; readonly clause: Clause } | undefined;
  readonly comments: { readonly within: AnswerWithin; readonly clause: Clause } | undefined;
  readonly checks: readonly { readonly check: PostCheck; readonly clause: Clause }[];
  readonly press: Clause | undefined;
  readonly settings: Clause | undefined;
  readonly disclaimer: Clause | undefined;
}

const PICTURE = '(?:pictures?|photos?|photographs?|photographed|images?|videos?|filmed)';
const near = (one: string, other: string): RegExp =>
  new RegExp(String.raw`\b${one}\b.{0,110}\b${other}\b|\b${other}\b.{0,110}\b${one}\b`, 'i');

const NEW: readonly (readonly [NewAccounts, RegExp])[] = [
  [
    'none',
    /\b(?:not|never|cannot|nobody)\b.{0,40}\b(?:set up|create|open|start|make)\b.{0,30}\b(?:other|further|additional|more|extra|own|any|subject)\b.{0,30}\b(?:accounts?|pages?)\b(?!.{0,200}\bwithout\b)|\bhas (?:only )?one (?:\w+ )?(?:page|account)\b/i,
  ],
  [
    'apply',
    /\b(?:wish\w*|want\w*|request\w*|appl(?:y|ies|ication)\w*|open|create|new)\b.{0,140}\b(?:accounts?|pages?)\b(?=.*\b(?:case|approv\w*|permission|request|appl(?:y|ication))\b)|\b(?:approv\w*|request)\b.{0,60}\bnew accounts?\b/i,
  ],
];

const CHECKS: Readonly<Record<PostCheck, RegExp>> = {
  consent: near('(?:consent|permission)', `(?:${PICTURE}|list|published|appears)`),
  refusal: near('(?:asks? not|refus\\w+|do(?:es)? not wish|wishes|objects?)', PICTURE),
  names: /\b(?:first names?|surnames?|full names?)\b/i,
  clothes: /\b(?:dressed|clothing|clothed|swimwear)\b/i,
  'school-account': near(PICTURE, '(?:personal|school(?: owned)?) (?:social media )?accounts?'),
  copyright: /\bcopyright\b|\bpermission to .{0,3}share\b/i,
  audience: /\bbefore you post\b|\bdon.t post it\b|\bwho (?:might|may|could) (?:read|see)\b|\bscale, audience\b/i,
  controversial: /\bcontroversial\b/i,
  'second-opinion': /\bsecond opinion\b/i,
};

const PRESS = /\b(?:journalists?|reporters?|the press|press enquir\w+|media enquir\w+)\b/i;
const SETTINGS = /\b(?:privacy|security) settings?\b|\bcheck your settings\b/i;
const DISCLAIMER = /\bdisclaimer\b|\bviews\b.{0,20}\b(?:your|their|my) own\b/i;
const COMMENTS = /\b(?:comments?|queries|questions|complaints?)\b/i;
const ANSWERED = /\b(?:answer\w*|respond\w*|repl(?:y|ied|ies))\b/i;
const NUMBERS: ReadonlyMap<string, number> = new Map(
  Object.entries({ one: 1, two: 2, three: 3, four: 4, five: 5, seven: 7, ten: 10 }),
);

/** What asks something of someone is quoted before what only tells. */
const ASKS = /\b(?:must|should|need|needs|check|never|ensure|sought|without|do not|don.t)\b/i;
/** It mentions pictures and permission too, but nothing that a school posts. */
const OTHER_MATTER = /\b(?:explicit|illegal|inflammatory|difficulties arise|naked|nude)\b/i;

/** By when, where a sentence says it of comments; `undefined` where it says something else. */
export function answerWithin(sentence: string): AnswerWithin | undefined {
  if (!COMMENTS.test(sentence) || !ANSWERED.test(sentence)) return undefined;
  if (/\bby the end of the next (?:school|working) day\b/i.test(sentence)) return { schoolDays: 1 };
  const [, number = '', unit = ''] =
    /\bwithin (\w+) (hours|(?:school|working) days?)\b/i.exec(sentence.replace(/(\d+)-?hours?\b/gi, '$1 hours')) ?? [];
  const count = NUMBERS.get(number.toLowerCase()) ?? Number(number);
  if (!Number.isInteger(count) || count < 1 || count > 240) return undefined;
  return unit.toLowerCase() === 'hours' ? { hours: count } : { schoolDays: count };
}

/** Of each matter the first sentence of these policies that asks something, or else the first that mentions it. Pure. */
export function accountClauses(policies: readonly Policy[]): ProposedRules {
  const clauses = policies.flatMap(clausesOf);
  const first = (pattern: RegExp) => {
    const found = clauses.filter(({ sentence }) => pattern.test(sentence) && !OTHER_MATTER.test(sentence));
    return (found.find(({ sentence }) => ASKS.test(sentence)) ?? found[0])?.clause;
  };
  const rules = NEW.flatMap(([rule, pattern]) => {
    const clause = first(pattern);
    return clause ? [{ rule, clause }] : [];
  });
  const comment = clauses.find(({ sentence }) => answerWithin(sentence));
  const within = comment && answerWithin(comment.sentence);
  return {
    newAccounts: rules[0],
    comments: comment && within && { within, clause: comment.clause },
    checks: POST_CHECKS.flatMap((check) => {
      const clause = first(CHECKS[check]);
      return clause ? [{ check, clause }] : [];
    }),
    press: first(PRESS),
    settings: first(SETTINGS),
    disclaimer: first(DISCLAIMER),
  };
}

/** What an owner may choose a sentence of their own for. */
export const RULE_MATTERS = ['newAccounts', 'comments', ...POST_CHECKS, 'press', 'settings', 'disclaimer'] as const;
export type RuleMatter = (typeof RULE_MATTERS)[number];

/** What is proposed, with the sentences that stand confirmed, and those that the owner has just chosen in place of what was found. */
export function withChosen(
  found: ProposedRules,
  confirmed: AccountRules | undefined,
  chosen: ReadonlyMap<RuleMatter, Clause>,
): ProposedRules {
  const { newAccounts, comments, press, settings, disclaimer } = confirmed ?? {};
  const now = {
    newAccounts: chosen.get('newAccounts') ?? newAccounts?.clause,
    comments: chosen.get('comments') ?? comments?.clause,
  };
  const within = now.comments && (answerWithin(now.comments.sentence) ?? comments?.within);
  return {
    newAccounts: now.newAccounts
      ? { rule: newAccounts?.rule ?? found.newAccounts?.rule ?? 'apply', clause: now.newAccounts }
      : found.newAccounts,
    comments: now.comments && within ? { within, clause: now.comments } : found.comments,
    checks: POST_CHECKS.flatMap((check) => {
      const of = (all: ProposedRules['checks'] = []) => all.find((one) => one.check === check)?.clause;
      const clause = chosen.get(check) ?? of(confirmed?.checks) ?? of(found.checks);
      return clause ? [{ check, clause }] : [];
    }),
    press: chosen.get('press') ?? press ?? found.press,
    settings: chosen.get('settings') ?? settings ?? found.settings,
    disclaimer: chosen.get('disclaimer') ?? disclaimer?.clause ?? found.disclaimer,
  };
}
