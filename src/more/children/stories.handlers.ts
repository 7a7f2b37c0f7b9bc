import { z } from 'zod/v4';
import type { ConcernId } from '../../kernel/ids.ts';
import type { Downloads } from '../../kernel/pages/downloads.ts';
import type { Card } from '../../platform/teams/card.ts';
import { type DialogAnswer, message } from '../../platform/teams/turn.ts';
import type { Concerns } from '../../report/concerns.ts';
import { type Hosting, notShown } from '../../report/handlers/closed.handlers.ts';
import { NOT_AVAILABLE } from '../../report/handlers/refusals.cards.ts';
import { concernId } from '../../report/handlers/sent.handlers.ts';
import type { DialogTurn, Routes } from '../../report/handlers/turns.handlers.ts';
import { actorOf } from '../../report/handlers/who-acts.handlers.ts';
import type { Hosted } from '../../report/host.handlers.ts';
import { EXPORT } from '../../report/opening/record.cards.ts';
import { isLockedAway } from '../../report/routing/openers.ts';
import { CHRONOLOGY, PERSON } from '../../report/verbs.cards.ts';
import { chronologyCard } from './chronology.cards.ts';
import { PRINTED_FROM, personButton, personCard, personLine, printButton } from './person.cards.ts';
import { chronologyExportCard, leaveOutCard } from './print.cards.ts';
import { choiceOf } from './redaction.ts';
import type { Stories } from './stories.ts';

/** The kind of download of a chronology. */
export const CHRONOLOGY_DOWNLOAD = 'concern-chronology';

interface StoryDeps extends Hosting {
  readonly concerns: Pick<Concerns, 'record'>;
  readonly stories: Stories;
  readonly downloads: Pick<Downloads, 'offer'>;
}

const inConcern = z.object({ concern: concernId });
/** Compared with the categories that are there, and with nothing else. */
const filtered = z.object({
  concern: concernId,
  page: z.coerce.number().int().min(0).max(1_000).default(0),
  category: z.string().max(60).optional(),
});
const printed = z.object({
  concern: concernId,
  from: z
    .enum(Object.keys(PRINTED_FROM) as (keyof typeof PRINTED_FROM)[])
    .optional()
    .catch(undefined),
  /** Places in the list of names that was shown; absent before it was. */
  leaveOut: z
    .string()
    .max(400)
    .regex(/^[\d,]*$/)
    .transform((places) => places.split(',').flatMap((place) => (place === '' ? [] : [Number(place)])))
    .optional(),
});

const dialog = (title: string, card: Card): DialogAnswer => ({ kind: 'dialog', title, card, size: 'large' });

/** The chronology of a child, and all reports on one person. */
export function registerStories(routes: Routes, deps: StoryDeps): void {
  routes.submit(CHRONOLOGY, async (turn) => {
    const { data } = filtered.safeParse(turn.data);
    if (!data) return message(NOT_AVAILABLE);
    const found = await deps.stories.chronology(data.concern, actorOf(turn));
    if (found.kind !== 'chronology') return notShown(deps, turn, CHRONOLOGY, found);
    return dialog('Chronology', chronologyCard(data.concern, found, data.page, data.category));
  });

  routes.submit(PERSON, async (turn) => {
    const { data } = inConcern.safeParse(turn.data);
    return data ? showPerson(deps, turn, data.concern) : message(NOT_AVAILABLE);
  });
}

/** What they add to opened records. */
export function storiesInReports(deps: StoryDeps): Hosted {
  const person =
    (said: string): NonNullable<Hosted['shownAfter']>[string] =>
    (turn, { id }) =>
      showPerson(deps, turn, id, said);
  const lockedTo = person('Locked to these two people.');
  return {
    async others(turn, id) {
      const found = await deps.stories.person(id, actorOf(turn));
      return found.kind === 'person' ? personLine(found) : undefined;
    },
    copies: (id) => [personButton(id)],
    copyToGive: (id) => printButton(id),
    shownAfter: {
      join: person('Recorded in both.'),
      part: person('Recorded in both.'),
      relate: person('Recorded in both.'),
      unlock: person('The lock has ended.'),
      lock: async (turn, concern) =>
        isLockedAway(concern, turn.sender.userId)
          ? message('Locked, and recorded. You can no longer open it.')
          : lockedTo(turn, concern),
    },
    exports: { chronology: (turn) => print(deps, turn) },
  };
}

async function showPerson(deps: StoryDeps, turn: DialogTurn, id: ConcernId, said?: string): Promise<DialogAnswer> {
  const person = await deps.stories.person(id, actorOf(turn));
  return person.kind === 'person'
    ? dialog(`Report ${person.concern.reference}`, personCard(person, said))
    : notShown(deps, turn, PERSON, person);
}

/** The link to the print, once someone has said which names are left out of it. */
async function print(deps: StoryDeps, turn: DialogTurn): Promise<DialogAnswer> {
  const { data } = printed.safeParse(turn.data);
  if (!data) return message(NOT_AVAILABLE);
  const opened = await deps.concerns.record.look(data.concern, actorOf(turn));
  if (opened.kind !== 'open') return notShown(deps, turn, EXPORT, opened);
  const found = await deps.stories.namesInPrint(data.concern, actorOf(turn));
  if (found.kind !== 'names') return notShown(deps, turn, EXPORT, found);
  const { concern } = opened;
  const { names, undecided } = found;
  const title = `Report ${concern.reference}`;
  if (names.length > 0 && data.leaveOut === undefined)
    return dialog(title, leaveOutCard({ concern, names, undecided, from: data.from }));
  const subject = data.leaveOut === undefined ? concern.id : `${concern.id}/${choiceOf(names, data.leaveOut)}`;
  const { url, until } = await deps.downloads.offer(CHRONOLOGY_DOWNLOAD, subject, turn.sender.userId);
  return dialog(title, chronologyExportCard(concern, url, until, undecided, data.from));
}
