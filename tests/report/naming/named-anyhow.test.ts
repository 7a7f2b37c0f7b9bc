import { expect, test } from '@jest/globals';
import type { UserId } from '../../../src/kernel/ids.ts';
import { namedInAddition } from '../../../src/report/naming/in-addition.ts';
import { NOTHING_NAMED } from '../../../src/report/naming/naming.ts';
import { mentionsIn } from '../../../src/report/naming/reading/mentions.ts';
import { keptRoute, routeFor } from '../../../src/report/routing/routing.ts';
import type { School } from '../../../src/school/school.ts';
import { oakfield, PRIYA, person } from '../support.ts';

const id = (number: number) => person(`b0000000-0000-4000-8000-00000000${7_200 + number}`);
const FFION = id(1);
const ALEKSANDER = id(2);
const MARYANNE = id(3);
const RUKHSANA = id(4);
const DAFYDD = id(5);
const PETER = id(6);
const CHIDINMA = id(7);
const GARETH = id(8);

/** A school whose role-holders have names of several parts and languages, and jobs with a field. */
const school: School = {
  ...oakfield(),
  roles: {
    dsl: [{ id: FFION, name: 'Ffion Hughes-Pryce', jobs: ['Deputy Headteacher (Pastoral)'] }],
    'deputy-dsl': [
      { id: ALEKSANDER, name: 'Aleksander Nowak', jobs: ['Head of Sixth Form'] },
      { id: MARYANNE, name: "Mary-Anne O'Shea", jobs: ['Family Liaison Officer'] },
    ],
    headteacher: [{ id: RUKHSANA, name: 'Dr Rukhsana Malik', jobs: ['Executive Headteacher'] }],
    'senior-manager': [{ id: DAFYDD, name: 'Dafydd Rees', jobs: ['Assistant Headteacher', 'Director of Maths'] }],
    'chair-of-governors': [{ id: PETER, name: 'Peter Winterbourne' }],
    'governance-officer': [{ id: CHIDINMA, name: 'Chidinma Eze', jobs: ['Clerk'] }],
    dpo: [{ id: GARETH, name: 'Gareth Llewellyn', jobs: ['Network Manager'] }],
    hr: [],
    'policy-owner': [],
    'it-lead': [],
    'trust-lead': [],
  },
};

const WHO = 'Lois Bevan, 7B';
const routed = (seen: string, who = WHO, at = school) =>
  routeFor(at, { kind: 'child', people: [], mentions: mentionsIn({ who, seen }) }, PRIYA);

const NAMED: Readonly<Record<string, readonly (readonly [string, readonly UserId[]])[]>> = {
  'a name with two parts, short, misheard or in two words': [
    ['Mrs Hughes Pryce slapped him.', [FFION]],
    ['Mrs HughesPryce slapped him.', [FFION]],
    ['Mrs Hughes slapped him.', [FFION]],
    ['Ms Pryce slapped him.', [FFION]],
    ['miss pryce slapped him', [FFION]],
    ['Miss H-P slapped him.', [FFION]],
    ['Mrs H P slapped him.', [FFION]],
    ['Mrs HP slapped him.', [FFION]],
    ['Ffi slapped him.', [FFION]],
    ['Fion slapped him.', [FFION]],
    ['Mrs Price slapped him.', [FFION]],
  ],
  'a job of the directory with a field': [
    ['The pastoral deputy slapped him.', [FFION]],
    ['The deputy head (pastoral) slapped him.', [FFION]],
    ['deputy headteacher pastoral slapped him', [FFION]],
  ],
  'a Polish name, its short forms and titles, and another script': [
    ['Alex kicked him.', [ALEKSANDER]],
    ['Olek kicked him.', [ALEKSANDER]],
    ['Aleks kicked him.', [ALEKSANDER]],
    ['Sasha kicked him.', [ALEKSANDER]],
    ['Pan Nowak kicked him.', [ALEKSANDER]],
    ['Mr Novak kicked him.', [ALEKSANDER]],
    ['Mr No wak kicked him.', [ALEKSANDER]],
    ['MrNowak kicked him.', [ALEKSANDER]],
    ['Sir Nowak kicked him.', [ALEKSANDER]],
    ['The head of sixth form kicked him.', [ALEKSANDER]],
    ['The head of 6th form kicked him.', [ALEKSANDER]],
    ['The sixth form lead kicked him.', [ALEKSANDER]],
    ['The post-16 lead kicked him.', [ALEKSANDER]],
    ['Ho6F kicked him.', [ALEKSANDER]],
    ['Александр Новак ударил её.', [ALEKSANDER]],
    ['Новак kicked him.', [ALEKSANDER]],
    ['ألكسندر نوفاك ضربه', [ALEKSANDER]],
  ],
  'an Irish name and two given names': [
    ["Mrs O'Shea shouted at her.", [MARYANNE]],
    ['Mrs OShea shouted at her.', [MARYANNE]],
    ['Mrs O Shea shouted at her.', [MARYANNE]],
    ['Miss oshea shouted at her', [MARYANNE]],
    ['Mary Anne shouted at her.', [MARYANNE]],
    ['Mary-Anne shouted at her.', [MARYANNE]],
    ['Maryanne shouted at her.', [MARYANNE]],
    ['Mary shouted at her.', [MARYANNE]],
    ['Mrs O shouted at her.', [MARYANNE]],
    ['The family liaison officer shouted at her.', [MARYANNE]],
    ['The FLO shouted at her.', [MARYANNE]],
    ['the family liaison lady shouted at her', [MARYANNE]],
  ],
  'a title and role of the head, in English, Welsh, Polish and Urdu': [
    ['Dr Malik grabbed him.', [RUKHSANA]],
    ['Doctor Malik grabbed him.', [RUKHSANA]],
    ['Rukhsana grabbed him.', [RUKHSANA]],
    ['Ruksana grabbed him.', [RUKHSANA]],
    ['Mrs Mallik grabbed him.', [RUKHSANA]],
    ['رخسانہ ملک نے اسے مارا', [RUKHSANA]],
    ['رخسانة مالك ضربته', [RUKHSANA]],
    ['The exec head grabbed him.', [RUKHSANA]],
    ['The executive headteacher grabbed him.', [RUKHSANA]],
    ['The headmistress grabbed him.', [RUKHSANA]],
    ['The school leader grabbed him.', [RUKHSANA]],
    ['HT grabbed him.', [RUKHSANA]],
    ['The HT grabbed him.', [RUKHSANA]],
    ['Head grabbed him.', [RUKHSANA]],
    ['Head’s hands were round his neck.', [RUKHSANA]],
    ['the lady who runs this place grabbed him', [RUKHSANA]],
    ['the one in charge of the school grabbed him', [RUKHSANA]],
    ['Mae’r pennaeth wedi ei daro.', [RUKHSANA]],
    ['gan y pennaeth', [RUKHSANA]],
    ['Roedd y bennaeth yn gweiddi arno.', [RUKHSANA]],
    ['fy mhennaeth a wnaeth hyn', [RUKHSANA]],
    ['Cafodd ei daro gan bennaeth yr ysgol.', [RUKHSANA]],
    ['dyrektorka szkoły go uderzyła', [RUKHSANA]],
    ['Dyrektor szkoły go uderzył.', [RUKHSANA]],
    ['The head and him were alone in the office.', [RUKHSANA]],
    ['Our new head grabbed him.', [RUKHSANA]],
    ['the Head Teacher grabbed him', [RUKHSANA]],
    ['the H e a d grabbed him', [RUKHSANA]],
  ],
  'a Welsh name, as it sounds, and a job in leadership': [
    ['Dai pushed him.', [DAFYDD]],
    ['Dafydd pushed him.', [DAFYDD]],
    ['David pushed him.', [DAFYDD]],
    ['Dave Rees pushed him.', [DAFYDD]],
    ['Mr Reece pushed him.', [DAFYDD]],
    ['The director of maths pushed him.', [DAFYDD]],
    ['The head of maths pushed him.', [DAFYDD]],
    ['One of the SLT pushed him.', [DAFYDD]],
    ['A member of SLT pushed him.', [DAFYDD]],
    ['the vice principal pushed him', [DAFYDD]],
    ['Y dirprwy bennaeth a’i gwthiodd.', [FFION]],
    ['the deputy made a fake account', [FFION]],
    ['Mr R. pushed him.', [DAFYDD]],
  ],
  'the chair, by name, initial or what they chair': [
    ['Pete touched her.', [PETER]],
    ['Mr Winter bourne touched her.', [PETER]],
    ['Mr W touched her.', [PETER]],
    ['Winterbourn touched her.', [PETER]],
    ['Rev Winterbourne touched her.', [PETER]],
    ['The vicar, Peter Winterbourne, touched her.', [PETER]],
    ['The chair of the governing body touched her.', [PETER]],
    ['the chairwoman touched her', [PETER]],
    ['Chair of govs touched her.', [PETER]],
    ['CoG touched her.', [PETER]],
    ['the main governor touched her', [PETER]],
    ['The chair and her were alone.', [PETER]],
    ['gadeirydd y llywodraethwyr touched her', [PETER]],
  ],
  'the clerk': [
    ['Chidi filmed her.', [CHIDINMA]],
    ['Mrs Eze filmed her.', [CHIDINMA]],
    ['Mrs E filmed her.', [CHIDINMA]],
    ['The governance professional filmed her.', [CHIDINMA]],
    ['The governors’ clerk filmed her.', [CHIDINMA]],
    ['the person who clerks for the governors filmed her', [CHIDINMA]],
  ],
  'signs, controls and digits between letters, and a job in IT': [
    ['Gaz filmed her.', [GARETH]],
    ['Gary Llewellyn filmed her.', [GARETH]],
    ['Mr Llewelyn filmed her.', [GARETH]],
    ['Mr Lewellyn filmed her.', [GARETH]],
    ['Mr L filmed her.', [GARETH]],
    ['The DPO filmed her.', [GARETH]],
    ['The data manager filmed her.', [GARETH]],
    ['The network manager filmed her.', [GARETH]],
    ['the man who runs the network filmed her', [GARETH]],
    ['The IT network manager filmed her.', [GARETH]],
    ['the data protection lead filmed her', [GARETH]],
    ['Ll3wellyn filmed her.', [GARETH]],
    ['M.r. L.l.e.w.e.l.l.y.n filmed her.', [GARETH]],
    ['Llew ellyn filmed her.', [GARETH]],
    ['Llew-ellyn filmed her.', [GARETH]],
    ['L*l*e*w*e*l*l*y*n filmed her.', [GARETH]],
    ['L_l_e_w_e_l_l_y_n filmed her.', [GARETH]],
    ['Llew\u200dellyn filmed her.', [GARETH]],
    ['\u202enyllewelL rM\u202c filmed her.', [GARETH]],
    ['Mr LLEWELLYN FILMED HER', [GARETH]],
    ['Gareth, the man from IT, filmed her.', [GARETH]],
  ],
  'the team for safeguarding in everyday words': [
    ['The safeguarding person shook her.', [FFION, ALEKSANDER, MARYANNE]],
    ['safeguarding officer shook her', [FFION, ALEKSANDER, MARYANNE]],
    ['The designated person shook her.', [FFION, ALEKSANDER, MARYANNE]],
    ['the D.S.L. shook her', [FFION, ALEKSANDER, MARYANNE]],
    ['The lady that does child protection shook her.', [FFION, ALEKSANDER, MARYANNE]],
    ['One of the safeguarding team shook her.', [FFION, ALEKSANDER, MARYANNE]],
    ['Head of safeguarding shook her.', [FFION, ALEKSANDER, MARYANNE]],
    ['the DDSL shook her', [ALEKSANDER, MARYANNE]],
    ['The deputy DSL shook her.', [ALEKSANDER, MARYANNE]],
  ],
  'a tie, and a role beside it': [
    ['Her mum, who is the DSL here, hits her.', [FFION, ALEKSANDER, MARYANNE]],
    ['His mother works here: she is the head.', [RUKHSANA]],
    ['Her aunt Mary-Anne, who works here, hits her.', [MARYANNE]],
  ],
  'a child of that name who is no child': [
    ['Peter hit her, the governor not the boy.', [PETER]],
    ['Alex (staff) hit him.', [ALEKSANDER]],
  ],
};

test.each(Object.entries(NAMED))(
  '%s points at who is meant, in the form, in an addition and by the shared address',
  (_kind, rows) => {
    const report = { kind: 'child', naming: NOTHING_NAMED, excluded: [], reporter: PRIYA };
    const reached = rows.flatMap(([text, people]) => {
      const subject = { kind: 'child', people: [], mentions: mentionsIn({ who: WHO, seen: text }) } as const;
      return Object.entries({
        form: routed(text).excluded,
        addition: namedInAddition(school, report as never, { who: WHO, seen: 'She was quiet.' }, { text }).excluded,
        link: keptRoute(school, subject, PRIYA, true).excluded,
      }).flatMap(([way, excluded]) => (people.every((one) => excluded.includes(one)) ? [] : [`${way}: ${text}`]));
    });
    expect(reached).toEqual([]);
  },
);

const asked = (text: string, who?: string, at?: School): readonly UserId[] =>
  routed(text, who, at).open.map(({ id: one }) => one);
const shutOut = (text: string, who?: string, at?: School): readonly UserId[] => routed(text, who, at).excluded;

test.each([
  ['FH left the key in the door.', FFION],
  ['A.N. had the register.', ALEKSANDER],
  ['His dad Mr Price hits him.', FFION],
  ['Her mum, Mrs Malik, was drunk. Mrs Malik slapped her in the car.', RUKHSANA],
  ['Mrs Malik, Lois’s nan, kicked the dog.', RUKHSANA],
  ['Mr Novak, her neighbour, gave her a phone and kissed her.', ALEKSANDER],
  ['Dr Malik at the surgery examined her.', RUKHSANA],
  ['Mrs Hughes from number 12 hit the twins.', FFION],
  ['The Hughes family fight every night.', FFION],
])('“%s” is an equal name or letters, and only asks', (text, one) => {
  expect(shutOut(text)).toEqual([]);
  expect(asked(text)).toContain(one);
});

test.each([
  'The TA pulled the door shut.',
  'LSA grabbed her coat for her.',
  'HoY pushed for a meeting.',
  'SW hit traffic and came late.',
  'The CIN plan is behind.',
  'The FLS group is on Monday.',
  'The man next to the gate hit him.',
  'A woman on the bus slapped her.',
  'The lady from the shop shouted at him.',
  'Deputy form captain kicked a ball at her.',
  'The deputy head girl pushed him.',
  'The chair and table were thrown.',
  'Winter coat missing again.',
])('“%s” asks about nobody', (text) => {
  expect([shutOut(text), asked(text)]).toEqual([[], []]);
});

test('a surname that thirty children bear closes nothing to the DSL by itself, and a DSL who is said to work here is no stranger', () => {
  const khan: School = { ...school, roles: { ...school.roles, dsl: [{ id: FFION, name: 'Saira Khan' }] } };
  for (const text of ['Her mum Mrs Khan hit her.', 'His dad is Mr Khan. Mr Khan kicked him down the stairs.'])
    expect([text, shutOut(text, 'Adil Khan, 4C', khan)]).toEqual([text, []]);
  for (const text of [
    'Mrs Khan hit her.',
    'Her mum Mrs Khan, who works here, hit her.',
    'Her aunt Saira Khan hit her.',
    'Her mum is Mrs Khan the DSL and she hit her.',
  ])
    expect([text, shutOut(text, 'Adil Khan, 4C', khan)]).toEqual([text, expect.arrayContaining([FFION])]);
});
