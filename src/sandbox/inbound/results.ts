import { at, isObject, type Json, textAt } from '../json.ts';
import type { Delivery } from './delivery.ts';

export interface Dialog {
  title: string;
  card?: Json;
  url?: string;
  width?: string | number;
  height?: string | number;
  /** The message from whose card the dialog was opened. */
  messageId?: string;
}

/** What a click led to, as the person would see it. */
export type ClickResult =
  /** A new card, for this person only. */
  | { kind: 'card'; card: Json; delivery: Delivery }
  | { kind: 'message'; text: string; delivery: Delivery }
  | { kind: 'error'; status: number; code: string; message: string; delivery: Delivery }
  | { kind: 'dialog'; dialog: Dialog; delivery: Delivery }
  /** The dialog closed without a word. */
  | { kind: 'closed'; delivery: Delivery }
  /** An Action.Submit went to the bot as a message. */
  | { kind: 'sent'; delivery: Delivery }
  | { kind: 'open-url'; url: string }
  | { kind: 'nothing' };

const WENT_WRONG = 'Something went wrong. Please try again.';

const failed = (delivery: Delivery, status: number, code = String(status), message = WENT_WRONG): ClickResult => ({
  kind: 'error',
  status,
  code,
  message,
  delivery,
});

/** Reads the answer to `adaptiveCard/action`; Teams shows every other answer as an error. */
export function readCardAnswer(delivery: Delivery): ClickResult {
  if (delivery.status !== 200) return failed(delivery, delivery.status);
  const { body } = delivery;
  const type = textAt(body, 'type');
  const value = at(body, 'value');
  if (type === 'application/vnd.microsoft.card.adaptive' && isObject(value))
    return { kind: 'card', card: value, delivery };
  if (type === 'application/vnd.microsoft.activity.message' && typeof value === 'string') {
    return { kind: 'message', text: value, delivery };
  }
  if (type?.startsWith('application/vnd.microsoft.error')) {
    const status = Number(at(body, 'statusCode'));
    return failed(delivery, status, textAt(value, 'code'), textAt(value, 'message'));
  }
  return failed(delivery, Number(at(body, 'statusCode') ?? 0), 'UnknownAnswer');
}

/** Reads the answer to `task/fetch` and `task/submit`. */
export function dialogFrom(delivery: Delivery, messageId: string | undefined): ClickResult {
  if (delivery.status !== 200) return failed(delivery, delivery.status);
  const type = textAt(delivery.body, 'task', 'type');
  const value = at(delivery.body, 'task', 'value');
  if (type === 'message') return { kind: 'message', text: typeof value === 'string' ? value : '', delivery };
  if (type !== 'continue' || !isObject(value)) return { kind: 'closed', delivery };
  const card = at(value, 'card', 'content');
  const size = (name: 'width' | 'height') => {
    const given = value[name];
    return typeof given === 'string' || typeof given === 'number' ? { [name]: given } : {};
  };
  const dialog: Dialog = {
    title: textAt(value, 'title') ?? '',
    ...(isObject(card) ? { card } : {}),
    ...(textAt(value, 'url') ? { url: textAt(value, 'url') ?? '' } : {}),
    ...size('width'),
    ...size('height'),
    ...(messageId === undefined ? {} : { messageId }),
  };
  return { kind: 'dialog', dialog, delivery };
}
