import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { namesIn } from '../../../src/ask/named/named-recipients.ts';
import { readText } from '../../../src/ask/parsing/read-text.ts';
import { toSections } from '../../../src/ask/parsing/sections.ts';
import type { Policy } from '../../../src/ask/policy.ts';
import type { PolicyId } from '../../../src/kernel/ids.ts';
import { SHARED, testEachWithShared } from '../../support/shared.ts';

const policy = (...lines: string[]): Policy =>
  toSections(
    {
      blocks: [
        { kind: 'heading', level: 1, text: 'Reporting' },
        ...lines.map((text) => ({ kind: 'paragraph' as const, text })),
      ],
      stated: {},
    },
    { id: 'p' as PolicyId, fallbackTitle: 'Online conduct' },
  );
const found = (...lines: string[]) => namesIn([policy(...lines)]).map(({ matter, who }) => `${matter}: ${who}`);

test.each([
  ['Staff who are contacted by a pupil tell the head teacher on the same day.', 'pupil-contact: headteacher'],
  ['If a student sends messages to staff out of school, inform your line manager.', 'pupil-contact: manager'],
  ['Pupils who harass staff online are logged on MyConcern.', 'pupil-on-staff: dsl'],
  ['Images of you used without your leave are reported to a senior leader.', 'about-staff: senior-manager'],
])('%s', (sentence, name) => {
  expect(found(sentence)).toEqual([name]);
  expect(namesIn([policy(sentence)])[0]).toMatchObject({
    clause: { sentence, policy: 'Online conduct', section: 'Reporting' },
  });
});

test.each([
  'The headteacher is responsible for this policy.',
  'Staff must not contact pupils on personal accounts.',
  'A pupil may contact staff by the school’s e-mail.',
  'Parents report concerns about their child to the headteacher.',
  'The manager books the training.',
])('names nobody: %s', (sentence) => {
  expect(found(sentence)).toEqual([]);
});

test('of each matter the first sentence counts, over all policies', () => {
  const one = policy('Staff who are contacted by a pupil tell their manager.');
  const other = policy('Staff who are contacted by a pupil tell the headteacher.');
  expect(namesIn([one, other])).toHaveLength(1);
  expect(namesIn([one, other])[0]?.who).toBe('manager');
});

testEachWithShared([
  ['liverpool-model', ['about-staff: senior-manager']],
  ['cardinal-heenan', ['about-staff: senior-manager']],
  ['north-star', ['pupil-on-staff: dsl', 'pupil-contact: headteacher']],
  ['lancashire-model', ['pupil-contact: manager']],
  ['lowerhouse', ['pupil-contact: manager']],
] as const)('what the policy of %s names', ([name, wanted]) => {
  const document = readText(readFileSync(join(SHARED, 'policies', `${name}.txt`), 'utf8'));
  const read = toSections(document, { id: name as unknown as PolicyId, fallbackTitle: name });
  expect(namesIn([read]).map(({ matter, who }) => `${matter}: ${who}`)).toEqual(wanted);
});
