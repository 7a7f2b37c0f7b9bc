import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface EncoderProcess {
  /** For `openLine`. */
  readonly address: string;
  close(): Promise<void>;
}

/** Starts the process that reads for all workers. It ends with this one, and keeps it from no end. */
export async function startEncoder(socket?: string, env: Record<string, string> = {}): Promise<EncoderProcess> {
  const script = join(import.meta.dirname, 'serve.ts');
  const child = spawn(process.execPath, [script, ...(socket === undefined ? [] : [socket])], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const address = await firstLine(child);
  for (const one of [child, child.stdin, child.stdout] as unknown as { unref(): void }[]) one.unref();
  return {
    address,
    async close() {
      const ended = once(child, 'exit');
      child.ref();
      child.stdin.end();
      if (child.exitCode === null && child.signalCode === null) await ended;
    },
  };
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('the process with the encoder has no output');
  for await (const line of createInterface({ input: stdout })) return line;
  throw new Error('the process with the encoder did not start');
}
