import type { Role } from '../../core/school/school.ts';

/** Who a question is for that no policy answers: a role of the school, or its office. */
export type Asked = Role | 'office';

/**
 * What belongs to whom in any school, by the words that people use for it. The first that is met counts; what is none of these is for
 * who looks after the policies.
 */
const SUBJECTS: readonly (readonly [whose: Asked, words: string])[] = [
  [
    'dpo',
    `gdpr|subject access|sar|freedom of information|foi|data protection|cctv|ico|privacy notice|personal data|data breach`,
  ],
  [
    'hr',
    `pay|paid|payday|payslips?|payroll|salary|wages?|pension|overtime|toil|expenses|mileage|annual leave|unpaid leave|sick leave|leave of
     absence|day off|days off|time off|off sick|sick note|sick pay|sickness|absence|compassionate|bereavement|funeral|maternity|paternity|mat
     pay|mat leave|parental leave|notice period|hand in my notice|resign|resigning|contract|contracts|flexible working|part time|job
     share|redundancy|dbs|probation|grievance|capability|occupational health|jury service|dentist|doctors appointment|hospital
     appointment|retire|retiring|pay rise|increment|references?|job interview|appraisal|leave early|a wedding`,
  ],
  [
    'it-lead',
    `printers?|photocopiers?|copier|toner|laptops?|desktop|ipads?|chromebooks?|projectors?|smartboards?|interactive board|whiteboard
     pen|keyboard|monitor|charger|wi ?fi|internet|broadband|passwords?|log in|login|logins|logged out|locked out|mfa|two factor|vpn|software|update
     my computer|my computer|phishing|spam|virus|mailbox|inbox is full|shared drive|onedrive|website blocked|unblock|helpdesk|it support`,
  ],
  [
    'office',
    `accident book|lost property|keys?|car park|parking|parked|room booking|book a room|book the hall|minibus|swap|lunch duty|break
     duty|duty rota|cover list|timetable|stationery|glue sticks|photocopying budget|dinner money|register codes|registers|visitors? badge|sign
     in|petty cash|first aid kit|inhalers?|epipens?|medical form|trip letter|coach booking|staffroom|fridge|microwave|kettle|coffee
     machine|mugs?|heating|radiator|window|light bulb|lights|boiler|toilets? blocked|parcel|post room|lockers?|dog`,
  ],
  [
    'dsl',
    'safeguarding|child protection|childrens social care|social worker|early help|cpoms|looked after children|lac review',
  ],
];

const KNOWN = SUBJECTS.map(([whose, words]) => {
  const either = words.replace(/\s+/g, ' ').replaceAll('| ', '|').replaceAll(' |', '|');
  return { whose, pattern: new RegExp(`\\b(?:${either})\\b`) };
});

/** Whose matter a question is, as far as its words tell. */
export function whoseMatter(question: string): Asked {
  const said = question
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
  return KNOWN.find(({ pattern }) => pattern.test(said))?.whose ?? 'policy-owner';
}
