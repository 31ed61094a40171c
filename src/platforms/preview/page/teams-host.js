/**
 * How Teams draws Adaptive Cards, as a host configuration of the library: sizes of its desktop client, colours of its
 * light and its dark theme.
 */

/**
 * @param {string} normal
 * @param {string} subtle
 */
const tone = (normal, subtle) => ({ default: normal, subtle });

const LIGHT = {
  text: tone('#242424', '#616161'),
  accent: tone('#4f52b2', '#4f52b2'),
  good: tone('#0e700e', '#0e700e'),
  warning: tone('#835c00', '#835c00'),
  attention: tone('#b10e1c', '#b10e1c'),
  backgrounds: {
    card: '#ffffff',
    emphasis: '#f0f0f0',
    accent: '#e8ebfa',
    good: '#e6f3e6',
    warning: '#fdf3dc',
    attention: '#fbe9ea',
  },
  border: '#d1d1d1',
};

const DARK = {
  text: tone('#ffffff', '#adadad'),
  accent: tone('#9ea2ff', '#9ea2ff'),
  good: tone('#6fd36f', '#6fd36f'),
  warning: tone('#f5c84b', '#f5c84b'),
  attention: tone('#ff9aa2', '#ff9aa2'),
  backgrounds: {
    card: '#292929',
    emphasis: '#383838',
    accent: '#2f2f4a',
    good: '#173a20',
    warning: '#40330f',
    attention: '#4a1f24',
  },
  border: '#525252',
};

/** @param {boolean} dark */
export function hostConfig(dark) {
  const theme = dark ? DARK : LIGHT;
  const foregroundColors = {
    default: theme.text,
    dark: theme.text,
    light: theme.text,
    accent: theme.accent,
    good: theme.good,
    warning: theme.warning,
    attention: theme.attention,
  };
  /** @param {string} backgroundColor */
  const style = (backgroundColor) => ({ backgroundColor, borderColor: theme.border, foregroundColors });
  return {
    fontFamily: "'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', Arial, sans-serif",
    supportsInteractivity: true,
    fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
    imageSizes: { small: 32, medium: 52, large: 100 },
    spacing: { small: 6, default: 10, medium: 16, large: 24, extraLarge: 32, padding: 14 },
    separator: { lineThickness: 1, lineColor: theme.border },
    containerStyles: {
      default: style(theme.backgrounds.card),
      emphasis: style(theme.backgrounds.emphasis),
      accent: style(theme.backgrounds.accent),
      good: style(theme.backgrounds.good),
      warning: style(theme.backgrounds.warning),
      attention: style(theme.backgrounds.attention),
    },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      showCard: { actionMode: 'inline', inlineTopMargin: 12 },
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    adaptiveCard: { allowCustomStyle: false },
    factSet: {
      title: { weight: 'bolder', wrap: true, maxWidth: 150 },
      value: { wrap: true },
      spacing: 12,
    },
    textStyles: { heading: { size: 'large', weight: 'bolder' } },
  };
}
