import { describe, expect, it } from 'vitest'
import { preferredLanguage } from '#web/preferred-language.ts'

const language = (headers: Record<string, string>, query: unknown = {}) => preferredLanguage({ headers, query })

describe('the language of the page before anything is said', () => {
  it('is the browser’s first that we speak', () => {
    expect(language({ 'accept-language': 'uk-UA,uk;q=0.9,en;q=0.8' })).toBe('uk')
    expect(language({ 'accept-language': 'fa-IR,ar;q=0.7,de;q=0.8' })).toBe('de')
    expect(language({ 'accept-language': 'EN-gb' })).toBe('en')
  })

  it('is none that the browser rules out', () => {
    expect(language({ 'accept-language': 'fr;q=0, tr' })).toBe('tr')
  })

  it('is German for everybody else', () => {
    expect(language({})).toBe('de')
    expect(language({ 'accept-language': 'ti, *;q=0.1' })).toBe('de')
  })

  it('is what was spoken here last, whatever the browser says', () => {
    expect(language({ 'accept-language': 'de', cookie: 'x=1; language=ar' })).toBe('ar')
    expect(language({ 'accept-language': 'de', cookie: 'sublanguage=ar' })).toBe('de')
    expect(language({ 'accept-language': 'de', cookie: 'language=xx' })).toBe('de')
  })

  it('is first of all what a link asks for', () => {
    expect(language({ cookie: 'language=ar' }, { language: 'fr' })).toBe('fr')
    expect(language({ cookie: 'language=ar' }, { language: ['fr'] })).toBe('ar')
  })
})
