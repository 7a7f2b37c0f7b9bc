import { expect, test } from '@jest/globals';
import { actions, card, execute, openDialog, plain, submitDialog, toggle } from '../../../src/platform/teams/card.ts';
import { createLiveButtons } from '../../../src/platform/teams/live-buttons.ts';
import { createRoutes } from '../../../src/platform/teams/routes.ts';
import { registeredRoutes } from '../../entrances/entrances.ts';
import { SAMPLES } from '../../sheets/samples.ts';

function having(verbs: readonly string[]) {
  const routes = createRoutes();
  for (const verb of verbs) {
    if (verb.startsWith('open')) routes.dialog(verb, async () => ({ kind: 'close' }));
    else if (verb.startsWith('send')) routes.submit(verb, async () => ({ kind: 'close' }));
    else routes.action(verb, async () => ({ kind: 'message', text: '' }));
  }
  return createLiveButtons(routes, (_verb, { wish }) => wish !== 'nobody');
}

const drawn = card(
  plain('Words stay'),
  actions([execute('Do', 'do.it'), openDialog('Open', 'open.it'), submitDialog('Send', 'send.it')]),
  actions([execute('Alone', 'do.alone')]),
  actions([toggle('More', ['more'])]),
);

test('a button stays where something answers it, and a row that is left without one goes', () => {
  expect(having(['do.it', 'open.it', 'send.it', 'do.alone'])(drawn)).toEqual(drawn);
  const some = JSON.stringify(having(['open.it'])(drawn));
  expect(some).toContain('"title":"Open"');
  for (const title of ['Do', 'Send', 'Alone']) expect(some).not.toContain(`"title":"${title}"`);
  // What a client does by itself needs nobody to answer.
  expect(some).toContain('"title":"More"');
  expect(some).toContain('Words stay');
  expect(having([])(drawn).body.map(({ type }) => type)).toEqual(['RichTextBlock', 'ActionSet']);
});

test('a card asks for a fresh view where something answers it, and is a card without that too', () => {
  const fresh = {
    ...card(plain('Words')),
    refresh: { action: { type: 'Action.Execute', verb: 'do.it', data: { verb: 'do.it' } }, userIds: ['29:1'] },
  };
  expect(having(['do.it'])(fresh)).toEqual(fresh);
  expect(having([])(fresh)).toEqual(card(plain('Words')));
});

test('what is asked of Lanyard by a button stays where someone has it', () => {
  const asking = (wish: string) => card(actions([execute('Ask', 'do.it', { wish })]));
  expect(having(['do.it'])(asking('someone')).body).toHaveLength(1);
  expect(having(['do.it'])(asking('nobody')).body).toHaveLength(0);
});

test('with every feature on every card goes out as it was drawn', async () => {
  const live = createLiveButtons(registeredRoutes(), () => true);
  const all = (await Promise.all(Object.values(SAMPLES).map((make) => make()))).flat();
  const cards = all.flatMap((sample) => ('card' in sample ? [sample] : []));
  expect(cards.length).toBeGreaterThan(300);
  const changed = cards.filter(({ card: one }) => JSON.stringify(live(one)) !== JSON.stringify(one));
  expect(changed.map(({ name }) => name)).toEqual([]);
});
