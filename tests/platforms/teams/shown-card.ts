import { z } from 'zod';

/** What a reader of an activity meets: read from the JSON alone, whatever the elements are called. */
export interface ShownCard {
  readonly shown: string;
  readonly links: readonly string[];
  readonly mentions: number;
  readonly buttons: readonly {
    readonly title: string;
    readonly type: string;
    readonly verb?: string;
    readonly data?: unknown;
  }[];
}

const Node = z.record(z.string(), z.unknown());
const Button = z.object({
  type: z.string().startsWith('Action.'),
  title: z.string(),
  verb: z.string().optional(),
  data: z.unknown().optional(),
});

export function readCard(activity: unknown): ShownCard {
  const words: string[] = [];
  const links: string[] = [];
  const buttons: ShownCard['buttons'][number][] = [];
  let mentions = 0;
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const one of value) walk(one);
      return;
    }
    const parsed = Node.safeParse(value);
    if (!parsed.success) return;
    const node = parsed.data;
    const { type, text, url, title } = node;
    if ((type === 'TextRun' || type === 'TextBlock') && typeof text === 'string') {
      words.push(type === 'TextBlock' ? readMarkdown(text, links) : text);
    }
    if (typeof url === 'string') links.push(url);
    if (type === 'mention') mentions += 1;
    const button = Button.safeParse(node);
    if (button.success) {
      buttons.push({
        type: button.data.type,
        title: button.data.title,
        ...(button.data.verb === undefined ? {} : { verb: button.data.verb }),
        ...(button.data.data === undefined ? {} : { data: button.data.data }),
      });
      if (typeof title === 'string') words.push(title);
    }
    for (const [key, child] of Object.entries(node)) {
      if (key === 'selectAction') {
        const address = z.object({ url: z.string() }).safeParse(child);
        if (address.success) links.push(address.data.url);
        continue;
      }
      if (key !== 'data') walk(child);
    }
  };
  walk(activity);
  return { shown: words.join('').replaceAll('\u2060', ''), links, mentions, buttons };
}

/** Only in a TextBlock do these mean something; what they would do is done here, so that a test sees it. */
function readMarkdown(text: string, links: string[]): string {
  return text
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, (_all, label: string, url: string) => {
      links.push(url);
      return label;
    })
    .replace(/<at>[^<]*<\/at>/g, '')
    .replace(/\{\{(?:DATE|TIME)\([^)]*\)\}\}/g, '')
    .replace(/\*\*|__|~~|[*_`]/g, '');
}
