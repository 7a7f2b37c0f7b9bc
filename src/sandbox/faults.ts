import type { Reply } from './http.ts';

type Surface = 'connector' | 'graph' | 'identity';

/** What a rule looks at. Everything that is given must fit. */
interface FaultMatch {
  surface?: Surface;
  method?: string;
  /** A regular expression over the path below the service's root. */
  path?: string;
  /** Entra id of the person the call concerns. */
  userId?: string;
  /** The name of the call, for example `sendActivity`. */
  operation?: string;
}

interface Fault {
  status?: number;
  /** A code of the Connector brings its own status and text. */
  code?: string;
  message?: string;
  /** Sent instead of the service's usual error body. */
  body?: unknown;
  retryAfterSeconds?: number;
  /** Do the work first, then answer with the fault: the caller cannot know that it was done. */
  afterAcceptance?: boolean;
  delayMs?: number;
  /** Break the connection instead of answering. */
  drop?: boolean;
}

export interface FaultRule {
  match: FaultMatch;
  fault: Fault;
  /** How often it strikes before it is used up; for ever unless told. */
  times?: number;
  /** Between 0 and 1; 1 unless told. */
  probability?: number;
}

type StandingRule = FaultRule & { id: string; struck: number };

export interface FaultRules {
  add(rule: FaultRule): string;
  remove(id: string): void;
  clear(): void;
  list(): StandingRule[];
  /** The first rule that strikes this call, counted as struck. */
  strike(call: {
    surface: Surface;
    method: string;
    path: string;
    operation: string;
    userId?: string | undefined;
  }): Fault | undefined;
}

const STATUS_OF_CODE: Record<string, number> = {
  'Bad Argument': 400,
  BadSyntax: 400,
  BotNotRegistered: 401,
  BotDisabledByAdmin: 403,
  BotNotInConversationRoster: 403,
  ConversationBlockedByUser: 403,
  ForbiddenOperationException: 403,
  InvalidBotApiHost: 403,
  NotEnoughPermissions: 403,
  MessageWritesBlocked: 403,
  ActivityNotFoundInConversation: 404,
  ConversationNotFound: 404,
  PreconditionFailed: 412,
  MessageSizeTooBig: 413,
  Throttled: 429,
  ServiceError: 500,
};

/** Every code that Microsoft Learn lists for the Connector ("Send and receive messages"), for the page's list of faults. */
export const CONNECTOR_CODES = Object.keys(STATUS_OF_CODE);

const statusOf = (fault: Fault): number => fault.status ?? STATUS_OF_CODE[fault.code ?? ''] ?? 500;

/** The Connector's error body; MessageWritesBlocked is the one that nests JSON inside a string. */
export function connectorError(status: number, code: string, message: string): Reply {
  if (code === 'MessageWritesBlocked') {
    const inner = `{\r\n  "subCode": "MessageWritesBlocked",\r\n  "details": "${message}",\r\n  "errorCode": null\r\n}`;
    return { status, body: { errorCode: 209, message: inner } };
  }
  return { status, body: { error: { code, message } } };
}

export function createFaultRules(random: () => number): FaultRules {
  let rules: StandingRule[] = [];
  let count = 0;

  const fits = (rule: StandingRule, call: Parameters<FaultRules['strike']>[0]): boolean => {
    const { surface, method, path, userId, operation } = rule.match;
    return (
      (surface === undefined || surface === call.surface) &&
      (method === undefined || method.toUpperCase() === call.method) &&
      (path === undefined || new RegExp(path, 'i').test(call.path)) &&
      (userId === undefined || userId === call.userId) &&
      (operation === undefined || operation === call.operation)
    );
  };

  return {
    add(rule) {
      if (rule.match.path !== undefined) new RegExp(rule.match.path);
      count += 1;
      const id = `fault-${count}`;
      rules.push({ ...rule, id, struck: 0 });
      return id;
    },
    remove(id) {
      rules = rules.filter((rule) => rule.id !== id);
    },
    clear() {
      rules = [];
    },
    list: () => rules,
    strike(call) {
      for (const rule of rules) {
        if (rule.times !== undefined && rule.struck >= rule.times) continue;
        if (!fits(rule, call)) continue;
        if (rule.probability !== undefined && random() >= rule.probability) continue;
        rule.struck += 1;
        return rule.fault;
      }
      return undefined;
    },
  };
}

export interface Served {
  reply: Reply;
  /** Break the connection instead of answering. */
  drop?: boolean;
}

/** Answers a call as a fault says: instead of the work, after it, or only later than usual (the caller waits first). */
export async function applyFault(
  fault: Fault | undefined,
  work: () => Reply | Promise<Reply>,
  errorReply: (status: number, code: string, message: string) => Reply,
): Promise<Served> {
  if (!fault) return { reply: await work() };
  const isOnlySlow = fault.status === undefined && fault.code === undefined && fault.body === undefined && !fault.drop;
  if (isOnlySlow) return { reply: await work() };
  if (fault.afterAcceptance) await work();
  const status = statusOf(fault);
  const code = fault.code ?? String(status);
  const reply =
    fault.body === undefined ? errorReply(status, code, fault.message ?? code) : { status, body: fault.body };
  const headers = fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
  return { reply: { ...reply, headers }, ...(fault.drop ? { drop: true } : {}) };
}
