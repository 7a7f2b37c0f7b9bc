import { spawn } from 'node:child_process';

/**
 * `node .config/beside.mjs types lint -- jest tests/kernel`: npm scripts beside each other. What each has said is written when it has
 * ended, so that no two are mixed; the one behind `--`, which gets the rest of the line, is shown as it goes. One that fails lets the
 * others end, is named at the end too, and fails the whole.
 */
const args = process.argv.slice(2);
const bar = args.includes('--') ? args.indexOf('--') : args.length;
const [shown, ...more] = args.slice(bar + 1);

const run = (name, output, more = []) =>
  spawn('npm', ['run', '--silent', name, ...(more.length > 0 ? ['--', ...more] : [])], {
    shell: process.platform === 'win32',
    stdio: ['ignore', output, output],
  });
const codeOf = (script) => new Promise((done, failed) => script.once('close', done).once('error', failed));

async function collected(name) {
  const script = run(name, 'pipe');
  const said = [];
  for (const output of [script.stdout, script.stderr]) output.on('data', (part) => said.push(part));
  const code = await codeOf(script);
  process.stdout.write(Buffer.concat(said));
  return { name, code };
}

const ended = await Promise.all([
  ...args.slice(0, bar).map(collected),
  ...(shown === undefined ? [] : [codeOf(run(shown, 'inherit', more)).then((code) => ({ name: shown, code }))]),
]);
for (const { name, code } of ended)
  if (code !== 0) {
    process.stdout.write(`npm run ${name} failed.\n`);
    process.exitCode = 1;
  }
