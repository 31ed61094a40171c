import { html, raw } from 'hono/html';

export type Markup = ReturnType<typeof html>;

export interface PageParts {
  readonly title: string;
  readonly description: string;
  readonly locale: string;
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  readonly icon: string;
  /** Links to other parts of this page, behind the name. */
  readonly sections?: readonly { readonly href: string; readonly label: string }[];
  readonly main: Markup;
  /** For `main`: how wide it may be. */
  readonly shape: 'wide' | 'narrow';
}

/** The frame of every page. Everything is a file of this server: no inline script or style, no outside reference. */
export async function renderPage(page: PageParts): Promise<string> {
  const { title, description, locale, styles, scripts, icon, sections = [], main, shape } = page;
  const markup = await html`${raw('<!doctype html>')}
<html lang="${locale}">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${description}">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<link rel="icon" href="${icon}" type="image/svg+xml">
<link rel="alternate" type="application/atom+xml" title="Seminars" href="/feed.xml">
<link rel="alternate" type="text/calendar" title="Seminars" href="/calendar.ics">
${styles.map((href) => html`<link rel="stylesheet" href="${href}">\n`)}${scripts.map((src) => html`<script type="module" src="${src}"></script>\n`)}</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="site-head"><div class="site-head-inner">
<a class="wordmark" href="/"><span class="mark" aria-hidden="true"></span>Lectern</a>
${sections.length > 0 ? html`<nav class="sections" aria-label="On this page"><ul>${sections.map(({ href, label }) => html`<li><a href="${href}">${label}</a></li>`)}</ul></nav>` : ''}
</div></header>
<main id="main" class="${shape}" tabindex="-1">
${main}
</main>
<footer class="site-foot"><div class="site-foot-inner">
<p>Public seminars for other programs:</p>
<ul><li><a href="/calendar.ics">Calendar</a></li><li><a href="/feed.xml">Atom feed</a></li><li><a href="/api/seminars">JSON</a></li></ul>
</div></footer>
</body>
</html>
`;
  return markup.toString();
}
