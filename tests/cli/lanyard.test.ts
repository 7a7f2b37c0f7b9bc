import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';

/** The command as a person runs it, without anything in its environment that names a database. */
async function lanyard(...args: string[]): Promise<{ code: number | null; out: string; complained: string }> {
  const child = spawn(process.execPath, ['src/cli/lanyard.ts', ...args], {
    env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const [out, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, out, complained };
}

const STACK = /^\s+at /m;

test('every command ends with 2 and its usage for an option that it does not have', async () => {
  const { out } = await lanyard('--help');
  const names = [...out.matchAll(/^ {2}([a-z-]+) .*/gm)].map(([, name = '']) => name).filter((name) => name !== 'help');
  expect(names).toEqual(expect.arrayContaining(['ask', 'eval', 'package', 'export', 'doctor', 'restore']));
  // What a command cannot do without must not be what it complains of.
  const needed: Record<string, string[]> = {
    eval: ['--policies', 'x', '--cases', 'x'],
    package: ['--env', 'x'],
    deploy: ['--env', 'x'],
    inside: ['--env', 'x'],
    setup: ['--env', 'x'],
  };
  for (const name of names) {
    const wrong = await lanyard(name, ...(needed[name] ?? []), '--no-such-option');
    expect([name, wrong.code, wrong.out]).toEqual([name, 2, '']);
    expect(wrong.complained).toContain("unknown option '--no-such-option'");
    expect(wrong.complained).toContain(`Usage: lanyard ${name}`);
    expect(wrong.complained).not.toMatch(STACK);
  }
});

test('usage that is asked for is no mistake', async () => {
  const { code, out, complained } = await lanyard('eval', '--help');
  expect([code, complained]).toEqual([0, '']);
  expect(out).toContain('Usage: lanyard eval');
});

test.each([
  ['no command', []],
  ['an unknown command', ['no-such-command']],
  ['a missing option', ['eval', '--policies', 'policies']],
  ['a missing argument', ['export']],
  ['two forms at once', ['export', 'a', '--pdf', '--evidence']],
])('%s is usage, and ends with 2', async (_what, args) => {
  const { code, complained } = await lanyard(...args);
  expect(code).toBe(2);
  expect(complained).toContain('Usage: lanyard');
  expect(complained).not.toMatch(STACK);
});

test.each([
  ['a file that is not there', ['verify', 'no-such-file'], 'no-such-file cannot be read'],
  ['an environment that is not there', ['package', '--env', 'nowhere'], 'There is no environment "nowhere"'],
  ['cases that are none', ['eval', '--policies', 'policies', '--cases', 'README.md'], 'README.md, line 1'],
  ['cautions that are none', ['eval', '--policies', '.', '--cases', '.', '--cautions', 'package.json'], ''],
])('%s is said in one line, and ends with 1', async (_what, args, said) => {
  const { code, complained } = await lanyard(...args);
  expect(code).toBe(1);
  expect(complained).toContain(said);
  expect(complained).not.toMatch(STACK);
});
