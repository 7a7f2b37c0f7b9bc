import { z } from 'zod/v4';
import type { ConcernId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { withoutBlank } from '../../kernel/visible.ts';
import { type DialogAnswer, message } from '../../platform/teams/turn.ts';
import { hasCase } from '../../report/concern.ts';
import type { Concerns } from '../../report/concerns.ts';
import { type Hosting, notShown, refused } from '../../report/handlers/closed.handlers.ts';
import { filledIn } from '../../report/handlers/filled-in.cards.ts';
import {
  hasWords,
  keepingSteps,
  NOT_FILLED_IN,
  NOT_LEFT,
  STILL_HERE,
  wordsOnly,
} from '../../report/handlers/form-recovery.cards.ts';
import { namedPicks, picksIn } from '../../report/handlers/picked.ts';
import { NOT_AVAILABLE, overtaken, saysNotNow } from '../../report/handlers/refusals.cards.ts';
import type { DialogTurn, Routes } from '../../report/handlers/turns.handlers.ts';
import { actorOf } from '../../report/handlers/who-acts.handlers.ts';
import {
  AUTHORS,
  CASE_STEPS,
  type CaseStep,
  LOOKED,
  PARENT_STEPS,
  PLATFORMS,
  POLICE_GROUNDS,
  SUPPORT_ANSWERS,
} from '../../report/record/case-codes.ts';
import { concernId } from '../../report/triage/acts.handlers.ts';
import { CASE, CASE_ACT, CASE_FORM } from '../../report/verbs.cards.ts';
import type { Directory } from '../../school/people.ts';
import { caseCard } from './case.cards.ts';
import { stepCard } from './case-forms.cards.ts';
import { caseAct } from './case-plan.ts';
import { caseOf, typedInstant } from './case-state.ts';
import type { CaseAct } from './steps.ts';

interface CaseDeps extends Hosting {
  readonly concerns: Pick<Concerns, 'record'>;
  readonly directory: Pick<Directory, 'person'>;
  readonly log: Log;
}

const step = z.enum(CASE_STEPS);
const paged = z.object({ concern: concernId, leaving: step.optional() });
const formed = z.object({ concern: concernId, step });

const written = (most: number) => z.string().max(most).default('').transform(withoutBlank);
const sent = z.object({
  concern: concernId,
  seen: z.coerce.number().int().min(0).max(1_000_000),
  step,
  address: written(400),
  userName: written(400),
  seenAt: written(400),
  kept: written(400),
  who: written(400),
  ref: written(400),
  text: written(2_000),
  platform: z.enum(PLATFORMS).optional(),
  found: z.enum(LOOKED).optional(),
  ground: z.enum(POLICE_GROUNDS).optional(),
  answer: z.enum(SUPPORT_ANSWERS).optional(),
  author: z.enum(AUTHORS).optional(),
  how: z.enum(PARENT_STEPS).optional(),
  given: z.enum(['yes', 'no']).optional(),
  whose: z.enum(['reporter', 'other']).optional(),
  people: z.string().max(2_000).default(''),
  askedOn: z.string().max(10).default(''),
  askedAt: z.string().max(5).default(''),
});

/** What was sent as a step; `undefined` where what was to be chosen is not. */
function toStep(data: z.output<typeof sent>, now: Date): CaseAct | undefined {
  const { address, userName, seenAt, kept, who, ref, text } = data;
  const words = Object.fromEntries(
    Object.entries({ address, userName, seenAt, kept, who, ref, text }).filter(([, typed]) => typed !== ''),
  );
  const base = { words };
  const { platform, found, ground, answer, author, how, given, whose } = data;
  switch (data.step) {
    case 'affected': {
      const [picked] = picksIn(data.people);
      const person = whose === 'reporter' ? whose : picked;
      return person && { ...base, step: 'affected', person };
    }
    case 'evidence':
    case 'asked-provider':
      return { ...base, step: data.step };
    case 'asked-host':
      return platform && { ...base, step: 'asked-host', platform, at: typedInstant(data.askedOn, data.askedAt, now) };
    case 'own-complaint':
      return platform && { ...base, step: 'own-complaint', platform };
    case 'looked':
      return found && { ...base, step: 'looked', found };
    case 'consent':
      return given && { ...base, step: 'consent', given: given === 'yes' };
    case 'police':
      return ground && { ...base, step: 'police', ground };
    case 'support':
      return answer && { ...base, step: 'support', answer };
    case 'author':
      return author && { ...base, step: 'author', author };
    case 'parent':
      return how && { ...base, step: 'parent', how };
    default:
      return data.step satisfies never;
  }
}

/** The case of something online: for those who have the report, checked and recorded as every opening is. */
export function registerCases(routes: Routes, deps: CaseDeps): void {
  const keeping = keepingSteps(routes, deps.log);
  keeping(
    CASE,
    async (turn) => {
      const { data } = paged.safeParse(turn.data);
      if (!data) return message(NOT_AVAILABLE);
      return data.leaving && hasWords(turn.data)
        ? again(deps, turn, data.concern, data.leaving, NOT_LEFT, true)
        : showCase(deps, turn, data.concern);
    },
    wordsOnly(CASE),
  );
  routes.submit(CASE_FORM, async (turn) => {
    const { data } = formed.safeParse(turn.data);
    if (!data) return message(NOT_AVAILABLE);
    const opened = await deps.concerns.record.look(data.concern, actorOf(turn));
    if (opened.kind !== 'open') return notShown(deps, turn, CASE_FORM, opened);
    return hasCase(opened.concern.kind)
      ? dialog(opened.concern.reference, stepCard(data.step, opened.concern))
      : message(noCase(opened.concern.reference));
  });
  keeping(CASE_ACT, (turn) => write(deps, turn), wordsOnly(CASE_ACT));
}

async function write(deps: CaseDeps, turn: DialogTurn): Promise<DialogAnswer> {
  const { data } = sent.safeParse(turn.data);
  const { data: named } = formed.safeParse(turn.data);
  const wanted = data && toStep(data, turn.now);
  if (!data || !wanted)
    return named ? again(deps, turn, named.concern, named.step, NOT_FILLED_IN) : message(NOT_AVAILABLE);
  const outcome = await deps.concerns.record.act(data.concern, actorOf(turn), data.seen, caseAct(wanted));
  switch (outcome.kind) {
    case 'done':
      // What is written down is never called not saved because the record cannot be shown.
      return showCase(deps, turn, data.concern, 'Recorded.').catch(() => message('Recorded.'));
    case 'not-now':
      return outcome.why === 'no-case'
        ? showCase(deps, turn, data.concern)
        : again(deps, turn, data.concern, data.step, saysNotNow(outcome));
    case 'overtaken':
      return again(deps, turn, data.concern, data.step, `${overtaken(outcome, turn.now)} ${STILL_HERE}`);
    case 'locked':
    case 'not-available':
    case 'moved':
    case 'cannot-check':
    case 'key-lost':
      return refused(deps, turn, outcome, CASE_ACT);
    default:
      return outcome satisfies never;
  }
}

async function showCase(deps: CaseDeps, turn: DialogTurn, id: ConcernId, said?: string): Promise<DialogAnswer> {
  const opened = await deps.concerns.record.open(id, actorOf(turn));
  if (opened.kind !== 'open') return notShown(deps, turn, CASE, opened);
  const { concern, entries } = opened;
  if (!hasCase(concern.kind)) return message(noCase(concern.reference));
  return dialog(concern.reference, caseCard(opened, caseOf(concern.reporter, entries), turn.now, { said }));
}

const picking = z.object({ people: z.string().max(2_000).catch('') });

/** The form once more, with everything that was chosen and written in it. */
async function again(
  deps: CaseDeps,
  turn: DialogTurn,
  id: ConcernId,
  form: CaseStep,
  complaint: string,
  isLeaving = false,
): Promise<DialogAnswer> {
  const opened = await deps.concerns.record.look(id, actorOf(turn));
  if (opened.kind !== 'open') return refused(deps, turn, opened, CASE_ACT);
  if (!hasCase(opened.concern.kind)) return message(noCase(opened.concern.reference));
  const people = picking.parse(turn.data).people;
  const card = stepCard(form, opened.concern, { complaint, isLeaving });
  return dialog(opened.concern.reference, filledIn(card, turn.data, await namedPicks(deps.directory, picksIn(people))));
}

const noCase = (reference: string): string =>
  `Report ${reference} has no case: cases are for what is said about staff online. The report shows what is done about it.`;

const dialog = (reference: string, card: Extract<DialogAnswer, { kind: 'dialog' }>['card']): DialogAnswer => ({
  kind: 'dialog',
  title: `Case ${reference}`,
  card,
  size: 'large',
});
