import { readFileSync } from 'node:fs';
import { readSchoolFile } from '../../../src/school/file/school-file.ts';
import { createEar } from '../../../src/wiring/ear.ts';
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

/** What may be told by itself, and what the encoder does not know apart from it: no other title may join them. */
const TELLS: readonly string[] = [
  'A pupil has contacted me privately',
  'Back: arms and hands',
  'Back: body',
  'Back: head and neck',
  'Back: legs and feet',
  'Front: body',
  'Front: head and neck',
  'Front: arms and hands',
  'Front: legs and feet',
  'Hand all 13 on',
  'More numbers, also without your name',
  'Someone is away',
  'The police were told',
];

test('the words of a button are raised by no one who types them, but for a few', async () => {
  const school = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools[0];
  if (!school) throw new Error('lanyard.yml has no school that can be read');
  const routes = registeredRoutes();
  const ear = createEar({
    schools: [school],
    opening: await shippedUnderstanding(),
    isCommand: (words) => routes.findCommand(words) !== undefined,
    log: console,
  });
  const all = await titles();
  expect(all.length).toBeGreaterThan(200);
  const raised: string[] = [];
  for (const title of all) {
    if (ear.readExact(title)) continue;
    const { detection } = await ear.hear(title, school);
    if (detection.kind !== 'none' || detection.mayBeDistress) raised.push(title);
  }
  expect(raised.filter((title) => !TELLS.includes(title))).toEqual([]);
});
