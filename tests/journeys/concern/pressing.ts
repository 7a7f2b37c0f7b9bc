import { expect } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import type { ClickResult, Dialog } from '../../../src/sandbox/inbound/results.ts';
import { leaksOf } from '../../entrances/entrance-world.ts';
import { channelCard, next, shown } from '../../report/support-sandbox.ts';
import type { Running } from '../../support/running.ts';

const NOT_THEIRS = 'This is not available to you';

/** An answer as it came, without what was sent for it. */
export function seen(answer: ClickResult): string {
  const { delivery, ...own } = { delivery: undefined, ...answer };
  return shown([own, delivery?.body]);
}

/** What Lanyard answers someone who types this in their own chat. */
export async function typed({ sandbox }: Running, user: string, words: string): Promise<string> {
  // The first word in a chat installs the app.
  if (sandbox.messages(user).length === 0) await sandbox.say(user, 'help');
  const before = sandbox.messages(user).length;
  await sandbox.say(user, words);
  const answers = sandbox
    .messages(user)
    .slice(before)
    .filter(({ from }) => from.kind === 'bot');
  expect([words, answers.length > 0]).toEqual([words, true]);
  return shown(answers);
}

/** Types a command, and presses the button of the card that comes. */
export async function openTyped(world: Running, user: string, words: string, button: string): Promise<Dialog> {
  await typed(world, user, words);
  const card = world.sandbox.messages(user).findLast((one) => shown(one).includes(`"${button}"`));
  return world.sandbox.openDialog(user, card?.id ?? '', button);
}

/** A report about a child as someone of the DSL's team opens it from the card in their channel, taken on. */
export async function takenOn(world: Running, user: string, reference: string): Promise<Dialog> {
  const record = await world.sandbox.openDialog(user, (await channelCard(world, reference)).id, 'Open');
  return next(world, user, record, 'Acknowledge and take it on');
}

/** A report that came to someone in their own chat, opened there and taken on. */
export async function takenOnInChat(world: Running, user: string, reference: string): Promise<Dialog> {
  const { sandbox } = world;
  const card = await sandbox.until(() => sandbox.messages(user).find((one) => shown(one).includes(reference)));
  const record = await sandbox.openDialog(user, card.id, 'Open');
  return next(world, user, record, 'Acknowledge and take it on');
}

/** Opens a form by its button and sends it: in these forms both have one title. */
export async function fillsIn(
  world: Running,
  user: string,
  dialog: Dialog,
  title: string,
  inputs: Record<string, string>,
): Promise<Dialog> {
  return next(world, user, await next(world, user, dialog, title), title, inputs);
}

/** The text of the PDF to which this dialog leads, fetched as its page does. */
export async function printed(world: Running, { card }: Dialog): Promise<string> {
  const url = /"url":"([^"]+\/d\/[^"]+)"/.exec(shown(card))?.[1] ?? '';
  const response = await fetch(`${world.url}${new URL(url).pathname}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  const pdf = await getDocumentProxy(new Uint8Array(await response.arrayBuffer()));
  return (await extractText(pdf, { mergePages: true })).text.replaceAll(/\s+/g, ' ');
}

/**
 * Others press the same button by hand, with all that its dialog carries: to each it is as if there were no such report. What they typed
 * themselves may come back to them, and nothing else.
 * @param people by what they are, for a failure to say whose answer it was
 */
export async function notTheirs(
  { sandbox }: Running,
  people: Readonly<Record<string, string>>,
  { card }: Dialog,
  button: string,
  inputs: Record<string, string> = {},
): Promise<void> {
  for (const [who, user] of Object.entries(people)) {
    const answer = seen(await sandbox.submitDialog(user, { ...(card && { card }) }, button, inputs));
    expect([who, button, answer.includes(NOT_THEIRS), /[Rr]eport [A-Z0-9]{6}\b/.exec(answer)]).toEqual([
      who,
      button,
      true,
      null,
    ]);
  }
}

/** Others type the command: none of them is shown a reference, a name or a number. */
export async function typedInVain(
  world: Running,
  people: Readonly<Record<string, string>>,
  words: string,
  never: readonly string[],
): Promise<void> {
  for (const [who, user] of Object.entries(people)) {
    const said = await typed(world, user, words);
    expect([who, words, never.filter((one) => said.includes(one))]).toEqual([who, words, []]);
  }
}

/** None of these words left in a card, a message, a notification, a log or a readable column. */
export async function heldBack(world: Running, ...words: readonly string[]): Promise<void> {
  for (const word of words) expect([word, await leaksOf(world, word)]).toEqual([word, []]);
}
