import { spawn } from 'node:child_process';

/**
 * `node .config/beside.mjs types lint`: npm scripts beside each other. What each has said is written when it has ended, so that no two
 * are mixed; one that fails lets the others end, and fails the whole.
 */
const ended = process.argv.slice(2).map(async (name) => {
  const script = spawn('npm', ['run', '--silent', name], {
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = [];
  for (const output of [script.stdout, script.stderr]) output.on('data', (part) => said.push(part));
  const code = await new Promise((done, failed) => script.once('close', done).once('error', failed));
  process.stdout.write(Buffer.concat(said));
  if (code !== 0) process.stdout.write(`npm run ${name} failed.\n`);
  return code;
});
process.exitCode = (await Promise.all(ended)).every((code) => code === 0) ? 0 : 1;
