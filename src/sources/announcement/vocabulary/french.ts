import type { Language } from './vocabulary.ts';

export const french: Language = {
  labels: {
    title:
      "titre | intitulé | titre de l'exposé | titre de l'intervention | sujet | thème | titre de la thèse | titre de la conférence | titre du séminaire | exposé | titre du exposé | titre de la présentation",
    speaker:
      'orateur | oratrice | orateurs | orateur·rice | orateur/oratrice | intervenant | intervenante | intervenants | intervenant(e) | intervenant·e | intervenant.e | conférencier | conférencière | conférenciers | par | présenté par | qui | doctorant | doctorante | candidat | candidate | exposant | invité | invitée | intervenant(s) | orateur(s) | orateur.rice',
    affiliation: 'institution | établissement | laboratoire de rattachement | rattachement',
    abstract:
      "résumé | resumé | résumé de l'exposé | présentation (résumé) | description | résumé de la thèse | mots de présentation | argumentaire",
    bio: "biographie | notice biographique | à propos de l'orateur | à propos de l'oratrice | bio | courte biographie | à propos de l'intervenant | à propos de l'intervenante | à propos du conférencier",
    when: 'quand | date et heure | horaire | date & heure | date/heure | date et horaire | jour et heure | horaires',
    date: 'date | jour | le',
    time: 'heure | horaire | début | heure de début',
    duration: 'durée',
    oldWhen: 'ancienne date | ancien horaire | initialement | au lieu de | ancien',
    newWhen: 'nouvelle date | nouvel horaire | nouveau | nouvelle heure',
    venue: "lieu | où | endroit | adresse | en présence | en présentiel | lieu de l'exposé",
    room: 'salle | amphi | amphithéâtre | nouvelle salle | nouveau lieu',
    building: 'bâtiment | bât. | bât',
    online:
      'visio | lien zoom | lien visio | lien | lien de connexion | visioconférence | en ligne | zoom | lien teams | connexion | à distance | lien de la visio | en distanciel | lien bbb | participer à la réunion zoom | lien webex | distanciel | lien de visioconférence | en visio | rejoindre | lien de la réunion',
    meetingId:
      'id de réunion | identifiant de réunion | id réunion | numéro de réunion | id de la réunion | identifiant | n° de réunion | id',
    passcode: "code secret | mot de passe | code d'accès | code | code secret zoom | mdp | passe",
    host: 'organisé par | laboratoire | département | institut | organisateur | ufr | faculté | école | unité',
    series: 'séminaire | cycle | série | cycle de conférences | nom du séminaire | groupe de travail',
    kind: "type | type d'événement | nature | type d'évènement",
    chair:
      'président de séance | modérateur | modératrice | animateur | animé par | directeur de thèse | directrice de thèse | encadrant | encadrante | encadrants | responsable | responsables | invité par | organisateurs | organisatrices | organisation | directeurs de thèse | présidence | contact scientifique | directeur | discutant | discutante | co-encadrant | animation',
    panel:
      'jury | membres du jury | rapporteurs | rapporteur | rapporteuse | examinateurs | composition du jury | comité | examinatrice | examinateur',
    notStart:
      "accueil | café | inscription avant le | date limite | pot | café d'accueil | ouverture des portes | accueil café | buffet | collation | goûter | déjeuner | pause",
    aside:
      "contact | contacts | inscription | inscriptions | lien d'inscription | langue | site | site web | page web | tél | téléphone | courriel | mots-clés | mots clés | références | entrée | tarif | accès | plan d'accès | enregistrement | bibliographie | prochaine séance | prochain séminaire | à venir | public | de | à | objet | envoyé | cc | informations | renseignements | format | plus d'informations | pour en savoir plus | prochains exposés",
  },
  months: [
    'janvier | janv | janv.',
    'février | fév | févr | fevrier | févr.',
    'mars',
    'avril | avr',
    'mai',
    'juin',
    'juillet | juil',
    'août | aout',
    'septembre | sept',
    'octobre',
    'novembre',
    'décembre | déc | decembre',
  ],
  weekdays: [
    'lundi | lun | lundis',
    'mardi | mardis',
    'mercredi | mer | mercredis',
    'jeudi | jeu | jeudis',
    'vendredi | ven | vendredis',
    'samedi | sam',
    'dimanche | dim',
  ],
  words: {
    am: 'du matin',
    pm: "de l'après-midi | du soir",
    noon: 'midi',
    today: "aujourd'hui | ce jour | ce soir | cet après-midi | ce matin",
    tomorrow: 'demain',
    thisDay: 'ce',
    nextDay: 'prochain | prochaine',
    until: "à | jusque | jusqu'à | au",
    besides:
      'café | accueil | pot | buffet | déjeuner | inscription | inscriptions | collation | apéritif | cocktail | goûter | thé | viennoiseries | ouverture des portes | pause | petit-déjeuner',
    deadline:
      "avant le | date limite | au plus tard | inscription avant | inscriptions jusqu'au | dernier délai | clôture",
    begins: 'exposé | séminaire | conférence | début | commence | soutenance | débutera | commencera',
    former:
      'initialement | au lieu de | ancien | ancienne | précédemment | non | et non | auparavant | à la place',
    planned: 'prévu | prévue | prévu le',
    latter:
      'nouveau | nouvelle | désormais | reporté au | reportée au | déplacé au | décalé au | aura finalement lieu | avancé au | finalement',
    cancelled: "annulé | annulée | annulation | est annulé | n'aura pas lieu",
    postponed: 'reporté | reportée | report | ajourné | repoussé | repoussée | décalé',
    rescheduled:
      "changement de date | changement d'horaire | nouvelle date | nouvel horaire | déplacé | déplacée | décalé au | avancé",
    dateToCome:
      'date ultérieure | nouvelle date sera | sera communiquée | ultérieurement | communiquée prochainement | sine die',
    otherTalk:
      'prochain séminaire | prochaine séance | semaine prochaine | prochains exposés | prochains séminaires | prochaine conférence',
    weekly:
      'chaque semaine | hebdomadaire | tous les lundis | tous les mardis | tous les mercredis | tous les jeudis | tous les vendredis',
    fortnightly:
      'bimensuel | toutes les deux semaines | un lundi sur deux | un mardi sur deux | un mercredi sur deux | un jeudi sur deux | un vendredi sur deux | tous les quinze jours',
    monthly: 'mensuel | chaque mois | tous les mois',
    talkNoun:
      'séminaire | séminaires | exposé | exposés | conférence | soutenance | soutenance de thèse | séance | intervention | colloquium | leçon inaugurale | table ronde | groupe de travail | webinaire | cours inaugural',
    seriesNoun:
      'séminaire | groupe de travail | colloquium | cycle de conférences | journal club | séminaires | webinaire | les séminaires',
    kindNoun:
      "soutenance de thèse | soutenance d'habilitation | soutenance de hdr | leçon inaugurale | table ronde | conférence publique | soutenance | pré-soutenance | conférence grand public | conférence invitée | soutenance hdr | séminaire exceptionnel | soutenance de thèse de doctorat",
    tba: 'à venir | à préciser | à confirmer | à déterminer | titre à venir | à annoncer | résumé à venir | sera communiqué ultérieurement | titre à préciser | à définir',
    noTalk:
      "pas de séminaire | pas d'exposé | relâche | vacances | férié | pas de séance | séminaire annulé | pas de groupe de travail",
    honorific:
      'm. | mme | mme. | mlle | monsieur | madame | pr | pr. | mm. | maître | me | docteur | professeur | professeure | mlle.',
    organisation:
      'université | laboratoire | institut | école | ens | cnrs | inria | inserm | cea | inrae | sorbonne | polytechnique | faculté | département | ehess | ephe | centrale | irisa | loria | laas | lri | lirmm | limsi | lip6 | irif | collège de france | ecole | univ | univ. | insa | ihes | observatoire | hôpital | chu | hec | essec | télécom | mines | ponts | ujf | uga | epfl | unige | uqam | ulb | vub | ucl | uclouvain | udem | musée | équipe | centre | ifremer | cnes | onera',
    hostOrganisation:
      "laboratoire | laboratoire de | laboratoire d' | institut de | institut d' | département de | département d' | faculté de | faculté des | école de | école doctorale | ufr | centre de | équipe | unité | observatoire de",
    roomWord:
      'salle | amphi | amphithéâtre | amphi. | grande salle | petite salle | salle de séminaire | salle de conférence | salle de réunion | auditorium | salle des conseils | salle du conseil | salle des thèses | salle de conférences | bureau',
    buildingWord:
      'bâtiment | bât. | bât | maison | tour | pavillon | couloir | barre | campus | batiment | aile | espace | halle',
    levelWord: 'étage | niveau | rez-de-chaussée | rdc | sous-sol',
    onlineWord: 'visio | en visio | visioconférence | en ligne | distanciel | à distance',
    streetWord: 'rue | avenue | boulevard | place | quai | allée | chemin | impasse',
    byWord: 'par | de | avec | présenté par | donné par',
    willSpeak:
      'donnera | présentera | interviendra | parlera | exposera | soutiendra | nous parlera | donne | présente | viendra | fera un exposé | animera | parle',
    entitled: 'intitulé | intitulée | ayant pour titre | sur le thème | titre | sur | sous le titre | exposé',
    closing:
      "cordialement | bien cordialement | bien à vous | tous bienvenus | entrée libre | entrée gratuite | venez nombreux | pour assister | pour vous inscrire | inscription | le séminaire sera | le séminaire aura | la séance | au plaisir | merci | amicalement | les organisateurs | lien | le lien | contact | organisateurs | pour plus | un café | un pot | le café | à bientôt | bonne journée | l'équipe | ouvert à | l'exposé sera | l'exposé aura | la soutenance | vous êtes | nous espérons | la présentation sera | prochain | prochaine | suivi d'un | la conférence sera | le lien zoom | l'entrée",
    greeting: 'bonjour | chers | chères | cher | chère | bonsoir | madame, monsieur | à tous',
    hostedBy: 'organisé par | organisée par',
    meetingId: 'id de réunion | identifiant de réunion | id réunion | numéro de réunion | id de la réunion',
    passcode: "code secret | mot de passe | code d'accès | mdp",
    joinLink: 'rejoindre | visio | connexion | participer | lien zoom',
    registration: "inscription | inscriptions | s'inscrire | plan | enregistrement | vidéo | site | page",
    colonOnly:
      'par | le | de | à | qui | où | lien | code | visio | salle | institut | laboratoire | département | séminaire | exposé | jury | contact | inscription | public | jour | heure | connexion | café | accueil | cycle | ancien | nouveau | distanciel | en ligne | type | note | groupe de travail | école | unité | pause | accès | organisation | amphi | bâtiment',
    noSeminar:
      'appel à communications | appel à contributions | date limite de soumission | appel à candidatures | poste à pourvoir | appel à projets | offre de thèse | appel à propositions | offre de poste | dates importantes | absence du bureau',
    training:
      "formation | atelier | journée d'étude | journées | stage | école d'été | congrès | assemblée générale | réunion de laboratoire | conseil de laboratoire | portes ouvertes | réunion d'information | colloque",
  },
};
