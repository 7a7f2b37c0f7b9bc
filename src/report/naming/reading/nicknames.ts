/**
 * Given names that people use for one another, our own selection: each line is one name with the forms that colleagues write
 * for it. A form may be on several lines. What is only the beginning of a name ("Miri") need not be here.
 */
const LINES = `
abigail abi abbie abby gail
adam ad addy
adrian ade adi
agnieszka aga agnes
ahmed ahmad ahmet
aisha ayesha aysha eesha
alan allan allen al
albert al bert bertie
alexander alex al alec alasdair alistair alastair sandy xander lex sasha sacha aleksander
alexandra alexandria alex alexa alix lexi lexie sandra sandy sasha sacha xandra
alfred alf alfie fred freddie
alice ali ally alicia aly
alison allison ali ally
amanda mandy manda
amelia amy millie milly mel
amy aimee ami
andrea andie andi andy
aneel anil anill ani
andrew andy drew andreas andrei andrzej
angela angie ange
ann anne anna annie nan nancy ana hannah anya
annabel annabelle bella belle anna
anthony antony tony ant anton
antonia toni tonia
archibald archie
arthur art artie
barbara babs barb barbie basia
bartholomew bart barty
bartosz bartek
benedict ben benny
benjamin ben benji benny
bernadette bernie
bernard bernie
beverley beverly bev
bradley brad
bridget biddy bridie brigid
cameron cam
caroline carolyn carrie carol caro lyn
catherine katherine kathryn katharine cath cathy kath kathy kate katie katy kat kit kitty kasia katarzyna kayleigh
cecilia cissy celia
charles charlie chas chuck chaz
charlotte charlie lottie lotte char
christina kristina tina chris chrissie krystyna
christine chris chrissie chrissy tina
christopher chris kit topher kris christo krzysztof
clare claire clara
clifford cliff
clive cliff
colin col coll
constance connie
cornelius con neil
craig craigy
cynthia cindy
daisy margaret
daniel dan danny danni dani danyal daniyal
danielle dani danni danny elle
david dave davey davy dai dafydd dawid daud dawood
deborah debra deb debs debbie debby
denise den dee
dennis denis den
derek del
diana diane dianne di
dimitri dmitri dima mitya
dominic dominick dom nick
donald don donny
dorothy dot dottie dolly
douglas doug dougie
duncan dunc
edmund ed eddie ned
edward ed eddie eddy ned ted teddy ward
eileen aileen
eleanor elinor eleanore ellie elly ella nell nellie nora lenny ellen
elizabeth elisabeth eliza liz lizzie lizzy beth betty bess bessie betsy libby lisa elsie ella ellie eli lily elspeth elzbieta ela
ellen ellie nell nellie elena helen
emily em emmy emmie millie emi
emma em emmy
emmanuel emanuel manny immanuel
eric rick ricky erik
esther essie hester
eugene gene
evelyn eve evie
ewa eva eve
fatima fatimah fatma fati
felicity flick fliss
fernando nando
fiona fi fee
florence flo florrie flossie
frances fran frankie franny francesca
francesca fran chess cesca frankie
francis frank frankie fran
frederick fred freddie freddy frederic fredrick
gabriel gabe gabby
gabrielle gabriella gaby gabby gab ella elle
gareth gaz garry
gary garry gaz gazza
gavin gav
gemma jemma gem
geoffrey jeffrey geoff jeff
george georgie geordie jerzy
georgina georgia georgie george gina
gerald gerard gerry jerry ged
gillian jillian gill jill gilly
giuseppe joe beppe
grace gracie
graham graeme grahame gra
gregory greg gregg grzegorz
guillermo will memo
gurpreet gurps preet gary
gwendolyn gwen gwenda
hamza hamzah
hannah hanna han
harold harry hal
harpreet harps preet harry
harriet hattie hattie harri hat
harry henry harold harri
hassan hasan
heather heth
helen helena hel ellen nell lena
henry harry hal hank henri
howard howie
hubert bert hugh
hugh hugo huw hughie
humphrey humph
hussain hussein husain hossein
ian iain
imogen immy imo
imran immy
ingrid inga
irene rene
isaac isaak zac zak ike ishaq
isabel isabelle isabella isobel izzy izzie bella belle issy ibby
ismail ishmael
jacob jake jakob jay yaqub jakub kuba
jacqueline jackie jacqui jacky jacquie
jagdeep jag jags
jagdish jag
james jim jimmy jamie jem jay seamus jas
jamila jamilah
jane janie janey jayne jan janet
janet jan jane
janice jan
jason jay jase
jasmine jasmin yasmin jas jazz jazzy
jaswinder jas jassi
javier xavi
jayne jane jan
jean jeanie jeannie
jennifer jen jenny jenni jennie jenn
jeremy jez jem jerry jeremiah
jessica jess jessie
jesse jess
joan joanie jo
joanna joanne johanna joann jo joey joe jojo jonna joana joasia asia
john johnny jon jack jonny ian jan sean shaun jonathan
jonathan jonathon jon jonny jono johnny jonty
jordan jordy
joseph joe joey jo jos yusuf jozef josef
josephine jo josie joey jose fina
joshua josh
joyce joy
judith judy judi jude
julia julie jules
julian jules
julie jules julia
juliet juliette jules
justine jus
kamaljit kam
karen kaz caz karin
kasper kacper
kathleen kath kathy kate kay cathleen
kayleigh kaylee kay
keith keef
kelly kel
kenneth ken kenny
kerry kez keri
kevin kev
khadija khadijah khadeeja
kimberley kimberly kim kimmy
kirsty kirstie kirsten kirst
kulwinder kully kul
kwame kwam
laura laurie lori lozza loz
lauren laurie loz
lawrence laurence larry laurie loz
leanne lea
leo leon leonard len lenny
leonard len lenny leo
lesley leslie les
lewis louis lew lou louie luis
lillian lilian lily lil
linda lynda lin lyn lindy
lindsay lindsey linz
lloyd floyd
lorraine lori raine
louise lou lulu louisa
lucy luce lucie lucinda
lukasz luke
lydia lyd
lynn lynne lyn lynda
madeleine madeline maddie maddy mads
magdalena magda maggie
malcolm malc mal
manjit manj manny
margaret maggie mags meg megan peggy peg marge margie margo greta rita daisy madge malgorzata gosia
marek mark
maria marie mary mia marya maryam
marian marion
marilyn maz lyn
marjorie marge margie
mark marc marcus marko
martha marty mattie
martin marty martyn marcin
martina tina marty
mary maria marie molly polly may mae moll maryam
matilda tilly tilda mattie
matthew matt matty mat mathew mateusz matteo
maureen mo maur reenie
maurice mo maury
maximilian maxwell max
megan meg megs
melanie mel melly
melissa mel missy lissa
melvin mel
mercedes mercy
michael mike mick mickey micky mikey michal mikhail mitch miguel
michelle shell shelly chelle mich
mildred millie milly
miranda mandy randa
miriam miri mim mimi mims miz maryam mariam myriam
mitchell mitch
mohammed muhammad mohamed muhammed mohammad mohamad mo moe md mohd moh hamed
moira maura
monica monika mon
mustafa mustapha mus
nadia nadya
naomi nay
natalie nathalie nat natty natalia
natasha tasha tash nat natalia
nathan nathaniel nate nat nath
neil neal niall
niamh neve nieve
nicholas nicolas nick nicky nik nico klaus mikolaj
nicola nicole nic nicky nikki nicki nikky nick
nigel nige
noor nur noora
norman norm
oliver olly ollie oli noll olivier oliwier
olivia liv livvy livi ollie via
omar umar
oscar oskar oz ossie
osman usman uthman
pamela pam pammy
parminder pam parm pammi
patricia pat patsy trish trisha tricia patti paddy
patrick pat paddy pad patryk padraig
paul paulie pawel pablo
paula paulie pol
pauline paula
penelope penny pen
percival percy
peter pete petey piotr pierre pedro
petra pet
philip phillip phil pip filip
philippa phillipa pip pippa pippy phil
pooja puja
prakash kash
priscilla cilla pris
priya pri priyanka
rachel rachael rach rae raquel
rajesh raj
rajinder raj raji
ralph rafe raff
ramandeep raman ram deep
raymond ray
rebecca rebekah becca becky becks beck bex rivka
reginald reg reggie
rhiannon rhi anon
rhys rees reece rhysie reese
richard rich richie rick ricky dick dickie ryszard ricardo
robert rob robbie bob bobby bert robin roberto
roberta bobbie robbie
robin rob robyn
roderick rod roddy rory
rodney rod
roger rodge
roland rolly rowland
ronald ron ronnie
rosalind ros roz rosie
rosemary rose rosie romy
roxanne roxy
rupert rup
russell russ rusty
ruth ruthie
ryan ry
sadia sadiya
salman sal
samantha sam sammy sammie
samir sam sami
samuel sam sammy samson
sandra sandie sandy san
sarah sara sally sal sadie
sean shaun shawn shane
sebastian seb baz bastian
shabana shabs
shannon shan
sharon shaz shaza shar
sheila shelagh sheelagh
shirley shirl
siobhan shivaun shiv chevonne
simon si sy szymon simeon
sophia sophie soph zofia zosia sofia
spencer spence
stanislaw stan staszek
stanley stan
stephanie steph stephie stef steffi
stephen steven steve stevie ste stefan
stuart stewart stu stew
sukhdeep sukhi suk
sukhjit sukhi suk
sunita sunny suni neeta
susan susanna suzanne sue susie suzy suzie susannah zuzanna
sylvia sylvie syl
tabitha tabby tabs
tamara tammy tam
tanisha nisha
tanya tania tan
teresa theresa terri terry tess tessa tess tracy reese
terence terrence terry tel
theodore theo ted teddy
thomas tom tommy thom tommo tomas tomasz tam
timothy tim timmy timo
tobias toby tobi
tracey tracy trace tracie
trevor trev
usha ush
valerie val
vanessa ness nessa van
veronica ronnie vera vron
victor vic viktor wiktor
victoria vicky vicki vikki vic tori tory vix wiktoria
vincent vince vin vinny
vikram vik vikki
violet vi lettie
virginia ginny gin
vivian vivienne viv vivien
walter walt wally
wendy wend
wilfred wilf fred
wilhelmina mina willa billie
william will bill billy willy liam wills wiliam guillaume
winifred winnie freda fred
yasmin jasmine yas yaz yasmine
yusuf yousef yousuf joseph joe
yvonne vonnie eve
zachary zac zack zak zach
zainab zaynab zeinab
zoe zo zoey`;

const LINES_OF: ReadonlyMap<string, ReadonlySet<number>> = (() => {
  const found = new Map<string, Set<number>>();
  for (const [line, names] of LINES.trim().split('\n').entries())
    for (const name of names.split(' ')) found.set(name, (found.get(name) ?? new Set()).add(line));
  return found;
})();

/** The lines on which a name stands, by number. Two that share one are used for one another. */
export const linesOf = (name: string): readonly number[] => [...(LINES_OF.get(name) ?? [])];

/** Whether one given name is used for the other, whichever is the short one. Both in plain small letters. */
export function isSameGivenName(left: string, right: string): boolean {
  if (left === right) return true;
  const lines = LINES_OF.get(left);
  const others = LINES_OF.get(right);
  return lines !== undefined && others !== undefined && [...lines].some((line) => others.has(line));
}

/** Whether this is a given name or a short form on the list. */
export const isGivenName = (word: string): boolean => LINES_OF.has(word);
