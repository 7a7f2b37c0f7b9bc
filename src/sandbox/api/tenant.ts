import { type Call, type Route, route } from '../http.ts';
import { objectAt, textAt } from '../json.ts';
import type { Sandbox } from '../running-sandbox.ts';
import type { ApiContext } from './context.ts';

type Work = (tenant: Sandbox['tenant'], text: (name: string) => string, flag: (name: string) => boolean) => unknown;

const change = (name: string, work: Work): Route<ApiContext> =>
  route('POST', `/tenant/${name}`, 'tenant', async (call: Call, { sandbox }) => {
    const text = (field: string) => {
      const found = textAt(call.body, field);
      if (found === undefined) throw new TypeError(`${field} is missing.`);
      return found;
    };
    await work(sandbox.tenant, text, (field) => objectAt(call.body)[field] === true);
    return { status: 200, body: {} };
  });

/** `POST /sandbox/api/tenant/{change}`: what a school's life does to its tenant, named as in TenantChanges. */
export const tenantRoutes: Route<ApiContext>[] = [
  change('join-group', (tenant, text) => tenant.joinGroup(text('userId'), text('groupId'))),
  change('leave-group', (tenant, text) => tenant.leaveGroup(text('userId'), text('groupId'))),
  change('set-enabled', (tenant, text, flag) => tenant.setEnabled(text('userId'), flag('enabled'))),
  change('set-teams-licence', (tenant, text, flag) => tenant.setTeamsLicence(text('userId'), flag('hasTeams'))),
  change('set-manager', (tenant, text) => tenant.setManager(text('userId'), text('managerId'))),
  change('move-to-pupils', (tenant, text) => tenant.moveToPupils(text('userId'), text('groupId'))),
  change('block-bot', (tenant, text) => tenant.blockBot(text('userId'))),
  change('block-bot-quietly', (tenant, text) => tenant.blockBot(text('userId'), 'MessageWritesBlocked')),
  change('unblock-bot', (tenant, text) => tenant.unblockBot(text('userId'))),
  change('delete-chat', (tenant, text) => tenant.deleteChat(text('userId'))),
  change('remove-app', (tenant, text) => tenant.removeApp(text('userId'))),
  change('remove-person', (tenant, text) => tenant.removePerson(text('userId'))),
  change('add-to-channel', (tenant, text) => tenant.addToChannel(text('channelId'), text('userId'))),
  change('remove-from-channel', (tenant, text) => tenant.removeFromChannel(text('channelId'), text('userId'))),
  change('make-channel-public', (tenant, text) => tenant.setMembershipType(text('channelId'), 'standard')),
  change('make-channel-private', (tenant, text) => tenant.setMembershipType(text('channelId'), 'private')),
  change('set-app-in-channel', (tenant, text, flag) => tenant.setAppInChannel(text('channelId'), flag('added'))),
  change('set-permission', (tenant, text, flag) => tenant.setPermission(text('name'), flag('granted'))),
  change('put-file', (tenant, text) =>
    tenant.putFile({ id: text('id'), name: text('name'), content: text('content') }),
  ),
  change('delete-file', (tenant, text) => tenant.deleteFile(text('id'))),
];
