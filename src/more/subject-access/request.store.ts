import type { Selectable } from 'kysely';
import { z } from 'zod/v4';
import { Fault } from '../../kernel/calls/fault.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { parseDay } from '../../kernel/time.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import { newKey, seal, unseal } from '../../platform/postgres/seal.ts';
import type { Tables } from '../../platform/postgres/tables.ts';
import { RECIPIENTS } from '../../report/concern.ts';
import type { KeyWrap } from '../../report/ports.ts';
import { type AccessRequest, ENDS, type RequestEvent } from './request.ts';
import type { RequestStore } from './request-ports.ts';

type Row = Selectable<Tables['concern_access_request']>;
type EventRow = Selectable<Tables['concern_access_event']>;

const place = (id: string): string => `access request ${id}`;

const user = z.guid().transform((id) => id as UserId);
const content = z.object({
  asker: z.string(),
  subject: z.object({
    name: z.string(),
    alsoCalled: z.array(z.string()),
    pupil: z.string().optional(),
    person: user.optional(),
    shutOut: z.array(user),
    cleared: z.array(user).default([]),
  }),
});

/** Rows as requests, each with its events. */
function openerOf(db: Db, wrap: KeyWrap, log: Log) {
  const eventsOf = async (id: string): Promise<readonly RequestEvent[]> => {
    const all = db.selectFrom('concern_access_event').selectAll().where('request_id', '=', id).orderBy('seq');
    return (await all.execute()).map(toEvent);
  };
  const opened = async (row: Row): Promise<AccessRequest> => {
    const key = await wrap.unwrap(row.key_id, row.wrapped_key);
    const { asker, subject } = content.parse(JSON.parse(unseal(key, place(row.id), row.sealed).toString()));
    const received = parseDay(row.received_on);
    if (!received) throw new Error('a request has no day');
    return {
      id: row.id,
      school: row.school_id,
      by: row.made_by,
      at: row.made_at,
      received,
      awaitsProof: row.awaits_proof,
      asker,
      subject: { ...subject, pupil: subject.pupil, person: subject.person },
      events: await eventsOf(row.id),
    };
  };
  const said = new Set<string>();
  /** One that cannot be opened keeps no other from its time. Looked for every few seconds, it is said once. */
  const thoseThatOpen = async (rows: readonly Row[]): Promise<readonly AccessRequest[]> => {
    const tried = await Promise.allSettled(rows.map(opened));
    return tried.flatMap((one, at) => {
      if (one.status === 'fulfilled') return [one.value];
      if (!(one.reason instanceof Fault)) throw one.reason;
      const request = rows[at]?.id ?? '';
      if (!said.has(request)) log.error('concern.key-lost', { request }, one.reason);
      said.add(request);
      return [];
    });
  };
  return { eventsOf, opened, thoseThatOpen };
}

/** Requests in PostgreSQL, each sealed with a key of its own. */
export function sqlRequestStore(db: Db, wrap: KeyWrap, log: Log): RequestStore {
  const { eventsOf, opened, thoseThatOpen } = openerOf(db, wrap, log);
  return {
    async add({ id, school, by, at, received, awaitsProof, subject, asker }) {
      const key = newKey();
      const { keyId, wrapped } = await wrap.wrap(key);
      await db
        .insertInto('concern_access_request')
        .values({
          id,
          school_id: school,
          made_by: by,
          made_at: at,
          received_on: received,
          awaits_proof: awaitsProof,
          key_id: keyId,
          wrapped_key: Buffer.from(wrapped),
          sealed: seal(key, place(id), Buffer.from(JSON.stringify({ asker, subject }))),
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    },

    async find(id) {
      const row = await db.selectFrom('concern_access_request').selectAll().where('id', '=', id).executeTakeFirst();
      return row && opened(row);
    },

    async all() {
      const rows = await db.selectFrom('concern_access_request').selectAll().orderBy('made_at', 'desc').execute();
      return thoseThatOpen(rows);
    },

    async runningAt(then) {
      const rows = await db
        .selectFrom('concern_access_request')
        .selectAll()
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('concern_access_event')
                .select('seq')
                .whereRef('request_id', '=', 'concern_access_request.id')
                .where('kind', 'in', ENDS)
                .where('at', '<', then),
            ),
          ),
        )
        .execute();
      return thoseThatOpen(rows);
    },

    async ends() {
      const rows = await db.selectFrom('concern_access_request').select(['id', 'school_id']).execute();
      return Promise.all(
        rows.map(async ({ id, school_id }) => ({ id, school: school_id, events: await eventsOf(id) })),
      );
    },

    ...noting(db),
  };
}

const noting = (db: Db): Pick<RequestStore, 'note' | 'toTell' | 'notTold' | 'remove'> => ({
  async note(id, { at, by, kind, day, part }) {
    await db
      .insertInto('concern_access_event')
      .values({ request_id: id, at, by, kind, day: day ?? null, part: part ?? null })
      .execute();
  },

  async toTell(id, person, step) {
    const told = await db
      .insertInto('concern_access_told')
      .values({ request_id: id, person, step })
      .onConflict((conflict) => conflict.columns(['request_id', 'person', 'step']).doNothing())
      .returning('request_id')
      .executeTakeFirst();
    return told !== undefined;
  },

  async notTold(id, person, step) {
    await db
      .deleteFrom('concern_access_told')
      .where(is({ request_id: id, person, step }))
      .execute();
  },

  async remove(id) {
    await db.deleteFrom('concern_access_request').where('id', '=', id).execute();
  },
});

const toEvent = ({ at, by, kind, day, part }: EventRow): RequestEvent => ({
  at,
  by,
  kind,
  day: parseDay(day ?? undefined),
  part: RECIPIENTS.find((one) => one === part),
});
