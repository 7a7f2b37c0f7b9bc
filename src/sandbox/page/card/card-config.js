const tone = (value, subtle = value) => ({
  default: value,
  subtle,
  highlightColors: { default: 'var(--emphasis)', subtle: 'var(--emphasis)' },
});

const foregroundColors = {
  default: tone('var(--text)', 'var(--subtle)'),
  dark: tone('var(--text)', 'var(--subtle)'),
  light: tone('var(--subtle)'),
  accent: tone('var(--brand-text)'),
  good: tone('var(--good)'),
  warning: tone('var(--warning)'),
  attention: tone('var(--attention)'),
};

const container = (backgroundColor, borderColor = 'var(--line)') => ({
  backgroundColor,
  borderColor,
  foregroundColors,
});

/** The look of cards in Teams. The colours are CSS variables, so that a change of theme redraws nothing. */
export const hostConfig = {
  supportsInteractivity: true,
  fontFamily: 'inherit',
  fontTypes: {
    default: {
      fontFamily: 'inherit',
      fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
      fontWeights: { lighter: 300, default: 400, bolder: 600 },
    },
    monospace: {
      fontFamily: "'Cascadia Mono', Consolas, monospace",
      fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
      fontWeights: { lighter: 300, default: 400, bolder: 600 },
    },
  },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: container('transparent'),
    emphasis: container('var(--emphasis)'),
    accent: container('var(--accent-back)'),
    good: container('var(--good-back)'),
    warning: container('var(--warning-back)'),
    attention: container('var(--attention-back)'),
  },
  actions: {
    maxActions: 6,
    spacing: 'medium',
    buttonSpacing: 8,
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
    preExpandSingleShowCardAction: false,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    allowTitleToWrap: true,
    iconPlacement: 'leftOfTitle',
    iconSize: 20,
  },
  factSet: {
    title: { color: 'default', size: 'default', isSubtle: true, weight: 'default', wrap: true, maxWidth: 170 },
    value: { color: 'default', size: 'default', isSubtle: false, weight: 'default', wrap: true },
    spacing: 12,
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: {
        weight: 'bolder',
        color: 'default',
        size: 'default',
        isSubtle: false,
        suffix: ' *',
        suffixColor: 'attention',
      },
      optionalInputs: { weight: 'bolder', color: 'default', size: 'default', isSubtle: false },
    },
    errorMessage: { color: 'attention', size: 'small', weight: 'default', spacing: 'small' },
    debounceTimeInMilliSeconds: 250,
  },
  textBlock: { headingLevel: 3 },
  textStyles: {
    heading: { size: 'large', weight: 'bolder', color: 'default', isSubtle: false, fontType: 'default' },
    columnHeader: { size: 'default', weight: 'bolder', color: 'default', isSubtle: false, fontType: 'default' },
  },
  table: { cellSpacing: 8 },
};
