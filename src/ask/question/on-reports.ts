const TO_WHOM =
  'dsl|designated|safeguarding|head ?teacher|principal|senior (?:manager|lead)|line manager|police|social care|lado|999|101|chair|data protection officer';
const WHAT_TO_DO: readonly RegExp[] = [
  // Who to tell.
  new RegExp(
    `\\b(?:tell|told|inform|report(?:ed|s)?|speak|go|goes|refer|call|contact|bring|pass(?:ed)?|notify)\\b[^.;]{0,60}\\b(?:${TO_WHOM})\\b`,
    'i',
  ),
  // What to promise, to ask and to keep.
  /\b(?:promise|secret|confidential|investigat\w*|leading questions?)\b/i,
  /\bdo not (?:reply|respond|answer|block|delete|copy|contact|question)\b|\bkeep (?:the|any|all|a) (?:message|evidence|record)/i,
];

/** Whether a rule bears on what someone does who has something to report: under a real report any other is noise. */
export const saysWhatToDo = (words: string): boolean =>
  ON_REPORTS.test(words) && WHAT_TO_DO.some((pattern) => pattern.test(words));

/** It is about something to report: "tell the headteacher about a second job" is not. */
const ON_REPORTS =
  /\b(?:concerns?|worr(?:y|ied|ies|ying)|at risk|danger|harm(?:ed|ful)?|abus\w+|disclos\w+|allegations?|safeguarding|child tells|tells you|nudes?|intimate|indecent|mutilation|fgm|threat\w*|harass\w*|bull(?:y|ied|ying)|secrets?|personal data|screenshot|evidence|fake accounts?|taken over|imagery|images?)\b/i;

/** What is told, as far as it was heard: to whom it would go, and the names of the rules that saw something in it. */
export interface Reported {
  readonly words: string;
  readonly routes: readonly string[];
  readonly reasons: readonly string[];
}

/** Rules for one kind of thing, which under any other are out of place: what they speak of, how it is told, what sees it. */
const PARTICULAR: readonly (readonly [rule: RegExp, told: RegExp, reasons: RegExp])[] = [
  [
    /\b(?:genital mutilation|fgm|forced marriage|honour[- ]based|breast ironing)\b/i,
    /\b(?:fgm|mutilat\w*|forced|marri\w+|marry|honour|abroad|ironing)\b/i,
    /^harmful-practice$|^danger\/taken-abroad$/,
  ],
  [
    /\b(?:nudes?|partly nude|indecent|sexting|(?:intimate|sexual|nude) (?:images?|pictures?|photos?)|imagery|upskirt\w*)\b/i,
    /\b(?:nud\w+|naked|topless|undress\w*|intimate|indecent|sext\w*|porn\w*|pics?|pictures?|photos?|selfies?|images?|videos?|film\w*|screenshots?|snaps?)\b/i,
    /^sexual\/images$/,
  ],
  [
    /\bsexual(?:ly)?\b|\brape\b/i,
    /\b(?:sex\w*|rap(?:e|ed)|kiss\w*|touch\w*|grop\w*|naked|boyfriend|girlfriend|relationship|flirt\w*|assault\w*|harass\w*)\b/i,
    /^sexual\/|^exploitation$/,
  ],
  [
    /\b(?:radicali\w+|extremis\w+|terroris\w+)\b/i,
    /\b(?:radicali\w+|extrem\w+|terror\w*|isis|nazis?|racis\w+)\b/i,
    /^radicalisation$/,
  ],
  [
    /\b(?:self[- ]harm\w*|suicid\w+)\b/i,
    /\b(?:self ?harm\w*|suicid\w+|cut\w*|kill\w*|die|overdos\w*)\b/i,
    /^self-harm$|^danger\/(?:overdose|suicide-now)$/,
  ],
  [
    /\b(?:fake accounts?|impersonat\w+|hacked|taken over)\b/i,
    /\b(?:accounts?|fake|hack\w*|pretend\w*|profile|page|log ?in)\b/i,
    /^account\/|^staff-victim\/impersonated$/,
  ],
  [
    /\b(?:journalists?|reporters?|newspapers?)\b/i,
    /\b(?:journalists?|reporters?|newspapers?|press|media|bbc|paper)\b/i,
    /^$/,
  ],
];

const OF_ADULTS =
  /\b(?:allegations?|low[- ]level|lado|whistleblow\w*|another member of staff|(?:about|by|against) (?:a |an |another )?(?:colleague|adult|member of staff|headteacher|teacher))\b/i;
const OF_CHILDREN = /\b(?:child|children|child[’']s|pupils?|students?|young (?:person|people)|safeguarding)\b/i;
const OF_STAFF = /\b(?:you|staff|colleagues?|employees?|teachers?)\b/i;
const OF_ATTACKS =
  /\b(?:abus\w+|harass\w*|threat\w*|troll\w*|insult\w*|defam\w*|malicious|fake accounts?|impersonat\w+)\b/i;
const OF_DATA = /\b(?:personal data|data (?:breach|protection)|breach(?:es)?|gdpr)\b/i;

/** Of what kind a rule must be for a report that goes there. */
const FITS: Readonly<Record<string, (rule: string) => boolean>> = {
  emergency: (rule) => OF_CHILDREN.test(rule) && !OF_ADULTS.test(rule) && !OF_DATA.test(rule),
  dsl: (rule) => OF_CHILDREN.test(rule) && !OF_ADULTS.test(rule) && !OF_DATA.test(rule),
  headteacher: (rule) => OF_ADULTS.test(rule),
  'chair-of-governors': (rule) => OF_ADULTS.test(rule),
  'governance-officer': (rule) => OF_ADULTS.test(rule),
  'senior-manager': (rule) => OF_STAFF.test(rule) && OF_ATTACKS.test(rule),
  dpo: (rule) => OF_DATA.test(rule),
};

const SENDS =
  '\\b(?:tell|told|inform(?:ed)?|report(?:ed|s)?|speak|go|goes|refer(?:red)?|bring|brought|pass(?:ed)?|notify|log(?:ged)?)\\b[^.;:]{0,60}';
/** Whom a rule sends its reader to, by the route that this is. */
const SENDS_TO: readonly (readonly [route: string, words: RegExp])[] = (
  [
    ['dsl', '\\b(?:dsl|dsp|designated safeguarding|safeguarding (?:lead|person|team|officer)|cpoms)\\b'],
    ['headteacher', '\\b(?:head ?-?teacher|principal)\\b'],
    ['chair-of-governors', '\\bchair\\b'],
    ['governance-officer', '\\b(?:governance officer|clerk to)\\b'],
    [
      'senior-manager',
      '\\b(?:senior (?:manager|leader\\w*|member of staff)|line manager|your manager|head of year)\\b',
    ],
    ['dpo', '\\bdata protection (?:officer|lead)\\b'],
  ] as const
).map(([route, who]) => [route, new RegExp(`${SENDS}${who}`, 'i')]);

/**
 * Whether a rule that says whom to tell names who would get this: a rule for another case sends its reader past them, or to the one it is
 * about. A rule that names several says of each when, and so it may be this one; one that names nobody sends nobody astray.
 */
export function sendsRight(rule: string, routes: readonly string[]): boolean {
  const named = SENDS_TO.flatMap(([route, words]) => (words.test(rule) ? [route] : []));
  const wanted = routes.map((route) => (route === 'emergency' ? 'dsl' : route));
  return named.length === 0 || wanted.length === 0 || wanted.some((route) => named.includes(route));
}

/** Whether a rule is for just such a report: for where it goes, and for nothing that was not told. */
export const fitsReport = (rule: string, { words, routes, reasons }: Reported): boolean =>
  routes.some((route) => FITS[route]?.(rule)) &&
  sendsRight(rule, routes) &&
  PARTICULAR.every(
    ([of, told, seen]) => !of.test(rule) || told.test(words) || reasons.some((reason) => seen.test(reason)),
  );
