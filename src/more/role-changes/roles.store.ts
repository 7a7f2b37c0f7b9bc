import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { Db, Trx } from '../../platform/postgres/database.ts';
import { is } from '../../platform/postgres/query.ts';
import type { Tables } from '../../platform/postgres/tables.ts';
import type { RoleEvent } from '../../school/live-roles.ts';
import type { Decision, Proposal, RoleWord } from './proposal.ts';
import type { RoleBook } from './role-book.ts';

/** What was decided, with what lanyard.yml says about the role at that moment. */
export interface RoleDecision {
  readonly decision: Decision;
  readonly fileSaid: readonly UserId[];
}

export interface RoleStore extends Omit<RoleBook, 'decide'> {
  /** Every one of the trust, the oldest first. */
  events(): Promise<readonly RoleEvent[]>;
  /** Decides and writes while nobody else does, on any instance. */
  decide(
    school: SchoolId,
    decide: (known: { readonly events: readonly RoleEvent[]; readonly open: readonly Proposal[] }) => RoleDecision,
  ): Promise<Decision>;
  /** The same for what lanyard.yml says since it was edited. */
  append(
    found: (events: readonly RoleEvent[]) => { events: readonly RoleEvent[]; words: readonly RoleWord[] },
  ): Promise<void>;
}

/** Any number: nobody else in this database waits for it. */
const ONE_AT_A_TIME = sql`select pg_advisory_xact_lock(20050, 1)`;

/** Changes of roles, and who is to be told about them. */
export const sqlRoleStore = (db: Db): RoleStore => ({
  events: () => readEvents(db),

  async proposals(school, most) {
    const rows = await db
      .selectFrom('concern_role_proposal')
      .selectAll()
      .where('school_id', '=', school)
      .orderBy('at', 'desc')
      .orderBy('id')
      .limit(most)
      .execute();
    return rows.map(toProposal);
  },

  decide: (school, decide) =>
    db.transaction().execute(async (tx) => {
      await ONE_AT_A_TIME.execute(tx);
      const open = await tx
        .selectFrom('concern_role_proposal')
        .selectAll()
        .where(is({ school_id: school, state: 'open' }))
        .execute();
      const { decision, fileSaid } = decide({ events: await readEvents(tx), open: open.map(toProposal) });
      if (decision.kind === 'refuse') return decision;
      const { proposal, isNew, event, words } = decision.writes;
      // A page that was sent twice, or an id that was made up: what is under it stays as it is.
      if (!(await writeProposal(tx, proposal, isNew))) return { kind: 'refuse', why: 'waits-already' };
      if (event) await addEvent(tx, { ...event, school, kind: 'changed', fileSaid }, proposal.id);
      await addWords(tx, words, proposal.state.kind === 'open' ? proposal.first.at : (event?.at ?? proposal.first.at));
      return decision;
    }),

  append: (found) =>
    db.transaction().execute(async (tx) => {
      await ONE_AT_A_TIME.execute(tx);
      const { events, words } = found(await readEvents(tx));
      for (const event of events) await addEvent(tx, event, null);
      await addWords(tx, words, events[0]?.at ?? new Date(0));
    }),

  async untold(most) {
    const rows = await db
      .selectFrom('concern_role_word')
      .selectAll()
      .where('told_at', 'is', null)
      .orderBy('at')
      .orderBy('id')
      .limit(most)
      .execute();
    return rows.map(({ id, person, said }) => ({ id, person, ...said }));
  },

  async noteTold(id, at) {
    await db.updateTable('concern_role_word').set({ told_at: at }).where('id', '=', id).execute();
  },
});

async function readEvents(db: Db | Trx): Promise<readonly RoleEvent[]> {
  const rows = await db
    .selectFrom('concern_role_event as event')
    .leftJoin('concern_role_proposal as proposal', 'proposal.id', 'event.proposal')
    .select(['event.at', 'event.school_id', 'event.role', 'event.kind', 'event.holders', 'event.file_said'])
    .select(['proposal.by', 'proposal.decided'])
    .orderBy('event.id')
    .execute();
  return rows.map(({ at, school_id: school, role, kind, holders, file_said: fileSaid, by, decided }) => ({
    at,
    school,
    role,
    kind,
    holders,
    fileSaid,
    by: [by, decided?.by].flatMap((word) => (word ? [word.id] : [])),
  }));
}

/** False where it is not as it was thought to be. */
async function writeProposal(
  tx: Trx,
  { id, school, role, newcomer, outgoing, first, expiresAt, state }: Proposal,
  isNew: boolean,
): Promise<boolean> {
  const standing = { state: state.kind, decided: decidedOf(state) };
  if (!isNew) {
    const { numUpdatedRows } = await tx
      .updateTable('concern_role_proposal')
      .set(standing)
      .where(is({ id, state: 'open' }))
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('concern_role_proposal')
    .values({
      id,
      school_id: school,
      role,
      newcomer: newcomer ? JSON.stringify(newcomer) : null,
      outgoing: JSON.stringify(outgoing),
      is_quiet: first.isQuiet,
      by: JSON.stringify(first.by),
      at: first.at,
      expires_at: expiresAt,
      ...standing,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

function decidedOf(state: Proposal['state']): string | null {
  switch (state.kind) {
    case 'open':
      return null;
    case 'made':
      return JSON.stringify(state.second ?? { at: '', isQuiet: false });
    case 'ended':
      return JSON.stringify(state.second);
    case 'overtaken':
      return JSON.stringify({ at: state.at, isQuiet: false });
    default:
      return state satisfies never;
  }
}

async function addEvent(tx: Trx, event: RoleEvent, proposal: string | null): Promise<void> {
  const { at, school, role, kind, holders, fileSaid } = event;
  await tx
    .insertInto('concern_role_event')
    .values({
      at,
      school_id: school,
      role,
      kind,
      holders: JSON.stringify(holders),
      file_said: JSON.stringify(fileSaid),
      proposal,
    })
    .execute();
}

export async function addWords(tx: Trx, words: readonly RoleWord[], at: Date): Promise<void> {
  if (words.length === 0) return;
  await tx
    .insertInto('concern_role_word')
    .values(
      words.map(({ person, ...said }) => ({ id: randomUUID(), person, said: JSON.stringify(said), at, told_at: null })),
    )
    .execute();
}

function toProposal(row: Selectable<Tables['concern_role_proposal']>): Proposal {
  const { id, school_id: school, role, newcomer, outgoing, expires_at: expiresAt } = row;
  const first = { by: row.by, at: row.at, isQuiet: row.is_quiet };
  return { id, school, role, newcomer: newcomer ?? undefined, outgoing, first, expiresAt, state: stateOf(row) };
}

function stateOf({ state, decided }: Selectable<Tables['concern_role_proposal']>): Proposal['state'] {
  if (state === 'open' || !decided) return { kind: 'open' };
  const { by, isQuiet } = decided;
  const at = new Date(decided.at);
  if (state === 'overtaken') return { kind: 'overtaken', at };
  if (state === 'made') return { kind: 'made', second: by && { by, at, isQuiet } };
  if (!by) throw new Error('a proposal ended by nobody');
  return { kind: 'ended', second: { by, at, isQuiet } };
}
