import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { next, reportByClicking, shown, through } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';
import { fillsIn, heldBack, notTheirs, openTyped, takenOnInChat, typedInVain } from './pressing.ts';

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

const { priyaNair: teacher, anilKapoor: dpo, miriamHale: dsl, tomAshworth: deputy, joannaOkafor: head } = PEOPLE;
const OTHERS = {
  'the reporter': teacher,
  'the DSL': dsl,
  'a deputy': deputy,
  'the headteacher': head,
  HR: PEOPLE.sunitaRao,
};

test('a breach on Friday afternoon: the clock runs over the weekend, a late one asks why, and the breach log holds it for good', async () => {
  const { sandbox } = world;
  const reference = await reportByClicking(world, teacher, {
    about: 'data',
    words: { seen: 'The trip list went to every parent.', learned: 'On Friday at ten past four' },
  });
  const taken = await takenOnInChat(world, dpo, reference);
  expect(shown(taken.card)).toContain('72 hours end on Thursday 26 November 2026, 09:30');
  expect(shown(taken.card)).toContain('On Friday at ten past four');
  const form = await next(world, dpo, taken, 'Say when it was first known');
  const friday = { happenedOn: '2026-11-20', happenedAt: '16:10' };
  const known = await next(world, dpo, form, 'Say when it was first known', friday);
  expect(shown(known.card)).toContain('72 hours end on Monday 23 November 2026, 16:10');

  // On Tuesday morning the ICO has been told, and too late.
  sandbox.clock.set(new Date('2026-11-24T09:00:00Z'));
  const assessed = await through(world, dpo, known, 'Record a decision', 'A breach of personal data: risk assessed');
  const said = { reason: 'Names and allergies of thirty pupils.', contained: 'Recalled; parents asked to delete it.' };
  const unsaid = await next(world, dpo, assessed, 'Record a decision', said);
  expect(shown(unsaid.card)).toContain('Please say what the risk to people is');
  const told = { risk: 'likely', ico: 'told', icoOn: '2026-11-24', icoAt: '08:40', icoWhy: 'IC-5520' };
  const silent = await next(world, dpo, unsaid, 'Record a decision', { ...told, affected: 'not-told' });
  expect(shown(silent.card)).toContain('Please say why they were not told.');
  const late = await next(world, dpo, silent, 'Record a decision', { peopleWhy: 'They are told on Wednesday.' });
  expect(shown(late.card)).toContain('The ICO was told after the 72 hours. Please say why so late.');
  // Nothing that was typed is lost on the way.
  for (const words of ['Names and allergies', 'Recalled; parents', 'IC-5520', 'They are told on Wednesday.'])
    expect([words, shown(late.card).includes(words)]).toEqual([words, true]);
  const decided = await next(world, dpo, late, 'Record a decision', { late: 'It was seen on Monday evening.' });
  for (const words of ['A risk to people is likely', 'The ICO was told', 'It was seen on Monday evening.'])
    expect([words, shown(decided.card).includes(words)]).toEqual([words, true]);
  expect(shown(decided.card)).not.toContain('72 hours end on');
  await fillsIn(world, dpo, decided, 'Close the report', {
    ...{ outcome: 'contained', left: 'done', reason: 'The list is gone.' },
  });

  // A second one of which the ICO is told nothing stands beside it, closed like the first.
  const other = await reportByClicking(world, teacher, {
    about: 'data',
    words: { seen: 'A register lay on the bus.' },
  });
  const found = await takenOnInChat(world, dpo, other);
  const beside = await through(world, dpo, found, 'Record a decision', 'A breach of personal data: risk assessed');
  const unlikely = { risk: 'unlikely', ico: 'not-told', icoWhy: 'It came back unread.', affected: 'not-told' };
  const assessedToo = await next(world, dpo, beside, 'Record a decision', {
    ...{ ...unlikely, peopleWhy: 'No risk to them.', reason: 'Ten minutes.', contained: 'The driver handed it in.' },
  });
  expect(shown(assessedToo.card)).toContain('A risk to people is unlikely');

  const log = await openTyped(world, dpo, 'breach log', 'Breach log');
  for (const words of [
    ...[`Open ${reference}`, 'Friday 20 November 2026, 16:10', 'Monday 23 November 2026, 16:10'],
    ...[`Open ${other}`, 'by the report, nobody has said when', 'The ICO was told', 'The ICO was not told'],
  ])
    expect([words, shown(log.card).includes(words)]).toEqual([words, true]);
  const list = await openTyped(world, dpo, 'reports', 'The list, with who each is about');
  expect(shown((await next(world, dpo, list, 'Breach log')).card)).toContain(`Open ${reference}`);

  // Nobody else: by the same buttons, by the command, and in a log of their own.
  await notTheirs(world, OTHERS, known, 'Record a decision');
  await notTheirs(world, OTHERS, assessed, 'Record a decision', { ...said, ...told });
  await notTheirs(world, OTHERS, form, 'Say when it was first known', friday);
  for (const one of [reference, other]) await notTheirs(world, OTHERS, log, `Open ${one}`);
  await typedInVain(world, OTHERS, 'breach log', [reference, other, 'The ICO']);
  for (const user of [dsl, deputy, head]) {
    const own = await openTyped(world, user, 'breach log', 'Breach log');
    expect(shown(own.card)).toContain('There are no reports about personal data.');
  }
  await heldBack(world, 'trip list', 'allergies', 'IC-5520', 'register lay', 'ten past four');
});
