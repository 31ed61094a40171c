import { foldWord, MONTHS, sourceOf, WEEKDAYS, wordsOf } from '../vocabulary/words.ts';

const PARTICLES =
  /^(?:de|van|von|der|den|dem|la|le|los|las|di|da|das|dos|do|del|della|dello|degli|al|el|bin|bint|ibn|ter|ten|te|zu|zur|zum|af|av|y|e|i|du|des|mac|st\.?|saint|'t|’t|o’|abu|ben|von und zu|op|over|vom)$/iu;
const WORD = /^(?:\p{Lu}\.-?){1,4}$|^\p{Lu}\.?-\p{Lu}\.?$|^(?:[dDlLO]['’])?\p{Lu}[\p{L}\p{M}'’.-]*$/u;
/** Words with a capital that begin titles, headings and places, never a person's name. */
const NO_NAME =
  /^(?:the|a|an|and|on|of|for|in|to|from|with|at|by|new|our|your|this|that|these|why|how|what|when|where|who|is|are|all|no|not|via|towards?|about|between|beyond|under|over|using|learning|understanding|modell?ing|seminar|talk|lecture|colloquium|topic|title|abstract|speaker|speakers|guest|online|hybrid|zoom|teams|meet|meeting|join|link|room|level|floor|building|hall|theatre|theater|centre|center|school|department|faculty|institute|university|college|laboratory|academy|hospital|library|group|team|committee|office|seminars|research|science|sciences|studies|engineering|mathematics|physics|chemistry|biology|statistics|history|philosophy|economics|medicine|law|arts|series|reminder|cancelled|postponed|rescheduled|update|updated|venue|location|date|time|week|day|today|tomorrow|monthly|weekly|annual|public|inaugural|special|joint|final|phd|thesis|dissertation|defen[cs]e|confirmation|candidate|student|everyone|dear|hello|hi|kind|best|regards|thanks|please|register|registration|contact|organi[sz]ers?|hosted|presented|data|machine|deep|neural|quantum|artificial|intelligence|network|networks|model|models|theory|methods|method|analysis|systems|system|algorithms?|computing|computer|software|digital|climate|energy|health|social|global|international|national|der|die|das|ein|eine|und|im|am|zur|zum|über|einladung|vortrag|kolloquium|raum|uhr|thema|les|une|un|sur|séminaire|salle|titre|los|las|una|sobre|seminario|charla|sala|street|road|avenue|campus|tower|house|north|south|east|west|state|city|street|introduction|recent|advances|applied|pure|computational|mathematical|statistical|tba|tbc|tbd|note|change|moved|coffee|lunch|tea|doors|drinks|pizza|session|part|chapter|some|two|three|first|second|third|one|its|their|can|do|does|will|more|most|open|free|high|low|low-power|fast|large|small|big|great|good|abends|heute|morgen|work|working|progress|club|journal|reading|workshop|forum|society|association|museum|foundation|centre|project|programme|program|policy|security|privacy|education|teaching|design|development|management|marketing|finance|accounting|business|biomedical|civil|mechanical|electrical|chemical|environmental|human|cultural|political|modern|ancient|medieval|early|late|american|european|australian|african|asian|british|english|french|german|spanish|chinese|indian|japanese)$/iu;

const FUNCTION_WORD =
  /^(?:the|a|an|and|on|of|for|in|to|from|with|at|by|how|why|what|is|are|this|that|our|via|university|institute|department|school|faculty|college|centre|center|laboratory|tba|tbc|tbd|zoom|online|various|several|multiple|all)$/iu;
/** "Oberseminar Numerik" is no person, in any language. */
const TALK_WORDS = new Set(
  [...wordsOf('talkNoun'), ...wordsOf('seriesNoun')].filter((word) => !word.includes(' ')),
);

export interface NameReading {
  /** Offsets into the text given, without honorifics and degrees. */
  readonly start: number;
  readonly end: number;
  readonly honorific: boolean;
  readonly words: number;
}

const HONORIFIC = new RegExp(`^(?:${sourceOf('honorific')}|-ing\\.|[(),.\\s-]|der\\s+)+`, 'iu');
const DEGREE = new RegExp(`(?:[,\\s]+${sourceOf('degree')}\\.?)+\\s*$`, 'iu');
const PRONOUNS = /\s*\((?:she|he|they|her|him|them|sie|er|elle|il)[^)]{0,20}\)\s*$/iu;
const HAN_NAME = /^[\p{Script=Han}·]{2,6}$/u;
const HAN_HONORIFIC = new RegExp(`(?:\\s*(?:${sourceOf('honorific')}))+\\s*$`, 'u');

/** Reads the whole text as one person's name, or says that it is none. Texts above 80 characters are none. */
export function readPersonName(raw: string, labelled = false): NameReading | undefined {
  if (raw.length > 80 || /[\d@<>[\]{}:;!?"“”„«»\\|&=_*]/u.test(raw)) return undefined;
  const lead = HONORIFIC.exec(raw)?.[0] ?? '';
  const titled = /\p{L}/u.test(lead);
  const afterTitle = raw.slice(lead.length);
  if (afterTitle.includes('/')) return undefined;
  const tail = afterTitle
    .replace(PRONOUNS, '')
    .replace(DEGREE, '')
    .replace(/[\s,.]+$/, (end) => (/\p{Lu}\.$/u.test(afterTitle) ? end.replace(/[\s,]+$/, '') : ''));
  const start = lead.length;
  const han = tail.replace(HAN_HONORIFIC, '');
  if (HAN_NAME.test(han) && han.length <= 4 && !/大学|学院|研究|公司|中心|医院|大學|學院/u.test(han)) {
    return { start, end: start + han.length, honorific: han.length < tail.length, words: 2 };
  }
  const words = tail.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0 || words.length > 6 || !words.every((word) => isNameWord(word, labelled)))
    return undefined;
  const named = words.filter((word) => !PARTICLES.test(word));
  if (named.length < (titled ? 1 : 2) || !/\p{Ll}|^\p{Lu}{2,}$/u.test(named.at(-1) ?? '')) return undefined;
  return { start, end: start + tail.length, honorific: titled, words: named.length };
}

export function isPersonName(raw: string): boolean {
  return readPersonName(raw) !== undefined;
}

function isNameWord(word: string, labelled: boolean): boolean {
  if (PARTICLES.test(word)) return true;
  if (!WORD.test(word)) return false;
  // "Stuart Hall" under "Speaker:" is a person, whatever a hall is elsewhere.
  if (labelled) return !FUNCTION_WORD.test(word);
  if (NO_NAME.test(word) || TALK_WORDS.has(foldWord(word))) return false;
  const folded = foldWord(word);
  return (
    word.length <= 3 ||
    (!WEEKDAYS.has(folded) && !MONTHS.has(folded)) ||
    folded === 'may' ||
    folded === 'april' ||
    folded === 'june' ||
    folded === 'august'
  );
}
