/**
 * A name in Arabic letters as it might be written in Latin ones: for reading aloud, not for files. Short vowels are not
 * written, so that common names are looked up and the others get an "a" between two consonants.
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
  const known = common.get(core)
  if (known !== undefined) return known + rest
  if (core.startsWith('ال') && core.length > 3) return `Al-${spell(core.slice(2))}${rest}`
  return spell(core) + rest
}

function spell(core: string): string {
  const sounds = [...core].flatMap((letter, index) => soundOf(letter, index, core) || [])
  const spelled = sounds.reduce((text, sound, index) => {
    const before = sounds[index - 1]
    return text + (before !== undefined && !isVowel(before) && !isVowel(sound) ? 'a' : '') + sound
  }, '')
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
])
