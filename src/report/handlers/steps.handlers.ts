import type { DialogAnswer } from '../../platform/teams/turn.ts';
import { leadingBack } from './back-to-list.handlers.ts';
import type { DialogTurn, Routes } from './turns.handlers.ts';

type Step = (turn: DialogTurn) => Promise<DialogAnswer>;

/** What can be gone on with once the step is taken, by the name of its button. */
export interface Steps {
  readonly routes: Routes;
  find(name: string): Step | undefined;
}

/** Registers as `routes` does, and remembers what was registered. Whatever is answered leads back to the list it began in. */
export function rememberSteps(routes: Routes): Steps {
  const dialogs = new Map<string, Step>();
  const submits = new Map<string, Step>();
  return {
    routes: {
      ...routes,
      dialog(name, handler) {
        dialogs.set(name, handler);
        routes.dialog(name, handler);
      },
      submit(name, handler) {
        const step: Step = async (turn) => leadingBack(turn.data, await handler(turn));
        submits.set(name, step);
        routes.submit(name, step);
      },
    },
    find: (name) => submits.get(name) ?? dialogs.get(name),
  };
}
