import type { Jobs } from '../kernel/jobs.ts';
import type { Log } from '../kernel/log.ts';
import { noTelemetry, type Telemetry } from '../kernel/telemetry.ts';
import type { Graph } from '../platform/graph/client.ts';
import type { HandleTurn } from '../platform/teams/bot.ts';
import type { Connector } from '../platform/teams/outbound/connector.ts';
import type { RouteTable, Taking } from '../platform/teams/routes.ts';

/** What the product does, with a span and a duration around it. No capability knows that it is measured. */
export interface Observed {
  jobs<T extends Jobs>(jobs: T): T;
  graph(graph: Graph): Graph;
  connector(connector: Connector): Connector;
  routes(routes: RouteTable): RouteTable;
  turns(handle: HandleTurn): HandleTurn;
  /** Every line names the trace that it belongs to. */
  log(log: Log): Log;
}

/** What Teams sends, by `name` for invokes and by `type` for the rest. Anything else is told as `other`. */
const KINDS = new Map([
  ['message', 'message'],
  ['conversationUpdate', 'members'],
  ['installationUpdate', 'install'],
  ['adaptiveCard/action', 'action'],
  ['task/fetch', 'dialog'],
  ['task/submit', 'submit'],
  ['composeExtension/query', 'search'],
]);

export function observing(telemetry: Telemetry): Observed {
  const { during } = telemetry;
  const timed = <T, A>(facts: Readonly<Record<string, string>>, handler: Taking<T, A>): Taking<T, A> =>
    typeof handler === 'function'
      ? (turn) => during('handler', facts, () => handler(turn), kindOf)
      : { ...handler, handle: (data, turn) => during('handler', facts, () => handler.handle(data, turn), kindOf) };
  if (telemetry === noTelemetry) {
    const same = <T>(thing: T): T => thing;
    return { jobs: same, graph: same, connector: same, routes: same, turns: same, log: same };
  }
  return {
    jobs: (jobs) => ({
      ...jobs,
      handle: (name, work) => jobs.handle(name, (key) => during('job', { job: name }, () => work(key))),
    }),

    // Paths hold ids of people, so the method is all that is told about a call.
    graph: (graph) => ({
      get: (...call) => during('graph', { method: 'get' }, () => graph.get(...call)),
      post: (...call) => during('graph', { method: 'post' }, () => graph.post(...call)),
      postOnce: (...call) => during('graph', { method: 'post' }, () => graph.postOnce(...call)),
      download: (...call) => during('graph', { method: 'download' }, () => graph.download(...call)),
    }),

    connector: (connector) => ({
      call: (method, ...rest) =>
        during(
          'connector',
          { method },
          () => connector.call(method, ...rest),
          (answer) => (answer.kind === 'refused' ? `refused-${answer.status}` : answer.kind),
        ),
    }),

    // By the names under which capabilities register: what a card says its verb is never becomes a fact.
    routes: (routes) => ({
      ...routes,
      action: (verb, handler) => routes.action(verb, timed({ action: verb }, handler)),
      dialog: (name, handler) => routes.dialog(name, timed({ dialog: name }, handler)),
      submit: (verb, handler) => routes.submit(verb, timed({ submit: verb }, handler)),
      report: {
        ...routes.report,
        action: (verb, handle) =>
          routes.report.action(verb, (turn) => during('handler', { action: verb }, () => handle(turn), kindOf)),
        dialog: (name, handle) =>
          routes.report.dialog(name, (turn) => during('handler', { dialog: name }, () => handle(turn), kindOf)),
        submit: (verb, handle) =>
          routes.report.submit(verb, (turn) => during('handler', { submit: verb }, () => handle(turn), kindOf)),
        command: (words, handle) =>
          routes.report.command(words, (turn) => during('handler', { command: words[0] }, () => handle(turn))),
      },
      command: (words, handle) =>
        routes.command(words, (turn) => during('handler', { command: words[0] }, () => handle(turn))),
      search: (command, handle) => routes.search(command, (turn) => during('handler', { command }, () => handle(turn))),
    }),

    turns: (handle) => (context) => {
      const { type, name } = context.activity;
      return during('turn', { type: KINDS.get(name ?? type) ?? 'other' }, () => handle(context), String);
    },

    log: (log) => ({
      debug: (event, facts) => log.debug(event, { ...facts, trace: telemetry.trace() }),
      info: (event, facts) => log.info(event, { ...facts, trace: telemetry.trace() }),
      warn: (event, facts) => log.warn(event, { ...facts, trace: telemetry.trace() }),
      error: (event, facts, error) => log.error(event, { ...facts, trace: telemetry.trace() }, error),
    }),
  };
}

const kindOf = (answer: unknown): string =>
  typeof answer === 'object' && answer !== null && 'kind' in answer ? String(answer.kind) : 'done';
