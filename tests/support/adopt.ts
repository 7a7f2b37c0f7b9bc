import type { Running } from './running.ts';

/** What a small school fills in whose policy was adopted already: by whom, and when, and who it asked. */
export const ADOPTED = {
  adoptedBy: 'Full governing body',
  adoptedOn: '2026-11-20',
  consulted: 'The recognised trade unions, on 12 November',
};

/** Opens the form behind the owner's button on a message, and sends it. */
export async function putInForce(
  { sandbox }: Pick<Running, 'sandbox'>,
  owner: string,
  message: string,
  inputs: Readonly<Record<string, string>> = {},
) {
  const dialog = await sandbox.openDialog(owner, message, 'Put in force');
  return sandbox.submitDialog(owner, dialog, 'Put in force', { ...ADOPTED, ...inputs });
}
