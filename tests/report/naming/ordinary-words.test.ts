import { expect, test } from '@jest/globals';
import type { UserId } from '../../../src/kernel/ids.ts';
import { namedInAddition } from '../../../src/report/naming/in-addition.ts';
import { NOTHING_NAMED } from '../../../src/report/naming/naming.ts';
import { mentionsIn } from '../../../src/report/naming/reading/mentions.ts';
import { keptRoute, routeFor } from '../../../src/report/routing/routing.ts';
import type { School } from '../../../src/school/school.ts';
import { oakfield, PRIYA, person } from '../support.ts';

const DSL = person('b0000000-0000-4000-8000-000000007201');
/** A school whose DSL is called so. */
const schoolOf = (name: string, ...jobs: string[]): School => {
  const school = oakfield();
  return { ...school, roles: { ...school.roles, dsl: [{ id: DSL, name, ...(jobs.length > 0 && { jobs }) }] } };
};
const subjectOf = (seen: string, who: string) =>
  ({ kind: 'child', people: [], mentions: mentionsIn({ who, seen }) }) as const;

/** Whether a DSL who is called so gets a report however it comes in, and whether its writer is asked about them in the form. */
function read(school: School, seen: string, who = 'Maisie Lee, 7B') {
  const report = { kind: 'child', naming: NOTHING_NAMED, excluded: [], reporter: PRIYA } as never;
  const { excluded, open } = routeFor(school, subjectOf(seen, who), PRIYA);
  const ways: readonly (readonly UserId[])[] = [
    excluded,
    keptRoute(school, subjectOf(seen, who), PRIYA, true).excluded,
    namedInAddition(school, report, { who, seen: 'She was quiet.' }, { text: seen }).excluded,
  ];
  return { shutOut: ways.map((ids) => ids.includes(DSL)), asks: open.some(({ id }) => id === DSL) };
}
const NOWHERE = [false, false, false];
const EVERYWHERE = [true, true, true];

test.each([
  ['Head of 16-19', 'The 16-19 lead slapped him.'],
  ['Head of 16-19', 'The head of 16-19 slapped him.'],
  ['Head of 14-19', 'The 14-19 lead slapped him.'],
  ['Head of 14/19', 'The head of 14/19 slapped him.'],
])('a %s who leads ages, and no year group, is shut out by “%s”', (job, text) => {
  expect(read(schoolOf('Nerys Vaughan', job), text).shutOut).toEqual(EVERYWHERE);
});

test.each([
  ['Simon Hale', 'She told me about SH in year 8.'],
  ['Olivia Dunne', 'She took an OD last year.'],
  ['Yasmin Price', 'The YP was quiet.'],
  ['Daniel Mason', 'He sent her a DM.'],
  ['Daniel Mason', 'He gets DMs at night.'],
  ['Sarah Ingram', 'There was an SI form from the hospital.'],
  ['Carol Thomas', 'He had a CT scan.'],
  ['Laura Hughes', 'There is a bruise on the LH side.'],
  ['Rachel Hill', 'There is a bruise on the RH side.'],
  ['Susan Moore', 'She is on SM all night.'],
  ['Sofia Vickers', 'SV was told, and the police came.'],
  ['Ian Green', 'It was all over IG.'],
  ['Fiona Bell', 'It was all over FB.'],
  ['Tina Taylor', 'It was all over TT.'],
  ['Grace Cooper', 'It was in the GC.'],
  ['David Clark', 'The DC rang back.'],
  ['Irene Parker', 'The police have the IP address.'],
  ['Kate Osman', 'He said KO and fell down.'],
  ['Tom Irving', 'She did TI at the clinic.'],
  ['Dan Osman', 'I DO worry about her.'],
])('initials of %s that are usual for something else, in “%s”, neither shut out nor ask', (name, text) => {
  expect(read(schoolOf(name), text)).toEqual({ shutOut: NOWHERE, asks: false });
});

test.each([
  ['Nerys Vaughan', 'NV left the laptop open.'],
  ['Nerys Vaughan', 'N.V. slapped him.'],
  ['Simon Hale', 'S.H. slapped him.'],
])('any other initials, of %s, only ask: “%s”', (name, text) => {
  expect(read(schoolOf(name), text)).toEqual({ shutOut: NOWHERE, asks: true });
});

test.each([
  ['Aisha Begum, 7B', 'AB told me that she is scared at home.'],
  ['Aisha Begum', 'A.B. told me that she is scared at home.'],
  ['Begum, Aisha', 'AB was crying.'],
  ['Tom Lee and Aisha Begum (7B)', 'AB’s arm is bruised.'],
  ['Ann-Marie Boyd, Year 7', 'AB was crying. AMB is in my form.'],
])('the initials of the child, “%s”, mean nobody else: “%s”', (who, text) => {
  expect(read(schoolOf('Anna Brown'), text, who)).toEqual({ shutOut: NOWHERE, asks: false });
  expect(read(schoolOf('Anna Brown'), text).asks).toBe(true);
});

test('initials of which the child’s names have others are still asked about', () => {
  for (const who of ['Maisie Lee, 7B', 'A boy in Mr Brown’s class', 'Aisha Lee, Begum House'])
    expect(read(schoolOf('Anna Brown'), 'AB told me to delete it.', who)).toEqual({ shutOut: NOWHERE, asks: true });
});

test.each([
  ['Edward Price', 'Ed slapped him.'],
  ['Edward Price', 'It was Ed who slapped him.'],
  ['Joanna Price', 'JO slapped him.'],
])('a short name of %s that a child’s initials spell is theirs: “%s”', (name, text) => {
  for (const who of ['Emma Dunn, 7B', 'Jack Osman, 7B'])
    expect([who, read(schoolOf(name), text, who).shutOut]).toEqual([who, EVERYWHERE]);
});

test.each([
  ['Helen Young', 'A youngster pushed him.'],
  ['Helen Young', 'Youngsters pushed him.'],
  ['Fiona Bell', 'Belly was hurting all day.'],
  ['Fiona Bell', 'She has a belly ache.'],
  ['Kate Carr', 'Carry on like this and he will be hurt.'],
  ['Kate Carr', 'He had to carry her bag.'],
  ['Peter Hood', 'Hoodie was torn at the neck.'],
  ['Peter Hood', 'his hoodie was torn'],
  ['Emma Dunn', 'Dunno what happened, he said.'],
  ['Joan Read', 'Ready to go home, she cried.'],
  ['Mark Bull', 'Bully in her class hit her.'],
  ['Mark Bull', 'a bully hit her'],
  ['Ann Cook', 'Cookie was thrown at him.'],
  ['Lucy Monk', 'Monkey is what they call him.'],
  ['Sue Brown', 'Brownie camp is where it happened.'],
  ['Sue Brown', 'She was at brownie camp.'],
  ['Paul Kidd', 'Kiddo, he called her.'],
  ['Jane Foot', 'Footie practice is where he was hit.'],
  ['Amy Luck', 'Lucky that nobody was hurt.'],
  ['Ben Anderson', 'Mr and Mrs Khan came in.'],
  ['Rose Herbert', 'She does miss her mum.'],
  ['Amir Hassan', 'Sir has a nice class, she says.'],
  ['Jo Cameron', 'Sir came in and it was quiet.'],
  ['Jo Cameron', 'SIR CAME IN AND IT WAS QUIET.'],
  ['Ann Hadley', 'sir had to stop them'],
  ['Ann Hadley', 'Sir had to stop them.'],
  ['Gwen Thewlis', 'They let her miss the bus.'],
  ['Ian Allen', 'He did not miss all of it.'],
  ['Tara Martin', 'He wears Doc Martens.'],
  ['Tara Martin', 'He kicked her with his Doc Martens on.'],
  ['Una Williams', 'I miss Will so much, she wrote.'],
  ['Una Johnson', 'Mr John, who drives the bus, slapped him.'],
  ['Sarah Vaughan', 'Sadly she would not say more.'],
  ['Katherine Vaughan', 'Catch up with him on Monday.'],
  ['Rachel Vaughan', 'Reach out to the family.'],
  ['William Vaughan', 'Bully in year 8 hit her.'],
  ['William Vaughan', 'Belly ache again.'],
])('for a DSL called %s, “%s” is ordinary words', (name, text) => {
  expect(read(schoolOf(name), text)).toEqual({ shutOut: NOWHERE, asks: false });
});

test.each([
  'I told her mum, Mrs Khan. Mrs Khan said that he fell.',
  'I told her mum Mrs Khan and she will come in.',
  'I spoke to his mum and then Mrs Khan.',
  'I told my line manager and then Mrs Khan.',
  'I told Mrs Khan that mum did not ring back.',
  'I told Mrs Khan because he is attention seeking.',
  'I told Mrs Khan he says mum is making it up.',
  'I told Mrs Khan that nothing happened at home.',
])('who was told, or is of the child’s family, gets it: “%s”', (text) => {
  expect(read(schoolOf('Nadia Khan'), text).shutOut).toEqual(NOWHERE);
});

test.each([
  'She told her mum Mrs Khan slapped him.',
  'He told his dad Mrs Khan has been texting him.',
  'I told mum and then Mrs Khan slapped him.',
  'I told Mrs Khan and she said not to make stories up.',
])('who did it does not: “%s”', (text) => {
  expect(read(schoolOf('Nadia Khan'), text).shutOut).toEqual(EVERYWHERE);
});
