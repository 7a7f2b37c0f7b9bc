import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../src/ask/answer/answer.ts';
import { inQuestionFirst } from '../../../src/ask/conversation/in-question.ts';
import type { PassageId, SectionId } from '../../../src/ask/policy.ts';
import type { Quoted } from '../../../src/ask/quoting/quotes.ts';
import type { PolicyId, PolicyVersionId } from '../../../src/kernel/ids.ts';

/** `media 2`: the second passage of the policy in question. */
function quoted(place: string): Quoted {
  const [policy = '', passage = ''] = place.split(' ');
  return {
    policyId: policy as PolicyId,
    versionId: `${policy}-v1` as PolicyVersionId,
    contentHash: policy,
    policyTitle: policy,
    sectionId: 's1' as SectionId,
    section: '1',
    heading: 'Rules',
    passageIds: [`p${passage}` as PassageId],
    parts: [],
    quote: place,
  };
}
const foundBy = (chance?: number) => ({
  chosenBy: 'index' as const,
  explain: { ranked: [], ...(chance !== undefined && { chance }) },
});
const answered = (place: string, chance: number): Answer => ({
  kind: 'answered',
  ...foundBy(chance),
  best: quoted(place),
  together: [],
  others: [],
  conflicts: [],
});
const nearest = (places: readonly string[], chance?: number): Answer => ({
  kind: 'nearest',
  ...foundBy(chance),
  nearest: places.map(quoted),
  lead: 'open',
  ask: 'policy-owner',
});
const silent = (chance: number): Answer => ({
  kind: 'not-covered',
  ...foundBy(chance),
  nearest: [],
  ask: 'policy-owner',
});
const first = (theirs: Answer, wide: Answer) => inQuestionFirst(['media' as PolicyId], theirs, wide);
const placesOf = (answer: Answer) =>
  (answer.kind === 'answered' ? [answer.best] : answer.nearest).map((one) => one.quote);

describe('said plainly', () => {
  test('nearly as surely as all policies together: the policy in question', () => {
    const theirs = answered('media 1', 0.75);
    expect(first(theirs, answered('code 1', 0.9))).toBe(theirs);
  });

  test('by another policy much more surely, or by another one alone: that one', () => {
    const wide = answered('code 1', 0.95);
    for (const theirs of [answered('media 1', 0.7), nearest(['media 1'], 0.5), silent(0.1)])
      expect(first(theirs, wide)).toBe(wide);
  });

  test('by the policy in question among all: with what other policies say against it', () => {
    const wide = answered('media 1', 0.9);
    expect(first(answered('media 1', 0.95), wide)).toBe(wide);
  });

  test('by the policy in question, where all together are not certain', () => {
    const theirs = answered('media 1', 0.7);
    expect(first(theirs, nearest(['code 1', 'media 1'], 0.5))).toBe(theirs);
  });
});

describe('nothing certain', () => {
  test.each([
    ['with an encoder', 0.4, 0.45],
    ['by words alone', undefined, undefined],
  ])('%s: a place of the policy in question first, and the others stay', (_how, one, all) => {
    const theirs = nearest(['media 1', 'media 2', 'media 3'], one);
    expect(placesOf(first(theirs, nearest(['code 1', 'code 2', 'code 3'], all)))).toEqual([
      'media 1',
      'code 1',
      'code 2',
    ]);
    expect(placesOf(first(theirs, nearest(['code 1', 'media 1', 'code 2'], all)))).toEqual([
      'media 1',
      'code 1',
      'code 2',
    ]);
  });

  test('of the policy in question much less than of others, nothing, or nothing that all together lack: as without the question', () => {
    const wide = nearest(['code 1'], 0.5);
    for (const theirs of [nearest(['media 1'], 0.3), nearest([]), silent(0.1)]) expect(first(theirs, wide)).toBe(wide);
    const none = silent(0.1);
    expect(first(nearest(['media 1'], 0.3), none)).toBe(none);
  });
});
