import type { Language } from './vocabulary.ts';

export const english: Language = {
  labels: {
    title:
      'title | talk title | title of talk | title of the talk | seminar title | presentation title | lecture title | thesis title | dissertation title | paper title | topic | talk | what | subject of talk | presentation',
    speaker:
      'speaker | speakers | speaker(s) | presenter | presenters | presenter(s) | lecturer | presented by | candidate | student | phd candidate | phd student | doctoral candidate | guest speaker | invited speaker | our speaker | seminar speaker | speaker name | name of speaker | who | panellists | panelists | with',
    affiliation:
      'affiliation | affiliations | speaker affiliation | institution | from | university | organisation | organization | home institution',
    abstract:
      'abstract | summary | synopsis | talk abstract | abstract of talk | about the talk | about this talk | about the seminar | about this seminar | about the lecture | description | overview | outline | details of talk | abstract of the talk',
    bio: 'bio | biography | biographical note | biographical sketch | short bio | speaker bio | bio sketch | biosketch | brief bio | speaker biography | about the speaker | about the speakers | about the presenter | about our speaker | speaker profile | about the author | bionote | short biography | brief biography | speaker information | bios | biographies',
    about:
      'about the series | about this series | about the seminar series | about this seminar series | about us',
    when: 'when | date and time | date & time | date/time | time and date | day and time | day & time | time & date | schedule | when?',
    date: 'date | day | seminar date | event date | talk date',
    time: 'time | start time | starts | start | seminar time | talk time | talk starts | talk begins | seminar starts | time of talk',
    duration: 'duration | length',
    oldWhen:
      'old | old time | old date | previously | was | original date | original time | originally | previous time | previous date | from (old) | instead of | old date and time | previous | before',
    newWhen:
      'new | new time | new date | now | new date and time | revised time | revised date | updated time | updated date | rescheduled to | moved to | corrected time | corrected date | new day | correct time | correct date',
    venue:
      'venue | location | where | place | seminar location | address | in person | in-person | on campus | in-person venue | physical location | where? | venue and link | locations',
    room: 'room | seminar room | lecture room | new room | new venue | new location | room number',
    building: 'building | bldg',
    online:
      'zoom | zoom link | zoom url | zoom meeting | join zoom meeting | join url | join link | join | join online | join us online | online | online link | link | meeting link | meeting url | teams | teams link | microsoft teams | ms teams | ms teams link | teams meeting | webex | webex link | google meet | meet | meet link | video link | videoconference | video conference | virtual | remote | remote link | webinar link | livestream | live stream | online via zoom | via zoom | video call link | remote access | video call | zoom webinar | connection link | connection | online access | join by zoom | join via zoom | join on zoom | join the meeting | bigbluebutton | bbb | jitsi | streaming | url | join here | online venue | to join | online participation | remote participation | zoom details',
    meetingId:
      'meeting id | webinar id | zoom id | zoom meeting id | meeting number | meeting number (access code) | zoom meeting number | meeting no | id',
    passcode:
      'passcode | password | meeting passcode | meeting password | zoom passcode | zoom password | access code | pw | pass code | pwd | webinar passcode | pass',
    host: 'host | hosted by | host institution | hosting school | school | department | faculty | institute | hosted at | organised by | organized by | presented to you by | sponsor | sponsored by | co-hosted by | hosts',
    series:
      'series | seminar series | seminar | colloquium | event series | talk series | lecture series | series name | name of series',
    kind: 'type | event type | type of event | kind | type of seminar | format of event | seminar type | event | milestone',
    chair:
      'chair | chaired by | chairperson | moderator | moderated by | session chair | convenor | convener | advisor | adviser | advisors | supervisor | supervisors | principal supervisor | associate supervisor | supervised by | supervisory team | thesis advisor | introduced by | facilitator | discussant | discussants | respondent | academic host | faculty host | seminar host | local host | advisor(s) | supervisor(s) | co-supervisor | co-advisor | co-adviser | opponent | organizer | organizers | organiser | organisers | seminar coordinator | coordinator',
    panel:
      'committee | committee members | thesis committee | examination committee | examiners | examiner | dissertation committee | jury | review panel | doctoral committee | readers | assessors | external examiner | internal examiner | committee chair | defense committee | assessment panel | panel | chair of committee',
    notStart:
      'refreshments | coffee | tea | lunch | doors | doors open | registration | reception | pre-talk tea | light refreshments | tea and coffee | coffee and cake | breakfast | drinks | networking | q&a | rsvp by | register by | deadline | rsvp | tea time | pre-seminar refreshments | posted | published | last updated | updated | registration deadline | registration closes | meet the speaker | office hours | meeting with speaker | doors close | social | discussion | welcome',
    aside:
      'contact | contacts | enquiries | inquiries | contact person | email | e-mail | phone | tel | website | web | web page | webpage | keywords | references | registration link | register | register here | registration required | rsvp to | cost | price | admission | language | audience | recording | slides | map | parking | joint work with | joint work | coauthors | co-authors | more info | more information | further information | info | details | attachments | attachment | more details | dial-in | dial in | phone one-tap | phone conference id | conference id | video id | find your local number | one tap mobile | dial by your location | join by phone | join by sip | join by h.323 | tap to join from a mobile device | global call-in numbers | catering | accessibility | tags | category | categories | organiser contact | for more information | to | cc | from us | sip | h.323 | host key | pin | subject | sent | calendar | ics | add to calendar | read more | questions | help | recordings | subscribe | unsubscribe | video | mailing list | paper | credits | format | mode | level of audience | relevant reading | reading | related papers | next seminar | next talk | next week | upcoming | upcoming seminars | upcoming talks | future talks | coming up | past talks | dress code | participants | meeting host | alternative host | hybrid',
  },
  months: [
    'january | jan',
    'february | feb',
    'march | mar',
    'april | apr',
    'may',
    'june | jun',
    'july | jul',
    'august | aug',
    'september | sep | sept',
    'october | oct',
    'november | nov',
    'december | dec',
  ],
  weekdays: [
    'monday | mon | mondays',
    'tuesday | tue | tues | tuesdays',
    'wednesday | wed | weds | wednesdays',
    'thursday | thu | thur | thurs | thursdays',
    'friday | fri | fridays',
    'saturday | sat | saturdays',
    'sunday | sun | sundays',
  ],
  words: {
    am: 'am | a.m. | a.m',
    pm: 'pm | p.m. | p.m',
    noon: 'noon | midday | 12 noon',
    today: "today | today's | tonight | this afternoon | this morning | this evening",
    tomorrow: "tomorrow | tomorrow's",
    thisDay: 'this | this coming | coming | upcoming',
    nextDay: 'next',
    until: 'to | until | till | til | through | -to-',
    besides:
      'refreshments | refreshment | coffee | tea | pizza | lunch | doors | door | registration | reception | drinks | drink | snacks | snack | cookies | cookie | bagels | breakfast | networking | morning tea | afternoon tea | cake | donuts | doughnuts | wine | beer | mingle | mingling | catering | nibbles | canapés | canapes | dinner | sandwiches | check-in | arrival | gather | gathering | social | q&a | meet and greet | photo | office hours | zoom opens | room opens | test call | open from | opens | arrive | setup | log in | dial in | join from | waiting room | discussion to follow | ends | finishes | sign-in | sign in',
    deadline:
      'rsvp | register by | register before | deadline | no later than | by | before | submit | submission | closes | close | due | respond by | sign up by | notify | until',
    begins:
      'talk | seminar | lecture | colloquium | presentation | starts | start | begins | begin | starting | commences | commencing | defense | defence',
    former:
      'originally | original | previously | previous | instead of | rather than | was to be | not | no longer | old | moved from | formerly | change from | changed from | rescheduled from | postponed from | in place of | replaces | earlier announced',
    planned:
      'planned for | planned on | scheduled for | was scheduled | scheduled on | due to take place | was | initially | advertised | had been | originally planned',
    latter:
      'now | new | moved to | rescheduled to | rescheduled for | postponed to | postponed until | instead on | will now | changed to | pushed to | brought forward to | to | correct | corrected | pushed back to | shifted to | take place on | be held on | updated to | deferred to | deferred until',
    cancelled:
      'cancelled | canceled | cancellation | called off | will not take place | will not be held | will not go ahead | cancel',
    postponed: 'postponed | postponement | deferred | put off | delayed | pushed back | push back',
    rescheduled:
      'rescheduled | new time | new date | time change | change of time | change of date | date change | updated time | updated date | brought forward | moved to a new | change in time | has moved | has been moved | is moved | moved from | revised time | revised date | schedule change | time has changed | date has changed | moved forward | moved back | will be moved | shifted | pushed back',
    dateToCome:
      'new date | later date | to be announced | to be advised | until further notice | to be confirmed | be rescheduled | as soon as | in due course | indefinitely | not yet known',
    otherTalk:
      'next seminar | next talk | next week | following week | following talk | upcoming talks | last week | last talk | previous talk | previous seminar | next meeting | next speaker | future talks | upcoming seminars | next colloquium | after that | last seminar | next one',
    weekly:
      'every week | weekly | each week | every monday | every tuesday | every wednesday | every thursday | every friday | each monday | each tuesday | each wednesday | each thursday | each friday',
    fortnightly:
      'fortnightly | biweekly | bi-weekly | every two weeks | every other week | every second week | every fortnight | every second monday | every second tuesday | every second wednesday | every second thursday | every second friday | every other monday | every other tuesday | every other wednesday | every other thursday | every other friday',
    monthly: 'monthly | every month | each month',
    talkNoun:
      'seminar | seminars | colloquium | colloquia | talk | talks | lecture | webinar | symposium talk | presentation | defense | defence | viva | keynote | panel discussion | fireside chat | journal club | reading group | brown bag | speaker | speakers | lecture series | guest lecture | tea talk | roundtable | masterclass talk | forum | conversation with | in conversation | progress review | seminar series',
    seriesNoun:
      'seminar | seminars | seminar series | colloquium | colloquia | colloquium series | lecture series | lectures | webinar series | webinars | talk series | talks | journal club | reading group | forum | speaker series | brown bag | brown bag series | brown bag seminar | seminar programme | workshop series | lunch talks | discussion group | research seminar | research seminars | lunch seminar | working seminar | salon | study group',
    kindNoun:
      "dissertation defense | dissertation defence | thesis defense | thesis defence | phd defense | phd defence | phd thesis defense | phd thesis defence | doctoral defense | doctoral defence | ph.d. defense | ph.d. defence | ph.d. thesis defense | master thesis defense | masters thesis defense | master's thesis defense | masters defense | m.s. thesis defense | ms thesis defense | thesis proposal | proposal defense | dissertation proposal | phd proposal | confirmation seminar | confirmation of candidature seminar | mid-candidature seminar | mid-candidature review | final seminar | pre-completion seminar | exit seminar | thesis review | thesis review seminar | completion seminar | progress review | oral examination | final oral examination | panel discussion | public lecture | inaugural lecture | guest lecture | distinguished lecture | keynote lecture | keynote | job talk | job market talk | fireside chat | roundtable | round table | book launch | work-in-progress seminar | viva | webinar | invited talk | guest seminar | special seminar | public talk | distinguished seminar | memorial lecture | plenary lecture | faculty candidate talk | candidate talk | joint seminar | brown bag lunch | book talk | town hall",
    tba: 'tba | tbc | tbd | to be announced | to be confirmed | to be advised | to be decided | to be determined | title tba | tba. | n/a | details to follow | to follow | title to be announced | title to be confirmed | title tbc | title tbd | abstract tba | none | title and abstract tba | t.b.a. | t.b.c. | speaker tba | speaker tbc | coming soon | will be announced | tbd. | tbc.',
    noTalk:
      'no seminar | no talk | no seminars | no talks | no colloquium | no meeting | seminar cancelled | no lecture | reading week | semester break | mid-semester break | public holiday | spring break | thanksgiving break | university closed | recess | no class | break | easter break | no session',
    honorific:
      'the hon | the honourable | justice | hon | emer. prof. | dr | dr. | prof | prof. | professor | associate professor | assoc. prof. | assoc prof | assoc. professor | a/prof | a/prof. | a/professor | assistant professor | asst. prof. | asst prof | adjunct professor | emeritus professor | professor emeritus | professor emerita | emerita professor | distinguished professor | mr | mr. | mrs | mrs. | ms | ms. | miss | mx | mx. | sir | dame | lord | the hon. | hon. | rev. | lt. | capt. | honorary professor | visiting professor | adj. prof. | adj prof | clinical professor | scientia professor',
    degree:
      'phd | ph.d. | ph.d | md | m.d. | dphil | msc | m.sc. | ma | m.a. | mba | faa | frs | am | ao | esq. | jr. | jr | sr. | ph. d. | mphil | bsc | faha | obe | cbe | facs | rn',
    organisation:
      'university | institute | institution | college | school | laboratory | laboratories | labs | lab | centre | center | academy | hospital | csiro | mit | ucla | eth | epfl | anu | uq | qut | unsw | uts | rmit | caltech | cnrs | inria | nasa | inc | inc. | ltd | pty | gmbh | corporation | google | microsoft | deepmind | research | department | dept | dept. | faculty | foundation | museum | observatory | ministry | agency | group | council | society | polytechnic | library | clinic | press | bank | company | programme | program | division | bureau | trust | consortium | association | survey | nist | nsf | nih | cern | esa | ibm | meta | openai | nvidia | harvard | stanford | oxford | cambridge | princeton | yale | berkeley | imperial | ucl | kcl | lse | eth zurich | monash | kth | ntnu | nus | ntu | hku | hkust | kaist | tsinghua | cmu | uiuc | nyu | consulting | technologies | systems ltd | therapeutics',
    hostOrganisation:
      'school | school of | department | department of | dept of | dept. of | faculty of | faculty | institute of | institute for | institute | laboratory | laboratory of | centre for | center for | centre of | center of | division of | college of | department for | school for',
    roomWord:
      'room | seminar hall | conference hall | moot court | concert hall | rm | rm. | seminar room | lecture theatre | lecture theater | theatre | lecture hall | lecture room | auditorium | meeting room | conference room | boardroom | common room | classroom | studio | suite | lab | tutorial room | council chamber | reading room | lounge | ballroom | the commons | seminar library | library room | chapel | board room | senate room | colloquium room | main hall | great hall | learning space | theatrette | ampitheatre | amphitheatre | amphitheater | aud | office',
    buildingWord:
      'building | bldg | bldg. | hall | house | centre | center | tower | annex | annexe | laboratory | laboratories | college | library | wing | block | pavilion | institute | school | labs | complex | court | lodge | museum | campus | gallery | institution | observatory | quadrangle | quad | union | bld | bld.',
    levelWord:
      'level | floor | lvl | ground floor | first floor | second floor | third floor | fourth floor | fifth floor | basement | lower ground | fl.',
    onlineWord:
      'online | zoom | teams | microsoft teams | webex | google meet | virtual | virtually | remote | remotely | online only | hybrid | via zoom | on zoom | video conference | videoconference | livestream | skype | jitsi | bigbluebutton',
    streetWord:
      'street | st | st. | road | rd | rd. | avenue | ave | ave. | drive | lane | place | square | parade | terrace | way | boulevard | blvd | crescent | campus | cnr | highway | circuit',
    byWord:
      'by | presented by | given by | with | delivered by | featuring | from | speaker | talk by | seminar by | lecture by | a talk by | hear from | welcome | welcomes | host | hosts | hosting',
    willSpeak:
      'will give | will speak | will present | will be speaking | will be giving | will talk | will be presenting | speaks | presents | is speaking | is giving | gives | will deliver | will discuss | will defend | will be talking | talks | will join us | is presenting | defends | will be our speaker | will be the speaker | is our speaker | will lecture | visits us | will visit | will tell us | will explain | will describe | will share | will show | will introduce | will lead',
    entitled:
      'entitled | titled | on the topic | on the topic of | with the title | called | title | about | on | talk | seminar | lecture | the talk | under the title | topic',
    closing:
      'add to your list | add to your lists | download to your calendar | note change of | all welcome | all are welcome | everyone is welcome | everyone welcome | everybody is welcome | all staff | this talk is part of | this seminar is part of | this talk is included | this event is part of | part of the | please join | join us | join zoom | join the | to join | zoom | we look forward | we hope | hope to see | see you | looking forward | i look forward | kind regards | best regards | best wishes | regards | best | cheers | thanks | thank you | many thanks | warm regards | warmly | yours | sincerely | for more information | for further information | more information | further information | for details | please register | register | registration | rsvp | please rsvp | refreshments | coffee | lunch | tea and | afternoon tea | morning tea | a sandwich lunch | a light | pizza and | a reception | tea will | wine and | light refreshments | drinks | a light lunch | light lunch | pizza | snacks | the seminar will be | the talk will be | this seminar will be | this talk will be | the session will be | to subscribe | to unsubscribe | subscribe | unsubscribe | you are receiving | you received | you can unsubscribe | if you would like | if you wish | if you have a question | if you have any | if you cannot | if you are unable | if you want to meet | if you need | please contact | contact | please let | please email | please note | note that the | note: | the full schedule | full schedule | full programme | attendance | the public | public portion | open to | students | members of | for accessibility | accessibility | zoom link | a recording | the recording | recordings of | recording | topic: | time: | meeting id | one tap | dial | microsoft teams | add to calendar | download | future | upcoming | next week | next talk | next seminar | the next | previous talks | all the best | on behalf | please forward | please share | please feel free | please circulate | feel free | apologies for | the zoom | there will be | sign up | sent from | view this | organisers | organizers | organised by | organized by | sponsored by | this series is | the series is | hosted by | talks are | our seminars | this email | free and open | free admission | admission is | the event is | the event will | questions | the talk is open | tickets | parking | visitors | meet the speaker | those wishing | anyone | feel welcome | the link | link to | see also | for the calendar | (all | [all | please arrive | no registration | with best | with kind | copyright | © | hybrid | the colloquium is | the seminar is | find out more | read more | get tickets | share this | about this event | when and where | this message | to view | click here | enquiries | the defense is | the defence is | the talk will | the seminar series | we meet | the meeting will | our next | everybody welcome | until then | it will be | stay tuned | seminar organisers',
    greeting:
      "dear | hi | hello | good morning | good afternoon | greetings | hey | hi all | dear all | dear colleagues | hi everyone | hello everyone | g'day | welcome | all,",
    hostedBy: 'hosted by | organised by | organized by | presented by the | sponsored by',
    meetingId:
      'meeting id | webinar id | zoom id | meeting number (access code) | meeting number | meeting no. | id',
    passcode:
      'passcode | meeting passcode | password | meeting password | pass code | access code | pwd | pw | pass',
    joinLink: 'join | zoom | teams | meeting link | webinar | meet | webex | connect',
    registration:
      'register | registration | rsvp | sign up | recording | recordings | watch again | slides | map | directions | help | support | subscribe | unsubscribe | website | calendar | how to join | test | abstract page | feedback | survey | download | dial-in | learn more | more info | past talks | youtube',
    colonOnly:
      'new | old | now | was | to | from | join | link | id | with | talk | lecture | seminar | colloquium | series | school | department | day | host | student | panel | university | note | notes | zoom | teams | online | place | start | starts | details | info | before | original | previous | previously | originally | event | type | event type | faculty | institute | cc | register | registration | language | audience | video | questions | help | length | url | meet | virtual | remote | join us online | in person | on campus | hybrid | format | discussion | social | welcome | schedule | coffee | tea | lunch | drinks | doors | reception | reminder | paper | posted | updated | topic | map | slides | upcoming | coming up | next week | next talk | next seminar | reading | references | pin | pass | pw | mode | web | website | email | phone | contact | candidate | chair | committee | organisation | organization | affiliation | institution | presentation | kind | milestone | readers | address | building | room | outline | overview | participants | recordings | sent | subject | social | from us | please note | reading',
    noSeminar:
      'call for papers | call for abstracts | call for participation | call for proposals | call for contributions | call for nominations | call for submissions | cfp | important dates | paper submission | abstract submission | submission deadline | notification of acceptance | camera-ready | camera ready | job opening | position available | phd position | postdoc position | postdoctoral position | vacancy | we are hiring | applications are invited | applications invited | scheduled maintenance | planned outage | survey | out of office | automatic reply | minutes of | agenda item | call for speakers | apply by | job vacancy | submit your abstract | scholarship | scholarships available | grant applications | funding opportunity | newsletter signup | save the date | early bird | early-bird | registration is now open | conference registration | exam timetable | room booking | grant deadline | ethics approval',
    training:
      'training | workshop | induction | orientation | drop-in | drop in session | info session | information session | short course | bootcamp | boot camp | summer school | winter school | hackathon | conference | course | tutorial | open day | careers fair | job fair | safety module | onboarding | town hall | staff meeting | department meeting | committee meeting | agm | board meeting | faculty meeting | symposium | social event | morning tea | barbecue | bbq | retreat | working bee | fire drill | quiz night | party | celebration | farewell | meditation | yoga | tour | exhibition | maintenance | study skills | writing group | shut up and write | consultation | toolbox | compliance | webinar training | software carpentry',
  },
};
