import { z } from 'zod/v4';
import type { Ids, SchoolId, UserId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import type { Downloads } from '../../kernel/pages/downloads.ts';
import { dayOf, parseDay } from '../../kernel/time.ts';
import { withoutBlank } from '../../kernel/visible.ts';
import { type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import type { Concerns } from '../../report/concerns.ts';
import { askForStep, type Hosting, notShown, refused } from '../../report/handlers/closed.handlers.ts';
import { filledIn } from '../../report/handlers/filled-in.cards.ts';
import { keepingSteps, NOT_FILLED_IN, wordsOnly } from '../../report/handlers/form-recovery.cards.ts';
import { namedPicks, picksIn } from '../../report/handlers/picked.ts';
import { NOT_AVAILABLE, NOT_THEIRS, overtaken, saysNotNow } from '../../report/handlers/refusals.cards.ts';
import { concernId } from '../../report/handlers/sent.handlers.ts';
import type { DialogTurn, Routes } from '../../report/handlers/turns.handlers.ts';
import { actorOf } from '../../report/handlers/who-acts.handlers.ts';
import {
  ACCESS_DECIDE,
  ACCESS_NEW,
  ACCESS_PRINT,
  ACCESS_REPORT,
  ACCESS_REQUEST,
  ACCESS_REQUESTS,
} from '../../report/verbs.cards.ts';
import { ACCESS_DECISION_WORDING, ACCESS_GROUND_WORDING } from '../../report/wording.ts';
import type { Access } from './access.ts';
import { printCard, reportCard, requestCard } from './reports.cards.ts';
import type { Decision, Ground } from './reports.ts';
import { endOf, ends } from './request.ts';
import { accessInvitation, endCard, newRequestCard, requestsCard } from './requests.cards.ts';
import type { RequestAct, WantedRequest } from './requests.ts';

/** The kind of download of what is given. */
export const ACCESS_DOWNLOAD = 'concern-access';

interface AccessParts extends Hosting {
  readonly access: Access;
  readonly concerns: Pick<Concerns, 'record'>;
  readonly directory: Parameters<typeof namedPicks>[0];
  readonly downloads: Pick<Downloads, 'offer'>;
  readonly ids: Pick<Ids, 'uuid'>;
  readonly log: Log;
}

const TITLE = 'Subject access requests';
const words = (most: number) => z.string().max(most).default('').transform(withoutBlank);
const lines = (most: number) =>
  words(most).transform((typed) =>
    typed
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );
const guid = z.guid().transform((id) => id.toLowerCase());
const orNone = <T>(typed: T | ''): T | undefined => (typed === '' ? undefined : (typed as T));

const entering = z.object({
  id: guid,
  school: z.string().max(40).optional(),
  pupil: z.string().max(60).default(''),
  person: z.string().max(400).default(''),
  accessName: words(120),
  accessCalled: lines(400),
  nobodyHere: z.string().max(10).default('false'),
  accessAsker: words(300),
  asksHere: z.union([z.literal('nobody'), guid.transform((id) => id as UserId)]).optional(),
  received: z.string().max(10).default(''),
  proof: z.enum(['known', 'asked']).default('known'),
});
const ofRequest = z.object({
  request: guid,
  from: z.coerce.number().int().min(0).max(1_000_000).default(0),
  skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
  act: z.enum(['confirmed', 'answered', 'extended', 'withdrawn', 'done']).optional(),
  day: z.string().max(10).default(''),
  sure: z.literal('yes').optional(),
});
const byReference = z.object({
  request: guid,
  accessReference: z
    .string()
    .max(20)
    .transform((typed) => typed.trim().toUpperCase()),
});
const ofReport = z.object({
  request: guid,
  concern: concernId,
  page: z.coerce.number().int().min(0).max(1_000).default(0),
});
const deciding = ofReport.extend({
  decision: z.enum(Object.keys(ACCESS_DECISION_WORDING) as Decision[]),
  ground: z
    .enum(['', ...(Object.keys(ACCESS_GROUND_WORDING) as Ground[])])
    .default('')
    .transform((ground) => orNone<Ground>(ground)),
  reason: words(6_000),
  accessAlso: lines(1_000),
  list: z.string().max(20),
  seen: z.coerce.number().int().min(0).max(1_000_000),
  leaveOut: z
    .string()
    .max(800)
    .regex(/^[\d,]*$/)
    .default('')
    .transform((places) => places.split(',').flatMap((place) => (place === '' ? [] : [Number(place)]))),
});

/** Everything that names someone, for a person who asks what is held about them. */
export function registerAccess(routes: Routes, deps: AccessParts): void {
  const step = keepingSteps(routes, deps.log);
  routes.command(
    ['subject access request', 'subject access requests', 'subject access', 'access request', 'sar', 'sars'],
    async (turn) => {
      if (!(await deps.access.isForThem(actorOf(turn)))) return void (await turn.replyPrivately(NOT_THEIRS));
      await turn.replyPrivately({ card: accessInvitation(), summary: TITLE });
    },
  );
  routes.dialog(ACCESS_REQUESTS, (turn) => all(deps, turn));
  routes.submit(ACCESS_REQUESTS, (turn) => all(deps, turn));
  routes.submit(ACCESS_NEW, (turn) => enter(deps, turn));
  routes.submit(ACCESS_REQUEST, (turn) => one(deps, turn));
  routes.submit(ACCESS_REPORT, async (turn) => {
    const { data } = ofReport.safeParse(turn.data);
    return data ? report(deps, turn, data) : another(deps, turn);
  });
  step(ACCESS_DECIDE, (turn) => decide(deps, turn), wordsOnly(ACCESS_DECIDE));
  routes.submit(ACCESS_PRINT, async (turn) => {
    const { data } = ofRequest.safeParse(turn.data);
    const closed = await deps.access.closed(actorOf(turn));
    if (closed) return askForStep(deps, turn, ACCESS_PRINT, closed);
    const theirs = data && (await deps.access.request(data.request, actorOf(turn)));
    if (!theirs) return all(deps, turn);
    const { url, until } = await deps.downloads.offer(ACCESS_DOWNLOAD, theirs.request.id, turn.sender.userId);
    return dialog(TITLE, printCard(theirs.request.id, url, until), 'large');
  });
}

/** In the own chat only: names are on it. */
async function all({ access }: AccessParts, turn: DialogTurn, complaint?: string): Promise<DialogAnswer> {
  const found = turn.place.kind === 'personal' ? await access.requests(actorOf(turn)) : undefined;
  if (found?.kind !== 'requests') return message(NOT_AVAILABLE);
  return dialog(TITLE, requestsCard(found, dayOf(turn.now), complaint), 'large');
}

async function enter(deps: AccessParts, turn: DialogTurn): Promise<DialogAnswer> {
  const found = turn.place.kind === 'personal' ? await deps.access.requests(actorOf(turn)) : undefined;
  if (found?.kind !== 'requests') return message(NOT_AVAILABLE);
  if (found.schools.length === 0) return all(deps, turn);
  const { data } = entering.safeParse(turn.data);
  if (!data) return dialog(TITLE, newRequestCard(found.schools, deps.ids.uuid()), 'large');
  const [person] = picksIn(data.person);
  const wanted: WantedRequest = {
    id: data.id,
    school: data.school as SchoolId | undefined,
    name: data.accessName,
    alsoCalled: data.accessCalled,
    pupil: orNone<string>(data.pupil),
    person,
    isNobodyHere: data.nobodyHere === 'true',
    asker: data.accessAsker,
    asksHere: data.asksHere,
    received: parseDay(data.received),
    awaitsProof: data.proof === 'asked',
  };
  const entered = await deps.access.enter(actorOf(turn), wanted);
  if (entered.kind === 'entered') return all(deps, turn);
  if (entered.kind === 'not-available') return message(NOT_AVAILABLE);
  const people = await namedPicks(deps.directory, person ? [person] : []);
  const pupil = await deps.access.pupil(found.schools, wanted.pupil);
  const mayAsk = 'mayAsk' in entered ? entered.mayAsk : undefined;
  const form = newRequestCard(found.schools, data.id, entered.why, { pupil, people, mayAsk });
  return dialog(TITLE, filledIn(form, turn.data), 'large');
}

const SAID: Readonly<Record<RequestAct['kind'], string>> = {
  confirmed: 'Recorded. The time runs.',
  answered: 'Recorded as answered.',
  extended: 'Recorded: two months longer.',
  withdrawn: 'Recorded as withdrawn.',
};

const ENDED = 'That request is not open to you, or it has ended.';

/** What came of something that was said: how it is told, or what is shown in its place. */
type Told = { readonly said: string } | { readonly complaint: string } | { readonly instead: DialogAnswer };

/** One request, and what someone says of it. */
async function one(deps: AccessParts, turn: DialogTurn, before?: Told): Promise<DialogAnswer> {
  const { data } = ofRequest.safeParse(turn.data);
  if (!data || turn.place.kind !== 'personal') return all(deps, turn);
  const told = before ?? (data.act && (await say(deps, turn, data)));
  if (told && 'instead' in told) return told.instead;
  const found = await deps.access.reports(data.request, actorOf(turn), data.from);
  if (found.kind === 'locked') return askForStep(deps, turn, ACCESS_REQUEST, found);
  if (found.kind === 'not-available') return all(deps, turn, ENDED);
  return dialog(TITLE, requestCard(found, dayOf(turn.now), { from: data.from, skip: data.skip, ...told }), 'large');
}

async function say(deps: AccessParts, turn: DialogTurn, data: z.output<typeof ofRequest>): Promise<Told> {
  const { act } = data;
  if (act === undefined || act === 'done') return finish(deps, turn, data.request);
  const wanted: RequestAct =
    act === 'confirmed' || act === 'answered' ? { kind: act, day: parseDay(data.day) } : { kind: act };
  const isToAsk = ends(act) && data.sure === undefined;
  const noted = await deps.access.note(data.request, actorOf(turn), wanted, isToAsk);
  if (typeof noted === 'object') return { instead: askForStep(deps, turn, ACCESS_REQUEST, noted) };
  switch (noted) {
    case 'done':
      if (isToAsk) return { instead: dialog(TITLE, endCard(data.request, act, parseDay(data.day)), 'large') };
      return { said: SAID[act] };
    case 'no-day':
      return { complaint: 'Please give a day: from the one on which it came until today.' };
    case 'not-now':
      return { complaint: 'It is too late for that.' };
    case 'not-available':
      return { instead: await all(deps, turn, ENDED) };
  }
}

async function finish(deps: AccessParts, turn: DialogTurn, request: string): Promise<Told> {
  const done = await deps.access.finish(request, actorOf(turn));
  if (typeof done === 'object') return { instead: askForStep(deps, turn, ACCESS_REQUEST, done) };
  if (done === 'not-available') return { instead: await all(deps, turn, ENDED) };
  if (done === 'done') return { said: 'Recorded: your reports are decided on.' };
  if (done === 'not-whole')
    return { complaint: 'Some of your reports cannot be opened just now. Please try again when they can.' };
  return { complaint: `Of ${done} that ${done === 1 ? 'names' : 'name'} them nothing is decided yet.` };
}

/** One report, opened for it. Whether it is theirs is asked before anything of the request. */
async function report(
  deps: AccessParts,
  turn: DialogTurn,
  at: z.output<typeof ofReport>,
  complaint?: string,
): Promise<DialogAnswer> {
  const looked = await deps.concerns.record.look(at.concern, actorOf(turn));
  if (looked.kind !== 'open') return notShown(deps, turn, ACCESS_REPORT, looked);
  const theirs = await deps.access.request(at.request, actorOf(turn));
  if (!theirs || theirs.request.school !== looked.school.id || looked.role === 'trust-lead')
    return all(deps, turn, ENDED);
  const opened = await deps.concerns.record.open(at.concern, actorOf(turn));
  if (opened.kind !== 'open') return notShown(deps, turn, ACCESS_REPORT, opened);
  const about = await deps.access.report(theirs, opened);
  const card = reportCard(theirs, opened, about, { page: complaint ? LAST_PAGE : at.page, complaint });
  return dialog(TITLE, complaint ? filledIn(card, turn.data) : card, 'large');
}

/** A report that does not name them, by its reference: not theirs is as if it were not there. */
async function another(deps: AccessParts, turn: DialogTurn): Promise<DialogAnswer> {
  const { data } = byReference.safeParse(turn.data);
  if (!data) return message(NOT_AVAILABLE);
  const concern = await deps.access.called(data.accessReference, actorOf(turn));
  const at = { ...turn, data: { request: data.request } };
  return concern
    ? report(deps, turn, { request: data.request, concern, page: 0 })
    : one(deps, at, { complaint: 'No report that you may open has that reference.' });
}

/** Where what was filled in stands. */
const LAST_PAGE = 1_000;

async function decide(deps: AccessParts, turn: DialogTurn): Promise<DialogAnswer> {
  const at = ofReport.safeParse(turn.data).data;
  if (!at) return message(NOT_AVAILABLE);
  const looked = await deps.concerns.record.look(at.concern, actorOf(turn));
  if (looked.kind !== 'open') return refused(deps, turn, looked, ACCESS_DECIDE);
  const { data } = deciding.safeParse(turn.data);
  if (!data) return report(deps, turn, at, NOT_FILLED_IN);
  const theirs = await deps.access.request(data.request, actorOf(turn));
  if (!theirs || endOf(theirs.request) || theirs.request.school !== looked.school.id) return all(deps, turn, ENDED);
  const opened = await deps.concerns.record.open(data.concern, actorOf(turn));
  if (opened.kind !== 'open') return refused(deps, turn, opened, ACCESS_DECIDE);
  const { decision, ground, reason, list, leaveOut, accessAlso: also } = data;
  const act = deps.access.decision(theirs, await deps.access.report(theirs, opened), {
    ...{ decision, ground, reason, list, leaveOut, also },
  });
  if (act === 'changed')
    return report(
      deps,
      turn,
      at,
      'Something was added that may name someone. Look through it and the names once more.',
    );
  if (act === 'no-ground') return report(deps, turn, at, 'Please say under which exemption it is withheld.');
  const outcome = await deps.concerns.record.act(data.concern, actorOf(turn), data.seen, act);
  switch (outcome.kind) {
    case 'done':
      return one(deps, { ...turn, data: { request: data.request } }, { said: 'Decided, and recorded in the report.' });
    case 'not-now':
      return report(deps, turn, at, saysNotNow(outcome));
    case 'overtaken':
      return report(deps, turn, at, overtaken(outcome, turn.now));
    default:
      return refused(deps, turn, outcome, ACCESS_DECIDE);
  }
}
