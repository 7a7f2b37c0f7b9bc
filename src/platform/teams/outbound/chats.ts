import type { InstallResult } from '../../../acknowledge/delivery/attempt.ts';
import type { TenantId, UserId } from '../../../kernel/ids.ts';
import type { ChatOpener } from '../../../report/reach/reach.ts';
import { isAllowedService } from '../inbound/activity.ts';
import { BEFORE_ANY_TURN, type MessengerDeps, openChat } from './messages.ts';

/**
 * Opens chats without a word in them, and keeps where they are. Where the app is not in place for someone it is put there first;
 * only that needs Graph.
 */
export function createChats(deps: MessengerDeps, install: (user: UserId) => Promise<InstallResult>): ChatOpener {
  return {
    async open(user, tenant) {
      const found = await tryOpen(deps, user, tenant);
      if (found !== 'not-yet') return found;
      const installed = await install(user);
      switch (installed) {
        case 'installed':
        case 'already':
          return tryOpen(deps, user, tenant);
        case 'blocked-by-policy':
          return 'app-not-allowed';
        case 'no-teams':
          return 'no-teams';
        default:
          return installed satisfies never;
      }
    },
  };
}

async function tryOpen(deps: MessengerDeps, user: UserId, tenant: TenantId): Promise<'open' | 'blocked' | 'not-yet'> {
  const { conversations } = deps;
  const opened = await openChat(deps, user, tenant);
  const known = await conversations.find(user);
  if ('kind' in opened) {
    if (opened.kind === 'blocked') return 'blocked';
    // Nothing is taken there: it is no address any more.
    if (known) await conversations.forget(user, known.id);
    return 'not-yet';
  }
  // What the person's own message told about the same chat stays.
  const isKept = known?.id === opened.id && isAllowedService(known.serviceUrl, deps.serviceHosts);
  if (!isKept) await conversations.remember(user, opened, BEFORE_ANY_TURN);
  return 'open';
}
