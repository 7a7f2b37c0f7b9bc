import { outcomeIdOf } from '../../../src/ask/referral/referrals.ts';
import type { UserId } from '../../../src/kernel/ids.ts';

const ASKER = '00000000-0000-4000-8000-000000000001' as UserId;
const OTHER = '00000000-0000-4000-8000-000000000002' as UserId;
const TICKET = '6f3c2f0e-9d52-4c1b-8a57-2f6f0a6d1e11';

test('a ticket names the noted outcome for who asked, and nothing for anyone else', () => {
  expect(outcomeIdOf(TICKET, ASKER)).toBe(outcomeIdOf(TICKET, ASKER));
  expect(outcomeIdOf(TICKET, OTHER)).not.toBe(outcomeIdOf(TICKET, ASKER));
  expect(outcomeIdOf('6f3c2f0e-9d52-4c1b-8a57-2f6f0a6d1e12', ASKER)).not.toBe(outcomeIdOf(TICKET, ASKER));
});

test('it is a UUID that holds neither the ticket nor the person', () => {
  const id = outcomeIdOf(TICKET, ASKER);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(id).not.toContain(TICKET.slice(0, 8));
  expect(id).not.toContain(ASKER.slice(-6));
});
