import { afterEach, expect, test } from '@jest/globals';
import { showCampaigns } from '../../src/cli/campaign.ts';
import { given } from '../acknowledge/given.ts';
import { userId } from '../acknowledge/school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

async function shown(): Promise<string> {
  const said: string[] = [];
  await showCampaigns({ DATABASE_URL: world.database.url }, false, (words) => said.push(words));
  return said.join('\n');
}

test('lanyard campaign draws how many have the card and how many have answered', async () => {
  world = await given({ staff: 10 });
  expect(await shown()).toBe('There is no campaign yet.');
  world.decide.install = (user) => (user === userId(10) ? 'no-teams' : undefined);
  const id = await world.started();
  for (const n of [1, 2, 3]) await world.answers(userId(n), id);
  const lines = (await shown()).split('\n');
  expect(lines[0]).toContain(id.slice(0, 8));
  expect(lines[1]).toContain(`[${'#'.repeat(27)}${'.'.repeat(3)}] 9 of 10 have the card`);
  expect(lines[2]).toContain(`[${'#'.repeat(9)}${'.'.repeat(21)}] 3 of 10 acknowledged`);
  expect(lines[3]).toContain('could not be reached 1');
});
