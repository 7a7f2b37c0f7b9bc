import { z } from 'zod/v4';
import type { Answerer } from '../../src/ask/answer/answer.ts';
import type { SentenceChooser } from '../../src/ask/ports.ts';
import type { NewReferral } from '../../src/ask/referral/referrals.ts';
import { plain } from '../../src/platform/teams/card.ts';
import { action, form, freeText } from '../../src/platform/teams/entrances.ts';
import type { MessageTurn, SearchTurn } from '../../src/platform/teams/turn.ts';

/*
 * Ways round the gate. None of them compiles: `npm run types` fails as soon as one does, because then there is no error to expect.
 * Nothing here is ever run.
 */

export const ways = (
  turn: MessageTurn,
  search: SearchTurn,
  answerer: Answerer,
  chooser: SentenceChooser,
): unknown[] => [
  // What is typed into a chat goes to no model,
  // @ts-expect-error
  answerer.ask(turn.text),
  // @ts-expect-error
  chooser.choose(turn.text, []),
  // not even where someone has turned it into a string,
  // @ts-expect-error
  answerer.ask(`${turn.text}`),
  // @ts-expect-error
  chooser.choose('anything', []),
  // nor what is typed into the search;
  // @ts-expect-error
  answerer.ask(search.words),
  // into no card that someone else may read,
  // @ts-expect-error
  plain(turn.text),
  // @ts-expect-error
  turn.reply({ text: turn.text }),
  // and into no store.
  // @ts-expect-error
  ((): NewReferral['question'] => turn.text)(),
  // A button has no box, and a form's box is heard before its handler has it.
  // @ts-expect-error
  action(z.object({ note: z.string() }), async () => ({ kind: 'message', text: '' })),
  // @ts-expect-error
  form(z.object({ notes: z.array(z.string()) }), async () => ({ kind: 'close' })),
  // @ts-expect-error
  form(z.object({ note: freeText('Note', 10) }), async ({ note }) => ({ kind: 'message', text: note })),
];
