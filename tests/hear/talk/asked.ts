import type { WishId } from '../../../src/hear/wishes/wishes.ts';

/** Fifteen facts and more, each asked in ways that wishes.yml does not hold word for word. */
export const ASKED: readonly (readonly [WishId, readonly string[]])[] = [
  [
    'holder.dsl',
    [
      'Who is the DSL?',
      'whos our safeguarding lead again pls',
      'Could you tell me who the designated safeguarding lead is?',
      'how do i get hold of the dsl',
    ],
  ],
  [
    'holder.deputy-dsl',
    ['who is the deputy DSL', 'who do I go to if the DSL is off', 'names of the deputy safeguarding leads'],
  ],
  [
    'holder.it-lead',
    [
      'Who do I ask about IT?',
      'my laptop is broken who do i call',
      'whats the number for IT support',
      "I can't log in to my email",
    ],
  ],
  [
    'number.office',
    ["What's the office number?", 'phone number for reception please', 'how do I ring the school office'],
  ],
  [
    'number.outside',
    [
      'LADO phone number?',
      'what is the number for childrens social care',
      'who do i ring out of hours',
      'important phone numbers',
    ],
  ],
  [
    'dates.break-up',
    ['When do we break up?', 'what day do we finish for xmas', 'when is half term', 'last day of term?'],
  ],
  ['dates.back', ['when are we back after Christmas', 'When does term start', 'what date do we go back in January']],
  [
    'dates.inset',
    ['How many INSET days do we get?', "when's the next inset day", 'inset dates', 'is there an inset day in january'],
  ],
  ['dates.all', ['term dates', 'show me the school calendar', 'what are the term dates for next year']],
  [
    'own.talk-first',
    [
      "I'm not signing that",
      "I won't sign the code of conduct",
      "I'd rather speak to my union rep before I sign",
      'can i talk to someone first',
      'I need help reading this',
      'could someone read it to me',
      "what happens if I don't sign it",
      'not happy to sign it',
    ],
  ],
  [
    'own.declare',
    [
      'my nephew is in year 8',
      'I want to declare a relationship',
      'my daughter goes to this school',
      "I'm already friends with one of the parents",
      'i am related to a pupil',
      'My niece is starting here in September',
    ],
  ],
  ['declarations', ['show me the declarations', 'staff declarations', 'Who is related to pupils?']],
  [
    'policy.review',
    [
      'When is this policy reviewed?',
      'review date of the social media policy',
      'how old is the policy',
      'is the safeguarding policy up to date',
    ],
  ],
  [
    'policy.changed',
    [
      'What changed this year?',
      "what's new in the policies",
      'have there been any changes to the policies since september',
    ],
  ],
  ['own.signed', ['Have I signed?', 'did i sign the code of conduct', 'am I up to date with my policies']],
  ['own.to-read', ['What have I still to read?', 'what do i still need to sign', 'anything left for me to read?']],
  [
    'own.reports',
    ['What happens to my report?', 'has anyone read my report yet', 'any news on my concern', 'wheres my report'],
  ],
  ['policy.list', ['what policies are there', 'list all the policies', 'Where can I find the policies?']],
  ['holder.hr', ['who is HR', 'how do I contact HR?', 'who should I talk to about payroll']],
  ['holder.dpo', ['who is the DPO', "who's our data protection officer", 'who do I ask about GDPR']],
  ['holder.headteacher', ['who is the head', "what's the headteacher's name", 'how do i contact the head']],
  ['lanyard.privacy', ['who can see what I ask?', 'is this chat private', 'do you store my questions']],
  ['lanyard.working', ['is it working', 'are you working?', 'is Lanyard down', 'system status']],
];

/** Twenty jobs of a role, as people say them. */
export const JOBS: readonly (readonly [WishId, readonly string[]])[] = [
  [
    'reports.open',
    [
      'anything overdue',
      'any new concerns?',
      'whats waiting for me',
      'show me the open reports',
      'anything new today',
      'do I have any reports to read',
    ],
  ],
  ['reports.search', ['search reports', 'find concerns about Kai Turner', 'look up a pupil']],
  ['records.due', ['what records are due for review', 'what can be deleted']],
  ['pin', ['I forgot my PIN', 'change my pin']],
  [
    'campaigns',
    [
      'show me the campaigns',
      'how many have signed so far',
      'I want everyone to sign the policy',
      'ask all staff to read the social media policy by 11 december',
      'get the kitchen to sign the code of conduct by friday',
      'start a new campaign',
      'how is the campaign going',
    ],
  ],
  [
    'campaigns.missing',
    ["who hasn't signed", 'who still needs to sign', 'list of staff who have not signed yet', 'who are we waiting for'],
  ],
  ['campaigns.outstanding', ["what's outstanding?", 'anything outstanding']],
  [
    'campaigns.due',
    [
      'move the deadline to Thursday',
      'can we push back the due date',
      'give everyone more time to sign it',
      'can the deadline be moved to Friday 18 December',
    ],
  ],
  [
    'campaigns.remind',
    [
      'chase the support staff again',
      'send a reminder to the lunchtime staff',
      'how do I nudge people',
      'when does my reminder go out',
      'take back the reminder',
    ],
  ],
  [
    'campaigns.change',
    [
      'someone is back from maternity leave',
      'undo the paper entry',
      'undo the paper entry for Frank Doyle',
      'I pressed the wrong person by mistake',
      'i ticked the wrong person',
      'Frank Doyle did not actually sign',
    ],
  ],
  ['campaigns.files', ['proof for Estyn', 'export the register to a spreadsheet', 'what do I show the inspector?']],
  [
    'campaigns.managers',
    [
      'tell managers',
      'unions were consulted on 3 November',
      'stop telling the line managers',
      'we consulted the unions',
      'We changed our mind: line managers should be told who has not signed. The unions were consulted on 3 November.',
      'the unions were consulted on 3 november, tell managers who hasnt signed',
      "can you tell line managers who hasn't signed? We consulted the union on 3 November",
    ],
  ],
  ['governors.page', ['trustees report', 'one page for the governing body', 'open the school overview']],
  [
    'people.joining',
    [
      'how do I add a volunteer',
      'send out the personal links again',
      'print a list for staff to sign',
      'print list for people without teams',
    ],
  ],
  [
    'campaigns.away',
    [
      'who is on maternity leave',
      "who's off on long-term sick at the moment",
      'which staff are on paternity leave?',
      'who have I paused',
      'who is still away',
    ],
  ],
  [
    'campaigns.person',
    [
      'has priya signed',
      'has Lewis Grant signed the policy yet',
      'when did Priya Nair sign',
      'did mr doyle acknowledge',
    ],
  ],
  [
    'policies.desk',
    [
      'I want to upload a new policy',
      'how do i update a policy',
      'there is a new version of the policy',
      'policies waiting for approval',
    ],
  ],
  ['policies.questions', ['what do staff ask', 'what are people asking about', 'most asked questions']],
];

/** For the policies or for the way to a report, however like a wish they sound. */
export const NOT_FOR_LANYARD: readonly string[] = [
  'my nephew is in year 8 and hates school',
  'my nephew is in year 8 can I follow him on Instagram',
  'my son is in year 10 and a teacher messaged him',
  'a pupil is friends with my son',
  'my friend is a parent and asked me to tutor her daughter',
  'I am friends with a pupil on Facebook',
  'do I have to declare that my cousin is a parent here',
  'what does the DSL have to do when I report something',
  'do I have to tell the DSL if a pupil follows me',
  'who should I report a colleague to',
  'can I ring a parent from my own phone',
  'can I have my own phone out in the office',
  'what happens if I report the headteacher',
  'what happens to a report about a colleague',
  'who reads a report about the head',
  'do I have to sign the acceptable use agreement every year',
  'how long do we keep records of concerns',
  'can I work from home on an INSET day',
  'do I need to attend inset days if I am part time',
  'can I take my lanyard off in the staff room',
  'when do pupils have to sign the phone agreement',
  'who can approve a school trip in term time',
  'can IT see my search history',
  'can the head read my emails',
  'is what I post on a private account private',
  'am I allowed to tell my friends about work',
  'can I change the privacy settings on the class blog',
  'when should I review my privacy settings',
  'has the policy got anything on TikTok',
  'should I have signed something before posting photos',
  'who signs off posts on the school account',
  'what’s the policy on mobile phones in class',
  'is there a rule about ringing parents on my own phone',
  'which policies apply to volunteers',
  'what do I do if the DSL is not available',
  'what changed in the room',
  'who wrote this policy',
  'which other policies should I read with this',
];

/** As colleagues typed them when they tried it out, once it had missed them. */
export const TRIED: readonly (readonly [WishId, readonly string[]])[] = [
  [
    'own.waiting',
    [
      'anything ive not acknowledged yet?',
      "is there anything I haven't acknowledged?",
      'what have I not acknowledged',
      'anything still to acknowledge?',
    ],
  ],
  [
    'campaigns.missing',
    [
      'who still hasnt done the social media one',
      "who hasn't signed the code of conduct one yet",
      'send a reminder to everyone who hasnt signed',
      'can you remind staff who have not signed the policy yet',
      'please chase everyone who hasnt read it',
      'send out reminders to those who still haven’t done it',
    ],
  ],
  [
    'dates.inset',
    [
      'is it a staff day on the 4th jan or are kids in',
      'is it inset on 4 January?',
      'is the 4th of january an inset day',
      'is there a training day on monday 4th january',
      'are pupils in on 4 January or is it an inset day?',
    ],
  ],
  ['dates.all', ['are the kids in on the 4th', 'is 4 january a school day']],
  [
    'rota',
    [
      'im off tmrw can tom cover for me',
      'Could Tom Ashworth cover for me on Friday? I’m on a course',
      "I'm away next week, who covers for me?",
      'i need cover tomorrow',
      'who is on duty tonight',
      'show me the duty rota',
    ],
  ],
  ['dates.all', ['hiya, is there a term calendar i can look at?']],
  ['dates.break-up', ["when's easter hols"]],
  ['dates.inset', ['any inset days coming up?']],
  ['holder.hr', ['need to speak to someone in hr about my contract, who is it']],
  ['holder.it-lead', ["wifi's down, who sorts that"]],
  ['holder.dsl', ["Bore da, pwy yw'r DSL?"]],
  ['own.to-read', ['is there anything waiting for me to sign off']],
  ['own.reports', ['has anybody looked at the report i made last week']],
  ['policy.changed', ['any updates to policies i should know about']],
  ['lanyard.working', ['everything working?']],
  ['reports.open', ["what's come in today"]],
  ['records.due', ['what do i do with records i dont need any more']],
  ['campaigns.missing', ["who's still not done it"]],
  ['campaigns.person', ['has lewis done his']],
  ['policies.desk', ["i've got a new version of the social media policy"]],
  [
    'number.outside',
    ['what number do I ring for the LADO', 'how do I contact the lado', 'is there a helpline for staff'],
  ],
  [
    'holder.it-lead',
    ['who do I see about my projector', "printer's jammed again who sorts it", 'cant get onto the wifi'],
  ],
  ['holder.hr', ['who deals with pay', 'who do I talk to about my maternity leave']],
  [
    'policy.review',
    ['when is the safeguarding summary due for review', 'what version of the code of conduct are we on'],
  ],
  ['policy.changed', ['what’s new in the social media policy']],
  ['campaigns', ["how do I start this year's acknowledgements", 'send the code of conduct out for signing']],
  ['campaigns.missing', ['who in my team hasn’t signed the code of conduct', 'has everyone in my department signed']],
  ['campaigns.person', ['did Kwame sign the social media policy', 'has mrs begum done the code of conduct']],
  ['policies.desk', ["I've updated the code of conduct, where do I send it"]],
  ['reports.open', ['what came in over the weekend', "any reports I haven't opened"]],
  ['records.due', ['which records are ready to be destroyed']],
  [
    'accounts.apply',
    [
      'i want a twitter account for the PE department',
      'we would like to set up an instagram page for the netball team',
      'apply for a school account',
    ],
  ],
  [
    'posts.press',
    ['daily mail just messaged us', 'a journalist has rung the school', 'the local paper wants a comment'],
  ],
  ['posts.before', ['what do I have to check before posting', 'checklist before you post']],
  ['posts.settings', ['I’ve checked my privacy settings', 'what is the approved disclaimer']],
  ['accounts.list', ['who runs our facebook page', 'what social media accounts do we have', 'school accounts']],
];
