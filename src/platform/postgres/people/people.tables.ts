import type { SchoolId, TenantId, UserId } from '../../../kernel/ids.ts';
import type { Trouble } from '../../../report/reach/reach.ts';

export interface PeopleTables {
  conversation: {
    user_id: UserId;
    tenant_id: TenantId;
    /** Null when the chat is known to be gone. */
    conversation_id: string | null;
    service_url: string;
    seen_at: Date;
  };
  reach: {
    user_id: UserId;
    tried_at: Date;
    open_at: Date | null;
    trouble: Trouble | null;
    trouble_since: Date | null;
    said_at: Date | null;
  };
  standing: {
    user_id: UserId;
    kind: 'staff' | 'pupil' | 'outsider';
    school_id: SchoolId | null;
    checked_at: Date;
  };
  ticket: {
    /** SHA-256 of the secret, hexadecimal. */
    hash: string;
    purpose: string;
    subject: string;
    holder: string;
    made_at: Date;
    expires_at: Date;
    uses_left: number | null;
    used_at: Date | null;
    replaced_at: Date | null;
  };
}
