import { expect, test } from '@jest/globals';
import type { Gate } from '../../../src/hear/gate.ts';
import { askingBy } from '../../../src/more/shared-address/index.ts';
import type { School } from '../../../src/school/school.ts';
import { school } from '../../acknowledge/school.ts';

test('a question at the shared address is heard without the names of the school’s people, and not at all where too much was asked', async () => {
  const heardBy: (School | undefined)[] = [];
  const hear = (async (_typed: unknown, by: School | undefined) => {
    heardBy.push(by);
    return { detection: { kind: 'own-distress' } };
  }) as unknown as Gate['hear'];
  const library = {
    answerer: () => {
      throw new Error('nothing is answered');
    },
  };
  const ask = askingBy({ gate: { hear }, library });
  expect(await ask(school, 'i am afraid of Miriam Hale', false)).toMatchObject({ kind: 'held' });
  expect(await ask(school, 'i am afraid of Miriam Hale', true)).toMatchObject({ kind: 'later' });
  expect(heardBy).toEqual([undefined]);
});
