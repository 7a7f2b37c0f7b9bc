import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod/v4';
import { BOT_ID, PEOPLE, TENANT_ID } from '../../src/sandbox/tenant/sample-school.ts';
import { sendNow } from '../support/campaign.ts';
import { type Running, running } from '../support/running.ts';
import { findPlayground, type Playground, type Shown, startPlayground } from './playground.ts';
import { type Relay, startRelay } from './relay.ts';

const people = [
  { id: PEOPLE.priyaNair, name: 'Priya Nair' },
  { id: PEOPLE.lewisGrant, name: 'Lewis Grant' },
  { id: PEOPLE.frankDoyle, name: 'Frank Doyle' },
  { id: PEOPLE.ruthEllery, name: 'Ruth Ellery' },
  { id: PEOPLE.miriamHale, name: 'Miriam Hale' },
  { id: PEOPLE.sunitaRao, name: 'Sunita Rao' },
];

const command = findPlayground();
if (command === undefined)
  process.stderr.write('Skipped: Microsoft 365 Agents Playground is not installed (npm ci installs it).\n');

(command === undefined ? describe.skip : describe)('with Microsoft’s Agents Playground as the client', () => {
  let relay: Relay;
  let playground: Playground;
  let world: Running;

  beforeAll(async () => {
    relay = await startRelay();
    playground = await startPlayground(command ?? '', {
      endpoint: relay.url,
      tenantId: TENANT_ID,
      botId: BOT_ID,
      people,
    });
    world = await running({ at: new Date('2026-09-08T09:00:00Z'), connectorHosts: [playground.host] });
    relay.signFor(world.sandbox);
  });
  afterAll(async () => {
    await playground?.close();
    await relay?.close();
    await world?.close();
  });

  test('a question typed there is answered with a card there', async () => {
    await playground.say('can i add a year 11 on insta?');
    const answer = await playground.until(() =>
      playground.messages().find((message) => shown(message).includes('Social')),
    );
    expect(shown(answer)).toContain('Read the section');
    expect(answer.cards).toHaveLength(1);
  });

  test('a button pressed there is answered', async () => {
    await playground.say('can i be friends with parents on facebook');
    const answer = await playground.until(() => playground.messages().find((message) => findAction(message, 'Yes')));
    const before = playground.messages().length;
    const pressed = await playground.press(answer.id, execute(answer, 'Yes'));
    expect(pressed).toEqual({ type: 'application/vnd.microsoft.activity.message', value: 'Thank you.' });
    await playground.until(() => playground.messages().length > before);
    // The playground also offers what older clients send: the data alone, which has no answer but a message.
    await playground.submit(answer.id, fallback(answer, 'Yes'));
    await playground.until(() => playground.messages().length > before + 1);
  });

  test('an acknowledgement is asked for, given and turned into its receipt in place', async () => {
    const request = await campaignCard();
    const { verb, data } = execute(request, 'I have read and understood');
    const early = await playground.press(request.id, { verb, data });
    expect(shown(early.value)).toContain('Please open this first');

    // It has no dialogs, so the opening goes through its custom activities.
    const { activity } = relay.relayed.at(-1) ?? {};
    const read = findAction(request, /^Read it/);
    const opened = relay.answerTo('task/fetch');
    await playground.custom({ ...activity, name: 'task/fetch', value: { data: read?.data } });
    const dialog = await opened;
    expect(shown(dialog.body)).toContain('"type":"continue"');

    const receipt = await playground.press(request.id, { verb, data });
    expect(receipt.type).toBe('application/vnd.microsoft.card.adaptive');
    expect(shown(receipt.value)).toContain('Your answer is recorded');
    const inPlace = await playground.until(() =>
      playground
        .messages()
        .find(({ id, cards }) => id === request.id && shown(cards).includes('Your answer is recorded')),
    );
    expect(findAction(inPlace, 'I have read and understood')).toBeUndefined();
  });

  test('without a signature the bot takes nothing from it', async () => {
    const [first] = relay.relayed;
    const response = await fetch(`${world.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(first?.activity),
    });
    expect(response.status).toBe(401);
  });

  /** HR, in the sandbox, starts a campaign; the card arrives in the playground because that is where Priya Nair writes. */
  async function campaignCard(): Promise<Shown> {
    await playground.say('help');
    await playground.until(() => playground.messages().find((message) => shown(message).includes('I am Lanyard')));
    const { sandbox } = world;
    const hr = PEOPLE.sunitaRao;
    await sandbox.say(hr, 'campaigns');
    const form = await sandbox.openDialog(hr, sandbox.messages(hr).at(-1)?.id ?? '', 'New campaign');
    const policies = /"value":"(oakfield\/[0-9a-f]+)"/.exec(shown(form.card))?.[1] ?? '';
    await sandbox.submitDialog(hr, form, 'See who would be asked', { policies, due: '2026-09-30', pages: 'false' });
    const draft = await sandbox.until(() =>
      sandbox
        .messages(hr)
        .find(
          (message) =>
            shown(message.cards).includes('Nobody has been asked yet') &&
            shown(message.cards).includes('30 September 2026'),
        ),
    );
    await sendNow({ sandbox }, draft.id);
    return playground.until(() =>
      playground.messages().find((message) => findAction(message, 'I have read and understood')),
    );
  }
});

const shown = (thing: unknown): string => JSON.stringify(thing ?? '');

const action = z.object({
  type: z.string(),
  title: z.string(),
  verb: z.string().optional(),
  data: z.record(z.string(), z.unknown()).optional(),
  fallback: z.object({ data: z.record(z.string(), z.unknown()) }).optional(),
});
type Action = z.output<typeof action>;

/** A button of a message's cards by its title, however deep it stands. */
function findAction({ cards }: Shown, title: string | RegExp): Action | undefined {
  const search = (node: unknown): Action | undefined => {
    if (typeof node !== 'object' || node === null) return undefined;
    const { data } = action.safeParse(node);
    if (data && (typeof title === 'string' ? data.title === title : title.test(data.title))) return data;
    for (const child of Object.values(node)) {
      const found = search(child);
      if (found) return found;
    }
    return undefined;
  };
  return search(cards);
}

function execute(message: Shown, title: string): { verb: string; data: unknown } {
  const found = findAction(message, title);
  if (found?.verb === undefined) throw new Error(`no Action.Execute "${title}" in ${shown(message)}`);
  return { verb: found.verb, data: found.data };
}

function fallback(message: Shown, title: string): object {
  const found = findAction(message, title)?.fallback;
  if (!found) throw new Error(`no fallback of "${title}" in ${shown(message)}`);
  return found.data;
}
