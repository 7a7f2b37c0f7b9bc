import { afterEach, expect, test } from '@jest/globals';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { sendNow } from '../../support/campaign.ts';
import { type Running, running } from '../../support/running.ts';

let world: Running;
afterEach(() => world.close());

/** Titles of the buttons that are seen at once: not those of a group that is opened first. */
const seenButtons = (part: unknown): readonly string[] => {
  if (Array.isArray(part)) return part.flatMap(seenButtons);
  if (typeof part !== 'object' || part === null || ('isVisible' in part && part.isVisible === false)) return [];
  const own = 'title' in part && 'type' in part && String(part.type).startsWith('Action.') ? [String(part.title)] : [];
  // What a client that knows no such button shows in its place is not seen beside it.
  const within = Object.entries(part).filter(([name]) => name !== 'fallback');
  return [...own, ...within.flatMap(([, inner]) => seenButtons(inner))];
};
const cardText = (message: { cards: unknown[] } | undefined): string => JSON.stringify(message?.cards ?? []);

test('HR starts a campaign, every member of staff is asked once, one answers, and HR sees it in place', async () => {
  world = await running({ at: new Date('2026-09-08T09:00:00Z') });
  const { sandbox } = world;
  const hr = PEOPLE.sunitaRao;

  await sandbox.say(hr, 'campaigns');
  // The year's own proposal may come after the list.
  const list = sandbox.messages(hr).findLast((message) => cardText(message).includes('New campaign'));
  const form = await sandbox.openDialog(hr, list?.id ?? '', 'New campaign');
  const choices = /"value":"(oakfield\/[0-9a-f]+)"/g;
  const [first] = [...JSON.stringify(form.card).matchAll(choices)].map((match) => match[1]);
  const sent = await sandbox.submitDialog(hr, form, 'See who would be asked', {
    pages: 'false',
    policies: first ?? '',
    due: '2026-09-30',
  });
  expect(sent.kind).toBe('message');

  const draft = await sandbox.until(() =>
    sandbox
      .messages(hr)
      .find(
        (message) =>
          cardText(message).includes('Nobody has been asked yet') && cardText(message).includes('30 September 2026'),
      ),
  );
  const preflight = cardText(draft);
  for (const name of ['Jamie Thornley', 'Natalie Brandt', 'Robert Sykes']) expect(preflight).toContain(name);
  // Teams leaves out a seventh.
  const buttons = seenButtons(draft.cards);
  expect(buttons).toContain('Message, preview, more…');
  expect(buttons).toHaveLength(6);
  expect(sandbox.messages(PEOPLE.priyaNair)).toEqual([]);

  await sendNow({ sandbox }, draft.id);
  const ask = await sandbox.until(() => sandbox.messages(PEOPLE.priyaNair)[0]);
  expect(cardText(ask)).toContain('I have read and understood');

  const early = await sandbox.click(PEOPLE.priyaNair, ask.id, 'I have read and understood');
  expect(JSON.stringify(early)).toContain('Please open this first');
  const read = /"title":"(Read it [^"]+)"/.exec(cardText(ask))?.[1] ?? '';
  const policy = await sandbox.openDialog(PEOPLE.priyaNair, ask.id, read);
  expect(JSON.stringify(policy.card).length).toBeLessThan(25_000);
  const receipt = await sandbox.click(PEOPLE.priyaNair, ask.id, 'I have read and understood');
  expect(JSON.stringify(receipt)).toContain('Your answer is recorded');

  // In place for every client, not only the one that clicked; and on HR's card.
  await sandbox.until(() => cardText(sandbox.messages(PEOPLE.priyaNair)[0]).includes('Your answer is recorded'));
  await sandbox.until(
    () => cardText(sandbox.messages(hr).find(({ id }) => id === draft.id)).includes('**1 of '),
    30_000,
  );
  expect(sandbox.world.messagesToPupils).toBe(0);
});
