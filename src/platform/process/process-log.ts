import { LOG_LEVELS, type Log, type LogFacts, type LogLevel } from '../../kernel/log.ts';

/** One line of JSON an event, to standard error, which every host collects. */
export function createLog(
  least: LogLevel,
  write: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
): Log {
  const at =
    (level: LogLevel) =>
    (event: string, facts: LogFacts = {}, error?: unknown) => {
      if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(least)) return;
      write(
        JSON.stringify({
          at: new Date().toISOString(),
          level,
          event,
          ...facts,
          ...(error === undefined ? {} : describe(error)),
        }),
      );
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** Class, code and where it happened. Never the message: a database or parser repeats in it what someone wrote. */
function describe(error: unknown): LogFacts {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const cause = error.cause instanceof Error ? error.cause.name : undefined;
  return {
    error: error.name,
    code: 'code' in error && typeof error.code === 'string' ? error.code : undefined,
    cause,
    where: frames
      .slice(0, 6)
      .map((line) => line.trim())
      .join(' < '),
  };
}
