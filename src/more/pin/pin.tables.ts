import type { Generated } from 'kysely';
import type { UserId } from '../../kernel/ids.ts';
import type { Door } from '../../report/opening/read-guard.ts';
import type { PinEvent } from './pin-ports.ts';

declare module '../../platform/postgres/tables.ts' {
  interface Tables {
    /** One for each person who set a PIN; `id` is theirs. */
    concern_pin: {
      id: UserId;
      key_id: string;
      wrapped_key: Buffer;
      sealed: Buffer;
      set_at: Date;
      set_with: UserId;
      /** Wrong ones in a row. */
      misses: Generated<number>;
      paused_until: Date | null;
    };
    /** With which a person may set their PIN; `id` is theirs. */
    concern_pin_code: {
      id: UserId;
      key_id: string;
      wrapped_key: Buffer;
      sealed: Buffer;
      made_by: UserId;
      until: Date;
      tries: Generated<number>;
    };
    /** Append-only. */
    concern_pin_event: {
      id: Generated<number>;
      at: Date;
      person: UserId;
      actor: UserId;
      kind: PinEvent['kind'];
    };
    /** What a second step has opened, for whom, and when it was last touched. */
    concern_unlocked: { person: UserId; door: Door; touched_at: Date };
  }
}
