import { post } from '../api.js';
import { h } from '../dom.js';
import { button, choice, row } from './fields.js';

/** What a school's life does to this person's account, groups and channels, and what they do to the app. */
export function peoplePart({ me, state, refresh }) {
  const named = (all) => all.map(({ id, name }) => [id, name]);
  const groups = choice('Group', named(state.groups), 'group');
  const channels = choice('Channel', named(state.channels), 'channel');
  const change = (name, body) => post(`/tenant/${name}`, { userId: me.id, ...body }).then(refresh);
  const does = (label, name, body, test) => button(label, () => change(name, body), test);
  const group = (label, name) => button(label, () => change(name, { groupId: groups.select.value }));
  const channel = (label, name) => button(label, () => change(name, { channelId: channels.select.value }));
  return h(
    'div',
    {},
    groups.label,
    row(
      group('Join group', 'join-group'),
      group('Leave group', 'leave-group'),
      group('Move to pupils', 'move-to-pupils'),
    ),
    channels.label,
    row(
      channel('Add to channel', 'add-to-channel'),
      channel('Remove from channel', 'remove-from-channel'),
      channel('Make it public', 'make-channel-public'),
      channel('Make it private', 'make-channel-private'),
    ),
    row(
      does('Disable account', 'set-enabled', { enabled: false }),
      does('Enable account', 'set-enabled', { enabled: true }),
      does('Take Teams licence', 'set-teams-licence', { hasTeams: false }),
      does('Give Teams licence', 'set-teams-licence', { hasTeams: true }),
    ),
    row(
      does('Block the app', 'block-bot', {}, 'block-bot'),
      does('Unblock', 'unblock-bot'),
      does('Delete the chat', 'delete-chat', {}, 'delete-chat'),
      does('Remove the app', 'remove-app'),
    ),
  );
}
