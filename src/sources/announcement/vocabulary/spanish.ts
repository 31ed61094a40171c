import type { Language } from './vocabulary.ts';

export const spanish: Language = {
  labels: {
    title:
      'título | titulo | título de la charla | tema | título de la ponencia | título de la conferencia | título del seminario | charla | ponencia | título de la tesis',
    speaker:
      'ponente | ponentes | conferenciante | conferencista | expositor | expositora | orador | oradora | imparte | impartido por | impartida por | a cargo de | presenta | quién | invitado | invitada | disertante | conferenciantes | doctorando | doctoranda | charlista | expositores | ponente invitado | ponente invitada',
    affiliation: 'institución | afiliación | filiación | procedencia',
    abstract: 'resumen | sinopsis | descripción | sumario | resumen de la charla',
    bio: 'biografía | reseña biográfica | sobre el ponente | sobre la ponente | semblanza | breve biografía | nota biográfica | reseña | acerca del ponente | perfil',
    when: 'cuándo | fecha y hora | fecha/hora | día y hora | fecha y horario | cuando',
    date: 'fecha | día',
    time: 'hora | horario | inicio | comienzo | hora de inicio',
    duration: 'duración',
    oldWhen: 'fecha anterior | antes | anterior | fecha original',
    newWhen: 'nueva fecha | nuevo horario | ahora | nueva hora',
    venue: 'lugar | dónde | ubicación | sede | dirección | presencial | donde | sitio',
    room: 'sala | aula | salón | nueva aula | nuevo lugar | seminario (aula) | nueva sala | auditorio',
    building: 'edificio',
    online:
      'enlace | enlace de zoom | enlace zoom | zoom | conexión | en línea | enlace de conexión | videoconferencia | enlace a la reunión | unirse a la reunión zoom | liga de zoom | liga | enlace de acceso | enlace teams | virtual | enlace de teams | enlace virtual | link de zoom | acceso',
    meetingId: 'id de reunión | id de la reunión | id reunión | número de reunión | id de zoom | id',
    passcode: 'código de acceso | contraseña | clave | clave de acceso | código',
    host: 'organiza | organizado por | departamento | facultad | instituto | escuela | entidad organizadora | convoca',
    series: 'ciclo | serie | seminario | coloquio | ciclo de conferencias | ciclo de seminarios | seminarios',
    kind: 'tipo | tipo de evento | modalidad de evento | tipo de actividad',
    chair:
      'modera | moderador | moderadora | presentado por (moderador) | anfitrión | anfitriona | director de tesis | directora de tesis | tutor | tutora | directores | coordina | organizadores | organizador | coordinador | coordinadora | coordinadores | presenta al ponente | director | directora | responsable',
    panel: 'tribunal | comité | jurado | miembros del tribunal | sinodales',
    notStart:
      'café | recepción | inscripción hasta | fecha límite | refrigerio | apertura de puertas | registro | acreditación | vino español | merienda | comida | almuerzo',
    aside:
      'contacto | inscripción | inscripciones | enlace de inscripción | idioma | web | página web | teléfono | correo | palabras clave | entrada | más información | grabación | próximo seminario | próxima charla | modalidad | aforo | asunto | para | de | enviado | observaciones | próximas charlas | informes | formato | público | referencias',
  },
  months: [
    'enero | ene',
    'febrero',
    'marzo',
    'abril | abr',
    'mayo',
    'junio',
    'julio',
    'agosto | ago',
    'septiembre | setiembre | sept',
    'octubre',
    'noviembre',
    'diciembre | dic',
  ],
  weekdays: ['lunes', 'martes', 'miércoles | miercoles', 'jueves', 'viernes', 'sábado | sabado', 'domingo'],
  words: {
    am: 'de la mañana | a. m.',
    pm: 'de la tarde | de la noche | p. m.',
    noon: 'mediodía | del mediodía',
    today: 'hoy',
    tomorrow: 'mañana',
    thisDay: 'este | próximo | el próximo',
    nextDay: 'próximo | que viene',
    until: 'a | hasta | a las',
    besides:
      'café | recepción | inscripción | refrigerio | merienda | almuerzo | vino | registro | acreditación | apertura de puertas | comida | aperitivo',
    deadline: 'fecha límite | antes del | a más tardar | inscripciones hasta | hasta el | plazo',
    begins: 'charla | seminario | conferencia | comienzo | inicio | comienza | empieza | defensa | ponencia',
    former: 'originalmente | en lugar de | en vez de | anterior | inicialmente',
    planned: 'previsto | prevista | programado | programada | estaba',
    latter:
      'nuevo | nueva | ahora | aplazado al | trasladado al | pasa al | se celebrará | reprogramado para | pospuesto al | se traslada al',
    cancelled:
      'cancelado | cancelada | suspendido | suspendida | anulado | anulada | se cancela | se suspende | no se celebrará | cancelación',
    postponed:
      'aplazado | aplazada | pospuesto | pospuesta | aplazamiento | se aplaza | se pospone | postergado | postergada',
    rescheduled:
      'cambio de fecha | cambio de hora | cambio de horario | nueva fecha | nuevo horario | reprogramado | reprogramada | se traslada | adelantado | reprogramación',
    dateToCome:
      'nueva fecha se | fecha por confirmar | se anunciará | por determinar | hasta nuevo aviso | más adelante | próximamente',
    otherTalk:
      'próximo seminario | próxima charla | próxima semana | próximas charlas | próximos seminarios | próxima sesión',
    weekly:
      'semanal | cada semana | todos los lunes | todos los martes | todos los miércoles | todos los jueves | todos los viernes',
    fortnightly: 'quincenal | cada dos semanas | cada quince días',
    monthly: 'mensual | cada mes',
    talkNoun:
      'seminario | seminarios | charla | conferencia | coloquio | ponencia | defensa de tesis | mesa redonda | lección inaugural | lectura de tesis | conversatorio | plática | webinar',
    seriesNoun:
      'seminario | coloquio | ciclo de conferencias | seminarios | ciclo de seminarios | ciclo de charlas | seminario permanente',
    kindNoun:
      'defensa de tesis | lectura de tesis | mesa redonda | lección inaugural | conferencia invitada | defensa de tesis doctoral | conversatorio | conferencia magistral | conferencia inaugural | seminario extraordinario | examen de grado',
    tba: 'por anunciar | por confirmar | por determinar | pendiente | por definir | título por confirmar | a confirmar | por anunciarse',
    noTalk:
      'no hay seminario | sin seminario | festivo | no habrá seminario | vacaciones | feriado | no hay charla | semana santa | no hay sesión',
    honorific:
      'dra. | dra | prof.ª | profa. | d. | dña. | don | doña | sr. | sra. | ing. | lic. | profesor | profesora | doctor | doctora | mtro. | mtra. | profª',
    organisation:
      'universidad | instituto | escuela | csic | upm | upc | unam | upf | uab | ucm | uam | facultad | departamento | centro | laboratorio | hospital | universitat | uc3m | icmat | observatorio | universidade | politécnica | bsc | conicet | uned | uba | cinvestav | ub | itam | fundación | museo | pontificia | tecnológico | ehu',
    hostOrganisation:
      'departamento de | facultad de | instituto de | escuela de | centro de | laboratorio de | departament de | escuela técnica superior',
    roomWord:
      'sala | aula | salón | auditorio | salón de actos | sala de seminarios | sala de juntas | anfiteatro | sala de grados | salón de grados | aula magna | sala de conferencias | paraninfo | sala de reuniones | seminario | despacho',
    buildingWord:
      'edificio | módulo | pabellón | torre | campus | edif. | bloque | palacio | biblioteca | facultad de',
    levelWord: 'planta | piso | planta baja | nivel',
    onlineWord:
      'en línea | virtual | por zoom | vía zoom | videoconferencia | telemático | telemática | online',
    streetWord: 'calle | avenida | plaza | paseo | c/ | avda. | carretera',
    byWord: 'por | a cargo de | impartida por | impartido por | con',
    willSpeak:
      'impartirá | dará | presentará | hablará | ofrecerá | expondrá | defenderá | disertará | nos hablará | dictará | imparte | hablará sobre',
    entitled: 'titulado | titulada | con el título | sobre | bajo el título | título | charla',
    closing:
      'entrada libre | entrada gratuita | saludos | un saludo | un cordial saludo | atentamente | os esperamos | les esperamos | los esperamos | todos están | inscripción | más información | para más información | para asistir | abierto a | la charla será | el seminario será | habrá | gracias | contacto | esperamos contar | asistencia | organiza | enlace | se servirá | el seminario se | la charla se | cordialmente | quedan | están todos | próxima | próximo | aforo | se ruega',
    greeting:
      'estimados | estimadas | queridos | hola | buenos días | buenas tardes | estimado | estimada | queridas | estimad@s | compañeros | apreciados',
    hostedBy: 'organizado por | organizada por',
    meetingId: 'id de reunión | id de la reunión | id reunión | número de reunión',
    passcode: 'código de acceso | contraseña | clave de acceso | clave',
    joinLink: 'unirse | conexión | enlace | conectarse',
    registration: 'inscripción | inscribirse | registro | grabación | mapa | formulario | más información',
    colonOnly:
      'de | para | a | hora | día | tema | sala | aula | seminario | coloquio | charla | enlace | nota | web | presenta | antes | ahora | invitado | organiza | ciclo | clave | entrada | acceso | público | café | sede | sitio | director | tutor | código | comida | anterior | registro | informes',
    noSeminar:
      'llamada a comunicaciones | convocatoria de ponencias | plazo de envío | oferta de empleo | convocatoria de becas | envío de resúmenes | fechas importantes | llamada a contribuciones | fuera de la oficina',
    training:
      'formación | taller | curso | jornada | jornadas | congreso | escuela de verano | claustro | jornada de puertas abiertas | sesión informativa | simposio | reunión informativa | junta de facultad',
  },
};
