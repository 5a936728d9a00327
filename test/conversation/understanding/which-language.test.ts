import { describe, expect, test } from 'vitest'
import { readLanguage } from '#conversation/understanding/which-language.ts'
import type { Language } from '#texts.ts'

describe('the language somebody names', () => {
  test.each<[string, Language]>([
    ['Українська', 'uk'],
    ['украинский', 'uk'],
    ['Ukrainisch', 'uk'],
    ['Ukrainian', 'uk'],
    ['українською, будь ласка', 'uk'],
    ['ua', 'uk'],
    ['uk-UA', 'uk'],
    ['Deutsch', 'de'],
    ['auf Deutsch bitte', 'de'],
    ['German', 'de'],
    ['німецька', 'de'],
    ['Almanca', 'de'],
    ['الألمانية', 'de'],
    ['de-AT', 'de'],
    ['English', 'en'],
    ['in English please', 'en'],
    ['EN', 'en'],
    ['en_US', 'en'],
    ['Русский', 'ru'],
    ['по-русски', 'ru'],
    ['Türkçe', 'tr'],
    ['turkce', 'tr'],
    ['TÜRKÇE', 'tr'],
    ['العربية', 'ar'],
    ['عربي', 'ar'],
    ['Arabisch', 'ar'],
    ['ar-SY', 'ar'],
    ['Français', 'fr'],
    ['francais', 'fr'],
    ['🇫🇷 Français', 'fr'],
  ])('"%s" is %s', (text, language) => {
    expect(readLanguage(text)).toBe(language)
  })

  test.each(['', 'xx', 'zh-Hans', 'Polski', 'Polish', 'I speak English well', 'de-', '1', 'и', 'constructor'])(
    'is not read from "%s"',
    (text) => {
      expect(readLanguage(text)).toBeUndefined()
    },
  )
})
