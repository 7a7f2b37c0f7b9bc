import { expect, test } from '@jest/globals';
import type { Library } from '../../../src/ask/library/library.ts';
import { documentOf } from '../../../src/ask/parsing/stated-facts.ts';
import { readyCard } from '../../../src/ask/upload/upload.cards.ts';
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
  const kept: PolicyDocument[] = [];
  const uploads = createUploads({
    uploads: {
      add: async () => undefined,
      find: async () => upload,
      keep: async (_id, document) => void kept.push(document),
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
      return { kind: 'read', document: { stated: {} } as PolicyDocument, missed: ['A picture: page 2.'] };
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
  expect(kept).toEqual([{ stated: {}, missed: ['A picture: page 2.'] }]);
});

test('the owner reads where each fact was found, to which day a term counts, and what was passed over, on the card of the file', () => {
  const document = documentOf([
    { kind: 'heading', level: 0, text: 'Pond Policy' },
    { kind: 'row', columns: ['', ''], cells: ['Review due', 'Spring 2028'] },
    { kind: 'heading', level: 2, label: '1', text: 'Depth' },
    { kind: 'paragraph', text: 'It is one metre deep.' },
  ]);
  const card = JSON.stringify(readyCard({ ...upload, document: { ...document, missed: ['A picture: page 2.'] } }));
  expect(card).toContain('Spring 2028 (counted to 30 April 2028), from “Review due” in the table at the front');
  expect(card).toContain('1 Depth');
  expect(card).toContain('A picture: page 2.');
});
