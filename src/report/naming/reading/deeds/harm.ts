/** Harm that needs nobody at its other end to be harm. */
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

/** What children do with their own bodies, and what those do who look after them. After the verb in its place. */
const IS_HARMLESS: readonly RegExp[] = [
  /^(?:kick|push|pull|throw|threw|lock|shak|shook|beat)\w*\s+(?:off|past|in\b|away|back|up\b(?! against))/,
  /^(?:shak|shook)\w*\s+(?:his|her|their|my) (?:head|hand)/,
  /^(?:shout|scream|yell|call)\w*\s+(?:for|out|hello|goodbye)/,
  /^(?:text|messag)\w*\s+(?:me|us)\b(?: back)?(?:$|[.,;:]|\s+(?:to say|to tell|to let|that|saying|about|on teams|this|straight|and))/i,
  /^(?:text|messag|invit|photograph|film|follow)\w*\s+(?:(?:her|his|their|the|my|both) )?(?:mum|mam|mother|dad|father|parents?|family|home|carers?|nan|gran|social|office|staff)\b/,
  /^invit\w*\s+(?:her|him|them) (?:in|over|to (?:come|talk|see|speak|sit|a meeting|meet with))\b/,
  /^follow\w*\s+(?:me|us) (?:back |out |up |over )?(?:to|into|out|up|back) (?:my|the|our) (?:office|room|class\w*|desk|door)/,
  /^follow\w*\s+(?:it|this|that|the|up|our)\b/,
  /^pull\w*\s+(?:her|him|them) (?:aside|to one side|out of (?:class|lesson|the lesson|maths|english|assembly|registration|her lesson|his lesson))/,
  /^(?:touch|get|got)\w*\s+base\b/,
  /^\w+\s+(?:him|her|them)sel(?:f|ves)\b/,
];
/** @param words the verb in its small letters, and what follows it */
export const isHarmless = (words: string): boolean => IS_HARMLESS.some((harmless) => harmless.test(words));

/** Harm that is told in several words: the verb, and what follows it. */
const PHRASES: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^(?:put|puts|putting|had|has|have|laid|lay|lays|ran|slid|slipped|placed|held)$/,
    /^\s+(?:his|her|their|a|both|both his|both her) (?:hands?|arms?|fingers?)\b(?! up\b(?! (?:his|her|my|their)))/i,
  ],
  [/^(?:caused?|causes|causing|inflict\w*)$/, /^\s+(?:it|this|that|the|her|his|these|those|all)\b/i],
  [
    /^(?:took|takes|taking|taken|drove|drives)$/,
    /^\s+(?:her|him|me|them) (?:away|home|alone|off on|into (?!the (?:office|room|class|hub|library|hall|medical|quiet)|(?:his|her|an?) (?:office|room|class))|to (?:his|her) (?:house|home|car|flat|bed)|to the (?:cupboard|store|toilet|shed))/i,
  ],
  [
    /^(?:took|takes|taking|has|had|made|makes)$/,
    /^\s+(?:an? |some |lots of |more )?(?:photos?|pictures?|videos?|films?|recordings?) of\b/i,
  ],
  [
    /^(?:made|makes|making|make)$/,
    /^\s+(?:her|him|me|them) (?!an?\b|some\b|feel (?:safe|better|welcome|comfortable|calm|at)|smile|laugh|comfortable|safe|tea|promise)/i,
  ],
  [
    /^(?:made|makes|making)$/,
    /^\s+(?:\w+ )?(?:sexual|inappropriate|rude|racist|crude|dirty|horrible|nasty) (?:comments?|remarks?|jokes?|noises?)/i,
  ],
  [
    /^(?:called|calls|calling)$/,
    /^\s+(?:her|him|me|them) (?:a|an|names|fat|stupid|ugly|thick|lazy|useless|dirty|horrible|pathetic)\b/i,
  ],
  [
    /^(?:gave|gives|giving|give)$/,
    /^\s+(?:her|him|me|them|the \w+|a \w+) (?:a |the |another )?(?:\w+ )?(?:slap|punch|kick|push|shove|hug|kiss|smack|shake|dead arm|clip|alcohol|drink of wine|presents|gifts|money)\b/i,
  ],
  [
    /^(?:sent|sends|sending|send)$/,
    /^\s+(?:(?:her|him|them) (?:\w+ ){0,3}?(?:messages?|texts?|pictures?|photos?|pics?|snaps?|videos?|dms?|nudes?)|me (?:\w+ ){0,2}?(?:messages|texts|pictures|photos|pics|snaps|videos|nudes)|(?:\w+ ){1,3}?(?:messages?|texts?|pictures?|photos?|snaps?|videos?|nudes?) to (?:her|him|them|girls|boys|children|pupils))\b/i,
  ],
  [
    /^(?:showed|shows|showing)$/,
    /^\s+(?:her|him|me|them) (?:(?:pictures|photos|videos|films?|porn\w*)\b|his (?:penis|willy|private))/i,
  ],
  [
    /^(?:asked|asks|asking|told|tells|got|gets|wants|wanted)$/,
    /^\s+(?:her|him|me|them) (?:for|to send|to take|to show|to strip|to undress|to get undressed|to meet (?:him|her|them)|to sit on|to touch|to keep (?:it )?(?:quiet|secret|a secret)) ?/i,
  ],
  [/^(?:told|tells|telling)$/, /^\s+(?:her|him|them) not to (?:tell|say)\b/i],
  [
    /^(?:did|done|does|do|doing)$/,
    /^\s+(?:it|this|that|these|those|something|things|stuff|all of it|all this)(?:$|\s*[.,;:!?)"”]|\s+(?:to|on purpose|again|before|because|when|while|and|but|so|last|yesterday|today|at|in|with|every|deliberately|himself|herself|themselves|all|too|as|then|until|for|on|by|after|lots|always|once|twice|several|she|he|they|not|who|that|which|now|here|there|over|behind|is|was|are)\b)/i,
  ],
  [/^(?:was|were|is|came|looked|seemed|got|turned)$/, /^\s+(?:in |up |clearly |very |so |obviously )?drunk\b/i],
  [
    /^(?:smelt|smelled|smells|smell|stank|stinks|reeked|reeks)$/,
    /^\s+(?:\w+ ){0,2}?of (?:\w+ )?(?:alcohol|drink|beer|wine|spirits|vodka|whisky|cannabis|weed)\b/i,
  ],
  [
    /^(?:got|gets|climbed|lay|lies|sat|sits|was|is)$/,
    /^\s+(?:on top of|into bed with|in bed with) (?:him|her|me|them)\b/i,
  ],
  [
    /^(?:had|has|having|have)$/,
    /^\s+(?:sex|(?:him|her|them) (?:by the|up against|in a headlock|on (?:his|her) (?:lap|knee)))\b/i,
  ],
  [
    /^(?:posted|posts|posting|put|leaked|shared)$/,
    /^\s+(?:it|this|that|them|a|the|her|his|some|pictures?|photos?|videos?) ?(?:\w+ ){0,3}?(?:online|on (?:facebook|instagram|snapchat|tiktok|whatsapp|twitter|x|youtube|the internet|social media))\b/i,
  ],
  [
    /^(?:meets|met|meeting)$/,
    /^\s+(?:her|him|them) (?:alone|in secret|outside school|after school|at night|in the park|at (?:his|her) house)\b/i,
  ],
  [/^expos\w*$|^touch\w*$/, /^\s+(?:him|her|them)sel(?:f|ves)\b/i],
];
/** @param tail what follows the verb */
export const isPhraseOfHarm = (verb: string, tail: string): boolean =>
  PHRASES.some(([first, rest]) => first.test(verb) && rest.test(tail));
