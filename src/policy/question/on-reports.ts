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
