import { whileTyping } from '../../../../src/platform/teams/outbound/typing.ts';

test('anyone who waits for an answer sees that one is being written', async () => {
  const signed = Promise.withResolvers<void>();
  await whileTyping(
    async () => signed.resolve(),
    () => signed.promise,
    0,
  );
});

test('what is answered at once shows nothing, and a sign that fails changes nothing', async () => {
  let signs = 0;
  await whileTyping(
    async () => {
      signs += 1;
    },
    async () => undefined,
  );
  expect(signs).toBe(0);
  const failed = Promise.withResolvers<void>();
  await whileTyping(
    () => {
      failed.resolve();
      return Promise.reject(new Error('throttled'));
    },
    () => failed.promise,
    0,
  );
});

test('the sign never comes after the answer: one on its way is waited for, and after an answer none is given', async () => {
  const seen: string[] = [];
  const onItsWay = Promise.withResolvers<void>();
  const arrives = Promise.withResolvers<void>();
  const sign = async () => {
    onItsWay.resolve();
    await arrives.promise;
    seen.push('sign');
  };
  await whileTyping(
    sign,
    async (beforeAnswer) => {
      await onItsWay.promise;
      const answered = beforeAnswer().then(() => seen.push('answer'));
      await new Promise(setImmediate);
      expect(seen).toEqual([]);
      arrives.resolve();
      await answered;
    },
    0,
  );
  expect(seen).toEqual(['sign', 'answer']);
  // An answer first, and much to do after it.
  await whileTyping(
    sign,
    async (beforeAnswer) => {
      await beforeAnswer();
      await new Promise((done) => setTimeout(done, 20));
    },
    0,
  );
  expect(seen).toEqual(['sign', 'answer']);
});
