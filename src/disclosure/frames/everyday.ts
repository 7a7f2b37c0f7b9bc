const APPS =
  'facebook|instagram|tiktok|twitter|snapchat|youtube|linkedin|whatsapp|socials|phone|feed|feeds|notifications';
const PLACES = `${APPS}|page|wall|story|stories|profile|account|blog|channel|website|bio|avatar`;

/** What stands, hangs or breaks in a school and belongs to no child: nobody is harmed by it unless more is said. */
export const THINGS: ReadonlySet<string> = new Set(
  `mug mugs kettle toaster microwave fridge dishwasher milk teabags teaspoon teaspoons yoghurt yogurt sandwich sandwiches coffee printer printers
   photocopier copier laminator guillotine stapler staplers projector projectors smartboard whiteboard whiteboards board pc pcs speakers tannoy remote sink taps keyboard charger chargers adaptor
   hdmi wifi internet broadband heating radiator radiators boiler aircon thermostat carpet lightbulb bulb parking parked space
   spaces bay bays bibs cones whistle whistles pens glue gluesticks toner ink lanyard lanyards locker lockers display
   displays noticeboard timetable timetables rota cover briefing meeting meetings inset marking assessments moderation
   appraisal observation observations raffle santa quiz pigeonhole staffroom workroom minibus photocopying pay budget
   workload deadline deadlines ofsted cpd training agenda`.split(/\s+/),
);

/** What is brought to a lesson, done in it or handed in after it. */
const LESSONS =
  'homework|prep|coursework|classwork|spellings|revision|essay|essays|maths|english|science|phonics|spelling|algebra|fractions|reading|planner|planners|book|books|pencil|pencils|pen|pens|tie|blazer|equipment|calculator|login|password|ruler|detention|deadline';
const PRESS = 'journalist|journalists|reporter|reporters|newspaper|newspapers|tabloid|tabloids';
const GETS_IN_TOUCH =
  'rang|rung|ring|rings|ringing|called|calls|calling|phoned|phoning|emailed|emailing|emails|messaged|messaging|messages|contacted|tweeted|commented|turned|outside|gate|gates|reception|asking|asked|asks|wants|want|wanting|approached|visiting|quote|comment|statement|interview';

/**
 * The sender's own ordinary doings with social media, told as a statement: people type "bit of facebook in my free period" and
 * mean "is that allowed". Who tells what others said or what they saw is not meant; see `readManner`.
 */
export const EVERYDAY = {
  id: 'everyday',
  patterns: [
    // Requests that reached the sender.
    '<child>|<ex-pupil>|<parent>|<relative>|<pron> ..4 requested|added|followed|requesting|adding|following|requests|adds|follows me|us',
    '<child>|<ex-pupil>|<parent>|<relative>|<pron> ..6 hit|hitting|hits|pressed|pressing|sent|sends|sending ..2 follow|accept|add|request|requests|invite|invites',
    '<ex-pupil> ..6 added|followed|friended|connected|found|messaged|requested me|my|us',
    '<child>|<ex-pupil> ..2 found|finds|finding|discovered my ..2 facebook|instagram|tiktok|twitter|snapchat|linkedin|account|profile|page|channel|number',
    '<child>|<ex-pupil>|<parent>|<relative> ..4 wants|want|fancies|fancy|trying|tries to? connect|follow|add',
    '<ex-pupil>|<parent>|<pron> ..2 messaged|emailed|wrote|texted ..2 say thanks|thank|hi|hello|happy',
    'friends ..5 follow|follows me',
    // Scrolling and posting.
    `^ having|using|scrolling|checking|browsing|posting|sharing|sticking|putting|popping|venting|moaning|going ..6 ${PLACES}`,
    `^ bit|quick|little|cheeky|spot|odd ..2 of|on|look|check|scroll|peek|go|browse ..2 ${PLACES}`,
    '^ letting|let|blowing off steam',
    '^ want|wanna|fancy|tempted|keen ..1 to ..1 stick|put|post|share|chuck|pop|upload|add|use|set|make|start|film|tweet',
    'while|whilst the|my|they ..1 class|kids|children|<child>|are ..2 do|doing|read|reading|work|working|silent|writing',
    // The sender's own account, device and time.
    `my ..2 ${PLACES}|suggestions|selfie|selfies|gmail|messages|meme|memes`,
    'password for|to the|our|my',
    'got|have|has to ..1 delete|leave|close|quit ..1 facebook|instagram|tiktok|twitter|snapchat|whatsapp|account',
    'liked|shared|reposted|retweeted|posted ..2 meme|memes|about ..2 ofsted|union|pay|dogs|holiday',
    `my own ..1 ${PLACES}|ipad|laptop|tablet|computer|device|broadband|data`,
    `my ..1 account|profile|page|posts|bio|instagram|facebook is|are|says|has ..3 private|locked|public|closed|friends|mates|open|hidden`,
    'only my ..1 mates|friends|family|followers|lot ..1 see|sees|read|reads|follow|follows',
    'who cares $',
    'my|our|nobody|no-one|anyone ..1 business $',
    'badge|logo|crest|emblem ..3 profile|bio|avatar|banner|picture|pic',
    // An account that someone would like, or has.
    `started|made|opened ..4 ${PLACES.replace('|story|stories', '').replace('phone|', '')}`,
    `want|wants|fancy|fancies|need|needs|like|likes ..2 own ..2 ${PLACES}`,
    // Who is whose, and who was friends with whom.
    '<relative>|<child> ..1 comes|goes|attends|starts|starting|started|joins|joining ..1 here|school',
    '<relative> ..1 in year|y1|y2|y3|y4|y5|y6|y7|y8|y9|y10|y11|y12|y13|reception|nursery|here',
    // What someone gave the sender, or asks of them.
    '<child>|<ex-pupil>|<parent> ..2 gave|got|bought|left|brought|made|given me|us ..4 box|chocolates|wine|card|mug|gift|present|flowers|voucher|bottle',
    'wants|want|needs|need|asked|after|asking ..3 reference|testimonial',
    'friends ..1 with|w ..2 half|some|most|loads|lots|a|the|my|her|his ..2 <parent>',
  ],
} as const;

/**
 * What happens in any school on any day: what pupils do in a lesson, how they find a member of staff online, a call from the press.
 * Only a short message is that and nothing else.
 */
export const ANY_DAY = {
  id: 'any-day',
  patterns: [
    `<child>|<name> ..3 forget|forgets|forgetting|forgot|forgotten|lose|loses|losing|lost|bring|brings|bringing|do|does|doing|finish|finishes|finished|finishing|hand|hands|handing|handed|copy|copies|copied|copying|done ..3 ${LESSONS}`,
    `<child> ..4 help|stuck|struggles|struggling|struggle|behind ..1 with|on|in ..2 ${LESSONS}`,
    '<child> ..3 late|talking|talks|chatting|chats|chewing|fidgeting|fidgets|giggling|giggles|whispering|yawning|doodling|humming|interrupting|interrupts|daydreaming|wandering ..1 for|to|in|during|through|around|gum|again|me|over|up|about|my|the|registration|lessons|class|assembly $',
    '<child> ..3 late|talking|chatting|chewing|fidgeting|giggling|whispering|yawning|doodling|humming|interrupting ..1 for|to|in|during|through|gum ..2 lesson|lessons|class|assembly|registration|form|school|gum|period|me',
    '<child> ..3 stop talking|swearing|chatting|messing|mucking|fidgeting|giggling|whispering|interrupting !at',
    '<child> ..2 swearing|messing|mucking about|around|constantly|again|in|during $',
    '<child> ..4 hugging|hugs|cuddling|cuddles me|us',
    '<child> ..4 sitting|sits|sit|climbing|climbs on|onto my|our lap|knee',
    '<child> ..3 turns|turning|turned|coming|comes|arrives|arriving up? late',
    '<child>|lads|boys|girls|kids|pupils ..3 vaping|smoking|vape|vapes ..2 behind|in|on|at|outside|round ..3 gym|toilets|toilet|site|school|gate|bus|field|loos|bushes|corner|sheds',
    // How a match went, and nobody is hurt by a score.
    '<number> nil',
    'nil nil|<number>',
    'lost|beat|beaten|battered|thrashed|hammered|slaughtered|destroyed|murdered|smashed ..6 <number> nil|<number> $',
    // Requests and invitations.
    '<child>|<ex-pupil>|<parent> ..3 sent|sends|sending me ..2 request|requests|invite|invites',
    '<child>|<ex-pupil>|<parent> ..3 adding|requesting|following me',
    '<child>|<ex-pupil>|<parent> ..3 asked|asks|asking|wants|wanted|tried|trying to follow|add|friend me|us',
    // Gifts and offers.
    'got|received|given|had ..3 box|bottle|hamper|voucher|card|flowers|chocolates|wine|present|gift|tickets ..3 from|off ..4 <parent>|<child>',
    '<parent> ..2 offered|offers|offering me|us ..5 quid|pounds|money|cash|tickets|gift|voucher|job|tutor|tutoring|wine|holiday|lift',
    // Who is away.
    '<staff>|<name> in the? office|admin|kitchen|canteen|reception|finance|payroll|hr|maths|english|science|pe|history|geography|music|art ..2 off|absent ..2 ill|sick|poorly|leave|covid|flu',
    '<staff> ..2 off|absent ..2 ill|sick|stress|poorly|maternity|paternity|leave|covid|flu',
    // The press rings: who it is passed to is in the policies.
    `${PRESS} ..5 ${GETS_IN_TOUCH}`,
    `daily|local|evening|sunday|national|regional|weekly mail|paper|papers|press|news|newspaper|newspapers|radio|express|mirror|telegraph|star|echo|post|gazette|times ..5 ${GETS_IN_TOUCH}`,
    `mail|sun|times|express|mirror on sunday ..3 ${GETS_IN_TOUCH}`,
    `bbc|itv|channel|sky|press|media|papers ..5 ${GETS_IN_TOUCH}`,
    `${GETS_IN_TOUCH} ..4 from|by ..1 bbc|itv|press|media|papers|paper|newspaper|mail|sun|guardian|telegraph|mirror|times`,
    '^ daily|local|evening|sunday|weekly mail|paper|press|express|mirror|telegraph|echo|gazette just? rang|called|messaged|emailed|phoned|contacted',
    'from|by the? bbc|itv|press|papers|media|newspaper|mail|mirror|sun|telegraph ..2 rang|rung|called|phoned|emailed|messaged|wants|asking|asked|contacted',
  ],
} as const;
