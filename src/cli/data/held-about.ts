import { writeFile } from 'node:fs/promises';
import { parseGuid, type UserId } from '../../kernel/ids.ts';
import { heldAbout } from '../../platform/postgres/backup/held-about.ts';
import type { Db } from '../../platform/postgres/database.ts';

const NOTE =
  'Everything that Lanyard holds about this person outside reports of concerns. Rows may name other people: decide what may be disclosed before you pass it on. Reports, if there are any, are not in here: type “subject access request” in Teams, as the DSL, the headteacher or the data protection officer, and those who may open them decide what of them is given.';

export type HeldAbout =
  | { readonly kind: 'written'; readonly rows: number; readonly tables: number }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * `lanyard held-about`: what is held about one person outside reports, for an access request.
 * @param now is in the file
 */
export async function writeHeldAbout(db: Db, person: string, out: string, now: Date): Promise<HeldAbout> {
  const id = parseGuid<UserId>(person);
  if (!id) return { kind: 'refused', why: 'Name the person by their Entra object id: a GUID.' };
  const held = await heldAbout(db, id);
  const file = { format: 'lanyard-held-about', version: 1, person: id, madeAt: now.toISOString(), note: NOTE, held };
  try {
    // Never over another file, and for nobody else on this computer.
    await writeFile(out, `${JSON.stringify(file, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string')
      return { kind: 'refused', why: `The file cannot be written (${error.code}); it must not exist yet.` };
    throw error;
  }
  return { kind: 'written', tables: held.length, rows: held.reduce((sum, { rows }) => sum + rows.length, 0) };
}
