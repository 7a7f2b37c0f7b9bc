import { z } from 'zod/v4';
import { type Entry, fieldsOf } from './entrances.ts';
import type {
  ActionAnswer,
  ActionTurn,
  DialogAnswer,
  DialogTurn,
  MessageTurn,
  Raw,
  SearchAnswer,
  SearchTurn,
  TypeaheadAnswer,
  TypeaheadTurn,
} from './turn.ts';

type Handler<T, A> = (turn: T) => Promise<A>;

/** A handler that takes in nothing, or one that says what it takes in. */
export type Taking<T, A> = Handler<T, A> | Entry<T, A>;

/** What is behind a name: `report` is the report's own path, where what is typed goes as it is into the sealed record. */
type Route<T, A> =
  | { readonly kind: 'plain'; readonly entry: Entry<T, A> }
  | { readonly kind: 'report'; readonly handle: Handler<Raw<T>, A> };

/** Where capabilities say what they answer. Names are `capability.action`; a name taken twice is a bug. */
export interface Routes {
  /** A button: Action.Execute, or the Action.Submit that stands in for it. */
  action(verb: string, handler: Taking<ActionTurn, ActionAnswer>): void;
  /** A dialog being opened. */
  dialog(name: string, handler: Taking<DialogTurn, DialogAnswer>): void;
  /** A dialog being sent. */
  submit(verb: string, handler: Taking<DialogTurn, DialogAnswer>): void;
  /** A word or phrase typed in the personal chat. */
  command(words: readonly string[], handler: Handler<MessageTurn, void>): void;
  /** A search of the message extension, by the command's id in the manifest. */
  search(command: string, handler: Handler<SearchTurn, SearchAnswer>): void;
}

/** The same for the report's own path. Its names begin with `concern.`, and no other may. */
export interface ReportRoutes extends Pick<Routes, 'command'> {
  action(verb: string, handler: Handler<Raw<ActionTurn>, ActionAnswer>): void;
  dialog(name: string, handler: Handler<Raw<DialogTurn>, DialogAnswer>): void;
  submit(verb: string, handler: Handler<Raw<DialogTurn>, DialogAnswer>): void;
  /** A box that finds as one types, by the name of what it looks through. */
  typeahead(dataset: string, handler: Handler<TypeaheadTurn, TypeaheadAnswer>): void;
}

/** One way in, and what it takes. `fields` is `report` for the report's own path, whose forms know theirs. */
export interface Entrance {
  readonly kind: 'action' | 'dialog' | 'submit' | 'command' | 'search' | 'typeahead';
  readonly name: string;
  readonly fields: ReturnType<typeof fieldsOf> | 'report';
}

export interface RouteTable extends Routes {
  readonly report: ReportRoutes;
  findAction(verb: string): Route<ActionTurn, ActionAnswer> | undefined;
  findDialog(name: string): Route<DialogTurn, DialogAnswer> | undefined;
  findSubmit(verb: string): Route<DialogTurn, DialogAnswer> | undefined;
  /** By what was typed, in any case and with any punctuation at its end. */
  findCommand(typed: string): Handler<MessageTurn, void> | undefined;
  findSearch(command: string): Handler<SearchTurn, SearchAnswer> | undefined;
  findTypeahead(dataset: string): Handler<TypeaheadTurn, TypeaheadAnswer> | undefined;
  /** Everything that can be pressed, sent or typed. */
  entrances(): readonly Entrance[];
}

export function createRoutes(): RouteTable {
  const actions = new Map<string, Route<ActionTurn, ActionAnswer>>();
  const dialogs = new Map<string, Route<DialogTurn, DialogAnswer>>();
  const submits = new Map<string, Route<DialogTurn, DialogAnswer>>();
  const commands = new Map<string, Handler<MessageTurn, void>>();
  const searches = new Map<string, Handler<SearchTurn, SearchAnswer>>();
  const typeaheads = new Map<string, Handler<TypeaheadTurn, TypeaheadAnswer>>();
  return {
    // What is written is in a form, where it can be given back: a button and an opening bring none.
    action: (verb, handler) => addOnce(actions, verb, withoutText(verb, plain(verb, handler))),
    dialog: (name, handler) => addOnce(dialogs, name, withoutText(name, plain(name, handler))),
    submit: (verb, handler) => addOnce(submits, verb, plain(verb, handler)),
    report: {
      action: (verb, handle) => addOnce(actions, verb, ofReport(verb, handle)),
      dialog: (name, handle) => addOnce(dialogs, name, ofReport(name, handle)),
      submit: (verb, handle) => addOnce(submits, verb, ofReport(verb, handle)),
      command: (words, handler) => addEach(commands, words, handler),
      typeahead: (dataset, handler) => addOnce(typeaheads, dataset, handler),
    },
    command: (words, handler) => addEach(commands, words, handler),
    search: (command, handler) => addOnce(searches, command, handler),
    findSearch: (command) => searches.get(command),
    findTypeahead: (dataset) => typeaheads.get(dataset),
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
    entrances: () => [
      ...[...actions].map(([name, route]) => ({ kind: 'action', name, fields: fieldsBehind(route) }) as const),
      ...[...dialogs].map(([name, route]) => ({ kind: 'dialog', name, fields: fieldsBehind(route) }) as const),
      ...[...submits].map(([name, route]) => ({ kind: 'submit', name, fields: fieldsBehind(route) }) as const),
      ...[...commands.keys()].map((name) => ({ kind: 'command', name, fields: [] }) as const),
      ...[...searches.keys()].map((name) => ({ kind: 'search', name, fields: [] }) as const),
      ...[...typeaheads.keys()].map((name) => ({ kind: 'typeahead', name, fields: 'report' }) as const),
    ],
  };
}

/** The names of the report's own path. What belongs to a concern is never made to wait. */
export const isOfReport = (name: string): boolean => name.startsWith('concern.');

const NOTHING = z.object({});

function plain<T, A>(name: string, handler: Taking<T, A>): Route<T, A> {
  if (isOfReport(name)) throw new Error(`${name} is a name of the report's own path`);
  if (typeof handler !== 'function') return { kind: 'plain', entry: handler };
  const handle = (_data: unknown, turn: T) => handler(turn);
  return { kind: 'plain', entry: { shape: NOTHING, handle, unreadable: handler } };
}

function ofReport<T, A>(name: string, handle: Handler<Raw<T>, A>): Route<T, A> {
  if (!isOfReport(name)) throw new Error(`${name} is no name of the report's own path`);
  return { kind: 'report', handle };
}

function withoutText<T, A>(name: string, route: Route<T, A>): Route<T, A> {
  if (route.kind === 'plain' && fieldsOf(route.entry.shape).some(({ kind }) => kind === 'heard'))
    throw new Error(`${name} takes what is written, and is no form`);
  return route;
}

const fieldsBehind = <T, A>(route: Route<T, A>): Entrance['fields'] =>
  route.kind === 'report' ? 'report' : fieldsOf(route.entry.shape);

function addEach<H>(table: Map<string, H>, names: readonly string[], handler: H): void {
  for (const name of names) addOnce(table, name, handler);
}

function addOnce<H>(table: Map<string, H>, name: string, handler: H): void {
  if (table.has(name)) throw new Error(`the name ${name} is handled twice`);
  table.set(name, handler);
}
