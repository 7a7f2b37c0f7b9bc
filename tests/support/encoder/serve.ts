import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import type { Encoder } from '../../../src/kernel/understanding.ts';
import { hashesIn, openEncoder } from '../../../src/platform/encoder/encoder.ts';
import { openReadings, readingsFolder } from './kept-readings.ts';
import { MODEL } from './remote.ts';
import { ANSWERED, FAILED, onFrame, send, toBytes } from './wire.ts';

/*
 * The process that reads for all workers of a run, with the encoder that Lanyard ships: `node serve.ts [SOCKET]`, by a socket of that
 * path or a port of this machine. Its first line says where. The encoder is loaded for the first text that nobody has read before, and
 * the process ends when its input does: with the run, however that ends.
 */
const { encoder: model, hearing } = JSON.parse(readFileSync(new URL('weights.json', MODEL), 'utf8'));
const readings = openReadings(readingsFolder(), await nameOfEncoder());
let opened: Promise<Encoder> | undefined;

/** By all that a reading hangs on: the weights as they lie there, the code that reads by them, and what runs it. */
async function nameOfEncoder(): Promise<string> {
  const { dependencies } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  const runs = ['onnxruntime-node', '@huggingface/tokenizers'].map((name) => dependencies[name]);
  const hash = createHash('sha256').update(JSON.stringify([await hashesIn(MODEL), runs]));
  for (const file of ['tokenizer.json', '../encoder.ts']) hash.update(readFileSync(new URL(file, MODEL)));
  return hash.digest('hex');
}

async function readOne(text: string): Promise<Buffer> {
  const kept = readings.find(text);
  if (kept) return kept;
  opened ??= openEncoder(MODEL, { encoder: model, hearing });
  const [reading] = await (await opened).hear([text]);
  if (!reading) throw new Error('the encoder gave no reading');
  const bytes = toBytes(reading);
  readings.keep(text, bytes);
  return bytes;
}

async function answer(socket: Socket, number: number, said: Buffer): Promise<void> {
  try {
    const found: Buffer[] = [];
    for (const text of JSON.parse(said.toString()) as string[]) found.push(await readOne(text));
    send(socket, number, [Buffer.of(ANSWERED), ...found]);
  } catch (error) {
    send(socket, number, [Buffer.of(FAILED), Buffer.from(String(error))]);
  }
}

const server = createServer((socket) => {
  // A worker that was killed takes no answer.
  socket.on('error', () => socket.destroy());
  onFrame(socket, (number, said) => void answer(socket, number, said));
});
server.listen(process.argv[2] ?? { port: 0, host: '127.0.0.1' }, () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'string' ? address : `127.0.0.1:${address?.port}`}\n`);
});

process.stdin.resume().once('close', () => {
  readings.close();
  process.exit();
});
// Ctrl+C reaches every process of a terminal: this one goes when the run has ended.
process.on('SIGINT', () => undefined);
