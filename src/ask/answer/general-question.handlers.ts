import { z } from 'zod/v4';
import type { Ids, PolicyVersionId, UserId } from '../../kernel/ids.ts';
import { type Action, type Card, execute, text } from '../../platform/teams/card.ts';
import { action, id } from '../../platform/teams/entrances.ts';
import type { Messenger } from '../../platform/teams/outbound/messenger.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { message } from '../../platform/teams/turn.ts';
import type { School } from '../../school/school.ts';
import type { Lead } from '../finding/standing.ts';
import type { Library } from '../library/library.ts';
import type { Quoted } from '../quoting/quotes.ts';
import { POLICY } from '../verbs.cards.ts';
import { answerCard } from './answer.cards.ts';
import type { Answer } from './answer.ts';

interface GeneralDeps {
  readonly library: Library;
  readonly messenger: Messenger;
  readonly ids: Pick<Ids, 'uuid'>;
  /** The sender's school; `undefined` for someone who is not staff. */
  schoolOf(user: UserId): Promise<School | undefined>;
}

const MOST_PLACES = 4;
const MOST_PASSAGES = 100;

const general = z.object({
  kind: z.enum(['answered', 'nearest', 'not-covered']),
  lead: z.enum(['clear', 'open', 'faint']).default('open'),
  isPlain: z.boolean().default(false),
  places: z
    .array(z.object({ version: id<PolicyVersionId>(100), passages: z.array(id(20)).min(1).max(MOST_PASSAGES) }))
    .max(MOST_PLACES),
});

/**
 * Declines an offer to report: from then on the message is the rule alone, in every client and whenever the chat is opened. The
 * button knows the places of the policy and nothing of what was written; the press is kept and counted nowhere.
 */
export const declining = (answer: Answer): Action =>
  execute('No, it is a general question', POLICY.general, {
    kind: answer.kind,
    ...(answer.kind === 'nearest' && { lead: answer.lead }),
    ...(answer.kind === 'answered' && answer.isPlain && { isPlain: true }),
    places: (answer.kind === 'answered' ? [answer.best] : answer.kind === 'nearest' ? answer.nearest : []).map(
      ({ versionId, passageIds }) => ({ version: versionId, passages: passageIds }),
    ),
  });

export function registerGeneral(routes: Routes, { library, messenger, ids, schoolOf }: GeneralDeps): void {
  const declined = action(general, async ({ kind, lead, isPlain, places }, turn) => {
    const school = await schoolOf(turn.sender.userId);
    if (!school) return { kind: 'refused', code: 400, text: 'This is for school staff.' };
    const answerer = await library.answerer(school.id);
    const quotes = places.flatMap(
      ({ version, passages: [passage = '', ...others] }) =>
        answerer.at({ version, passage, passages: [passage, ...others] }) ?? [],
    );
    if (places.length > 0 && quotes.length === 0) return message('The policy has changed since. Please ask again.');
    const card = generalCard({ school, kind, lead, isPlain, quotes, ticket: ids.uuid() });
    // The view that this press gets is its client's own; the message is what every client shows later.
    if (turn.message && turn.place.kind === 'personal')
      await messenger.update(turn.message, { card, summary: 'About your question' });
    return { kind: 'card', card };
  });
  routes.action(POLICY.general, declined);
}

interface General {
  readonly school: School;
  readonly kind: Answer['kind'];
  readonly lead: Lead;
  readonly isPlain: boolean;
  readonly quotes: readonly Quoted[];
  /** Names no answer that is kept: see `wasIt`. */
  readonly ticket: string;
}

function generalCard({ school, kind, lead, isPlain, quotes, ticket }: General): Card {
  const [best] = quotes;
  const found = { chosenBy: 'index', explain: { ranked: [] } } as const;
  const answer: Answer =
    kind === 'answered' && best
      ? { kind, ...found, ...(isPlain && { isPlain: true as const }), best, together: [], others: [], conflicts: [] }
      : quotes.length > 0
        ? { kind: 'nearest', ...found, nearest: quotes, lead, ask: 'policy-owner' }
        : { kind: 'not-covered', ...found, nearest: [], ask: 'policy-owner' };
  const drawn = answerCard({ answer, school, ticket, question: undefined, isOffered: true });
  const taken =
    'Treated as a general question: nothing was kept or sent. If something has happened, write **report**. In danger now: phone **999**.';
  return { ...drawn, body: [text(taken, { subtle: true, small: true }), ...drawn.body] };
}
