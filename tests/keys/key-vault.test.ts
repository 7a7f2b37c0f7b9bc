import { keyVaultWrap, type Vault } from '../../src/keys/key-vault.ts';

const KEY = 'https://kv-oakmill.vault.azure.net/keys/records';

/** Wraps by marking; the version in use can be moved on, as when somebody rotates the key. */
function fakeVault(): Vault & { version: number; refuses?: number } {
  const vault = {
    version: 1,
    refuses: undefined as number | undefined,
    async newest() {
      if (vault.refuses)
        throw Object.assign(new Error('Caller b.smith@oakmill.example is not allowed'), { statusCode: vault.refuses });
      return `${KEY}/v${vault.version}`;
    },
    wrap: async (id: string, key: Uint8Array) => Buffer.from(`${id}|${Buffer.from(key).toString('hex')}`),
    async unwrap(id: string, wrapped: Uint8Array) {
      const [by, hex = ''] = Buffer.from(wrapped).toString().split('|');
      if (by !== id) throw Object.assign(new Error('bad parameter'), { statusCode: 400 });
      return Buffer.from(hex, 'hex');
    },
  };
  return vault as Vault & { version: number; refuses?: number };
}

test('a key wrapped before the vault’s key was rotated still opens after it', async () => {
  const vault = fakeVault();
  const before = await keyVaultWrap(KEY, vault);
  const { keyId, wrapped } = await before.wrap(Buffer.from('record key'));
  vault.version = 2;
  const after = await keyVaultWrap(KEY, vault);
  expect(after.currentKeyId).toBe(`${KEY}/v2`);
  expect(Buffer.from(await after.unwrap(keyId, wrapped)).toString()).toBe('record key');
});

test('a record that names another vault is not opened there', async () => {
  const wrap = await keyVaultWrap(KEY, fakeVault());
  await expect(wrap.unwrap('https://evil.example/keys/records/v1', Buffer.from('x'))).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('a refusal is a fault that names nobody', async () => {
  const vault = fakeVault();
  vault.refuses = 403;
  await expect(keyVaultWrap(KEY, vault)).rejects.toMatchObject({ code: 'forbidden', message: 'Key Vault 403' });
});
