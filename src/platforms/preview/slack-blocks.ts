import { veilEntities, veilPlain } from './slack-veil.ts';

/** What a drawn button does: the library draws it and forgets its value. */
export interface DrawnButton {
  readonly url?: string;
  readonly value?: string;
}

export interface PreparedBlocks {
  readonly blocks: readonly unknown[];
  /** By their place in the markup: see `buttonMark`. */
  readonly buttons: readonly DrawnButton[];
}

/** The id under which the library draws button number `index`. */
function buttonMark(index: number): string {
  return `drawn-button-${index}`;
}

/**
 * Block Kit as the drawing library needs it: literal text veiled, buttons numbered, block ids left out (they would
 * become element ids, which must be unique in the page).
 */
export function prepareBlocks(blocks: readonly unknown[]): PreparedBlocks {
  const buttons: DrawnButton[] = [];
  const prepare = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(prepare);
    if (typeof node !== 'object' || node === null) return node;
    const fields: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(node)) if (name !== 'block_id') fields[name] = prepare(value);
    if (fields.type === 'button') {
      fields.action_id = buttonMark(buttons.length);
      buttons.push(readButton(node));
    }
    if (typeof fields.text === 'string') fields.text = prepareText(fields.type, fields.text);
    return fields;
  };
  return { blocks: blocks.map(prepare), buttons };
}

function prepareText(type: unknown, text: string): string {
  if (type === 'plain_text' || type === 'raw_text') return veilPlain(text);
  return type === 'mrkdwn' ? veilEntities(text) : text;
}

function readButton(node: object): DrawnButton {
  return {
    ...('url' in node && typeof node.url === 'string' ? { url: node.url } : {}),
    ...('value' in node && typeof node.value === 'string' ? { value: node.value } : {}),
  };
}
