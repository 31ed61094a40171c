import { foldWord } from '../vocabulary/words.ts';

/**
 * University towns, universities and countries, by zone. Names that lie in several zones (Cambridge, Newcastle, Perth,
 * Birmingham …) stand only with the words that tell them apart. Countries of one zone only.
 */
const PLACES: Readonly<Record<string, string>> = {
  'Europe/London':
    "london | university of cambridge | cambridge, uk | oxford | university of oxford | edinburgh | glasgow | manchester | leeds | sheffield | bristol | nottingham | southampton | university of warwick | coventry | university of york | durham university | university of durham | st andrews | aberdeen | dundee | cardiff | swansea | belfast | liverpool | leicester | exeter | university of bath | brighton | sussex | norwich | lancaster university | university of birmingham | newcastle university | newcastle upon tyne | imperial college | king's college london | queen mary | ucl | united kingdom | scotland | uk",
  'Europe/Dublin': 'dublin | trinity college dublin | galway | cork | maynooth | limerick | ireland',
  'Europe/Lisbon': 'lisbon | lisboa | porto | coimbra | braga | aveiro | portugal',
  'Europe/Paris':
    'paris | grenoble | lyon | marseille | toulouse | bordeaux | strasbourg | nantes | rennes | lille | montpellier | nancy | saclay | orsay | palaiseau | gif-sur-yvette | dijon | besançon | clermont-ferrand | rouen | caen | orléans | poitiers | limoges | saint-étienne | sorbonne | jussieu | sophia antipolis | metz | france | villeurbanne | cachan',
  'Europe/Berlin':
    'berlin | stuttgart | münchen | munich | hamburg | köln | cologne | frankfurt | frankfurt am main | göttingen | goettingen | heidelberg | bonn | leipzig | dresden | hannover | freiburg | tübingen | karlsruhe | aachen | darmstadt | mainz | marburg | würzburg | erlangen | nürnberg | nuremberg | regensburg | augsburg | bayreuth | bamberg | passau | konstanz | ulm | mannheim | saarbrücken | kaiserslautern | trier | münster | bielefeld | paderborn | dortmund | bochum | duisburg | düsseldorf | wuppertal | siegen | kassel | gießen | jena | weimar | halle (saale) | magdeburg | braunschweig | oldenburg | bremen | kiel | lübeck | rostock | greifswald | potsdam | cottbus | chemnitz | garching | germany | deutschland',
  'Europe/Vienna':
    'wien | vienna | graz | innsbruck | salzburg | klagenfurt | leoben | klosterneuburg | austria | österreich',
  'Europe/Zurich':
    'zürich | zurich | bern | basel | genève | geneva | lausanne | fribourg | neuchâtel | lugano | st. gallen | luzern | winterthur | switzerland | schweiz | suisse | epfl | eth zürich | eth zurich',
  'Europe/Rome':
    'roma | rome | milano | milan | torino | turin | bologna | padova | padua | pisa | firenze | florence | napoli | naples | trieste | trento | genova | pavia | siena | catania | palermo | bari | italy | italia',
  'Europe/Madrid':
    'madrid | barcelona | valencia | sevilla | seville | granada | zaragoza | salamanca | santiago de compostela | bilbao | málaga | murcia | alicante | valladolid | oviedo | santander | pamplona | girona | tarragona | lleida | castellón | spain | españa',
  'Europe/Amsterdam':
    'amsterdam | delft | leiden | utrecht | groningen | eindhoven | twente | enschede | nijmegen | rotterdam | maastricht | tilburg | wageningen | the hague | netherlands | nederland',
  'Europe/Brussels':
    'brussels | bruxelles | leuven | louvain | louvain-la-neuve | ghent | gent | antwerp | antwerpen | liège | namur | belgium | belgique',
  'Europe/Luxembourg': 'luxembourg | belval',
  'Europe/Stockholm':
    'stockholm | uppsala | lund | göteborg | gothenburg | linköping | umeå | chalmers | sweden | kth',
  'Europe/Oslo': 'oslo | bergen | trondheim | tromsø | norway | ntnu',
  'Europe/Copenhagen': 'copenhagen | københavn | aarhus | odense | aalborg | lyngby | denmark | dtu',
  'Europe/Helsinki': 'helsinki | espoo | aalto | turku | tampere | oulu | jyväskylä | finland',
  'Europe/Warsaw': 'warsaw | warszawa | kraków | krakow | wrocław | poznań | gdańsk | łódź | poland',
  'Europe/Prague': 'prague | praha | brno | olomouc | ostrava | czech republic | czechia',
  'Europe/Budapest': 'budapest | szeged | debrecen | hungary',
  'Europe/Athens': 'athens, greece | thessaloniki | heraklion | patras | greece',
  'Europe/Bucharest': 'bucharest | cluj-napoca | romania',
  'Europe/Istanbul': 'istanbul | ankara | izmir | turkey | türkiye',
  'Europe/Moscow': 'moscow | saint petersburg | st. petersburg, russia',
  'Europe/Zagreb': 'zagreb | croatia',
  'Europe/Ljubljana': 'ljubljana | slovenia',
  'Europe/Tallinn': 'tallinn | tartu | estonia',
  'Asia/Jerusalem':
    'tel aviv | jerusalem | haifa | technion | rehovot | weizmann institute | beer sheva | ramat gan | israel',
  'Asia/Dubai': 'abu dhabi | dubai | united arab emirates',
  'Asia/Riyadh': 'kaust | thuwal | riyadh | saudi arabia',
  'Asia/Kolkata':
    'bangalore | bengaluru | mumbai | chennai | new delhi | delhi | kolkata | hyderabad | pune | kanpur | kharagpur | tifr | india',
  'Asia/Singapore': 'singapore | nus | ntu singapore',
  'Asia/Hong_Kong': 'hong kong | kowloon | hku | hkust | cuhk | 香港',
  'Asia/Shanghai':
    "china | beijing | shanghai | hangzhou | nanjing | wuhan | shenzhen | guangzhou | chengdu | xi'an | hefei | tianjin | suzhou | xiamen | tsinghua | peking university | fudan | zhejiang university | 北京 | 上海 | 杭州 | 南京 | 武汉 | 深圳 | 广州 | 成都 | 西安 | 合肥 | 天津 | 清华 | 北京大学 | 复旦 | 浙江大学 | 中国科学院 | 厦门 | 长沙 | 济南 | 哈尔滨",
  'Asia/Taipei': 'taipei | hsinchu | tainan | taiwan | 台北 | 臺北 | 新竹 | 國立臺灣大學 | 中央研究院',
  'Asia/Tokyo':
    'tokyo | kyoto | osaka | nagoya | sendai | fukuoka | tsukuba | sapporo | japan | riken | oist | okinawa',
  'Asia/Seoul': 'seoul | daejeon | kaist | pohang | postech | korea',
  'Asia/Bangkok': 'bangkok | thailand',
  'Asia/Kuala_Lumpur': 'kuala lumpur | malaysia',
  'Asia/Jakarta': 'jakarta | bandung',
  'Asia/Manila': 'manila | philippines',
  'Africa/Johannesburg':
    'cape town | johannesburg | stellenbosch | pretoria | wits university | south africa',
  'Africa/Nairobi': 'nairobi | kenya',
  'Africa/Lagos': 'lagos | ibadan | nigeria',
  'Africa/Cairo': 'cairo | egypt',
  'Australia/Brisbane':
    'brisbane | queensland | gold coast | townsville | cairns | toowoomba | st lucia | gatton | rockhampton | sunshine coast | uq | qut | griffith university',
  'Australia/Sydney':
    'sydney | melbourne | canberra | hobart | wollongong | geelong | monash university | unsw | uts | macquarie university | university of newcastle, australia | tasmania | armidale | la trobe | deakin | rmit | swinburne | ballarat | bendigo',
  'Australia/Adelaide': 'adelaide | flinders university | south australia',
  'Australia/Darwin': 'darwin, nt | charles darwin university',
  'Australia/Perth':
    'university of western australia | curtin university | murdoch university | perth, western australia | perth, wa | western australia',
  'Pacific/Auckland':
    'auckland | wellington, new zealand | victoria university of wellington | christchurch | dunedin | university of otago | canterbury, nz | university of canterbury | massey university | palmerston north | new zealand | aotearoa | waikato',
  'America/New_York':
    'new york | boston | cambridge, ma | cambridge, massachusetts | mit | massachusetts institute of technology | harvard | new haven | yale | princeton | philadelphia | upenn | ithaca | cornell | pittsburgh | carnegie mellon | baltimore | johns hopkins | washington, dc | washington, d.c. | georgetown | atlanta | georgia tech | emory | durham, nc | duke university | chapel hill | raleigh | nc state | charlottesville | blacksburg | ann arbor | university of michigan | east lansing | detroit | columbus, oh | ohio state | cleveland | miami, fl | gainesville | providence, ri | brown university | amherst, ma | umass | rochester, new york | rochester, ny | buffalo, ny | syracuse | stony brook | rutgers | new brunswick, nj | penn state | university park, pa | dartmouth | hanover, nh | columbia university | nyu | rockefeller university | tufts | northeastern university | virginia tech | massachusetts | new jersey | connecticut | pennsylvania',
  'America/Toronto':
    'toronto | ottawa | montréal | montreal | mcgill | waterloo, ontario | university of waterloo | hamilton, ontario | kingston, ontario | québec | quebec | perimeter institute | ontario',
  'America/Chicago':
    'chicago | evanston | northwestern university | urbana | urbana-champaign | uiuc | champaign | madison, wi | university of wisconsin | minneapolis | university of minnesota | st. louis | austin, tx | ut austin | austin, texas | houston | rice university | dallas | college station | texas a&m | nashville | vanderbilt | new orleans | iowa city | ames, iowa | milwaukee | illinois | wisconsin | minnesota',
  'America/Denver':
    'boulder, co | boulder, colorado | denver | salt lake city | fort collins | albuquerque | los alamos | colorado | utah | calgary | edmonton | banff',
  'America/Phoenix': 'tucson | tempe | phoenix, az | arizona state | university of arizona',
  'America/Los_Angeles':
    'berkeley | stanford | san francisco | los angeles | ucla | caltech | pasadena | san diego | ucsd | santa barbara | santa cruz, ca | irvine | davis, ca | uc davis | seattle | university of washington | portland, or | eugene, or | california | washington state | palo alto',
  'America/Vancouver': 'vancouver | ubc | simon fraser | burnaby | british columbia | victoria, bc',
  'America/Halifax': 'halifax | dalhousie',
  'America/Mexico_City':
    'ciudad de méxico | mexico city | unam | cinvestav | méxico | guadalajara | monterrey, méxico',
  'America/Bogota': 'bogotá | bogota | medellín | colombia',
  'America/Lima': 'lima | perú',
  'America/Santiago': 'santiago de chile | santiago, chile | valparaíso | concepción, chile | chile',
  'America/Argentina/Buenos_Aires': 'buenos aires | córdoba, argentina | la plata | argentina',
  'America/Montevideo': 'montevideo | uruguay',
  'America/Sao_Paulo':
    'são paulo | sao paulo | rio de janeiro | campinas | belo horizonte | brasília | brazil | brasil',
};

const zoneOf = new Map<string, string>();
let longest = 0;
for (const [zone, list] of Object.entries(PLACES)) {
  for (const name of list.split(' | ')) {
    const folded = foldWord(name);
    zoneOf.set(folded, zone);
    longest = Math.max(longest, folded.split(/[\s,]+/).length);
  }
}

const HAN_PLACES = [...zoneOf.keys()].filter((name) => /\p{Script=Han}/u.test(name));
/** What follows makes a street, a hall or a person of the town's name. */
const NOT_A_TOWN =
  /^[\s-]+(?:street|st\b|road|rd\b|avenue|ave\b|hall|room|building|bldg|house|theatre|theater|lecture|auditorium|wing|lounge|suite|library|square|straße|platz|allee|tower|annexe?|library|hotel|place|terrace|lane|drive|way|court|stra)/iu;

export function zoneOfPlace(name: string): string | undefined {
  return zoneOf.get(foldWord(name));
}

export interface PlaceHit {
  readonly start: number;
  readonly end: number;
  readonly zone: string;
}

/** The towns, universities and countries that a text names. Texts are lines; only the first 400 characters count. */
export function findPlaces(text: string): readonly PlaceHit[] {
  const part = text.slice(0, 400);
  const words = [...part.matchAll(/[\p{L}\p{M}'’.&()-]+/gu)];
  const hits: PlaceHit[] = [];
  for (let at = 0; at < words.length; at += 1) {
    for (let count = Math.min(longest, words.length - at); count >= 1; count -= 1) {
      const first = words[at];
      const last = words[at + count - 1];
      if (!first || !last) continue;
      const start = first.index;
      const raw = part.slice(start, last.index + last[0].length);
      const name = raw.replace(/[.)]+$/, '').replace(/^\(/, '');
      const zone = /^[\p{Lu}]/u.test(name) ? (zoneOfPlace(raw) ?? zoneOfPlace(name)) : undefined;
      if (zone === undefined || NOT_A_TOWN.test(part.slice(start + raw.length))) continue;
      hits.push({ start, end: start + raw.length, zone });
      at += count - 1;
      break;
    }
  }
  for (const name of HAN_PLACES) {
    const start = part.indexOf(name);
    const zone = zoneOf.get(name);
    if (start >= 0 && zone !== undefined) hits.push({ start, end: start + name.length, zone });
  }
  return hits;
}
