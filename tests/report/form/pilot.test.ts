import { expect, test } from '@jest/globals';
import { withPilotLine } from '../../../src/report/form/pilot.cards.ts';
import { routeNow } from '../../../src/report/routing/route-now.ts';
import { PILOT } from '../../../src/report/wording.ts';
import { oakfield, PRIYA } from '../support.ts';

const school = oakfield();
const lineFor = (kind: 'child' | 'headteacher' | 'dsl' | 'staff'): string =>
  JSON.stringify(
    withPilotLine(
      { type: 'AdaptiveCard', version: '1.5', body: [] } as never,
      routeNow(school, { kind, people: [] }, PRIYA),
    ),
  );

test('while it is a pilot, whom to tell in person is who gets the report, and never who it is about', () => {
  const [head] = school.roles.headteacher;
  const [dsl] = school.roles.dsl;
  expect(lineFor('child')).toContain(`the DSL, ${dsl?.name}, in person as well`);
  for (const kind of ['staff', 'dsl'] as const) {
    expect(lineFor(kind)).toContain(`the headteacher, ${head?.name}, in person as well`);
    expect(lineFor(kind)).not.toContain('DSL');
  }
  expect(lineFor('headteacher')).toContain('the chair of governors');
  expect(lineFor('headteacher')).not.toMatch(/DSL|headteacher/);
});

test('where nobody at the school may open it, numbers outside are to be phoned', () => {
  const route = { ...routeNow(school, { kind: 'child', people: [] }, PRIYA), isForNobody: true };
  expect(JSON.stringify(withPilotLine({ body: [] } as never, route))).toContain('phone one of these numbers');
});

test('before it is known who it is about, each of those who may be told instead is named', () => {
  expect(PILOT).toMatch(/^Pilot: tell the DSL in person as well\..*the headteacher.*the chair of governors\.$/);
});
