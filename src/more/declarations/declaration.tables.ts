import type { Generated } from 'kysely';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { DeclarantId, Declaration, DeclarationEvent, DeclarationId } from './declaration.ts';

export interface DeclarationTables {
  declaration: {
    id: DeclarationId;
    school_id: SchoolId;
    person_id: DeclarantId;
    name: string;
    tie: Declaration['tie'];
    whom: Declaration['whom'];
    method: Declaration['method'];
    declared_at: Date;
    adviser_id: UserId | null;
    advised_at: Date | null;
    advised_by: UserId | null;
    confirmed_at: Date;
    asked_at: Date | null;
    ended_at: Date | null;
    ended_by: UserId | 'left' | null;
    key_id: string;
    wrapped_key: Buffer;
    /** What its declarer wrote. */
    sealed: Buffer;
  };
  /** Append-only, but for what is removed with its declaration. */
  declaration_event: {
    id: Generated<string>;
    at: Date;
    declaration_id: DeclarationId;
    kind: DeclarationEvent;
    by_id: string;
  };
  declaration_notice: {
    declaration_id: DeclarationId;
    user_id: UserId;
    kind: 'advise' | 'new';
    sent_at: Date;
  };
}

declare module '../../platform/postgres/tables.ts' {
  interface Tables extends DeclarationTables {}
}
