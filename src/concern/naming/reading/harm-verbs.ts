/** Harm that one does, whoever it is done to: needs nobody beside it. */
const ALONE =
  'hit|slap|punch|abus|assault|rap(?=e|ing)|grop|groom|shout|swear|swore|threaten|humiliat|harass|flirt|leer|intimidat|molest|strangl|beat|bull(?=y|ied|ies)|sexual(?=$|ly)';
/** Harm only where someone is at the other end: one may pull a sleeve, or follow a lesson. */
const TO_SOMEONE =
  'touch|hurt|kick|grab|push|shov|pull|drag|kiss|hug|strok|tickl|text|messag|photograph|film|lock|pinch|bit|spit|spat|smack|whack|twist|squeez|rub|undress|strip|follow|star(?=e|ing)|lick|chok|throw|threw|thrown|mock|shak|shook|forc|restrain|manhandl|yank|pok|expos|invit|scream|yell|scratch|burn|trip|knock|pin(?=n)|kill|stab|blackmail|bruis|headbutt|throttl|jab|prod|shush';
const FORMS = '(?:e|s|es|d|ed|ing|en|y|ies|ied|ying|[bpgtmkln](?:ed|ing|en))?';

const HARM = new RegExp(`^(?:${ALONE}|${TO_SOMEONE})${FORMS}$`);
const NEEDS = new RegExp(`^(?:${TO_SOMEONE})${FORMS}$`);

/** In small letters. */
export const isVerbOfHarm = (word: string): boolean => HARM.test(word);
/** Whether the verb is harm only where it is done to someone. */
export const needsSomeone = (word: string): boolean => NEEDS.test(word);
