import { Fault } from '../../kernel/calls/fault.ts';
import type { Clock } from '../../kernel/time.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { FSYNC_OFF, keepsItsWord, type SchemaState, schemaState, sealedWith } from '../../platform/postgres/health.ts';
import { databaseTime, MOST_OFF_MS } from '../../platform/postgres/jobs/shared-clock.ts';
import type { KeyWrap } from '../../report/ports.ts';
import { type Finding, fine, look, wrong } from './finding.ts';

/** The database answers and is of this version; the record key is there and opens what is sealed. */
export async function checkStorage(
  db: Db,
  recordKey: () => Promise<KeyWrap>,
  isProduction: boolean,
  clock: Clock,
): Promise<Finding[]> {
  let schema: SchemaState;
  let isDurable = true;
  // In a try-out time is moved on purpose.
  let clocks: readonly Finding[] = [];
  try {
    schema = await schemaState(db);
    if (isProduction) clocks = checkDatabaseClock(await databaseTime(db), clock());
    // A server for trying out may be in a hurry.
    isDurable = !isProduction || (await keepsItsWord(db));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [
      wrong(`The database cannot be used: ${error.message}`, adviceFor(error)),
      ...(await checkKey(recordKey, undefined)),
    ];
  }
  const { pending, unknown } = schema;
  const version =
    pending.length > 0
      ? look(
          `The database has not run ${pending.length} migrations of this version`,
          'They run at the next start; you don’t need to do anything else.',
        )
      : unknown.length > 0
        ? look(
            `The database has been used by a newer version of Lanyard (${unknown.join(', ')})`,
            'Deploy that version again. This one goes on serving beside it during an update; it does not know what the newer one added.',
          )
        : fine('The database answers and is up to date');
  const durable = isDurable
    ? []
    : [
        wrong(
          FSYNC_OFF,
          'Set fsync = on in its postgresql.conf and restart it. Lanyard does not start on it as it is.',
        ),
      ];
  return [
    version,
    ...durable,
    ...clocks,
    ...(await checkKey(recordKey, pending.length === 0 ? await sealedWith(db) : undefined)),
  ];
}

/** All instances keep to the database's clock where their own is far from it. */
export function checkDatabaseClock(databaseNow: Date, now: Date): readonly Finding[] {
  const offMs = Math.abs(now.getTime() - databaseNow.getTime());
  if (offMs <= MOST_OFF_MS) return [];
  return [
    wrong(
      `This computer's clock is ${Math.round(offMs / 1_000)} seconds away from the database's, which counts until it is right`,
      'Switch on time synchronisation here, and on the database server where that is yours.',
    ),
  ];
}

function adviceFor({ code }: Fault): string {
  switch (code) {
    case 'forbidden':
      return 'Check user, password and name of the database in DATABASE_URL. With DATABASE_AUTH=entra the user is the name of the identity, which must be an administrator of the server.';
    case 'rejected':
      return 'DATABASE_URL is right, but Lanyard does not start on this data. Set up a new, empty database and name it there; keep the old one for as long as anyone may need what is in it.';
    default:
      return 'Check the address in DATABASE_URL, and that the server runs. A private database answers only inside its network.';
  }
}

const PROBE = Buffer.alloc(32, 7);

async function checkKey(
  recordKey: () => Promise<KeyWrap>,
  /** Undefined where the database could not be asked. */
  sealed: Awaited<ReturnType<typeof sealedWith>> | undefined,
): Promise<Finding[]> {
  let wrap: KeyWrap;
  try {
    wrap = await recordKey();
    const { keyId, wrapped } = await wrap.wrap(PROBE);
    if (!PROBE.equals(await wrap.unwrap(keyId, wrapped)))
      throw new Fault('malformed', 'it does not open what it seals');
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [
      wrong(
        `The record key cannot be used: ${error.message}`,
        'Check KEY_VAULT_KEY_ID and that the identity may wrap and unwrap with it, or RECORD_KEY. No concern can be taken without it.',
      ),
    ];
  }
  const findings: Finding[] = [];
  for (const { keyId, wrapped } of sealed ?? []) {
    try {
      await wrap.unwrap(keyId, wrapped);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      findings.push(
        wrong(
          `Concerns sealed with the key ${keyId} cannot be opened`,
          'Add that key to RECORD_KEY_PREVIOUS, or set KEY_VAULT_KEY_ID to its vault. Nothing is lost as long as the key is not.',
        ),
      );
    }
  }
  if (sealed === undefined)
    return [fine('The record key seals and opens; it could not be tried on the concerns themselves')];
  return findings.length > 0 ? findings : [fine('The record key opens every concern')];
}
