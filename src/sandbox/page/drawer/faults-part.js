import { post, remove } from '../api.js';
import { h, icon } from '../dom.js';
import { button, choice, row } from './fields.js';

const OPERATIONS = [
  ['', 'every call'],
  ['sendActivity', 'sending a message'],
  ['updateActivity', 'updating a message'],
  ['createConversation', 'creating a conversation'],
  ['installApp', 'installing the app (Graph)'],
  ['listTransitiveMembers', 'reading a group (Graph)'],
  ['checkMemberGroups', 'checking a membership (Graph)'],
  ['listChannelMembers', 'reading a channel’s members (Graph)'],
  ['sendNotification', 'notifying (Graph)'],
  ['getToken', 'getting a token'],
];

/** Fields of the fault rules that people need most; any other can be added through the interface. */
const FAULTS = [
  ['429, come back in 5 s', { code: 'Throttled', status: 429, retryAfterSeconds: 5 }],
  ['429 without a time', { code: 'Throttled', status: 429 }],
  ['412 (another operation under way)', { code: 'PreconditionFailed' }],
  ['400 (as Graph does now and then)', { status: 400 }],
  ['500 ServiceError', { code: 'ServiceError', status: 500 }],
  ['502 before anything happens', { status: 502 }],
  ['502 after it was done', { status: 502, afterAcceptance: true }],
  ['503, come back in 2 s', { status: 503, retryAfterSeconds: 2 }],
  ['connection broken', { drop: true, status: 502 }],
  ['3 seconds late', { delayMs: 3000 }],
  ['404 ConversationNotFound', { code: 'ConversationNotFound' }],
  ['403 MessageWritesBlocked', { code: 'MessageWritesBlocked' }],
  ['403 BotNotInConversationRoster', { code: 'BotNotInConversationRoster' }],
  ['401 BotNotRegistered', { code: 'BotNotRegistered' }],
];

/** Makes calls of the app fail, about everyone or only about this person, and lists what still will. */
export function createFaultsPart({ me, refresh }) {
  const operation = choice('Strikes', OPERATIONS, 'fault-operation');
  const fault = choice(
    'With',
    FAULTS.map(([label], index) => [String(index), label]),
    'fault-kind',
  );
  const times = h('input', { class: 'field', type: 'number', min: '1', value: '1', test: 'fault-times' });
  const mine = h('input', { type: 'checkbox' });
  const list = h('ul', { test: 'fault-list' });
  const add = async () => {
    const match = {
      ...(operation.select.value ? { operation: operation.select.value } : {}),
      ...(mine.checked ? { userId: me.id } : {}),
    };
    await post('/faults', { match, fault: FAULTS[Number(fault.select.value)][1], times: Number(times.value) || 1 });
    refresh();
  };
  const element = h(
    'div',
    {},
    operation.label,
    fault.label,
    h('label', {}, 'How many times', times),
    h('label', { class: 'check' }, mine, `Only calls about ${me.name}`),
    row(
      button('Add fault', add, 'fault-add'),
      button('Remove all', () => remove('/faults').then(refresh)),
    ),
    list,
  );
  return { element, update: ({ faults }) => list.replaceChildren(...faults.map((rule) => entry(rule, refresh))) };
}

function entry({ id, fault, match, struck, times }, refresh) {
  const onclick = () => remove(`/faults/${id}`).then(refresh);
  return h(
    'li',
    {},
    `${fault.code ?? fault.status ?? 'slow'} on ${match.operation ?? 'every call'}: struck ${struck}${times ? ` of ${times}` : ''}`,
    h(
      'button',
      { class: 'icon-button', type: 'button', 'aria-label': 'Remove this fault', onclick },
      icon('close', 14),
    ),
  );
}
