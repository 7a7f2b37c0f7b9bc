import { z } from 'zod/v4';
import { type Ids, parseGuid, type UserId } from '../../kernel/ids.ts';
import { instantOf, parseDay, weekdayOf } from '../../kernel/time.ts';
import { type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import type { Concerns } from '../concerns.ts';
import { answerFilledIn } from '../handlers/filled-in.cards.ts';
import { NOT_AVAILABLE, NOT_THEIRS } from '../handlers/refusals.cards.ts';
import type { Routes } from '../handlers/turns.handlers.ts';
import { actorOf } from '../handlers/who-acts.handlers.ts';
import { ROTA, ROTA_ENTER, ROTA_TAKE_OUT } from '../verbs.cards.ts';
import type { RotaAnswer } from './cover.ts';
import { rotaCard, rotaInvitation } from './rota.cards.ts';
import { OCCASIONS, type WantedEntry } from './rota.ts';

export interface RotaDeps {
  readonly concerns: Pick<Concerns, 'cover'>;
  readonly ids: Pick<Ids, 'uuid'>;
}

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const sent = z.object({
  id: z.guid(),
  what: z.enum(['away', 'on', ...OCCASIONS]),
  person: z.string().max(60).default(''),
  fromDay: z.string().max(10),
  fromTime: time,
  untilDay: z.string().max(10).default(''),
  untilTime: time,
  weekly: z.enum(['true', 'false']).default('false'),
});
const named = z.object({ entry: z.guid() });
const idSent = z.object({ id: z.guid() });

/** The rota: read by all who take reports at the school, kept by the DSL's team. */
export function registerRota(routes: Routes, { concerns, ids }: RotaDeps): void {
  const page = (rota: RotaAnswer, options: Parameters<typeof rotaCard>[2] = {}): DialogAnswer =>
    rota.kind === 'rota' ? dialog('Rota', rotaCard(rota, ids.uuid(), options), 'large') : message(NOT_AVAILABLE);

  routes.command(['rota', 'cover', 'who is on duty'], async (turn) => {
    const rota = await concerns.cover.look(actorOf(turn));
    if (rota.kind !== 'rota') return void (await turn.replyPrivately(NOT_THEIRS));
    await turn.replyPrivately({ card: rotaInvitation(), summary: 'The rota' });
  });
  routes.dialog(ROTA, async (turn) => page(await concerns.cover.look(actorOf(turn))));

  routes.submit(ROTA_ENTER, async (turn) => {
    const wanted = wantedIn(turn.data);
    const id = idSent.safeParse(turn.data).data?.id;
    if (!wanted || !id)
      return answerFilledIn(page(await concerns.cover.look(actorOf(turn)), { why: 'unreadable' }), turn.data);
    const entered = await concerns.cover.enter(actorOf(turn), id, wanted);
    if (entered.kind !== 'not-entered')
      return page(entered, { isEntered: entered.kind === 'rota' && entered.mayChange });
    return answerFilledIn(page(entered.rota, { why: entered.why }), turn.data);
  });
  routes.submit(ROTA_TAKE_OUT, async (turn) => {
    const { data } = named.safeParse(turn.data);
    const actor = actorOf(turn);
    return page(data ? await concerns.cover.takeOut(actor, data.entry) : await concerns.cover.look(actor));
  });
}

/** What was chosen, as an entry of the rota; `undefined` where something is missing. */
function wantedIn(data: unknown): WantedEntry | undefined {
  const { data: typed } = sent.safeParse(data);
  const fromDay = parseDay(typed?.fromDay);
  if (!typed || !fromDay) return undefined;
  const untilDay = typed.untilDay === '' ? fromDay : parseDay(typed.untilDay);
  if (!untilDay) return undefined;
  const when =
    typed.weekly === 'true'
      ? ({ kind: 'weekly', weekday: weekdayOf(fromDay), from: typed.fromTime, until: typed.untilTime } as const)
      : ({
          kind: 'once',
          from: instantOf(fromDay, typed.fromTime),
          until: instantOf(untilDay, typed.untilTime),
        } as const);
  const occasion = OCCASIONS.find((one) => one === typed.what);
  if (occasion) return { kind: 'needed', occasion, when };
  const person = parseGuid<UserId>(typed.person);
  return person && { kind: typed.what === 'on' ? 'on' : 'away', person, when };
}
