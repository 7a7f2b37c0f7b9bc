import { Application, type TeamsAdapter } from '@microsoft/teams-ai';
import { type Activity, ActivityTypes, CardFactory, type TurnContext } from 'botbuilder';
import { z } from 'zod/v4';
import { Fault } from '../core/fault.ts';
import type { Ids, UserId } from '../core/ids.ts';
import type { Log } from '../core/log.ts';
import type { ConversationStore, Delivery, MessageRef } from '../core/messages.ts';
import type { Standing } from '../core/people.ts';
import type { RoleHolder } from '../core/school.ts';
import type { Clock } from '../core/time.ts';
import type { Card, Outgoing } from './card.ts';
import { failedText, OUTSIDER_TEXT } from './help-cards.ts';
import { type Doors, type Inbound, readInbound } from './inbound.ts';
import { type Messenger, toActivity } from './messenger.ts';
import { createRateLimit } from './rate.ts';
import type { RouteTable } from './routes.ts';
import {
  type ActionAnswer,
  type DialogAnswer,
  type MessageTurn,
  message,
  type SearchAnswer,
  type Turn,
} from './turn.ts';

interface BotParts {
  readonly adapter: TeamsAdapter;
  readonly botId: string;
  readonly routes: RouteTable;
  readonly doors: Doors;
  readonly conversations: ConversationStore;
  readonly messenger: Messenger;
  /** Who somebody is to us now; `unknown` while the directory does not answer and we have no memory. */
  standingOf(user: UserId): Promise<Standing>;
  /** The DSL of somebody's school, where it is known; answers soon, and never throws. */
  personToPhone(user: UserId): Promise<RoleHolder | undefined>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Anything typed or sent that is no command: the conversation proper. */
  onMessage(turn: MessageTurn): Promise<void>;
  /** The app was installed for a person, or added to a team. */
  onInstalled(turn: Turn): Promise<void>;
}

/** Buttons, forms and every letter of a search; cards that are refreshed on their own count too. */
const PRESSES_PER_MINUTE = 120;
const TOO_FAST = message('That was too much at once. Please wait a minute and try again.');
const NOT_OURS = message(OUTSIDER_TEXT);

/** Handles one activity whose token was checked. Answers `refused` when it may not come in; never throws. */
export type HandleTurn = (context: TurnContext) => Promise<'handled' | 'refused'>;

/** Registration, and the one error boundary of a turn: an invoke always gets an answer, a person always one plain line. */
export function createBot(parts: BotParts): HandleTurn {
  const { adapter, botId, routes, doors, conversations, messenger, standingOf, clock, ids, log } = parts;
  const app = new Application({ adapter, botAppId: botId, startTypingTimer: false, removeRecipientMention: true });

  const withinRate = createRateLimit(PRESSES_PER_MINUTE);
  const open = new WeakMap<TurnContext, Inbound>();
  const turnOf = (context: TurnContext): Turn => {
    const inbound = open.get(context);
    if (!inbound) throw new Error('a turn outside the door');
    const reply = async (out: Outgoing): Promise<MessageRef> => {
      const sent = await context.sendActivity(toActivity(out));
      return { conversation: inbound.place.conversation, activityId: sent?.id ?? '' };
    };
    return {
      ...inbound,
      now: clock(),
      reply,
      async replyPrivately(out) {
        if (inbound.place.kind === 'personal') {
          await reply(out);
          return 'sent';
        }
        // Somebody in a channel may be a pupil, who must never find a chat opened by us; when in doubt, too.
        if ((await standingOf(inbound.sender.userId)).kind !== 'staff') return 'unreachable';
        const delivery: Delivery = await messenger.toPerson(inbound.sender.userId, inbound.sender.tenantId, out);
        return delivery.kind === 'sent' ? 'sent' : 'unreachable';
      },
    };
  };

  const on = (
    selects: (activity: Activity) => boolean,
    handler: (context: TurnContext) => Promise<void>,
    isInvoke = false,
  ) => app.addRoute(async (context) => selects(context.activity), handler, isInvoke);

  on(isInvoke('adaptiveCard/action'), async (context) => answer(context, actionBody(await runAction(context))), true);
  on(isInvoke('task/fetch'), async (context) => answer(context, dialogBody(await runDialog(context, 'fetch'))), true);
  on(isInvoke('task/submit'), async (context) => answer(context, dialogBody(await runDialog(context, 'submit'))), true);
  on(isInvoke(SEARCH), async (context) => answer(context, searchBody(await runSearch(context))), true);
  // An invoke we do not know is answered too; unanswered, Teams shows "Something went wrong" after a pause.
  on(
    ({ type }) => type === ActivityTypes.Invoke,
    async (context) => answer(context, {}, 501),
    true,
  );
  on(
    ({ type, value, text }) =>
      type === ActivityTypes.Message && typeof value === 'object' && value !== null && !text?.trim(),
    async (context) => showAction(context, await runAction(context)),
  );
  on(
    ({ type }) => type === ActivityTypes.Message,
    async (context) => {
      const inbound = open.get(context);
      await parts.onMessage({
        ...turnOf(context),
        text: (context.activity.text ?? '').trim(),
        attachments: inbound?.attachments ?? [],
      });
    },
  );
  on(
    ({ type, action }) => type === ActivityTypes.InstallationUpdate && (action === 'add' || action === 'add-upgrade'),
    (context) => parts.onInstalled(turnOf(context)),
  );

  /**
   * Why a button may not be pressed: too often in this minute, or by somebody who is not, or no longer, of the school. What
   * belongs to a concern is never made to wait, and has checks of its own.
   */
  const refusedPress = async (
    context: TurnContext,
    name: string,
  ): Promise<typeof TOO_FAST | typeof NOT_OURS | undefined> => {
    if (name.startsWith('concern.')) return undefined;
    const { sender, now } = turnOf(context);
    if (!withinRate(sender.userId, now)) return TOO_FAST;
    return (await standingOf(sender.userId)).kind === 'outsider' ? NOT_OURS : undefined;
  };

  async function runAction(context: TurnContext): Promise<ActionAnswer> {
    const { verb, data, isRefresh } = readAction(context.activity.value);
    const refused = await refusedPress(context, verb);
    if (refused) return refused;
    const handler = routes.findAction(verb);
    if (!handler)
      return { kind: 'refused', code: 404, text: 'This button is no longer in use. Please use a newer card.' };
    return handler({ ...turnOf(context), data, isRefresh, message: cardMessage(context) });
  }

  async function runDialog(context: TurnContext, step: 'fetch' | 'submit'): Promise<DialogAnswer> {
    const { data } = z.object({ data: z.unknown() }).safeParse(context.activity.value).data ?? { data: {} };
    const name = z.object({ dialog: z.string().optional(), verb: z.string().optional() }).safeParse(data).data;
    const called = (step === 'fetch' ? name?.dialog : name?.verb) ?? '';
    const refused = await refusedPress(context, called);
    if (refused) return refused;
    const handler = step === 'fetch' ? routes.findDialog(called) : routes.findSubmit(called);
    if (!handler) return message('This form is no longer in use. Please start again from a newer card.');
    return handler({ ...turnOf(context), data, message: cardMessage(context) });
  }

  async function runSearch(context: TurnContext): Promise<SearchAnswer> {
    const { commandId = '', parameters = [] } = searched.safeParse(context.activity.value).data ?? {};
    const handler = routes.findSearch(commandId);
    if (!handler) return message('This search is no longer in use.');
    const refused = await refusedPress(context, SEARCH);
    if (refused) return refused;
    const { sender, now } = turnOf(context);
    // Before anything is typed, Teams sends a parameter of its own.
    const typed = parameters.find(({ name }) => name !== 'initialRun')?.value;
    return handler({ sender, now, words: typeof typed === 'string' ? typed.trim() : '' });
  }

  /** The message whose card was used. In a channel the conversation already names the thread. */
  function cardMessage(context: TurnContext): MessageRef | undefined {
    const conversation = open.get(context)?.place.conversation;
    const activityId = context.activity.replyToId;
    return conversation && activityId ? { conversation, activityId } : undefined;
  }

  /** Action.Submit has no answer of its own: the card is changed in place where only one person sees it. */
  async function showAction(context: TurnContext, outcome: ActionAnswer): Promise<void> {
    const turn = turnOf(context);
    if (outcome.kind !== 'card') return void (await turn.replyPrivately({ text: outcome.text }));
    const message = cardMessage(context);
    const out = { card: outcome.card, summary: 'Lanyard' };
    if (turn.place.kind === 'personal' && message)
      await context.updateActivity({ ...toActivity(out), id: message.activityId });
    else await turn.replyPrivately(out);
  }

  return async (context) => {
    const entry = readInbound(context.activity, doors);
    if (entry.kind === 'refused') {
      log.warn('turn.refused', { why: entry.why });
      return 'refused';
    }
    open.set(context, entry.inbound);
    try {
      const { sender, place } = entry.inbound;
      // A search names the chat it is typed in, which may be one between two people: no place for us to write to.
      const isOurs = place.kind === 'personal' && context.activity.name !== SEARCH;
      if (isOurs) await conversations.remember(sender.userId, place.conversation, clock());
      await app.run(context);
    } catch (error) {
      await apologise(context, entry.inbound.sender.userId, error);
    }
    return 'handled';
  };

  async function apologise(context: TurnContext, user: UserId, error: unknown): Promise<void> {
    const reference = ids.reference(6);
    // Neither the error's message nor the activity is logged: both may hold what a person wrote.
    log.error(
      'turn.failed',
      {
        reference,
        // Only words of our own list: both fields come from outside and could be anything.
        type: Object.values<string>(ActivityTypes).find((type) => type === context.activity.type),
        invoke: INVOKES.find((name) => name === context.activity.name),
        fault: error instanceof Fault ? error.code : undefined,
      },
      error,
    );
    const words = failedText(reference, await parts.personToPhone(user));
    try {
      if (context.activity.type !== ActivityTypes.Invoke)
        await context.sendActivity({ type: 'message', text: words, textFormat: 'plain' });
      else if (context.activity.name === 'adaptiveCard/action') await answer(context, actionBody(message(words)));
      else if (context.activity.name === SEARCH) await answer(context, searchBody(message(words)));
      else await answer(context, dialogBody(message(words)));
    } catch (second) {
      log.error('turn.unanswered', { reference }, second);
    }
  }
}

/** The message extension asks what it can find. */
const SEARCH = 'composeExtension/query';
const INVOKES = ['adaptiveCard/action', 'task/fetch', 'task/submit', SEARCH] as const;

const searched = z.object({
  commandId: z.string(),
  parameters: z.array(z.object({ name: z.string(), value: z.unknown() })).default([]),
});

function searchBody(outcome: SearchAnswer): object {
  if (outcome.kind === 'message') return { composeExtension: { type: 'message', text: outcome.text } };
  const attachments = outcome.results.map(({ card, title, text }) => ({
    ...attachment(card),
    preview: CardFactory.thumbnailCard(title, text),
  }));
  return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } };
}

const isInvoke =
  (name: string) =>
  ({ type, name: called }: Activity): boolean =>
    type === ActivityTypes.Invoke && called === name;

const answer = async (context: TurnContext, body: object, status = 200): Promise<void> => {
  await context.sendActivity({ type: 'invokeResponse', value: { status, body } } as Partial<Activity>);
};

/** Our own invoke answer: the library's would publish one person's card to everybody (seen in teams-ai 1.7.4). */
function actionBody(outcome: ActionAnswer): object {
  switch (outcome.kind) {
    case 'card':
      return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: outcome.card };
    case 'message':
      return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: outcome.text };
    case 'refused':
      return {
        statusCode: outcome.code,
        type: 'application/vnd.microsoft.error',
        value: { code: String(outcome.code), message: outcome.text },
      };
    default:
      return outcome satisfies never;
  }
}

const WIDTHS = { small: 'small', medium: 'medium', large: 'large' } as const;

function dialogBody(outcome: DialogAnswer): object {
  switch (outcome.kind) {
    case 'dialog': {
      const size = WIDTHS[outcome.size ?? 'medium'];
      return {
        task: {
          type: 'continue',
          value: { title: outcome.title, width: size, height: size, card: attachment(outcome.card) },
        },
      };
    }
    case 'message':
      return { task: { type: 'message', value: outcome.text } };
    case 'close':
      return {};
    default:
      return outcome satisfies never;
  }
}

const attachment = (content: Card): object => ({ contentType: 'application/vnd.microsoft.card.adaptive', content });

const executed = z.object({
  action: z.object({ verb: z.string().optional(), data: z.unknown() }),
  trigger: z.string().optional(),
});
const submitted = z.looseObject({ verb: z.string() });

/** Action.Execute wraps verb and data; Action.Submit is the data alone. */
function readAction(value: unknown): { verb: string; data: unknown; isRefresh: boolean } {
  const execute = executed.safeParse(value).data;
  if (execute)
    return {
      verb: execute.action.verb ?? '',
      data: execute.action.data ?? {},
      isRefresh: execute.trigger === 'automatic',
    };
  const submit = submitted.safeParse(value).data;
  return { verb: submit?.verb ?? '', data: submit ?? {}, isRefresh: false };
}
