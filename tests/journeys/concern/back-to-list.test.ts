import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { next, reportByClicking, shown, through } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';

let world: Running;
beforeAll(async () => {
  world = await running({ at: new Date('2026-11-23T10:05:00Z') });
});
afterAll(() => world.close());

const { priyaNair: teacher, miriamHale: dsl } = PEOPLE;

test('a report that was opened from the list leads back to it, narrowed as it was, after any step', async () => {
  const reference = await reportByClicking(world, teacher, { about: 'child', first: { who: 'Kai Turner, 7B' } });
  await world.sandbox.say(dsl, 'reports');
  const [list] = await world.sandbox.until(() => {
    const found = world.sandbox.messages(dsl).filter((one) => shown(one).includes('The list, with who each is about'));
    return found.length > 0 && found;
  });
  const all = await world.sandbox.openDialog(dsl, list?.id ?? '', 'The list, with who each is about');
  const narrowed = await next(world, dsl, all, 'Show these', { show: 'since' });
  const open = await next(world, dsl, narrowed, `Open ${reference}`);
  const leadsBack = (dialog: typeof open) => {
    expect(shown(dialog.card)).toContain('"Back to the list"');
    expect(shown(dialog.card)).toContain('"show":"since"');
  };
  leadsBack(open);
  const taken = await next(world, dsl, open, 'Acknowledge and take it on');
  leadsBack(taken);
  const form = await next(world, dsl, taken, 'Add a note');
  leadsBack(await next(world, dsl, form, 'Back'));
  const noted = await next(world, dsl, form, 'Add a note', { reason: 'Rang home.' });
  leadsBack(noted);
  leadsBack(await through(world, dsl, noted, 'Chronology', 'Back to the report'));
  leadsBack(await through(world, dsl, noted, 'Export and keeping', 'Back to the report'));
  const back = await next(world, dsl, noted, 'Back to the list');
  expect(shown(back.card)).toContain(`Open ${reference}`);
  expect(shown(back.card)).toContain('since');
});
