/** Where a password may be kept; some of these have letters and digits as a password has. */
const KEEPERS =
  /^(?:1password|bitwarden|keepassx?c?|lastpass|dashlane|keeper|office365|microsoft365|m365|sharepoint|onedrive)\b/i;
const SAID = /\b(?:pass ?(?:word|code|phrase)|pwd|pw|pin|user ?name|log ?in)\b\s*(?:is|are|:|=|-|–)\s*\S/i;

/** Something like Summer2026 or netball!24: letters and digits in one word, or signs among them. An address is not one. */
function looksMadeUp(word: string): boolean {
  const bare = word.replace(/^["'(]+|["').,;:]+$/g, '');
  if (bare.length < 7 || KEEPERS.test(bare) || /^https?:\/\//i.test(bare)) return false;
  if (/^[\w.+-]+@[\w-]+\.[\w.]+$/.test(bare) || /^[\w-]+(?:\.[\w-]+)+(?:\/\S*)?$/.test(bare)) return false;
  const hasLetter = /\p{L}/u.test(bare);
  const hasDigit = /\d/.test(bare);
  const hasSign = /[!£$%^&*?#~+=<>|\\]/.test(bare);
  return hasLetter && (hasDigit || hasSign);
}

/** Whether a line that should say where a login is kept seems to hold the login itself. */
export const looksLikeLogin = (words: string): boolean => SAID.test(words) || words.split(/\s+/).some(looksMadeUp);
