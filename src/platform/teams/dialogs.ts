/** Dialogs that the cards of another capability open; a capability keeps the names of its own. */
export const REPORT_DIALOG = 'concern.report';
export const SEARCH_DIALOG = 'concern.search';
export const EDIT_QUIZ = 'acknowledgement.edit-check';
export const ACCOUNT_RULES_DIALOG = 'accounts.rules';
export const APPLY_DIALOG = 'accounts.apply';
export const DECLARE_DIALOG = 'declaration.open';
export const SETTINGS_DIALOG = 'accounts.settings';
