import pg from 'pg';
import { PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import { callsWith, shown } from '../report/support-sandbox.ts';
import type { Running } from '../support/running.ts';

/** In every text that a test types: what carries it has leaked. */
export const MARK = 'Zqmarkova';
/** What a Year 7 girl said, as a colleague might type it into any box. */
export const DISCLOSURE = `A girl in Year 7, Tess ${MARK}, told me this morning that her uncle touches her at night and she is scared to go home.`;

/** Everything through which words could have left: calls to Teams, the log, every column of every table. */
export async function leaksOf(world: Running, phrase = MARK): Promise<readonly string[]> {
  const calls = callsWith(world, phrase);
  const logged = world.logged.filter((line) => line.includes(phrase)).map(() => 'the log');
  return [...calls, ...logged, ...(await tablesWith(world, phrase))];
}

async function tablesWith({ databaseUrl }: Running, phrase: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const looks = tables.map(
      ({ name }) => `select '${name}' as name where exists (select from ${name} t where t::text ilike $1)`,
    );
    const { rows } = await client.query<{ name: string }>(looks.join(' union all '), [`%${phrase}%`]);
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** Sends a form as a client would, or a hand: the answer as it came. */
export async function submit(
  { sandbox }: Running,
  user: string,
  verb: string,
  data: Readonly<Record<string, unknown>>,
): Promise<string> {
  const value = { data: { ...data, verb } };
  const { status, body } = await sandbox.sendActivity(
    sandbox.activity(user, { type: 'invoke', name: 'task/submit', value }),
  );
  return shown({ status, body });
}

/** A question that waits for the policy owner's reply; returns its id. */
export async function referral(world: Running, question: string): Promise<string> {
  const { sandbox } = world;
  await submit(world, PEOPLE.frankDoyle, 'policy.send-referral', { question });
  const told = await sandbox.until(() =>
    sandbox.messages(PEOPLE.ruthEllery).findLast((one) => shown(one).includes(question)),
  );
  return /"referral":"([0-9a-f-]{36})"/.exec(shown(told))?.[1] ?? '';
}
