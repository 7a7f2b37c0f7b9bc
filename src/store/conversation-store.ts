import type { TenantId, UserId } from '../core/ids.ts';
import type { ConversationStore } from '../core/messages.ts';
import type { Db } from './database.ts';

export interface ConversationTables {
  conversation: {
    user_id: UserId;
    tenant_id: TenantId;
    /** Null when the chat is known to be gone. */
    conversation_id: string | null;
    service_url: string;
    seen_at: Date;
  };
}

export const sqlConversationStore = (db: Db): ConversationStore => ({
  async remember(user, conversation, at) {
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
  },

  async find(user) {
    const row = await db.selectFrom('conversation').selectAll().where('user_id', '=', user).executeTakeFirst();
    if (row?.conversation_id == null) return undefined;
    return { id: row.conversation_id, serviceUrl: row.service_url, tenantId: row.tenant_id };
  },

  async forget(user, conversationId) {
    // Only the chat that was found gone: a newer one may have been stored in the meantime.
    await db
      .updateTable('conversation')
      .set({ conversation_id: null })
      .where('user_id', '=', user)
      .where('conversation_id', '=', conversationId)
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
});
