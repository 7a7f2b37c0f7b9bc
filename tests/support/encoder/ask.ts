import { connect, type Socket } from 'node:net';
import type { MessageReading } from '../../../src/kernel/understanding.ts';
import { ANSWERED, onFrame, readingsIn, send } from './wire.ts';

/** The line of one worker to the process that reads for all of them (`serve.ts`). */
export interface Line {
  read(texts: readonly string[]): Promise<readonly MessageReading[]>;
  close(): Promise<void>;
}

interface Waiting {
  readonly take: (said: Buffer) => void;
  readonly fail: (error: Error) => void;
}

/** @param address the path of a socket, or a host and port */
export function openLine(address: string): Line {
  const [, host, port] = /^([\d.]+):(\d+)$/.exec(address) ?? [];
  const waiting = new Map<number, Waiting>();
  let socket: Socket | undefined;
  let last = 0;

  // Nothing that is read keeps a worker from its end, but what is waited for does.
  const settle = () => (waiting.size > 0 ? socket?.ref() : socket?.unref());

  const opened = (): Socket => {
    if (socket) return socket;
    const fresh = host === undefined ? connect(address) : connect(Number(port), host);
    const fail = (error: Error) => {
      if (socket === fresh) socket = undefined;
      for (const { fail: told } of waiting.values()) told(error);
      waiting.clear();
    };
    fresh.on('error', fail);
    fresh.on('close', () => fail(new Error('the process with the encoder has ended')));
    onFrame(fresh, (number, said) => {
      waiting.get(number)?.take(said);
      waiting.delete(number);
      settle();
    });
    socket = fresh;
    return fresh;
  };

  return {
    async read(texts) {
      if (texts.length === 0) return [];
      last += 1;
      const number = last;
      const said = await new Promise<Buffer>((take, fail) => {
        const line = opened();
        waiting.set(number, { take, fail });
        settle();
        send(line, number, [Buffer.from(JSON.stringify(texts))]);
      });
      if (said[0] !== ANSWERED) throw new Error(`the encoder: ${said.subarray(1).toString()}`);
      return [...readingsIn(said.subarray(1))];
    },
    async close() {
      socket?.destroy();
    },
  };
}
