const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Meeting, parting, thanking, approving. One of these makes a message small talk, if nothing else is said. */
export const COURTESIES: ReadonlySet<string> = words(`
  hi hello hey hiya heya howdy yo ello oi greetings shwmae helo hullo wagwan sup hola bonjour morning mornin afternoon evening gday
  bye goodbye cya ciao laters tara night
  thanks thank thankyou ta cheers diolch appreciated appreciate grateful welcome sorry oops
  ok okay k kk right alright great brilliant brill perfect lovely super ace fab fabulous amazing awesome wonderful excellent fantastic cool nice
  good sound sorted sweet fine noted understood gotcha useful helpful handy helped helps clever smart legend star lifesaver genius
  yes yep yeah yup no nope nah lol haha please hooray yay wow
`);

/** About the assistant itself: help, what it is, how it is used. Makes a message small talk in the same way. */
export const ASSISTANT: ReadonlySet<string> = words(`
  you youve youll youd your yours yourself lanyard bot robot chatbot ai app assistant machine computer program chatgpt copilot siri alexa human
  help helping menu start started begin commands options instructions faq examples example test testing info restart hello hi
`);

/** May be beside either, because it names nothing a policy could be about. */
export const FILLERS: ReadonlySet<string> = words(`
  a an the this that these those it its is are am was were be been being do does did done doing have has had having
  can could would will shall should may might must i me my we us our they them who whom what whats which where how why when
  to of for with about on in at by from as up out off and or but so then now just also only too very really quite much many lots loads lot bit bunch million
  again still already always ever here there all any anything something everything nothing else more other another one first new
  day today week weekend year christmas friday monday happy merry later soon
  mate pal love buddy friend hun sir miss team everyone everybody anyone anybody someone somebody person people real
  ask asking asked answer answers answering question questions thing things stuff kind kinds sort sorts type types topic topics
  use using used work works working talk talking speak speaking chat chatting say saying said tell know knows knowing explain show try trying give introduce
  need needed want wanted like supposed able meant called name made make makes built created runs run owns purpose job role quick sense
  well er erm um oh ah not dont im ive id ill cant didnt doesnt isnt thats whos hows theres lets
  put understand language languages english welsh polish urdu arabic french spanish sent send pressed accident mistake clicked button message wrong
  me sorted out helping let bothering allowed minute min second sec time trying learn learning figure
  meet meeting met pleased nice hope hoping worries problem stop back home old
`);

/** How people of a school greet and thank in Welsh and in the languages that are spoken most at home, without accents. */
export const GREETINGS: ReadonlySet<string> = words(`
  bore da prynhawn nos noswaith hwyl croeso diolch yn fawr iawn shwmae shwmai sut mae ti tin chi dych gyda ydych wyt
  dzien dobry czesc dziekuje dzieki witam
  salaam salam assalamu assalam assalamualaikum alaikum walaikum aleikum shukran shukria shukriya
  namaste namaskar dhanyavaad dhanyavad sat sri akal
  buna ziua seara salut multumesc mersi
  bonjour bonsoir merci beaucoup hola gracias buenos buenas dias tardes ola obrigado obrigada bom dia boa tarde
  dhonnobad nomoshkar mahadsanid merhaba tesekkurler
`);

/** Beside a courtesy these say nothing of anyone: neither that something is not so, nor of who writes. */
export const MANNERLY: ReadonlySet<string> = words(`
  you youve your lanyard bot all everyone everybody team mate pal love hun sir miss there again back too and a an the so very really much many lots lot bunch million
  that thats this it its is was were are for of in to have has had hope day today week weekend year monday tuesday wednesday thursday friday christmas
  happy merry meet meeting met how we now got later soon answer answers one
`);
