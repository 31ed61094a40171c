import type { Language } from './vocabulary.ts';

export const german: Language = {
  labels: {
    title:
      'titel | thema | vortragstitel | titel des vortrags | vortrag | vortragsthema | thema des vortrags | über das thema',
    speaker:
      'referent | referentin | referenten | referent/in | referent:in | referent*in | referierende | vortragender | vortragende | vortragende/r | vortragende(r) | vortragende:r | sprecher | sprecherin | sprecher/in | gast | wer | redner | rednerin | kandidat | kandidatin | doktorand | doktorandin | es spricht | es sprechen',
    affiliation: 'institution | einrichtung | zugehörigkeit | affiliation',
    abstract:
      'zusammenfassung | abstrakt | kurzfassung | inhalt | zum inhalt | zum vortrag | kurzbeschreibung | beschreibung | über den vortrag',
    bio: 'kurzbiografie | kurzbiographie | biografie | biographie | lebenslauf | kurzlebenslauf | kurzvita | vita | zur person | über den referenten | über die referentin | zum referenten | zur referentin | über die vortragende | über den vortragenden',
    about: 'über die reihe | zur reihe',
    when: 'wann | termin | datum und uhrzeit | datum & uhrzeit | datum/uhrzeit | datum/zeit | datum und zeit | datum, uhrzeit | zeitpunkt',
    date: 'datum | tag',
    time: 'zeit | uhrzeit | beginn | anfang | anfangszeit',
    duration: 'dauer',
    oldWhen: 'alt | alter termin | ursprünglich | bisher | bisheriger termin',
    newWhen: 'neu | neuer termin | jetzt | ersatztermin | nachholtermin',
    venue: 'ort | wo | veranstaltungsort | adresse | ort und zeit (ort)',
    room: 'raum | hörsaal | saal | seminarraum | neuer raum | neuer ort',
    building: 'gebäude',
    online:
      'zoom-link | zoomlink | zoom-meeting | zoom-meeting beitreten | zugang | zugangslink | einwahl | einwahllink | videokonferenz | link zur teilnahme | teilnahmelink | online-teilnahme | online teilnahme | meeting-link | webex-link | livestream | online-zugang | bbb-link | bbb-raum | teams-link',
    meetingId:
      'meeting-id | sitzungs-id | meeting id | webinar-id | meeting-kennnummer | zoom-id | besprechungs-id | kennnummer',
    passcode:
      'kenncode | passwort | kennwort | passcode | zugangscode | meeting-passwort | kenn-code | zoom-passwort | meeting-passwort',
    host: 'veranstalter | veranstalterin | ausrichter | institut | fakultät | fachbereich | lehrstuhl | gastgeber | gastgebende einrichtung',
    series: 'reihe | veranstaltungsreihe | vortragsreihe | kolloquium | seminar | ringvorlesung',
    kind: 'veranstaltungsart | art der veranstaltung | art',
    chair:
      'moderation | moderator | moderatorin | leitung | einladende | einladender | einladende person | gastgeberin | betreuer | betreuerin | betreuung | organisation | organisator | verantwortlich | einführung | vorsitz | doktorvater | ansprechperson',
    panel:
      'kommission | prüfungskommission | gutachter | gutachterin | gutachter:innen | prüfer | erstgutachter | zweitgutachter | prüfungsausschuss | promotionskommission',
    notStart:
      'kaffee | kaffee und kuchen | empfang | einlass | anmeldung bis | anmeldeschluss | anmeldefrist | imbiss | im anschluss | frist | umtrunk | kaffee und tee | stand | ankunft',
    aside:
      'kontakt | anmeldung | teilnahme | sprache | webseite | website | homepage | telefon | tel. | e-mail | weitere informationen | weitere infos | kosten | eintritt | anfahrt | bemerkung | aufzeichnung | schlagworte | literatur | nächster vortrag | nächster termin | nächste termine | von | an | betreff | gesendet | format | zielgruppe | einwahl per telefon | schnelleinwahl mobil | einwahl nach aktuellem standort | ortseinwahl suchen',
  },
  months: [
    'januar | jan | jänner',
    'februar | feb | feber',
    'märz | mär | maerz | mrz',
    'april',
    'mai',
    'juni',
    'juli',
    'august',
    'september',
    'oktober | okt',
    'november',
    'dezember | dez',
  ],
  weekdays: [
    'montag | mo | montags',
    'dienstag | di | dienstags',
    'mittwoch | mi | mittwochs',
    'donnerstag | do | donnerstags',
    'freitag | fr | freitags',
    'samstag | sa | sonnabend',
    'sonntag | so',
  ],
  words: {
    noon: '12 uhr mittags',
    today: 'heute | heutige | heutigen | heutiger',
    tomorrow: 'morgen | morgigen | morgige',
    thisDay: 'diesen | dieser | diesem | kommenden | am kommenden | kommender',
    nextDay: 'nächsten | nächster | nächste',
    until: 'bis',
    besides:
      'kaffee | tee | kuchen | einlass | empfang | imbiss | umtrunk | mittagessen | anmeldung | brezeln | getränke | snacks | häppchen | ausklang | ankunft | begrüßung | ab',
    deadline:
      'anmeldeschluss | bis zum | bis spätestens | spätestens | frist | anmeldung bis | einreichung | bis',
    begins: 'vortrag | beginn | beginnt | kolloquium | seminar | startet',
    former: 'ursprünglich | bisher | statt | anstatt | anstelle | nicht | bisherige',
    planned: 'geplant | geplante | geplanten | war | vorgesehen | angekündigte | angekündigten',
    latter: 'neu | neuer | nun | jetzt | verschoben auf | verlegt auf | auf den | neuer termin | findet nun',
    cancelled:
      'abgesagt | entfällt | fällt aus | absage | ausfall | fällt leider aus | muss leider ausfallen | ausfallen | findet nicht statt | entfallen | ausgefallen',
    postponed: 'verschoben | verschiebung | vertagt',
    rescheduled: 'terminänderung | neuer termin | verlegt | zeitänderung | terminverschiebung | ersatztermin',
    dateToCome:
      'neuer termin wird | auf unbestimmte zeit | noch bekannt | bekannt gegeben | bekanntgegeben | ein neuer termin | noch nicht fest',
    otherTalk:
      'nächster vortrag | nächste vorträge | nächster termin | nächste woche | weitere termine | der nächste vortrag | folgetermine',
    weekly:
      'wöchentlich | jede woche | jeden montag | jeden dienstag | jeden mittwoch | jeden donnerstag | jeden freitag',
    fortnightly: 'zweiwöchentlich | 14-tägig | vierzehntägig | alle zwei wochen | 14-täglich',
    monthly: 'monatlich | jeden monat',
    talkNoun:
      'seminar | kolloquium | vortrag | vorträge | vorlesung | gastvortrag | antrittsvorlesung | ringvorlesung | disputation | promotionsvortrag | oberseminar | habilitationsvortrag | forschungskolloquium | podiumsdiskussion | verteidigung | probevortrag | doktorandenseminar | fachvortrag | vortragsreihe',
    seriesNoun:
      'kolloquium | oberseminar | seminar | ringvorlesung | vortragsreihe | forschungskolloquium | kolloquiums | doktorandenseminar | doktorandenkolloquium | forschungsseminar | mittagsseminar | institutskolloquium | seminarreihe | institutsseminar | arbeitsgemeinschaft',
    kindNoun:
      'gastvortrag | antrittsvorlesung | disputation | promotionsvortrag | habilitationsvortrag | öffentlicher vortrag | podiumsdiskussion | abschiedsvorlesung | probevortrag | probevorlesung | promotionsverteidigung | festvortrag | promotionskolloquium | öffentliche verteidigung | verteidigung der dissertation | bewerbungsvortrag',
    tba: 'n.n. | nn | wird noch bekannt gegeben | wird bekannt gegeben | folgt | noch offen | n. n. | wird noch bekanntgegeben | titel folgt | wird noch angekündigt | steht noch nicht fest | titel wird noch bekannt gegeben | t.b.a. | kein abstract',
    noTalk:
      'kein seminar | kein vortrag | kein kolloquium | keine veranstaltung | feiertag | vorlesungsfrei | entfällt | ferien | keine sitzung | semesterferien | pfingstferien | fällt aus | weihnachtspause | weihnachtsferien',
    honorific:
      'herr | frau | pd | pd dr. | prof. dr. | dr.-ing. | dr. rer. nat. | dipl.-ing. | prof. dr.-ing. | univ.-prof. | jun.-prof. | em. | dr. habil. | ao. | apl. prof. | dr. med. | m.sc. | hon.-prof. | priv.-doz. | juniorprofessor | juniorprofessorin | professorin | prof.in | dr. phil. | prof. i. r. | habil. | ass.-prof. | assoz. prof. | rer. | nat. | phil. | med. | dipl.-phys. | dipl.-math. | dr.in | jprof. | jun. prof. | ph. d. | h.c. | dr. h.c.',
    degree: 'm.sc. | b.sc. | m. sc. | m.a.',
    organisation:
      'universität | technische universität | tu | fu | hu | lmu | hochschule | fachhochschule | institut | akademie | klinikum | fakultät | lehrstuhl | forschungszentrum | max-planck-institut | fraunhofer | helmholtz | rwth | kit | mpi | dlr | gmbh | leibniz | zentrum | uni | ag | charité | eth | epfl | desy | bundesanstalt | landesamt | fachbereich | abteilung | physikalisch-technische | gesellschaft | geomar | dkfz | fzj | hzb | gsi | fh | ptb',
    hostOrganisation:
      'institut für | fakultät für | lehrstuhl für | fachbereich | abteilung | zentrum für | department für | professur für | fakultät | seminar für | arbeitsgruppe',
    roomWord:
      'raum | hörsaal | saal | seminarraum | sr | hs | aula | sitzungszimmer | sitzungssaal | konferenzraum | besprechungsraum | festsaal | großer hörsaal | kleiner hörsaal | seminarzimmer | zimmer | r. | audimax | vortragssaal | hörsaalzentrum | bibliothek | senatssaal | übungsraum | lesesaal',
    buildingWord:
      'gebäude | haus | hauptgebäude | geb. | bau | trakt | turm | campus | institutsgebäude | altbau | neubau | flügel | physikgebäude | physikzentrum | zentrum | schloss | geb',
    levelWord: 'etage | stock | og | eg | ug | stockwerk | erdgeschoss | obergeschoss',
    onlineWord: 'videokonferenz | online-veranstaltung | digital | per zoom | über zoom | virtuell',
    streetWord: 'straße | str. | strasse | platz | allee | weg | gasse | ring | damm | ufer',
    byWord: 'von | durch | mit',
    willSpeak:
      'spricht | hält einen vortrag | wird sprechen | spricht über | trägt vor | referiert | wird vortragen | berichtet | hält | hält den vortrag | wird einen vortrag halten | sprechen | zu gast',
    entitled:
      'mit dem titel | über das thema | zum thema | mit dem thema | unter dem titel | über | spricht über | titel | vortrag',
    closing:
      'gäste sind | gäste willkommen | interessierte | alle interessierten | alle sind | mit freundlichen grüßen | mit besten grüßen | beste grüße | viele grüße | herzliche grüße | freundliche grüße | liebe grüße | gez. | im anschluss | anschließend | vor dem vortrag | kaffee | wir freuen uns | anmeldung | um anmeldung | bitte melden | die teilnahme | weitere informationen | weitere infos | zoom | der vortrag findet | die veranstaltung | das kolloquium | studierende | wir laden | zu diesem vortrag | zu diesem | eintritt frei | der eintritt | hinweis | kontakt | nächster | für rückfragen | bei fragen | ab 15 | der zugang | einwahl | die einladenden | der vortrag ist | der vortrag wird | alle zuhörer | sie sind herzlich | herzliche einladung | eine aufzeichnung | der dekan | die dekanin | veranstalter | organisation | zur teilnahme',
    greeting: 'liebe | lieber | sehr geehrte | sehr geehrter | guten tag | hallo | geschätzte | werte',
    hostedBy: 'veranstaltet von | veranstaltet vom',
    meetingId: 'meeting-id | sitzungs-id | webinar-id | besprechungs-id | kennnummer',
    passcode: 'kenncode | kennwort | passwort | zugangscode | meeting-passwort',
    joinLink: 'teilnehmen | beitreten | einwahl | videokonferenz',
    registration:
      'anmeldung | anmelden | registrierung | aufzeichnung | lageplan | anfahrt | webseite | homepage | weitere informationen | ortseinwahl',
    colonOnly:
      'wer | wo | alt | neu | jetzt | gast | tag | zeit | von | an | link | raum | saal | institut | fakultät | fachbereich | seminar | kolloquium | vortrag | reihe | kontakt | anmeldung | teilnahme | sprache | hinweis | zugang | leitung | organisation | kaffee | empfang | beginn | ort | art | stand | inhalt | frist | gebäude | hörsaal | betreuung | ringvorlesung | literatur | lehrstuhl',
    noSeminar:
      'aufruf zur einreichung | beitragseinreichung | stellenausschreibung | einreichungsfrist | wartungsarbeiten | wahlen | stellenangebot | abwesenheitsnotiz | ausschreibung | protokoll der sitzung | bewerbungsfrist',
    training:
      'schulung | fortbildung | unterweisung | weiterbildung | tag der offenen tür | sprechstunde | institutsversammlung | personalversammlung | einführungskurs | sommerfest | weihnachtsfeier | tagung | konferenz | workshop | kurs | dienstbesprechung | führung | fachschaftssitzung',
  },
};
