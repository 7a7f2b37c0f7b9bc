import { expect, test } from '@jest/globals';
import { boundReplies } from '../../../src/platform/teams/bot.ts';

type Middleware = (context: unknown, what: unknown, next: () => Promise<unknown>) => Promise<unknown>;

test('a Connector that asks to come back in an hour, or says nothing, holds no turn open', async () => {
  const bounds: Middleware[] = [];
  const keep = (bound: unknown) => void bounds.push(bound as Middleware);
  boundReplies({ onSendActivities: keep, onUpdateActivity: keep } as never, 20);
  expect(bounds).toHaveLength(2);
  for (const bound of bounds) {
    expect(await bound(undefined, [], async () => 'answered')).toBe('answered');
    await expect(bound(undefined, [], () => new Promise(() => undefined))).rejects.toMatchObject({
      code: 'unavailable',
    });
  }
});
