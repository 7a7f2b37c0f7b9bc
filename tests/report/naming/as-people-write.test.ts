import { describe, expect, test } from '@jest/globals';
import type { UserId } from '../../../src/kernel/ids.ts';
import { candidatesAt } from '../../../src/report/naming/reading/people.ts';
import { readings } from '../../../src/report/naming/reading/readings.ts';
import type { School } from '../../../src/school/school.ts';
import { COLIN, DANIEL, JOANNA, LEWIS, MIRIAM, oakfield, TOM } from '../support.ts';
import { namesOfNobody, schoolOfTwelve, waysToName } from './ways-to-name.ts';

const all = (typed: string, school: School = oakfield()): ReadonlySet<UserId> => {
  const { certain, possible } = readings(typed, candidatesAt(school));
  return new Set([...certain, ...possible]);
};

describe('what let the subject open the report about themselves', () => {
  test.each([
    ['Miriam and Joanna', [MIRIAM, JOANNA]],
    ['Joanna & Dan', [JOANNA, DANIEL]],
    ['Joanna/Dan, Colin', [JOANNA, DANIEL, COLIN]],
    ['Jo', [JOANNA]],
    ['Mrs O', [JOANNA]],
    ['Tommy', [TOM]],
    ['Thomas', [TOM]],
    ['Dan', [DANIEL]],
    ['Danny', [DANIEL]],
    ['Miri', [MIRIAM]],
    ['MH', [MIRIAM]],
    ['M.H.', [MIRIAM]],
    ['Mrs Hail', [MIRIAM]],
    ['D.S.L.', [MIRIAM, TOM]],
    ['safe guarding lead', [MIRIAM, TOM]],
    ['chair of govs', [COLIN]],
    ['the head', [JOANNA]],
    ['Ј\u043eanna', [JOANNA]],
    ['\u041cіrіаm Н\u0430l\u0435', [MIRIAM]],
    ['ΤΟΜ', [TOM]],
    ['joanna upstairs', [JOANNA]],
    ['tom, 7B form tutor', [TOM]],
  ])('“%s” may mean each of them', (typed, ids) => {
    expect([...all(typed)]).toEqual(expect.arrayContaining(ids));
  });

  test('a name in letters that cannot be compared with ours may mean anyone', () => {
    expect(all('جوانا')).toEqual(new Set(candidatesAt(oakfield()).map(({ id }) => id)));
  });

  test('the directory’s name for someone counts beside that of lanyard.yml', () => {
    const school = oakfield();
    const [head] = school.roles.headteacher;
    if (!head) throw new Error('the sample school has no headteacher');
    const roles = { ...school.roles, headteacher: [{ ...head, alsoCalled: ['Joanna Adeyemi'] }] };
    expect(all('Mrs Adeyemi')).toEqual(new Set());
    expect(all('Mrs Adeyemi', { ...school, roles })).toEqual(new Set([JOANNA]));
  });
});

test('named in full or by their role alone, there is nothing to ask; any less, there is', () => {
  const people = candidatesAt(oakfield());
  for (const typed of ['Joanna Okafor', 'okafor, joanna', 'The Headteacher'])
    expect(readings(typed, people)).toEqual({ certain: [JOANNA], possible: [] });
  for (const typed of ['Joanna', 'Mrs Okafor', 'Jo Okafor', 'the head’s PA'])
    expect(readings(typed, people)).toEqual({ certain: [], possible: [JOANNA] });
});

test('2,000 ways of typing the names of twelve role-holders miss nobody', () => {
  const school = schoolOfTwelve();
  const missed = waysToName(2_000, 20_261_122).flatMap(({ typed, named }) => {
    const meant = all(typed, school);
    return named.filter(({ id }) => !meant.has(id)).map(({ name }) => `${typed}: ${name}`);
  });
  expect(missed).toEqual([]);
});

test('of 600 ordinary names of nobody at most a tenth is asked about', () => {
  const school = schoolOfTwelve();
  const asked = namesOfNobody(600, 20_261_122).filter((typed) => all(typed, school).size > 0);
  expect(asked.length).toBeLessThanOrEqual(60);
  expect(all('Lewis Grant').has(LEWIS)).toBe(false);
});

test('words of Object’s own are names like others, and nobody’s', () => {
  for (const typed of Object.getOwnPropertyNames(Object.prototype))
    expect([typed, all(typed).size]).toEqual([typed, 0]);
});
