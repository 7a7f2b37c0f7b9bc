/**
 * What the sender asks for. A ruling ("can I", "what happens if") is what policies answer; help ("what do I do now", "who do
 * I tell") is what people also ask after telling what happened, so it says nothing either way.
 */
export interface AskRule {
  readonly id: 'ask/ruling' | 'ask/help';
  readonly patterns: readonly string[];
}

const LEAD =
  'so|and|but|hi|hello|hey|ok|also|please|just|or|then|if|quick|morning|right|well|erm|because|now|thanks|question|lanyard|sorry|anyway|oh|general|query';

export const ASKS: readonly AskRule[] = [
  {
    // Tried first: what these cover is not a request for a ruling.
    id: 'ask/help',
    patterns: [
      'what do|should|would|can|must i|we|you|<me> even|actually|possibly? do $',
      'what do|should|would|can|must i|we|you|<me> do now|next|here|about|please|with|because|first !if|a|when',
      'what do|should|would|can|must i|we|<me> ..1 do ..2 this|it|her|him|them $',
      'what now',
      'what to do',
      'what next',
      'what would you do',
      'who|where do|should|would|can|does|to i|we|you|<me>|<pron>|one? ..1 tell|go|speak|talk|report|contact|call|ring|turn|send|take|inform|see|ask|escalate ..3 $',
      'who|where do|should|would|can|does i|we|you|<me>|<pron> ..1 tell|go|speak|talk|report|contact|call|ring|turn|send|take|inform|see ..2 this|her|him|it|that|now|about|if|because|when !a|an|there|i',
      'who|where ..1 tell|go|speak|talk|report|turn to? $',
      'how do|should|can|would i|we|<me> ..2 report|raise|tell|log|say|deal|handle|stop|get ..3 this|him|her|it|that|them',
      'can|could i|we|you|someone|somebody|anyone|<me> ..1 please? talk|speak|tell|help|come|call|ring|send|get|have to|you|someone|somebody|me|us|now|here|quick|quickly|urgently|a|the',
      '^ help|please',
      'can|could you|someone|somebody|anybody|anyone help',
      'is there someone|anyone',
      'need|want|like ..1 to ..1 report|tell|raise|talk|speak|flag|disclose|pass|log|say',
      'should|do i|we|<me> ..2 be|say|report|tell|ring|call|log|raise|do|mention|pass|worry|speak|go|contact ..1 worried|concerned|something|anything|this|that|it|her|him|someone|somebody|police|999|social|anyone|the',
      'do i need|have to ..1 report|tell|ring|log|raise|call ..1 this|it|him|her|that|someone|police',
      'am i ..3 worrying|overreacting|worried|reading|being|imagining|wrong|seeing|mad|paranoid|silly|daft',
      'does that|this sound|seem|look|count right|normal|ok|odd|weird|as|like|strange|off|dodgy',
      'is that|this|it ..1 normal|weird|odd|strange|something|anything|nothing|safeguarding|reportable|serious|worth|concern',
      'can you|u|someone please? come|ring|call|send|help|tell',
      'who is above',
      'you tell me',
    ],
  },
  {
    id: 'ask/ruling',
    patterns: [
      `^ ${LEAD} ..1 can|could|may|must|should|shall|do|does|did|are|is|am|will|would|has|have|was|were !you|someone|please i|we|us|you|they|he|she|it|this|that|these|there|my|our|your|the|a|an|any|anyone|<person>|staff|governors|people|school|schools|those|everyone|maths|class`,
      '^ can|could|may|must|should|shall|do|does|did|are|is|am|will|would|has|have|was|were|dose|cn|shud|isnt|arent|wont i|we|us|you|they|he|she|it|this|that|these|there|my|our|your|the|a|an|any|anyone|<person>|staff|governors|people|school|schools|those|everyone|not|linkedin|twitter|facebook|instagram|whatsapp|tiktok|snapchat|discord|class|gdpr|vimeo|calling|bullying|whistleblowing|online|gambling|memes|bluesky|explicit|mobile|smart|detentions|physical|upskirting|private|parents|photos|pictures|every|all',
      '^ <person> ..4 can|could|may|must|should|do|does|are|is <person>|i|we ..1 add|follow|post|use|share|tag|friend|text|message|accept|have|be|go|join',
      '^ how|when|where|which|why|what|who|whose|whos|whats|wot|hows !is|a|i|he|she|they|we|my|this|one|the|was|people|are|said|did',
      '^ how|when|where|which|why|what|who|whose is|are|did|would|was !above ..5 <me>|allowed|policy|rule|rules|lead|dsl|safeguarding|the|a|in|to|this|that|it|long|your|our|defamation|grooming|bullying|harassment|cyberbullying|online|libel|lado',
      'how many|much|long|soon|quickly|often|fast|far|tight|strict|old|do|should|can|would|posh|big ..1 do|does|should|can|is|are|before|after|must|have|would|i|we|you|to|need',
      'is|are|would|be|if it|this|that|these|they|we|i|you|there ..1 ok|okay|alright|fine|allowed|alowed|acceptable|permitted|legal|possible|safe|appropriate|against|covered|supposed|included|banned|required|expected|compulsory|a|any|in|breaking|breach|count|counted|part !that|normal|concern|safeguarding|bruise',
      '^ ok|okay|alright|allowed|alright|fine|best|worth|better to|if|for|or $',
      '^ ok|okay|allowed|alright|problem|fine|yes|true|right|any|harmless $',
      '^ any|is|are ..1 rules|rule|advice|guidance|policy|problem|problems|tips|thoughts|issue',
      'ok|okay|fine|alright|allowed|permitted|safe|legal to|for|if|or|with',
      'is|are that|this|it|they ..1 ok|okay|right|fine|allowed|alright|true|a|good|against|covered|included|normal ..1 $',
      'am|are|is|be ..2 allowed|permitted|supposed|able|required|alowed|expected|obliged|entitled to',
      'can|could|may|should|shall|do i|we|<me> ..1 have|need|still|just|also|then|even|legally|actually|not|only|really|add|accept|post|put|share|use|follow|message|text|tag|like|block|delete|reply|respond|answer|friend|join|tweet|repost|reshare|talk|say|write|take|keep|give|go|be|let|ask|see|get|do|set|run|make|look|check|search|film|record|email|send|charge|show|teach|blog|stream|comment|leave|lose|sign|remove|unfriend|unfollow|take|tell|mention|bring|sell|tutor|babysit|stay|connect|link|invite|work|have|vent|moan|promote|name',
      'asked|asking|asks|wants|want|wondering|wonder|wondered|like|love|dying|need|trying to|if|whether ..1 know|see|ask|can|could|may|is|are|should|join|add|run|set|be|share|tag|post|use|start|film|understand|find|check|who|what|when|where|how|check|its|it|there',
      'asked|wants|want|asks|like|keen|hoping|desperate|looking|planning|going|thinking ..1 me|us|to|of|for|about ..2 join|run|set|share|post|use|add|tag|film|start|put|advertise|promote|stream|tweet|open|make|setting|posting|sharing|starting|running|do|go|have|teach|create|build|organise|babysit|follow|interview',
      'let me|us know',
      'tell|show|give|send|explain|remind|find|get|pretend|write|translate|summarise|summarize|define|draft|list|repeat|print|delete|ignore|forget|make ..1 me|us|the|what|how|a|whats|your|this|my|you|all|between|after|about|policy|that|lesson|some|previous|everything|in|up',
      '^ what|how about',
      'just|only ..1 checking|wondering|curious|asking|interested|enquiring|want|wanted',
      'does|do it|that|this|they|he|she|we|i|my|the|<person> ..1 matter|count|apply|have|need|cover|include|mean|make|come|say|mind|expire|get|change|allow',
      'who|what|when|where|which ..1 handles|handle|answers|answer|checks|check|decides|deals|pays|approves|signs|runs|moderates|investigates|owns|manages|writes|monitors|keeps|needs|gets|counts|happens|qualifies|reviews',
      'policy on|about|for|says|say|cover|covers',
      'accept|reply|leave|block|ignore|delete|keep or|and not|leave|decline|wait|ignore|block|no|say|accept|delete|keep|report|remove',
      'where do|does i|we|it|that|this stand',
      'wait|till|until|til then|it|she|he|until $',
      '^ allowed|problem|thoughts|ok|okay|true|right|advice|rules|legal|fine|harmless|acceptable',
      'do|did we|you|they|school ..1 have|do|use|need|get|check|look|archive|log|report|google|allow|let|offer|provide|monitor|put|pay|stream',
    ],
  },
];
