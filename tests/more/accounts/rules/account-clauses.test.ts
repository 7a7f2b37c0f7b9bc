import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { toSections } from '../../../../src/ask/parsing/sections.ts';
import type { Policy } from '../../../../src/ask/policy.ts';
import type { PolicyId, UserId } from '../../../../src/kernel/ids.ts';
import { accountClauses, answerWithin } from '../../../../src/more/accounts/rules/account-clauses.ts';
import { liveRules } from '../../../../src/more/accounts/rules/live-rules.ts';
import { readPolicyFile } from '../../../../src/platform/documents/policy-file.ts';
import { SHARED, testEachWithShared } from '../../../support/shared.ts';

const policy = (...lines: string[]): Policy =>
  toSections(
    {
      blocks: [
        { kind: 'heading', level: 1, text: 'Accounts' },
        ...lines.map((text) => ({ kind: 'paragraph' as const, text })),
      ],
      stated: {},
    },
    { id: 'p' as PolicyId, fallbackTitle: 'Online conduct' },
  );

test.each([
  ['Staff may not set up any other accounts in the name of the school.', 'none'],
  ['The school has one public page.', 'none'],
  ['Nobody may open an account without the approval of the headteacher.', 'apply'],
  ['Anyone who wants a new page must put a request to the leadership team.', 'apply'],
  ['Accounts are checked every week.', undefined],
  ['Do not accept friend requests from accounts of pupils.', undefined],
])('%s', (sentence, rule) => {
  const found = accountClauses([policy(sentence)]).newAccounts;
  expect(found?.rule).toBe(rule);
  if (rule) expect(found?.clause).toEqual({ sentence, policyId: 'p', policy: 'Online conduct', section: 'Accounts' });
});

test.each([
  ['Comments are answered within 24 hours.', { hours: 24 }],
  ['Questions are answered by the end of the next school day.', { schoolDays: 1 }],
  ['We reply to complaints within two working days.', { schoolDays: 2 }],
  ['Posts are removed within 24 hours.', undefined],
  ['Comments are answered within a reasonable time.', undefined],
])('%s: by when', (sentence, within) => {
  expect(answerWithin(sentence)).toEqual(within);
});

test('a sentence that asks something is quoted before one that only tells', () => {
  const { checks } = accountClauses([
    policy('First names are friendly.', 'Surnames must never be used beside a picture.'),
  ]);
  expect(checks.map(({ clause }) => clause.sentence)).toEqual(['Surnames must never be used beside a picture.']);
});

test('what was confirmed counts no longer once a later version does not say it', () => {
  const before = policy('The school has one public page.', 'Comments are answered within 24 hours.');
  const { newAccounts, comments, checks } = accountClauses([before]);
  const confirmed = {
    checks,
    ...(newAccounts && { newAccounts }),
    ...(comments && { comments }),
    at: new Date('2026-11-23T09:00:00Z'),
    by: 'b' as UserId,
  };
  expect(liveRules(confirmed, [before])).toEqual(confirmed);
  const after = liveRules(confirmed, [policy('The school has two pages.', 'Comments are answered within 24 hours.')]);
  expect(after.newAccounts).toBeUndefined();
  expect(after.comments).toEqual(comments);
  expect(liveRules(confirmed, []).comments).toBeUndefined();
});

/** Of real policies: what they rule on new accounts and on comments, and how many checks they bring. */
testEachWithShared([
  ['lowerhouse', 'apply', { hours: 24 }, 8],
  ['north-star', 'none', undefined, 3],
  ['liverpool-model', undefined, undefined, 2],
  ['lancashire-model', undefined, undefined, 1],
] as const)('%s', async ([name, rule, within, checks]) => {
  const read = await readPolicyFile(join(SHARED, 'policies'), `${name}.txt`);
  if (read.kind !== 'read') throw new Error(`${name} cannot be read`);
  const found = accountClauses([toSections(read.document, { id: name as PolicyId, fallbackTitle: name })]);
  expect([found.newAccounts?.rule, found.comments?.within, found.checks.length]).toEqual([rule, within, checks]);
});
