import { expect, test } from '@jest/globals';
import type { UserId } from '../../../src/kernel/ids.ts';
import { readingBeside } from '../../../src/more/children/namesakes.ts';
import type { Pupil } from '../../../src/more/roll/pupil.ts';
import type { Subject } from '../../../src/more/subject-access/request.ts';
import { givenOf, othersNamed } from '../../../src/more/subject-access/third-parties.ts';
import { namingIn } from '../../../src/more/subject-access/who-is-named.ts';
import type { Entry, Written } from '../../../src/report/concern.ts';
import { NOTHING_NAMED } from '../../../src/report/naming/naming.ts';
import { JOANNA, LEWIS, MIRIAM, oakfield, PRIYA } from '../../report/support.ts';

const AISHA = { name: 'Aisha Begum', alsoCalled: [], pupil: undefined, person: undefined, shutOut: [], cleared: [] };
const concern = (settled: readonly UserId[] = [], reporter = PRIYA) => ({
  ...{ reporter, isByLink: false },
  naming: { ...NOTHING_NAMED, settled },
});
const entry = (words: Written, kind: Entry['kind'] = 'raised', seq = 1): Entry => ({
  ...{ at: new Date('2026-11-23T10:31:00Z'), actor: PRIYA, kind, words, seq },
});
/** How it has to do with someone, beside a roll. */
const naming = (of: Parameters<typeof namingIn>[0], entries: readonly Entry[], subject: Subject, roll: Pupil[] = []) =>
  namingIn(of, entries, subject, readingBeside(roll)(entries));
const pupil = (id: string, name: string, form: string): Pupil => ({
  ...{ id, name, form, year: '', born: undefined, number: undefined },
});
const said = (seen: string, who = 'Kai Turner 7B') => [entry({ who, seen })];

test.each([
  [said('Seen.', 'Aisha Begum 8C'), 'about'],
  [said('Seen.', 'Begum, Aisha'), 'about'],
  [said('He pushed Aisha Begum.'), 'named'],
  [said('he pushed aisha begum’s chair'), 'named'],
  [said('He pushed Aisha Maria Begum.'), 'named'],
  [[entry({ who: 'Kai', seen: 'x' }), entry({ text: 'Spoke to Begum Aisha.' }, 'noted', 2)], 'named'],
  [said('He pushed Aisha.'), 'perhaps'],
  [said('He pushed Aesha Begum.'), 'perhaps'],
  [said('He pushed miss begum.'), 'perhaps'],
  [said('Seen.', 'Aisha'), 'perhaps'],
  [said('He pushed Ben.'), undefined],
  [said('He begged, and came again.'), undefined],
] as const)('%j: %s', (entries, how) => {
  expect(naming(concern(), entries, AISHA)).toBe(how);
});

test('the roll tells two of one name apart; another name of theirs counts as theirs', () => {
  const onRoll = { ...AISHA, pupil: 'p1' };
  const of = (pupil: string, seen = 'Seen.') => [entry({ who: 'Aisha Begum 8C', pupil, seen })];
  const roll = [pupil('p1', 'Aisha Begum', '8C'), pupil('p2', 'Aisha Begum', '8C')];
  expect(naming(concern(), of('p1'), onRoll, roll)).toBe('about');
  expect(naming(concern(), of('p2'), onRoll, roll)).toBeUndefined();
  expect(naming(concern(), of('p2', 'With the other Aisha Begum.'), onRoll, roll)).toBe('named');
  // Who is not on it now may be the same child as last year’s roll had them.
  expect(naming(concern(), of('p3'), onRoll, roll)).toBe('named');
  // A class tells as well, but may be another’s by now; a name alone may be either’s, whosever it was on the day it was typed.
  const told = (who: string, id = '') =>
    naming(concern(), [entry({ who, pupil: id, seen: 'Seen.' })], onRoll, [
      ...[pupil('p1', 'Aisha Begum', '8C'), pupil('p2', 'Aisha Begum', '10A')],
    ]);
  expect([told('Aisha Begum 10A'), told('Aisha Begum 8C'), told('Aisha Begum', 'p2')]).toEqual([
    'named',
    'about',
    'about',
  ]);
  expect(naming(concern(), said('With Aisha Khan.'), { ...AISHA, alsoCalled: ['Aisha Khan'] })).toBe('named');
  // An ordinary word is no name where it is not written as one.
  const will = { ...AISHA, name: 'Will Brown' };
  expect(naming(concern(), said('he will wear brown shoes'), will)).toBeUndefined();
});

test('an adult is found by their account: what is about them, and what they sent', () => {
  const lewis = { ...AISHA, name: 'Lewis Grant', person: LEWIS };
  expect(naming(concern([LEWIS]), said('Seen.'), lewis)).toBe('about');
  expect(naming(concern([], LEWIS), said('Seen.'), lewis)).toBe('sent');
  expect(naming({ ...concern([], LEWIS), isByLink: true }, said('Seen.'), lewis)).toBeUndefined();
});

test('an adult who has left is found by their name where they were picked, and by their account where a case says whom it is done to', () => {
  const left = { ...AISHA, name: 'Lewis Grant' };
  const of = (...picked: string[]) => ({ ...concern([LEWIS]), naming: { ...NOTHING_NAMED, settled: [LEWIS], picked } });
  expect(naming(of('Lewis Grant'), said('He shouted.'), left)).toBe('about');
  expect(naming(of('Lew Grant'), said('He shouted.'), left)).toBe('perhaps');
  expect(naming(of('Tom Ashworth'), said('He shouted.'), left)).toBeUndefined();
  // Another account of that name than the one that is asked for may be another person's.
  expect(naming(of('Lewis Grant'), said('He shouted.'), { ...left, person: MIRIAM })).toBe('perhaps');
  const affects = [...said('A post.'), entry({ affected: LEWIS }, 'case', 2)];
  expect(naming(concern([], JOANNA), affects, { ...left, person: LEWIS })).toBe('about');
});

test.each([
  ['Mrs Nadia Begum', 'He met Nadia Begum.'],
  ['Mrs. Nadia Begum', 'He met Nadia Begum.'],
  ['Don Smith 8C', 'He met Don Smith.'],
  ['Jack Lord', 'He met Jack Lord.'],
])('asked for as %s, “%s” names them', (name, seen) => {
  expect(naming(concern(), said(seen), { ...AISHA, name })).toBe('named');
});

test('other people are proposed with titles, of the roll, with a role and the reporter; never the person themself', () => {
  const seen =
    'Aisha Begum said Mia’s brother and Nadia Begum hit her. Mr Grant saw it, and Mrs Okafor. Priya told Helen Whitcombe. Mia cried. zoe vale’s bag. Then Vale ran. Helen saw it.';
  const given = givenOf(oakfield(), PRIYA, [entry({ who: 'Kai Turner 7B', seen })], []);
  const pupils = ['Mia Hart', 'Zoe Vale'].map((name) => ({
    ...{ id: name, name, year: '7', form: '7B', born: undefined, number: undefined },
  }));
  const names = othersNamed(given, AISHA, { school: oakfield(), pupils, reporter: 'Priya Nair' });
  expect(names).toEqual([
    'Grant',
    'Helen',
    'Helen Whitcombe',
    'Kai Turner',
    'Mia',
    'Nadia Begum',
    'Okafor',
    'Priya',
    'Vale',
    'zoe vale',
  ]);
  const text = JSON.stringify(givenOf(oakfield(), PRIYA, [entry({ who: 'Kai Turner 7B', seen })], names));
  expect(text).toContain('Aisha Begum said [name removed]’s brother and [name removed] hit her.');
  for (const name of ['Mia', 'Nadia', 'Grant', 'Okafor', 'Priya', 'Whitcombe', 'Turner', 'zoe', 'Vale'])
    expect(text).not.toContain(name);
});

test('someone of the same family name with a title is another person, unless they asked with it', () => {
  const seen = 'Mrs Begum said it. mr  begum’s car. Aisha Begum cried. Her sister Aisha slept.';
  const given = givenOf(oakfield(), PRIYA, [entry({ who: 'Aisha Begum 8C', seen })], []);
  const named = (name: string) =>
    othersNamed(given, { name, alsoCalled: [] }, { school: oakfield(), pupils: [], reporter: undefined });
  expect(named('Aisha Begum')).toEqual(['mr begum', 'Mrs Begum']);
  expect(named('Mrs Nadia Begum')).toEqual(['Aisha', 'Aisha Begum', 'mr begum']);
  const text = JSON.stringify(
    givenOf(oakfield(), PRIYA, [entry({ who: 'Aisha Begum 8C', seen })], named('Aisha Begum')),
  );
  expect(text).toContain('[name removed] said it. [name removed]’s car. Aisha Begum cried.');
});

test('what was decided is given too, in words of a list, where no name is looked for', () => {
  const decision: Entry = {
    ...entry({ reason: 'Told Nadia Begum.' }, 'decided', 2),
    actor: MIRIAM,
    facts: { decision: 'child-protection' },
  };
  const given = givenOf(oakfield(), PRIYA, [entry({ seen: 'She cried.' }), decision], ['Nadia Begum']);
  expect(given[1]?.by).toBe('handler');
  expect(given[1]?.texts.map(({ text }) => text)).toEqual([
    'Decided: Refer: child protection (significant harm)',
    'Told [name removed].',
  ]);
  expect(othersNamed(given, AISHA, { school: oakfield(), pupils: [], reporter: undefined })).toEqual([]);
});
