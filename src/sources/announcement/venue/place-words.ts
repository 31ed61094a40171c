import { sourceOf } from '../vocabulary/words.ts';

const ROOM_WORDS = sourceOf('roomWord');
const BUILDING_WORDS = sourceOf('buildingWord');

/** "420", "E302", "1.15", "V 7.03", "00.13.009A", "GP-P-512": how doors are numbered. */
export const CODE = '(?:\\p{Lu}{1,4}[\\s.-]?){0,2}\\d{1,5}(?:[./-]?\\p{Lu}{0,2}\\d{1,4}){0,3}\\p{L}?';
export const IS_CODE = new RegExp(`^${CODE}$`, 'u');

/** "78-420", "78 - 420", "83-C416": room of a numbered building. */
export const PAIR = /^(\d{1,4}[A-Za-z]?)\s?[-–]\s?(\p{Lu}{0,2}\d{1,4}\p{L}?)$/u;

export const ROOM = new RegExp(ROOM_WORDS, 'iu');
export const BUILDING = new RegExp(BUILDING_WORDS, 'iu');
/** A word that says "a door" by itself, which a code may follow: "Room 302", "salle 206". It is dropped before a code. */
export const PLAIN_ROOM =
  /^(?:new\s+)?(?:room|rm\.?|raum|salle|sala|zimmer|r\.)\s*(?:no\.?|nr\.?|nº|#|:)?\s*/iu;
export const PLAIN_BUILDING = /^(?:building|bldg\.?|bld\.?)\s*(?:no\.?|#|:)?\s*/iu;
/** Sure buildings go before institutes and centres that have their name from who lives there. */
export const STRONG_BUILDING =
  /(?<!\p{L})(?:building|bldg\.?|hall|house|tower|annexe?|pavilion|gebäude|haus|hauptgebäude|bâtiment|bât\.?|edificio|pabellón|wing|block|library|bibliothek)(?!\p{L})|楼|樓|馆|館|大厦/iu;
export const STREET = new RegExp(
  `${sourceOf('streetWord')}|(?:straße|strasse|gasse|ring|weg|platz|allee)(?!\\p{L})`,
  'iu',
);
export const LEVEL = new RegExp(
  `^(?:(?:level|floor|lvl\\.?|étage|niveau|planta|piso|stock|etage)\\s*[\\dA-Z]{1,3}|\\d{1,2}(?:st|nd|rd|th|er|e|ème|\\.|ª|º)?\\s*(?:floor|level|étage|stock|og|etage|planta|piso|层|層)|${sourceOf('levelWord')})$`,
  'iu',
);
