import { expect, test } from '@jest/globals';
import { namesIn, namesWith } from '../../../src/ask/named/named-recipients.ts';
import { clausesOf, placesIn, stillStands } from '../../../src/ask/named/sentences.ts';
import type { UserId } from '../../../src/kernel/ids.ts';
import { accountClauses, withChosen } from '../../../src/more/accounts/rules/account-clauses.ts';
import type { ConfirmedName } from '../../../src/school/policy-names.ts';
import { policyOf } from '../given.ts';

const TEXT = `Elm Lane School Social Media Policy

1. Contact

1.1 Staff who are contacted by a pupil must report it to their manager by telephone in an emergency.

1.2 Staff who are contacted by a pupil must report it to the headteacher.

2. Press

You must not:

- answer a journalist yourself; tell the communications officer.

3. Comments

Comments are answered quickly.
`;
const policy = policyOf(TEXT);
const sentence = (words: string) => {
  const found = clausesOf(policy).find((one) => one.sentence.includes(words));
  if (!found) throw new Error(`no sentence with ${words}`);
  return found;
};

test('every section with a sentence can be chosen, and each sentence has a key that holds no word of it', () => {
  expect(placesIn([policy]).map(({ title }) => title)).toEqual(['1 Contact', '2 Press', '3 Comments']);
  const keys = clausesOf(policy).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.every((key) => /^[0-9a-f]{12}$/.test(key))).toBe(true);
  expect(clausesOf(policyOf(TEXT)).map(({ key }) => key)).toEqual(keys);
});

test('a sentence that the owner chose takes the place of the one that was read, and says who it names', () => {
  expect(namesIn([policy])).toMatchObject([{ matter: 'pupil-contact', who: 'manager' }]);
  const { clause } = sentence('to the headteacher');
  const [chosen] = namesWith([policy], [], new Map([['pupil-contact', clause]]));
  expect(chosen).toMatchObject({ who: 'headteacher', clause: { sentence: clause.sentence } });
});

test('what was confirmed is shown again with its own sentence, until a later version no longer says it', () => {
  const { clause, sentence: words } = sentence('to the headteacher');
  const confirmed: ConfirmedName = {
    ...{ matter: 'pupil-contact', who: 'headteacher', at: new Date(0), by: 'u' as UserId },
    clause: { ...clause, sentence: words },
  };
  expect(namesWith([policy], [confirmed], new Map())[0]?.clause.sentence).toBe(words);
  const later = policyOf(TEXT.replace('to the headteacher', 'to the chair'));
  expect(stillStands(confirmed.clause ?? clause, [later])).toBe(false);
  expect(namesWith([later], [confirmed], new Map())[0]).toMatchObject({ who: 'manager' });
});

test('of accounts and posts each sentence can be chosen too; one without a time cannot say by when comments are answered', () => {
  const found = accountClauses([policy]);
  expect(found.settings).toBeUndefined();
  const [press, comments] = [sentence('journalist').clause, sentence('answered quickly').clause];
  const all = withChosen(
    found,
    undefined,
    new Map([
      ['settings', press],
      ['comments', comments],
      ['clothes', press],
    ] as const),
  );
  expect(all.settings).toBe(press);
  expect(all.comments).toBeUndefined();
  expect(all.checks).toContainEqual({ check: 'clothes', clause: press });
  // Confirmed, it stays what is proposed.
  expect(withChosen(found, { checks: all.checks, settings: press }, new Map()).settings).toBe(press);
});
