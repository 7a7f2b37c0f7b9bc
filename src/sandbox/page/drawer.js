import { get, post, put, remove, setClock } from './api.js';
import { h, icon, shortTimeOf } from './dom.js';

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

/** What the sandbox can be made to do. Open or closed is remembered. */
export function createDrawer({ me, state, onOldClient }) {
  // In a narrow window it would cover the conversation.
  let isOpen = localStorage.getItem('sandbox-drawer') === 'open' && innerWidth > 1100;
  const element = h('aside', { class: 'drawer', 'aria-label': 'Sandbox controls', test: 'drawer' });
  element.hidden = !isOpen;
  const now = h('b', { test: 'drawer-clock' });
  const counter = h('p', { class: 'counter', test: 'messages-to-pupils' });
  const facts = h('dl', {});
  const faultList = h('ul', { test: 'fault-list' });
  const permissionList = h('ul', {});
  const limits = h('input', { type: 'checkbox', onchange: () => put('/limits', { on: limits.checked }) });

  const choice = (label, options, test) => {
    const select = h(
      'select',
      { class: 'field', test },
      ...options.map(([value, text]) => h('option', { value }, text)),
    );
    return { select, label: h('label', {}, label, select) };
  };
  const button = (label, onclick, test) => h('button', { class: 'button', type: 'button', onclick, test }, label);

  element.append(
    h('h2', {}, 'Sandbox controls'),
    h('p', { class: 'hint' }, 'These change the pretend Microsoft 365, not the app.'),
    counter,
    section('Clock', true, clockPart()),
    section(`People: ${me.name}`, true, peoplePart()),
    section('Faults', false, faultPart()),
    section('Limits and permissions', false, limitPart()),
    section('This sandbox', false, h('div', {}, facts, oldClientBox())),
  );
  refresh();

  function section(title, open, body) {
    return h('details', open ? { open: true } : {}, h('summary', {}, title), body);
  }

  function clockPart() {
    const when = h('input', {
      class: 'field',
      type: 'datetime-local',
      'aria-label': 'Date and time',
      test: 'clock-input',
    });
    return h(
      'div',
      {},
      h('p', {}, now),
      h(
        'div',
        { class: 'row' },
        button('Saturday 21:40', () => setClock({ now: nextSaturday() }), 'clock-saturday'),
        button('+ 1 hour', () => setClock({ offsetMs: offset + 3_600_000 })),
        button('+ 1 day', () => setClock({ offsetMs: offset + 86_400_000 }), 'clock-day'),
        button('+ 1 week', () => setClock({ offsetMs: offset + 7 * 86_400_000 })),
        button('Real time', () => setClock({ offsetMs: 0 }), 'clock-real'),
      ),
      h('label', {}, 'Set to (this computer’s time zone)', when),
      h(
        'div',
        { class: 'row' },
        button('Set', () => when.value && setClock({ now: new Date(when.value).toISOString() })),
      ),
    );
  }

  let offset = 0;
  let shown = new Date();
  /** Saturday 21:40 in London after the sandbox's time. */
  function nextSaturday() {
    const day = new Date(shown.getTime() + ((6 - shown.getUTCDay() + 7) % 7 || 7) * 86_400_000);
    const inLondon = (date) =>
      new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: 'numeric', hourCycle: 'h23' }).format(date);
    const guess = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), 21, 40));
    if (inLondon(guess) !== '21') guess.setUTCHours(20);
    return guess.toISOString();
  }

  function peoplePart() {
    const groups = choice(
      'Group',
      state.groups.map((group) => [group.id, group.name]),
      'group',
    );
    const channels = choice(
      'Channel',
      state.channels.map((channel) => [channel.id, channel.name]),
      'channel',
    );
    const change = (name, body = {}) => post(`/tenant/${name}`, { userId: me.id, ...body }).then(refresh);
    return h(
      'div',
      {},
      groups.label,
      h(
        'div',
        { class: 'row' },
        button('Join group', () => change('join-group', { groupId: groups.select.value })),
        button('Leave group', () => change('leave-group', { groupId: groups.select.value })),
        button('Move to pupils', () => change('move-to-pupils', { groupId: groups.select.value })),
      ),
      channels.label,
      h(
        'div',
        { class: 'row' },
        button('Add to channel', () => change('add-to-channel', { channelId: channels.select.value })),
        button('Remove from channel', () => change('remove-from-channel', { channelId: channels.select.value })),
        button('Make it public', () => change('make-channel-public', { channelId: channels.select.value })),
        button('Make it private', () => change('make-channel-private', { channelId: channels.select.value })),
      ),
      h(
        'div',
        { class: 'row' },
        button('Disable account', () => change('set-enabled', { enabled: false })),
        button('Enable account', () => change('set-enabled', { enabled: true })),
        button('Take Teams licence', () => change('set-teams-licence', { hasTeams: false })),
        button('Give Teams licence', () => change('set-teams-licence', { hasTeams: true })),
      ),
      h(
        'div',
        { class: 'row' },
        button('Block the app', () => change('block-bot'), 'block-bot'),
        button('Unblock', () => change('unblock-bot')),
        button('Delete the chat', () => change('delete-chat'), 'delete-chat'),
        button('Remove the app', () => change('remove-app')),
      ),
    );
  }

  function faultPart() {
    const operation = choice('Strikes', OPERATIONS, 'fault-operation');
    const fault = choice(
      'With',
      FAULTS.map(([label], index) => [String(index), label]),
      'fault-kind',
    );
    const times = h('input', { class: 'field', type: 'number', min: '1', value: '1', test: 'fault-times' });
    const mine = h('input', { type: 'checkbox' });
    const add = async () => {
      const match = {
        ...(operation.select.value ? { operation: operation.select.value } : {}),
        ...(mine.checked ? { userId: me.id } : {}),
      };
      await post('/faults', { match, fault: FAULTS[Number(fault.select.value)][1], times: Number(times.value) || 1 });
      refresh();
    };
    return h(
      'div',
      {},
      operation.label,
      fault.label,
      h('label', {}, 'How many times', times),
      h('label', { class: 'check' }, mine, `Only calls about ${me.name}`),
      h(
        'div',
        { class: 'row' },
        button('Add fault', add, 'fault-add'),
        button('Remove all', () => remove('/faults').then(refresh)),
      ),
      faultList,
    );
  }

  function limitPart() {
    return h('div', {}, h('label', { class: 'check' }, limits, 'Published rate limits'), permissionList);
  }

  function oldClientBox() {
    const box = h('input', {
      type: 'checkbox',
      checked: localStorage.getItem('sandbox-old-client') === 'yes',
      onchange: () => {
        localStorage.setItem('sandbox-old-client', box.checked ? 'yes' : 'no');
        onOldClient();
      },
    });
    return h('label', { class: 'check' }, box, 'Draw cards as an old client (version 1.2)');
  }

  async function refresh() {
    if (!isOpen) return;
    const fresh = await get('/state');
    const count = fresh.messagesToPupils;
    counter.classList.toggle('broken', count > 0);
    counter.textContent = `Messages to pupils: ${count}`;
    limits.checked = fresh.limits;
    facts.replaceChildren(
      ...[
        ['People', fresh.people.toLocaleString('en-GB')],
        ['App installed for', fresh.installations.toLocaleString('en-GB')],
        ['Uploads downloaded', fresh.filesFetched],
        ['Bot', fresh.botEndpoint ?? 'not set'],
      ].flatMap(([term, value]) => [h('dt', {}, term), h('dd', {}, String(value))]),
    );
    faultList.replaceChildren(
      ...fresh.faults.map((rule) =>
        h(
          'li',
          {},
          `${rule.fault.code ?? rule.fault.status ?? 'slow'} on ${rule.match.operation ?? 'every call'}: struck ${rule.struck}${rule.times ? ` of ${rule.times}` : ''}`,
          h(
            'button',
            {
              class: 'icon-button',
              type: 'button',
              'aria-label': 'Remove this fault',
              onclick: () => remove(`/faults/${rule.id}`).then(refresh),
            },
            icon('close', 14),
          ),
        ),
      ),
    );
    permissionList.replaceChildren(
      ...fresh.permissions.map(({ name, granted }) => {
        const box = h('input', {
          type: 'checkbox',
          checked: granted,
          onchange: () => post('/tenant/set-permission', { name, granted: box.checked }),
        });
        return h('li', {}, h('label', { class: 'check' }, box, name));
      }),
    );
  }

  return {
    element,
    refresh,
    isOpen: () => isOpen,
    toggle() {
      isOpen = !isOpen;
      element.hidden = !isOpen;
      localStorage.setItem('sandbox-drawer', isOpen ? 'open' : 'closed');
      refresh();
      return isOpen;
    },
    /** Puts the focus on the first button that moves the clock. */
    toClock: () => element.querySelector('[data-testid="clock-saturday"]').focus(),
    setClock(iso, offsetMs) {
      shown = new Date(iso);
      offset = offsetMs;
      now.textContent = `${shortTimeOf(iso)}${offsetMs === 0 ? '' : ' (moved)'}`;
    },
  };
}
