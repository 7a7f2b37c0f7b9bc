import type { Harmless } from '../../../hear/gate.ts';
import type { AccountId } from '../account.ts';
import type { By } from '../account-ports.ts';
import { eventOf, keptBy, type LookupDeps } from '../lookup.ts';
import { looksLikeLogin } from './login-words.ts';

/** What those who look after an account record of it. */
export const lookingAfter = (deps: LookupDeps) => ({
  /** Where it is found and where its login is kept. What looks like the login itself is not kept. */
  async keepLogin(by: By, id: AccountId, where: { readonly address: Harmless; readonly kept: Harmless }) {
    const found = await keptBy(deps, by.user, id);
    if (found?.account.state !== 'approved') return 'not-yours' as const;
    if (looksLikeLogin(where.kept.words) || looksLikeLogin(where.address.words)) return 'looks-like-login' as const;
    await deps.accounts.keepLogin(id, where, eventOf(deps, by, 'login-kept', where));
    return 'kept' as const;
  },

  /** Someone who runs it has looked through it. */
  async check(by: By, id: AccountId) {
    const found = await keptBy(deps, by.user, id);
    if (found?.account.state !== 'approved') return 'not-yours' as const;
    await deps.accounts.noteCheck(id, by, eventOf(deps, by, 'checked'));
    return 'noted' as const;
  },
});
