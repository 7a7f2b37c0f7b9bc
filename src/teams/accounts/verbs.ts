import { ACCOUNT_RULES_DIALOG, APPLY_DIALOG } from '../dialogs.ts';

/** Names of what can be pressed and sent about accounts in the school's name. */
export const ACCOUNTS = {
  list: 'accounts.list',
  apply: APPLY_DIALOG,
  sendApplication: 'accounts.send-application',
  open: 'accounts.open',
  decide: 'accounts.decide',
  login: 'accounts.login',
  saveLogin: 'accounts.save-login',
  check: 'accounts.check',
  rules: ACCOUNT_RULES_DIALOG,
  saveRules: 'accounts.save-rules',
} as const;
