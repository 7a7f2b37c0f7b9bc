import { type RawBuilder, type Selectable, sql } from 'kysely';
import { CHASE } from '../../acknowledge/delivery/chase.store.ts';
import { given, words } from '../../kernel/columns.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { isHeldBy } from '../../platform/postgres/lease.ts';
import { is } from '../../platform/postgres/query.ts';
import type { Tables } from '../../platform/postgres/tables.ts';
import type { Scenario, ScenarioPlace, ScenarioStore, Signer } from './scenario.ts';

/** Rows a statement: PostgreSQL takes at most 65,535 parameters. */
const ROWS = 2_000;

export const sqlScenarioStore = (db: Db): ScenarioStore => ({
  ...choosing(db),
  ...sending(db),
  ...answering(db),
  ...quieting(db),
});

const toScenario = (row: Selectable<Tables['scenario']>): Scenario =>
  given<Scenario>()(row, words('school halfTerm state sendAt question toldAt'));

type Choosing = 'isOff' | 'switchTo' | 'find' | 'list' | 'propose' | 'change' | 'drop' | 'forget';
const choosing = (db: Db): Pick<ScenarioStore, Choosing> => ({
  async isOff(school) {
    const row = await db.selectFrom('scenario_off').select('school').where('school', '=', school).executeTakeFirst();
    return row !== undefined;
  },

  async switchTo(school, isOff, by, at) {
    if (isOff)
      await db
        .insertInto('scenario_off')
        .values({ school, by, at })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    else await db.deleteFrom('scenario_off').where('school', '=', school).execute();
  },

  async find(school, halfTerm) {
    const row = await db
      .selectFrom('scenario')
      .selectAll()
      .where(is({ school, half_term: halfTerm }))
      .executeTakeFirst();
    return row && toScenario(row);
  },

  async list(school) {
    const rows = await db
      .selectFrom('scenario')
      .selectAll()
      .where('school', '=', school)
      .orderBy('half_term', 'desc')
      .execute();
    return rows.map(toScenario);
  },

  async propose({ school, halfTerm, state, sendAt, question, toldAt }) {
    const written = await db
      .insertInto('scenario')
      .values({
        ...{ school, state, half_term: halfTerm, send_at: sendAt, told_at: toldAt ?? null },
        question: JSON.stringify(question),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return (written.numInsertedOrUpdatedRows ?? 0n) > 0n;
  },

  async change({ school, halfTerm }, from, { state, question, sendAt, toldAt }) {
    const changed = await db
      .updateTable('scenario')
      .set({
        ...(state && { state }),
        ...(question && { question: JSON.stringify(question) }),
        ...(sendAt && { send_at: sendAt }),
        ...(toldAt && { told_at: toldAt }),
      })
      .where(is({ school, half_term: halfTerm }))
      .where('state', 'in', [...from])
      .executeTakeFirst();
    return changed.numUpdatedRows > 0n;
  },

  async drop({ school, halfTerm }) {
    await db
      .deleteFrom('scenario')
      .where(is({ school, half_term: halfTerm, state: 'proposed' }))
      .execute();
  },

  async forget(before) {
    await db.deleteFrom('scenario_person').where('half_term', '<', before).execute();
  },
});

/** Someone who is away, or asked to be left alone. @param user the column that has them */
const isQuiet = (school: string, user: RawBuilder<unknown>, today: IsoDay): RawBuilder<boolean> => sql<boolean>`(
  exists (select 1 from scenario_quiet quiet where quiet.school = ${school} and quiet.user_id = ${user} and quiet.until >= ${today})
  or exists (select 1 from campaign_person away join campaign on campaign.id = away.campaign_id
    where away.user_id = ${user} and campaign.school = ${school} and campaign.status in ('running', 'paused')
      and away.state in ('paused', 'left')))`;

type Sending = 'signers' | 'start' | 'claim' | 'settle' | 'finish';
const sending = (db: Db): Pick<ScenarioStore, Sending> => ({
  async signers(school, policy, since, today) {
    const { rows } = await sql<{ user: UserId; group: string; site: string }>`
      select distinct on (person.user_id) person.user_id as user, person.staff_group as group, person.site
      from campaign_signature signature
        join campaign_person person on person.campaign_id = signature.campaign_id and person.person_id = signature.person_id
      where signature.school = ${school} and signature.at >= ${since} and person.user_id is not null and person.state <> 'left'
        and exists (select 1 from jsonb_array_elements(signature.policies) policy where policy->>'policyId' = ${policy})
        and not ${isQuiet(school, sql.ref('person.user_id'), today)}
      order by person.user_id, signature.at desc`.execute(db);
    return rows.map(({ user, group, site }): Signer => ({ user, staffGroup: group, site }));
  },

  start: ({ school, halfTerm }, people) =>
    db.transaction().execute(async (trx) => {
      const moved = await trx
        .updateTable('scenario')
        .set({ state: 'sending' })
        .where(is({ school, half_term: halfTerm, state: 'proposed' }))
        .executeTakeFirst();
      if (moved.numUpdatedRows === 0n) return false;
      for (let from = 0; from < people.length; from += ROWS)
        await trx
          .insertInto('scenario_person')
          .values(
            people.slice(from, from + ROWS).map(({ user, staffGroup, site }) => ({
              ...{ school, site, half_term: halfTerm, user_id: user, staff_group: staffGroup },
              state: 'waiting' as const,
            })),
          )
          .execute();
      return true;
    }),

  async claim({ school, halfTerm }, turn, today, limit) {
    const { rows } = await sql<{ user: UserId }>`
      with chosen as materialized (
        select school, half_term, user_id from scenario_person person
        where school = ${school} and half_term = ${halfTerm} and state = 'waiting'
          and not ${isQuiet(school, sql.ref('person.user_id'), today)}
        order by user_id limit ${limit} for update skip locked)
      update scenario_person person set state = 'sending' from chosen
      where (person.school, person.half_term, person.user_id) = (chosen.school, chosen.half_term, chosen.user_id)
        and ${isHeldBy(CHASE, turn.number)}
      returning person.user_id as user`.execute(db);
    return rows.map(({ user }) => user);
  },

  async settle({ school, halfTerm }, user, outcome) {
    await db
      .updateTable('scenario_person')
      .set({ state: outcome })
      .where(is({ school, half_term: halfTerm, user_id: user, state: 'sending' }))
      .execute();
  },

  finish: ({ school, halfTerm }) =>
    db.transaction().execute(async (trx) => {
      await trx
        .updateTable('scenario_person')
        .set({ state: 'missed' })
        .where(is({ school, half_term: halfTerm, state: 'waiting' }))
        .execute();
      await trx
        .updateTable('scenario')
        .set({ state: 'sent' })
        .where(is({ school, half_term: halfTerm, state: 'sending' }))
        .execute();
    }),
});

const answering = (db: Db): Pick<ScenarioStore, 'noteAnswered' | 'isFor' | 'figures'> => {
  /** Whose card may have arrived. */
  const asked = ({ school, halfTerm }: ScenarioPlace, user: UserId) =>
    sql<boolean>`school = ${school} and half_term = ${halfTerm} and user_id = ${user} and state in ('sent', 'sending')`;
  return {
    async noteAnswered(place, user) {
      const noted = await db
        .updateTable('scenario_person')
        .set({ answered: true })
        .where(asked(place, user))
        .executeTakeFirst();
      return noted.numUpdatedRows > 0n;
    },

    async isFor(place, user) {
      const row = await db.selectFrom('scenario_person').select('user_id').where(asked(place, user)).executeTakeFirst();
      return row !== undefined;
    },

    async figures({ school, halfTerm }) {
      const rows = await db
        .selectFrom('scenario_person')
        .select(['staff_group', 'site', (eb) => eb.fn.countAll<string>().as('all')])
        .select((eb) => eb.fn.countAll<string>().filterWhere('answered', '=', true).as('answered'))
        .where(is({ school, half_term: halfTerm }))
        .where('state', 'in', ['sent', 'sending'])
        .groupBy(['staff_group', 'site'])
        .execute();
      return rows.map(({ staff_group: group, site, all, answered }) => ({
        ...{ group, site },
        expected: Number(all),
        acknowledged: Number(answered),
      }));
    },
  };
};

const quieting = (db: Db): Pick<ScenarioStore, 'quiet' | 'unquiet' | 'away'> => ({
  async quiet(school, user, why, until, by) {
    await db
      .insertInto('scenario_quiet')
      .values({ school, user_id: user, why, until, by })
      .onConflict((conflict) => conflict.columns(['school', 'user_id', 'why']).doUpdateSet({ until, by }))
      .execute();
  },

  async unquiet(school, user, why) {
    await db
      .deleteFrom('scenario_quiet')
      .where(is({ school, user_id: user, why }))
      .execute();
  },

  async away(school, today) {
    const rows = await db
      .selectFrom('scenario_quiet')
      .select('user_id')
      .where(is({ school, why: 'away' }))
      .where('until', '>=', today)
      .execute();
    return new Set(rows.map(({ user_id }) => user_id));
  },
});
