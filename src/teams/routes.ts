import type {
  ActionAnswer,
  ActionTurn,
  DialogAnswer,
  DialogTurn,
  MessageTurn,
  SearchAnswer,
  SearchTurn,
} from './turn.ts';

type Handler<T, A> = (turn: T) => Promise<A>;

/** Where capabilities say what they answer. Names are `capability.action`; a name taken twice is a bug. */
export interface Routes {
  /** A button: Action.Execute, or the Action.Submit that stands in for it. */
  action(verb: string, handler: Handler<ActionTurn, ActionAnswer>): void;
  /** A dialog being opened. */
  dialog(name: string, handler: Handler<DialogTurn, DialogAnswer>): void;
  /** A dialog being sent. */
  submit(verb: string, handler: Handler<DialogTurn, DialogAnswer>): void;
  /** A word or phrase typed in the personal chat. */
  command(words: readonly string[], handler: Handler<MessageTurn, void>): void;
  /** A search of the message extension, by the command's id in the manifest. */
  search(command: string, handler: Handler<SearchTurn, SearchAnswer>): void;
}

export interface RouteTable extends Routes {
  findAction(verb: string): Handler<ActionTurn, ActionAnswer> | undefined;
  findDialog(name: string): Handler<DialogTurn, DialogAnswer> | undefined;
  findSubmit(verb: string): Handler<DialogTurn, DialogAnswer> | undefined;
  /** By what was typed, in any case and with any punctuation at its end. */
  findCommand(typed: string): Handler<MessageTurn, void> | undefined;
  findSearch(command: string): Handler<SearchTurn, SearchAnswer> | undefined;
}

export function createRoutes(): RouteTable {
  const actions = new Map<string, Handler<ActionTurn, ActionAnswer>>();
  const dialogs = new Map<string, Handler<DialogTurn, DialogAnswer>>();
  const submits = new Map<string, Handler<DialogTurn, DialogAnswer>>();
  const commands = new Map<string, Handler<MessageTurn, void>>();
  const searches = new Map<string, Handler<SearchTurn, SearchAnswer>>();
  return {
    action: (verb, handler) => addOnce(actions, verb, handler),
    dialog: (name, handler) => addOnce(dialogs, name, handler),
    submit: (verb, handler) => addOnce(submits, verb, handler),
    command: (words, handler) => {
      for (const word of words) addOnce(commands, word, handler);
    },
    search: (command, handler) => addOnce(searches, command, handler),
    findSearch: (command) => searches.get(command),
    findAction: (verb) => actions.get(verb),
    findDialog: (name) => dialogs.get(name),
    findSubmit: (verb) => submits.get(verb),
    findCommand: (typed) =>
      commands.get(
        typed
          .trim()
          .toLowerCase()
          .replace(/[.!?]+$/, ''),
      ),
  };
}

function addOnce<H>(table: Map<string, H>, name: string, handler: H): void {
  if (table.has(name)) throw new Error(`the name ${name} is handled twice`);
  table.set(name, handler);
}
