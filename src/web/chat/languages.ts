import type { Language } from '#texts.ts'

/** Each language under its own name, in the order of the menu. */
export const languages: Record<Language, string> = {
  uk: 'Українська',
  de: 'Deutsch',
  en: 'English',
  ru: 'Русский',
  tr: 'Türkçe',
  ar: 'العربية',
  fr: 'Français',
}

export function isLanguage(tag: unknown): tag is Language {
  return typeof tag === 'string' && Object.hasOwn(languages, tag)
}

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr'
}

/** The tags and digits the server writes dates with: digits as on German letters and signs. */
export function localeOf(language: Language): string {
  return language === 'en' ? 'en-GB' : `${language}-u-nu-latn-ca-gregory`
}
