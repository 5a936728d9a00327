import { describe, expect, it } from 'vitest'
import { isolate } from '#web/chat/bidi.tsx'

/** What is kept together stands in brackets. */
function shown(text: string): string {
  return isolate(text)
    .map((part) => (typeof part === 'string' ? part : `[${String(part.props['text'])}]`))
    .join('')
}

describe('a sentence from right to left', () => {
  it('keeps an address, a code and a telephone number together', () => {
    expect(shown('المكان: Oberstraße 91, 41460 Neuss')).toBe('المكان: [Oberstraße 91, 41460 Neuss]')
    expect(shown('رمزكم 23BC-D4FG هنا')).toBe('رمزكم [23BC-D4FG] هنا')
    expect(shown('هاتف +49 2131 928-0')).toBe('هاتف [+49 2131 928-0]')
  })

  it('keeps words apart that an Arabic comma separates', () => {
    expect(shown('اللجوء (Aufenthaltsgestattung، Duldung)')).toBe('اللجوء ([Aufenthaltsgestattung]، [Duldung])')
  })

  it('leaves its own dates and times alone', () => {
    expect(shown('الاثنين، 23 نوفمبر 2026، 08:00')).toBe('الاثنين، 23 نوفمبر 2026، 08:00')
  })
})

describe('a sentence from left to right', () => {
  it('is left as it is', () => {
    expect(isolate('Oberstraße 91, 41460 Neuss')).toEqual(['Oberstraße 91, 41460 Neuss'])
  })

  it('does not break a code', () => {
    expect(shown('Ihr Code: BCDF-2345.')).toBe('Ihr Code: [BCDF-2345].')
  })
})
