import { expect, test } from '@jest/globals';
import { createLiveTrust } from '../../../src/report/naming/live-trust.ts';
import { mentionsIn } from '../../../src/report/naming/reading/mentions.ts';
import { routeFor } from '../../../src/report/routing/routing.ts';
import type { DirectoryPerson } from '../../../src/school/people.ts';
import { fakeDirectory, MIRIAM, oakfield, PRIYA, sampleTrust, TOM } from '../support.ts';

/** Who is shut out by these words, once the directory has answered this about Miriam Hale. */
async function shutOut(known: Partial<DirectoryPerson>, seen: string) {
  const { directory, state } = fakeDirectory();
  const live = createLiveTrust(sampleTrust());
  state.people.set(MIRIAM, { name: 'Miriam Hale', ...known });
  await live.listening(directory).person(MIRIAM);
  return routeFor(oakfield(live.trust), { kind: 'child', people: [], mentions: mentionsIn({ seen }) }, PRIYA).excluded;
}

test('who has a job in the directory is meant by it', async () => {
  const job = { jobTitle: 'Head of Year 8 & Attendance Lead' };
  for (const seen of ['The head of Year 8 shook him.', 'The attendance lead shook him.', 'HoY8 shook him.'])
    expect([seen, await shutOut(job, seen)]).toEqual([seen, [MIRIAM]]);
  expect(await shutOut(job, 'The head of Year 10 shook him.')).toEqual([]);
  expect(await shutOut({}, 'The head of Year 8 shook him.')).toEqual([]);
});

test.each(['Teacher', 'Class teacher', 'Teaching Assistant', 'Lead', 'Learning Support Assistant'])(
  'a job that many have, “%s”, means nobody',
  async (jobTitle) => {
    for (const seen of ['The teacher shook him.', `The ${jobTitle.toLowerCase()} shook him.`, 'A TA shook him.'])
      expect([seen, await shutOut({ jobTitle }, seen)]).toEqual([seen, []]);
  },
);

test.each([
  ['miriam.bellamy@oakfieldacademy.example', 'Mrs Bellamy shook him.'],
  ['m.bellamy2@oakfieldacademy.example', 'Bellamy shook him.'],
  ['miriambellamy@oakfieldacademy.example', 'Miriam Bellamy shook him.'],
  ['mbellamy@oakfieldacademy.example', 'Mrs Bellamy shook him.'],
])('an address of before, %s, tells the name of before', async (address, seen) => {
  const addresses = ['mhale@oakfieldacademy.example', address];
  expect(await shutOut({ addresses }, seen)).toEqual([MIRIAM]);
  expect(await shutOut({}, seen)).toEqual([]);
});

test('an address that is no name of theirs tells nothing', async () => {
  const addresses = ['dsl', 'head.office', 'safeguarding', 'office', 'main.reception', 'head', 'admin.team'].map(
    (local) => `${local}@oakfieldacademy.example`,
  );
  for (const seen of ['Her office was shut.', 'Reception rang.', 'The team shouted at him.', 'Admin lost the form.'])
    expect([seen, await shutOut({ addresses }, seen)]).toEqual([seen, []]);
});

test('the first and last name of the directory count beside the name that is shown', async () => {
  expect(await shutOut({ ownName: 'Mair Bellamy' }, 'Mrs Bellamy shook him.')).toEqual([MIRIAM]);
});

test('what is heard of someone without a role changes nothing', async () => {
  const { directory, state } = fakeDirectory();
  const live = createLiveTrust(sampleTrust());
  const before = live.trust.schools;
  state.people.set(PRIYA, { name: 'Priya Nair', jobTitle: 'SENCo' });
  await live.listening(directory).person(PRIYA);
  expect(live.trust.schools).toEqual(before);
  state.people.set(TOM, { name: 'Tom Ashworth', jobTitle: 'SENCo' });
  await live.listening(directory).person(TOM);
  expect(oakfield(live.trust).roles['deputy-dsl'][0]).toMatchObject({ name: 'Tom Ashworth', jobs: ['SENCo'] });
});
