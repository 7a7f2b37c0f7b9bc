import type { Block } from '../../src/policy/document.ts';

test('x', async () => {
  const b: Block = { kind: 'paragraph', text: 'a' };
  expect(b.kind).toBe('paragraph');
  const k = await import('kysely');
  expect(k.Kysely).toBeDefined();
  const bb = await import('botbuilder');
  expect(bb.CloudAdapter).toBeDefined();
  const t = await import('@microsoft/teams-ai');
  expect(t.Application).toBeDefined();
});
