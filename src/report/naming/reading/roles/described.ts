const SOMEONE =
  '(?:lady|woman|man|bloke|fella|feller|guy|lass|person|one|adult|grown-?up|teacher|member of staff|boss|her|him|she|he|them)';
/** What only someone who works at or for a school is known by there. */
const AT_SCHOOL =
  '(?:(?<!post )office|meetings?|minutes|posters?|pastoral|reception(?! class)|staff(?:room| room)?|govern[eo]rs?|(?:this|our|the whole) (?:school|building|place)|assembl(?:y|ies)|lanyard|in charge|runs? (?:it all|things|(?:this|the|our) (?:school|place|building|office))|report to|bosses|welfare|attendance|exams?|timetable|safeguarding|child protection|complaints?|special needs|send?\\b|data|budget|signs? (?:off|us in)|(?:does|runs?|leads?|heads?) year (?:\\d+|seven|eight|nine|ten|eleven))';
const NOT_BY_GATE = '(?:(?!gate|van\\b|car\\b|bus\\b|shop|street|park\\b|neighbour)[^.!?\\n]){0,60}?';

/** Someone of the school whom a text describes without a name, a role or a job: its reader there knows who it is, and we do not. */
const DESCRIBED: readonly RegExp[] = [
  new RegExp(
    `\\b(?:the|that|this|our|them) (?:[\\p{L}-]+ ){0,2}?${SOMEONE} (?:who|what|that|whose|wot|which|from|in|off|with|at|we|you|upstairs)\\b${NOT_BY_GATE}\\b${AT_SCHOOL}`,
    'iu',
  ),
  new RegExp(
    `\\b(?:sir|miss) (?:from|off|out of) (?:the )?(?:${AT_SCHOOL}|(?:year|yr|y) ?\\d|(?:maths|english|science|art|music|drama|pe|history|geography|french|it|dt|re)\\b)`,
    'iu',
  ),
  /\b(?:madam|her ladyship|lord muck|lady muck|(?:his|her) (?:nibs|lordship|highness|majesty)|head honcho|top brass|top dog|big cheese|(?:number|no\.?) (?:two|2)(?= (?:here|at (?:this|our|the) school|in (?:this|the) school))|second in (?:command|charge)|(?:him|her|them|those|the one|someone|somebody) (?:upstairs|at the top)|high(?:er)?[- ]?ups?)\b/iu,
  new RegExp(`\\b(?:her|him|them|she|he) (?:from|off) (?:the )?${AT_SCHOOL}`, 'iu'),
  /\b(?:takes?|took|writes?|does|do) (?:all )?the minutes\b/iu,
  /\b(?:someone|somebody|one) (?:in|on|from|of) (?:the |our )?(?:leadership|senior leadership|staff|staffroom|governors|office)\b/iu,
];

const OTHER_LETTER = /(?![\p{Script=Latin}\p{Script=Common}])\p{L}/gu;
/** So many letters of another alphabet are more than a greeting, or the signs of a formula. */
const MANY_LETTERS = 5;
const holdsOtherWords = (text: string): boolean => (text.match(OTHER_LETTER) ?? []).length >= MANY_LETTERS;

/**
 * Whether a text may mean an adult of the school who is only described, or holds words in another alphabet, where of names some are read and
 * of roles none. It points at nobody, and is a reason to ask.
 */
export const isAdultDescribed = (text: string): boolean =>
  DESCRIBED.some((pattern) => pattern.test(text)) || holdsOtherWords(text);
