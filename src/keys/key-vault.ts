import type { TokenCredential } from '@azure/identity';
import { CryptographyClient, KeyClient } from '@azure/keyvault-keys';
import type { KeyWrap } from '../concern/ports.ts';
import { Fault } from '../core/fault.ts';

/** RSA of at least 2048 bits, which every vault offers. */
const ALGORITHM = 'RSA-OAEP-256';

/** What of a key vault is used; a parameter so that a test can stand in for it. */
export interface Vault {
  /** The full id of the newest version. */
  newest(): Promise<string>;
  wrap(keyId: string, key: Uint8Array): Promise<Uint8Array>;
  unwrap(keyId: string, wrapped: Uint8Array): Promise<Uint8Array>;
}

/**
 * Keys are wrapped by the newest version that there was at the start, and unwrapped by whichever wrapped them. The vault's
 * key never leaves the vault.
 * @param keyId `https://<vault>/keys/<name>`, with or without a version
 * @throws Fault when the vault does not let us
 */
export async function keyVaultWrap(keyId: string, vault: Vault): Promise<KeyWrap> {
  const family = familyOf(keyId);
  const currentKeyId = await guarded(() => vault.newest());
  return {
    currentKeyId,
    wrap: async (key) => ({ keyId: currentKeyId, wrapped: await guarded(() => vault.wrap(currentKeyId, key)) }),
    async unwrap(id, wrapped) {
      // The id was read from the database: it must not send us to another vault.
      if (familyOf(id) !== family)
        throw new Fault(
          'forbidden',
          'a record is sealed with a key of another vault; set KEY_VAULT_KEY_ID to that key',
        );
      return guarded(() => vault.unwrap(id, wrapped));
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

/** Status only: the service's messages name accounts. */
async function guarded<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Fault) throw error;
    const status = typeof error === 'object' && error && 'statusCode' in error ? Number(error.statusCode) : undefined;
    if (status === 401 || status === 403) throw new Fault('forbidden', `Key Vault ${status}`, { cause: error });
    if (status === 404) throw new Fault('not-found', 'the key is not in the key vault', { cause: error });
    throw new Fault('unavailable', `Key Vault ${status ?? 'did not answer'}`, { cause: error });
  }
}
