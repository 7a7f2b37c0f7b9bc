import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { BOT_ID, createSampleSchool, TENANT_ID } from '../../src/sandbox/tenant/sample-school.ts';
import { openBrowser } from '../support/browser.ts';
import { composeSheets, type Row } from './compose.ts';
import { LOOKS, type Look, openLook } from './looks.ts';
import { SAMPLES } from './samples.ts';

/**
 * `npm run sheets -- OUT [names…]`: every sample card, drawn by the sandbox, and every sample page, each whole and in every look, side by
 * side on sheets for a person to look at. A name is a list (`concern`) or part of a sample's name (`rota`); without one, all. What a
 * machine sees is printed and is in OUT/notes.txt; it is no judgement.
 */
const [folder, ...wanted] = process.argv.slice(2);
if (folder === undefined) {
  console.error('npm run sheets -- OUT [names…]');
  process.exit(2);
}
/** The names of lists choose those lists; any other is part of the name of a sample. */
const lists = wanted.filter((name) => name in SAMPLES);
const parts = wanted.filter((name) => !(name in SAMPLES));
const isWanted = (list: string, sample: string): boolean =>
  wanted.length === 0 || lists.includes(list) || parts.some((part) => sample.includes(part));

/** More buttons than one takes in at a glance. */
const MANY_BUTTONS = 6;

mkdirSync(folder, { recursive: true });

const sandbox = await createSandbox({
  school: createSampleSchool(),
  botId: BOT_ID,
  tenantId: TENANT_ID,
  limits: false,
});
const windows = await openBrowser();
const lines: string[] = [];
try {
  const looks = await Promise.all((Object.keys(LOOKS) as Look[]).map((look) => openLook(windows, sandbox.url, look)));
  const table = await windows.open('about:blank');
  for (const [list, samples] of Object.entries(SAMPLES)) {
    const rows: Row[] = [];
    for (const sample of await samples()) {
      if (!isWanted(list, sample.name)) continue;
      const shots = [];
      for (const look of looks) shots.push(await look.shoot(sample));
      rows.push({ name: sample.name, shots });
      lines.push(...seen(list, sample.name, shots));
    }
    for (const { path, names } of await composeSheets(table, rows, { folder, name: list }))
      lines.push(`${path}: ${names.join(' | ')}`);
  }
} finally {
  await windows.closeAll();
  await windows.close();
  await sandbox.close();
}
for (const error of windows.takeErrors()) lines.push(`error: ${error.message}`);
writeFileSync(join(folder, 'notes.txt'), `${lines.join('\n')}\n`);
console.log(lines.join('\n'));

function seen(list: string, name: string, shots: Row['shots']): string[] {
  const buttons = Math.max(...shots.map((shot) => shot.buttons));
  return [
    ...(buttons > MANY_BUTTONS ? [`${list}, ${name}: ${buttons} buttons`] : []),
    ...shots.flatMap((shot) => shot.notes.map((note) => `${list}, ${name}, ${shot.look}: ${note}`)),
  ];
}
