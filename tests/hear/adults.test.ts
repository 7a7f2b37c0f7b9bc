import { expect, test } from '@jest/globals';
import { createAdultEar } from '../../src/hear/adults.ts';
import { HEARD_AS, type Weighed } from '../../src/hear/weighing/heard-as.ts';
import { mayMeanAnAdult } from '../../src/hear/weighing/of-adults.ts';
import { oakfield } from '../report/support.ts';

const weighed = (report: number, routes: Weighed['routes']): Weighed => ({
  chances: Object.fromEntries(HEARD_AS.map((one) => [one, one === 'report' ? report : 0])) as Weighed['chances'],
  danger: 0,
  routes,
});

test('what is a report about the head or a member of staff is asked about, however small its first route is', () => {
  const head = [['headteacher', 0.1] as const, ['chair-of-governors', 0.1] as const];
  expect(mayMeanAnAdult(weighed(1, [['dsl', 0.8], ...head]))).toBe(true);
  expect(mayMeanAnAdult(weighed(0.5, [['dsl', 0.8], ...head]))).toBe(false);
  expect(
    mayMeanAnAdult(
      weighed(1, [
        ['dsl', 0.9],
        ['senior-manager', 0.1],
      ]),
    ),
  ).toBe(false);
});

test('without the encoder nothing is asked', async () => {
  const hear = async () =>
    ({ detection: { kind: 'none' }, weighed: undefined, readings: undefined, mayLeave: false }) as const;
  expect(await createAdultEar(hear)('An adult hit him.', oakfield())).toBe(false);
});
