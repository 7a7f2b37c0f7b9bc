import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { channelCard, next, shown, through } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

const { priyaNair: teacher, miriamHale: dsl } = PEOPLE;
const ROLL = 'Name,Class\nBen Cole,7B\nBen Cole,9A\nAda Holt,7B\n';

/** A report about someone typed, as the DSL opens it, and the form that puts right which child it is. */
async function formOf() {
  const { sandbox } = world;
  await sandbox.say(teacher, 'report');
  const first = await sandbox.openDialog(teacher, sandbox.messages(teacher).at(-1)?.id ?? '', 'Report a concern');
  const second = await next(world, teacher, first, 'Next', { about: 'child', who: 'Ada Holt 7B' });
  const words = { seen: 'A bruise.', urgent: 'no' };
  const sent = shown((await next(world, teacher, second, 'Send to the DSL, Miriam Hale', words)).card);
  const reference = /Your reference is ([A-Z0-9]+)/.exec(sent)?.[1] ?? '';
  const record = await sandbox.openDialog(dsl, (await channelCard(world, reference)).id, 'Open');
  return through(world, dsl, record, 'Acknowledge and take it on', 'It is about another child');
}

test('without a roll the right child is typed; with one they are picked, also after a form that was not complete', async () => {
  const { sandbox } = world;
  const typed = await formOf();
  expect(shown(typed.card)).toContain('Name and class of the right child');
  expect(shown(typed.card)).not.toContain('concern.pupils');

  const content = Buffer.from(ROLL);
  await sandbox.say(dsl, '', undefined, [{ name: 'roll.csv', type: 'file', content }]);
  const form = await formOf();
  expect(shown(form.card)).toContain('concern.pupils');
  const found = shown((await sandbox.lookUp(dsl, 'concern.pupils', 'ben cole')).body);
  const [, title = '?', value = '?'] = /"title":"([^"]+)","value":"([^"]+)"/.exec(found) ?? [];
  const again = await next(world, dsl, form, 'It is about another child', { pupil: value, who: '' });
  expect(shown(again.card)).toContain('Please give the reason');
  expect(shown(again.card)).toContain(`"value":"${value}"`);
  expect(shown(again.card)).toContain(`"title":"${title}"`);
  const done = await next(world, dsl, again, 'It is about another child', { reason: 'The office looked it up.' });
  expect(shown(done.card)).toContain('Done, and recorded.');
  expect(shown(done.card)).toContain(`"text":"${title}"`);
});
