import { h } from '../dom.js';
import { hostConfig } from './card-config.js';
import { CHART, Chart, DRAWN_CHARTS } from './chart.js';
import { markdown } from './markdown.js';
import { PEOPLE_INPUT, PeopleInput } from './people-input.js';
import { askWith, TYPEAHEAD_INPUT, TypeaheadInput } from './typeahead-input.js';

const { AdaptiveCards } = window;
const MOST_VERSION = 1.5;

AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown(text);
  result.didProcess = true;
};
AdaptiveCards.GlobalRegistry.elements.register(PEOPLE_INPUT, PeopleInput);
AdaptiveCards.GlobalRegistry.elements.register(TYPEAHEAD_INPUT, TypeaheadInput);
// Older clients have none: there a card shows what it brings in a chart's place.
AdaptiveCards.GlobalRegistry.elements.register(CHART, Chart, AdaptiveCards.Versions.v1_5);

const config = new AdaptiveCards.HostConfig(hostConfig);

/** Teams' own changes before drawing: people picker, charts, and an id for every action by which its path is found again. */
function prepare(json) {
  const paths = new Map();
  const walk = (value, path) => {
    if (Array.isArray(value)) return value.map((item, index) => walk(item, `${path}.${index}`));
    if (typeof value !== 'object' || value === null) return value;
    const copy = {};
    for (const [key, inner] of Object.entries(value)) {
      copy[key] = key === 'data' ? inner : walk(inner, `${path}.${key}`);
    }
    if (typeof copy.type === 'string' && copy.type.startsWith('Action.')) {
      const id = `sandbox:${path.slice(1)}`;
      paths.set(id, path.slice(1));
      copy.id = id;
      // Teams draws every button alike, whatever style the card asks for.
      delete copy.style;
    }
    const dataset = copy['choices.data']?.dataset;
    if (copy.type === 'Input.ChoiceSet' && dataset)
      copy.type = dataset.startsWith('graph.microsoft.com/users') ? PEOPLE_INPUT : TYPEAHEAD_INPUT;
    if (DRAWN_CHARTS.includes(copy.type) && Array.isArray(copy.data))
      Object.assign(copy, { type: CHART, kind: copy.type });
    return copy;
  };
  return { card: walk(json, ''), paths };
}

function typedInputs(card) {
  const inputs = {};
  for (const input of card.getAllInputs()) if (input.id) inputs[input.id] = input.value ?? '';
  return inputs;
}

/**
 * Draws a card. `act(path, inputs)` runs an Action.Execute or Action.Submit and resolves with the sandbox's click
 * result; what it comes to is said below the card.
 * @param {object} json
 * @param {{ act: (path: string, inputs: object) => Promise<object>, lookUp?: (dataset: string, typed: string) => Promise<object[]>, plain?: boolean, oldClient?: boolean }} options
 */
export function drawCard(json, { act, lookUp = async () => [], plain = false, oldClient = false }) {
  const isFull = json.msteams?.width === 'Full';
  const frame = h('div', { class: `card${plain ? ' plain' : ''}${isFull ? ' full' : ''}`, test: 'card' });
  const status = h('p', { class: 'card-status', role: 'status', test: 'card-status' });
  if (Number(json.version) > MOST_VERSION) {
    frame.append(h('p', { class: 'card-status bad' }, json.fallbackText ?? 'This card needs a newer Teams.'));
    return frame;
  }

  const { card: prepared, paths } = prepare(json);
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = config;
  const version = oldClient ? AdaptiveCards.Versions.v1_2 : AdaptiveCards.Versions.v1_5;
  if (oldClient) prepared.version = '1.2';
  card.parse(prepared, new AdaptiveCards.SerializationContext(version));
  let isBusy = false;

  card.onExecuteAction = async (action) => {
    if (action instanceof AdaptiveCards.OpenUrlAction) {
      window.open(action.url, '_blank', 'noopener');
      return;
    }
    // Shows and hides by itself; the app never hears about it.
    if (action instanceof AdaptiveCards.ToggleVisibilityAction) {
      // The library says "expanded" of what is shown, where only what shows it may say so.
      queueMicrotask(() => {
        for (const shown of frame.querySelectorAll('div[aria-expanded]')) shown.removeAttribute('aria-expanded');
      });
      return;
    }
    const path = paths.get(action.id);
    if (path === undefined || isBusy) return;
    isBusy = true;
    frame.classList.add('busy');
    frame.setAttribute('aria-busy', 'true');
    status.textContent = '';
    try {
      show(await act(path, typedInputs(card)));
    } catch (error) {
      show({ kind: 'error', message: error.message });
    } finally {
      isBusy = false;
      frame.classList.remove('busy');
      frame.removeAttribute('aria-busy');
    }
  };

  function show(result) {
    const isBad = result.kind === 'error';
    status.classList.toggle('bad', isBad);
    status.textContent = isBad ? result.message : result.kind === 'message' ? result.text : '';
    if (status.textContent !== '') status.scrollIntoView({ block: 'nearest' });
  }

  askWith(lookUp);
  const drawn = card.render();
  if (drawn) frame.append(drawn);
  frame.append(status);
  return frame;
}
