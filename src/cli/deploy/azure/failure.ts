/** A step that could not be done: what happened, and each thing that cures it. None of it needs a stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly todo: readonly string[];

  constructor(what: string, todo: readonly string[], options?: { cause: unknown }) {
    super(what, options);
    this.todo = todo;
  }
}

/** What a service of Microsoft's answered instead of doing what it was asked. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  /** `AuthorizationFailed`; empty where the answer had no code. */
  readonly code: string;
  /** Codes of what it is made of, innermost last: a template's failure is `DeploymentFailed` outside. */
  readonly codes: readonly string[];

  constructor(asked: string, status: number, codes: readonly string[], message: string) {
    super(`${asked}: ${status} ${codes.join(' / ')} ${message}`.trim());
    this.status = status;
    this.code = codes[0] ?? '';
    this.codes = codes;
  }

  has(pattern: RegExp): boolean {
    return this.codes.some((code) => pattern.test(code));
  }
}
