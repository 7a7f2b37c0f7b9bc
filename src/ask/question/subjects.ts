import type { Role } from '../../school/school.ts';

/** Who a question is for that no policy answers: a role of the school, or its office. */
export type Asked = Role | 'office';

/**
 * What belongs to whom in any school, by the words that people use for it. The first that is met counts; what is none of these is for
 * who looks after the policies. `signs`: words that are said of much else too, such as `absence`, of which two are needed, or one in
 * a message of few words.
 */
const SUBJECTS: readonly (readonly [whose: Asked, words: string, signs: string])[] = [
  [
    'dpo',
    'gdpr|subject access|sar|dsar|freedom of information|foi|data protection|cctv|ico|privacy notice|personal data|data breach',
    'data|privacy|records?|consent|retention|held about|encrypt\\w*',
  ],
  [
    'hr',
    `payday|payslips?|payroll|salary|wages?|pension|overtime|toil|annual leave|unpaid leave|sick leave|leave of absence|days? off|time
     off|sick note|sick pay|compassionate|bereavement|maternity|paternity|mat pay|mat leave|parental leave|notice period|hand in my
     notice|resign|resigning|flexible working|job share|redundancy|probation|grievance|occupational health|jury service|retiring|pay
     rise|increment|job interview|my appraisal|my contract|my pay|my dbs|my mileage|my expenses|my reference|my absence`,
    `get|pay|paid|expenses|mileage|off sick|sickness|absence|funeral|contract|contracts|part time|dbs|capability|dentist|doctors
     appointment|hospital appointment|retire|references?|appraisal|leave early|a wedding|sick`,
  ],
  [
    'it-lead',
    `printers?|photocopiers?|copier|toner|chromebooks?|projectors?|smartboards?|interactive board|whiteboard pen|wi ?fi|broadband|log
     in|login|logins|logged out|locked out|mfa|two factor|vpn|update my computer|my computer|my laptop|phishing|mailbox|inbox is
     full|shared drive|onedrive|website blocked|unblock|helpdesk|it support|my password|forgot\\w* password|reset password`,
    `laptops?|desktop|ipads?|keyboard|monitor|charger|internet|passwords?|software|spam|virus|computers?|screen|account|broken|not working|doesnt work|wont|jammed|frozen|crash\\w*|install\\w*|reset|new|slow`,
  ],
  [
    'office',
    `accident book|lost property|car park|parking|parked|room booking|book a room|book the hall|minibus|lunch duty|break duty|duty rota|cover
     list|stationery|glue sticks|photocopying budget|dinner money|register codes|visitors? badge|petty cash|first aid kit|medical
     form|trip letter|coach booking|staffroom|fridge|microwave|kettle|coffee machine|heating|radiator|light bulb|boiler|toilets?
     blocked|parcel|post room`,
    `keys?|swap|timetable|registers|sign in|inhalers?|epipens?|mugs?|window|lights|lockers?|dog|where|who has|borrow|spare|broken|cover|duty|order|book|cold`,
  ],
  [
    'dsl',
    'safeguarding|child protection|childrens social care|social worker|early help|cpoms|looked after children|lac review|young carers?',
    '',
  ],
];

const either = (words: string): string => {
  const all = words.replace(/\s+/g, ' ').replaceAll('| ', '|').replaceAll(' |', '|');
  return `\\b(?:${all})\\b`;
};

const KNOWN = SUBJECTS.map(([whose, words, signs]) => ({
  whose,
  pattern: new RegExp(either(words)),
  signs: signs === '' ? undefined : new RegExp(either(signs), 'g'),
}));

/** What is said of much else too is a second sign and never the first. */
const OWN = /^(?:get|new|account|where|who has|order|book|borrow|spare|cover|cold)$/;
/** So few words are of nothing else. */
const FEW_WORDS = 3;

function hasSigns(said: string, signs: RegExp): boolean {
  const found = new Set(said.match(signs));
  const telling = [...found].filter((one) => !OWN.test(one));
  return telling.length > 0 && (found.size > 1 || said.trim().split(' ').length <= FEW_WORDS);
}

/** Whose matter a question is, as far as its words tell. */
export function whoseMatter(question: string): Asked {
  const said = question
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
  if (OF_PUPILS.test(said) && OF_NEED.test(said)) return 'dsl';
  const known =
    KNOWN.find(({ pattern }) => pattern.test(said)) ?? KNOWN.find(({ signs }) => signs && hasSigns(said, signs));
  return known?.whose ?? 'policy-owner';
}

const OF_PUPILS =
  /\b(?:pupils?|child|children|kids?|students?|learners?|girls?|boys?|lads?|lass(?:es)?|tutees?|(?:year|yr|y) ?\d{1,2}s?|sixth formers?|reception class|nursery)\b/;
const OF_STAFF_ABUSED =
  /\b(?:slag\w*|troll\w*|abus\w*|threat\w*|harass\w*|fake (?:account|profile|page)|impersonat\w*)\b/;

/** How a pupil is, who may need someone: hungry, cold, dirty, always tired, in tears. */
const OF_NEED =
  /\b(?:hungry|starving|(?:not|never|hasnt|havent|nothing to|no|without) (?:eaten|eat|ate|breakfast|lunch|dinner|food|coat|shoes|sleep)|doesnt eat|dirty|filthy|smell(?:s|y)?|unwashed|neglect\w*|exhausted|(?:always|so|too) (?:tired|cold|hungry|sleepy)|falls? asleep|cry(?:ing)?|cries|in tears|withdrawn|self ?harm\w*|bruis\w+|scared|frightened|young carers?)\b/;

/** To whom something is taken that was asked about: of a pupil to the DSL, whatever else it is; `undefined` where its words do not tell. */
export function takenTo(question: string): Asked | undefined {
  const said = question.toLowerCase().replace(/[’']/g, '');
  if (OF_PUPILS.test(said)) return 'dsl';
  if (OF_STAFF_ABUSED.test(said)) return 'senior-manager';
  const whose = whoseMatter(question);
  return whose === 'policy-owner' ? undefined : whose;
}
