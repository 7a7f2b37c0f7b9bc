/**
 * What the sender asks for. A ruling ("can I", "what happens if") is what policies answer; help ("what do I do now", "who do
 * I tell") is what people also ask after telling what happened, so it says nothing either way.
 */
export interface AskRule {
  readonly id: 'ask/ruling' | 'ask/help' | 'ask/approach';
  readonly patterns: readonly string[];
}

/** What stands before a question without being part of it. */
const LEAD =
  'so|and|but|hi|hello|hey|ok|also|please|just|or|then|quick|morning|right|well|erm|now|thanks|question|sorry|anyway|oh|query|urgent|dear|good|afternoon|all|basically|honestly|yes';
/** Things one does with an account, a post or a paper: asked about, never disclosed. */
const DEEDS =
  'know|check|set|start|post|share|make|use|join|run|film|add|put|shoot|sell|blog|tag|tweet|advertise|upload|create|open|stream|repost|reshare|follow|link|sign|organise|plan|print|order|book|buy|stick|connect|interview|promote|become|understand|find|clarify|confirm|ask|change|update|teach|learn|write';
/** The same for other people's wishes, without "wants to know where she is". */
const WISHES = DEEDS.replace(/know\||check\||\|find|\|ask|\|understand|\|clarify/g, '');
const SUBJECT =
  'i|we|us|you|they|he|she|it|this|that|these|those|there|my|our|your|the|a|an|any|anyone|anybody|someone|everyone|<person>|staff|governors|people|school|schools|maths|class|all|every|one|some|sharing|liking|being|having|posting';

export const ASKS: readonly AskRule[] = [
  {
    // What these cover is not a request for a ruling.
    id: 'ask/help',
    patterns: [
      'what do|should|would|can|must i|we|you|<me>|one ..1 do $',
      'what do|should|would|can|must i|we|you|<me> ..1 do now|next|here|please',
      'what do|should|would|can|must i|we|<me> ..1 do ..2 this|it|her|him|them|that ..1 $',
      'what now|next',
      'what to do',
      'who|where ..1 do|should|would|can|does|to|could i|we|you|<me>|<pron>|one? ..2 tell|go|speak|talk|report|contact|call|ring|turn|send|take|inform|see|ask|escalate|pass ..3 $',
      'who|where ..1 do|should|would|can|does|could i|we|you|<me>|<pron> ..2 tell|go|speak|talk|report|contact|call|ring|turn|send|take|inform|see|pass|put ..2 this|her|him|it|that|now|because|only|these|them',
      'who|where ..1 tell|go|speak|talk|report|turn to? $',
      'how do|should|can|would i|we|<me>|one ..2 report|raise|tell|log|say|stop|get|make|handle ..3 this|him|her|them',
      'can|could i|we|you|someone|somebody|anyone|<me> ..1 please? talk|speak|tell|help|come|ring|get ..1 to|you|someone|somebody|me|us|now|here|quick|quickly|urgently|something',
      'can|could you|someone|somebody|anybody|anyone please? help|come|ring|call|send',
      'is there someone|anyone',
      '^ i|we ..2 need|want|like|have ..1 to ..1 report|raise|talk|speak|flag|disclose|pass|log',
      'hi|hello|and|so|but|think|because i|we ..1 need|want|have ..1 to ..1 report|raise|talk|speak|flag|disclose|pass|log',
      'should|do i|we|<me> ..1 be? worried|concerned|say|mention|worry',
      'should|do i|we|<me> need? to? ..1 report|tell|ring|log|raise|call|say|pass ..1 this|it|him|her|that|something|anything|someone ..1 $',
      'am i ..3 worrying|overreacting|worried|imagining|wrong|mad|paranoid|silly|daft',
      'would it be overreacting|wrong|silly|mad',
      'does that|this sound|seem|look ..1 right|normal|ok|odd|weird|as|like|strange|off|dodgy',
      'is that|this|it ..1 weird|odd|strange|anything|nothing|serious',
      'not know|sure ..1 who|what|how|where|whether|if',
      'what do i know',
      'can|would|could you believe',
      'guess what',
      'what|how ..1 can|do|should|could i|we do|deal|stop|handle|get ..2 about|with|rid|of <specific>',
      'worth mentioning|reporting|saying|logging|telling',
      'would you want|like|need to know',
      'wish|want|need|like to ..1 make|self-refer ..2 referral|disclosure|report|self-referral|complaint|allegation',
      'where|who does|will ..1 my|this|the|it ..1 report|go|concern|message',
      'what|who|where am i supposed',
      'how|who|where|what on earth|the',
    ],
  },
  {
    id: 'ask/ruling',
    patterns: [
      'i|we am|are ..1 covered|safe|fine|ok|okay|allowed|good|protected ..1 right|yeah|yes|innit|then $',
      'surely|presumably i|we|it|that can|is|am|are|should',
      // "can I", "do we", "is it", "are staff" at the start.
      `^ can|could|may|must|should|shall|do|does|did|are|is|am|will|would|dose|shud|isnt|arent ${SUBJECT}|linkedin|twitter|facebook|instagram|whatsapp|tiktok|snapchat|discord|gdpr|vimeo|calling|bullying|whistleblowing|online|gambling|memes|bluesky|explicit|mobile|smart|detentions|physical|upskirting|private|photos|pictures|threats|screenshots|sarcasm|upskirt*|harassment|abuse|swearing|spotify|half|threatening|shouting|posts|emails|names|surnames|children|images|banter`,
      `^ ${LEAD} ..2 can|could|may|must|should|shall|do|does|did|are|is|am|will|would i|we|you|they|he|she|it|this|that|there|my|our|your|the|a|an|any|anyone|<person>|staff|people|school`,
      '^ has|have|was|were|had i|we|you|anyone|someone|the|my|our|it|there|this|that|they',
      // "how", "what", "which" at the start; "when" and "where" only before a verb, else they begin a story.
      '^^ how|what|which|why|who|whose|wot !a|i|he|she|they|we|my|was|said|did',
      '^ how|what|which !a|he|she|they|was',
      '^ when|where|why|who is|are|do|does|did|should|can|could|would|will|has|have|must|was|else',
      '^ who handles|handle|answers|answer|checks|decides|deals|pays|approves|signs|runs|moderates|investigates|owns|manages|monitors|gets|reviews|covers|needs|made|has|can|wrote|does|takes|looks|hears|sees|reads|qualifies|counts|keeps',
      `^ ${LEAD} ..2 how|what|which|why|who|where|when do|does|is|are|should|can|would|will|did|about|happens|long|many|much|often|quickly|soon|else|must|has|have`,
      'how|when|where|what|which do|does|should|can|would|are|must|could i|we|you|they|the|staff|people|<person>|those',
      'how many|much|long|soon|quickly|often|fast|tight|strict do|does|should|can|is|are|before|after|must|have|would|i|we',
      'what|where is|are the|your|our|my ..1 policy|rule|rules|procedure|law|process|deadline|password|limit|difference|number|guidance|line|protocol|form',
      'whats|what is the|your',
      'what happens|counts|qualifies|if|about !to|dad|mum',
      'when it comes',
      // Permission anywhere.
      'can|could|may|should|shall|do i|we|<me> ..1 have|need|still|just|also|then|even|legally|actually|only|really|add|accept|post|put|share|use|follow|message|text|tag|like|block|delete|reply|respond|answer|friend|join|tweet|repost|reshare|write|keep|give|go|be|let|get|set|run|make|look|check|search|film|record|email|send|charge|show|teach|blog|stream|comment|leave|lose|sign|remove|unfriend|unfollow|take|mention|bring|sell|tutor|babysit|stay|connect|link|invite|work|vent|moan|promote|name|jump|wait|see|mute|hide|book|park|wear|charge|untag|edit|talk|chat|quote|translate|open|ignore|congratulate|say|ask',
      '^ can|could|should|may|must|will|does|do he|she|they|it|<person> ..1 add|follow|post|use|share|tag|friend|have|be|go|join|need|see|look|come|matter|stay|help|take|film|run|read|apply|count',
      'am|are|is|be i|we|staff|they|you ..1 allowed|permitted|supposed|able|required|alowed|expected|obliged|entitled|covered',
      '^ am|are|is ..3 allowed|permitted|required|alowed|expected',
      'is|are|would|be it|this|that|these|they ..1 ok|okay|alright|fine|allowed|acceptable|permitted|legal|safe|appropriate|covered|included|banned|compulsory|against|still to|for|if|when|or|right|too|by|under|on|in|the|with',
      'is|are|was it|this|that|they|these ..1 ok|okay|right|fine|allowed|alright|true|good|against|covered|included|normal|legal|possible ..1 $',
      '^ is|are|would it|this|that ..2 !that|normal|usual|overreacting <person>? to|a|an|ok|okay|allowed|the|against|libel|defamation|part|one|only',
      '^ ok|okay|alright|allowed|alright|fine|best|worth to|if|for|or|with $',
      '^ ok|alright|okay|best|fine|safe|worth to|if|for',
      '^ ok|okay|allowed|alright|problem|fine|yes|true|right|harmless|thoughts|legal|acceptable|problems|advice|correct|yeah $$',
      '^ any rules|rule|advice|guidance|policy|problem|problems|tips|thoughts|issue|issues|ideas|of',
      'ok|okay|fine|alright to|with',
      'accept|reply|leave|ignore|block|keep|delete|decline|wait|respond or ..1 not|leave|decline|wait|ignore|block|no|nah|nope|accept|delete|keep|reply|just',
      'that|this|it|thats|its is? ..1 fine|ok|okay|alright|allowed right|yeah|innit|then|surely $',
      '^ is|are ..6 included|covered|counted|allowed|banned $',
      '^ is|are ..6 a|an ..2 thing|matter|problem|issue|breach $',
      'or just ignore|delete|leave|block|keep|accept',
      'yes or no',
      'wait|leave|till it|till|until|til then|it|she|he|until $',
      'sign off $$',
      // Told as a wish or someone else's question.
      `i|we|<me> ..2 want|need|like|love|hoping|planning|thinking|wanted|trying|looking|going|meant|supposed to|of|for|about ..1 ${DEEDS}|setting|starting|posting|sharing|running|making|an|a`,
      `we|i ..1 want an|a|some|our`,
      `<person> ..6 asked|asking|asks|wants|want|wanted|keen|hoping|desperate|looking|love|like ..2 to ${WISHES}|babysit`,
      '<staff>|<parent>|<child>|<ex-pupil> ..2 asked|asking|asks|wondering|wonders|wants ..1 know? if|whether he|she|they|i|we|it|<person>|staff',
      'asked|asking|asks|want|wants for? ..4 number|logo|permission|photo|photos|copy|school|homework|selfie to|for|alright|ok $',
      'wondering|wonder|curious',
      'just|only ..1 checking|wondering|curious|interested|enquiring',
      'want|wants|wanted|like|love ..1 know if|how|what|whether|who|when',
      // A friendly approach to the sender, or the sender's own plan, is a question without its question mark.
      '<child>|<ex-pupil>|<parent>|<pron>|<relative>|someone|somebody ..6 wants|want|wanted|asked|asking|asks|keen|hoping|like|love ..2 my|us|me|to ..2 number|mobile|snapchat|instagram|email|stay|add|follow|connect|join|friend|friends|in|be|link|chat|have|details',
      '<child>|<ex-pupil>|<parent>|<relative>|<pron> ..3 sent me|us ..2 friend|follow|request|invite|connection',
      'got|had|have|has|received|sent|get|from|another ..4 friend|follow|connection request|requests|invite',
      'in touch',
      'tempted|fancy|thinking|thought|considering ..1 to|of|about|stick|sticking|putting|posting|i|making|doing',
      'surely',
      'no no',
      'or not $',
      'for a laugh|joke',
      'we|i ..1 going to ..1 make|do|post|set|put|start|create|have',
      'safe|fine|ok|okay|free ..1 saying|posting|putting|sharing',
      'do|have i|we ..1 have|need|got to ..1 tell|say|declare|disclose|report|mention|inform ..1 work|school|anyone|head|hr|you',
      'posted|put|sent|published|tweeted|uploaded ..3 wrong|typo|mistake|date|thing ..9 what do i',
      // An order to the assistant.
      '^^ tell|show|give|send|explain|remind|pretend|write|translate|summarise|summarize|define|draft|list|repeat|print|delete|ignore|forget|name|describe|compare|quote|imagine|act|confirm|recommend|reset|book|order|find ..1 me|us|the|what|how|a|your|this|my|you|all|between|after|about|policy|that|lesson|some|previous|everything|in|up|an|every|instructions|as',
      'can|could you|u tell|show|give|explain|send|write|find|remind|point|summarise|list|translate|draft|do|add|make|check|look|turn|change|delete|book|recommend|define',
      '^ do|does|did we|you|they|school|it|that|this',
      'policy on|about|for|says|say|cover|covers|mention|allow',
      'rule|rules on|about|for|against',
      'copy of',
      'just asking|wondering|curious',
      'does|do it|that|this|they|my|the|<person> ..1 matter|count|apply|cover|include|come in|under|if|to|as',
      'where do|does i|we|it|that|this stand',
      'i have|had|got ..1 a? question',
      'need|after|want|looking for? a|an|some|the ..2 form|template|copy|login|password|script|resource|resources|idea|ideas|lesson|letter|certificate|link|number|poster|slide|slides|statistics|account|quote',
    ],
  },
  {
    // Someone turned to the sender; unless the message goes on to say with what.
    id: 'ask/approach',
    patterns: [
      '<child>|<ex-pupil>|<parent>|<relative>|kid ..3 messaged|added|followed|requested|texted|emailed|friended|liked|found|invited|contacted|tagged ..2 me|my|us',
    ],
  },
];
