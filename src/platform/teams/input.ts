import { Typed } from '../../kernel/typed.ts';
import type { Element } from './card.ts';

interface InputOptions {
  readonly required?: boolean;
  /** Said when it is required and empty, or does not fit. */
  readonly error?: string;
  /** What was typed stands only in a box of its writer's own. */
  readonly value?: string | Typed;
}
type Choices = readonly { readonly title: string; readonly value: string }[];

function asked(id: string, label: string, { required, error, value }: InputOptions): object {
  const given = value instanceof Typed ? Typed.open(value) : value;
  return {
    id,
    label,
    ...(required && { isRequired: true, errorMessage: error ?? `Please fill in: ${label}` }),
    ...(given !== undefined && given !== '' && { value: given }),
  };
}

/** Inputs, each with the name that it is sent under and a label: a placeholder is not read out. The client's checks help the person; ours decide. */
export const input = {
  text: (
    id: string,
    label: string,
    options: InputOptions & {
      readonly multiline?: boolean;
      readonly maxLength?: number;
      readonly placeholder?: string;
      /** What is typed is shown as dots, where the client can. */
      readonly isSecret?: boolean;
    } = {},
  ): Element => ({
    type: 'Input.Text',
    ...asked(id, label, options),
    ...(options.multiline && { isMultiline: true }),
    ...(options.maxLength && { maxLength: options.maxLength }),
    ...(options.isSecret && { style: 'password' }),
    ...(options.placeholder && { placeholder: options.placeholder }),
  }),
  choice: (
    id: string,
    label: string,
    options: InputOptions & {
      readonly choices: Choices;
      readonly many?: boolean;
      /** All choices visible instead of a drop-down. */
      readonly expanded?: boolean;
      /** Until a button shows it; it is sent all the same. */
      readonly hidden?: boolean;
    },
  ): Element => ({
    type: 'Input.ChoiceSet',
    ...asked(id, label, options),
    choices: options.choices,
    style: options.expanded ? 'expanded' : 'compact',
    wrap: true,
    ...(options.many && { isMultiSelect: true }),
    ...(options.hidden && { isVisible: false }),
  }),
  date: (id: string, label: string, options: InputOptions = {}): Element => ({
    type: 'Input.Date',
    ...asked(id, label, options),
  }),
  time: (id: string, label: string, options: InputOptions = {}): Element => ({
    type: 'Input.Time',
    ...asked(id, label, options),
  }),
  toggle: (id: string, label: string, options: InputOptions & { readonly title: string }): Element => ({
    type: 'Input.Toggle',
    ...asked(id, label, options),
    title: options.title,
    wrap: true,
    valueOn: 'true',
    valueOff: 'false',
  }),
  /** Answers with the value of one that the product offered for what was typed; the server checks it. */
  typeahead: (
    id: string,
    label: string,
    options: Omit<InputOptions, 'value'> & {
      readonly dataset: string;
      /** What was picked before: a value without its choice is not shown. */
      readonly picked?: Choices[number] | undefined;
    },
  ): Element => ({
    type: 'Input.ChoiceSet',
    ...asked(id, label, { ...options, ...(options.picked && { value: options.picked.value }) }),
    choices: options.picked ? [options.picked] : [],
    'choices.data': { type: 'Data.Query', dataset: options.dataset },
    style: 'filtered',
  }),
  /** Answers with Entra object ids, comma-joined when `many`; the server checks them. Works in 1:1 chats and dialogs. */
  people: (
    id: string,
    label: string,
    options: Omit<InputOptions, 'value'> & {
      readonly many?: boolean;
      /** Who was picked before. A value without its choice is not shown, and would be lost when the form is sent on. */
      readonly picked?: readonly { readonly id: string; readonly name: string }[];
    } = {},
  ): Element => ({
    type: 'Input.ChoiceSet',
    ...asked(id, label, { ...options, value: (options.picked ?? []).map((one) => one.id).join(',') }),
    choices: (options.picked ?? []).map((one) => ({ title: one.name, value: one.id })),
    'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
    style: 'filtered',
    ...(options.many && { isMultiSelect: true }),
  }),
};
