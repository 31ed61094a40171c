import { parseUrl } from './unwrap-link.ts';

/**
 * What a link does. `join` opens the meeting. `unknown` may do so at a host of its own: a label must say it.
 * `other` is a page that is known not to (registration, recording, help, dial-in, calendar file).
 */
type LinkKind = 'join' | 'other' | 'unknown';

export interface LinkReading {
  readonly kind: LinkKind;
  /** As people say it. */
  readonly provider?: string;
  /** The number in a Zoom address. A Meet link's letters are no number. */
  readonly meetingId?: string;
}

interface Provider {
  readonly name: string;
  readonly host: RegExp;
  readonly join: RegExp;
  readonly id?: RegExp;
}

/** Host and path tell a joining link from the same host's other pages. Paths are matched with their query. */
const PROVIDERS: readonly Provider[] = [
  {
    name: 'Zoom',
    host: /(?:^|\.)(?:zoom\.us|zoom\.com|zoomgov\.com|zoom\.com\.cn|zoom-x\.de)$/,
    join: /^\/(?:j|w|s|my)\/[\w.-]+|^\/wc\/(?:join\/)?\d+|^\/wc\/\d+\/join/,
    id: /^\/(?:j|w|s|wc\/join|wc)\/(\d{9,12})(?!\d)/,
  },
  {
    name: 'Teams',
    host: /^teams\.(?:microsoft|live)\.com$/,
    join: /^\/(?:l\/meetup-join|meet|l\/meeting|dl\/launcher)\b/,
  },
  { name: 'Google Meet', host: /^meet\.google\.com$/, join: /^\/(?:[a-z]{3}-[a-z]{4}-[a-z]{3}|lookup\/\S+)/ },
  {
    name: 'Webex',
    host: /(?:^|\.)webex\.com$/,
    join: /^\/(?:meet|join|m|wbxmjs|[\w.-]+\/j\.php|[\w.-]+\/m\/|webappng\/sites\/[\w.-]+\/(?:meeting|webinar)\/(?:download|info|join)|[\w.-]+\/k2\/j\.php|weblink\/register$)/,
  },
  {
    name: 'Tencent Meeting',
    host: /^(?:meeting\.tencent\.com|voovmeeting\.com|wx\.voovmeeting\.com)$/,
    join: /^\/(?:dm|s|p|l|dw)\/\w+/,
  },
  {
    name: 'GoTo Meeting',
    host: /^(?:global\.gotomeeting\.com|meet\.goto\.com|gotomeet\.me)$/,
    join: /^\/\S+/,
  },
  { name: 'Jitsi', host: /^(?:meet\.jit\.si|8x8\.vc|jitsi\.[\w.-]+|meet\.ffmuc\.net)$/, join: /^\/\S+/ },
  { name: 'Whereby', host: /(?:^|\.)whereby\.com$/, join: /^\/\S+/ },
  { name: 'BlueJeans', host: /(?:^|\.)bluejeans\.com$/, join: /^\/\d+/ },
  { name: 'DFNconf', host: /^conf\.dfn\.de$/, join: /^\/(?:webapp|stream|r)\b/ },
  { name: 'Feishu', host: /^(?:vc\.feishu\.cn|vc\.larksuite\.com)$/, join: /^\/j\/\d+/ },
  { name: 'DingTalk', host: /^meeting\.dingtalk\.com$/, join: /^\/j\/\w+/ },
  {
    name: 'BigBlueButton',
    host: /^(?:[\w-]*bbb[\w-]*\.|greenlight\.|bigbluebutton\.|webconf\.|webinaire\.|visio\.|conference\.|vconf\.)[\w.-]+$/,
    join: /^\/(?:b|rooms|html5client|bigbluebutton|room|meeting|r)\/[\w%./-]{3,}/,
  },
  {
    name: 'BigBlueButton',
    host: /^[\w.-]+$/,
    join: /^\/(?:bigbluebutton\/)?b\/[a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{3}(?:-[a-z0-9]{3})?(?:\/join)?$|^\/rooms\/[a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{3}(?:-[a-z0-9]{3})?\/join$/,
  },
];

const OTHER_PATH =
  /regist|\/rec\/|\/recording|\/u\/|\/ics|\.ics(?:$|\?)|calendar|unsubscribe|meetingoptions|\/support|\/help|test|download|join-a-meeting|signup|sign-up|survey|feedback|tel\.meet|dialin|pstn|faq|\/learn|\/docs?\//i;
const OTHER_HOST =
  /^(?:support\.|tel\.meet|help\.|docs\.|forms\.|maps\.|aka\.ms$|dialin\.|www\.microsoft\.com$|calendar\.|www\.google\.com$|mail\.|groups\.|drive\.|lists?\.|mailman|(?:www\.)?(?:youtube\.com|youtu\.be|eventbrite\.|doodle\.com|forms\.gle|goo\.gl|arxiv\.org|doi\.org|openreview\.|github\.com|linkedin\.com|twitter\.com|x\.com|facebook\.com|vimeo\.com|bilibili\.com|indico\.|meetup\.com|tinyurl\.com\/map|wikipedia\.org))/i;

export function classifyLink(address: string): LinkReading {
  const url = parseUrl(address);
  if (!url || !/^https?:$/.test(url.protocol)) return { kind: 'other' };
  const path = url.pathname + url.search;
  for (const provider of PROVIDERS) {
    if (!provider.host.test(url.hostname)) continue;
    const joins =
      provider.join.test(url.pathname) && !/\/register\b|registration|\/rec\//i.test(url.pathname);
    if (joins) {
      const meetingId = provider.id?.exec(url.pathname)?.[1];
      return { kind: 'join', provider: provider.name, ...(meetingId !== undefined && { meetingId }) };
    }
    if (/zoom|teams|webex|google|tencent|voov/.test(provider.host.source))
      return { kind: 'other', provider: provider.name };
  }
  return { kind: OTHER_HOST.test(url.hostname) || OTHER_PATH.test(path) ? 'other' : 'unknown' };
}
