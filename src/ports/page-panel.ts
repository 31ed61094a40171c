/**
 * What a platform adds to the front page; handed to the web pages by the app.
 * Leaves out: addresses of its own, which are routes of that platform's service.
 */
export interface PagePanel {
  render(visit: PanelVisit): Promise<PanelView>;
}

interface PanelVisit {
  /** Asked for at this very machine: everything is shown and may be used. Else what is public, to read. */
  readonly local: boolean;
  /** The request's `Cookie` header. */
  readonly cookies: string;
}

export interface PanelView {
  /** Markup, escaped already. */
  readonly html: string;
  /** Addresses on this server. */
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
}
