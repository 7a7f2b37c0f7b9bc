import { h } from '../dom.js';

const { AdaptiveCards } = window;

/** The element that stands in for a chart; what this page does not draw keeps its own type, and so its fallback. */
export const CHART = 'SandboxChart';
export const DRAWN_CHARTS = ['Chart.Donut', 'Chart.HorizontalBar'];

const COLOURS = 6;
const colour = (index) => `var(--chart-${(index % COLOURS) + 1})`;

/** Where parts of a ring begin and end, as a background; nothing at all is an empty ring. */
function ring(parts, total) {
  if (total === 0) return 'var(--emphasis)';
  let at = 0;
  const stops = parts.map(({ value }, index) => {
    const from = at;
    at += (100 * value) / total;
    return `${colour(index)} ${from}% ${at}%`;
  });
  return `conic-gradient(${stops.join(', ')})`;
}

function donut(parts) {
  const total = parts.reduce((sum, { value }) => sum + value, 0);
  const circle = h('div', { class: 'ring' }, h('b', {}, String(total)));
  circle.style.background = ring(parts, total);
  const legend = parts.map(({ label }, index) => {
    const sign = h('span', { class: 'sign' });
    sign.style.background = colour(index);
    return h('li', {}, sign, label);
  });
  return h('div', { class: 'donut' }, circle, h('ul', { class: 'chart-parts' }, ...legend));
}

/** The longest bar is the whole width; where the title speaks of per cent, the whole width is a hundred. */
function bars(parts, title) {
  const most = title.includes('per cent') ? 100 : Math.max(1, ...parts.map(({ value }) => value));
  return h(
    'ul',
    { class: 'chart-parts bars' },
    ...parts.map(({ label, value }) => {
      const bar = h('span', { class: 'bar' });
      bar.style.width = `${(100 * value) / most}%`;
      return h(
        'li',
        {},
        h('span', {}, label),
        h('span', { class: 'track' }, bar),
        h('b', { class: 'number' }, String(value)),
      );
    }),
  );
}

/** A chart as Teams draws it in a card of version 1.5, for eyes; a screen reader gets the same numbers as a list. */
export class Chart extends AdaptiveCards.CardElement {
  getJsonTypeName() {
    return CHART;
  }

  internalParse(source, context) {
    super.internalParse(source, context);
    this.source = source;
  }

  internalRender() {
    const { title = '', kind, data } = this.source;
    const parts = data.map((point) => ({
      label: point.legend ?? point.x,
      value: Number(point.legend ? point.value : point.y),
    }));
    const drawn = kind === 'Chart.Donut' ? donut(parts) : bars(parts, title);
    return h('figure', { class: 'chart', test: 'chart' }, h('figcaption', {}, title), drawn);
  }
}
