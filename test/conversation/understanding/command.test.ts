import { describe, expect, test } from 'vitest'
import { readCommand, type Command } from '#conversation/understanding/command.ts'
import { spellings } from '#conversation/understanding/spellings.ts'
import { withoutFillers } from '#conversation/understanding/without-fillers.ts'
import { words } from '#conversation/understanding/words.ts'
import { Language } from '#texts.ts'

describe('a command', () => {
  test.each<[Language, string, Command]>([
    ['uk', 'скасувати', 'cancel'],
    ['uk', 'скасувати!', 'cancel'],
    ['uk', 'хочу скасувати', 'cancel'],
    ['uk', 'Я хочу скасувати, будь ласка 🙏', 'cancel'],
    ['uk', 'НАЗАД', 'back'],
    ['uk', 'видалити мої дані', 'erase'],
    ['uk', 'мої записи', 'appointments'],
    ['uk', 'так', 'yes'],
    ['uk', 'ні', 'no'],
    ['de', 'absagen', 'cancel'],
    ['de', 'Abbrechen.', 'cancel'],
    ['de', 'stornieren', 'cancel'],
    ['de', 'bitte absagen', 'cancel'],
    ['de', 'Ich möchte meinen Termin absagen', 'cancel'],
    ['de', 'ich moechte absagen', 'cancel'],
    ['de', 'zurück', 'back'],
    ['de', 'zurueck', 'back'],
    ['de', 'zuruck', 'back'],
    ['de', 'Menü', 'menu'],
    ['de', 'Menue', 'menu'],
    ['de', 'ja, bitte', 'yes'],
    ['de', 'nein danke', 'no'],
    ['en', 'cancel', 'cancel'],
    ['en', 'cancel 🙏', 'cancel'],
    ['en', 'please cancel', 'cancel'],
    ['en', 'I’d like to cancel my appointment, please!', 'cancel'],
    ['en', 'delete my data', 'erase'],
    ['en', 'reschedule', 'move'],
    ['en', 'Help!!', 'help'],
    ['ru', 'отменить', 'cancel'],
    ['ru', 'Отмена.', 'cancel'],
    ['ru', 'записаться на прием', 'book'],
    ['ru', 'записаться на приём', 'book'],
    ['tr', 'iptal', 'cancel'],
    ['tr', 'İPTAL', 'cancel'],
    ['tr', 'IPTAL', 'cancel'],
    ['tr', 'ıptal', 'cancel'],
    ['tr', 'iptal etmek istiyorum', 'cancel'],
    ['tr', 'HAYIR', 'no'],
    ['tr', 'hayir', 'no'],
    ['tr', 'yardim', 'help'],
    ['ar', 'إلغاء', 'cancel'],
    ['ar', 'الغاء', 'cancel'],
    ['ar', 'إلـــغاء', 'cancel'],
    ['ar', 'أريد إلغاء الموعد من فضلك', 'cancel'],
    ['ar', '\u200fإلغاء\u200e؟', 'cancel'],
    ['ar', 'لغه', 'language'],
    ['ar', 'مواعيدى', 'appointments'],
    ['fr', 'annuler', 'cancel'],
    ['fr', "s'il vous plaît, annuler", 'cancel'],
    ['fr', "J'AI BESOIN D’AIDE", 'help'],
    ['fr', 'd’accord', 'yes'],
    ['uk', 'cancel', 'cancel'],
    ['ar', 'bitte absagen', 'cancel'],
    ['fr', 'ｃａｎｃｅｌ', 'cancel'],
    ['en', 'can\u200bcel', 'cancel'],
  ])('in %s, "%s" is %s', (language, text, command) => {
    expect(readCommand(text, language)).toBe(command)
  })

  test.each<[string, Command]>([
    ['/start', 'menu'],
    ['/start a1b2c3', 'menu'],
    ['/START@terminlotse_bot x', 'menu'],
    ['/menu', 'menu'],
    ['/cancel', 'cancel'],
    ['/back', 'back'],
    ['/language', 'language'],
    ['/help', 'help'],
    ['/privacy', 'privacy'],
    ['/appointments', 'appointments'],
    ['/book', 'book'],
    ['/move', 'move'],
    ['/erase', 'erase'],
    ['/code', 'code'],
    [' /cancel ', 'cancel'],
  ])('"%s" is %s in every language', (text, command) => {
    for (const language of Language.options) expect(readCommand(text, language)).toBe(command)
  })

  test.each([
    '',
    ' ',
    '🙏',
    'please',
    '/yes',
    '/unknown',
    '/cancelled',
    '/toString',
    "don't cancel",
    'I do not want to cancel',
    'can I cancel later?',
    'ich will nicht absagen',
    'не хочу скасувати',
    'скасувати чи ні',
    'не отменять',
    'iptal etmek istemiyorum',
    'لا أريد إلغاء',
    'je ne veux pas annuler',
    'My name is Helpmann',
    'Nazad Karimi',
    'cancel my visa and book a flight',
    'constructor',
  ])('is never guessed from "%s"', (text) => {
    for (const language of Language.options) expect(readCommand(text, language)).toBeUndefined()
  })
})

describe('the words of all languages', () => {
  const all = Language.options.flatMap((language) =>
    Object.entries(words(language).commands).flatMap(([command, list]) =>
      list.map((word) => ({ language, command, word })),
    ),
  )

  test('no word is one command in one language and another in the next', () => {
    const meant = new Map<string, Set<string>>()
    for (const { language, command, word } of all) {
      for (const spelling of spellings(word)) {
        for (const said of [spelling, withoutFillers(spelling, language)]) {
          meant.set(said, (meant.get(said) ?? new Set()).add(command))
        }
      }
    }
    expect([...meant].filter(([, commands]) => commands.size > 1)).toEqual([])
  })

  test.each(Language.options)('every word reads as its own command for a speaker of %s', (speaker) => {
    for (const { command, word } of all) {
      for (const typed of [word, word.toUpperCase(), `${word}!`, ...spellings(word)]) {
        expect([typed, readCommand(typed, speaker)]).toEqual([typed, command])
      }
    }
  })

  test.each(Language.options)('polite words of %s around a command change nothing', (language) => {
    const [cancel] = words(language).commands.cancel
    for (const filler of words(language).fillers) {
      expect(readCommand(`${filler} ${cancel}`, language)).toBe('cancel')
      expect(readCommand(`${cancel}, ${filler}.`, language)).toBe('cancel')
    }
  })
})
