import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { raisedAs } from '../../gate/looks.ts';
import { type Running, running } from '../../support/running.ts';

/** What Teams itself offers to be typed, by each of those who use Lanyard: nobody is worried about any of it. */
interface Command {
  readonly title: string;
  readonly prompt?: string;
}
const { bots } = JSON.parse(readFileSync(new URL('../../../appPackage/manifest.json', import.meta.url), 'utf8')) as {
  bots: readonly { readonly commandLists: readonly { readonly commands: readonly Command[] }[] }[];
};
const WORDS = [
  ...new Set(
    bots.flatMap(({ commandLists }) =>
      commandLists.flatMap(({ commands }) =>
        commands.flatMap(({ title, prompt }) => (prompt === undefined ? [title] : [title, prompt])),
      ),
    ),
  ),
];
const PEOPLE_BY_ROLE = {
  teacher: PEOPLE.priyaNair,
  DSL: PEOPLE.miriamHale,
  headteacher: PEOPLE.joannaOkafor,
  HR: PEOPLE.sunitaRao,
  'policy owner': PEOPLE.ruthEllery,
  'IT lead': PEOPLE.garethBevan,
};

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());
// Nobody types more than thirty messages a minute.
beforeEach(() => world.sandbox.clock.pass(60_000));

test.each(Object.entries(PEOPLE_BY_ROLE))(
  'what the manifest offers is answered to a %s, and raised as nothing',
  async (_, user) => {
    expect(WORDS.length).toBeGreaterThan(8);
    const wrong: string[] = [];
    for (const words of WORDS) {
      const before = world.sandbox.messages(user).length;
      await world.sandbox.say(user, words);
      const came = world.sandbox
        .messages(user)
        .slice(before)
        .filter(({ from }) => from.kind === 'bot');
      const raised = raisedAs(JSON.stringify(came));
      if (came.length === 0 || raised.length > 0) wrong.push(`${words}: ${came.length === 0 ? 'no answer' : raised}`);
    }
    expect(wrong).toEqual([]);
  },
);
