export type RoleName =
  | 'sender'
  | 'pronounActs'
  | 'workplaceAdult'
  | 'colleague'
  | 'toldSomebody'
  | 'stillGoing'
  | 'selfReport'
  | 'nothingDone'
  | 'staffSuffers'
  | 'accountSuffers'
  | 'childSuffers';

export interface RoleRule {
  readonly role: RoleName;
  readonly patterns: readonly string[];
}

/** Phrases that show who is who in what is told. */
export const ROLE_RULES: readonly RoleRule[] = [
  {
    // "Dinner lady here": the sender's own job is not an accusation.
    role: 'sender',
    patterns: [
      '^ <staff> $$',
      'i am|was only|just|also|actually|currently|new|not? <staff>',
      '^ <staff> here|speaking|typing $',
      '^^ <staff> here|speaking',
      '^^ <staff> $$',
      '^ as <staff>',
      'hi|hello|hey|morning ..1 its|it|from|is ..1 <staff> $',
    ],
  },
  {
    role: 'pronounActs',
    patterns: [
      'he|she ..2 <past>|<progressive>|<habit>|puts|calls|makes|takes|yanks|pulls|grabs|pushes|shouts|screams|locks|leaves|lets|gives|keeps|asks|tells|touches|hits|hugs|messages|texts|follows|adds|sends|likes|drags|straps|shoves|smacks|slaps|comments|buys|meets|holds|picks|drives|hurts|teaches|teach|let !by ..5 <child>|kids|class|them|lads|girls',
      '<pron> ..1 puts|yanks|grabs|shouts|screams|locks|drags|straps|shoves|smacks|slaps|manhandles|restrains|pins|humiliates|belittles|mocks <pron>',
      'his|her hand|hands|arm|arms ..2 on|round|around|up|down|over ..1 <pron>|<child>|her|his',
    ],
  },
  {
    // He or she, at work: "in the staffroom", "in lessons", "the others in the office".
    role: 'workplaceAdult',
    patterns: [
      'staffroom|staff-room',
      'staff room',
      'his|her lesson|lessons|classroom|desk|lanyard|register|marking|ppa|career|timetable|line-manager',
      'ruin|wreck|end|ruining ..2 career|life',
      'calm room',
      'the 1-1|1to1',
    ],
  },
  {
    role: 'colleague',
    patterns: [
      'husband|wife|partner|boyfriend|girlfriend|<relative>|friend|mate ..1 works|teaches|coaches|work here|with',
      'husband|wife|partner|boyfriend|girlfriend|<relative>|friend|mate ..1 works|teaches|coaches|work at|in|for the|our|this|same|my',
      '<name> ..2 took|takes|drove|drives|dropped|gave|gives|stays|stayed|keeps|kept ..6 <child> ..6 home|car|alone|behind|lift|lights|flat|house',
      '<name> stays|stayed|sits ..1 behind|alone with',
    ],
  },
  {
    role: 'toldSomebody',
    patterns: [
      'told|reported|emailed|raised|logged|flagged|passed|informed|recorded|put ..4 <lead>|cpoms|safeguarding|slt',
    ],
  },
  {
    role: 'stillGoing',
    patterns: [
      'still|nothing|nobody|ignored|monitoring',
      'no one|action|reply|answer|response',
      'weeks|months ago|later|on|now',
      'since september|october|november|december|january|february|march|april|may|june|july|easter|christmas|last',
    ],
  },
  {
    role: 'nothingDone',
    patterns: [
      'told|reported|emailed|raised|logged|flagged|put|passed|informed|recorded|said|went|spoke ..4 <lead>|cpoms|safeguarding|<head>|slt|office ..9 nothing|still|nobody|ignored|monitoring|weeks|months|since|again|dropped|dismissed|not|laughed|brushed|shrugged|twice|never|ago',
      '<lead> ..4 ignored|dismissed|laughed|brushed|not|nothing|refused|refuses|fobbed|shrugged|forgot|lost|never|sat|wont|told',
      'nothing|not|nobody|never ..3 done|acted|listened|happened|listening|followed ..6 <lead>',
      'we are monitoring',
      '<lead> is|was|has ..4 <relative>|<parent>|friends|related|aunty|married|sleeping|mates|sister|brother|neighbour|best',
    ],
  },
  {
    role: 'staffSuffers',
    patterns: [
      'ringing|calling|knocking|egging|throwing|texting|messaging ..2 my ..1 phone|landline|house|door|windows|number|mobile|car|home',
      'deepfaked|photoshopped|superimposed|filmed|videoed me|us',
      'posted|posting|put|wrote|writing|says|said ..6 that ..1 i|we ..1 have|had|got|am|was|did',
      'sack|fire|ban|called|named|titled <staff>|me',
      'i appear|look|sound',
      'using|used|uses|stole|nicked|taken|has my|her ..1 name|photo|face|picture|pictures|photos',
      'call|calls|calling|messaging|messages|emailing|against|threatened|threatening|threatens|filmed|filming|tagged|tagging|tags|harassing|harasses|harassed|abusing|abused|bullying|trolling|targeting|stalking|naming|named|impersonating|impersonated|mocking|blackmailing|accusing|accused|insulting|photographed|recorded|recording|swearing|swore|attacked|punched|pushed|slating|edited|hates|hate|livestreamed|screenshotted|doxxed|outed ..1 me|us',
      'about|of me|us !know',
      'slagging|slagged|laughing|laugh|shouting|shouted|screaming|swearing|swore|moaning|having|going|picking|digs|dig ..2 me|us|<staff>',
      'called|calls|call me|us !and|to|at|back|this|yesterday|in|over|from|up|about',
      'sent|sends|sending me|us ..6 picture|dick|nude|abuse|abusive|threat|threatening|nasty|horrible|message|messages|emails',
      'said|says|saying|claims|claiming|telling|that|put ..3 i|we ..1 am|was|have|had|been|hit|drink|drank|touched|hate|hates|should|like|smacked|lied|stole|swore|bully|abuse',
      'off|about|of|at|against|calling|impersonating|mocking|threatening|harassing|abusing|bullying|targeting|naming|threatened|abused|harassed|attacked|punched|called|tagged|filmed|trolling|insulting|accusing|accused|stalking|when|says|saying|calls ..3 <staff>|staff|teachers',
      '<staff> ..1 is|has|have|are|was|were|being|been|getting|got|gets|will|should ..3 being|been|getting|harassed|threatened|abused|trolled|bullied|called|targeted|impersonated|stalked|abuse|threats|hate|sent|attacked|meme|sticker|made|terrorist|paedo|pervert|breakdown|racist|deported|sacked|witch|thief|liar',
      'my|our ..1 name|face|photo|photos|picture|pictures|address|profile|house|car|lesson|lessons|voice|accent|reputation|identity|account|posts|weight|dms|inbox|number-plate|plate|body|teaching|instagram|holiday|business !and|to|in|today|yesterday|about|when|for|said|she|he',
      'my ..1 husband|wife|partner|kids|children|family|business ..4 business|tagging|threatening|address|facebook|messages',
      '<staff> ..1 name|face|photo|photos|picture|pictures|address|profile|house|car|lesson|voice|accent',
      'i|we ..1 am|have|keep|keeps|got|get|was|had ..3 being|been|getting|get|receiving|received|trolled|harassed|bullied|abused|threatened|stalked|got|had|targeted|called|tagged ..4 trolled|harassed|bullied|abused|threatened|stalked|targeted|called|tagged|messages|emails|calls|abuse|threats|comments|texts|meme|sticker|hate|notifications|voice|missed|posts|grief|names',
      'i|we ..1 received|get|getting|got|had|blocked|woke ..4 threatening|abusive|nasty|anonymous|horrible|messages|emails|threat|threats|abuse|calls|email|missed|hate|voice|account|notifications|comments|her|him',
      '^ been|received|getting|woke ..1 called|sent|received|getting|trolled|threatened|abused|anonymous|harassed|threatening|abusive|emails|messages|nasty|up|notifications',
      'me|us sacked|crying|bending|falling|off|fired|looking|doing|teaching|dancing|eating',
      'throw|throws|hit|hits|spit|spat|punch things|stuff|me|at',
      'i am ..3 meme|sticker|joke|thief|racist|paedo|pervert|dead|useless|terrible',
      'staff ..2 names|photos|pictures|faces',
      'get|got|gets|wants|want|have me|<staff> sacked|fired|suspended',
      'without ..1 telling|asking me|us|permission|first',
      'leave me alone',
    ],
  },
  {
    role: 'accountSuffers',
    patterns: [
      'pretending|claiming|posing ..2 be|is|as ..2 school|office|<staff>|the|our',
      'my ..1 school|work email|gmail|account|login|outlook',
      'school|our|class|department|dept|pta|trust|nursery|official|house|ptfa|sixth|library|sports|netball|football|choir|pe|eco|the ..2 account|accounts|page|pages|twitter|instagram|facebook|tiktok|website|blog|feed|x|youtube|linkedin|profile|newsletter|dojo|threads|bluesky|email',
      '<me>|our|the|my ..1 school ..1 name|logo|reputation|youtube|account|page|facebook|twitter|instagram|website|tiktok|badge|dojo',
      'says|is|not|as|being us !all|both',
      'pretending|claiming ..2 us|school|our',
      'our|the badge|logo|crest',
      'the pta',
      'logged in as',
      '<parent> ..3 put|posted|shared|filmed|uploaded|livestreamed|posting|sharing|livestreams|posts|puts|streamed ..5 photo|photos|video|videos|picture|pictures|play|nativity|concert|assembly|sports|class|children|kids|evening|<child>',
    ],
  },
  {
    role: 'childSuffers',
    patterns: [
      'message|messaging|messages|messaged|adding|added|add|contacting|contacted|dming|texting|following|targeting|asking|friending|requesting|chatting|talking|tagging ..2 our|the|some|to|with|of|lots|loads? <child>|kids',
      '<child> ..2 being|been|getting messaged|contacted|added|targeted|asked',
      'post|posting|share|leak|send|show|release ..2 her|his|their nudes|pictures|photos|video',
    ],
  },
  {
    role: 'selfReport',
    patterns: [
      'i ..2 had|drank|smoked|took ..4 wine|drink|drinks|pint|pints|beer|beers|glasses|vodka|joint|line|cocaine',
      'i ..2 posted|shared|uploaded|sent ..6 <child>|kids|class|classroom|pupils|students',
      'i|<me> ..3 accepted|added|followed|liked|messaged|messaging|texted|texting|replied|gave|given|sent|sending|shared|grabbed|shouted|hit|pushed|slapped|kissed|swore|threw|shoved|smacked|dragged|let|hugged|friended|commented|screamed|hurt|drove|met|meeting|chatting|talking|snapchatting|dming|dated|dating|slept|sleeping|restrained|called|invited|whatsapped|following|photographed|filmed|pinched|shook|pulled|snapped|held|lost|swapped|squeezed|poked|giving|pinned|locked|bought|lent ..8 <child>|<ex-pupil>|<pron>|<name>|selfies|pupils|kids|arm|wrist|wrists|it !told|said',
      'i ..2 lost it|control|temper|my',
      'i ..2 had|have|having sex|feelings|relationship|affair ..3 <child>|<ex-pupil>|with|for',
      'accidentally|mistakenly|stupidly ..1 accepted|added|followed|liked|sent|messaged|shared|friended|replied|posted|tagged|let|gave',
      'i ..2 came|come|been|went|was|am|drove|taught ..3 drunk|hungover|drinking|stoned|high',
      'i|it ..3 gone|went|crossed|overstepped ..2 far|line|boundary',
      'i ..1 am|not ..2 ashamed|mortified|proud',
      'i ..2 realised|noticed ..6 follows|following|friends|friend|added|accepted',
      'i ..3 arrested|cautioned|charged|convicted',
      'i ..2 feelings for',
      'i ..2 messed|screwed|mucked up',
      'i ..1 am the <staff>',
      'i ..2 let ..3 <child>|<pron>|<ex-pupil> ..2 follow|stay|cry|use|have|in|drink|smoke',
    ],
  },
];
