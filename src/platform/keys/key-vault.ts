import type { TokenCredential } from '@azure/identity';
import { CryptographyClient, KeyClient } from '@azure/keyvault-keys';
import { LRUCache } from 'lru-cache';
import { Fault } from '../../kernel/calls/fault.ts';
import { withTimeout } from '../../kernel/calls/with-timeout.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import type { KeyWrap } from '../../report/ports.ts';

/** RSA of at least 2048 bits, which every vault offers. */
const ALGORITHM = 'RSA-OAEP-256';

/** What of a key vault is used; a parameter so that a test can stand in for it. */
export interface Vault {
  /** The full id of the newest version. */
  newest(): Promise<string>;
  wrap(keyId: string, key: Uint8Array): Promise<Uint8Array>;
  unwrap(keyId: string, wrapped: Uint8Array): Promise<Uint8Array>;
}

/** A vault answers within a tenth of a second. The person sending a report waits for this, and must be told in time if it is not saved. */
const LONGEST_MS = 5_000;
/** A list asks for the keys of all that it shows, and again a moment later for the same. */
const KEPT_MS = 2 * MINUTE_MS;
const MOST_KEPT = 2_000;

/**
 * Keys are wrapped by the newest version that there was at the start, or by the newest there is once that one is refused;
 * they are unwrapped by whichever wrapped them. The vault's key never leaves the vault; a record's own is held in memory
 * for two minutes after it was used.
 * @param keyId `https://<vault>/keys/<name>`, with or without a version
 * @param now this machine's time in ms
 * @throws Fault when the vault does not let us
 */
export async function keyVaultWrap(
  keyId: string,
  vault: Vault,
  now: () => number = Date.now,
  longestMs = LONGEST_MS,
): Promise<KeyWrap> {
  const family = familyOf(keyId);
  const guarded = <T>(call: () => Promise<T>): Promise<T> => answered(longestMs, call);
  let currentKeyId = await guarded(() => vault.newest());
  const kept = new LRUCache<string, { readonly key: Uint8Array; readonly until: number }>({ max: MOST_KEPT });

  const wrapNow = async (key: Uint8Array) => {
    const by = currentKeyId;
    return { keyId: by, wrapped: await guarded(() => vault.wrap(by, key)) };
  };
  return {
    get currentKeyId() {
      return currentKeyId;
    },
    async wrap(key) {
      try {
        return await wrapNow(key);
      } catch (error) {
        // The version was disabled, or came to its end, while we run: reports must not wait for a restart.
        const newest = error instanceof Fault && !error.isPassing ? await guarded(() => vault.newest()) : currentKeyId;
        if (newest === currentKeyId) throw error;
        currentKeyId = newest;
        return wrapNow(key);
      }
    },
    async unwrap(id, wrapped) {
      // The id was read from the database: it must not send us to another vault. One that is no address at all is that of
      // a RECORD_KEY, from before there was a vault.
      if (!URL.canParse(id))
        throw new Fault('forbidden', 'a record is sealed with a RECORD_KEY, which a key vault cannot open');
      if (familyOf(id) !== family)
        throw new Fault(
          'forbidden',
          'a record is sealed with a key of another vault; set KEY_VAULT_KEY_ID to that key',
        );
      const named = `${id} ${Buffer.from(wrapped).toString('base64')}`;
      const known = kept.get(named);
      if (known && now() < known.until && known.until - now() <= KEPT_MS) return known.key;
      const key = await guarded(() => vault.unwrap(id, wrapped));
      kept.set(named, { key, until: now() + KEPT_MS });
      return key;
    },
  };
}

/** The real vault, with the bot's own identity. */
export function azureVault(keyId: string, credential: TokenCredential): Vault {
  const { origin, pathname } = new URL(keyId);
  const [, , name = '', version] = pathname.split('/');
  const keys = new KeyClient(origin, credential);
  const clients = new Map<string, CryptographyClient>();
  const clientFor = (id: string): CryptographyClient => {
    const client = clients.get(id) ?? new CryptographyClient(id, credential);
    clients.set(id, client);
    return client;
  };
  return {
    async newest() {
      const { id } = await keys.getKey(name, version === undefined ? {} : { version });
      if (id === undefined) throw new Fault('malformed', 'the key vault gave a key without an id');
      return id;
    },
    wrap: async (id, key) => (await clientFor(id).wrapKey(ALGORITHM, key)).result,
    unwrap: async (id, wrapped) => (await clientFor(id).unwrapKey(ALGORITHM, wrapped)).result,
  };
}

/** Vault and name, without the version. */
function familyOf(keyId: string): string {
  const { host, pathname } = new URL(keyId);
  return `${host}/${pathname.split('/')[2] ?? ''}`;
}

/** Status only: the service's messages name accounts. The library's own retries and its tokens know no limit. */
async function answered<T>(ms: number, call: () => Promise<T>): Promise<T> {
  try {
    return await withTimeout(ms, call, () => new Fault('unavailable', `Key Vault did not answer within ${ms} ms`));
  } catch (error) {
    if (error instanceof Fault) throw error;
    const status = typeof error === 'object' && error && 'statusCode' in error ? Number(error.statusCode) : undefined;
    if (status === 401 || status === 403) throw new Fault('forbidden', `Key Vault ${status}`, { cause: error });
    if (status === 404) throw new Fault('not-found', 'the key is not in the key vault', { cause: error });
    throw new Fault('unavailable', `Key Vault ${status ?? 'did not answer'}`, { cause: error });
  }
}
