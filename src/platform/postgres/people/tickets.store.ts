import { createHash } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { Ids } from '../../../kernel/ids.ts';
import { SECRET_LENGTH, type TicketFound, type Tickets } from '../../../kernel/pages/tickets.ts';
import { CLOCK_SKEW_MS, DAY_MS } from '../../../kernel/time.ts';
import type { Db } from '../database.ts';
import { is } from '../query.ts';
import type { PeopleTables } from './people.tables.ts';

/** Anyone who comes late is told that their link has expired; after this long, that it is not known. */
const KEPT_MS = 90 * DAY_MS;
/** PostgreSQL takes at most 65,535 parameters a statement. */
const ROWS = 2_000;

/**
 * A fast hash is enough: the secret is random, so there is nothing to try but all of it. Tickets are found by it, so how long
 * that takes tells nothing about a secret.
 */
const hashOf = (secret: string): string => createHash('sha256').update(secret, 'utf8').digest('hex');

export const sqlTickets = (db: Db, ids: Pick<Ids, 'reference'>): Tickets => ({
  make: (tickets, now, options) =>
    db.transaction().execute(async (trx) => {
      await trx
        .deleteFrom('ticket')
        .where('expires_at', '<', new Date(now.getTime() - KEPT_MS))
        .execute();
      const secrets = tickets.map(() => ids.reference(SECRET_LENGTH));
      for (let at = 0; at < tickets.length; at += ROWS) {
        const some = tickets.slice(at, at + ROWS);
        if (options?.replacing) {
          const earlier = JSON.stringify(some.map(({ purpose, subject, holder }) => ({ purpose, subject, holder })));
          await sql`update ticket set replaced_at = ${now}
            from jsonb_to_recordset(${earlier}::jsonb) as earlier (purpose text, subject text, holder text)
            where ticket.purpose = earlier.purpose and ticket.subject = earlier.subject
              and ticket.holder = earlier.holder and replaced_at is null`.execute(trx);
        }
        await trx
          .insertInto('ticket')
          .values(
            some.map(({ purpose, subject, holder, expiresAt, usesLeft }, index) => ({
              hash: hashOf(secrets[at + index] ?? ''),
              purpose,
              subject,
              holder,
              made_at: now,
              expires_at: expiresAt,
              uses_left: usesLeft ?? null,
              used_at: null,
              replaced_at: null,
            })),
          )
          .execute();
      }
      return secrets;
    }),

  async end(of, now) {
    await db.updateTable('ticket').set({ replaced_at: now }).where(is(of)).where('replaced_at', 'is', null).execute();
  },

  find: async (secret, now) => standing(await rowOf(db, secret, now), now),

  async use(secret, now) {
    const row = await rowOf(db, secret, now);
    const used = await db
      .updateTable('ticket')
      .set((eb) => ({ used_at: now, uses_left: eb('uses_left', '-', 1) }))
      .where('hash', '=', hashOf(secret))
      .where('expires_at', '>', now)
      .where('replaced_at', 'is', null)
      .where((eb) => eb.or([eb('uses_left', 'is', null), eb('uses_left', '>', 0)]))
      .returningAll()
      .executeTakeFirst();
    if (used) return { kind: 'good', ticket: toTicket(used) };
    // Of two that want the last use, the one who comes second reads what the first left.
    return standing(row && (await rowOf(db, secret, now)), now);
  },
});

type Row = Selectable<PeopleTables['ticket']>;

async function rowOf(db: Db, secret: string, now: Date): Promise<Row | undefined> {
  const hash = hashOf(secret);
  const row = await db.selectFrom('ticket').selectAll().where('hash', '=', hash).executeTakeFirst();
  if (!row || row.made_at.getTime() <= now.getTime() + CLOCK_SKEW_MS) return row;
  // Made before the clock was set back: its time begins again now, and is no longer than it was.
  const expiresAt = new Date(now.getTime() + row.expires_at.getTime() - row.made_at.getTime());
  await db
    .updateTable('ticket')
    .set({ made_at: now, expires_at: expiresAt })
    .where(is({ hash, made_at: row.made_at }))
    .execute();
  return { ...row, made_at: now, expires_at: expiresAt };
}

function standing(row: Row | undefined, now: Date): TicketFound {
  if (!row) return { kind: 'unknown' };
  if (row.replaced_at) return { kind: 'replaced' };
  if (row.expires_at <= now) return { kind: 'expired' };
  if (row.uses_left === 0) return { kind: 'used-up' };
  return { kind: 'good', ticket: toTicket(row) };
}

const toTicket = (row: Row) => {
  const { purpose, subject, holder, expires_at: expiresAt, uses_left: usesLeft } = row;
  return { purpose, subject, holder, expiresAt, usesLeft: usesLeft ?? undefined };
};
