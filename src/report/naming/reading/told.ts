import { isVerbOfHarm } from './deeds/harm.ts';
import { isKin } from './kin.ts';

/** A name, and the words around it. */
interface Around {
  readonly said: string;
  readonly before: string;
  readonly after: string;
  /** The sentence after. */
  readonly next: string;
  /** The box asks who they told and who was there. */
  readonly isAskedFor: boolean;
}

/**
 * Whether a sentence says about the person named that they were told, or were there, and nothing else: of everything that is not
 * clearly so the reporter is asked before they get it.
 */
export function isOnlyTold(around: Around): boolean {
  const { before, after, next, isAskedFor } = around;
  if (isKin(around)) return false;
  if (ORDERS.test(after) || TOLD_CHILD.test(after) || (ORDERED_BY.test(before) && ORDERED.test(after))) return false;
  if (BAD.test(after) || STOP.test(after) || DISMISSED.test(next)) return false;
  if (TOLD.test(before) || PASSIVE.test(after) || THERE_AFTER.test(after) || DEALT.test(after)) return true;
  if (AS_ASKED.test(before) && ASKED.test(after)) return true;
  if ((PLACE_OF.test(after) && INTO.test(before)) || (BESIDE.test(before) && !ALONE.test(before))) return true;
  return isAskedFor && !ALONE.test(before) && isList(`${before} ${after}`);
}

/** They were told, which is no sign that they were there. */
export const wasTold = ({ before, after }: Pick<Around, 'before' | 'after'>): boolean =>
  TOLD.test(before) || PASSIVE.test(after);

/** Names and hardly anything beside them. */
const isList = (around: string): boolean => {
  const words = around.match(/[\p{L}']+/gu) ?? [];
  return (
    words.length <= 6 &&
    !words.some((word) => isVerbOfHarm(word.toLowerCase())) &&
    !/\b(?:it|that|this|him|her)\b|\bwas by\b|\bput (?:his|their)\b/i.test(around)
  );
};

const ROLE =
  '(?:(?:my|our|the|her|his|their|and|also|both|mr|mrs|ms|miss|dr)\\s+|(?:line manager|head of year|dsl|deputy dsl|deputy|head|headteacher|safeguarding lead|class teacher|form tutor)[,\\s]+)*';

const TOLD = new RegExp(
  `\\b(?:told|tell|telling|informed|informing|inform|phoned|rang|emailed|e-mailed|messaged|texted|notified|alerted|contacted|asked|updated|consulted|advised|spoke (?:to|with)|spoken (?:to|with)|speaking (?:to|with)|talked (?:to|with)|(?:reported|mentioned|passed|handed|raised|shared|sent|gave|given|showed|logged|left|took|brought|referred|escalated|discussed|disclosed) (?:it |this |that |her |him |them |the note |my notes |everything )?(?:all )?(?:on |over |up )?(?:to|with)|let|cc'?d|copied in|went (?:straight )?to(?: see)?|going to(?: see)?|gone to(?: see)?|came to|call to|email to|message to|note to|phone call to|advice from|meeting with|met with|met|fetched|called for|checked with|agreed with|conversation with|radioed)\\s+${ROLE}(?:[\\w'-]+\\s+){0,3}?(?:(?:and|,|&|or)\\s*)?${ROLE}$`,
  'i',
);

/** "… has been informed", "… knows". */
const PASSIVE =
  /^\s*(?:\([^)]*\)\s*)?,?\s*(?:(?:the|our)\s+[\w ]{2,25},\s*)?(?:(?:is|was) (?:the|our|my) [\w ]{2,30} )?(?:and (?:[\w' ]{2,25} )?)?(?:was|is|were|are|has been|have been|had been|has|have|had)\s+(?:also |already |now |then |both |just |been )*(?:told|informed|aware|notified|emailed|phoned|updated|copied|made aware|been told)|^\s*(?:aware|knows)\b|^\s*(?:informed|told|notified)\b(?=\s*(?:$|[.,;:!?)(–-]|\d|(?:at|on|by|in|of|about|as|this|straight|immediately|verbally|yesterday|today|also|and|via|who|before|after|when)\b))/i;

const THERE_AFTER =
  /^\s*(?:\([^)]*\)\s*)?(?:and [\w' ]{1,25} |,? who )?(?:(?:was|is|were|are|has been|had been)\s+(?:also |already |now |still |just |both )*(?:there|present|in the (?:room|hall|classroom|corridor|office|building|playground|lesson|meeting)|nearby|on duty|with (?:us|me|her|him|them)|dealing|in school|out of school|away|off|on (?:site|leave|a course|the gate|the door|break|lunch)|at (?:the|a) (?:gate|door|meeting|time)|coming|going to|looking after|sitting with|covering|the first aider|teaching|supervising|watching|patrolling|passing|invigilating|taking (?:the )?(?:register|class|lesson))|(?:also |then |both )?(?:(?:has |have |had )?(?:saw|seen|heard|witnessed|overheard)\b(?! (?:\w+ ){0,4}?(?:naked|undress\w*|chang\w*|shower\w*))|knows|came(?: (?:in|over|to|and|out|straight|with|when|as|back|up)\b|(?=[.,;]|$))|arrived|took (?:her|him|them) (?:straight )?(?:to|into) (?:the )?(?:medical room|nurse|first aid|reception|hospital|a&e|main office|school office|hub)|said (?:that )?(?:she|he|they)(?:'d|'ll| would| will| is going to| was going to| were going to) (?:ring|phone|call|speak|talk|contact|email|come|see|let|check|follow|look into|write|refer|make a referral|deal|pass)|joined|helped|took notes|stayed with|sat with|took over|is dealing|collected|walked (?:past|in|by|over)|looked after|comforted|calmed|asked me to|asked that I|asked her|asked him|told me to (?:write|report|fill|log|record|put|use|send)|said (?:to|I should|that I should) (?:write|report|fill|log|record|put|use|send)|suggested|advised|noticed|dealt with|gave first aid|did first aid))\b/i;

/** What they did for the child with others who look after it: with the child itself they may have done anything. */
const OTHERS =
  '(?:the |her |his |their )?(?:mum|mam|mother|dad|father|parents?|family|home|carers?|nan|gran|social (?:care|worker|services)|front door|mash|police|gp|doctor|school nurse|nurse)';
const DEALT = new RegExp(
  `^\\s*(?:has |have |had |will |is |then |also |already |now |agreed to |offered to |going to |arranged to )*(?:rang|rung|ring|ringing|phoned|phoning|phone|called|calling|call|emailed|e-mailed|spoke (?:to|with)|spoken (?:to|with)|speaking (?:to|with)|met(?: with)?|meeting(?: with)?|contacted|referred (?:her|him|them|it) to)\\s+${OTHERS}\\b|^\\s*has (?:the|my|her|his|our) (?:original )?(?:note|notes|form|paper|drawing|file|copy)\\b`,
  'i',
);
const AS_ASKED = /\bas\s+$/i;
const ASKED = /^\s*(?:has |had )?(?:asked|requested|suggested|advised|agreed|discussed)\b[\s,]/i;

const PLACE_OF =
  /^'s?\s+(?:office|room|classroom|class|lesson|form|assembly|desk|door|tutor group|group|club|year group|inbox|pigeonhole)\b/i;
const INTO =
  /\b(?:in|at|outside|near|from|to|into|during|after|before|of|on|by|past|leaving|left|towards)\s+(?:my |our |the )?$/i;
const BESIDE =
  /(?:\bin front of|\bnext to|\bopposite|\bwhen|\bwhile|\buntil|\bplus|\bseen by|\bwitnessed by|\bheard by|\bnoticed by|\baccompanied by|\bcollected by|\bsent by|\bfound by|\bbacked up by|\btogether with|\balong with|\bwaiting for|\blooking for|\bpassed|\bwas with|\bis with|\bnow with|\bsitting with|\bstayed with|\bhere with|\bnear|^with)\s+$/i;
const ALONE =
  /\b(?:alone|relationship|uncomfortable|scared|afraid|frightened|worried|affair|car|behind closed doors|locked|naked|undressed|messages?|texts?|texting)\b[^.]{0,25}$/i;

/** What nobody is asked for who only heard of it. */
const GAG =
  'wipe|delete|change|shred|alter|destroy|hide|lie|sign (?:it|the|that|a)|withdraw|rub|drop|pretend|forget|ignore|remove|tear|rewrite|retype|amend|backdate|code|cover|keep (?:it|this|quiet|her|him)|leave (?:it|that) (?:out|alone)|take (?:it|that|him|her|them|\\w+ \\w+) (?:out|off|down)|lose|not (?:to )?(?:write|put|log|record|report|tell|say|send|ring)|say (?:it|the|that)|make (?:him|her|it)';
const ORDERS = new RegExp(
  `^\\s*(?:has |had |have |then |just )*(?:told|asked|tells|asks|telled|telt|made|ordered|wants|got)\\s+(?:[\\w']+\\s+){1,4}?(?:to\\s+)?(?:${GAG})\\b`,
  'i',
);
/** "Told by her to delete it". */
const ORDERED_BY = /\b(?:told|asked|ordered|instructed) by (?:(?:the|our|my) )?$/i;
const ORDERED = new RegExp(`^\\s*(?:to\\s+)?(?:${GAG})\\b`, 'i');
/** Told a child, or several, something: nobody who was told of it. */
const TOLD_CHILD =
  /^\s*(?:has |had |have |then |just )*(?:told|telt|tells)\s+(?:an?|the|that|this|my|two|three|her|him|them|poor)\s+(?:[\w']+\s+){0,2}?(?:boys?|girls?|lads?|lass(?:es|ie)?|child(?:ren)?|kids?|pupils?|students?|bairns?|y\d+|yr \d+|year \d+|(?:her|him)(?= to\b))\b/i;

const BAD =
  /\b(?:did nothing|done nothing|nothing (?:was|has been|is being) done|does nothing|ignored|laughed|dismiss\w*|brush\w*|keep (?:it )?quiet|not to (?:tell|say|write|report|worry|log|bother)|(?:said|says) (?:it was|it's|it is|its|that it was) (?:nothing|fine|normal|ok\w*|a joke)|never (?:did|came|acted|passed|wrote)|refused|cover(?:ed|ing|s)? (?:it )?up|too close|a friend of|friends with|related to|married to|(?:don't|do not|didn't|did not) (?:trust|care|act|do anything|listen|believe)|not safe with|scared of|afraid of|shrugged|told me (?:not|to (?:leave|drop|forget|stop|keep)))\b/i;
const DISMISSED =
  /^\W*(?:but |and )?(?:he|she|they|nothing|nobody|m(?:r|rs|s|iss) \w+)\b[^.]*\b(?:did nothing|done nothing|ignored|laughed|dismiss\w*|brush\w*|(?:told|asked) me (?:to (?:keep|leave|drop|forget|stop)|not to (?:write|report|log|worry))|keep (?:it )?quiet|said (?:it was|it's|its|that it was) (?:nothing|fine|normal|ok\w*|a joke)|never (?:did|came|acted|passed)|refused|shrugged|(?:didn't|did not) (?:care|act|do anything|listen|believe))\b|^\W*nothing (?:was|has|happened)/i;
const STOP =
  /\bto (?:stop|leave|get off|keep (?:his|her|their))\b|\b(?:must|should|ought to|better) (?:stop|not|never)\b|\bto (?:his|her) face\b/i;
