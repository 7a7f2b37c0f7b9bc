import { asksSomething } from './asks.ts';

/** Who writes so wants something, though it is no question: "need a day off for a funeral". */
const WANTS =
  /\b(?:need|needs|want|wants|wanting|wanna|wonder\w*|looking for|tell me|show me|explain|remind me|help|polic(?:y|ies)|rules?|allowed|permission|unsure|not sure|advice|guidance|report|form|template|due|asked me|told to|supposed to|have to|must|should|request\w*|appl(?:y|ied|ying))\b/i;

/** A question without its mark, anywhere in a message: "pings me on sundays. am i meant to look". */
const ASKS =
  /\b(?:am i|is (?:it|that|there|this)|are (?:we|you|they|there)|(?:do|did|can|could|will|would|shall) (?:i|we|you|they|it|that)|does (?:it|that|he|she)|who'?s?|what'?s?|when'?s?|where'?s?|how|why|which|whose|ok|okay|alright|fine|pls|plz|please|dates?|number|matters?|meant)\b/i;

/** What policies for staff are about: anyone who tells of it may be asking. */
const THEIRS =
  /£|\b(?:quid|tenner|fiver|gifts?|presents?|gave me|dropped off|whatsapp|facebook|fb|insta\w*|snap\w*|tiktok|twitter|linkedin|youtube|chat|online|photos?|pictures?|pics?|videos?|film\w*|record\w*|phones?|messag\w*|texts?|texted|pings?|pinged|e-?mails?|e-?mailed|dms?|accounts?|posts?|posted|passwords?|ai|chatgpt|copilot|lift|contract|holiday|leave)\b/i;

/** Under these nobody gets a friendly word and nothing else, whatever else is said. */
const UNEASY =
  /\b(?:kill\w*|suicid\w*|d(?:ie|ies|ying)|(?:be|was|were|am|i'?m) dead|hurt\w*|harm\w*|abus\w+|hit|hits|hitting|punch\w*|slap\w*|kick\w*|bit(?:e|ten)?|bruis\w*|blood|bleed\w*|cr(?:y|ies|ied|ying)|tears|scared|afraid|frighten\w*|worr\w+|threat\w*|bull(?:y|ied|ying)|alone|lonely|quiet|withdrawn|hungry|secret|mean it|end it|cope|coping|can'?t go on|drunk|drugs?|knife|weapon|police|sex\w*|nud\w+|naked|touch\w*|missing|lost (?:a|the|my) (?:laptop|phone|usb|stick)|stolen|stole|data|breach|password|hack\w*|phish\w*)\b/i;

/** A riddle that answers itself: "what do you call a … ? …". */
const RIDDLE =
  /^\W*(?:knock knock\b|(?:what do you (?:call|get)|why did the|how many [^?]{1,40} does it take|what did the)\b[^?]{1,80}\?\s*\W*\w[^?]{0,60}$)/i;

/**
 * Whether a message only talks, a story, a moan or a joke: it asks and wants nothing, and no uneasy word is in it. To be asked only of
 * what nobody takes for a report, and where the policies are silent or nearly.
 */
export const isChat = (text: string): boolean =>
  !UNEASY.test(text) &&
  (RIDDLE.test(text) ||
    (text.trim().split(/\s+/).length > 3 &&
      !asksSomething(text) &&
      ![WANTS, ASKS, THEIRS].some((pattern) => pattern.test(text))));
