import { type Activity, ActivityTypes, TurnContext } from 'botbuilder';
import { Fault } from '../../kernel/calls/fault.ts';
import { withTimeout } from '../../kernel/calls/with-timeout.ts';
import type { Ids, UserId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import type { ConversationStore, MessageRef } from '../../kernel/messages.ts';
import type { Clock } from '../../kernel/time.ts';
import { Typed } from '../../kernel/typed.ts';
import type { RoleHolder } from '../../school/school.ts';
import type { Outgoing } from './card.ts';
import { type Doors, type Inbound, readInbound } from './inbound/activity.ts';
import type { LiveButtons } from './live-buttons.ts';
import { createAnswers, REPLY_MS } from './outbound/answers.ts';
import { actionBody, dialogBody, searchBody, typeaheadBody } from './outbound/invoke-bodies.ts';
import type { Messenger } from './outbound/messenger.ts';
import { toActivity } from './outbound/to-activity.ts';
import { type BeforeAnswer, whileTyping } from './outbound/typing.ts';
import { failedText } from './plain-answers.ts';
import { createPresses, type Press, type PressDeps } from './presses.ts';
import { type ActionAnswer, type MessageTurn, message, type Turn } from './turn.ts';

interface BotDeps extends PressDeps {
  readonly doors: Doors;
  readonly conversations: ConversationStore;
  readonly messenger: Messenger;
  readonly live: LiveButtons;
  /** The DSL of someone's school, where it is known; answers soon, and never throws. */
  personToPhone(user: UserId): Promise<RoleHolder | undefined>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Anything typed or sent that is no command: the conversation proper. */
  onMessage(turn: MessageTurn): Promise<void>;
  /** The app was installed for a person, or added to a team. */
  onInstalled(turn: Turn): Promise<void>;
}

/** Handles one activity whose token was checked. Answers `refused` when it may not come in; never throws. */
export type HandleTurn = (context: TurnContext) => Promise<'handled' | 'refused'>;

/** The one door of a turn, and its one error boundary: an invoke always gets an answer, a person always one plain line. */
export function createBot(deps: BotDeps): HandleTurn {
  const { doors, conversations, clock, log } = deps;
  const ways = waysIn(deps);

  return async (context) => {
    const entry = readInbound(context.activity, doors);
    if (entry.kind === 'refused') {
      log.warn('turn.refused', { why: entry.why });
      return 'refused';
    }
    boundReplies(context);
    try {
      const { sender, place } = entry.inbound;
      // A search names the chat it is typed in, which may be one between two people: no place for us to write to.
      const isOurs = place.kind === 'personal' && context.activity.name !== SEARCH;
      if (isOurs) await conversations.remember(sender.userId, place.conversation, clock());
      const { activity } = context;
      if (activity.type === ActivityTypes.Message) activity.text = TurnContext.removeRecipientMention(activity);
      await ways.find(({ takes }) => takes(activity))?.handle(context, entry.inbound);
    } catch (error) {
      await apologise(context, deps, entry.inbound, error);
    }
    return 'handled';
  };
}

/**
 * The SDK's client tries again for as long as the Connector asks it to wait, be it an hour, and waits for one that says nothing.
 * It draws cards and signs that an answer is being written, which do no harm twice; all its tries together have this long, so that no turn
 * is held open by them.
 */
export function boundReplies(
  context: Pick<TurnContext, 'onSendActivities' | 'onUpdateActivity'>,
  longestMs = REPLY_MS,
): void {
  const late = () => new Fault('unavailable', 'the Connector took no reply in time');
  context.onSendActivities((_context, _activities, next) => withTimeout(longestMs, next, late));
  context.onUpdateActivity((_context, _activity, next) => withTimeout(longestMs, next, late));
}

const ACTION = 'adaptiveCard/action';
const OPEN_FORM = 'task/fetch';
const SEND_FORM = 'task/submit';
/** The message extension asks what it can find. */
const SEARCH = 'composeExtension/query';
/** A box of a card asks what begins with what is typed in it. */
const TYPEAHEAD = 'application/search';
const INVOKES = [ACTION, OPEN_FORM, SEND_FORM, SEARCH, TYPEAHEAD] as const;

/** What one kind of activity is done with. */
interface Way {
  takes(activity: Activity): boolean;
  handle(context: TurnContext, inbound: Inbound): Promise<unknown>;
}

/**
 * Which kind of activity goes where. The first that fits takes it. The library has such a table of its own; with it comes what it
 * asks people by, dates and numbers in five languages: 26 MB that nobody calls.
 */
function waysIn(deps: BotDeps): readonly Way[] {
  const { live } = deps;
  const presses = createPresses(deps);
  const turnOf = (context: TurnContext, inbound: Inbound, beforeAnswer?: BeforeAnswer): Turn =>
    openTurn(context, inbound, deps, beforeAnswer);
  const pressOf = (context: TurnContext, inbound: Inbound): Press => ({
    turn: turnOf(context, inbound),
    value: context.activity.value,
    message: cardMessage(context, inbound),
  });
  const invoke = (called: string, bodyFor: (press: Press) => Promise<object>): Way => ({
    takes: ({ type, name }) => type === ActivityTypes.Invoke && name === called,
    handle: async (context, inbound) => answer(context, await bodyFor(pressOf(context, inbound))),
  });

  return [
    invoke(ACTION, async (press) => actionBody(await presses.action(press), live)),
    invoke(OPEN_FORM, async (press) => dialogBody(await presses.dialog(press, 'fetch'), live)),
    invoke(SEND_FORM, async (press) => dialogBody(await presses.dialog(press, 'submit'), live)),
    invoke(SEARCH, async (press) => searchBody(await presses.search(press), live)),
    invoke(TYPEAHEAD, async (press) => typeaheadBody(await presses.typeahead(press))),
    // An invoke we do not know is answered too; unanswered, Teams shows "Something went wrong" after a pause.
    { takes: ({ type }) => type === ActivityTypes.Invoke, handle: (context) => answer(context, {}, 501) },
    {
      takes: isCardSubmit,
      async handle(context, inbound) {
        const press = pressOf(context, inbound);
        await showAction(context, live, press, await presses.action(press));
      },
    },
    {
      takes: isWritten,
      handle: (context, inbound) =>
        whileTyping(
          () => context.sendActivity({ type: ActivityTypes.Typing }),
          (beforeAnswer) =>
            deps.onMessage({
              ...turnOf(context, inbound, beforeAnswer),
              text: new Typed((context.activity.text ?? '').trim()),
              attachments: inbound.attachments,
              quoted: inbound.quoted,
            }),
        ),
    },
    {
      takes: ({ type, action }) =>
        type === ActivityTypes.InstallationUpdate && (action === 'add' || action === 'add-upgrade'),
      handle: (context, inbound) => deps.onInstalled(turnOf(context, inbound)),
    },
  ];
}

/** A message, and one that its writer has changed: what it says now is answered again, and may be a report. */
const isWritten = ({ type, channelData }: Activity): boolean =>
  type === ActivityTypes.Message || (type === ActivityTypes.MessageUpdate && channelData?.eventType === 'editMessage');

/** Action.Submit comes as a message without text. */
const isCardSubmit = ({ type, value, text }: Activity): boolean =>
  type === ActivityTypes.Message && typeof value === 'object' && value !== null && !text?.trim();

function openTurn(
  context: TurnContext,
  inbound: Inbound,
  { messenger, standingOf, clock, log }: Pick<BotDeps, 'messenger' | 'standingOf' | 'clock' | 'log'>,
  beforeAnswer: BeforeAnswer = async () => undefined,
): Turn {
  const answers = createAnswers(messenger, log);
  const reply = async (out: Outgoing): Promise<MessageRef> => {
    await beforeAnswer();
    return answers.reply(spokenIn(context, inbound), out);
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
      // Someone in a channel may be a pupil, who must never find a chat opened by us; when in doubt, too.
      if ((await standingOf(inbound.sender.userId)).kind !== 'staff') return 'unreachable';
      await beforeAnswer();
      const delivery = await answers.toPerson(inbound.sender.userId, inbound.sender.tenantId, out);
      return delivery.kind === 'sent' ? 'sent' : 'unreachable';
    },
  };
}

/** What someone said or pressed; it is no message of ours. */
const spokenIn = ({ activity }: TurnContext, { place }: Inbound): MessageRef => ({
  conversation: place.conversation,
  activityId: activity.id ?? '',
});

/** The message whose card was used. In a channel the conversation already names the thread. */
function cardMessage({ activity }: TurnContext, { place }: Inbound): MessageRef | undefined {
  return activity.replyToId ? { conversation: place.conversation, activityId: activity.replyToId } : undefined;
}

/** Action.Submit has no answer of its own: the card is changed in place where only one person sees it. */
async function showAction(
  context: TurnContext,
  live: LiveButtons,
  { turn, message }: Press,
  outcome: ActionAnswer,
): Promise<void> {
  if (outcome.kind !== 'card') return void (await turn.replyPrivately({ text: outcome.text }));
  const out = { card: outcome.card, summary: 'Lanyard' };
  if (turn.place.kind === 'personal' && message)
    await context.updateActivity({ ...toActivity(out, live), id: message.activityId });
  else await turn.replyPrivately(out);
}

const answer = async (context: TurnContext, body: object, status = 200): Promise<void> => {
  await context.sendActivity({ type: 'invokeResponse', value: { status, body } } as Partial<Activity>);
};

async function apologise(
  context: TurnContext,
  { ids, log, personToPhone, live, messenger }: Pick<BotDeps, 'ids' | 'log' | 'personToPhone' | 'live' | 'messenger'>,
  inbound: Inbound,
  error: unknown,
): Promise<void> {
  const { activity } = context;
  const reference = ids.reference(6);
  // Neither the error's message nor the activity is logged: both may hold what a person wrote.
  log.error(
    'turn.failed',
    {
      reference,
      // Only words of our own list: both fields come from outside and could be anything.
      type: Object.values<string>(ActivityTypes).find((type) => type === activity.type),
      invoke: INVOKES.find((name) => name === activity.name),
      fault: error instanceof Fault ? error.code : undefined,
    },
    error,
  );
  const words = failedText(reference, await personToPhone(inbound.sender.userId));
  try {
    if (activity.type !== ActivityTypes.Invoke)
      await createAnswers(messenger, log).reply(spokenIn(context, inbound), { text: words });
    else if (activity.name === ACTION) await answer(context, actionBody(message(words), live));
    else if (activity.name === TYPEAHEAD) await answer(context, typeaheadBody([]));
    else if (activity.name === SEARCH) await answer(context, searchBody(message(words), live));
    else await answer(context, dialogBody(message(words), live));
  } catch (second) {
    log.error('turn.unanswered', { reference }, second);
  }
}
