import { azureVault, keyVaultWrap, type Vault } from '../../../src/platform/keys/key-vault.ts';

const KEY = 'https://kv-oakmill.vault.azure.net/keys/records';

/** Wraps by marking; the version in use can be moved on, as when someone rotates the key. */
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

test('the version in use is disabled while reports come in: the next report is sealed by the newest', async () => {
  const vault = fakeVault();
  const wrap = await keyVaultWrap(KEY, vault);
  const old = await wrap.wrap(Buffer.from('first'));
  vault.version = 2;
  const { wrap: wrapBy } = vault;
  vault.wrap = async (id, key) => {
    if (id.endsWith('/v1')) throw Object.assign(new Error('the key is disabled'), { statusCode: 403 });
    return wrapBy(id, key);
  };
  const { keyId, wrapped } = await wrap.wrap(Buffer.from('second'));
  expect(keyId).toBe(`${KEY}/v2`);
  expect(wrap.currentKeyId).toBe(`${KEY}/v2`);
  expect(Buffer.from(await wrap.unwrap(keyId, wrapped)).toString()).toBe('second');
  expect(Buffer.from(await wrap.unwrap(old.keyId, old.wrapped)).toString()).toBe('first');
});

test('a vault that hangs is a fault that passes, in time for the reporter to be told', async () => {
  const vault = fakeVault();
  const wrap = await keyVaultWrap(KEY, vault, Date.now, 50);
  vault.wrap = () => new Promise(() => undefined);
  await expect(wrap.wrap(Buffer.from('key'))).rejects.toMatchObject({ code: 'unavailable', isPassing: true });
});

test('a vault that cannot be reached, asked by Microsoft’s own client, is the same', async () => {
  const nowhere = 'https://127.0.0.1:1/keys/records';
  const credential = { getToken: async () => ({ token: 'a token', expiresOnTimestamp: Date.now() + 3_600_000 }) };
  await expect(keyVaultWrap(nowhere, azureVault(nowhere, credential), Date.now, 100)).rejects.toMatchObject({
    code: 'unavailable',
    isPassing: true,
  });
});

test('a record’s key is asked for once in two minutes, and then again; a clock that was set back makes none fresh', async () => {
  const vault = fakeVault();
  const { unwrap } = vault;
  let asked = 0;
  vault.unwrap = async (id, wrapped) => {
    asked += 1;
    return unwrap(id, wrapped);
  };
  let now = 1_000_000;
  const wrap = await keyVaultWrap(KEY, vault, () => now);
  const { keyId, wrapped } = await wrap.wrap(Buffer.from('record key'));
  const open = async () => Buffer.from(await wrap.unwrap(keyId, wrapped)).toString();
  expect([await open(), await open(), asked]).toEqual(['record key', 'record key', 1]);
  now += 121_000;
  expect([await open(), asked]).toEqual(['record key', 2]);
  now -= 3_600_000;
  expect([await open(), asked]).toEqual(['record key', 3]);
});

test('a record that was sealed with a RECORD_KEY before there was a vault is a fault, and no bug', async () => {
  const wrap = await keyVaultWrap(KEY, fakeVault());
  await expect(wrap.unwrap('5d880499280d0eb8', Buffer.from('x'))).rejects.toMatchObject({ code: 'forbidden' });
});
