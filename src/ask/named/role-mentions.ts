import type { Role } from '../../school/school.ts';

/** Someone whom a policy's own words name by a title. */
export interface Mention {
  /** As the policy calls them, without its article. */
  readonly title: string;
  /** The role of the school that it is; absent for a title of which Lanyard knows no holder. */
  readonly role?: Role | 'office' | 'lado' | undefined;
  /** Something is told them, asked of them or decided by them there. */
  readonly isToldOf: boolean;
}

const DSL = `designated safeguarding (?:leads?|persons?)|designated leads?|safeguarding leads?|dsls?|dsps?`;
/** Longer titles first: a deputy headteacher is no headteacher. */
const TITLES: readonly (readonly [role: Mention['role'], words: string])[] = [
  ['deputy-dsl', `deputy (?:${DSL})`],
  ['dsl', `${DSL}`],
  [
    'senior-manager',
    `(?:deputy|assistant) head ?-?teachers?|senior (?:managers?|leaders?)|members? of the senior leadership team|senior leadership team`,
  ],
  ['headteacher', `head ?-?teachers?(?!['’]s (?:office|inbox))|principal`],
  ['chair-of-governors', `chair of (?:the )?(?:local )?(?:governing (?:body|board)|governors|trustees)`],
  ['governance-officer', `(?:trust['’]s )?governance officer|clerk to (?:the )?governors`],
  ['dpo', `data protection (?:officer|lead)|dpo`],
  ['hr', `human resources|hr(?: (?:team|department|manager|officer))?`],
  ['it-lead', `it (?:support )?(?:manager|lead|team|support|department)|network manager`],
  ['policy-owner', 'policy owner'],
  ['lado', `local authority designated officer|lado`],
  ['office', `(?:school|academy|main) office|reception`],
  [
    undefined,
    `line manager|head of (?:year|department|house|faculty|sixth form)|(?:business|school business|site|premises|finance|catering|exams|cover) manager|finance office|communications (?:officer|manager)|(?:trip|visit|educational visits) (?:leader|co-?ordinator)|senior manager on call|union representative|trade union|send?co|bursar`,
  ],
];
const ANY = new RegExp(String.raw`\b(?:${TITLES.map(([, words]) => `(${words})`).join('|')})\b`, 'gi');

/** Before a title: who is told, asked or sent something, or decides. */
const TOLD =
  /\b(?:tell|tells|told|inform(?:ed)?|notif(?:y|ied)|report(?:ed)?(?: it| this)?|speak|talk|go(?:es)?|refer(?:red)?|pass(?:ed)?|bring|brought|contact(?:ed)?|phone|call|ask(?:ed)?|declared?|agree(?:ment|d)?|approv(?:al|ed)|permission|consent|unless|hand(?:ed)?|return(?:ed)?|by|to|with|from|of)\b[^.;:]{0,70}$/i;
/** Behind it: what they do about it. */
const DECIDES =
  /^[^.;:]{0,20}\b(?:decides?|(?:has|have) agreed|agrees|approves?|asks|will|writes|can give|must also be told)\b/i;

/** Someone with a title does it, and not who reads: "the headteacher speaks to the LADO". */
const BY_ANOTHER = new RegExp(
  String.raw`\b(?:${TITLES.map(([, words]) => words).join('|')})\b[^.;:]*?\b(?:speaks|talks|tells|reports|refers|informs|contacts|asks|notifies|passes|consults|phones|writes|(?:will|must|should|may|can) (?:then |also )?(?:speak|talk|tell|report|refer|inform|contact|ask|notify|pass|consult|phone|write))\b[^.;:]*$`,
  'i',
);

/** Whom words name by a title, in their order, each once. */
export function mentionsIn(words: string): readonly Mention[] {
  const found: Mention[] = [];
  for (const match of words.matchAll(ANY)) {
    const at = match.slice(1).findIndex((one) => one !== undefined);
    const role = TITLES[at]?.[0];
    const title = match[0];
    const before = words.slice(0, match.index);
    const isToldOf =
      (TOLD.test(before) && !BY_ANOTHER.test(before)) || DECIDES.test(words.slice(match.index + title.length));
    const same = found.findIndex((one) => (role ? one.role === role : one.title.toLowerCase() === title.toLowerCase()));
    if (same < 0) found.push({ title, role, isToldOf });
    else if (isToldOf && found[same]) found[same] = { ...found[same], isToldOf };
  }
  return found;
}
