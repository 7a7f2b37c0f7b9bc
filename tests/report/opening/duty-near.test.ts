import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { dutiesInWords } from '../../../src/report/form/duties.ts';
import { recordCard } from '../../../src/report/opening/reading.cards.ts';
import { FORMS } from '../../../src/report/triage/opened-acts.ts';
import { formCard } from '../../../src/report/triage/triage.cards.ts';
import { given, MIRIAM, type World } from '../support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const opened = async (seen: string, isUrgent: boolean) => {
  const { id } = await world.report('child', { words: { who: 'Kai Turner, 7B', seen }, isUrgent });
  await world.after(0);
  const record = await world.concerns.record.open(id, world.as(MIRIAM));
  if (record.kind !== 'open') throw new Error(record.kind);
  const { school, concern, entries } = record;
  const duties = dutiesInWords(school, concern.kind, world.now(), entries);
  const form = (name: 'decide' | 'no-further-action', chosen?: string) =>
    JSON.stringify(formCard({ ...record, duties, form: name, act: FORMS[name], user: MIRIAM, chosen }));
  return { card: JSON.stringify(recordCard(record, world.now())), form };
};
const MARRIED = 'She said: “In the holidays I have to marry my cousin.”';
const ONE_CHANCE = 'You may have only one chance to speak to someone who may be made to marry';
const UNIT = '020 7008 0151';

test.each([true, false])(
  'words of a forced marriage bring what to do and the numbers of the unit, urgent or not (%s)',
  async (isUrgent) => {
    const { card } = await opened(MARRIED, isUrgent);
    for (const words of [ONE_CHANCE, UNIT, '020 7008 5000', 'fmu@fcdo.gov.uk', '"Numbers to phone"'])
      expect(card).toContain(words);
  },
);

test('what is to be done stands above what is offered to be decided, and what keeps it in school stands below what leads outside', async () => {
  const { form } = await opened(MARRIED, true);
  const choices = form('decide');
  const at = (words: string) => choices.indexOf(words);
  expect(at(ONE_CHANCE)).toBeGreaterThan(0);
  expect(at(ONE_CHANCE)).toBeLessThan(at('Refer: child protection'));
  expect(at('Police, CEOP')).toBeLessThan(at('Support in school and monitor'));
  for (const one of [form('decide', 'internal-support'), form('no-further-action')]) expect(one).toContain(ONE_CHANCE);
});

test('other words bring neither the line nor the numbers', async () => {
  const { card, form } = await opened('He fell in the yard.', true);
  for (const one of [card, form('decide'), form('no-further-action')]) {
    expect(one).not.toContain(ONE_CHANCE);
    expect(one).not.toContain(UNIT);
  }
});
