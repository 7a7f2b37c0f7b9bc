import { globSync, readFileSync } from 'node:fs';
import { asTitle } from '../../../src/hear/wishes/plain.ts';
import { readSchoolFile } from '../../../src/school/file/school-file.ts';
import { createEar } from '../../../src/wiring/ear.ts';
import { shippedWishes } from '../../../src/wiring/wishes.ts';
import { registeredRoutes } from '../../entrances/entrances.ts';
import { SAMPLES } from '../../sheets/samples.ts';
import { shippedUnderstanding } from '../../support/shipped.ts';

/** The words on every button of every sample card: people type what they see. */
async function titles(): Promise<readonly string[]> {
  const samples = (await Promise.all(Object.values(SAMPLES).map((list) => list()))).flat();
  const found = samples.flatMap((one) => ('card' in one ? titlesIn(one.card) : []));
  return [...new Set(found)].sort();
}

function titlesIn(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(titlesIn);
  if (typeof part !== 'object' || part === null) return [];
  const own = 'type' in part && String(part.type).startsWith('Action.') && 'title' in part ? [String(part.title)] : [];
  return [...own, ...Object.values(part).flatMap(titlesIn)];
}

/** What its button is pressed to tell is told by its words too: the form is offered for it. */
const TELLS: readonly string[] = [
  ...['A pupil has contacted me', 'A pupil has contacted me privately'],
  'Hand it on to Tom Ashworth',
];

/** What people say all day, button or not: it is heard, and raised as nothing. */
const SAID: readonly string[] = [
  ...['I have a question', 'Try again', 'I have looked', 'We have talked', 'Support'],
  ...['Yes', 'No', 'Fine', 'Go on', 'More', 'The rule again', 'Who to go to', 'Something else'],
];

/** A name, a number of a report or the title of a policy of the sample school: no list can hold those. */
const NAMES_SOMETHING =
  /Agree, and|Miriam Hale|Joanna Okafor|Ruth Ellery|Tom Ashworth|Millbrook|Oakfield|^(?:Read again|Update a person|Who would like it): |^(?:Open|Decide on) [A-Z\d]+$|^[A-C]$/;

const shippedEar = async () => {
  const routes = registeredRoutes();
  const isCommand = (words: string) => routes.findCommand(words) !== undefined;
  const school = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools[0];
  if (!school) throw new Error('lanyard.yml has no school that can be read');
  return {
    ...createEar({ schools: [school], opening: await shippedUnderstanding(), isCommand, log: console }),
    school,
  };
};

/** The words of buttons that no sample shows, as they stand in the code of their cards. */
const WRITTEN =
  /\b(?:execute|openDialog|submitDialog|toggle|openUrl|doing)\(\s*(?:[^()'`]*\?\s*)?'([^'\\]+)'(?:\s*:\s*'([^'\\]+)')?/g;
const written = globSync('src/{hear,ask,acknowledge,report,more,platform}/**/*.ts').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(WRITTEN)].flatMap(([, one = '', other = '']) =>
    [one, other].filter((title) => /^\p{Lu}/u.test(title)),
  ),
);

test('the words of a button are known for what they are, unless they name someone or something', async () => {
  const { readExact } = await shippedEar();
  const all = [...new Set([...(await titles()), ...written])].filter((title) => !NAMES_SOMETHING.test(title));
  expect(all.length).toBeGreaterThan(300);
  expect(all.filter((title) => ![...TELLS, ...SAID].includes(title) && !readExact(title))).toEqual([]);
});

test('the list holds the title of no button that is gone', async () => {
  const now = new Set([...(await titles()), ...written].map(asTitle));
  expect([...shippedWishes().buttons].filter((title) => !now.has(title))).toEqual([]);
});

test('the words of a button are raised by no one who types them', async () => {
  const { readExact, hear, school } = await shippedEar();
  const raised: string[] = [];
  for (const title of [...(await titles()), ...SAID]) {
    if (readExact(title)) continue;
    const { detection } = await hear(title, school);
    if (detection.kind !== 'none' || detection.mayBeDistress) raised.push(title);
  }
  expect(raised.filter((title) => !TELLS.includes(title))).toEqual([]);
});

test('more than the words of a button is heard as a whole', async () => {
  const { readExact } = await shippedEar();
  for (const said of [
    'The police were told that he hit her',
    'Support me please, he is hurting me',
    'Hand all 13 on to him',
  ])
    expect(readExact(said)).toBeUndefined();
});
