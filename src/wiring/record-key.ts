import type { TokenCredential } from '@azure/identity';
import type { KeyWrap } from '../concern/ports.ts';
import type { RecordKeySource } from '../config/environment.ts';
import { azureVault, keyVaultWrap } from '../keys/key-vault.ts';
import { keyWrapFrom } from '../store/concern/record-keys.ts';

/** The key that wraps each record's own key, from wherever the environment says. @throws Fault when it cannot be used */
export const openRecordKey = async (source: RecordKeySource, credential: TokenCredential): Promise<KeyWrap> =>
  source.kind === 'key-vault' ? keyVaultWrap(source.keyId, azureVault(source.keyId, credential)) : keyWrapFrom(source);
