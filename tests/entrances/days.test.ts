import { expect, test } from '@jest/globals';
import type { UserId } from '../../src/kernel/ids.ts';
import { unreadDays } from '../../src/platform/teams/entrances.ts';
import { createPresses } from '../../src/platform/teams/presses.ts';
import type { DialogTurn } from '../../src/platform/teams/turn.ts';
import { registeredRoutes } from './entrances.ts';

const routes = registeredRoutes();
const presses = createPresses({
  routes,
  standingOf: async () => ({ kind: 'staff', schools: [] }) as never,
  schoolOfStanding: () => undefined,
  isSentTo: async () => false,
  gate: { look: async () => ({ kind: 'passed', texts: {} }) as never } as never,
  onHeld: () => {
    throw new Error('nothing here tells of anything');
  },
});

/** As another client would send it. */
const ODD = '06/03/2027 22:00:00';

/** Every form with a day in it, and the other boxes that are written in. */
const forms = routes.entrances().flatMap(({ kind, name, fields }) => {
  const route = kind === 'submit' ? routes.findSubmit(name) : undefined;
  if (route?.kind !== 'plain' || fields === 'report') return [];
  const odd = Object.fromEntries(fields.map((field) => [field.name, ODD]));
  const days = unreadDays(route.entry.shape, odd).map((day) => day.name);
  const boxes = fields.filter((field) => field.kind !== 'fixed').map((field) => field.name);
  return days.map((day) => ({ name, day, boxes }));
});

test('the forms with a day are found', () => {
  expect(new Set(forms.map(({ name }) => name)).size).toBeGreaterThan(9);
});

test.each(forms)(
  '$name: what is no date in "$day" is asked for again, and all the rest is sent with it',
  async ({ name, day, boxes }) => {
    const data = { verb: name, kept: 'no field of it', account: 'an id of ours', [day]: ODD };
    const written = Object.fromEntries(boxes.map((box) => [box, `The canteen, ${box}`]));
    const turn = { sender: { userId: 'u1' as UserId }, now: new Date('2026-11-26T09:00:00Z') } as DialogTurn;
    const answer = await presses.dialog(
      { turn, value: { data: { ...data, ...written } }, message: undefined },
      'submit',
    );
    if (answer.kind !== 'dialog') throw new Error(`${answer.kind}: no form`);
    const inputs = answer.card.body.filter(({ type }) => String(type).startsWith('Input.'));
    expect(inputs.map(({ type, id, value }) => [type, id, value])).toEqual([
      ['Input.Date', day, undefined],
      ...boxes.map((box) => ['Input.Text', box, `The canteen, ${box}`]),
    ]);
    const sent = JSON.stringify(answer.card);
    expect(sent).toContain(`"verb":"${name}"`);
    expect(sent).not.toContain(ODD);
  },
);
