import type { Generated } from 'kysely';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { RequestEventKind } from './request.ts';

declare module '../../platform/postgres/tables.ts' {
  interface Tables {
    concern_access_request: {
      id: string;
      school_id: SchoolId;
      made_by: UserId;
      made_at: Date;
      received_on: string;
      awaits_proof: boolean;
      key_id: string;
      wrapped_key: Buffer;
      sealed: Buffer;
    };
    concern_access_event: {
      seq: Generated<string>;
      request_id: string;
      at: Date;
      by: UserId;
      kind: RequestEventKind;
      day: string | null;
      part: string | null;
    };
    concern_access_told: {
      request_id: string;
      person: UserId;
      step: string;
    };
  }
}
