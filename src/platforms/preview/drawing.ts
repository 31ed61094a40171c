import type { Card } from '../../domain/card.ts';

/** The pure renderers of the other platforms, injected by the app: folders of one floor never import each other. */
export interface Drawing {
  slack(card: Card): { readonly text: string; readonly blocks: readonly unknown[] };
  /** An Adaptive Card as JSON. */
  teams(card: Card): unknown;
}
