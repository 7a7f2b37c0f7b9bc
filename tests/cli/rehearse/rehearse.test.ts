import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import { type RehearseOptions, rehearse, schoolNamed } from '../../../src/cli/rehearse/rehearse.ts';
import { given, JOANNA, type World } from '../../report/support.ts';

let world: World;
afterEach(() => world.close());

/** The command, with a Lanyard that looks while it waits, or none. */
async function run(options: RehearseOptions, look: () => Promise<unknown> = async () => undefined) {
  const said: string[] = [];
  const { school } = world;
  const parts = {
    rehearsals: world.deps.rehearsals,
    school,
    newId: randomUUID,
    pause: async () => void (await look()),
  };
  const failed = await rehearse({ ...parts, say: (line) => said.push(line) }, options);
  return { failed, said: said.join('\n') };
}

test('what cannot be meant is refused before anyone is sent anything, and says what there is', async () => {
  world = await given();
  expect(() => schoolNamed(world.trust, undefined)).toThrow('--school: oakfield, millbrook');
  expect(() => schoolNamed(world.trust, 'elsewhere')).toThrow('--school: oakfield, millbrook');
  await expect(run({ only: ['child', 'childs'] })).rejects.toThrow('There is no drill childs. There are: child, adult');
  await expect(run({ by: 'Gareth' })).rejects.toThrow('a GUID');
  expect(await world.deps.rehearsals.goingOn()).toEqual([]);
});

test('where no Lanyard runs nothing is left behind that a later start would send', async () => {
  world = await given();
  await expect(run({})).rejects.toThrow('No Lanyard that runs on this database');
  await world.after(1);
  expect(world.teams.told).toEqual([]);
});

test('one drill alone is asked for, waited for and told, with what to do where it fails', async () => {
  world = await given();
  world.teams.cannotReach(JOANNA, 'blocked');
  const { failed, said } = await run({ only: ['adult'] }, () => world.after(1));
  expect(failed).toBe(1);
  expect(said).toContain('1 drill at Oakfield Academy, sent in the name of Gareth Bevan.');
  expect(said).toContain('✗ 2. About an adult who works here (adult)');
  expect(said).toContain('→ Not told: Joanna Okafor.');
  expect(said).not.toContain('1. About a child');
});
