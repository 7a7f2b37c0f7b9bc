import type { Answer } from '../../../src/ask/answer/answer.ts';
import { ruleUnderReport } from '../../../src/ask/conversation/under-report.ts';
import type { PassageId, SectionId } from '../../../src/ask/policy.ts';
import type { Quoted } from '../../../src/ask/quoting/quotes.ts';
import type { PolicyId, PolicyVersionId } from '../../../src/kernel/ids.ts';

const rule = (heading: string, words: string): Quoted => ({
  policyId: 'care' as PolicyId,
  versionId: 'care-v1' as PolicyVersionId,
  contentHash: 'care',
  policyTitle: 'Care policy',
  sectionId: 's1' as SectionId,
  section: '1',
  heading,
  passageIds: ['p1' as PassageId],
  parts: [{ kind: 'words', text: words }],
  quote: words,
});

const WORRY = rule('A worry', 'Tell the DSL about a child at risk at once.');
const NUDES = rule('Nudes', 'If a pupil shows you a nude, do not copy it and tell the DSL.');
const PHONES = rule('Phones', 'Phones stay in the bag.');
const found = { chosenBy: 'index', explain: { ranked: [] } } as const;
const nearest = (lead: 'clear' | 'open' | 'faint', ...rules: readonly Quoted[]): Answer => ({
  kind: 'nearest',
  ...found,
  nearest: rules,
  lead,
  ask: 'policy-owner',
});
const answered = (best: Quoted): Answer => ({
  kind: 'answered',
  ...found,
  best,
  together: [],
  others: [],
  conflicts: [],
});

const HIT = { words: 'a girl says her dad hits her', routes: ['dsl'], reasons: ['physical/assault'] };
const report = { reported: HIT, isReport: true };
const question = { reported: HIT, isReport: false };

test('below a report stands what to do about just such a one, and none rather than another', () => {
  expect(ruleUnderReport(nearest('open', NUDES, WORRY), report)).toBe(WORRY);
  expect(ruleUnderReport(nearest('open', NUDES, PHONES), report)).toBeUndefined();
  expect(ruleUnderReport(nearest('faint', PHONES), question)).toBeUndefined();
});

test('the rule, and what is clearly the nearest, stand where the message is rather a question', () => {
  for (const answer of [answered(PHONES), nearest('clear', PHONES, NUDES)]) {
    expect(ruleUnderReport(answer, question)).toBe(PHONES);
    expect(ruleUnderReport(answer, report)).toBeUndefined();
  }
});

test('beside people to phone what was asked is answered, unless hardly any rule is about it', () => {
  const own = { reported: { words: 'do I have to say', routes: [], reasons: [] }, isReport: false };
  expect(ruleUnderReport(nearest('open', PHONES), own)).toBe(PHONES);
  expect(ruleUnderReport(nearest('faint', PHONES), own)).toBeUndefined();
});

const HEAD = rule(
  'Adults',
  'A worry about an adult who works here: tell the headteacher. Allegations go to the chair if they are about the headteacher.',
);
const BOTH = rule(
  'Concerns',
  'A concern about a child: tell the DSL. An allegation about a colleague: tell the headteacher.',
);
const ADULTS_TO_DSL = rule(
  'Allegations',
  'Tell the DSL of any concern about another member of staff. The headteacher speaks to the LADO.',
);
const GRABBED = { words: 'I grabbed a boy by the arm', routes: ['headteacher'], reasons: ['conduct/rough'] };

test('below a report stands no rule that sends its reader to someone else than the report goes to', () => {
  const adult = { reported: GRABBED, isReport: true };
  expect(ruleUnderReport(answered(WORRY), adult)).toBeUndefined();
  expect(ruleUnderReport(nearest('clear', WORRY), adult)).toBeUndefined();
  expect(ruleUnderReport(nearest('clear', ADULTS_TO_DSL), adult)).toBeUndefined();
  expect(ruleUnderReport(nearest('open', WORRY, HEAD), adult)).toBe(HEAD);
  expect(ruleUnderReport(nearest('open', BOTH), adult)).toBe(BOTH);
  // One that sends nobody anywhere leads nobody astray.
  expect(ruleUnderReport(answered(PHONES), { reported: GRABBED, isReport: false })).toBe(PHONES);
  expect(ruleUnderReport(answered(HEAD), report)).toBeUndefined();
});
