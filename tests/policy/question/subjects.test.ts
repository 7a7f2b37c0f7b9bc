import { whoseMatter } from '../../../src/policy/question/subjects.ts';

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
] as const)('%s: %s', (question, whose) => expect(whoseMatter(question)).toBe(whose));
