/** Nobody comes for someone, or answers. */
const NOT_FETCHED =
  /\b(?:(?:no ?one|nobody|none|not|cant|cannot|hasnt|havent|isnt|wont|doesnt|didnt|never)(?: \w+){0,3} (?:answer\w*|pick(?:ed|ing|s)? up|here|coming|collect\w*|turned up|there|replying|replied)|(?:hasnt|has not|havent|not|never) (?:been )?(?:come|came|collected|picked up|fetched)|cant (?:reach|get hold)|uncollected|(?:lift|bus|taxi|mum|dad|parents?|nan|family) (?:is |are )?late)\b/;
const WAITS =
  /\b(?:(?:he|she|they|child|girl|boy|lad|pupil|kid)s?|him|her|them|year \d+|y\d+)\b.*\b(?:own|alone|by (?:her|him|them)sel\w+|waiting|stood|standing|sat|still here|outside|gate|dark)\b/;
/** Anything beside it that may hurt someone: then it is not waiting alone. */
const WORSE =
  /\b(?:m[ae]n|bloke|guy|van|stranger|someone|somebody|follow\w*|drunk\w*|drinking|kni(?:fe|ves)|weapon|blood|bleed\w*|hurt\w*|bit|bites?|bitten|biting|dogs?|pull\w*|grab\w*|attack\w*|fight\w*|hit|hits|injur\w*|fell|fallen|cry\w*|cried|sob\w*|scream\w*|shak\w*|ran|run|running|missing|gone|vanish\w*|lost|where|seen|roof|bridge|road|motorway|river|canal|water|sea|pond|tracks?|platform|railway|station|ledge|window|tablets?|pills?|taken|breath\w*|faint\w*|collaps\w*|ill|sick|unwell|inhaler|asthma|epi\w*|insulin|fit|fitting|freezing|soaked|locked|trapped|stuck|threat\w*|scared|frighten\w*|afraid|die|dying|dead|kill\w*|goodbye|home|house|flat|baby|toddler|ex|court|allowed)\b/;

/**
 * Whether a message is of a pupil who waits and is not fetched, with someone who can see them, and of nothing worse: "no one is
 * answering and she is stood there on her own". It cannot wait, and who to phone is the DSL and the family; 999 is for if it gets worse.
 */
export function isOnlyWaiting(text: string): boolean {
  const said = text
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
  return NOT_FETCHED.test(said) && WAITS.test(said) && !WORSE.test(said);
}
