import type { TokenCredential } from '@azure/identity';
import type { RecordKeySource } from '../platform/environment/environment.ts';
import { azureVault, keyVaultWrap } from '../platform/keys/key-vault.ts';
import type { KeyWrap } from '../report/ports.ts';
import { keyWrapFrom } from '../report/shelves/record-keys.store.ts';

/** The key that wraps each record's own key, from wherever the environment says. @throws Fault when it cannot be used */
export const openRecordKey = async (source: RecordKeySource, credential: TokenCredential): Promise<KeyWrap> =>
  source.kind === 'key-vault' ? keyVaultWrap(source.keyId, azureVault(source.keyId, credential)) : keyWrapFrom(source);
