/** Where children hurt themselves on any day, and what is done about it then. */
const AT_PLAY =
  /\b(?:rugby|football|footie|netball|hockey|cricket|gym|gymnastics|trampolin\w*|skiing|ski|skating|skate ?board\w*|judo|swimming|athletics|five a side|5 a side|horse|bike|scooter|playground|climbing frame|pe|match|training|practice|dance|riding|sports day)\b/;
/** Named as an injury: what an adult did to a child with a strap is none of these. */
const HURT =
  /\b(?:broke|broken|break|fractur\w*|dislocat\w*|sprain\w*|twisted|bust|busted|chipped|torn|tore|acl|ligaments?|hamstring|concuss\w*|knee|ankle)\b/;
const TREATED =
  /\b(?:plastered|in plaster|plaster (?:on|off)|(?:a|in a|the) (?:cast|boot|splint|sling|brace)|(?:cast|boot|splint|sling|brace|strapping) on|on crutches|crutches|op done|operation done|pinned and plated|physio|x ?rayed|(?:hospital|doctors?|gp|fracture clinic) (?:letter|note|says?|said|has|have)|dentists? sorted|strapped|iced|patched up|all clear)\b/;
/** Someone tells, doubts or counts: then how it was hurt is a story, and it may be believed or not. */
const A_STORY =
  /\b(?:says? (?:it|he|she|they|her|his)|said|told|tells?|reckons?|claims?|claimed|story|stories|supposedly|apparently|but|third|second|fourth|another|again|always|never|every|keeps?|flinch\w*|scared|afraid|frighten\w*|mum|dad|mam|step\w*|uncle|brother|nan|boyfriend|nobody|no ?one|without|hit|hits|punch\w*|kick\w*|push\w*|grab\w*|twist\w* (?:it|him|her)|bruis\w*|burn\w*|marks?|locked|alone|laugh\w*|supply|teacher|coach|doesnt play|does not play|hasnt got|isnt|wont say|days? (?:late|later|before))\b/;

/**
 * Whether a message is of an injury at sport or play that has been treated, and of nothing more: "broke his wrist at rugby, plastered and
 * back Monday". Where anyone tells how it came about, or doubts it, it is not that.
 */
export function isMendedInjury(text: string): boolean {
  const said = text
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
  return AT_PLAY.test(said) && HURT.test(said) && TREATED.test(said) && !A_STORY.test(said);
}
