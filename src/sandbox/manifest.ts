import { type Json, listAt, textAt } from './json.ts';

/** What the app's manifest offers in Teams' own surfaces. */
export interface AppCommands {
  starters: { title: string; description: string; prompt: string }[];
  /** The first search command of the message extension. */
  search?: { id: string; title: string };
}

export function commandsIn(manifest: unknown): AppCommands {
  const lists = listAt(manifest, 'bots', 0, 'commandLists');
  const personal = lists.filter((list) => listAt(list, 'scopes').includes('personal'));
  const starters = personal
    .flatMap((list) => listAt(list, 'commands'))
    .map((command) => {
      const title = textAt(command, 'title') ?? '';
      return { title, description: textAt(command, 'description') ?? '', prompt: textAt(command, 'prompt') ?? title };
    })
    .filter((starter) => starter.title !== '');
  const queries = listAt(manifest, 'composeExtensions', 0, 'commands') as Json[];
  const query = queries.find((command) => command.type === 'query');
  const id = textAt(query, 'id');
  return { starters, ...(id === undefined ? {} : { search: { id, title: textAt(query, 'title') ?? id } }) };
}
