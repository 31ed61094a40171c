import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Card } from '../../domain/card.ts';
import type { Log } from '../../ports/log.ts';
import type { Drawing } from './drawing.ts';
import { escapeHtml, jsonForScript } from './html-text.ts';
import type { SlackDrawer } from './slack-drawer.ts';

/** A card as both platforms show it. */
interface DrawnCard {
  /** Markup. */
  readonly slack: string;
  /** The Adaptive Card, fit for a script element. */
  readonly teams: string;
}

export interface CardDrawings {
  /** `usable`: with the buttons that only the desk can answer. */
  draw(card: Card, usable: boolean): Promise<DrawnCard>;
  /** Draws what will be needed, letting other work in between. */
  prepare(cards: readonly Card[], usable: boolean): Promise<void>;
}

/** Some 20 kB each. */
const KEPT = 500;

export function createCardDrawings(draw: Drawing, drawer: Pick<SlackDrawer, 'draw'>, log: Log): CardDrawings {
  /** In the order of their last use. */
  const kept = new Map<string, Promise<DrawnCard>>();

  async function drawFresh(card: Card, usable: boolean): Promise<DrawnCard> {
    const teams = draw.teams(card);
    return {
      slack: await drawForSlack(card, usable),
      teams: jsonForScript(usable ? teams : withoutAsking(teams)),
    };
  }

  async function drawForSlack(card: Card, usable: boolean): Promise<string> {
    try {
      const drawn = await drawer.draw(draw.slack(card).blocks);
      return usable ? drawn : drawn.replace(/<button type="button" data-intent=.*?<\/button>/gs, '');
    } catch (error) {
      // A card that cannot be drawn must not take the page down with it: its summary says the essentials.
      log.warn('a card could not be drawn for Slack', { error });
      return `<p>${escapeHtml(card.summary)}</p>`;
    }
  }

  function drawOnce(card: Card, usable: boolean): Promise<DrawnCard> {
    const name = `${usable}${createHash('sha256').update(JSON.stringify(card)).digest('base64url')}`;
    const drawn = kept.get(name) ?? drawFresh(card, usable);
    kept.delete(name);
    kept.set(name, drawn);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return drawn;
  }

  return {
    draw: drawOnce,
    async prepare(cards, usable) {
      const drawn: Promise<DrawnCard>[] = [];
      for (const card of cards) {
        drawn.push(drawOnce(card, usable));
        await setImmediate();
      }
      await Promise.all(drawn);
    },
  };
}

/** An Adaptive Card without what only the desk could answer. */
function withoutAsking(node: unknown): unknown {
  if (Array.isArray(node)) return node.filter((one) => !isAsking(one)).map(withoutAsking);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, withoutAsking(value)]));
}

function isAsking(node: unknown): boolean {
  if (typeof node !== 'object' || node === null || !('type' in node)) return false;
  if (node.type === 'Action.Execute' || node.type === 'Action.Submit') return true;
  // A row whose buttons all go would leave a gap.
  return (
    node.type === 'ActionSet' &&
    'actions' in node &&
    Array.isArray(node.actions) &&
    node.actions.every(isAsking)
  );
}
