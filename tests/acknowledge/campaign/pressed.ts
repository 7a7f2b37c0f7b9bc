import type { Acknowledgements } from '../../../src/acknowledge/acknowledgements.ts';
import type { UserId } from '../../../src/kernel/ids.ts';
import { createRoutes, type Routes } from '../../../src/platform/teams/routes.ts';

/** What a button of ours answers, as text. `kind` is what it does: an action of a card, a dialog that opens, or one that is sent. */
export async function pressed(
  register: (routes: Routes, acknowledgements: Acknowledgements) => void,
  { acknowledgements, now }: { readonly acknowledgements: Acknowledgements; now(): Date },
  kind: 'action' | 'dialog' | 'submit',
  verb: string,
  by: UserId,
  data: object,
): Promise<string> {
  const routes = createRoutes();
  register(routes, acknowledgements);
  const route = { action: routes.findAction, dialog: routes.findDialog, submit: routes.findSubmit }[kind](verb);
  if (route?.kind !== 'plain') throw new Error(`nobody answers ${verb}`);
  const { entry } = route;
  const turn = { sender: { userId: by }, now: now() } as never;
  return JSON.stringify(await entry.handle(entry.shape.parse(data) as never, turn));
}
