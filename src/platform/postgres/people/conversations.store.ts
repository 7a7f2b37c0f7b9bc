import { LRUCache } from 'lru-cache';
import type { UserId } from '../../../kernel/ids.ts';
import type { Conversation, ConversationStore } from '../../../kernel/messages.ts';
import { MINUTE_MS } from '../../../kernel/time.ts';
import type { Db } from '../database.ts';
import { is } from '../query.ts';

/** The same chat within this time is not written again: another instance may have found it gone since. */
const WRITTEN_MS = 10 * MINUTE_MS;
const MOST_WRITTEN = 2_000;

export function sqlConversationStore(db: Db): ConversationStore {
  /** What this process wrote last. */
  const written = new LRUCache<UserId, { readonly conversation: Conversation; readonly at: number }>({
    max: MOST_WRITTEN,
  });
  const isWritten = (user: UserId, { id, serviceUrl, tenantId }: Conversation, at: Date): boolean => {
    const last = written.get(user);
    const isSame =
      last?.conversation.id === id &&
      last.conversation.serviceUrl === serviceUrl &&
      last.conversation.tenantId === tenantId;
    return isSame && Math.abs(at.getTime() - last.at) < WRITTEN_MS;
  };
  return {
    async remember(user, conversation, at) {
      if (isWritten(user, conversation, at)) return;
      const row = {
        tenant_id: conversation.tenantId,
        conversation_id: conversation.id,
        service_url: conversation.serviceUrl,
        seen_at: at,
      };
      await db
        .insertInto('conversation')
        .values({ user_id: user, ...row })
        .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
        .execute();
      written.set(user, { conversation, at: at.getTime() });
    },

    async find(user) {
      const row = await db.selectFrom('conversation').selectAll().where('user_id', '=', user).executeTakeFirst();
      if (row?.conversation_id == null) {
        // Another instance found it gone: the same chat, should it be there again, is to be written.
        written.delete(user);
        return undefined;
      }
      return { id: row.conversation_id, serviceUrl: row.service_url, tenantId: row.tenant_id };
    },

    async forget(user, conversationId) {
      written.delete(user);
      // Only the chat that was found gone: a newer one may have been stored in the meantime.
      await db
        .updateTable('conversation')
        .set({ conversation_id: null })
        .where(is({ user_id: user, conversation_id: conversationId }))
        .execute();
    },

    async lastServiceUrl(tenant) {
      const row = await db
        .selectFrom('conversation')
        .select('service_url')
        .where('tenant_id', '=', tenant)
        .orderBy('seen_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.service_url;
    },
  };
}
