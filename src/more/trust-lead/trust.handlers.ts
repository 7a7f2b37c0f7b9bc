import { z } from 'zod/v4';
import { type Ids, parseGuid, type SchoolId, type UserId } from '../../kernel/ids.ts';
import { instantOf, parseDay } from '../../kernel/time.ts';
import { type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import { answerFilledIn } from '../../report/handlers/filled-in.cards.ts';
import { NOT_AVAILABLE, NOT_THEIRS } from '../../report/handlers/refusals.cards.ts';
import type { Routes } from '../../report/handlers/turns.handlers.ts';
import { actorOf } from '../../report/handlers/who-acts.handlers.ts';
import { TRUST, TRUST_COVER, TRUST_END } from '../../report/verbs.cards.ts';
import { trustCard, trustInvitation } from './trust.cards.ts';
import type { TrustAnswer, TrustLeads } from './trust-cover.ts';

const school = z
  .string()
  .max(60)
  .transform((id) => id as SchoolId);
const ofSchool = z.looseObject({ school });
const given = z.object({ school, id: z.guid() });
const ended = z.object({ school, cover: z.guid() });
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export interface TrustDeps {
  readonly trustLeads: TrustLeads;
  readonly ids: Pick<Ids, 'uuid'>;
}

/** The trust's safeguarding lead: cover, and what is open to them. */
export function registerTrust(routes: Routes, { trustLeads, ids }: TrustDeps): void {
  const TITLE = 'The trust’s safeguarding lead';
  const page = (found: TrustAnswer, said?: Parameters<typeof trustCard>[2]): DialogAnswer =>
    found.kind === 'trust' ? dialog(TITLE, trustCard(found, ids.uuid(), said), 'large') : message(NOT_AVAILABLE);

  routes.command(['trust', 'trust lead', 'trust safeguarding lead'], async (turn) => {
    const found = await trustLeads.look(actorOf(turn));
    if (found.kind !== 'trust') return void (await turn.replyPrivately(NOT_THEIRS));
    await turn.replyPrivately({ card: trustInvitation(), summary: TITLE });
  });
  routes.dialog(TRUST, async (turn) => page(await trustLeads.look(actorOf(turn))));

  routes.submit(TRUST_COVER, async (turn) => {
    const actor = actorOf(turn);
    const { data } = given.safeParse(turn.data);
    const wanted = wantedIn(turn.data);
    const again = async (why: Parameters<typeof trustCard>[2]) =>
      answerFilledIn(page(await trustLeads.look(actor), why), turn.data);
    if (!data || !wanted) return again({ why: 'unreadable' });
    const became = await trustLeads.give(actor, data.school, { id: data.id, ...wanted });
    if (became.kind === 'not-given') return again({ why: became.why });
    return page(became, { done: 'given' });
  });
  routes.submit(TRUST_END, async (turn) => {
    const { data } = ended.safeParse(turn.data);
    const actor = actorOf(turn);
    if (!data) return page(await trustLeads.look(actor));
    const found = await trustLeads.end(actor, data.school, data.cover);
    return page(found, hasEnded(found, data.cover) ? { done: 'ended' } : {});
  });
}

const hasEnded = (found: TrustAnswer, id: string): boolean =>
  found.kind === 'trust' &&
  [...found.ofSchools, ...(found.asLead?.schools ?? [])].some(({ covers }) =>
    covers.some((cover) => cover.id === id && cover.ended !== undefined),
  );

/** What was chosen for this school; `undefined` where something is missing. Each school on the page has boxes of its own. */
function wantedIn(data: unknown) {
  const { data: typed } = ofSchool.safeParse(data);
  const sent = (name: string): string => {
    const value = typed?.[`${name}-${typed.school}`];
    return typeof value === 'string' ? value : '';
  };
  const [fromDay, untilDay] = [parseDay(sent('fromDay')), parseDay(sent('untilDay'))];
  const [fromTime, untilTime] = [time.safeParse(sent('fromTime')).data, time.safeParse(sent('untilTime')).data];
  const person = parseGuid<UserId>(sent('person'));
  if (!fromDay || !untilDay || !fromTime || !untilTime || !person) return undefined;
  return { person, from: instantOf(fromDay, fromTime), until: instantOf(untilDay, untilTime) };
}
