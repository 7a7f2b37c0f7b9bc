/** What went wrong outside us. Decide by code, never by text; the text is for the log. */
type FaultCode =
  /** Refused for now; `retryAfterMs` says how long where the service said so. */
  | 'throttled'
  /** No answer, a broken connection, or 5xx. The work may or may not have been done. */
  | 'unavailable'
  /** Our credentials or permissions are not enough; a person must act. */
  | 'forbidden'
  /** The thing named does not exist there. */
  | 'not-found'
  /** The service understood and said no: repeating will not help. */
  | 'rejected'
  /** What came back is not what was promised. */
  | 'malformed';

/** The name of an error, which is all of it that a log may hold: its message may repeat what someone wrote. */
export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** The outside failed. Adapters turn SDK errors into this; nothing of a user's text may be in the message. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: FaultCode;
  /** Milliseconds the service asked us to wait, if it did. */
  readonly retryAfterMs: number | undefined;
  /** What was asked may have been done anyway: asking again may do it twice. */
  readonly mayBeDone: boolean;

  constructor(
    code: FaultCode,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number | undefined; mayBeDone?: boolean } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
    this.mayBeDone = options.mayBeDone ?? (code === 'unavailable' || code === 'malformed');
  }

  /** Whether trying again later can help without anyone changing anything. */
  get isPassing(): boolean {
    return this.code === 'throttled' || this.code === 'unavailable';
  }
}
