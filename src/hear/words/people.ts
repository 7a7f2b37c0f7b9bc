/**
 * Who is who in a school, as staff write it. Phrases are in the language of pattern.ts; the last word matched is the head word.
 * Order matters where two phrases begin at the same word and are equally long: the first wins.
 */
export interface PersonRule {
  readonly tag: PersonTag;
  readonly patterns: readonly string[];
}

export type PersonTag =
  | 'child'
  | 'ex-pupil'
  | 'staff'
  | 'head'
  | 'lead'
  | 'chair'
  | 'parent'
  | 'relative'
  | 'stranger'
  | 'me';

export const PEOPLE: readonly PersonRule[] = [
  {
    // Before "head": these are not the headteacher.
    tag: 'staff',
    patterns: [
      'ex|old|former|previous|last head|boss|headteacher|principal|head-teacher',
      'my|an|his|her ex head|boss|headteacher',
      'deputy|assistant|vice|associate head|principal|headteacher|heads|headteachers',
      'deputy|assistant|vice head teacher',
      'deputy|assistant|vice|former|previous|ex chair|chairman|chairwoman|chairperson of the? governors|trustees',
      'head of year|department|dept|house|sixth|science|maths|english|pe|faculty|ks1|ks2|ks3|ks4|key|music|art|drama|history|computing|inclusion|send|early|subject|boarding|school?',
      'hod|hoy|slt|senco|sendco|deputy|deputies|headship',
      'heads of year|department|house',
    ],
  },
  {
    tag: 'chair',
    patterns: [
      'chair|chairman|chairwoman|chairperson of the? ..1 governors|trustees|governing|governance|board body?',
      'chair|chairman|chairwoman|chairperson of the? ..1 governors|trustees|governing|governance|board',
      'governors|trustees chair|chairman|chairwoman|chairperson',
      'chair governor|trustee',
    ],
  },
  {
    tag: 'child',
    patterns: [
      'head boy|girl|student|pupil',
      'deputy head boy|girl',
      'student council|leader|leaders',
      'work experience student|lad|girl',
    ],
  },
  {
    tag: 'head',
    patterns: [
      'person|one|someone|somebody|woman|man|lady|bloke|boss|her|him|he|she right? at the very? top',
      'at the very top',
      'person|one|someone|who|he|she|him|her|woman|man in charge of the|our|this school|place|trust',
      'runs|running|leads this|the|our|whole school|place|academy',
      'top|big dog|boss|cheese|man|lady',
      'gaffer',
      'the boss',
      'actual|current|own|very headmaster|headteacher|head|headmistress',
      'head study|husband|wife',
      'the|our|new head study|office|husband|wife|partner|room|pa|door',
      'headteacher|headmaster|headmistress|headteachers',
      'head teacher|master|mistress',
      'ht',
      'principal',
      'exec|executive|acting|interim|new|current|our head|principal|headteacher',
      'exec|executive|acting|interim head teacher',
      'the|our|new|if|its|it|about|current|my head !of|over|boy|girl|lice|office|lock|start|count|injury|wound|teacher|hurts|hurt|first|on|down|against|and|with|in',
      'the|our heads =had|been|got|always|taken|taking|given|giving|let|asked|sent|sending',
      'the|our|new head $',
      'the|our|new|if head =and',
      'the|our|new head =in|on|with|against',
      'boss of the school',
      '^ head =is|has|was|keeps|refuses|refused|told|hits|shouts|shouted|pushed|hugged|grabbed|slapped|touched|drags|dragged|texted|messaged|hit|made|does|did|knows|knew|says|said|wants|asked|wont|will|ignored|locked|covered',
    ],
  },
  {
    tag: 'lead',
    patterns: [
      'dsl|ddsl|dsls|dslp',
      'designated safeguarding lead|officer|person',
      'safeguarding lead|officer|lady|man|person|bloke|woman',
      'lead safeguarding officer',
      'deputy dsl',
      'deputy safeguarding lead',
      'deputy designated safeguarding lead',
      'child protection officer|lead|coordinator',
      'dsp|cpo',
      'head of safeguarding|inclusion',
    ],
  },
  {
    tag: 'staff',
    patterns: [
      '<name> in|from|at|on|off|who|down the? site|pe|kitchen|kitchens|office|science|maths|english|drama|music|art|finance|reception|caretaking|dt|ict|computing|history|geography|languages|humanities|it|cover|pastoral|admin|canteen|afterschool',
      '<name> the caretaker|cleaner|coach|cook|ta|driver|teacher|site',
      'mate|friend|woman|lady|lad|bloke|guy|man|girl|person|someone|somebody|one in|from|who ..1 the|our|my|teaches|works|finance|pe|hr ..1 office|department|dept|kitchen|kitchens|site|staffroom|team|here|science|finance|reception|canteen',
      'colleague|person|someone|somebody in|from the|my|our department|dept|office|team|kitchen|school|year|phase',
      'cover|agency|supply|drama|science|music|kitchen|site|office|pe|sports|maths|dance|it|football|tennis|art|cleaning|maintenance|gym lad|guy|bloke|woman|lady|girl|man|fella|chap|person',
      'visiting|guest author|speaker|artist|poet|coach|musician|performer|teacher|specialist',
      'bus|taxi|transport|school escort|escorts|chaperone|driver|minibus',
      'job share|sharer|partner',
      'it tech|technician|guy|manager|support|lad|man|bloke',
      'network manager',
      'lab|dt|food|science|it|art tech|techs|technician',
      'trainee|trainees|apprentice|intern',
      '1to1',
      'one to one',
      'key worker|workers',
      'parent helper|helpers|volunteer|volunteers|reader',
      'learning mentor|mentors',
      'hall|exams invigilator',
      'behaviour lead|mentor|manager',
      '<name> who does|runs|coaches|teaches|takes|works|drives',
      'line manager|managers|boss',
      'nursery nurse|nurses|worker|key-worker',
      'scout|cub|guide leader',
      'teacher|teachers|tutor|tutors|lecturer|educator',
      'student|trainee teacher|teachers',
      'class|form|supply|cover|pe|music|drama|maths|science|english|french|dt|art|swimming|dance|history|geography|re|cricket|tennis|guitar|piano|peri|rugby|football|netball|judo|karate|gym|computing|ict|spanish|german|chemistry|physics|biology|nursery|reception|primary|year|class teacher|teachers|tutor|tutors|coach|coaches|instructor|supervisor',
      'ta|tas|lsa|lsas|hlta|hltas|ect|ects|nqt|nqts|itt',
      'teaching|learning|classroom|nursery|lunchtime|midday|lunch|playground|science|library|office|admin|support|sen|send|1to1 assistant|assistants|supervisor|supervisors|staff|worker|workers|technician|practitioner|practitioners|manager',
      'coach|coaches|instructor|instructors|supply|caretaker|caretakers|cleaner|cleaners|janitor|premises|governor|governors|volunteer|volunteers|chaplain|vicar|receptionist|librarian|technician|technicians|invigilator|invigilators|matron|houseparent|housemaster|housemistress|counsellor|mentor|mentors|chef|cook',
      'site|premises|facilities|business|office|line|pastoral|attendance|welfare|behaviour|safeguarding|data|exams manager|officer|team|lead|staff|worker|leader|mentor|support',
      'cover|lunchtime|midday|dinner supervisor|supervisors|staff|lady|ladies',
      'dinner|lunch|kitchen|canteen|lollipop|office|school|breakfast|reading|after lady|ladies|staff|man|woman|nurse|counsellor|volunteer|helper|worker|cook',
      'midday|middays|mdsa|msa',
      'school|mini|the|our|coach bus|minibus|taxi|coach driver|drivers',
      'minibus|bus|taxi|coach driver',
      'colleague|colleagues|coworker|coworkers|co-worker|workmate',
      'work colleague|mate',
      'member|members of staff',
      'staff member|members',
      'one of the|our|my staff|team',
      'staff !room|meeting|car|kitchen|toilet|toilets',
      'someone i work with',
      'person|woman|man|bloke|lady|guy|girl i work with',
      'another adult',
      'adult|adults in|at school|the',
      'adult working|who works|helping',
      'after school club lady|leader|worker|man|staff|coach',
      'breakfast|holiday|homework|youth|sports club lady|leader|worker|man|staff',
      'youth worker|leader',
      'leader|worker at the|our club',
      'club leader',
      'ed|educational psych|psychologist',
      'sports|football|rugby|swim|swimming|dance|gym|cricket coach|coaches|teacher|instructor',
      'school photographer',
      'agency staff|worker|ta|teacher',
      'agency',
      'contractor|contractors|builder|builders|decorator|electrician',
      'sir',
      'my|our|the boss|manager|hod',
      'line manager',
      'someone|somebody on the staff|team|slt',
      'someone|somebody in my department|team|dept',
      'forest school leader|lady|man',
      'guy|bloke|man|lady|woman who does|runs|coaches|teaches|takes|drives',
      'photographer',
      'supply',
      'trainee',
      'pgce student|trainee',
      'exchange|language assistant',
    ],
  },
  {
    tag: 'ex-pupil',
    patterns: [
      'ex|former|old|past pupil|pupils|student|students|sixth-former|learner',
      'ex-pupil|ex-pupils|ex-student|ex-students|alumni|alumnus|alumna|alum|leaver|leavers|expupil|expupils|exstudent',
      'pupil|student|kid|girl|boy|lad|someone who|that just? left',
      'former sixth-former',
    ],
  },
  {
    tag: 'parent',
    patterns: [
      'mum|dad|parent|parents|mother|mothers|father|fathers|carer|carers|stepdad|stepmum|stepfather|stepmother|stepparent|guardian|guardians|grandparent|family|families|pta|mumsnet',
      'step|foster dad|mum|father|mother|parent|parents|carer|carers',
      'mum|dad|parent boyfriend|girlfriend|partner|fella|bloke|husband|wife|ex|lad',
      'mum new? boyfriend|girlfriend|partner|fella|bloke|man',
      'dad new? girlfriend|partner|missus',
    ],
  },
  {
    tag: 'relative',
    patterns: [
      'brother|brothers|sister|sisters|uncle|uncles|aunt|auntie|aunty|nan|grandad|cousin|cousins|stepbrother|stepsister|sibling|siblings|babysitter|childminder|lodger|nephew|niece|grandfather|grandmother',
      'older|big|half brother|sister',
      'family friend',
    ],
  },
  {
    tag: 'child',
    patterns: [
      'pupil|pupils|student|students|kid|kids|child|children|boy|boys|lad|lads|girl|girls|lass|lasses|teen|teens|teenager|teenagers|youngster|youngsters|learner|learners|tutee|tutees|toddler|toddlers|infant|infants|preschooler|baby|babies|bairn|bairns|schoolgirl|schoolboy|schoolgirls|kiddie|kiddies|kiddo|kiddos|minor|minors|youth|youths|juniors|twins|classmate|classmates|underage',
      'sixth former|formers|form',
      'sixth-former|sixth-formers',
      '6th former|formers|form',
      'little one|ones|girl|boy|lad|man|fella',
      'young person|people|lady|girl|boy|lad|man|carer',
      'eal|sen|send|pp|lac|looked|nursery|reception|primary|infant|junior child|kid|pupil|student|boy|girl|kids|children|pupils',
      'year <number> pupil|pupils|student|students|boy|boys|girl|girls|lad|lads|kid|kids|child|children|class|group|form|lass',
      'year <number> !times|ago|now|old|running|policy|in',
      'ks1|ks2|ks3|ks4|ks5|eyfs child|kid|pupil|student|boy|girl|pupils|kids|lad|children',
      '<number> year-old boy|girl|lad|kid|child|pupil|student',
      '<number> year old|olds boy|girl|lad|kid|child|pupil|student',
      '<number> year-old|year-olds',
      '<number> year old|olds',
      '<class> !grade|pen',
      'my|our|his|her son|daughter|daughters|sons',
      'son|daughter of',
      'one of mine',
      'one of my|our own? form|class|group|tutor|tutees|readers|nursery|reception|intervention|team|squad|house|lot|babies|boarders',
      'someone|somebody in my|our class|form|group|tutor',
      'boarder|boarders',
      'the class',
      'reception|nursery kids|children|child',
    ],
  },
  {
    tag: 'stranger',
    patterns: [
      'man|men|bloke|guy|guys|woman|women|adult|adults|stranger|strangers|someone|somebody|person|random|randomer|weirdo|paedo|groomer|predator|catfish|intruder|gang|dealer|dealers',
      'older man|men|bloke|guy|guys|lad|lads|boy|boys|boyfriend|people|friend|friends|kids|teen|teens|male|males',
      'boyfriend|girlfriend|ex',
      'online friend|boyfriend|girlfriend',
      'some man|guy|bloke|men|people|woman|lads|lad',
      'grown man|men|up|ups',
      'other adults',
      'people',
      'ex boyfriend|girlfriend|partner|husband|wife',
      'person online',
    ],
  },
  { tag: 'me', patterns: ['i|me|my|myself|mine|we|us|our|ourselves'] },
];

/** Titles in front of a surname: in a message from staff to staff, nearly always a colleague. */
export const TITLES: ReadonlySet<string> = new Set([
  'mr',
  'mrs',
  'ms',
  'miss',
  'mx',
  'dr',
  'coach',
  'mister',
  'sister',
  'father',
  'rev',
]);

/** After a title, none of these is a surname ("I miss her", "miss it"). */
export const NOT_SURNAMES: ReadonlySet<string> = new Set(
  'i a an the my our his her their him them it this that these those and or but if is was are to of in on at for from with by out up you we he she they me us who what when where how not no lessons lesson school work training class home meetings meeting deadline lunch being going having getting'.split(
    ' ',
  ),
);

/** First names common in UK schools, without those that are everyday words. A name makes a message specific; it is never needed. */
export const FIRST_NAMES: ReadonlySet<string> = new Set(
  `aaliyah aaron aarav abdul abdullah abi abigail adam adele adrian ahmed aisha aisling aiden aidan alan alba albert alex alexander alexandra alexis alfie ali alia alice alicia alina alisha
  alison amaan amanda amara amelia amina amir amira amy ana anastasia andrea andrei andrew angel angela anika anisa anita anna annabelle annie anthony antoni anya arabella archie
  aria arjun arlo arthur arya ash asha ashley ashton asif aurora ava ayaan ayesha ayla bailey bartek beatrice becky bella ben benjamin beth bethany bilal billy blake bobby bradley brandon brooke
  caitlin callum calum cameron camila carl carla carlos caroline carter casey catherine celia cerys charlie charlotte chelsea chidi chloe chris christian christina christopher ciara claire clara cody colin connor conor cora corey courtney craig curtis
  daisy dan dana daniel danny daria darcey darcy darren dave david deborah declan demi denis dexter diego dominic dominik dylan ebony eddie edward eilidh elena eleanor eli elias elijah eliza elizabeth ella elle ellen ellie elliot elliott ellis elsie emil emilia emily emma eoin eric erin esme ethan eva evan evelyn evie ezra
  faisal farah farhan fatima fatma felix filip finlay finley finn fiona florence frankie freddie freya gabriel gabriela gareth gary gemma george georgia georgina gethin gino gracie graham greta gurpreet gwen habiba haider hamza hana hanna hannah harley haroon harper harriet harris harrison harry harvey hasan hassan hayden heather helen henry hollie hugo humza
  ian ibrahim idris imani imogen imran india ines ioan iona iqra irina isaac isabel isabella isabelle isha isla ismail ivan ivo izzy jackson jacob jade jaden jake jakub jamal james jamie jan jana janet jared jasmine jason jaxon jay jayden jaydon jayla jed jenna jennifer jenny jeremy jess jesse jessica jessie jo joanna joe joel john johnny jonah jonathan jordan joseph josh joshua josie jude julia julie junaid
  kacper kai kaiden kamil kara karen karim karl kasia kate katie kayden kayla keira keith kelly kelvin kenzie kerry kevin keziah khadija khalid kian kieran kiera kim kirsty kofi kourtney krish kuba kwame kyle kyra lacey laila lara laura lauren layla leah leanne lee leila lena leo leon leona leroy levi lewis lexi lexie liam libby lidia lila lilly linda lisa logan lola lorenzo louie louis louisa louise luca lucas lucy luis luka lukas luke luna lydia
  maddie maddison madison maisie maja malachi malik mandy marcel marcin marco marcus margaret maria mariam marie marlon marta martha martin martyna mary maryam mason mateusz matilda matteo matthew maya mckenzie megan mehmet mei melissa mia michael michal michelle miguel mikey mila miles millie milo mimi miriam mitchell mohamed mohammad mohammed molly morgan muhammad musa mustafa myla
  nadia nana naomi nasir natalia natalie natasha nathan neha neil nell niall niamh nicholas nicola nicole nikita nikola nina noah noor nora oakley olaf oliver olivia ollie omar oscar oskar osman owen pablo patrick patryk paula pavel penelope peter philip phoebe piotr polly pooja precious preeti priya quinn rachel rafael rahul raj rania rashid raul rayan reece reggie rehan reuben rhiannon rhys riaz richard riley rita robert robin roisin roman ronnie rory rosa rosie roxanne ruby rukhsana ryan
  saad sabrina sadia sahil saif saima salma sam samantha samir samira samuel sana sandra sandeep sanjay sara sarah sasha savannah scarlett scott sean sebastian selina seth shane shannon sharon shaun shayla shreya sian sienna simon simran skye sofia sonia sonny sophia sophie stacey stan stanley stefan stella stephanie stephen steve steven stuart suki sumaya suraj susan sylvia szymon tahira talia tamara tamsin tanisha tanya tara tariq taylor ted teddy teresa thea theo theodore thomas tia tiana tilly tim toby todd tom tomas tomasz tommy toni tony tracey tristan tyler tyrone tyrese umar usman valentina vanessa veronica victor victoria viktor vincent wayne wiktor wiktoria william xander yasmin yasmine yousef yusuf zac zach zachary zahra zain zainab zak zakariya zara zayn zeeshan zeynep zofia zoe zuzanna`
    .trim()
    .split(/\s+/),
);

/** Short forms and names of grown-ups that are no everyday words. */
export const NICKNAMES: ReadonlySet<string> = new Set(
  'rob gaz daz baz shaz kev bev trev debs viv lynne wendy tina denise gill jill hazel sue dean nick max dale kyle pete phil stu andy mandy mick mike steve dave jim tim tom bob geoff gavin gav nige nigel keith clive barry gary lynn carol barbara maureen pauline janice sheila angie jackie vicky trish shirley lorraine joanne suzanne marie jean joan ruth anne ann jasmin poppy lily ivy jack'.split(
    ' ',
  ),
);

/** Words in front of a person word that belong to it. */
export const DETERMINERS: ReadonlySet<string> = new Set(
  'a an the this that pe maths science english drama music art history geography french dt it computing reception nursery my our your his her their another one two three four five couple few some several of poor little young old older new big small tiny other lovely quiet male female former certain particular specific vulnerable disabled autistic foster all any every each no most many these those'.split(
    ' ',
  ),
);
