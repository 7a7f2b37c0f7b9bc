/**
 * Given names that people use for one another, our own selection: each line, or what is between two semicolons, is one name
 * with the forms that colleagues write for it, in English, Welsh, Irish, Polish and other languages of families here. A form may be on
 * several lines. What is only the beginning of a name ("Miri") need not be here. Reports are compared by the number of a line: new ones
 * go to the end.
 */
export const GIVEN_NAMES = `
abigail abi abbie abby gail abigael
adam ad addy adas adamek adda adhamh
adrian ade adi adrianek
agnieszka aga agnes agusia jagna
ahmed ahmad ahmet
aisha ayesha aysha eesha aicha
alan allan allen al
albert al bert bertie albie olek
alexander alex al alec alasdair alistair alastair sandy xander lex sasha sacha aleksander olek alek oleksandr aleksandr sasza alastar
alexandra alexandria alex alexa alix lexi lexie sandra sandy sasha sacha xandra ola oleksandra aleksandra olka olga
alfred alf alfie fred freddie alffi
alice ali ally alicia aly alicja ala alis ailis
alison allison ali ally
amanda mandy manda
amelia amy millie milly mel amelka
amy aimee ami
andrea andie andi andy
aneel anil anill ani
andrew andy drew andreas andrei andrzej andras dras aindrias jedrek jedrzej
angela angie ange angharad aniela
ann anne anna annie nan nancy ana hannah anya ania anka hania an aine nansi
annabel annabelle bella belle anna
anthony antony tony ant anton antek antoni antos antwn anto tonik
antonia toni tonia
archibald archie
arthur art artie artur artek arth
barbara babs barb barbie basia baska barbra
bartholomew bart barty
bartosz bartek bartlomiej bartus
benedict ben benny
benjamin ben benji benny beniamin beno bennie
bernadette bernie
bernard bernie
beverley beverly bev
bradley brad bradders
bridget biddy bridie brigid brid ffraid breda brygida
cameron cam cammy
caroline carolyn carrie carol caro lyn karolina karola caz cazza
catherine katherine kathryn katharine cath cathy kath kathy kate katie katy kat kit kitty kasia katarzyna kayleigh catrin cadi katrin caitlin cait kaska katka kasienka katia katya catriona triona cati katarina kaitlin kathleen
cecilia cissy celia cecylia sile sheila
charles charlie chas chuck chaz karol siarl cathal karolek
charlotte charlie lottie lotte char lotta siarlot
christina kristina tina chris chrissie krystyna krysia cristin
christine chris chrissie chrissy tina krysia krystyna cristin
christopher chris kit topher kris christo krzysztof krzysiek krzys krzysiu cristoffer crist criostoir
clare claire clara
clifford cliff
clive cliff
colin col coll
constance connie
cornelius con neil
craig craigy
cynthia cindy
daisy margaret
daniel dan danny danni dani danyal daniyal danek daniil danylo deiniol donal danyl
danielle dani danni danny elle
david dave davey davy dai dafydd dawid daud dawood dewi deio taffy dawidek dafi daithi davydd
deborah debra deb debs debbie debby debora
denise den dee
dennis denis den denys
derek del
diana diane dianne di
dimitri dmitri dima mitya dmytro
dominic dominick dom nick dominik domek
donald don donny domhnall donal
dorothy dot dottie dolly dorota dorotka dora
douglas doug dougie
duncan dunc
edmund ed eddie ned eamon eamonn emwnt edmwnd
edward ed eddie eddy ned ted teddy ward iorwerth edek eadbhard edzio
eileen aileen
eleanor elinor eleanore ellie elly ella nell nellie nora lenny ellen elen elin lleucu eilionora eleonora lena
elizabeth elisabeth eliza liz lizzie lizzy beth betty bess bessie betsy libby lisa elsie ella ellie eli lily elspeth elzbieta ela elzunia bethan lisbeth betsan leusa eilis beti sibeal
ellen ellie nell nellie elena helen elin elen
emily em emmy emmie millie emi emilia emilka
emma em emmy
emmanuel emanuel manny immanuel
eric rick ricky erik eryk
esther essie hester
eugene gene
evelyn eve evie ewelina
ewa eva eve ewka ewunia efa aoife
fatima fatimah fatma fati fatou fatemeh
felicity flick fliss
fernando nando
fiona fi fee
florence flo florrie flossie
frances fran frankie franny francesca franciszka
francesca fran chess cesca frankie
francis frank frankie fran franek franciszek ffransis proinsias
frederick fred freddie freddy frederic fredrick ffred fryderyk
gabriel gabe gabby gabrys
gabrielle gabriella gaby gabby gab ella elle
gareth gaz garry gary gazza
gary garry gaz gazza
gavin gav
gemma jemma gem
geoffrey jeffrey geoff jeff sieffre
george georgie geordie jerzy sior siors jurek seoirse jorge yuri
georgina georgia georgie george gina
gerald gerard gerry jerry ged gerallt geralt
gillian jillian gill jill gilly
giuseppe joe beppe
grace gracie grazyna
graham graeme grahame gra
gregory greg gregg grzegorz grzesiek grzes
guillermo will memo
gurpreet gurps preet gary
gwendolyn gwen gwenda gwennie wendy
hamza hamzah
hannah hanna han hania
harold harry hal
harpreet harps preet harry
harriet hattie hattie harri hat
harry henry harold harri
hassan hasan
heather heth
helen helena hel ellen nell lena helenka halina ela elen elena
henry harry hal hank henri henryk heniek henio hari anrai
howard howie hywel
hubert bert hugh
hugh hugo huw hughie aodh hywel
humphrey humph
hussain hussein husain hossein husayn
ian iain
imogen immy imo
imran immy
ingrid inga
irene rene irena irenka
isaac isaak zac zak ike ishaq
isabel isabelle isabella isobel izzy izzie bella belle issy ibby iza izabela izabella ishbel
ismail ishmael
jacob jake jakob jay yaqub jakub kuba kubus jakov
jacqueline jackie jacqui jacky jacquie
jagdeep jag jags
jagdish jag
james jim jimmy jamie jem jay seamus jas iago seumas shay shea sheamus hamish jimmie jimbo siams
jamila jamilah
jane janie janey jayne jan janet sian janina siwan sinead
janet jan jane sioned janina
janice jan
jason jay jase
jasmine jasmin yasmin jas jazz jazzy
jaswinder jas jassi
javier xavi
jayne jane jan
jean jeanie jeannie sine
jennifer jen jenny jenni jennie jenn siwan
jeremy jez jem jerry jeremiah jeremi
jessica jess jessie jesika
jesse jess
joan joanie jo siwan sian siobhan joana
joanna joanne johanna joann jo joey joe jojo jonna joana joasia asia siwan joaska
john johnny jon jack jonny ian jan sean shaun jonathan ioan ieuan iwan evan sion jac janek jasiek jas eoin ioannis yan ivan shon johan yahya
jonathan jonathon jon jonny jono johnny jonty jonatan
jordan jordy
joseph joe joey jo jos yusuf jozef josef jozek jozio ioseff seosamh yosef yousef iosif joss joz
josephine jo josie joey jose fina jozefina
joshua josh
joyce joy
judith judy judi jude siwan
julia julie jules julka yulia
julian jules
julie jules julia
juliet juliette jules
justine jus
kamaljit kam
karen kaz caz karin
kasper kacper casper gaspar
kathleen kath kathy kate kay cathleen caitlin
kayleigh kaylee kay
keith keef
kelly kel
kenneth ken kenny
kerry kez keri
kevin kev caoimhin
khadija khadijah khadeeja
kimberley kimberly kim kimmy
kirsty kirstie kirsten kirst
kulwinder kully kul
kwame kwam
laura laurie lori lozza loz laurka
lauren laurie loz
lawrence laurence larry laurie loz wawrzyniec lawrie labhras
leanne lea
leo leon leonard len lenny
leonard len lenny leo
lesley leslie les
lewis louis lew lou louie luis llew llewelyn llywelyn ludwik
lillian lilian lily lil
linda lynda lin lyn lindy
lindsay lindsey linz
lloyd floyd
lorraine lori raine
louise lou lulu louisa
lucy luce lucie lucinda lucja lleucu
lukasz luke lukas lucas lukaszek
lydia lyd
lynn lynne lyn lynda
madeleine madeline maddie maddy mads
magdalena magda maggie madzia magdusia magdalene lena mags madlen magdalene
malcolm malc mal
manjit manj manny
margaret maggie mags meg megan peggy peg marge margie margo greta rita daisy madge malgorzata gosia margied marged mared malgosia peig mairead pegi mairwen
marek mark
maria marie mary mia marya maryam maryla marysia mair mari maire
marian marion mariana
marilyn maz lyn
marjorie marge margie
mark marc marcus marko marcin marek
martha marty mattie
martin marty martyn marcin marcinek mairtin
martina tina marty
mary maria marie molly polly may mae moll maryam mair mari maire mairi maura marysia maryla moira mallt miren
matilda tilly tilda mattie
matthew matt matty mat mathew mateusz matteo mati maciej maciek mathonwy matthias mathau
maureen mo maur reenie
maurice mo maury
maximilian maxwell max
megan meg megs
melanie mel melly
melissa mel missy lissa
melvin mel
mercedes mercy
michael mike mick mickey micky mikey michal mikhail mitch miguel misiek michalek meical meic micheal mihangel mykhailo misha
michelle shell shelly chelle mich
mildred millie milly
miranda mandy randa
miriam miri mim mimi mims miz maryam mariam myriam
mitchell mitch
mohammed muhammad mohamed muhammed mohammad mohamad mo moe md mohd moh hamed muhamed mehmet mamadou hammad
moira maura
monica monika mon
mustafa mustapha mus
nadia nadya
naomi nay
natalie nathalie nat natty natalia natalka natalya
natasha tasha tash nat natalia
nathan nathaniel nate nat nath
neil neal niall
niamh neve nieve
nicholas nicolas nick nicky nik nico klaus mikolaj niclas neacal miki nikolai
nicola nicole nic nicky nikki nicki nikky nick nikola
nigel nige
noor nur noora
norman norm
oliver olly ollie oli noll olivier oliwier
olivia liv livvy livi ollie via oliwia
omar umar
oscar oskar oz ossie osgar
osman usman uthman
pamela pam pammy
parminder pam parm pammi
patricia pat patsy trish trisha tricia patti paddy padraigin
patrick pat paddy pad patryk padraig padrig padraic patryczek
paul paulie pawel pablo pawelek pol pawlo pavlo
paula paulie pol
pauline paula
penelope penny pen
percival percy
peter pete petey piotr pierre pedro pedr piotrek piotrus pyotr petro peadar
petra pet
philip phillip phil pip filip filipek phylip ffilip
philippa phillipa pip pippa pippy phil
pooja puja
prakash kash
priscilla cilla pris
priya pri priyanka
rachel rachael rach rae raquel rahel
rajesh raj
rajinder raj raji
ralph rafe raff rafal
ramandeep raman ram deep
raymond ray
rebecca rebekah becca becky becks beck bex rivka rebeka
reginald reg reggie
rhiannon rhi anon nonnie
rhys rees reece rhysie reese
richard rich richie rick ricky dick dickie ryszard ricardo rhisiart rysiek risteard
robert rob robbie bob bobby bert robin roberto robat robek bertus riobart
roberta bobbie robbie
robin rob robyn
roderick rod roddy rory rhodri
rodney rod
roger rodge rosser
roland rolly rowland
ronald ron ronnie
rosalind ros roz rosie
rosemary rose rosie romy
roxanne roxy
rupert rup
russell russ rusty
ruth ruthie rut
ryan ry
sadia sadiya
salman sal
samantha sam sammy sammie
samir sam sami
samuel sam sammy samson sami somhairle
sandra sandie sandy san
sarah sara sally sal sadie sorcha
sean shaun shawn shane sion
sebastian seb baz bastian sebek seba
shabana shabs
shannon shan
sharon shaz shaza shar
sheila shelagh sheelagh sile
shirley shirl
siobhan shivaun shiv chevonne siwan joan shevaun
simon si sy szymon simeon seimon szymek szymus
sophia sophie soph zofia zosia sofia soffia zosienka
spencer spence
stanislaw stan staszek stasiek stas
stanley stan
stephanie steph stephie stef steffi
stephen steven steve stevie ste stefan steffan stefek szczepan stiofan
stuart stewart stu stew
sukhdeep sukhi suk
sukhjit sukhi suk
sunita sunny suni neeta
susan susanna suzanne sue susie suzy suzie susannah zuzanna zuzia zuza siwsan
sylvia sylvie syl sylwia
tabitha tabby tabs
tamara tammy tam
tanisha nisha
tanya tania tan
teresa theresa terri terry tess tessa tess tracy reese terenia tereska
terence terrence terry tel
theodore theo ted teddy
thomas tom tommy thom tommo tomas tomasz tam tomos twm tomek tomus tomcio tomi tomaz
timothy tim timmy timo tymoteusz tymek tadhg
tobias toby tobi
tracey tracy trace tracie
trevor trev
usha ush
valerie val
vanessa ness nessa van
veronica ronnie vera vron weronika wera
victor vic viktor wiktor
victoria vicky vicki vikki vic tori tory vix wiktoria wika viktoriya
vincent vince vin vinny wincenty wicek
vikram vik vikki
violet vi lettie
virginia ginny gin
vivian vivienne viv vivien
walter walt wally gwallter
wendy wend
wilfred wilf fred
wilhelmina mina willa billie
william will bill billy willy liam wills wiliam guillaume gwilym gwil wil bil uilliam wilem willem
winifred winnie freda fred gwenfrewi una
yasmin jasmine yas yaz yasmine
yusuf yousef yousuf joseph joe yosef jusuf iosif
yvonne vonnie eve
zachary zac zack zak zach
zainab zaynab zeinab zaynap zeynep
zoe zo zoey
bronwen bron bronnie bronwyn branwen wenna; carys cari caz; cerys ceri cez; ceri keri kerry; dilys dil; eirlys eira; ffion fi ffi fion; gethin geth
gruffydd griff guto gruff griffith griffiths; geraint ger; glyn glynn; hywel howell hyw hugh; huw huwcyn hugh; idris id
ifan ieuan iwan evan ioan sion john ifor; ivor ifor; llinos lli; llywelyn llew lyn llewellyn llewelyn; lowri laura; mererid margaret
meredith meredydd bedo maredudd; morfydd morf; myfanwy myf fanw; nerys ner; non nonna; owain owen ow owie eoghan owein; rhodri rhod; rhonwen ron
sioned janet jan; siwan joan judith; tegwen teg; teleri tel; tudur tudor tudno theodore; angharad ang haz harry; aneurin nye neirin; catrin cat cati
delyth del; elin elen elan; emyr em; mair mari mary; aoife eva eve efa ava; aisling ash aislinn ashling; caoimhe keeva kweeva; ciaran kieran kier kiaran
cillian killian kil; cormac mac; dara daragh darragh; declan dec deckie dex deaglan; dermot diarmuid diarmaid derm; eilidh ailie helen
eamon eamonn edmund ned; eithne ethna enya edna; fergus ferg fergie; finbar barry finn; fionnuala nuala finola fionn; grainne grania grace; maeve meadhbh medb
malachy mal malachi; mairead margaret; oisin osheen; orla orlaith; padraig paddy patrick podge; roisin rosheen rose ros; ruairi rory ruaidhri; saoirse seersha
seamus shay shea james jim jimmy sheamus; sinead jane shinade; tadhg timothy tim tadg; una winnie agnes; brendan bren brendy; conor connor con conchobhar
kieran ciaran; alun al alan; bethan beth elizabeth; iestyn justin; justin jus iestyn; dylan dyl; eluned lynette luned; gwyneth gwyn gwen gweno
gwilym gwil will william; heledd hel; rhian rhiannon; sara sarah; sian jane jan; beata bea beti; boguslaw bogdan bogus; czeslaw czesiek
dariusz darek daz darius; dominika domi; edyta edith edi; grazyna grazka grace; halina hala halinka; iwona iwonka yvonne ivona; jadwiga jadzia hedwig
jaroslaw jarek; jolanta jola iolanta; kamil kamilek; kamila kamilka camilla milla cammie; karolina karola caroline; kazimierz kazik kazek; leszek lech leslie
maciej maciek matthias matthew; mariusz mario mariuszek; marzena marzenka; miroslaw mirek; pawel pablo paul pawelek; przemyslaw przemek; radoslaw radek
rafal rafa raphael raph rafael; slawomir slawek; tadeusz tadek tadzio thaddeus; wieslaw wiesiek; wladyslaw wladek; wojciech wojtek; zbigniew zbyszek zbych
zdzislaw zdzichu; zygmunt zygi sigmund; andrzej jedrek andrew; ewelina ewelka evelyn; iryna irina ira irena; kateryna katya katia catherine
mykola kolya nicholas; oksana ksenia oxana xenia; volodymyr vladimir vlad volodya vova; yevhen eugene zhenya; yuliia yulia julia; dmytro dima dimitri
anastasia nastya ana stacey anastazja; alessandro sandro alexander alex; adele ada; adelaide addie ada; agatha aggie; agnes aggie nessie; alma almie
anita nita; august gus augustus; augustine gus austin; barnaby barney; barney barnabas; beatrice bea trixie bee; bianca blanche; blessing bless
calum callum cal cally; camilla milla cam millie; cassandra cass cassie sandra; christabel chris bella; clarence clarrie; clement clem; cuthbert bert
cyril cy; damian damien dame; darren daz dazza; dean deano; delia dee; derrick del; dudley dud; dwayne duane; edith edie; edwin ed eddie ned win
elias eli elijah ilyas; elaine ellie lainey; emmeline em emmie; erica rikki; ernest ernie; esme ez; ethel eth; ferdinand ferdy nando; florian flo; gladys glad
gordon gordie; hayley; hector heck; hilary hil; ignatius iggy; iqbal ikky; jared jaz; jocelyn joss josie; karl carl charles; kayley kay; krishna krish
leroy lee roy; leopold leo; lucas luke luca luc; lucinda cindy lucy; mabel may; marcella marcie; marcia marsha; mehmet mohammed; miles myles milo
millicent millie milly; minnie wilhelmina; montgomery monty; muriel mu; nathaniel nat nate; nina antonina; ngozi goz; norah nora; oladele dele; oluwaseun seun
olumide mide; oluwatobi tobi tobe; chukwuemeka emeka; chidi chidiebere; babatunde tunde; temitope tope temi; adebayo bayo ade; folasade sade fola
phoebe phebe; prudence pru; quentin quent; randall randy; ravinder ravi rav; reuben rube ruben; rowena ro; rudolph rudi; sabrina brina; salma sal; sanjay sanj
satnam sat; selina lina; shahid shah; shirin shireen; silas si; sonia sonya; surinder suri sindy; tasneem taz; tariq taz tarik; tina christina; trudy gertrude
ulrika uli; ursula uschi; vaughan vaughn; xavier xav; youssef yusuf joe; zahra zara; zubair zub; ibrahim abraham abe ibby ibra; abraham abe bram ibrahim
dawud david daud; ishaan ish; musa moses moussa; sulaiman solomon suleiman sol; maryam mary miriam maria; yaqub jacob; elijah ilyas eli`;
