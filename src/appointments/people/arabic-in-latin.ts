/**
 * A name in Arabic letters as it might be written in Latin ones: for reading aloud, not for files. Short vowels are not
 * written: common names are looked up, the others get as few as possible.
 */
export function arabicInLatin(word: string): string {
  const plain = word
    .normalize('NFKC')
    .replace(/[\u064b-\u065f\u0670\u0640]/gu, '')
    .replace(/[أإآٱ]/gu, 'ا')
    .replace(/[ىی]/gu, 'ي')
    .replace(/ک/gu, 'ك')
  const core = plain.trim()
  const rest = word.slice(word.trimEnd().length)
  return inLatin(core) + rest
}

function inLatin(core: string): string {
  const known = common.get(core)
  if (known !== undefined) return known
  if (core.startsWith('عبدال') && core.length > 6) return `Abd ${inLatin(core.slice(3))}`
  if (core.startsWith('ال') && core.length > 3) return `Al-${common.get(core.slice(2)) ?? spell(core.slice(2))}`
  return spell(core)
}

/**
 * Short vowels are added only where Arabic can't do without: no word begins with two consonants, three never follow one another,
 * and two never follow a long vowel. After "ā" it is an "e" more often than not, as in Khaled.
 */
function spell(core: string): string {
  let spelled = ''
  // How many consonants have followed the last short vowel: a word begins, and goes on after a long vowel, as if there were one.
  let consonants = 1
  let isAfterLongA = false
  for (const [index, letter] of [...core].entries()) {
    const sound = soundOf(letter, index, core)
    if (sound === '') continue
    if (isVowel(sound)) {
      consonants = spelled === '' ? 0 : 1
      isAfterLongA = letter === 'ا' && spelled !== ''
    } else if (consonants === 2) {
      spelled += isAfterLongA ? 'e' : 'a'
      consonants = 1
      isAfterLongA = false
    } else consonants += 1
    spelled += sound
  }
  return spelled.charAt(0).toUpperCase() + spelled.slice(1)
}

/** "و" and "ي" are consonants at the beginning and beside "ا", long vowels elsewhere. */
function soundOf(letter: string, index: number, core: string): string {
  const isBesideVowel = index === 0 || core[index - 1] === 'ا' || core[index + 1] === 'ا'
  if (letter === 'و') return isBesideVowel ? 'w' : 'u'
  if (letter === 'ي') return isBesideVowel ? 'y' : 'i'
  return sounds[letter] ?? (/\p{Script=Arabic}/u.test(letter) ? '' : letter)
}

function isVowel(sound: string): boolean {
  return /^[aiu]/.test(sound)
}

const sounds: Readonly<Record<string, string>> = {
  ا: 'a',
  ب: 'b',
  پ: 'p',
  ت: 't',
  ث: 'th',
  ج: 'j',
  چ: 'ch',
  ح: 'h',
  خ: 'kh',
  د: 'd',
  ذ: 'dh',
  ر: 'r',
  ز: 'z',
  ژ: 'zh',
  س: 's',
  ش: 'sh',
  ص: 's',
  ض: 'd',
  ط: 't',
  ظ: 'z',
  ع: 'a',
  غ: 'gh',
  ف: 'f',
  ق: 'q',
  ك: 'k',
  گ: 'g',
  ل: 'l',
  م: 'm',
  ن: 'n',
  ه: 'h',
  ة: 'a',
  ؤ: 'u',
  ئ: 'i',
}

/** Names so common that everybody writes them alike, without hamza and vowel signs. */
const common: ReadonlyMap<string, string> = new Map([
  ['محمد', 'Mohammad'],
  ['محمود', 'Mahmoud'],
  ['احمد', 'Ahmad'],
  ['مصطفي', 'Mustafa'],
  ['علي', 'Ali'],
  ['عمر', 'Omar'],
  ['عثمان', 'Othman'],
  ['خالد', 'Khaled'],
  ['حسن', 'Hassan'],
  ['حسين', 'Hussein'],
  ['يوسف', 'Youssef'],
  ['ابراهيم', 'Ibrahim'],
  ['اسماعيل', 'Ismail'],
  ['عبد', 'Abd'],
  ['عبدالله', 'Abdullah'],
  ['الله', 'Allah'],
  ['الرحمن', 'Al-Rahman'],
  ['طارق', 'Tarek'],
  ['ماهر', 'Maher'],
  ['ياسر', 'Yasser'],
  ['فاطمة', 'Fatima'],
  ['عايشة', 'Aisha'],
  ['عائشة', 'Aisha'],
  ['مريم', 'Maryam'],
  ['زينب', 'Zainab'],
  ['خديجة', 'Khadija'],
  ['نور', 'Nour'],
  ['سارة', 'Sara'],
  ['ليلي', 'Layla'],
  ['هدي', 'Huda'],
  ['سعد', 'Saad'],
  ['حمد', 'Hamad'],
  ['اسد', 'Asad'],
  ['انس', 'Anas'],
  ['امل', 'Amal'],
  ['فرح', 'Farah'],
  ['سمر', 'Samar'],
  ['سحر', 'Sahar'],
  ['قمر', 'Qamar'],
  ['كرم', 'Karam'],
  ['رجب', 'Rajab'],
  ['انور', 'Anwar'],
  ['اسلام', 'Islam'],
  ['ايمان', 'Iman'],
  ['حيدر', 'Haidar'],
  ['سليمان', 'Suleiman'],
])
