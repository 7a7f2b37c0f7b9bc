import { whoseMatter } from '../../../src/ask/question/subjects.ts';

test.each([
  ['How many days off do I get for a funeral?', 'hr'],
  ['when’s payday', 'hr'],
  ['The photocopier is jammed', 'it-lead'],
  ['I’m locked out of my account', 'it-lead'],
  ['how long is cctv kept', 'dpo'],
  ['where is the accident book', 'office'],
  ['can I swap my lunch duty', 'office'],
  ['who runs the early help meetings', 'dsl'],
  ['Can I follow a pupil?', 'policy-owner'],
  ['what do I do about a paywall', 'policy-owner'],
  ['a boy in my tutor group has no lunch again', 'dsl'],
  ['two girls in year 4 come in hungry, is there a breakfast', 'dsl'],
  ['I am hungry, when is lunch', 'policy-owner'],
  // One word that is said of much else is not enough.
  ['what data do we put in the class register', 'policy-owner'],
  ['a child paid for my dinner, may I let them', 'policy-owner'],
  ['can pupils bring their own laptops to lessons', 'policy-owner'],
  ['may the dog of a parent come to sports day', 'policy-owner'],
  ['how do we follow up the absence of a pupil', 'policy-owner'],
  ['my laptop is broken', 'it-lead'],
  ['the new ipads wont reset', 'it-lead'],
  ['where are the spare keys', 'office'],
  ['do I get paid for sickness', 'hr'],
  ['who has the data and the records of consent', 'dpo'],
  ['timetable', 'office'],
] as const)('%s: %s', (question, whose) => expect(whoseMatter(question)).toBe(whose));
