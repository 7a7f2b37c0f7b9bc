import { expect, test } from '@jest/globals';
import { looksLikeLogin } from '../../../src/more/accounts/care/login-words.ts';

test.each([
  'Netball2026!',
  'password: spring',
  'The PIN is 4821',
  'user name = oakpe',
  'in the safe, Summer2026',
  'login: oakfieldpe / letmein99',
  'tr0ub4dor',
  'ball&chain',
])('refused: %s', (words) => {
  expect(looksLikeLogin(words)).toBe(true);
});

test.each([
  'The office safe',
  'Bitwarden, in the collection for PE',
  '1Password, vault “Schools”',
  'KeePass on the IT drive',
  'Ask Gareth Bevan, IT, extension 209',
  'pe@oakfield.example, kept by the office',
  'instagram.com/oakfield_pe2',
  'https://x.com/oakfield2026',
  '@oakfield_pe',
  'Room 12, in the grey cabinet',
  'The password manager of the academy',
  '',
])('kept: %s', (words) => {
  expect(looksLikeLogin(words)).toBe(false);
});
