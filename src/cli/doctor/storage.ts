import type { KeyWrap } from '../../concern/ports.ts';
import { Fault } from '../../core/fault.ts';
import type { Db } from '../../store/database.ts';
import { pendingMigrations, sealedWith } from '../../store/health.ts';
import { type Finding, fine, look, wrong } from './finding.ts';

/** The database answers and is of this version; the record key is there and opens what is sealed. */
export async function checkStorage(db: Db, recordKey: () => Promise<KeyWrap>): Promise<Finding[]> {
  let pending: readonly string[];
  try {
    pending = await pendingMigrations(db);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [
      wrong(
        `The database cannot be used: ${error.message}`,
        'Check DATABASE_URL and DATABASE_AUTH, and that the server runs. A private database answers only inside its network.',
      ),
      ...(await checkKey(recordKey, [])),
    ];
  }
  const version =
    pending.length === 0
      ? fine('The database answers and is up to date')
      : look(
          `The database has not run ${pending.length} migrations of this version`,
          'They run at the next start; nothing else is to be done.',
        );
  const sealed = pending.length === 0 ? await sealedWith(db) : [];
  return [version, ...(await checkKey(recordKey, sealed))];
}

const PROBE = Buffer.alloc(32, 7);

async function checkKey(
  recordKey: () => Promise<KeyWrap>,
  sealed: Awaited<ReturnType<typeof sealedWith>>,
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
  for (const { keyId, wrapped } of sealed) {
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
  return findings.length > 0 ? findings : [fine('The record key opens every concern')];
}
