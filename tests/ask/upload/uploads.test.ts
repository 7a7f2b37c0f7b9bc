import { expect, test } from '@jest/globals';
import type { Library } from '../../../src/ask/library/library.ts';
import { createUploads, type Upload } from '../../../src/ask/upload/uploads.ts';
import type { UserId } from '../../../src/kernel/ids.ts';
import type { MessageRef } from '../../../src/kernel/messages.ts';
import type { PolicyDocument } from '../../../src/kernel/text/document.ts';

const upload: Upload = {
  id: 'u1',
  owner: 'b0000000-0000-4000-8000-000000000007' as UserId,
  name: 'Long policy.pdf',
  url: 'https://oakmill.sharepoint.com/a',
  ref: {} as MessageRef,
  sentAt: new Date(0),
};

test('a long file says how far it is, every two seconds and no oftener, and never after it is read', async () => {
  let now = 0;
  const said: string[] = [];
  const uploads = createUploads({
    uploads: {
      add: async () => undefined,
      find: async () => upload,
      keep: async () => undefined,
      forget: async () => true,
      forgetBefore: async () => undefined,
    },
    fetchFile: async () => ({ kind: 'fetched', bytes: new Uint8Array() }),
    // Ninety pages, ten in a second.
    async read(_bytes, _name, onProgress) {
      for (let done = 1; done <= 90; done += 1) {
        now += 100;
        onProgress?.({ done, of: 90 });
      }
      return { kind: 'read', document: { stated: {} } as PolicyDocument, missed: [] };
    },
    isTitle: async () => true,
    library: {} as Library,
    messages: {
      // A client that is slow to draw holds up nothing and mixes up nothing.
      async progress(_ref, _name, { done, of }) {
        await new Promise(setImmediate);
        said.push(`${done} of ${of}`);
      },
      ready: async () => said.push('ready'),
      failed: async (_ref, _name, why) => said.push(why),
      taken: async () => undefined,
    },
    clock: () => new Date(now),
  });
  await uploads.work('u1');
  expect(said).toEqual(['20 of 90', '40 of 90', '60 of 90', '80 of 90', 'ready']);
});
