import type { Dialog } from '../../src/sandbox/inbound/results.ts';
import { CHANNELS } from '../../src/sandbox/sample-school.ts';
import type { Running } from '../support/running.ts';

export const shown = (thing: unknown): string => JSON.stringify(thing ?? '');

/** Sends a dialog and answers with the one that takes its place. */
export async function next(
  { sandbox }: Running,
  user: string,
  dialog: Dialog,
  button: string,
  inputs: Record<string, string> = {},
): Promise<Dialog> {
  const result = await sandbox.submitDialog(user, dialog, button, inputs);
  if (result.kind !== 'dialog') throw new Error(`${button}: expected a dialog, got ${shown(result)}`);
  return result.dialog;
}

/** Reports by clicking, from the typed word to the receipt; answers with the reference. */
export async function reportByClicking(
  world: Running,
  user: string,
  report: { about: string; people?: string; words?: Record<string, string>; last?: Record<string, string> },
): Promise<string> {
  const { sandbox } = world;
  await sandbox.say(user, 'report a concern');
  const invitation = sandbox.messages(user).at(-1);
  const before = await sandbox.openDialog(user, invitation?.id ?? '', 'Report a concern');
  const named = await next(world, user, before, 'Next', { toldInPerson: 'no', about: report.about });
  // Somebody is named who only should not see it, unless the report is about what they did.
  const conduct: Record<string, string> = report.about === 'child' && report.people ? { conduct: 'no' } : {};
  const picked = report.people === undefined ? {} : { people: report.people, ...conduct };
  const facts = await next(world, user, named, 'Next', picked);
  const who: Record<string, string> = report.about === 'child' ? { who: 'Not known' } : {};
  const last = await next(world, user, facts, 'Next', { ...who, seen: 'Something.', ...report.words });
  const button = /"title":"(Send to [^"]+)"/.exec(shown(last.card))?.[1] ?? '';
  const sent = await next(world, user, last, button, { urgent: 'no', ...report.last });
  return /Your reference is ([A-Z0-9]+)/.exec(shown(sent.card))?.[1] ?? '';
}

/** The card in the DSL's channel, once it is there. */
export const channelCard = ({ sandbox }: Running, reference: string) =>
  sandbox.until(() =>
    sandbox
      .channel(CHANNELS.dsl)
      .flatMap(({ messages }) => messages)
      .find((message) => shown(message).includes(reference)),
  );

/** The id that the card's buttons carry. */
export const concernIn = (card: unknown): string => /"concern":"([0-9a-f-]{36})"/.exec(shown(card))?.[1] ?? '';
