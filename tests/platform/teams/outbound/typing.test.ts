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
