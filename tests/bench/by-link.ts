import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { readLetters, writtenSecret } from '../../src/kernel/pages/tickets.ts';
import { holderOf, readCode } from '../../src/more/shared-address/return-code.ts';
import { PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import type { Kind } from './concern-kinds.ts';
import { both } from './concerns.ts';

/** What people without Teams do at the shared address: the pages as a browser without scripts has them. */

/** Letters of an address, as the product draws them. */
const ADDRESS = 'BCDFGHJKMNPQ';

/** Writes down an address for the sample school, as the DSL does by a press; returns its path. */
export async function makeAddress(databaseUrl: string): Promise<string> {
  await query(
    databaseUrl,
    `insert into concern_address (address, school_id, made_at, made_by) values ('${ADDRESS}', 'oakfield', now(), '${PEOPLE.miriamHale}')`,
  );
  if (readLetters(ADDRESS, ADDRESS.length) === undefined) throw new Error('the address is none');
  return `/r/${writtenSecret(ADDRESS)}`;
}

/** What is typed where others pick a person. */
const NAMES: ReadonlyMap<string, string> = new Map([
  [PEOPLE.miriamHale, 'Miriam Hale'],
  [PEOPLE.tomAshworth, 'Tom Ashworth'],
  [PEOPLE.helenWhitcombe, 'Helen Whitcombe'],
]);

export interface SentByLink {
  readonly code: string;
  readonly typed: Readonly<Record<string, string>>;
}

/**
 * One report, until a code is on the page: what got no answer is sent again, the same form each time.
 * @param urlNow where a balancer sends people at that moment
 * @param from as our proxy writes it
 */
export async function reportByLink(
  { urlNow, path }: { urlNow(): string; readonly path: string },
  kind: Kind,
  from: string,
): Promise<SentByLink> {
  const typed = {
    ...(kind.about === 'child' && kind.conduct !== 'yes' && { who: `Nobody ${randomUUID()}` }),
    seen: `Link ${randomUUID()}, “seen”\nand a second line: ñ, ж, 😢. ${'Long. '.repeat(Math.floor(Math.random() * 300))}End.`,
    said: `“Said” ${randomUUID()}`,
    givenName: `Someone ${randomUUID()}`,
  };
  const chosen = {
    about: kind.about,
    ...(kind.people !== '' && { name: NAMES.get(kind.people) ?? '' }),
    ...(kind.conduct && { conduct: kind.conduct }),
  };
  const first = await send(urlNow, path, { step: 'about', ...chosen }, from, (page) =>
    /name="key" value="([0-9A-Z]{28})"/.exec(page),
  );
  const form = { step: 'send', ...chosen, ...typed, urgent: 'no', key: first };
  const code = await send(urlNow, path, form, from, (page) => /class="code">([0-9A-Z-]{24})</.exec(page));
  return { code, typed };
}

async function send(
  urlNow: () => string,
  path: string,
  form: Readonly<Record<string, string>>,
  from: string,
  find: (page: string) => RegExpExecArray | null,
): Promise<string> {
  for (let tries = 0; tries < 400; tries += 1) {
    try {
      const answer = await fetch(`${urlNow()}${path}/report`, {
        method: 'POST',
        headers: { 'X-Forwarded-For': from },
        body: new URLSearchParams(form),
        signal: AbortSignal.timeout(15_000),
      });
      const found = find(await answer.text())?.[1];
      if (found !== undefined) return found;
    } catch {
      // It is sent again, as a person reloads a page that did not come.
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('a page did not take a report within 40 seconds');
}

/** The references that the reports of these codes have. Undefined where there is none: it was lost. */
export async function referencesOf(
  databaseUrl: string,
  codes: readonly string[],
): Promise<ReadonlyMap<string, string | undefined>> {
  const rows = await query<{ reporter: string; reference: string }>(
    databaseUrl,
    both('select reporter, reference from %s.concern where is_by_link'),
  );
  const byHolder = new Map(rows.map(({ reporter, reference }) => [reporter, reference]));
  return new Map(codes.map((code) => [code, byHolder.get(holderOf(readCode(code) ?? ''))]));
}

/** Someone's address on the network, drawn from `count`. */
export const someoneOf = (count: number): string => {
  const at = Math.floor(Math.random() * count);
  return `10.${(at >> 16) & 255}.${(at >> 8) & 255}.${at & 255}`;
};

async function query<Row extends pg.QueryResultRow>(databaseUrl: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}
